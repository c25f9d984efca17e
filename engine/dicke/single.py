"""One cell, in closed form: a cavity of many photons, and a star of many spins, that charge it."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from scipy.optimize import brentq

from engine.dicke import equations as eq
from engine.dicke import settings
from engine.dicke.quantities import Named
from engine.fields import Count
from engine.result import Equation, Labelled, build
from engine.scenario import CancelCheck, Cost, Progress, Scenario

# x of the largest sin²(x)/x, where tan x = 2x.
STEEPEST = float(brentq(lambda x: np.tan(x) - 2 * x, 1.1, 1.3, xtol=1e-15))


def swapped(time: NDArray[np.float64], rate: float) -> NDArray[np.float64]:
    """The energy sin²(rate · t) of a cell that takes a quantum up and gives it back."""
    return np.asarray(np.square(np.sin(rate * time)))


class OneCell(Scenario):
    """What both have: a coupling and the times."""

    coupling = settings.coupling(1.0)
    window = settings.window(4.0)
    points = settings.points()

    def cost(self) -> Cost:
        return Cost(seconds=1e-3 + 1e-7 * self.points, bytes=1e5 + 50.0 * self.points)

    def rate(self) -> float:
        """√n g of what charges the cell."""
        raise NotImplementedError

    def result(self, equation: Equation, *others: Labelled) -> xr.Dataset:
        """The curve and its figures of merit."""
        rate = self.rate()
        times = self.window * np.arange(1, self.points + 1) / self.points / rate
        energy = swapped(times, rate)
        return build(
            self,
            [
                Named.energy(energy, "time"),
                Named.average_power(energy / times, "time"),
                Named.turn(rate * times, "time"),
                Named.charging_time(pi / (2 * rate)),
                Named.max_power(rate * np.sin(STEEPEST) ** 2 / STEEPEST),
                Named.optimal_time(STEEPEST / rate),
                *others,
            ],
            [Named.time.axis(times)],
            equations=[equation, eq.POWER],
            certificate={},
        )


class Catalysis(OneCell):
    """One cell and a Fock state of n photons, Jaynes-Cummings: n - 1 photons only speed it up.

    >>> round(float(Catalysis(photons=4).run().charging_time), 6)
    0.785398
    """

    photons = Count(
        4, bounds=(1, 1000), soft=(1, 30), play=30,
        label="photons", symbol="n", short="n", group="Charger",
        doc="Number n of photons at the start; one is taken up.",
    )  # fmt: skip

    rehearsed = ({},)

    def rate(self) -> float:
        return self.coupling * sqrt(self.photons)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        return self.result(eq.CATALYSIS)


class SpinStar(OneCell):
    """One spin that a star of inverted spins charges; Campaioli et al. 2024, Sec. VI.D.

    >>> round(float(SpinStar(chargers=36).run().charging_time), 6)
    0.261799
    """

    chargers = Count(
        36, bounds=(1, 1000), soft=(1, 40), play=40,
        label="chargers", symbol=r"\mathcal N", short="𝒩", group="Charger",
        doc="Number 𝒩 of inverted spins around the battery's, which share one excitation's move.",
    )  # fmt: skip

    rehearsed = ({},)

    def rate(self) -> float:
        return self.coupling * sqrt(self.chargers)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        return self.result(eq.STAR)
