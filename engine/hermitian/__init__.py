"""Eigenvalues of many Hermitian matrices of one size."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from engine.hermitian import kernels

__all__ = ["eigenvalues"]

# So many matrices, or somewhat fewer, are worked on together: they stay in a core's cache.
LANES = 40
# Fewer matrices than this, or larger ones, are left to LAPACK, which takes them one by one.
FEWEST, LARGEST, LARGEST_REAL = 8, 128, 40


def eigenvalues(
    elements: NDArray[np.complex128], gather: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the eigenvalues of matrices elements[t, gather], shape (T, d), in no order.

    Args:
        elements: what the matrices are made of, shape (T, E).
        gather: which element stands where, shape (d, d); only the lower triangle counts.

    Good to rounding against each matrix's norm; what is below 1e-70 counts as zero.

    Example:
        >>> elements = np.array([[0.5, -0.5j]])
        >>> eigenvalues(elements, np.array([[0, 0], [1, 0]])).round(12)
        array([[0., 1.]])
    """
    times, size = elements.shape[0], gather.shape[0]
    real = not elements.imag.any()
    if times < FEWEST or size > (LARGEST_REAL if real else LARGEST):
        whole = elements.real if real else elements
        values = np.linalg.eigvalsh(whole[:, gather]).astype(np.float64, copy=False)
        return values
    found = np.empty((times, size))
    together = ceil(times / ceil(times / LANES))
    sound = kernels.eigenvalues(np.ascontiguousarray(elements), gather, together, found)
    if not sound.all():
        found[~sound] = np.linalg.eigvalsh(elements[~sound][:, gather])
    return found
