"""The incoherent bound when waiting between collisions counts as charging time.

The paper's bounds count interaction time only (Salvia et al. 2023, Sec. III.D). The same argument
holds with a waiting time t₀ after each collision: a collision of swap angle θ takes θ + w with
w = Ωt₀, so no incoherent protocol gains faster than f·r(fw) from the coupling f, where

    r(v) = max_φ sin²φ / (φ + v),      tan φ = 2(φ + v) at the maximum,

in place of R0 = r(0). As a function of the level f·r(fw) is concave, which Jensen's inequality
needs; loss is left out, so that the bound also holds, if not as tightly, for lossy batteries.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline

from engine.collision.bounds import incoherent_bound

GRID = 400


def best_rate(delay: ArrayLike) -> NDArray[np.float64]:
    """r(v) = max_φ sin²φ/(φ + v), the steepest gain per time when v is lost to waiting.

    Args:
        delay: v = f·Ωt₀ ≥ 0, any shape.

    Returns:
        r, in the shape of `delay`.

    Example:
        >>> best_rate([0.0, 1.0]).round(6).tolist()
        [0.724611, 0.40518]
    """
    v = np.asarray(delay, dtype=float)
    phi = np.pi / 2 - 1 / (np.pi + 2 * v)
    for _ in range(8):
        miss = np.sin(phi) - 2 * (phi + v) * np.cos(phi)
        phi = phi - miss / (2 * (phi + v) * np.sin(phi) - np.cos(phi))
    return np.asarray(np.sin(phi) ** 2 / (phi + v))


def bound_with_waiting(
    times: ArrayLike, battery: str, levels: int, waiting: float
) -> NDArray[np.float64]:
    """Largest mean energy any incoherent charging can have reached, waiting included.

    Args:
        times: Ω(τ + K t₀) ≥ 0, any shape.
        battery: "oscillator", "spin" or "ladder".
        levels: number of levels d.
        waiting: w = Ωt₀ after each collision.

    Returns:
        Energies in units of the level spacing, in the shape of `times`; without waiting those of
        `incoherent_bound`. Spin and ladder stop at a full battery.

    Example:
        >>> bound_with_waiting([10.0, 30.0], "oscillator", 250, 0.0).round(6).tolist()
        [20.372654, 139.877204]
        >>> bound_with_waiting([10.0, 30.0], "oscillator", 250, 1.0).round(6).tolist()
        [5.42235, 19.395699]
    """
    x = np.asarray(times, dtype=float)
    if waiting == 0:
        return incoherent_bound(x, battery, levels)
    if battery == "ladder":
        return np.asarray(np.minimum(best_rate(waiting) * x, levels - 1.0))
    if battery == "oscillator":
        # E = u² - 1 and f = u, so that dx = 2 du / r(uw).
        last = 1 + best_rate(0.0) * float(x.max(initial=1.0)) / 2
        u = _inverse(np.linspace(1.0, last, GRID), lambda u: 2 / best_rate(u * waiting), x)
        return np.asarray(u**2 - 1)
    # E = (d/2)(sin p + κ) and f = (d/2) cos p, so that dx = dp / r(fw).
    kappa = (levels - 2) / levels
    p = _inverse(
        np.linspace(-np.arcsin(kappa), np.pi / 2, GRID),
        lambda p: 1 / best_rate(np.maximum(levels / 2 * np.cos(p), 0.0) * waiting),
        x,
    )
    return np.asarray(levels / 2 * (np.sin(p) + kappa))


def _inverse(
    grid: NDArray[np.float64],
    pace: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    x: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The place on the grid reached at time x, when passing a place takes `pace` there."""
    elapsed = CubicSpline(grid, pace(grid)).antiderivative()
    x = np.minimum(x, elapsed(grid[-1]))
    place = np.interp(x, elapsed(grid), grid)
    for _ in range(4):
        place = np.clip(place - (elapsed(place) - x) / pace(place), grid[0], grid[-1])
    return np.asarray(place)
