"""Numbers that are nearly a channel: how far off they may be, and the channel that they mean.

What somebody wrote with six digits, or in single precision, is no channel to the last digit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.operators import told_precision

RESIDUAL = 1e-8
# What single precision or rounded digits may miss, in units of what each number may, and at most.
SUMMED, NEAR = 10.0, 1e-4
# What double precision leaves of a channel that is one.
ROUNDING = 1e-12


def tolerance(given: NDArray[Any]) -> float:
    """How far from a channel numbers may be: by what they say of their own precision."""
    return min(max(RESIDUAL, SUMMED * told_precision(given)), NEAR)


def exact(kraus: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """The nearby operators K (Σ K†K)^(-1/2), whose sum is 1 whatever that of the given ones is."""
    weights, vectors = np.linalg.eigh(np.einsum("kba,kbc->ac", kraus.conj(), kraus))
    return kraus @ ((vectors / np.sqrt(weights)) @ vectors.conj().T)


def off(traced: str, parts: NDArray[np.complex128]) -> float:
    """By how much a trace over one factor of a Choi matrix misses the unit matrix."""
    total = np.einsum(traced, parts)
    return float(np.abs(total - np.eye(len(total))).max())


def turned(parts: NDArray[np.complex128], near: float) -> str:
    """What to say where the factors stand the other way round, or the order that is read."""
    if off("aiaj->ij", parts) <= near:
        return (
            ": it is read as Σ |i⟩⟨j| ⊗ Λ(|i⟩⟨j|), the input first, and would be with the output "
            "first; exchange its factors"
        )
    return " (it is read as Σ |i⟩⟨j| ⊗ Λ(|i⟩⟨j|), the input first)"
