"""Scenarios over a plane of settings: when the advantage sets in, and how large it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.collision import equations, settings
from engine.collision.advantage import weak_collision_loss
from engine.collision.bounds import R0
from engine.collision.cost import charging_cost
from engine.collision.onset import THREADS, advantage_map, onset_map
from engine.collision.quantities import Named
from engine.collision.settings import Battery
from engine.collision.strategies import driving_amplitude
from engine.fields import Choice, Count, Numbers, Real
from engine.result import Equation, Quantity, build, ratio
from engine.scenario import CancelCheck, Cost, Progress

Axis = tuple[Quantity, NDArray[np.float64]]

FIGURE_THETAS = tuple(step * pi / 800 for step in range(1, 41))
FIGURE_GAMMAS = (0.0, 5e-4, 1e-3, 1.5e-3, 2e-3)
# Points looked at to estimate a plane's cost, how much of its longest time a point runs on average
# before its answer is known (measured on planes), and what it takes beside its run.
PROBES = 32
ONSET_RUN, SPIN_ONSET_RUN, MAP_RUN = (0.4, 0.4), (0.2, 0.2), (0.6, 1.0)
SECONDS_PER_POINT = 3e-4
# What is cut from the populations changes a crossing by less than this, relatively.
ONSET_ERROR, MAP_ERROR = 1e-8, 1e-6


def plane_cost(
    battery: str,
    levels: int,
    points: Sequence[tuple[float, float, float, float]],
    time_max: float,
    shares: tuple[float, float],
) -> Cost:
    """What the points (θ, γ, q, c) of a plane take together, from at most `PROBES` of them.

    A point stops where its answer is known, after the first of `shares` of its longest time, or the
    second where its lead may return: with qubits that amplify, or a battery that can be full.
    """
    if not points:
        return Cost(1e-3, 1e4)

    def longest(q: float, c: float) -> float:
        """Time that a point runs; an oscillator's race ends at the top of its ladder."""
        top = np.sqrt(levels) / max(float(driving_amplitude(q, c)) / 2, 1e-9)
        share = shares[0] if q >= 0.5 and battery == "oscillator" else shares[1]
        return min(share * time_max, float(top) if battery == "oscillator" else np.inf)

    probes = [points[round(place)] for place in np.linspace(0, len(points) - 1, PROBES)]
    costs = [
        charging_cost(
            battery, levels, round(min(longest(q, c) / theta, 1e12)) + 1, theta, gamma, 0, q, c
        )
        for theta, gamma, q, c in probes
        if theta > 0
    ]
    each = float(np.mean([cost.seconds for cost in costs])) if costs else 0.0
    curves = max((32.0 * time_max / max(theta, 1e-3) for theta, *_ in probes), default=0.0)
    return Cost(
        seconds=1e-3 + len(points) * (SECONDS_PER_POINT + each),
        bytes=min(THREADS, len(points)) * max((cost.bytes for cost in costs), default=0.0)
        + curves
        + 1e6,
    )


class Onset(Battery):
    """When coherent charging first beats the bound, Salvia et al. 2023, Sec. III.D and Fig. 4.

    The default swap angles are 40 up to 0.05π, the losses five up to the critical one: the figure
    does not print its own.

    >>> point = Onset(thetas=(0.02 * pi,), gammas=(1e-3,)).run()
    >>> point.onset_time.values.round(4)
    array([[7.1665]])
    """

    thetas = Numbers(
        FIGURE_THETAS, bounds=(1e-4 * pi, pi), longest=400,
        label="swap angles", symbol=r"\theta", short="θ", unit="π", group="Map",
        doc="Swap angles θ, each constant over its run.",
    )  # fmt: skip
    gammas = Numbers(
        FIGURE_GAMMAS, bounds=(0.0, 1.0), longest=100,
        label="losses", symbol=r"\gamma", short="γ", group="Map",
        doc="Losses γ after each collision.",
    )  # fmt: skip
    q = settings.ground_state_population()
    c = settings.coherence()
    bound = settings.bound("lossless")
    time_max = settings.longest_time(20.0)

    def refusal(self) -> str | None:
        for axis in ("thetas", "gammas"):
            if not getattr(self, axis):
                return f"{self.field(axis).said} must be at least one number, not none."
        return super().refusal()

    def cost(self) -> Cost:
        points = [(theta, gamma, self.q, self.c) for theta in self.thetas for gamma in self.gammas]
        run = SPIN_ONSET_RUN if self.battery == "spin" else ONSET_RUN
        return plane_cost(self.battery, self.levels, points, self.time_max, run)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        times = onset_map(
            self.battery, self.levels, self.thetas, self.gammas, self.q, self.c, self.bound,
            self.time_max, progress, cancelled,
        )  # fmt: skip
        return build(
            self,
            [Named.onset_time(times, "gamma", "theta")],
            [Named.theta.axis(self.thetas), Named.gamma.axis(self.gammas)],
            equations=_equations(self.battery, self.bound),
            certificate={"relative_error": ONSET_ERROR, "searched_to": self.time_max},
        )


class AdvantageMap(Battery):
    """The largest advantage and its onset over (θ, γ) or (q, c); Salvia et al. 2023, Sec. III.D.

    >>> plane = AdvantageMap(points=2, theta_max=0.02 * pi, gamma_max=1e-3).run()
    >>> dict(plane.advantage.sizes)
    {'gamma': 2, 'theta': 2}
    """

    # All 200² points at the defaults are 4 min of one core, which a visitor may want to wait for.
    ceiling = Cost(seconds=400.0, bytes=Battery.ceiling.bytes)

    against = Choice(
        "theta_gamma", objects={
            "theta_gamma": "swap angle and loss (θ, γ)", "q_c": "qubit state (q, c)",
        },
        label="plane", short="plane", group="Map",
        doc="Which two settings are mapped; the others are held.",
    )  # fmt: skip
    points = Count(
        24, bounds=(2, 200), label="points", symbol="P", short="points", group="Map",
        doc="Number of points along each axis.",
    )  # fmt: skip
    theta_max = Real(
        0.05 * pi, bounds=(1e-3 * pi, pi),
        label="largest swap angle", symbol=r"\theta_{\max}", short="θ_max", unit="π", group="Map",
        doc="The θ axis runs evenly from its first step to this angle.",
    )  # fmt: skip
    gamma_max = Real(
        0.003, bounds=(0.0, 1.0),
        label="largest loss", symbol=r"\gamma_{\max}", short="γ_max", group="Map",
        doc="The γ axis runs evenly from 0 to this loss.",
    )  # fmt: skip
    theta = settings.swap_angle()
    gamma = settings.loss()
    q = settings.ground_state_population()
    c = settings.coherence()
    bound = settings.bound("damped")
    time_max = settings.longest_time(20.0)

    def axes(self) -> tuple[Axis, Axis]:
        """Quantity and values of the columns and of the rows."""
        if self.against == "theta_gamma":
            steps = np.arange(1, self.points + 1) / self.points
            losses = np.linspace(0.0, self.gamma_max, self.points)
            return (Named.theta, self.theta_max * steps), (Named.gamma, losses)
        unit = np.linspace(0.0, 1.0, self.points)
        return (Named.q, unit), (Named.c, unit)

    def refusal(self) -> str | None:
        if self.against == "q_c" and self.theta == 0:
            return "θ must be above 0 for a map over q and c, not 0."
        return super().refusal()

    def cost(self) -> Cost:
        (_, columns), (_, rows) = self.axes()
        plane = [(float(column), float(row)) for column in columns for row in rows]
        points = (
            [(theta, gamma, self.q, self.c) for theta, gamma in plane]
            if self.against == "theta_gamma"
            else [(self.theta, self.gamma, q, c) for q, c in plane]
        )
        return plane_cost(self.battery, self.levels, points, self.time_max, MAP_RUN)

    def weak_limit(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """The row up to (θ, γ) or from (q, c) which many weak collisions beat the bound.

        No number where there is none, for other batteries with loss and for the ladder, whose
        limit is another.
        """
        limit = np.full(columns.shape, np.nan)
        if self.against == "theta_gamma" and self.battery == "oscillator":
            limit = weak_collision_loss(self.q, self.c) * columns
        elif self.against == "q_c" and self.battery != "ladder":
            limit = ratio(np.full(columns.shape, R0), 2 * np.sqrt(columns * (1 - columns)))
        top = self.gamma_max if self.against == "theta_gamma" else 1.0
        return np.asarray(np.where(limit <= top, limit, np.nan))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        (column, columns), (row, rows) = self.axes()
        plane = advantage_map(
            self.battery, self.levels, columns, rows, self.against, theta=self.theta,
            gamma=self.gamma, q=self.q, c=self.c, bound=self.bound, time_max=self.time_max,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip
        return build(
            self,
            [
                Named.best_advantage(plane.best_ratio, row.key, column.key, key="advantage"),
                Named.onset_time(plane.onset_time, row.key, column.key),
                Named.weak_limit(self.weak_limit(columns), column.key),
            ],
            [column.axis(columns), row.axis(rows)],
            equations=[*_equations(self.battery, self.bound), equations.ASYMPTOTIC_ADVANTAGE],
            certificate={"relative_error": MAP_ERROR, "searched_to": self.time_max},
        )


def _equations(battery: str, bound: str) -> list[Equation]:
    """With and without loss: what the maps rest on, whatever their axes hold."""
    return [
        *equations.charging_equations(battery, 1.0),
        *equations.bound_equations(battery, 1.0 if bound == "damped" else 0.0),
    ]
