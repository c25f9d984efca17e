"""From a laboratory's numbers to the noise: T₁, T₂, frequency and temperature over time."""

from __future__ import annotations

from math import exp, inf

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from engine.fields import Real
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress, Scenario
from engine.storage import equations, settings
from engine.storage.quantities import Named
from engine.storage.qubit import Floats, single_shot
from engine.storage.ways import RATIO_EQUATIONS, ways, ways_cost
from engine.storage.yields import local_ratio, separable_ratio

# h/k_B in mK/GHz: both constants are exact in the SI.
PLANCK_OVER_BOLTZMANN = 6.62607015e-34 / 1.380649e-23 * 1e12


class Device(Scenario):
    """A cell stored for a time t; T₁, T₂ and temperature give γ, κ, η of storage poster, (3), (4).

    Spreading pays at short times if and only if T₂ >= T₁, at any temperature; otherwise from
    `crossing_time` on.

    >>> device = Device(t1=100.0, t2=200.0, time=100.0).run()
    >>> round(float(device.gamma), 6), float(device.kappa), float(device.crossing_time)
    (0.632121, 0.0, 0.0)
    """

    t1 = Real(
        100.0, bounds=(1e-6, 1e15), scale="log", soft=(0.1, 1e7),
        label="relaxation time", symbol="T_1", short="T₁", unit="µs", group="Device",
        doc="T₁: populations approach the bath's as exp(-t/T₁).",
    )  # fmt: skip
    t2 = Real(
        80.0, bounds=(1e-6, 2e15), scale="log", soft=(0.1, 1e7),
        label="coherence time", symbol="T_2", short="T₂", unit="µs", group="Device",
        doc="T₂: coherences decay as exp(-t/T₂); at most 2T₁.",
    )  # fmt: skip
    frequency = Real(
        5.0, bounds=(1e-6, 1e7), scale="log", soft=(0.1, 1e6),
        label="frequency", symbol="f", short="f", unit="GHz", group="Device",
        doc="Transition frequency f of the cell, which sets its quantum of energy hf.",
    )  # fmt: skip
    temperature = Real(
        50.0, bounds=(0.0, 1e9), soft=(0.0, 300.0),
        label="temperature", symbol="T", short="T", unit="mK", group="Device",
        doc="Temperature of the bath that the cell relaxes to.",
    )  # fmt: skip
    time = Real(
        50.0, bounds=(0.0, 1e16), soft=(0.0, 300.0), play=True,
        label="storage time", symbol="t", short="t", unit="µs", group="Device",
        doc="How long the energy is stored.",
    )  # fmt: skip
    time_max = Real(
        300.0, bounds=(1e-6, 1e16), scale="log", soft=(0.1, 1e7),
        label="longest time", symbol=r"t_{\max}", short="t_max", unit="µs", group="Device",
        doc="Storage time up to which the curves run.",
    )  # fmt: skip
    ratio = settings.asymptotic_ratio()
    points = settings.points(201, 10_001, "Number of times, evenly from 0.")

    def refusal(self) -> str | None:
        if self.t2 > 2 * self.t1:
            return f"T₂ must be at most 2T₁ = {2 * self.t1:.6g} µs, not {self.t2:.6g} µs."
        return super().refusal()

    def cost(self) -> Cost:
        warm = self.excitation() > 0
        return ways_cost(self.points, warm * (2 if self.ratio == "separable" else 1))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        times = np.linspace(0.0, self.time_max, self.points)
        noise, now = self.noise(times), self.noise(self.time)
        return build(
            self,
            [
                Named.gamma(now[0]),
                Named.eta(now[1]),
                Named.kappa(now[2]),
                Named.gamma(noise[0], "time", key="gamma_curve"),
                Named.kappa(noise[2], "time", key="kappa_curve"),
                Named.crossing_time(self.crossing_time()),
                Named.optimal_population(single_shot(*noise).population, "time"),
                *ways(self.ratio, noise, "time"),
                Named.j_local(local_ratio(*noise), "time"),
                Named.j_separable(separable_ratio(*noise), "time"),
            ],
            [Named.time.axis(times)],
            equations=[
                equations.CLOCK,
                *equations.NOISE,
                equations.BEST_SHOT,
                *RATIO_EQUATIONS.values(),
                equations.CONCAVITY,
            ],
            certificate={"error": 1e-12},
        )

    def noise(self, time: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """γ, η and κ after a time, each of the shape of the time."""
        passed = np.asarray(time, dtype=float)
        gamma = 0.0 - np.expm1(-passed / self.t1)
        kappa = 0.0 - np.expm1(passed * (1 / self.t1 - 2 / self.t2))
        eta = np.full(passed.shape, self.excitation())
        # At T₂ = 2T₁ the exponent is 0 up to rounding.
        return gamma, eta, np.clip(kappa, 0.0, 1.0)

    def excitation(self) -> float:
        """η = 1/(1 + exp(hf/kT)), the excited population of the bath's Gibbs state."""
        if self.temperature == 0:
            return 0.0
        cold = exp(-min(PLANCK_OVER_BOLTZMANN * self.frequency / self.temperature, 700.0))
        return cold / (1 + cold)

    def crossing_time(self) -> float:
        """The time from which spreading beats the single shot: 0 for T₂ >= T₁.

        With b = exp(-t/T₁) the condition (s-B)² + D >= B² reads
        (1-2η)²(1-b)² >= b² - b^(2T₁/T₂); divided by 1-b, its two sides cross once.
        """
        if self.t2 >= self.t1:
            return 0.0
        order, weight = 2 * self.t1 / self.t2, (1 - 2 * self.excitation()) ** 2

        def gain(b: float) -> float:
            return weight * (1 - b) - (b**2 - b**order) / (1 - b)

        nearly = 1 - 1e-9
        if weight == 0:
            return inf
        # T₂ so close to T₁ that they cross before a billionth of T₁.
        if gain(nearly) > 0:
            return 0.0
        return float(-self.t1 * np.log(brentq(gain, 0.0, nearly, xtol=1e-15)))
