"""Compiled kernels: tridiagonal forms of many small Hermitian matrices at once.

The same element of all matrices stands side by side, last index, and every step is taken for all of
them together: the compiler makes vector instructions of that, whatever the size of a matrix.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.compiled import njit

Vector = NDArray[np.float64]
Complex = NDArray[np.complex128]

# Squares below this are none: dividing by them would overflow.
VANISHING = 1e-140
# An element this small against its column has no phase that matters; its square may be inexact.
NOTHING_BESIDE = 1e-30


@njit(cache=True, nogil=True)
def side_by_side(
    elements: Complex, gather: NDArray[Any], first: int, real: NDArray[Any], imag: NDArray[Any]
) -> None:
    """Fill the lower triangles, shape (d, d, lanes): matrix l is elements[first + l, gather]."""
    size, lanes = real.shape[0], real.shape[2]
    for i in range(size):
        for j in range(i + 1):
            place = gather[i, j]
            for lane in range(lanes):
                element = elements[first + lane, place]
                real[i, j, lane], imag[i, j, lane] = element.real, element.imag


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc", "nsz"})
def tridiagonal(
    real: NDArray[Any], imag: NDArray[Any], diagonal: Vector, squares: Vector, work: NDArray[Any]
) -> None:
    """Write the diagonals, shape (d, lanes), and |off-diagonals|² of tridiagonal forms.

    Householder's reflections from the last row up; lower triangles are overwritten, `work` has
    shape (4, d, lanes). With u = a + e^{iφ}|a| e_k, τ = 1/(|a|(|a| + |a_k|)) and q = τ B u - κ u:
    B becomes B - u q† - q u†.
    """
    size, lanes = real.shape[0], real.shape[2]
    ur, ui, qr, qi = work[0], work[1], work[2], work[3]
    total, tau = np.empty(lanes), np.empty(lanes)
    for k in range(size - 1, 0, -1):
        for lane in range(lanes):
            diagonal[k, lane], total[lane] = real[k, k, lane], 0.0
        for j in range(k):
            for lane in range(lanes):
                x, y = real[k, j, lane], -imag[k, j, lane]
                ur[j, lane], ui[j, lane] = x, y
                qr[j, lane], qi[j, lane] = 0.0, 0.0
                total[lane] += x * x + y * y
        for lane in range(lanes):
            x, y = ur[k - 1, lane], ui[k - 1, lane]
            length, last = np.sqrt(total[lane]), np.sqrt(x * x + y * y)
            squares[k - 1, lane] = total[lane]
            turns = last > NOTHING_BESIDE * length
            turn = length / last if turns else 0.0
            ur[k - 1, lane] = x + (turn * x if turns else length)
            ui[k - 1, lane] = y + turn * y
            norm = length * (length + last)
            tau[lane] = 1.0 / norm if norm > VANISHING else 0.0
            total[lane] = 0.0
        for i in range(k):
            for j in range(i):
                for lane in range(lanes):
                    x, y = real[i, j, lane], imag[i, j, lane]
                    qr[i, lane] += x * ur[j, lane] - y * ui[j, lane]
                    qi[i, lane] += x * ui[j, lane] + y * ur[j, lane]
                    qr[j, lane] += x * ur[i, lane] + y * ui[i, lane]
                    qi[j, lane] += x * ui[i, lane] - y * ur[i, lane]
            for lane in range(lanes):
                qr[i, lane] += real[i, i, lane] * ur[i, lane]
                qi[i, lane] += real[i, i, lane] * ui[i, lane]
        for j in range(k):
            for lane in range(lanes):
                total[lane] += ur[j, lane] * qr[j, lane] + ui[j, lane] * qi[j, lane]
        for j in range(k):
            for lane in range(lanes):
                kappa = 0.5 * tau[lane] * tau[lane] * total[lane]
                qr[j, lane] = tau[lane] * qr[j, lane] - kappa * ur[j, lane]
                qi[j, lane] = tau[lane] * qi[j, lane] - kappa * ui[j, lane]
        for i in range(k):
            for j in range(i + 1):
                for lane in range(lanes):
                    real[i, j, lane] -= (
                        ur[i, lane] * qr[j, lane] + ui[i, lane] * qi[j, lane]
                        + qr[i, lane] * ur[j, lane] + qi[i, lane] * ui[j, lane]
                    )  # fmt: skip
                    imag[i, j, lane] -= (
                        ui[i, lane] * qr[j, lane] - ur[i, lane] * qi[j, lane]
                        + qi[i, lane] * ur[j, lane] - qr[i, lane] * ui[j, lane]
                    )  # fmt: skip
    for lane in range(lanes):
        diagonal[0, lane] = real[0, 0, lane]


@njit(cache=True, nogil=True)
def tridiagonals(
    elements: Complex, gather: NDArray[Any], lanes: int, diagonals: Vector, beside: Vector
) -> None:
    """Write diagonals, shape (T, d), and off-diagonals, (T, d - 1), of elements[t, gather].

    So many are taken together; the last ones overlap those before where they do not fill up.
    """
    size = gather.shape[0]
    real, imag = np.empty((size, size, lanes)), np.empty((size, size, lanes))
    diagonal, squares = np.empty((size, lanes)), np.empty((size, lanes))
    work = np.empty((4, size, lanes))
    for begin in range(0, elements.shape[0], lanes):
        first = min(begin, elements.shape[0] - lanes)
        side_by_side(elements, gather, first, real, imag)
        tridiagonal(real, imag, diagonal, squares, work)
        for lane in range(lanes):
            for i in range(size):
                diagonals[first + lane, i] = diagonal[i, lane]
            for i in range(size - 1):
                beside[first + lane, i] = np.sqrt(squares[i, lane])
