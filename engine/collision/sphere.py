"""The Husimi function of a spin battery on its sphere, seen as two discs of true area.

A direction is (ϑ, φ): ϑ = 0 is the full battery, ϑ = π the empty one. Qubits of phase α = 0 turn
the spin about the x axis, from empty over φ = π/2 to full: that side is the front.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, xlogy

from engine.collision.kernels import interpolate

FRONT = np.pi / 2
# Where the middle of the front stands; that of the back is as far below.
MIDDLE = 1.25
# Neighbours of a place, along either axis, from which Q is interpolated there.
ORDER = 14
# Order l/√d of the multipoles that are kept, and the logarithm of the weights that are left out.
BAND, FAINT = 9.0, -40.0


def spin_husimi(
    state: NDArray[np.float64], alpha: float, polar: ArrayLike, azimuth: ArrayLike
) -> NDArray[np.float64]:
    """Husimi function of a spin battery in given directions.

    Q(ϑ, φ) = (2j+1)/(4π) ⟨ϑ,φ|rho|ϑ,φ⟩ with the spin coherent state
    |ϑ,φ⟩ = Σ_n √C(2j,n) cos(ϑ/2)^n sin(ϑ/2)^(2j-n) e^{-inφ} |n⟩, n = j + m quanta, whose mean spin
    points along (sin ϑ cos φ, sin ϑ sin φ, cos ϑ). Normalised to ∫Q sin ϑ dϑ dφ = 1.

    Args:
        state: R in the real gauge, shape (d, d), d = 2j + 1.
        alpha: phase α of the qubits in radians, Salvia et al. 2023, Eq. (1).
        polar, azimuth: ϑ and φ in radians, broadcast to one shape.

    Returns:
        Q in that shape.

    Example:
        >>> empty = np.diag([1.0, 0.0])
        >>> spin_husimi(empty, 0.0, [0.0, np.pi / 2, np.pi], 0.0).round(6).tolist()
        [0.0, 0.079577, 0.159155]
    """
    polar, azimuth = np.broadcast_arrays(polar, azimuth)
    grid = _latitudes(np.asarray(state, dtype=float))
    per_turn = grid.shape[1]
    seen = np.isfinite(polar)
    rows = polar[seen] / np.pi * (per_turn // 2) - 0.5 + ORDER
    columns = np.mod(azimuth[seen] + alpha - np.pi / 2, 2 * np.pi) / (2 * np.pi) * per_turn
    found = np.empty(rows.size)
    interpolate(grid, rows, columns, ORDER, found)
    picture = np.full(polar.shape, np.nan)
    picture[seen] = np.maximum(found, 0.0)
    return picture


def _latitudes(state: NDArray[np.float64]) -> NDArray[np.float64]:
    """Q of a real state on even latitudes, each a Fourier sum over the differences of levels.

    Q = (2j+1)/(4π) Σ_k cos(kφ) Σ_n (2 - δ_k0) R_{n,n+k} w_n w_{n+k} with the weights w of
    |ϑ, φ⟩, which only some √d levels around the latitude have. Its multipoles of order l are
    smaller by exp(-l²/2d), so what is left beyond `BAND`·√d, and what Lagrange's rule of `ORDER`
    neighbours misses at four points for each, is rounding. `ORDER` latitudes more stand beyond
    either pole.
    """
    levels = len(state)
    n, top = np.arange(levels), levels - 1
    half_ways = (gammaln(top + 1) - gammaln(n + 1) - gammaln(top - n + 1)) / 2
    count = 2 * int(np.ceil(2 * BAND * np.sqrt(levels))) + 2 * ORDER
    tilt = np.pi * (np.arange(count) + 0.5) / count
    grid = np.empty((count + 2 * ORDER, 2 * count))
    for row, angle in enumerate(tilt):
        log = half_ways + xlogy(n, np.cos(angle / 2)) + xlogy(top - n, np.sin(angle / 2))
        near = np.flatnonzero(log > log.max() + FAINT)
        some = slice(int(near[0]), int(near[-1]) + 1)
        weight = np.exp(log[some])
        sums = _diagonal_sums(weight[:, None] * state[some, some] * weight)[:count]
        grid[ORDER + row] = np.fft.irfft(sums * count, 2 * count)
    # Beyond a pole the latitudes come back on the other side.
    grid[:ORDER] = np.roll(grid[ORDER : 2 * ORDER][::-1], count, axis=1)
    grid[-ORDER:] = np.roll(grid[-2 * ORDER : -ORDER][::-1], count, axis=1)
    grid *= 2 * levels / (4 * np.pi)
    return grid


def _diagonal_sums(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Σ_n M_{n+k,n} for k = 0, 1, …

    >>> _diagonal_sums(np.array([[1.0, 5.0], [2.0, 3.0]])).tolist()
    [4.0, 2.0]
    """
    size = len(matrix)
    sheared = np.pad(matrix[:, ::-1], ((0, 0), (0, size))).ravel()[: size * (2 * size - 1)]
    return np.asarray(sheared.reshape(size, 2 * size - 1).sum(axis=0)[size - 1 :])


def disc_directions(
    points: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The directions seen at the cells of two discs, the front of the sphere above its back.

    Lambert's azimuthal equal-area projection of each half: a direction at the angle ψ from the
    middle of its disc stands at √2 sin(ψ/2) from it, so that 2 dA = dΩ and the rim has radius 1.
    The front, around φ = π/2, stands at `MIDDLE`, the back at -`MIDDLE`; full is at the top of
    both.

    Args:
        points: number of cells across a disc, a multiple of 4.

    Returns:
        Coordinates across, shape (points,), and up, shape (9 points/4,), of the middles of the
        cells; polar angle ϑ and azimuth φ there, shape (9 points/4, points), NaN outside the discs.

    Example:
        >>> across, up, polar, azimuth = disc_directions(4)
        >>> up.tolist()
        [-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0]
        >>> (azimuth[6] / np.pi).round(3).tolist()
        [0.128, 0.381, 0.619, 0.872]
    """
    rows = 9 * points // 4
    across = (2 * np.arange(points) + 1) / points - 1
    up = (2 * np.arange(rows) + 1 - rows) / points
    x, y = np.meshgrid(across, np.abs(up) - MIDDLE)
    y *= np.sign(up)[:, None]
    square = np.where(x**2 + y**2 <= 1, x**2 + y**2, np.nan)
    # The direction's parts towards the reader, to the right and up; cos ψ = 1 - ρ².
    towards, stretch = 1 - square, np.sqrt(2 - square)
    polar = np.arccos(np.clip(stretch * y, -1, 1))
    middle = np.where(up > 0, FRONT, FRONT - np.pi)[:, None]
    return across, up, polar, middle + np.arctan2(stretch * x, towards)
