"""Disorder: many networks with couplings and detunings drawn at random."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr

from engine.fields import Count, Real
from engine.graphs import adjacency
from engine.result import Labelled, build
from engine.scenario import CancelCheck, Cancelled, Cost, Progress
from engine.selfdischarge import equations, settings
from engine.selfdischarge.basis import LARGEST_GRAPH, symmetric
from engine.selfdischarge.cost import discharge_cost
from engine.selfdischarge.model import Connected
from engine.selfdischarge.quantities import Named
from engine.selfdischarge.run import Discharge, Solver, efficiency, prepared
from engine.selfdischarge.system import network


class Ensemble(Connected):
    """Many networks whose couplings and detunings are drawn at random: bands of their curves.

    J of each edge is multiplied by 1 + σ_J ξ, each cell is detuned by σ_δ ξ, ξ standard normal;
    decay rates stay as they are.

    >>> run = Ensemble(cells=3, realisations=4, points=3, time_max=1.0).run()
    >>> dict(run.ergotropy.sizes)
    {'quantile': 3, 'time': 3}
    """

    coupling_disorder = Real(
        0.1, bounds=(0.0, 10.0), step=0.01, soft=(0.0, 1.0),
        label="coupling disorder", symbol=r"\sigma_J", short="σ_J", group="Disorder",
        doc="Standard deviation σ_J of J from edge to edge, relative to J.",
    )  # fmt: skip
    detuning_disorder = Real(
        0.5, bounds=(0.0, 100.0), step=0.01, soft=(0.0, 5.0), label="detuning disorder",
        symbol=r"\sigma_\delta", short="σ_δ", unit="Γ₀", group="Disorder",
        doc="Standard deviation σ_δ of the detuning from cell to cell.",
    )  # fmt: skip
    realisations = Count(
        24, bounds=(1, 1000), soft=(4, 100),
        label="realisations", symbol="R", short="realisations", group="Disorder",
        doc="How many networks are drawn.",
    )  # fmt: skip
    seed = Count(
        1, bounds=(0, 2**31 - 1), soft=(0, 100), label="seed", short="seed", group="Disorder",
        doc="What the draws start from; the same seed gives the same networks.",
    )  # fmt: skip
    time_max = settings.longest_time()
    points = settings.grid_points(61)

    quantiles = (0.1, 0.5, 0.9)

    def shape_refusal(self) -> str | None:
        if self.cells > LARGEST_GRAPH:
            return f"N must be at most {LARGEST_GRAPH} with disorder, not {self.cells}."
        return super().shape_refusal()

    def cost(self) -> Cost:
        self.shaped()
        # What is drawn at random has no symmetry.
        drawn = self.coupling_disorder > 0 or self.detuning_disorder > 0
        highest = self.start().highest_order(self.cells)
        basis = symmetric(self.cells, (), highest) if drawn else self.basis()
        one = discharge_cost(self.system(), basis, self.start().lasting, self.time_max, self.points)
        kept = 8.0 * self.points * (6 + self.cells + 2 * self.cells**2 + len(self.joined()))
        # One realisation finds part of the memory there that the one before it left.
        held = 0.75 * one.bytes + self.realisations * kept
        return Cost(self.realisations * one.seconds, held)

    def draw(self, number: int) -> Solver:
        """One realisation."""
        random = np.random.default_rng([self.seed, number])
        spread = adjacency(
            self.cells,
            self.joined(),
            1 + self.coupling_disorder * random.standard_normal(len(self.joined())),
        )
        drawn = self.detuning_disorder * random.standard_normal(self.cells)
        given = np.array(self.detunings) if self.detunings else 0.0
        system = network(
            self.graph(), self.rate, self.collective_rate, self.coupling, self.interaction,
            given + drawn, self.dephasing, spread,
        )  # fmt: skip
        return prepared(system, self.start())

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        times, edges = np.linspace(0.0, self.time_max, self.points), self.joined()
        runs: list[Discharge] = []
        for number in range(self.realisations):
            if cancelled():
                raise Cancelled
            runs.append(self.draw(number).discharge(times, edges, cancelled=cancelled))
            progress((number + 1) / self.realisations)
        return build(
            self,
            [*self.bands(runs), Named.half_life([run.half_life for run in runs], "realisation")],
            [
                Named.time.axis(times),
                Named.quantile.axis(self.quantiles),
                Named.realisation.axis(np.arange(self.realisations)),
            ],
            equations=equations.network_equations(self.interaction, True, self.dephasing > 0),
            certificate={"error": 1e-10, "realisations": self.realisations},
        )

    def bands(self, runs: Sequence[Discharge]) -> list[Labelled]:
        """Quantiles over the realisations at each time; none from where one has no value."""
        energy = np.array([run.readings.energy for run in runs])
        ergotropy = np.array([run.ergotropy for run in runs])
        drawn = [
            (Named.energy, energy),
            (Named.ergotropy, ergotropy),
            (Named.efficiency, efficiency(ergotropy, energy)),
            (Named.coherence, np.array([run.coherence for run in runs])),
        ]
        if self.joined():
            mean = np.array([run.concurrence.mean(axis=1) for run in runs])
            drawn.append((Named.concurrence, mean))
        return [
            quantity(np.quantile(data, self.quantiles, axis=0), "quantile", "time")
            for quantity, data in drawn
        ]
