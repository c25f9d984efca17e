"""Compiled kernels: eigenvalues of many small Hermitian matrices at once.

The same element of all matrices stands side by side, last index, and every step is taken for all of
them together: the compiler makes vector instructions of that, whatever the size of a matrix.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Complex = NDArray[np.complex128]

# An off-diagonal element this small against its matrix moves no eigenvalue by more than rounding.
NEGLIGIBLE = 1e-16
# Squares below this are none, as are shares: dividing by them twice would overflow.
VANISHING = 1e-140
# An element this small against its column has no phase that matters; its square may be inexact.
NOTHING_BESIDE = 1e-30
MOST_SWEEPS = 60
SOUND = 1e-13


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


@njit(cache=True, nogil=True, error_model="numpy")
def diagonalise(diagonal: Vector, squares: Vector) -> NDArray[np.bool_]:
    """Turn the diagonals, shape (d, lanes), into eigenvalues, in no order; squares are used up.

    QL iteration without square roots, Pal, Walker and Kahan in Reinsch 1971, in step: a matrix
    whose eigenvalue is there already is turned once more, by a shift far from its spectrum. Returns
    which matrices have kept their norm: without square roots, a rare cancellation goes unnoticed.
    """
    size, lanes = diagonal.shape
    shift, cosine, sine = np.empty(lanes), np.empty(lanes), np.empty(lanes)
    gamma, product, norm2 = np.empty(lanes), np.empty(lanes), np.zeros(lanes)
    for i in range(size):
        for lane in range(lanes):
            norm2[lane] += diagonal[i, lane] ** 2
            if i < size - 1:
                norm2[lane] += 2 * squares[i, lane]
    for k in range(size - 1):
        for _ in range(MOST_SWEEPS):
            waiting = 0
            for lane in range(lanes):
                if squares[k, lane] <= NEGLIGIBLE**2 * norm2[lane]:
                    squares[k, lane] = 0.0
                else:
                    waiting += 1
            if waiting == 0:
                break
            for lane in range(lanes):
                root = np.sqrt(squares[k, lane])
                away = (diagonal[k + 1, lane] - diagonal[k, lane]) / (2 * root if root else 1.0)
                away += np.sqrt(away * away + 1.0) if away >= 0 else -np.sqrt(away * away + 1.0)
                far = -2 * np.sqrt(norm2[lane])
                shift[lane] = diagonal[k, lane] - root / away if root else far
                cosine[lane], sine[lane] = 1.0, 0.0
                gamma[lane] = diagonal[size - 1, lane] - shift[lane]
                product[lane] = gamma[lane] ** 2
            for i in range(size - 2, k - 1, -1):
                for lane in range(lanes):
                    square, before = squares[i, lane], product[lane]
                    # As good as split there: a share of next to nothing would be mere rounding.
                    square = square if square > NEGLIGIBLE**2 * norm2[lane] else 0.0
                    norm = before + square
                    inverse = 1.0 / norm if norm > VANISHING else 0.0
                    if i < size - 2:
                        squares[i + 1, lane] = sine[lane] * norm
                    c = before * inverse if norm > VANISHING else 1.0
                    s = square * inverse
                    old, entry = gamma[lane], diagonal[i, lane]
                    new = c * (entry - shift[lane]) - s * old
                    diagonal[i + 1, lane] = old + (entry - new)
                    product[lane] = new * new / c if c > VANISHING else cosine[lane] * square
                    gamma[lane], cosine[lane], sine[lane] = new, c, s
            for lane in range(lanes):
                squares[k, lane] = sine[lane] * product[lane]
                diagonal[k, lane] = shift[lane] + gamma[lane]
    kept = np.zeros(lanes)
    for i in range(size):
        for lane in range(lanes):
            kept[lane] += diagonal[i, lane] ** 2
    return np.abs(kept - norm2) <= SOUND * norm2


@njit(cache=True, nogil=True)
def eigenvalues(
    elements: Complex, gather: NDArray[Any], lanes: int, out: Vector
) -> NDArray[np.bool_]:
    """Write the eigenvalues, shape (T, d), in no order, of the matrices elements[t, gather].

    So many are taken together; the last ones overlap those before where they do not fill up.
    Returns of which the eigenvalues are sound.
    """
    size = gather.shape[0]
    real, imag = np.empty((size, size, lanes)), np.empty((size, size, lanes))
    diagonal, squares = np.empty((size, lanes)), np.empty((size, lanes))
    work, sound = np.empty((4, size, lanes)), np.empty(elements.shape[0], np.bool_)
    for begin in range(0, elements.shape[0], lanes):
        first = min(begin, elements.shape[0] - lanes)
        side_by_side(elements, gather, first, real, imag)
        tridiagonal(real, imag, diagonal, squares, work)
        sound[first : first + lanes] = diagonalise(diagonal, squares)
        for lane in range(lanes):
            for i in range(size):
                out[first + lane, i] = diagonal[i, lane]
    return sound


def precompile() -> None:
    """Compile every kernel and keep it on disk."""
    eigenvalues(
        np.ones((2, 4), dtype=np.complex128), np.arange(4).reshape(2, 2), 2, np.empty((2, 2))
    )
