"""Finitely many cells: the work per cell that a joint extraction draws, by counting types.

Cells of one kind hold the same output; the spectrum of n of them is that of n draws, each type of
draws as often as a multinomial says. Filling the energies of n cells, lowest first, with the
eigenvalues, largest first, gives the passive energy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

Real = NDArray[np.float64]


def ergotropy_per_cell(outputs: Sequence[tuple[int, float, ArrayLike]], levels: ArrayLike) -> float:
    """Return the ergotropy of cells in product states, per cell; Tirone et al. 2023, Eq. (2).

    Args:
        outputs: for each kind of cell their number, mean energy and spectrum, shape (d,).
        levels: energies of a cell, shape (d,).

    Example:
        >>> round(ergotropy_per_cell([(2, 0.7, [0.3, 0.7]), (2, 0.0, [0, 1])], [0, 1]), 12)
        0.2225
    """
    count = sum(cells for cells, _, _ in outputs)
    mean = sum(cells * energy for cells, energy, _ in outputs)
    logarithms, weights = np.zeros(1), np.ones(1)
    for cells, _, spectrum in outputs:
        values, degeneracy = distinct(np.asarray(spectrum, float))
        kept = values > 0
        types = compositions(cells, int(kept.sum()))
        own = types @ np.log(values[kept])
        how_often = multinomials(types) * np.prod(degeneracy[kept] ** types, axis=1)
        logarithms = np.add.outer(logarithms, own).ravel()
        weights = np.multiply.outer(weights, how_often).ravel()
    order = np.argsort(-logarithms)
    heights, states = total_levels(np.asarray(levels, float), count)
    filled = np.cumsum(weights[order])
    ends, energies = np.cumsum(states), np.cumsum(states * heights)
    place = np.minimum(np.searchsorted(ends, filled), heights.size - 1)
    below = energies[place] - heights[place] * (ends[place] - np.minimum(filled, ends[-1]))
    eigenvalues = np.exp(logarithms[order])
    drops = eigenvalues - np.append(eigenvalues[1:], 0.0)
    return float(mean - drops @ below) / count


def total_levels(levels: Real, count: int) -> tuple[Real, Real]:
    """Energies of n cells in rising order and how many states have each."""
    types = compositions(count, levels.size)
    heights, place = np.unique((types @ levels).round(12), return_inverse=True)
    return heights, np.bincount(place.ravel(), weights=multinomials(types)).astype(float)


def distinct(spectrum: Real) -> tuple[Real, Real]:
    """Different eigenvalues and how often each is met; those within rounding count as one."""
    values, times = np.unique(np.clip(spectrum, 0.0, 1.0).round(14), return_counts=True)
    return values, times.astype(float)


def compositions(total: int, parts: int) -> NDArray[np.int64]:
    """All ways to write a total as an ordered sum of so many parts.

    >>> compositions(2, 2).tolist()
    [[0, 2], [1, 1], [2, 0]]
    """
    if parts == 1:
        return np.array([[total]])
    blocks = []
    for first in range(total + 1):
        rest = compositions(total - first, parts - 1)
        blocks.append(np.column_stack([np.full(len(rest), first), rest]))
    return np.concatenate(blocks)


def multinomials(types: NDArray[np.int64]) -> Real:
    """n!/(n₁! n₂! …) of each row; whole while a float holds it exactly."""
    total = types.sum(axis=1)
    numbers = np.exp(gammaln(total + 1) - gammaln(types + 1).sum(axis=1))
    return np.where(numbers < 2**40, np.round(numbers), numbers)
