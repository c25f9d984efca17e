"""Phase-space pictures of a charged oscillator: Wigner and Husimi functions.

A state is given as in `engine.collision.charging`: real symmetric R and the phase α of the qubits,
rho = density_matrix(R, alpha), rho_nm = g^(n-m) R_nm with g = -i e^{iα}. Phase space of the
oscillator has the coherent amplitude β = re + i·im as axes, not (x, p) = √2 (re, im).

R is numerically of low rank. Its pivoted Cholesky factors are pure states, rho = Σ_k |ψ_k⟩⟨ψ_k|,
whose position wave functions on a fine grid give both pictures by one matrix product each.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from engine.collision.kernels import pivoted_cholesky

# Reach of the wave functions beyond the classical turning point, and of a vacuum wave packet.
TAIL = 5.0
PACKET = 8.5
# Levels above the last one with this population are left out.
NEGLIGIBLE = 1e-16
LARGEST = 1e150


def wigner(
    state: NDArray[np.float64], alpha: float, extent: float, points: int
) -> NDArray[np.float64]:
    """Wigner function of an oscillator battery.

    W(β) = (2/π) tr[rho D(β) (-1)^N D†(β)], normalised to ∫W d²β = 1, computed as
    W = (2/π) ∫dy ⟨x-y|rho|x+y⟩ e^{2ipy} with x + ip = √2 β.

    Args:
        state: R in the real gauge, shape (d, d).
        alpha: phase α of the qubits in radians, Salvia et al. 2023, Eq. (1).
        extent: both axes of β run from -extent to extent.
        points: number of points on each axis, at least 2.

    Returns:
        W on the grid, shape (points, points), axes (im, re).

    Example:
        >>> vacuum = np.diag([1.0, 0.0])
        >>> bool(np.isclose(wigner(vacuum, 0.0, 2.0, 5)[2, 2], 2 / np.pi))
        True
    """
    axis, factors, reach = _prepare(state, alpha, extent, points)
    spacing, hop, stride = _subgrid(axis, np.pi / (axis[-1] + reach))
    count = int(np.ceil(reach / (hop * spacing))) + 1
    start = axis[0] - (count - 1) * hop * spacing
    length = (points - 1) * stride + 2 * (count - 1) * hop + 1
    waves = factors @ _hermite_functions(start + spacing * np.arange(length), factors.shape[1])
    centre = (count - 1) * hop
    right = _strided(waves, centre, (points, stride), (count, hop))
    left = _strided(waves, centre, (points, stride), (count, -hop))
    correlation = np.einsum("kij,kij->ij", left, right.conj())
    # The integrand at -y is the conjugate of that at y; y = 0 counts once.
    correlation[:, 0] /= 2
    turn = np.multiply.outer(axis, 2 * hop * spacing * np.arange(count))
    picture = np.cos(turn) @ correlation.real.T - np.sin(turn) @ correlation.imag.T
    return np.asarray(4 / np.pi * hop * spacing * picture)


def husimi(
    state: NDArray[np.float64], alpha: float, extent: float, points: int
) -> NDArray[np.float64]:
    """Husimi function of an oscillator battery.

    Q(β) = ⟨β|rho|β⟩/π, normalised to ∫Q d²β = 1, as overlaps of the wave functions with vacuum
    wave packets displaced to β.

    Args:
        state, alpha, extent, points: as in :func:`wigner`.

    Returns:
        Q on the grid, shape (points, points), axes (im, re).

    Example:
        >>> vacuum = np.diag([1.0, 0.0])
        >>> bool(np.isclose(husimi(vacuum, 0.0, 2.0, 5)[2, 2], 1 / np.pi))
        True
    """
    axis, factors, reach = _prepare(state, alpha, extent, points)
    spacing, hop, stride = _subgrid(axis, 2 * np.pi / (axis[-1] + reach + PACKET))
    half = int(np.ceil(PACKET / (hop * spacing)))
    count = 2 * half + 1
    start = axis[0] - half * hop * spacing
    length = (points - 1) * stride + 2 * half * hop + 1
    waves = factors @ _hermite_functions(start + spacing * np.arange(length), factors.shape[1])
    offset = hop * spacing * np.arange(-half, half + 1)
    packet = np.pi**-0.25 * np.exp(-(offset**2) / 2)
    windowed = _strided(waves, 0, (points, stride), (count, hop)) * packet
    overlap = windowed @ np.exp(-1j * np.multiply.outer(offset, axis))
    weight = np.einsum("kij,kij->ij", overlap.real, overlap.real)
    weight += np.einsum("kij,kij->ij", overlap.imag, overlap.imag)
    return np.asarray(weight.T * (hop * spacing) ** 2 / np.pi)


def pure_factors(state: NDArray[np.float64], alpha: float) -> NDArray[np.complex128]:
    """Unnormalised pure states ψ_k with rho = Σ_k |ψ_k⟩⟨ψ_k|, shape (rank, d)."""
    rows, rank = pivoted_cholesky(np.ascontiguousarray(state), len(state) + 1)
    phase = np.exp(1j * (alpha - np.pi / 2) * np.arange(len(state)))
    return np.asarray(rows[:rank] * phase)


def _prepare(
    state: NDArray[np.float64], alpha: float, extent: float, points: int
) -> tuple[NDArray[np.float64], NDArray[np.complex128], float]:
    """The axis in units of x = √2 re, the occupied part of the factors, and their reach in x."""
    top = int(np.flatnonzero(np.diag(state) > NEGLIGIBLE)[-1])
    factors = pure_factors(state[: top + 1, : top + 1], alpha)
    axis = np.sqrt(2) * np.linspace(-extent, extent, points)
    return axis, factors, float(np.sqrt(2 * top + 1)) + TAIL


def _subgrid(axis: NDArray[np.float64], largest: float) -> tuple[float, int, int]:
    """Spacing of a grid that holds the axis, and the integration step and axis step on it.

    The integration step stays below ``largest``, where the trapezoidal rule is exact but for
    aliases out of reach.
    """
    step = float(axis[1] - axis[0])
    if step > largest:
        stride = int(np.ceil(step / largest))
        return step / stride, 1, stride
    return step, int(largest / step), 1


def _strided(
    waves: NDArray[np.complex128], first: int, outer: tuple[int, int], inner: tuple[int, int]
) -> NDArray[np.complex128]:
    """View [k, i, j] of waves[k, first + i·(outer step) + j·(inner step)], counts come first."""
    row, item = waves.strides
    shape = (len(waves), outer[0], inner[0])
    strides = (row, outer[1] * item, inner[1] * item)
    return as_strided(waves[:, first:], shape, strides, writeable=False)


def _hermite_functions(x: NDArray[np.float64], levels: int) -> NDArray[np.float64]:
    """Oscillator eigenfunctions φ_0 … φ_{d-1} at x, shape (d, len(x)), for any x and d.

    The recursion runs without the Gaussian, which would underflow, and is rescaled as it grows.
    """
    table = np.empty((levels, x.size))
    before, now = np.zeros_like(x), np.full_like(x, np.pi**-0.25)
    exponent = -(x**2) / 2
    envelope = np.exp(exponent)
    for n in range(levels):
        table[n] = now * envelope
        before, now = now, np.sqrt(2 / (n + 1)) * x * now - np.sqrt(n / (n + 1)) * before
        large = np.abs(now) > LARGEST
        if large.any():
            scale = np.where(large, LARGEST, 1.0)
            before, now = before / scale, now / scale
            exponent = exponent + np.log(scale)
            envelope = np.exp(exponent)
    return table
