"""Charging thermal cells: how hot they must be to stay separable, and when they are entangled.

N thermal cells at β are taken to -β by exp(-iEt σx⊗…⊗σx), which turns every string of cells into
its opposite. Units of the gap; t = tanh(β/2) is also the work over that of cold cells.
"""

from __future__ import annotations

from math import asinh, atanh, cosh, sinh, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import comb

Floats = NDArray[np.float64]


def ball_radius_squared(cells: int) -> float:
    """Return how far from the maximally mixed state every state is separable, squared.

    tr ρ² - 2^-N: 1/12 for two cells, (54/17) 6^-N for more; Gurvits and Barnum 2002, Hildebrand
    2007.

    >>> ball_radius_squared(2) == 1 / 12
    True
    """
    return 1 / 12 if cells == 2 else 54 / 17 * 6.0**-cells


def ball_share(cells: int) -> float:
    """Return the largest tanh(β/2) at which thermal cells lie in the separable ball.

    tr ρ² = ((1 + t²)/2)^N.

    >>> round(ball_share(2), 6), round(ball_share(4), 4)
    (0.39332, 0.0983)
    """
    return sqrt(np.expm1(np.log1p(2.0**cells * ball_radius_squared(cells)) / cells))


def ball_inverse_temperature(cells: int) -> float:
    """Return the β at the edge of the separable ball.

    >>> round(ball_inverse_temperature(2), 6)
    0.831443
    """
    return 2 * atanh(ball_share(cells))


def entangled_inverse_temperature(cells: int) -> float:
    """Return the β from which half the cells are entangled with the others half-way.

    Where the partial transpose has its first negative eigenvalue: sinh(Nβ/2) = cosh((N - 2m)β/2)
    with m = ⌊N/2⌋; for even N β = (2/N) asinh 1.

    >>> round(entangled_inverse_temperature(2), 6)
    0.881374
    """
    odd = cells % 2
    if not odd:
        return 2 / cells * asinh(1.0)
    return float(brentq(lambda b: sinh(cells * b / 2) - cosh(b / 2), 1e-9, 3.0, xtol=1e-15))


def negativity(inverse_temperature: ArrayLike, cells: int) -> Floats:
    """Return the negativity between half the cells and the others, half-way along the path.

    The partial transpose falls into pairs of opposite strings; one with i excited cells of m and j
    of N - m has the eigenvalues a ± d, a = (p_s + p_s̄)/2 and d = (p_r - p_r̄)/2, r being s with
    its first part turned over. Negativity is the sum of what lies below zero.

    Args:
        inverse_temperature: β in units of the gap's inverse, any shape.
        cells: N.
    """
    beta = np.asarray(inverse_temperature, dtype=float)[..., None, None]
    m = cells // 2
    i, j = np.arange(m + 1)[:, None], np.arange(cells - m + 1)
    # p of n excited cells, e^-nβ/Z.
    z = (1 + np.exp(-beta)) ** cells

    def p(n: NDArray[np.int64]) -> Floats:
        return np.asarray(np.exp(-beta * n) / z)

    n, turned = i + j, m - i + j
    a, d = p(n) + p(cells - n), np.abs(p(turned) - p(cells - turned))
    # Each pair is met twice, once from either of its strings.
    weight = comb(m, i) * comb(cells - m, j) / 2
    below: Floats = (weight * np.maximum(d - a, 0.0)).sum(axis=(-1, -2)) / 2
    return below
