"""Compiled kernels of two-qubit entanglement."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.compiled import njit

Vector = NDArray[np.float64]
Complex = NDArray[np.complex128]

JACOBI_SWEEPS = 30
ROUNDING = 1e-16
# A determinant this far above zero is positive beyond rounding.
SEPARABLE = 1e-15


@njit(cache=True, nogil=True)
def cholesky_factor(state: Complex) -> Complex:
    """Return S with S S† = rho, by pivots; what is left below rounding is dropped."""
    rest, factor = state.copy(), np.zeros((4, 4), np.complex128)
    for column in range(4):
        pivot = 0
        for n in range(1, 4):
            if rest[n, n].real > rest[pivot, pivot].real:
                pivot = n
        value = rest[pivot, pivot].real
        if value <= ROUNDING:
            break
        for n in range(4):
            factor[n, column] = rest[n, pivot] / np.sqrt(value)
        for n in range(4):
            for m in range(4):
                rest[n, m] -= factor[n, column] * np.conj(factor[m, column])
    return factor


@njit(cache=True, nogil=True)
def singular_values(matrix: Complex) -> Vector:
    """Return the singular values of a 4×4 matrix, ascending, by one-sided Jacobi rotations."""
    for _ in range(JACOBI_SWEEPS):
        turned = False
        for p in range(3):
            for q in range(p + 1, 4):
                first, second, overlap = 0.0, 0.0, 0j
                for n in range(4):
                    first += matrix[n, p].real ** 2 + matrix[n, p].imag ** 2
                    second += matrix[n, q].real ** 2 + matrix[n, q].imag ** 2
                    overlap += np.conj(matrix[n, p]) * matrix[n, q]
                size = abs(overlap)
                if size <= 1e-16 * np.sqrt(first * second) or size == 0.0:
                    continue
                turned = True
                zeta = (second - first) / (2.0 * size)
                tangent = 1.0 / (abs(zeta) + np.sqrt(1.0 + zeta * zeta))
                tangent = tangent if zeta >= 0 else -tangent
                cosine = 1.0 / np.sqrt(1.0 + tangent * tangent)
                sine, phase = cosine * tangent, overlap / size
                for n in range(4):
                    one, two = matrix[n, p], matrix[n, q] * np.conj(phase)
                    matrix[n, p] = cosine * one - sine * two
                    matrix[n, q] = sine * one + cosine * two
        if not turned:
            break
    values = np.empty(4)
    for q in range(4):
        square = 0.0
        for n in range(4):
            square += matrix[n, q].real ** 2 + matrix[n, q].imag ** 2
        values[q] = np.sqrt(square)
    return np.sort(values)


@njit(cache=True, nogil=True)
def partial_transpose_determinant(state: Complex) -> float:
    """Return the determinant of the partial transpose, negative exactly for entangled states.

    Augusiak, Demianowicz and Horodecki 2008. By elimination with the largest pivots.
    """
    matrix = np.empty((4, 4), np.complex128)
    for a in range(2):
        for b in range(2):
            for c in range(2):
                for d in range(2):
                    matrix[2 * a + b, 2 * c + d] = state[2 * a + d, 2 * c + b]
    product = 1.0 + 0j
    for column in range(4):
        pivot = column
        for row in range(column + 1, 4):
            if abs(matrix[row, column]) > abs(matrix[pivot, column]):
                pivot = row
        value = matrix[pivot, column]
        if value == 0j:
            return 0.0
        if pivot != column:
            product = -product
            for m in range(4):
                matrix[pivot, m], matrix[column, m] = matrix[column, m], matrix[pivot, m]
        product *= value
        for row in range(column + 1, 4):
            factor = matrix[row, column] / value
            for m in range(column, 4):
                matrix[row, m] -= factor * matrix[column, m]
    return product.real


@njit(cache=True, nogil=True)
def concurrences(states: Complex) -> Vector:
    """Return the concurrence of each two-qubit state, shape (S, 4, 4).

    The singular values of Sᵀ (σy⊗σy) S are Wootters' λ without the square root that loses half the
    digits of √(rho rho~).
    """
    found = np.zeros(states.shape[0])
    for s in range(states.shape[0]):
        if partial_transpose_determinant(states[s]) > SEPARABLE:
            continue
        factor = cholesky_factor(states[s])
        flipped = np.empty((4, 4), np.complex128)
        for n in range(4):
            flipped[0, n], flipped[3, n] = -factor[3, n], -factor[0, n]
            flipped[1, n], flipped[2, n] = factor[2, n], factor[1, n]
        values = singular_values(factor.T.copy() @ flipped)
        found[s] = max(0.0, values[3] - values[2] - values[1] - values[0])
    return found
