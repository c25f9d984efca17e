"""Figures of merit of a charging curve: largest average power, maxima of the energy, power laws.

A curve is known at samples. What stands between two of them is found on the curve itself where its
function is given, else on the smooth curve of seventh degree through the samples.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import make_interp_spline

from engine.result import VOUCHED

Floats = NDArray[np.float64]
Curve = Callable[[Floats], Floats]

SPLINE_DEGREE = 7
# A peak is looked for on a polynomial through so many points between the neighbours of the highest
# sample, and where its last coefficients are not yet rounding, once more in a tenth of that.
NODES, NARROWER, ROUNDING = 12, 10.0, 1e-14
# Two peaks that differ by less, relatively, are as high as each other: the earlier one counts.
SAME = 1e-10


class Peak(NamedTuple):
    """Where a curve is highest, and how high."""

    time: float
    value: float


class PowerLaw(NamedTuple):
    """value = factor · size^exponent, and the largest relative distance of a value from it."""

    exponent: float
    factor: float
    distance: float


def max_power(time: ArrayLike, energy: ArrayLike, exact: Curve | None = None) -> Peak:
    """Return the largest average power max_t E(t)/t of a window, and when it is reached.

    Campaioli et al. 2024, Eq. (11): the slope of the steepest line from the origin that touches the
    curve. Times up to 0 do not count; where the power is largest at an end of the window, that end
    is returned.

    Args:
        time: rising times, shape (n,).
        energy: E - E(0) at these times, shape (n,).
        exact: the energy as a function of an array of times, where it is known.

    Raises:
        ValueError: if the curve is no curve.

    Example:
        >>> time = np.linspace(0.0, 3.0, 31)
        >>> best = max_power(time, np.sin(time) ** 2)
        >>> round(best.time, 7), round(best.value, 8)
        (1.1655612, 0.72461135)
    """
    times, values = curve(time, energy)
    energy_at = exact or _through(times, values)
    later = times > 0
    if not later.any():
        raise ValueError(f"time must reach beyond 0, not end at {times[-1]:.6g}.")
    return _largest(times[later], values[later] / times[later], lambda t: energy_at(t) / t)


def largest_maximum(time: ArrayLike, energy: ArrayLike, exact: Curve | None = None) -> Peak:
    """Return the largest energy of a window and when it is reached first.

    Args, raises: as `max_power`.

    Example:
        >>> time = np.linspace(0.0, 9.0, 91)
        >>> round(largest_maximum(time, np.sin(time) ** 2).time, 8)
        1.57079633
    """
    times, values = curve(time, energy)
    return _largest(times, values, exact or _through(times, values))


def first_maximum(time: ArrayLike, energy: ArrayLike, exact: Curve | None = None) -> Peak:
    """Return the first maximum of the energy within a window; its last sample if it has none.

    Args, raises: as `max_power`.

    Example:
        >>> time = np.linspace(0.0, 9.0, 91)
        >>> round(first_maximum(time, time / 9 + np.sin(time) ** 2).time, 6)
        1.626467
    """
    times, values = curve(time, energy)
    # What rounding makes of a flat curve is no maximum.
    risen = values - np.minimum.accumulate(values) > VOUCHED * np.ptp(values)
    peaks = [k for k in _peaks(values) if risen[k] and 0 < k < times.size - 1]
    if not peaks:
        return Peak(float(times[-1]), float(values[-1]))
    return _refined(times, peaks[0], values, exact or _through(times, values))


def power_law(sizes: ArrayLike, values: ArrayLike, first: float, last: float) -> PowerLaw:
    """Return the power law that fits values best over the sizes from `first` to `last`.

    The straight line of least squares through ln value against ln size.

    Args:
        sizes, values: positive numbers, shape (n,).
        first, last: the window of sizes, both ends included.

    Raises:
        ValueError: if fewer than two sizes lie in the window, or one there is not positive.

    Example:
        >>> power_law([1, 2, 4, 8], [9.0, 2.0, 8.0, 32.0], 2, 8).exponent.__round__(12)
        2.0
    """
    size, value = np.asarray(sizes, dtype=float), np.asarray(values, dtype=float)
    inside = (size >= first) & (size <= last)
    if np.unique(size[inside]).size < 2:
        raise ValueError(
            f"The window must hold two sizes or more, not those from {first} to {last}."
        )
    x, y = size[inside], value[inside]
    if not (np.isfinite(y).all() and (x > 0).all() and (y > 0).all()):
        raise ValueError("The values of a power law must be positive numbers, not others.")
    exponent, offset = np.polyfit(np.log(x), np.log(y), 1)
    factor = np.exp(offset)
    distance = np.abs(factor * x**exponent / y - 1).max()
    return PowerLaw(float(exponent), float(factor), float(distance))


def curve(time: ArrayLike, energy: ArrayLike) -> tuple[Floats, Floats]:
    """Return checked samples of a curve.

    Raises:
        ValueError: if times do not rise, or the two are not of one length.
    """
    times, values = np.asarray(time, dtype=float), np.asarray(energy, dtype=float)
    if times.ndim != 1 or times.shape != values.shape or times.size < 2:
        raise ValueError(
            "Times and energies must be two rows or more of one length, "
            f"not of shapes {times.shape} and {values.shape}."
        )
    if not (np.isfinite(times).all() and np.isfinite(values).all()):
        raise ValueError("Times and energies must be finite, not with NaN or infinite numbers.")
    if not (np.diff(times) > 0).all():
        raise ValueError("time must rise from each sample to the next, not fall or stay.")
    return times, values


def _through(times: Floats, values: Floats) -> Curve:
    """The smooth curve through samples."""
    degree = min(SPLINE_DEGREE, times.size - 1)
    spline: Curve = make_interp_spline(times, values, k=degree - (degree % 2 == 0))
    return spline


def _peaks(values: Floats) -> list[int]:
    """Samples not lower than either neighbour, the first of equal ones; ends may be among them."""
    before = np.concatenate([[True], values[1:] > values[:-1]])
    after = np.concatenate([values[:-1] >= values[1:], [True]])
    return [int(k) for k in np.flatnonzero(before & after)]


def _largest(times: Floats, values: Floats, exact: Curve) -> Peak:
    """The highest point of a curve, the earliest of those that are as high as each other."""
    middle = np.pad(values, 1, mode="edge")
    # A parabola through a sample and its neighbours rises by at most half of this above the sample.
    room = np.abs(2 * values - middle[:-2] - middle[2:]) / 4
    peaks = [
        _refined(times, k, values, exact)
        for k in _peaks(values)
        if values[k] + room[k] >= values.max()
    ]
    best = max(peak.value for peak in peaks)
    return next(peak for peak in peaks if peak.value >= best - SAME * abs(best))


def _refined(times: Floats, k: int, values: Floats, exact: Curve) -> Peak:
    """The highest point between the neighbours of sample k."""
    low, high = float(times[max(k - 1, 0)]), float(times[min(k + 1, times.size - 1)])
    found = Peak(float(times[k]), float(values[k]))
    for width in (high - low, (high - low) / NARROWER):
        start, stop = max(low, found.time - width), min(high, found.time + width)
        polynomial = Chebyshev.interpolate(exact, NODES, [start, stop])
        found = _summit(polynomial, exact, found)
        size = np.abs(polynomial.coef)
        if size[-2:].max() <= ROUNDING * size.max():
            break
    return found


def _summit(polynomial: Chebyshev, exact: Curve, otherwise: Peak) -> Peak:
    """The highest point of a curve where the derivative of a polynomial through it vanishes."""
    start, stop = polynomial.domain
    roots = polynomial.deriv().roots()
    inside = roots[np.abs(roots.imag) < 1e-6 * (stop - start)].real
    inside = inside[(inside > start) & (inside < stop)]
    if inside.size == 0:
        return otherwise
    heights = exact(inside)
    best = int(np.argmax(heights))
    if heights[best] < otherwise.value:
        return otherwise
    return Peak(float(inside[best]), float(heights[best]))
