"""Polynomials on [0, 1] through their values at Chebyshev points, and where they are largest."""

from __future__ import annotations

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray
from scipy.fft import dct

LAST_COEFFICIENTS = 4
# Coefficients below this share of the largest are rounding: they have no turning points to tell.
ROUNDING = 1e-13


def chebyshev_points(intervals: int) -> NDArray[np.float64]:
    """Return the Chebyshev points of [0, 1], ends included; twice as many contain them all.

    Example:
        >>> chebyshev_points(4).round(4).tolist()
        [0.0, 0.1464, 0.5, 0.8536, 1.0]
    """
    # The fraction first and rounded last: ½ is ½, and a point the same number among more points.
    turn = np.pi * (np.arange(intervals + 1) / intervals)
    return np.asarray(np.sin(turn / 2) ** 2).round(15)


def interpolant(values: NDArray[np.float64]) -> Chebyshev:
    """Return the polynomial on [0, 1] through values at Chebyshev points.

    Example:
        >>> curve = interpolant(chebyshev_points(4) ** 3)
        >>> round(float(curve(0.3)), 12)
        0.027
    """
    coefficients = dct(values[::-1], type=1) / (values.size - 1)
    coefficients[[0, -1]] /= 2
    return Chebyshev(coefficients, domain=[0, 1])


def left_open(curve: Chebyshev) -> float:
    """Return the size of the curve's last coefficients: about what more points would add to it.

    Example:
        >>> left_open(Chebyshev([3.0, 1.0, 0.5, 0.0, -1e-9, 0.0, 0.0], domain=[0, 1]))
        1e-09
    """
    return float(np.abs(curve.coef[-LAST_COEFFICIENTS:]).max())


def highest(curve: Chebyshev) -> float:
    """Return where in [0, 1] a polynomial is largest, the first place of several.

    Example:
        >>> highest(Chebyshev.fromroots([0.2, 0.8], domain=[0, 1]) * -1)
        0.5
    """
    turning = curve.trim(ROUNDING * np.abs(curve.coef).max()).deriv().roots()
    real = turning.real[(np.abs(turning.imag) < 1e-9) & (np.abs(turning.real - 0.5) <= 0.5)]
    places = np.concatenate([[0.0, 1.0], real])
    return float(places[np.argmax(curve(places))])


def place_error(curve: Chebyshev, place: float, error: float) -> float:
    """Return how far off the highest place may be if the curve is wrong by this much.

    Bernstein: a polynomial of degree N below `error` has a slope below N error/√(q(1-q)); divided
    by the curvature that moves the zero of the slope. A largest value at an end stays there.
    """
    if np.isnan(place) or not 0 < place < 1:
        return 0.0
    bend = abs(float(curve.deriv(2)(place)))
    slope = curve.degree() * error / np.sqrt(place * (1 - place))
    return float(min(slope / bend, 1.0)) if bend > 0 else 1.0
