"""Exact global ergotropy of finitely many cells, by counting types instead of states.

Cells that hold the same state share their two eigenvalues, so that n cells of a few kinds have few
distinct eigenvalues, each as often as binomials say. Filling the levels 0, 1, … of n cells, of
which level m is C(n, m)-fold, with the eigenvalues in falling order gives the passive energy.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

import numpy as np
from scipy.special import gammaln

from engine.storage.qubit import Floats, output_ergotropy, response

MOST_CELLS = 512


class Kind(NamedTuple):
    """So many cells in one state: their number, mean energy each, and smaller eigenvalue."""

    cells: int
    energy: float
    small: float


def stored(
    cells: int, population: float, gamma: float, eta: float = 0.0, kappa: float = 0.0
) -> Kind:
    """Return cells of pure excited population p as they come out of the noise.

    The ergotropy E of one cell of energy p' tells its smaller eigenvalue, p' - E.

    Raises:
        ValueError: if a number is out of range.
    """
    numbers = response(gamma, eta, kappa)
    energy = float(numbers.offset + numbers.gain * population)
    own = float(output_ergotropy(population, gamma, eta, kappa))
    return Kind(cells, energy, min(max(energy - own, 0.0), 0.5))


def global_ergotropy(kinds: Sequence[Kind]) -> float:
    """Return the work that one unitary on all cells draws, Σ energies - passive energy.

    Args:
        kinds: the cells, at most 512 in all.

    Raises:
        ValueError: if there are more cells than 512.

    Example:
        >>> full, empty = stored(2, 1.0, 0.3, kappa=1.0), stored(2, 0.0, 0.3, kappa=1.0)
        >>> round(global_ergotropy([full, empty]) / 4, 12)
        0.2225
    """
    mean = sum(kind.cells * kind.energy for kind in kinds)
    return float(mean - passive_energy(kinds))


def eigenvalues(kinds: Sequence[Kind]) -> int:
    """Return how many distinct eigenvalues these cells have together, at most.

    >>> eigenvalues([stored(3, 1.0, 0.3), stored(5, 0.0, 0.3)])
    4
    """
    return prod(kind.cells + 1 if kind.small > 0 else 1 for kind in kinds)


def passive_energy(kinds: Sequence[Kind]) -> float:
    """Return the least energy that the spectrum of these cells allows.

    Summed by parts, Σ_k (r_k - r_k+1) F(R_k) for eigenvalues r_k in falling order, R_k of them up
    to the k-th, and F(R) the energy of the R lowest states: no term is negative.

    Args, raises: as `global_ergotropy`.
    """
    count = sum(kind.cells for kind in kinds)
    if not 0 <= count <= MOST_CELLS:
        raise ValueError(f"The cells must be at most {MOST_CELLS}, not {count}.")
    logarithms, weights = np.zeros(1), np.ones(1)
    for kind in kinds:
        own_logarithms, own_weights = _spectrum(kind)
        logarithms = np.add.outer(logarithms, own_logarithms).ravel()
        weights = np.multiply.outer(weights, own_weights).ravel()
    order = np.argsort(-logarithms)
    eigenvalues = np.exp(logarithms[order])
    drops = eigenvalues - np.append(eigenvalues[1:], 0.0)
    return float(drops @ _lowest_states(np.cumsum(weights[order]), count))


def _spectrum(kind: Kind) -> tuple[Floats, Floats]:
    """Logarithms of the eigenvalues of these cells, zeros left out, and how often each is met."""
    flipped = np.arange(kind.cells + 1) if kind.small > 0 else np.zeros(1)
    small = kind.small if kind.small > 0 else 1.0
    logarithms = flipped * np.log(small) + (kind.cells - flipped) * np.log1p(-kind.small)
    return logarithms, _binomials(kind.cells)[: flipped.size]


def _lowest_states(states: Floats, cells: int) -> Floats:
    """Energy of so many of the lowest states of n cells."""
    level = np.arange(cells + 1)
    width = _binomials(cells)
    ends, energies = np.cumsum(width), np.cumsum(level * width)
    # Counts this large carry rounding: the last may stand a hair above 2^n.
    place = np.minimum(np.searchsorted(ends, states), cells)
    return energies[place] - level[place] * (ends[place] - np.minimum(states, ends[-1]))


def _binomials(cells: int) -> Floats:
    """C(n, 0), …, C(n, n); whole while they are exact in a float."""
    chosen = np.arange(cells + 1)
    numbers = np.exp(gammaln(cells + 1) - gammaln(chosen + 1) - gammaln(cells - chosen + 1))
    return np.where(numbers < 2**45, np.round(numbers), numbers)
