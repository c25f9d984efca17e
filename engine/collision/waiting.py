"""The incoherent bound when waiting between collisions counts as charging time.

The paper's bounds count interaction time only (Salvia et al. 2023, Sec. III.D). The same argument
holds with a waiting time t₀ after each collision: a collision of swap angle θ takes θ + w with
w = Ωt₀, so no incoherent protocol gains faster than f·r(fw) from the coupling f, where

    r(v) = max_φ sin²φ / (φ + v),      tan φ = 2(φ + v) at the maximum,

in place of R0 = r(0). As a function of the level f·r(fw) is concave, which Jensen's inequality
needs; loss is left out, so that the bound also holds, if not as tightly, for lossy batteries.

With T = tan φ at the maximum, v = T/2 - arctan T and r = 2T/(1 + T²): the bound of the oscillator
has a closed form in T, that of the spin is one quadrature.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline

from engine.collision.bounds import incoherent_bound

# A waiting time below this changes no digit of a bound, and may not be a normal number.
NEGLIGIBLE = 1e-25
# Places on either side of a half-charged spin: each is a hundredth nearer to the end than the last.
PLACES = 2500
MOST_STEPS = 60


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
    tangent = best_tangent(delay)
    return np.asarray(2 * tangent / (1 + tangent**2))


def best_tangent(delay: ArrayLike) -> NDArray[np.float64]:
    """T = tan φ at the maximum of sin²φ/(φ + v), where T/2 - arctan T = v; shape of `delay`.

    The left side is convex and rises, so Newton's steps from the right of the root, as
    arctan T < π/2, fall towards it.
    """
    v = np.asarray(delay, dtype=float)
    tangent = np.pi + 2 * v
    for _ in range(MOST_STEPS):
        step = (tangent / 2 - np.arctan(tangent) - v) / (0.5 - 1 / (1 + tangent**2))
        tangent = tangent - step
        if np.all(np.abs(step) <= 1e-15 * tangent):
            break
    return np.asarray(tangent)


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
    if waiting < NEGLIGIBLE:
        return incoherent_bound(x, battery, levels)
    if battery == "ladder":
        return np.asarray(np.minimum(best_rate(waiting) * x, levels - 1.0))
    return _oscillator(x, waiting) if battery == "oscillator" else _spin(x, levels, waiting)


def _oscillator(x: NDArray[np.float64], waiting: float) -> NDArray[np.float64]:
    """E = u² - 1 with f = u and dx = 2 du / r(uw), in closed form.

    As uw = T/2 - arctan T, wx = [T²/4 - ln(T)/2] from T₀ at u = 1 up to T. In δ = T - T₀ neither
    side cancels, and wx is convex in it and at least δ²/4: Newton's steps fall to the root from its
    right.
    """
    start = best_tangent(waiting)
    goal = waiting * x
    rise = np.minimum(goal / (start / 2 - 1 / (2 * start)), 2 * np.sqrt(goal))
    for _ in range(MOST_STEPS):
        elapsed = rise * (2 * start + rise) / 4 - np.log1p(rise / start) / 2
        step = (elapsed - goal) / ((start + rise) / 2 - 1 / (2 * (start + rise)))
        rise = rise - step
        if np.all(np.abs(step) <= 1e-15 * rise):
            break
    climbed = (rise / 2 - np.arctan(rise / (1 + start * (start + rise)))) / waiting
    return np.asarray(climbed * (climbed + 2))


def _spin(x: NDArray[np.float64], levels: int, waiting: float) -> NDArray[np.float64]:
    """E = (d/2)(sin p + κ) with f = (d/2) cos p and dx = dp / r(fw), κ = (d-2)/d.

    The pace 1/r changes on the scale of the distances to p = -π/2, and to p = π/2 but for that at
    which fw is of order one; so do the places at which it is known. Energies follow from the angle
    turned, δ = p + arcsin κ, without cancellation.
    """
    empty = float(np.arctan2(2 * np.sqrt(levels - 1), levels - 2))
    near = min(0.5 / (levels * waiting), 1.0)
    first = np.geomspace(empty, np.pi / 2, PLACES if levels > 2 else 1) - empty
    left = np.geomspace(np.pi / 2 + near, near, PLACES) - near
    turned = np.append(first, np.pi - empty - left[1:])
    coupling = levels / 2 * np.sin(np.append(empty + first, left[1:]))
    pace = CubicSpline(turned, 1 / best_rate(coupling * waiting))
    elapsed = pace.antiderivative()
    full = elapsed(turned[-1])
    place = np.interp(np.minimum(x, full), elapsed(turned), turned)
    for _ in range(4):
        step = (elapsed(place) - np.minimum(x, full)) / pace(place)
        place = np.clip(place - step, 0.0, turned[-1])
    energy = levels * np.sin(place / 2) * np.sin(empty + place / 2)
    return np.asarray(np.where(x < full, energy, levels - 1.0))
