"""The scenario of a network that discharges."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.fields import ScenarioError
from engine.graphs import Edge, adjacency, preset_edges
from engine.numerals import DIGITS, exactly, number
from engine.result import Equation, Labelled, build
from engine.scenario import CancelCheck, Cost, Progress
from engine.selfdischarge import equations, settings
from engine.selfdischarge.basis import LARGEST_GRAPH, Basis, basis_of
from engine.selfdischarge.cost import discharge_cost
from engine.selfdischarge.layout import places
from engine.selfdischarge.quantities import Named
from engine.selfdischarge.run import Discharge, Solver, efficiency, prepared
from engine.selfdischarge.settings import LARGEST_COMPLETE, LARGEST_STAR, Shape
from engine.selfdischarge.system import (
    System,
    dark_states,
    mode_rates,
    network,
    physical,
    physical_interval,
)
from engine.selfdischarge.weighting import misfit

Matrix = NDArray[np.float64]

LARGEST = {"central": LARGEST_STAR, "symmetric": LARGEST_COMPLETE}


class Connected(Shape):
    """Cells on a graph, with the matrices that follow and what makes them unphysical."""

    def replace(self, **changes: Any) -> Self:
        """A new scenario with some values changed; the same edges again keep their weights."""
        if "edges" in changes and "weights" not in changes:
            edges = self.field("edges").accept(changes["edges"])
            changes["edges"] = self.edges if edges == self.edges else edges
        return super().replace(**changes)

    def joined(self) -> tuple[Edge, ...]:
        """The edges, whatever declares them."""
        return self.edges if self.geometry == "custom" else preset_edges(self.geometry, self.cells)

    def edge_weights(self) -> NDArray[np.float64]:
        """The factor on each edge, shape (edges,); raises ScenarioError where settings do not fit.

        Every matrix of the network is made from it.
        """
        if self.fit_refusal():
            self.shaped()
        return np.array(self.weights) if self.weights else np.ones(len(self.joined()))

    def weight_of(self) -> dict[Edge, float]:
        """The factor on each edge by the edge; none known where weights do not fit."""
        edges = self.joined()
        fits = self.weights and misfit(edges, self.weights) is None
        return dict(zip(edges, self.weights, strict=True)) if fits else {}

    def graph(self) -> Matrix:
        """The weighted adjacency matrix A, shape (N, N)."""
        return adjacency(self.cells, self.joined(), self.edge_weights())

    def system(self, **changes: float) -> System:
        """The matrices of the master equation; `changes` replace collective_rate or coupling."""
        values = {"collective_rate": self.collective_rate, "coupling": self.coupling, **changes}
        return network(
            self.graph(), self.rate, interaction=self.interaction, dephasing=self.dephasing,
            detuning=np.array(self.detunings) if self.detunings else None, **values,
        )  # fmt: skip

    @property
    def star(self) -> bool:
        """Whether one cell is the hub of all others."""
        return bool(self.geometry == "central")

    def classes(self) -> tuple[tuple[int, ...], ...]:
        """Groups of equal cells of a network too large to be any graph."""
        everyone = tuple(range(self.cells))
        return (everyone[:1], everyone[1:]) if self.star else (everyone,)

    def basis(self, **changes: float) -> Basis:
        """The elements that are held of the network's state; raises ScenarioError as `shaped`."""
        self.shaped()
        highest = self.start().highest_order(self.cells)
        return basis_of(self.system(**changes), self.classes(), highest)

    def solver(self, **changes: float) -> Solver:
        """The network prepared to run; raises ScenarioError as `shaped`."""
        self.shaped()
        return prepared(self.system(**changes), self.start(), self.classes())

    def collective_interval(self) -> tuple[float, float]:
        """The Γ_icl between which the generator is completely positive."""
        return physical_interval(self.graph(), self.rate)

    def clipped(self) -> Self:
        """This scenario with Γ_icl brought to the nearest physical one."""
        low, high = self.collective_interval()
        return self.replace(collective_rate=min(max(self.collective_rate, low), high))

    def limits(self, rates: NDArray[np.float64]) -> list[Labelled]:
        """What the graph allows."""
        low, high = self.collective_interval()
        eigenvalues = np.linalg.eigvalsh(self.graph())
        return [
            Named.rate_min(rates[0]),
            Named.rate_max(rates[-1]),
            Named.collective_rate_min(low),
            Named.collective_rate_max(high),
            Named.least_eigenvalue(eigenvalues[0]),
            Named.largest_eigenvalue(eigenvalues[-1]),
        ]

    def shape_refusal(self) -> str | None:
        """Why the graph itself cannot be, or None."""
        if self.cells > LARGEST_GRAPH:
            largest = LARGEST.get(self.geometry, LARGEST_GRAPH)
            if self.cells > largest:
                return f"N must be at most {largest} in this geometry, not {self.cells}."
            if self.weights or self.detunings:
                return (
                    f"N must be at most {LARGEST_GRAPH} with edge weights or detunings, "
                    f"not {self.cells}."
                )
        return self.fit_refusal()

    def fit_refusal(self) -> str | None:
        """Why edges, weights and detunings do not fit each other and the cells, or None."""
        edges = self.joined()
        outside = [edge for edge in edges if edge[1] >= self.cells]
        if outside:
            n, m = outside[0]
            return f"edges must join cells from 0 to {self.cells - 1}, not {n}-{m}."
        if reason := misfit(edges, self.weights):
            return reason
        if self.detunings and len(self.detunings) != self.cells:
            return (
                f"δ must be one number for each of the {self.cells} cells, "
                f"not {len(self.detunings)}."
            )
        return None

    def shaped(self) -> None:
        """Raise ScenarioError where the graph itself cannot be, in the words of `shape_refusal`."""
        if reason := self.shape_refusal():
            raise ScenarioError(reason)

    def rate_refusal(self) -> str | None:
        """Why the rates are unphysical, with the limits, or None; of a graph that can be."""
        if physical(self.system()):
            return None
        low, high = self.collective_interval()
        return (
            f"Γ_icl must be between {limit_text(low)} and {limit_text(high)} for this graph, "
            "beyond which a collective mode would have a negative rate, not "
            f"{exactly(self.collective_rate)}."
        )

    def refusal(self) -> str | None:
        return self.shape_refusal() or self.rate_refusal() or super().refusal()


class Network(Connected):
    """Cells that leak together. Santos 2021, Sec. III and Figs. 3 to 5.

    >>> run = Network(geometry="central", time_max=1.0, points=3).run()
    >>> run.ergotropy.values.round(8)
    array([2.5       , 0.87670107, 0.36031093])
    """

    time_max = settings.longest_time()
    points = settings.grid_points(121)

    rehearsed = tuple(
        {"cells": cells, "geometry": "central", "initial": initial, "collective_rate": 0.1,
         "points": 3}
        for cells, initial in ((3, "quantum"), (9, "quantum"), (3, "classical"))
    )  # fmt: skip

    def cost(self) -> Cost:
        self.shaped()
        return discharge_cost(
            self.system(), self.basis(), self.start().lasting, self.time_max, self.points
        )

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        solver, edges = self.solver(), self.joined()
        times = np.linspace(0.0, self.time_max, self.points)
        run = solver.discharge(times, edges, progress, cancelled)
        rates, modes = mode_rates(solver.system)
        dark, lasting = dark_states(solver.system)
        ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
        x, y = places(self.geometry, self.cells)
        return build(
            self,
            [
                *curves(run),
                *self.parts(run, edges, modes, rates),
                *self.limits(rates),
                Named.half_life(run.half_life),
                Named.looked_until(run.looked_until),
                Named.dark_modes(dark),
                Named.lasting_dark_modes(lasting),
            ],
            [
                Named.time.axis(run.time),
                Named.cell.axis(np.arange(self.cells)),
                Named.cell_x(x, "cell"),
                Named.cell_y(y, "cell"),
                Named.edge.axis(np.arange(len(edges))),
                Named.edge_start(ends[:, 0], "edge"),
                Named.edge_end(ends[:, 1], "edge"),
                Named.mode.axis(np.arange(self.cells)),
            ],
            equations=self.equations(),
            certificate={
                "elements": solver.basis.size,
                "error": 1e-10,
                "trace_defect": run.trace_defect,
                "least_eigenvalue": run.least_eigenvalue,
                "marginal": dark > 0,
                "energy_stays": lasting > 0,
            },
        )

    def parts(
        self, run: Discharge, edges: tuple[Edge, ...], modes: Matrix, rates: NDArray[np.float64]
    ) -> list[Labelled]:
        """What single cells, edges and collective modes hold."""
        read = run.readings
        in_modes = read.mode_energy(modes)
        pairs = [n for n, _ in edges], [m for _, m in edges]
        together = 2 * read.correlation.real[:, pairs[0], pairs[1]]
        return [
            Named.cell_energy(read.excited, "time", "cell"),
            Named.edge_concurrence(run.concurrence, "time", "edge"),
            Named.edge_coherence(together, "time", "edge"),
            Named.mode_energy(in_modes, "time", "mode"),
            Named.mode_rate(rates, "mode"),
            Named.mode_amplitude(modes, "mode", "cell"),
            Named.leak(in_modes @ rates, "time"),
        ]

    def equations(self) -> list[Equation]:
        """What the curves rest on."""
        return equations.network_equations(
            self.interaction, any(self.detunings), self.dephasing > 0
        )


def curves(run: Discharge) -> list[Labelled]:
    """What the whole network holds over time."""
    energy, ergotropy = run.readings.energy, run.ergotropy
    edges = run.concurrence.shape[1]
    mean = run.concurrence.mean(axis=1) if edges else np.full(energy.shape, np.nan)
    return [
        Named.energy(energy, "time"),
        Named.relative_energy(energy / energy[0], "time"),
        Named.ergotropy(ergotropy, "time"),
        Named.relative_ergotropy(ergotropy / ergotropy[0], "time"),
        Named.efficiency(efficiency(ergotropy, energy), "time"),
        Named.dead_energy(energy - ergotropy, "time"),
        Named.incoherent_ergotropy(run.incoherent_ergotropy, "time"),
        Named.coherent_ergotropy(ergotropy - run.incoherent_ergotropy, "time"),
        Named.local_ergotropy(run.readings.local_ergotropy(), "time"),
        Named.coherence(run.coherence, "time"),
        Named.purity(run.purity, "time"),
        Named.concurrence(mean, "time"),
    ]


def limit_text(limit: float) -> str:
    """A limit in six digits, cut off so that the written number is itself allowed.

    >>> limit_text(0.4472135955), limit_text(-0.5773502), limit_text(np.inf)
    ('0.447213', '−0.57735', '∞')
    """
    if abs(limit) < np.finfo(float).tiny or not np.isfinite(limit):
        return number(limit)
    unit = 10.0 ** (np.floor(np.log10(abs(limit))) + 1 - DIGITS)
    # What rounding alone keeps below a digit has it.
    return number(float(np.trunc(limit / unit * (1 + 1e-12)) * unit))
