"""What correlations a state holds: coherence between basis states, entanglement of two qubits.

States are density matrices, arrays of shape (…, d, d), a QuTiP `Qobj` or lists of them; results
broadcast. `engine.states` says what is a state.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.correlations.kernels import concurrences
from engine.states import states

__all__ = ["concurrence", "l1_coherence"]


def l1_coherence(state: Any) -> NDArray[np.float64]:
    """Return Σ_{i≠j} |rho_ij| / (d - 1) in the given basis, Baumgratz, Cramer and Plenio 2014.

    Normalised so that the maximally coherent state has 1.

    Args:
        state: density matrix, shape (…, d, d), d >= 2, a `Qobj` or a list of them.

    Raises:
        ValueError: if it is no state, or has fewer than two levels.

    Example:
        >>> float(l1_coherence([[0.5, 0.5], [0.5, 0.5]]))
        1.0
    """
    rho = states(state).matrices
    size = rho.shape[-1]
    if size < 2:
        raise ValueError("state must have at least two levels, not one.")
    populations = np.abs(np.diagonal(rho, axis1=-2, axis2=-1)).sum(axis=-1)
    coherence: NDArray[np.float64] = (np.abs(rho).sum(axis=(-2, -1)) - populations) / (size - 1)
    return coherence


def concurrence(state: Any) -> NDArray[np.float64]:
    """Return the concurrence of two qubits, max(0, λ1 - λ2 - λ3 - λ4), Hill and Wootters 1997.

    λ are the singular values of Sᵀ (σy ⊗ σy) S with rho = S S†, descending: those of
    √(√rho rho~ √rho) without loss of digits near 0.

    Args:
        state: two-qubit density matrix, shape (…, 4, 4), a `Qobj` or a list of them.

    Raises:
        ValueError: if it is no state, or not 4×4.

    Example:
        >>> bell = np.outer([1, 0, 0, 1], [1, 0, 0, 1]) / 2
        >>> round(float(concurrence(bell)), 12)
        1.0
    """
    rho = states(state).positive()
    if rho.shape[-1] != 4:
        raise ValueError(f"state must be that of two qubits, shape (…, 4, 4), not {rho.shape}.")
    flat = np.ascontiguousarray(rho.reshape(-1, 4, 4), dtype=np.complex128)
    return np.reshape(concurrences(flat), rho.shape[:-2])
