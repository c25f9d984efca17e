"""Storing energy in a noisy qubit: what each way of storing returns at one point of the noise."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress
from engine.storage import equations, settings
from engine.storage.quantities import Named
from engine.storage.qubit import (
    best_population,
    local_capacitance,
    output_ergotropy,
    single_shot,
)
from engine.storage.settings import Noise
from engine.storage.ways import RATIO_EQUATIONS, ways
from engine.storage.yields import best_redundancy, coherent_ratio, local_ratio, redundancy_ratio


class Storage(Noise):
    """What a noisy qubit stores best: alone, thinly spread, redundantly; storage poster, Fig. 1.

    >>> point = Storage(gamma=0.4, eta=0.2).run()
    >>> round(float(point.j_coherent), 6), round(float(point.single_shot), 6)
    (0.714286, 0.381909)
    """

    ratio = settings.asymptotic_ratio()
    points = settings.points(201, 10_001, "Number of energies per cell, evenly from 0 to 1.")

    rehearsed = ({"gamma": 0.3, "eta": 0.1, "points": 3},)

    def cost(self) -> Cost:
        return Cost(seconds=1.2e-3 + 1e-7 * self.points, bytes=1e5 + 75.0 * self.points)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        noise = self.arrays()
        energy = np.linspace(0.0, 1.0, self.points)
        curve = output_ergotropy(energy, *noise)
        optimal = best_population(energy, *noise)
        shot, redundant = single_shot(*noise), best_redundancy(*noise)
        return build(
            self,
            [
                *ways(self.ratio, noise),
                Named.j_local(local_ratio(*noise)),
                Named.j_separable(np.maximum(coherent_ratio(*noise), redundant.ratio)),
                Named.j_classical(redundancy_ratio(1.0, *noise)),
                Named.redundant_population(redundant.population),
                Named.optimal_population(shot.population),
                Named.ergotropy(curve, "energy"),
                Named.best_ergotropy(output_ergotropy(optimal, *noise), "energy"),
                Named.optimal_population(optimal, "energy", key="best_population"),
                Named.capacitance(local_capacitance(energy, *noise), "energy"),
            ],
            [Named.energy.axis(energy)],
            equations=[
                *equations.NOISE,
                equations.ERGOTROPY,
                equations.RATIO,
                equations.REDUNDANCY_STATE,
                equations.SINGLE_SHOT,
                equations.OUTPUT,
                equations.BEST_SHOT,
                *RATIO_EQUATIONS.values(),
                equations.CAPACITANCE,
            ],
            certificate={"missed_by_single_shot": float(max(0.0, curve.max() - shot.ergotropy))},
        )
