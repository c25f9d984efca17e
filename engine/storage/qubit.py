"""One noisy qubit in closed form: what a pure state of a given energy is worth after the noise.

The noise is relaxation towards a bath, then dephasing, Δ_κ ∘ Λ_γ,η; storage poster, Eqs. (3), (4).
A pure input with excited population p comes out with excited population A + Bp and a coherence of
squared size D p(1-p), so that its ergotropy is half the root of a quadratic in p plus a line: it is
concave or convex in p all over. Energies are in the cell's level spacing; arguments broadcast.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Response(NamedTuple):
    """How Δ_κ ∘ Λ_γ,η acts on a pure state of population p.

    offset     A = ηγ, excited population that the empty cell comes out with
    gain       B = 1-γ, what the output's population gains with the input's
    coherence  D = (1-γ)(1-κ), share of |ρ₀₁|² that is kept
    inversion  s = 1-2A, ground minus excited population of the empty cell's output
    """

    offset: Floats
    gain: Floats
    coherence: Floats
    inversion: Floats


class SingleShot(NamedTuple):
    """The best that one cell gives: its ergotropy E_1,1 and the population p* that reaches it."""

    ergotropy: Floats
    population: Floats


def response(gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0) -> Response:
    """Return the four numbers of Δ_κ ∘ Λ_γ,η; storage poster, Eqs. (3), (4).

    Args:
        gamma: probability of relaxing γ, 0 to 1.
        eta: excited population of the fixed point η, 0 to 1.
        kappa: dephasing κ, 0 to 1; a coherence is taken times √(1-κ).

    Raises:
        ValueError: if a number is out of range.
    """
    shares = {"γ": gamma, "η": eta, "κ": kappa}
    arrays = {symbol: np.asarray(share, dtype=float) for symbol, share in shares.items()}
    for symbol, array in arrays.items():
        # Written so that NaN is refused, too.
        outside = array[~((array >= 0) & (array <= 1))]
        if outside.size:
            raise ValueError(f"{symbol} must be between 0 and 1, not {outside.flat[0]:.6g}.")
    relaxed, excited, dephased = arrays.values()
    offset = excited * relaxed
    return Response(offset, 1 - relaxed, (1 - relaxed) * (1 - dephased), np.asarray(1 - 2 * offset))


def output_ergotropy(
    population: ArrayLike, gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0
) -> Floats:
    """Return the ergotropy after the noise, E(p) = ½[|r| - s + 2Bp].

    The length of the output's Bloch vector is r² = (s - 2Bp)² + 4Dp(1-p); storage poster, Eq. (1).

    Args:
        population: excited population p of the pure input, 0 to 1.
        gamma, eta, kappa: as for `response`.

    Raises:
        ValueError: if a number is out of range.

    Example:
        >>> float(output_ergotropy(1.0, 0.4, 0.2).round(12))
        0.36
    """
    return _ergotropy(_population(population), response(gamma, eta, kappa))


def single_shot(gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0) -> SingleShot:
    """Return E_1,1, the most that one cell given at most one quantum returns; poster, Eq. (7).

    The maximum over p <= 1 of E(p), not E(1): for γ(1-η) > (1+κ)/4 it pays to store less.
    p* solves E'(p) = 0 where that has a solution, with r*² = (s-B)² + D - B²; otherwise it is 1.

    Args, raises: as `response`.

    Example:
        >>> best = single_shot(0.64)
        >>> float(best.ergotropy.round(12)), float(best.population.round(12))
        (0.125, 0.625)
    """
    numbers = response(gamma, eta, kappa)
    population = _stationary(numbers)
    return SingleShot(_ergotropy(population, numbers), population)


def is_concave(gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0) -> NDArray[np.bool_]:
    """Return whether E(p) is concave: (s-B)² + D >= B², for η = 0 where κ <= γ/(1-γ).

    There it pays to spread energy thinly, elsewhere to charge some cells fully.

    Args, raises: as `response`.
    """
    return np.asarray(_concavity(response(gamma, eta, kappa)) >= 0)


def best_population(
    energy: ArrayLike, gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0
) -> Floats:
    """Return the population p <= e at which E(p) is largest, the optimal state of energy e.

    Args:
        energy: mean energy e that the cell may hold at most, 0 to 1.
        gamma, eta, kappa: as for `response`.

    Raises:
        ValueError: if a number is out of range.
    """
    return np.minimum(_population(energy), _stationary(response(gamma, eta, kappa)))


def local_capacitance(
    energy: ArrayLike, gamma: ArrayLike, eta: ArrayLike = 0.0, kappa: ArrayLike = 0.0
) -> Floats:
    """Return C_loc(e) of Tirone et al. 2023, Eq. (5): the concave, never falling hull of E(p).

    E(min(e, p*)) where E is concave; else the chord from the empty to the full cell, cells of
    both kinds side by side.

    Args, raises: as `best_population`.

    Example:
        >>> float(local_capacitance(0.5, 0.0, kappa=1.0))
        0.5
    """
    numbers, share = response(gamma, eta, kappa), _population(energy)
    best = _ergotropy(np.minimum(share, _stationary(numbers)), numbers)
    # A convex E starts at 0: an empty cell comes out inverted only where E is concave.
    chord = share * _ergotropy(1.0, numbers)
    return np.where(_concavity(numbers) >= 0, best, chord)


def _population(given: ArrayLike) -> Floats:
    p = np.asarray(given, dtype=float)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("p must be between 0 and 1, not outside.")
    return p


def _ergotropy(population: ArrayLike, numbers: Response) -> Floats:
    p = np.asarray(population)
    _, gain, coherence, inversion = numbers
    axis = inversion - 2 * gain * p
    length = np.sqrt(axis * axis + 4 * coherence * (p * (1 - p)))
    return np.asarray(0.5 * (length - axis))


def _concavity(numbers: Response) -> Floats:
    """r*² = (s-B)² + D - B², whose sign is that of -E''."""
    _, gain, coherence, inversion = numbers
    return np.asarray((inversion - gain) ** 2 + coherence - gain * gain)


def _stationary(numbers: Response) -> Floats:
    """The p in [0, 1] at which E is largest: 1 where E does not fall at full charge.

    A convex E never falls: it has s² - 2sB + D < 0, so that s > 0 and E'(0) = D/s >= 0.
    E' = 0 has the root (Br* - t) / 2(D-B²) with t = sB - D, which is 0/0 at D = B²; times its
    conjugate it is (t + sB) / 2(Br* + t). Each form is used where nothing cancels.
    """
    _, gain, coherence, inversion = numbers
    slope = inversion * gain
    tilt = slope - coherence
    scaled = gain * np.sqrt(np.maximum(_concavity(numbers), 0.0))
    falls_at_full = tilt - 2 * (gain * gain - coherence) > gain * np.abs(inversion - 2 * gain)
    direct = tilt >= 0
    top = np.where(direct, tilt + slope, scaled - tilt)
    bottom = 2 * np.where(direct, scaled + tilt, coherence - gain * gain)
    inner = np.divide(top, bottom, out=np.ones_like(top), where=falls_at_full & (bottom > 0))
    return np.clip(inner, 0.0, 1.0)
