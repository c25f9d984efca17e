"""Noise on one cell: channels as Kraus operators, each checked to be completely positive.

A channel takes states in the energy basis, index 0 the ground level. A family's numbers are refused
where they name no channel; a user's own operators where they miss trace preservation by more than
1e-8, or than the precision that their type or their digits tell. What is that near is made
exact, and its residual kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.near_channels import ROUNDING, exact, off, tolerance, turned
from engine.operators import is_qobj, numbers_of

LARGEST_DIMENSION = 6
MOST_OPERATORS = 100
# Eigenvalues of a Choi matrix below this are rounding: they make no Kraus operator.
NEGLIGIBLE = 1e-14


@dataclass(frozen=True, eq=False)
class Channel:
    """A completely positive, trace-preserving map ρ → Σ K ρ K†; equal to itself alone.

    name      what a caption calls it
    kraus     the operators K, shape (operators, d, d)
    residual  how far it is from a channel: the largest element of |Σ K†K - 1|, and for a Choi
              matrix also how far from Hermitian and positive; of a composition the sum
    """

    name: str
    kraus: NDArray[np.complex128] = field(repr=False)
    residual: float

    @property
    def dimension(self) -> int:
        """Number of levels d."""
        return int(self.kraus.shape[-1])

    @cached_property
    def matrix(self) -> NDArray[np.complex128]:
        """The map on states read row by row, Σ K ⊗ K*, shape (d², d²)."""
        size = self.dimension**2
        summed = np.einsum("kab,kcd->acbd", self.kraus, self.kraus.conj()).reshape(size, size)
        summed.flags.writeable = False
        return summed

    def __call__(self, state: Any) -> NDArray[np.complex128]:
        """The state after the noise, Σ K ρ K†; shape (…, d, d), a `Qobj` or a list of them.

        The map is linear: any operator may be sent through it, so that no state is asked for.
        """
        return self._map(self.matrix, state)

    def adjoint(self, observable: Any) -> NDArray[np.complex128]:
        """What an observable of the output says of the input, Σ K† X K; shape (…, d, d)."""
        return self._map(self.matrix.conj().T, observable)

    def choi(self) -> NDArray[np.complex128]:
        """The Choi matrix Σ |i⟩⟨j| ⊗ Λ(|i⟩⟨j|), trace d, shape (d², d²); QuTiP's `to_choi`."""
        columns = np.swapaxes(self.kraus, 1, 2).reshape(len(self.kraus), -1)
        return columns.T @ columns.conj()

    def _map(self, matrix: NDArray[np.complex128], operator: Any) -> NDArray[np.complex128]:
        given = numbers_of("The operator", operator).astype(complex)
        if given.shape[-2:] != (self.dimension,) * 2:
            raise ValueError(
                f"The operator must be of shape (…, {self.dimension}, {self.dimension}), "
                f"not {given.shape}."
            )
        rows = given.reshape(*given.shape[:-2], self.dimension**2)
        return (rows @ matrix.T).reshape(given.shape)


def from_kraus(operators: Any, name: str = "own channel") -> Channel:
    """Return the channel of Kraus operators, Σ K†K = 1.

    Args:
        operators: the matrices K, shape (operators, d, d), d from 2 to 6; a list of `Qobj`s, one
            `Qobj`, or a superoperator of QuTiP's.
        name: what a caption calls it.

    Raises:
        ValueError: if the shape is wrong, a number is not finite, or |Σ K†K - 1| exceeds 1e-8
            (1e-6 in single precision, 1e-5 with six digits after the point).

    Example:
        >>> from_kraus([[[0, 1], [1, 0]]])([[1, 0], [0, 0]]).real
        array([[0., 0.],
               [0., 1.]])
    """
    if is_qobj(operators):
        if operators.type == "super":
            return from_choi(operators, name)
        operators = [operators]
    given = numbers_of("Kraus operators", operators, as_it_stands)
    kraus = given.astype(complex)
    if kraus.ndim != 3 or kraus.shape[1] != kraus.shape[2]:
        raise ValueError(f"Kraus operators must be of shape (operators, d, d), not {kraus.shape}.")
    _check_size(kraus.shape[1], kraus)
    if not 1 <= len(kraus) <= MOST_OPERATORS:
        raise ValueError(
            f"Kraus operators must be at least 1 and at most {MOST_OPERATORS}, not {len(kraus)}."
        )
    total = np.einsum("kba,kbc->ac", kraus.conj(), kraus)
    residual = float(np.abs(total - np.eye(kraus.shape[1])).max())
    if residual > (near := tolerance(given)):
        raise ValueError(
            f"Kraus operators must have Σ K†K = 1 within {near:.0e}, not {residual:.3g} off."
        )
    return _channel(name, exact(kraus) if residual > ROUNDING else kraus, residual)


def from_choi(matrix: Any, name: str = "own channel") -> Channel:
    """Return the channel of a Choi matrix Σ |i⟩⟨j| ⊗ Λ(|i⟩⟨j|), trace d.

    Args:
        matrix: element (i d + a, j d + b) is ⟨a|Λ(|i⟩⟨j|)|b⟩, shape (d², d²), d from 2 to 6; a
            `Qobj` with these elements, or a superoperator of QuTiP's in any representation.
        name: what a caption calls it.

    Raises:
        ValueError: if the shape is wrong, a number is not finite, or the matrix misses being
            Hermitian, positive or trace preserving by more than `from_kraus` says.

    Example:
        >>> len(from_choi(depolarizing(1.0, 2).choi()).kraus)
        4
    """
    given = numbers_of("A Choi matrix", matrix, choi_of)
    choi = given.astype(complex)
    dimension = round(sqrt(choi.shape[0])) if choi.ndim == 2 else 0
    if choi.ndim != 2 or choi.shape != (dimension**2,) * 2:
        raise ValueError(f"A Choi matrix must be of shape (d², d²), not {choi.shape}.")
    _check_size(dimension, choi)
    near = tolerance(given)
    skew = float(np.abs(choi - choi.conj().T).max())
    if skew > near:
        raise ValueError(f"A Choi matrix must be Hermitian within {near:.0e}, not {skew:.3g} off.")
    weights, vectors = np.linalg.eigh((choi + choi.conj().T) / 2)
    if weights[0] < -near:
        raise ValueError(
            f"A Choi matrix must have no eigenvalue below -{near:.0e}, not {weights[0]:.3g}."
        )
    parts = choi.reshape((dimension,) * 4)
    residual = max(off("iaja->ij", parts), skew, -float(weights[0]))
    if residual > near:
        raise ValueError(
            f"A Choi matrix must be trace preserving within {near:.0e}, not {residual:.3g} off"
            f"{turned(parts, near)}."
        )
    kraus = _operators(weights, vectors)
    return _channel(name, exact(kraus) if residual > ROUNDING else kraus, residual)


def as_it_stands(operator: Any) -> NDArray[np.complex128]:
    """The matrix of a `Qobj`, whatever it is."""
    matrix: NDArray[np.complex128] = operator.full()
    return matrix


def choi_of(operator: Any) -> NDArray[np.complex128]:
    """The Choi matrix of a `Qobj`: of a superoperator by its representation, else as it stands."""
    if operator.type == "super":
        from qutip import to_choi

        operator = to_choi(operator)
    return as_it_stands(operator)


def compose(channels: Sequence[Channel]) -> Channel:
    """Return the channels one after another, the first acting first.

    Kept to at most d² operators, whatever the number of channels.

    Raises:
        ValueError: if there is none, or they differ in dimension.
    """
    dimensions = {channel.dimension for channel in channels}
    if len(dimensions) != 1:
        raise ValueError(
            f"Channels to compose must be of one dimension, not of {sorted(dimensions)}."
        )
    if len(channels) == 1:
        return channels[0]
    total = channels[0].matrix
    for channel in channels[1:]:
        total = channel.matrix @ total
    (d,) = dimensions
    choi = total.reshape(d, d, d, d).transpose(2, 0, 3, 1).reshape(d * d, d * d)
    return _channel(
        ", then ".join(channel.name for channel in channels),
        _operators(*np.linalg.eigh(choi)),
        sum(channel.residual for channel in channels),
    )


def identity(dimension: int = 2) -> Channel:
    """Return the channel without noise."""
    return from_kraus(np.eye(_dimension(dimension))[None], "no noise")


def generalized_amplitude_damping(gamma: float, eta: float = 0.0) -> Channel:
    """Return Λ_γ,η of a qubit, relaxation towards a warm bath; storage poster, Eq. (3).

    ρ₀₀ → (1-ηγ) ρ₀₀ + (1-η)γ ρ₁₁ and ρ₀₁ → √(1-γ) ρ₀₁. The second diagonal entry is printed with
    ρ₁₁ twice where its first term must be ρ₂₂ (the poster counts from 1).

    Args:
        gamma: probability of relaxing, 0 to 1.
        eta: excited population of the fixed point, 0 to 1: up to 1/2 for a bath of temperature
            T >= 0. Many libraries count the ground population instead, p = 1 - η.

    Raises:
        ValueError: if a number is out of range.

    Example:
        >>> generalized_amplitude_damping(1.0, 0.25)([[1, 0], [0, 0]]).real
        array([[0.75, 0.  ],
               [0.  , 0.25]])
    """
    gamma, eta = _share("γ", gamma), _share("η", eta)
    keep, drop = sqrt(1 - gamma), sqrt(gamma)
    down = sqrt(1 - eta) * np.array([[[1, 0], [0, keep]], [[0, drop], [0, 0]]])
    up = sqrt(eta) * np.array([[[keep, 0], [0, 1]], [[0, 0], [drop, 0]]])
    return _family(f"GADC(γ={gamma:.4g}, η={eta:.4g})", [*down, *up])


def dephasing(kappa: float, dimension: int = 2) -> Channel:
    """Return Δ_κ, which takes every coherence times √(1-κ); storage poster, Eq. (4).

    Args:
        kappa: 0 to 1.
        dimension: number of levels.

    Raises:
        ValueError: if a number is out of range.
    """
    kappa = _share("κ", kappa)
    kept = sqrt(1 - kappa)
    projectors = [np.diag(row) for row in np.eye(_dimension(dimension))]
    # 1 - √(1-κ) without cancelling.
    lost = kappa / (1 + kept)
    return _family(
        f"dephasing(κ={kappa:.4g})",
        [sqrt(kept) * np.eye(dimension), *(sqrt(lost) * projector for projector in projectors)],
    )


def depolarizing(strength: float, dimension: int = 2) -> Channel:
    """Return ρ → (1-λ) ρ + λ 1/d, in any dimension; Tirone et al. 2023, Ref. [30].

    Args:
        strength: λ, 0 to d²/(d²-1).
        dimension: number of levels d.

    Raises:
        ValueError: if a number is out of range.
    """
    d = _dimension(dimension)
    strength = _share("λ", strength, d**2 / (d**2 - 1))
    shift = np.roll(np.eye(d), 1, axis=0)
    clock = np.diag(np.exp(2j * np.pi * np.arange(d) / d))
    weyl = [
        np.linalg.matrix_power(shift, step) @ np.linalg.matrix_power(clock, turn)
        for step in range(d)
        for turn in range(d)
    ]
    share = strength / d**2
    untouched = sqrt(max(0.0, 1 - (d**2 - 1) * share))
    return _family(
        f"depolarizing(λ={strength:.4g})",
        [untouched * weyl[0], *(sqrt(share) * operator for operator in weyl[1:])],
    )


def transitions(dimension: int) -> list[tuple[int, int]]:
    """Return the decays (from, to) in the order of their rates γ₁, γ₂, ….

    >>> transitions(3)
    [(1, 0), (2, 1), (2, 0)]
    """
    return [(high, low) for high in range(1, dimension) for low in range(high - 1, -1, -1)]


def multilevel_amplitude_damping(rates: Sequence[float]) -> Channel:
    """Return the MAD channel Φ: every decay leaves its own trace in the environment.

    K₀ = Σ_n √(1 - Σ γ_n→m) |n⟩⟨n| and K_nm = √γ_n→m |m⟩⟨n|; Tirone et al. 2023, Fig. 2(a), after
    Chessa and Giovannetti 2021. For three levels γ₁ = 1→0, γ₂ = 2→1, γ₃ = 2→0; the text names no
    transitions, and any other labelling is as consistent with it.

    Args:
        rates: decay probabilities in the order of `transitions`, d(d-1)/2 of them.

    Raises:
        ValueError: if a rate is out of range, or the decays of one level exceed 1.

    Example:
        >>> multilevel_amplitude_damping((0.3, 0.2, 0.6))([[0, 0, 0], [0, 0, 0], [0, 0, 1]]).real
        array([[0.6, 0. , 0. ],
               [0. , 0.2, 0. ],
               [0. , 0. , 0.2]])
    """
    unmoved, jumps = _decays(rates)
    return _family(f"MAD({_listed(rates)})", [unmoved, *jumps.values()])


def resonant_amplitude_damping(rates: Sequence[float]) -> Channel:
    """Return the ReMAD channel Γ: decays over equal gaps leave the same trace.

    As MAD, with the operators of equal n - m added up; Tirone et al. 2023, Fig. 2(a), after Chessa
    and Giovannetti 2023. This presumes equally spaced levels.

    Args, raises: as `multilevel_amplitude_damping`.
    """
    unmoved, jumps = _decays(rates)
    lines: dict[int, NDArray[np.float64]] = {}
    for (high, low), jump in jumps.items():
        lines[high - low] = lines.get(high - low, 0.0) + jump
    return _family(f"ReMAD({_listed(rates)})", [unmoved, *lines.values()])


def _decays(
    rates: Sequence[float],
) -> tuple[NDArray[np.float64], dict[tuple[int, int], NDArray[np.float64]]]:
    """The operator without a decay, and that of each decay (from, to)."""
    d = next((d for d in range(2, LARGEST_DIMENSION + 1) if d * (d - 1) == 2 * len(rates)), None)
    if d is None:
        raise ValueError(
            f"γ must be d(d-1)/2 decay probabilities (1, 3, 6, 10 or 15), not {len(rates)}."
        )
    jumps, leaving = {}, np.zeros(d)
    for number, ((high, low), rate) in enumerate(zip(transitions(d), rates, strict=True), 1):
        share = _share(f"γ_{number} ({high}→{low})", rate)
        jumps[high, low] = np.zeros((d, d))
        jumps[high, low][low, high] = sqrt(share)
        leaving[high] += share
    worst = int(np.argmax(leaving))
    # A sum such as 0.3 + 0.7 may exceed 1 by its rounding.
    if leaving[worst] > 1 + 1e-12:
        raise ValueError(
            f"The decays of level {worst} must add up to at most 1, not {leaving[worst]:.6g}."
        )
    return np.diag(np.sqrt(np.maximum(1 - leaving, 0.0))), jumps


def _family(name: str, kraus: Sequence[ArrayLike]) -> Channel:
    """A channel whose operators are known to be sound; those that vanish are left out."""
    operators = np.array(kraus, dtype=complex)
    return from_kraus(operators[np.abs(operators).max(axis=(1, 2)) > 0], name)


def _operators(
    weights: NDArray[np.float64], vectors: NDArray[np.complex128]
) -> NDArray[np.complex128]:
    """The Kraus operators that the eigenvectors of a Choi matrix are, columns first."""
    dimension = round(sqrt(len(weights)))
    kept = weights > NEGLIGIBLE
    columns = vectors[:, kept] * np.sqrt(weights[kept])
    return np.swapaxes(columns.T.reshape(-1, dimension, dimension), 1, 2)


def _channel(name: str, kraus: NDArray[np.complex128], residual: float) -> Channel:
    kraus.flags.writeable = False
    return Channel(name, kraus, residual)


def _check_size(dimension: int, numbers: NDArray[np.complex128]) -> None:
    if not 2 <= dimension <= LARGEST_DIMENSION:
        raise ValueError(f"A channel must act on 2 to {LARGEST_DIMENSION} levels, not {dimension}.")
    if not np.isfinite(numbers).all():
        raise ValueError("A channel's numbers must be finite, not NaN or infinite.")


def _dimension(dimension: int) -> int:
    _check_size(dimension, np.zeros(1, dtype=complex))
    return dimension


def _share(name: str, value: float, highest: float = 1.0) -> float:
    if not (isfinite(value) and 0 <= value <= highest):
        raise ValueError(f"{name} must be between 0 and {highest:.6g}, not {value:.6g}.")
    return float(value)


def _listed(rates: Sequence[float]) -> str:
    return ", ".join(f"{rate:.4g}" for rate in rates)
