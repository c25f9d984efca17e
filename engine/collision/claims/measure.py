"""What the claims measure: each function returns a function of nothing that computes one number.

Angles are given in multiples of π, times are x = Ωτ, energies count level spacings.
"""

from __future__ import annotations

from collections.abc import Callable
from math import pi
from typing import Any

import numpy as np
import xarray as xr
from scipy.optimize import brentq, minimize_scalar

from engine.collision.bounds import R0, incoherent_bound
from engine.collision.comparisons import FullSwap, Greedy, IncoherentBound
from engine.collision.model import Collision
from engine.collision.onset import branch_end, onset_time
from engine.collision.strategies import driving_limit

PAPER = "Salvia et al. 2023"
Number = Callable[[], float]
OSCILLATOR: dict[str, Any] = {"battery": "oscillator", "levels": 250}
SPIN: dict[str, Any] = {"battery": "spin", "levels": 100}
SHOW_SPIN = {**SPIN, "theta": 0.001 * pi, "collisions": 1300, "at": 637}


def charged(theta: float, collisions: int, **settings: Any) -> xr.Dataset:
    """A run at the constant swap angle θ·π."""
    settings = {"samples": 1, **settings}
    return Collision(theta=theta * pi, collisions=collisions, **settings).run()


def final(variable: str, theta: float, collisions: int, **settings: Any) -> Number:
    """The last value of a variable, or a scalar one."""
    return lambda: charged(theta, collisions, **settings)[variable].values.flat[-1]


def best_ratio(theta: float, gamma: float, bound: str, longest: float = 20.0) -> float:
    """The oscillator's largest energy over bound up to x = `longest`."""
    run = charged(theta, int(longest / (theta * pi)), gamma=gamma, bound=bound)
    return float(run.best_advantage)


def critical_loss(theta: float, bound: str) -> Number:
    """The loss at which the advantage at a swap angle ends."""
    return lambda: float(
        brentq(lambda gamma: best_ratio(theta, gamma, bound) - 1, 2e-3, 3e-3, xtol=1e-9)
    )


def end_angle(inside: float, outside: float, gamma: float = 0.0, **settings: Any) -> Number:
    """The swap angle, in multiples of π, at which the advantage ends between two."""
    where = {**OSCILLATOR, **settings, "inside": inside * pi, "outside": outside * pi}
    return lambda: branch_end(**where, gamma=gamma)[0] / pi


def end_time(inside: float, outside: float, gamma: float = 0.0) -> Number:
    """The onset of the advantage there."""
    return lambda: branch_end(**OSCILLATOR, inside=inside * pi, outside=outside * pi, gamma=gamma)[
        1
    ]


def onset(theta: float, gamma: float, bound: str = "lossless") -> Number:
    """When the oscillator's advantage sets in."""
    return lambda: onset_time("oscillator", 250, theta * pi, gamma, bound=bound)


def earliest_onset(low: float, high: float, gamma: float) -> Any:
    """The swap angle between two (in multiples of π) of earliest onset, and that onset."""
    return minimize_scalar(
        lambda theta: onset_time("oscillator", 250, theta * pi, gamma),
        bounds=(low, high),
        method="bounded",
        options={"xatol": 1e-5},
    )


def bound_at(time: float, battery: str = "oscillator", **settings: Any) -> Number:
    """The incoherent bound at a time; `settings` as for IncoherentBound."""
    scenario = {"levels": 100} if battery == "spin" else {}
    return lambda: float(
        IncoherentBound(battery=battery, time_max=time, points=2, **scenario, **settings)
        .run()
        .energy[-1]
    )


def reached(protocol: xr.Dataset, time: float) -> float:
    """A protocol's energy at a time, linear between its steps."""
    return float(np.interp(time, protocol.time, protocol.energy))


def greedy_at(time: float, rule: str) -> Number:
    """The greedy oscillator's energy at a time."""
    return lambda: reached(Greedy(time_max=time, rule=rule).run(), time)


def greedy_spin() -> xr.Dataset:
    """The greedy protocol of average power on the spin 99/2, played to its end."""
    return Greedy(**SPIN, rule="cumulative", time_max=4.5).run()


def swapped(variable: str, step: int, **settings: Any) -> Number:
    """A variable of the full swap after a step."""
    return lambda: float(FullSwap(**settings).run()[variable][step])


def swap_energy_at(time: float) -> Number:
    """The full swap's energy on the oscillator at a time."""
    return lambda: reached(FullSwap(time_max=time).run(), time)


def spin_driving_ratio(time: float) -> float:
    """Driven energy over incoherent bound of the spin 99/2."""
    return float(99 * np.sin(time / 2) ** 2 / incoherent_bound(time, "spin", 100))


def driving_ratio(time: float) -> float:
    """Driven energy over incoherent bound of the oscillator."""
    driven = driving_limit(time, **OSCILLATOR)
    return float(driven / incoherent_bound(time, **OSCILLATOR))


def damped_driving_lead(rate: float) -> float:
    """Best ratio, as θ → 0 at fixed γ/θ, of the damped drive's energy to the bound (15), less 1.

    The amplitude obeys dβ/dx = (1 - γβ/θ)/2.
    """
    best = minimize_scalar(
        lambda x: -((np.expm1(-rate * x / 2) / rate) ** 2) / (R0 * x * (1 + R0 * x / 4)),
        bounds=(1.0, 60.0),
        method="bounded",
    )
    return float(-best.fun - 1)


def show(theta: float, gamma: float, view: str = "advantage", **more: Any) -> dict[str, Any]:
    """The page at a swap angle and loss, up to Ωτ = 30."""
    step = theta * pi
    return {
        "theta": step, "gamma": gamma, "collisions": int(30 / step), "at": int(15 / step),
        "view": view, **more,
    }  # fmt: skip
