"""The scenario that asks which qubits charge best: energy over ground-state population."""

from __future__ import annotations

from math import sqrt

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.collision import equations, settings
from engine.collision.bounds import incoherent_bound
from engine.collision.cost import charging_cost
from engine.collision.model import FULL_LADDER
from engine.collision.polynomial import chebyshev_points
from engine.collision.population import ENERGY_ERROR, TOLERANCE, population_curve
from engine.collision.quantities import Named
from engine.collision.settings import Battery
from engine.result import build, ratio
from engine.scenario import CancelCheck, Cost, Progress

# Runs behind one curve, most often: of an oscillator 17 or 33 while its collisions are weak, else
# 65; of a spin 65 or 129.
RUNS = {"oscillator": 26, "spin": 80, "ladder": 65}
WEAK = 1.5
# At these q a run's cost is looked at; they share the range as the points of the curve do.
LOOKED_AT = chebyshev_points(4).tolist()
# What `charging_cost` counts besides the collisions: the scan has one dataset for all its runs.
SECONDS_PER_DATASET = 1e-3


class PopulationScan(Battery):
    """Energy over the ground-state population q at a fixed time. Salvia et al. 2023, Sec. III.C.

    The battery is charged at as many q as determine the curve to 1e-6 of its largest value; between
    them it is a polynomial. The best q is that polynomial's, to the error in the certificate.

    >>> scan = PopulationScan(theta=0.02 * np.pi, collisions=318).run()
    >>> round(float(scan.best_q), 6), round(float(scan.best_energy), 4)
    (0.348226, 93.0049)
    """

    c = settings.coherence()
    theta = settings.swap_angle()
    gamma = settings.loss()
    collisions = settings.number_of_collisions()
    schedule = settings.schedule_of_angles()
    bound = settings.bound("damped")

    def angles(self) -> NDArray[np.float64]:
        """The swap angle of each collision in radians, shape (K,)."""
        return settings.angles_of(self.schedule, self.theta, self.collisions)

    def runs(self) -> int:
        """About how many runs the curve takes."""
        angles = self.angles()
        reached = min(self.levels, 1 + float(angles.sum()) ** 2 / 4)
        strong = self.battery == "oscillator" and float(angles.mean()) * sqrt(reached) > WEAK
        return RUNS["ladder" if strong else self.battery]

    def cost(self) -> Cost:
        angles = self.angles()
        costs = [
            charging_cost(
                self.battery, self.levels, angles.size, float(angles.mean()), self.gamma, 1, q,
                self.c,
            )
            for q in LOOKED_AT
        ]  # fmt: skip
        each = float(np.mean([cost.seconds for cost in costs])) - SECONDS_PER_DATASET
        return Cost(
            seconds=SECONDS_PER_DATASET + self.runs() * each,
            bytes=max(cost.bytes for cost in costs),
        )

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        angles = self.angles()
        curve = population_curve(
            self.battery, self.levels, self.c, angles, self.gamma,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip
        time = float(angles.sum())
        bound_gamma = self.gamma if self.bound == "damped" else 0.0
        bound = incoherent_bound(time, self.battery, self.levels, bound_gamma)
        at_half = curve.energy[curve.q == 0.5][0]
        return build(
            self,
            [
                Named.energy(curve.energy, "q"),
                Named.ergotropy(curve.ergotropy, "sample"),
                Named.advantage(ratio(curve.energy, bound), "q"),
                Named.time(time),
                Named.bound(bound),
                Named.best_q(curve.best_q),
                Named.best_energy(curve.best_energy),
                Named.gain(ratio(curve.best_energy, at_half)),
            ],
            [Named.q.axis(curve.q), Named.q(curve.sample_q, "sample", key="sample_q")],
            equations=[
                *equations.charging_equations(self.battery, self.gamma),
                equations.BEST_POPULATION,
                *equations.bound_equations(self.battery, bound_gamma),
            ],
            certificate={
                "curve_error": curve.curve_error,
                "resolved": curve.curve_error <= TOLERANCE + ENERGY_ERROR,
                "best_q_error": curve.best_q_error,
                "top_population": curve.truncation,
                "best_top_population": curve.best_truncation,
                "truncated": self.battery == "oscillator" and curve.best_truncation > FULL_LADDER,
            },
        )
