"""Eigenvalues of many Hermitian matrices of one size."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dsterf

from engine.hermitian import kernels

__all__ = ["eigenvalues"]

# So many matrices, or somewhat fewer, are worked on together: they stay in a core's cache.
LANES = 40
# Fewer matrices than this, smaller or larger ones are left to LAPACK, which takes them one by one.
FEWEST, LARGEST, LARGEST_REAL = 8, 128, 40


def eigenvalues(elements: NDArray[np.complex128], gather: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the eigenvalues of matrices elements[t, gather], shape (T, d), ascending.

    Args:
        elements: what the matrices are made of, shape (T, E).
        gather: which element stands where, shape (d, d); only the lower triangle counts.

    Good to rounding against each matrix's norm; what is below 1e-70 counts as zero. Our kernel
    brings the matrices to tridiagonal form, LAPACK's dsterf does the rest.

    Example:
        >>> elements = np.array([[0.5, -0.5j]])
        >>> eigenvalues(elements, np.array([[0, 0], [1, 0]])).round(12)
        array([[0., 1.]])
    """
    times, size = elements.shape[0], gather.shape[0]
    real = not elements.imag.any()
    if times < FEWEST or not 1 < size <= (LARGEST_REAL if real else LARGEST):
        whole = elements.real if real else elements
        values = np.linalg.eigvalsh(whole[:, gather]).astype(np.float64, copy=False)
        return values
    diagonals, beside = np.empty((times, size)), np.empty((times, size - 1))
    together = ceil(times / ceil(times / LANES))
    kernels.tridiagonals(np.ascontiguousarray(elements), gather, together, diagonals, beside)
    for diagonal, off in zip(diagonals, beside, strict=True):
        diagonal[:], missed = dsterf(diagonal, off)
        if missed:
            raise np.linalg.LinAlgError(f"{missed} eigenvalues did not converge.")
    return diagonals
