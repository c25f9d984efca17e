"""Blocks of cells, each driven from all empty to all full; Campaioli et al. 2024, Sec. II.C.1.

N/k blocks of k two-level cells rotate independently, θ = αt, with α = k E_max/N, so that the norm
of the whole Hamiltonian is E_max whatever k is. k = 1 is local charging, k = N global charging.
"""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

Floats = NDArray[np.float64]


def rate(cells: int, block: int, max_energy: float) -> float:
    """Return α = k E_max/N, how fast each block turns.

    >>> rate(12, 3, 1.0)
    0.25
    """
    return max_energy * block / cells


def charging_time(cells: int, block: int, max_energy: float) -> float:
    """Return τ = π/2α = πN/(2k E_max), Eq. (18).

    >>> charging_time(12, 1, 1.0) / charging_time(12, 12, 1.0)
    12.0
    """
    return pi / 2 / rate(cells, block, max_energy)


def populations(turned: ArrayLike, cells: int, block: int) -> Floats:
    """Return the populations of n = 0, …, N excited cells at angles θ, shape (…, N + 1).

    Those of b excited blocks are binomial; cells between two multiples of k are never excited.

    >>> populations(np.pi / 4, 4, 4).round(12).tolist()
    [0.5, 0.0, 0.0, 0.0, 0.5]
    """
    angle = np.asarray(turned, dtype=float)
    found = np.zeros((*angle.shape, cells + 1))
    blocks = np.arange(cells // block + 1)
    found[..., ::block] = binom.pmf(blocks, cells // block, np.sin(angle[..., None]) ** 2)
    return found


def energy(turned: ArrayLike, cells: int, gap: float) -> Floats:
    """Return E = N gap sin²θ, the same for every block size at the same angle."""
    return np.asarray(cells * gap * np.sin(turned) ** 2)


def spread(turned: ArrayLike, cells: int, gap: float) -> Floats:
    """Return N gap² sin²θ cos²θ: the variance of cells on their own; k of them for a block of k."""
    return np.asarray(cells * gap**2 * (np.sin(turned) * np.cos(turned)) ** 2)
