"""What thinly spread energy is worth: the ergotropy returned per unit of energy as E/n → 0.

The storage poster's J, Eq. (5), has three meanings here. *Coherent* is what its state (6) reaches
and its figures plot. *Local* lets every cell be prepared and emptied on its own. *Separable* lets
all cells be emptied together, which is what Eq. (5) read literally asks for. Each is infinite where
the noise inverts the empty cell, ηγ > 1/2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.storage.kernels import best_ratios, ratios
from engine.storage.qubit import Floats, output_ergotropy, response

RATIOS = ("coherent", "local", "separable")
# What a cell of the winner map says, by its code.
WINNERS = ("single shot", "thin coherent", "redundancy", "noise charges", "nothing is left")
# Two ways closer than this tie; the one that needs fewer cells is named.
TIE = 1e-12

# Populations between which a partly charged redundant cell is looked for, the last but one so close
# to full charge that it tells whether the ratio still rises there.
_GRID = np.concatenate([np.geomspace(1e-5, 0.1, 13), np.linspace(0.2, 0.9, 8), [0.9999, 1.0]])


class Redundancy(NamedTuple):
    """The best redundant code: what it returns per unit energy, and its cells' population."""

    ratio: Floats
    population: Floats


def coherent_ratio(gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0) -> Floats:
    """Return J_coh = D/s = (1-γ)(1-κ)/(1-2ηγ), the slope of E(p) at p = 0.

    What the redundancy state of the storage poster, Eq. (6), reaches: n E(1/n) for n → ∞.

    Args:
        gamma, eta, kappa: as for `engine.storage.qubit.response`.

    Raises:
        ValueError: if a number is out of range.

    Example:
        >>> float(coherent_ratio(0.4, 0.2).round(12))
        0.714285714286
    """
    numbers = response(gamma, eta, kappa)
    _, gain, coherence, inversion = numbers
    # At s = 0 the ergotropy rises as √(Dp), or without coherence as 2Bp.
    level = np.where(coherence > 0, np.inf, 2 * gain)
    return _by_inversion(inversion, coherence, level)


def local_ratio(gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0) -> Floats:
    """Return J_loc = sup_e C_loc(e)/e = max(D/s, E(1)): thin spreading, or full cells among empty.

    Args, raises: as `coherent_ratio`.
    """
    full = output_ergotropy(1.0, gamma, eta, kappa)
    return np.maximum(coherent_ratio(gamma, eta, kappa), full)


def redundancy_ratio(
    population: ArrayLike, gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0
) -> Floats:
    """Return T₀ D(Λψ_p ‖ Λ|0⟩)/p: few cells of population p among empty ones, emptied together.

    The empty cells leave the noise as a Gibbs state of temperature T₀ = 1/ln((1-A)/A), which takes
    up the entropy of the others. It is T₀ times Verdú's capacity per unit cost of this code; for
    a bath at T = 0 and p = 1 it is 1-γ, whatever the dephasing.

    Args:
        population: p of the charged cells, above 0 up to 1.
        gamma, eta, kappa: as for `coherent_ratio`.

    Raises:
        ValueError: if a number is out of range.

    Example:
        >>> float(redundancy_ratio(1.0, 0.3, kappa=1.0))
        0.7
    """
    p = np.asarray(population, dtype=float)
    if not np.all((p > 0) & (p <= 1)):
        raise ValueError("p must be above 0 and up to 1, not outside.")
    shape, flat = _flat((p, *response(gamma, eta, kappa)))
    return ratios(*flat).reshape(shape)


def best_redundancy(gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0) -> Redundancy:
    """Return the largest `redundancy_ratio` over p, and that p.

    Mostly fully charged cells are best; where the bath is cold but not at T = 0 and the dephasing
    weak it can be partly charged ones.

    Args, raises: as `coherent_ratio`.
    """
    numbers = response(gamma, eta, kappa)
    shape, flat = _flat(numbers)
    best, population = best_ratios(_GRID, *flat)
    return Redundancy(best.reshape(shape), population.reshape(shape))


def separable_ratio(gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0) -> Floats:
    """Return J_sep, the largest ratio of separable inputs emptied together: max(D/s, redundancy).

    For a bath at T = 0 it is 1-γ, which no input exceeds, entangled or not: the noise leaves this
    share of the energy.

    Args, raises: as `coherent_ratio`.
    """
    return np.maximum(coherent_ratio(gamma, eta, kappa), best_redundancy(gamma, eta, kappa).ratio)


def asymptotic_ratio(
    ratio: str, gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0
) -> Floats:
    """Return J in one of its meanings, "coherent", "local" or "separable".

    Args, raises: as `coherent_ratio`.
    """
    ways = dict(zip(RATIOS, (coherent_ratio, local_ratio, separable_ratio), strict=True))
    if ratio not in ways:
        raise ValueError(f"ratio must be one of {', '.join(RATIOS)}, not “{ratio}”.")
    return ways[ratio](gamma, eta, kappa)


def winner(shot: Floats, coherent: Floats, redundant: Floats | None = None) -> NDArray[np.int8]:
    """Return which way of storing returns the most per unit of energy, as an index of `WINNERS`.

    Args:
        shot: E_1,1, any shape.
        coherent: J_coh, same shape.
        redundant: the redundancy's ratio, same shape; None leaves it out of the race.
    """
    best = np.asarray(shot)
    code = np.zeros(best.shape, dtype=np.int8)
    for index, rival in enumerate([coherent] if redundant is None else [coherent, redundant], 1):
        better = rival > best + TIE
        best, code = np.where(better, rival, best), np.where(better, np.int8(index), code)
    code = np.where(best <= TIE, np.int8(4), code)
    return np.where(np.isinf(best), np.int8(3), code)


def _by_inversion(inversion: Floats, slope: Floats, level: Floats) -> Floats:
    """slope/s for s > 0, `level` for s = 0, infinite where the empty cell is inverted."""
    ratio = np.where(inversion < 0, np.inf, level)
    return np.divide(slope, inversion, out=ratio, where=inversion > 0)


def _flat(arrays: Sequence[Floats]) -> tuple[tuple[int, ...], list[Floats]]:
    """Arrays in one line each, of the shape they broadcast to, as kernels take them."""
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    # Copies: a view of a broadcast array is read-only, of another type to a kernel.
    return shape, [np.broadcast_to(array, shape).flatten() for array in arrays]
