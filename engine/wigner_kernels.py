"""Compiled kernels of phase-space pictures: eigenfunctions of an oscillator, their correlation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.compiled import njit

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

# The recursion of the Hermite functions is rescaled beyond this.
LARGEST = 1e150


@njit(cache=True, nogil=True)
def hermite_functions(x: Vector, table: Matrix) -> None:
    """Write the oscillator's eigenfunctions φ_0 … φ_{d-1} at x into table, shape (d, len(x)).

    The recursion runs without the Gaussian, which would underflow, and is rescaled as it grows.
    """
    for place in range(x.size):
        here, before, now = x[place], 0.0, np.pi**-0.25
        exponent = -0.5 * here * here
        envelope = np.exp(exponent)
        for n in range(table.shape[0]):
            table[n, place] = now * envelope
            grown = np.sqrt(2.0 / (n + 1)) * here * now - np.sqrt(n / (n + 1)) * before
            before, now = now, grown
            if abs(now) > LARGEST:
                before, now = before / LARGEST, now / LARGEST
                exponent += np.log(LARGEST)
                envelope = np.exp(exponent)


@njit(cache=True, nogil=True, fastmath={"contract"})
def add_correlation(
    real: Matrix,
    imag: Matrix,
    centre: int,
    stride: int,
    hop: int,
    sum_real: Matrix,
    sum_imag: Matrix,
) -> None:
    """Add Σ_k ψ_k(x_i - y_j) ψ_k(x_i + y_j)* of wave functions on a grid to [i, j].

    x_i stands at the place centre + i · stride of the grid, y_j is j · hop places long.
    """
    count = sum_real.shape[1]
    reach = (count - 1) * hop
    for i in range(sum_real.shape[0]):
        middle = centre + i * stride
        out_real, out_imag = sum_real[i], sum_imag[i]
        for k in range(real.shape[0]):
            right_real = real[k, middle : middle + reach + 1]
            right_imag = imag[k, middle : middle + reach + 1]
            left_real = real[k, middle - reach : middle + 1]
            left_imag = imag[k, middle - reach : middle + 1]
            # Spelled out for hop = 1, the usual one, which the compiler then vectorises.
            if hop == 1:
                for j in range(count):
                    a, b = left_real[reach - j], left_imag[reach - j]
                    c, d = right_real[j], right_imag[j]
                    out_real[j] += a * c + b * d
                    out_imag[j] += b * c - a * d
                continue
            for j in range(count):
                at, back = j * hop, reach - j * hop
                a, b = left_real[back], left_imag[back]
                c, d = right_real[at], right_imag[at]
                out_real[j] += a * c + b * d
                out_imag[j] += b * c - a * d
