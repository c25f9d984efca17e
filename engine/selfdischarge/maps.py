"""Scenarios over many networks: the plane of couplings and rates, and sizes of each geometry."""

from __future__ import annotations

from math import nan

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.fields import Count, Real
from engine.graphs import PRESETS
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress
from engine.selfdischarge import equations, settings
from engine.selfdischarge.basis import LARGEST_GRAPH
from engine.selfdischarge.cost import halving_cost
from engine.selfdischarge.model import Connected, Network
from engine.selfdischarge.quantities import Named
from engine.selfdischarge.run import HALF_LIFE_ERROR
from engine.selfdischarge.settings import LARGEST_COMPLETE, LARGEST_STAR, Physics

Vector = NDArray[np.float64]


class HalfLifeMap(Connected):
    """The half-life over coupling and collective rate; NaN where the rates are unphysical.

    Only J >= 0 is computed. Without detunings the half-life is even in J; with them it is that of
    couplings above 0 alone, as J and the detunings reversed together change nothing.

    >>> plane = HalfLifeMap(cells=2, points=3).run()
    >>> round(float(plane.half_life.sel(collective_rate=0.0, coupling=0.0)), 10)  # ln(8/5)
    0.4700036292
    """

    coupling_max = Real(
        4.0, bounds=(0.01, 100.0), soft=(0.5, 10.0),
        label="largest coupling", symbol=r"J_{\max}", short="J_max", unit="Γ₀", group="Map",
        doc="The J axis runs evenly from 0 to this coupling.",
    )  # fmt: skip
    collective_span = Real(
        1.0, bounds=(0.01, 100.0), soft=(0.1, 2.0), label="largest rate",
        symbol=r"|\Gamma_{\mathrm{icl}}|_{\max}", short="|Γ_icl|_max", unit="Γ₀", group="Map",
        doc="The Γ_icl axis runs evenly from minus to plus this rate.",
    )  # fmt: skip
    points = Count(
        17, bounds=(2, 101), label="points", symbol="P", short="points", group="Map",
        doc="Number of points along each axis.",
    )  # fmt: skip

    def rate_refusal(self) -> str | None:
        """The map has its own rates: those that are unphysical are left blank."""
        return None

    def axes(self) -> tuple[Vector, Vector]:
        """Couplings and collective rates."""
        span = self.collective_span
        return (
            np.linspace(0.0, self.coupling_max, self.points),
            np.linspace(-span, span, self.points),
        )

    def physical_rates(self, rates: Vector) -> NDArray[np.bool_]:
        """Which collective rates the graph allows."""
        low, high = self.collective_interval()
        slack = 1e-12 * max(1.0, self.rate)
        return (rates >= low - slack) & (rates <= high + slack)

    def cost(self) -> Cost:
        self.shaped()
        couplings, rates = self.axes()
        allowed = rates[self.physical_rates(rates)]
        if not allowed.size:
            return Cost(seconds=1e-3, bytes=1e5)
        # A generator grows with its rates: a few of them stand for the whole plane.
        middle = float(allowed[len(allowed) // 4])
        several = [
            {"coupling": float(couplings[place]), "collective_rate": middle}
            for place in (1, len(couplings) // 2, -1)
        ]
        lasting = self.start().lasting
        costs = [halving_cost(self.system(**one), self.basis(**one), lasting) for one in several]
        seconds = float(np.mean([cost.seconds for cost in costs])) * len(couplings)
        return Cost(seconds * allowed.size, bytes=max(cost.bytes for cost in costs))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        couplings, rates = self.axes()
        allowed = self.physical_rates(rates)
        half_lives = np.full((rates.size, couplings.size), nan)
        for row in np.flatnonzero(allowed):
            for column, coupling in enumerate(couplings):
                solver = self.solver(collective_rate=float(rates[row]), coupling=float(coupling))
                half_lives[row, column] = solver.half_life(cancelled)
                progress((row * couplings.size + column + 1) / half_lives.size)
        progress(1.0)
        low, high = self.collective_interval()
        return build(
            self,
            [
                Named.half_life(half_lives, "collective_rate", "coupling"),
                Named.allowed(allowed, "collective_rate"),
                Named.collective_rate_min(low),
                Named.collective_rate_max(high),
            ],
            [Named.coupling.axis(couplings), Named.collective_rate.axis(rates)],
            equations=[equations.MASTER, equations.POSITIVITY, equations.HALF_LIFE],
            certificate={"error": HALF_LIFE_ERROR},
        )


class Scaling(Physics):
    """The half-life against the number of cells, for each geometry; NaN where it cannot be.

    >>> run = Scaling(largest_graph=3, largest_star=3, largest_complete=3).run()
    >>> run.half_life.sel(geometry="central").values.round(4)
    array([0.47  , 0.3517, 0.3434])
    """

    collective_rate = settings.shared_rate(0.2)
    largest_graph = Count(
        7, bounds=(1, LARGEST_GRAPH), label="largest chain and ring", symbol=r"N_{\mathrm{chain}}",
        short="N chain", group="Sizes",
        doc="Cells of the largest linear and circular network.",
    )  # fmt: skip
    largest_star = Count(
        16, bounds=(1, LARGEST_STAR),
        label="largest star", symbol=r"N_{\mathrm{star}}", short="N star", group="Sizes",
        doc="Cells of the largest central network.",
    )  # fmt: skip
    largest_complete = Count(
        12, bounds=(1, LARGEST_COMPLETE), label="largest complete network",
        symbol=r"N_{\mathrm{sym}}", short="N symmetric", group="Sizes",
        doc="Cells of the largest symmetric network.",
    )  # fmt: skip

    def sizes(self) -> dict[str, int]:
        """The largest number of cells of each geometry."""
        graph = self.largest_graph
        largest = graph, graph, self.largest_star, self.largest_complete
        return dict(zip(PRESETS, largest, strict=True))

    def networks(self) -> dict[tuple[str, int], Network]:
        """Every network that is physical, by geometry and number of cells."""
        physics = {key: getattr(self, key) for key in Physics.fields()}
        every = {
            (geometry, cells): Network(cells=cells, geometry=geometry, **physics)
            for geometry, largest in self.sizes().items()
            for cells in range(1, largest + 1)
        }
        return {key: one for key, one in every.items() if one.rate_refusal() is None}

    def cost(self) -> Cost:
        lasting = self.start().lasting
        costs = [
            halving_cost(one.system(), one.basis(), lasting) for one in self.networks().values()
        ]
        if not costs:
            return Cost(1e-3, 1e4)
        largest = max(cost.bytes for cost in costs)
        return Cost(sum(cost.seconds for cost in costs), largest)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        cells = np.arange(1, max(self.sizes().values()) + 1)
        half_lives = np.full((len(PRESETS), cells.size), nan)
        networks = self.networks()
        for done, ((geometry, count), one) in enumerate(networks.items()):
            place = PRESETS.index(geometry), count - 1
            half_lives[place] = one.solver().half_life(cancelled)
            progress((done + 1) / len(networks))
        allowed = [[(geometry, int(n)) in networks for n in cells] for geometry in PRESETS]
        dims = ("geometry", "cells")
        return build(
            self,
            [Named.half_life(half_lives, *dims), Named.allowed(allowed, *dims)],
            [Named.geometry.axis(list(PRESETS)), Named.cells.axis(cells)],
            equations=[equations.MASTER, equations.POSITIVITY, equations.HALF_LIFE],
            certificate={"error": HALF_LIFE_ERROR},
        )
