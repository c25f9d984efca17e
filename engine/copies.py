"""Finitely many cells: the work per cell that a joint extraction draws, by counting types.

Cells of one kind hold the same state; the spectrum of n of them is that of n draws, each type of
draws as often as a multinomial says. Filling the energies of n cells, lowest first, with the
eigenvalues, largest first, gives the passive energy.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

Real = NDArray[np.float64]


def ergotropy_per_cell(outputs: Sequence[tuple[int, float, ArrayLike]], levels: ArrayLike) -> float:
    """Return the ergotropy of cells in product states, per cell; Tirone et al. 2023, Eq. (2).

    Summed by parts, Σ_k (r_k - r_k+1) F(R_k) for eigenvalues r_k in falling order, R_k of them up
    to the k-th, and F(R) the energy of the R lowest states: no term cancels another.

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
        own, how_often = types @ np.log(values[kept]), multinomials(types)
        if (degeneracy[kept] > 1).any():
            how_often = how_often * np.prod(degeneracy[kept] ** types, axis=1)
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


def types_of(cells: int, levels: int) -> int:
    """Return how many types there are: ways to spread so many cells over so many levels.

    >>> types_of(100, 3)
    5151
    """
    return comb(cells + levels - 1, levels - 1)


def total_levels(levels: Real, count: int) -> tuple[Real, Real]:
    """Energies of n cells in rising order and how many states have each."""
    types = compositions(count, levels.size)
    heights = types @ levels
    order = np.argsort(heights)
    return heights[order], multinomials(types)[order]


def distinct(spectrum: Real) -> tuple[Real, Real]:
    """Different eigenvalues and how often each is met; those within rounding count as one."""
    values, times = np.unique(np.clip(spectrum, 0.0, 1.0).round(14), return_counts=True)
    return values, times.astype(float)


def compositions(total: int, parts: int) -> NDArray[np.int64]:
    """All ways to write a total as an ordered sum of so many parts.

    >>> compositions(2, 2).tolist()
    [[0, 2], [1, 1], [2, 0]]
    """
    columns: list[NDArray[np.int64]] = []
    rest = np.array([total])
    for _ in range(parts - 1):
        choices = rest + 1
        row = np.repeat(np.arange(rest.size), choices)
        taken = np.arange(row.size) - np.repeat(np.cumsum(choices) - choices, choices)
        columns = [column[row] for column in columns] + [taken]
        rest = rest[row] - taken
    return np.stack([*columns, rest], axis=1)


def multinomials(types: NDArray[np.int64]) -> Real:
    """n!/(n₁! n₂! …) of each row; whole while a float holds it exactly."""
    total = int(types[0].sum())
    logarithms = gammaln(np.arange(total + 1) + 1.0)
    numbers: Real = np.exp(logarithms[total] - logarithms[types].sum(axis=1))
    return np.where(numbers < 2**40, np.round(numbers), numbers)
