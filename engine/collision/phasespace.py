"""Phase-space pictures of a charged oscillator: Wigner and Husimi functions.

A state is given as in `engine.collision.charging`: real symmetric R and the phase α of the qubits,
rho = density_matrix(R, alpha), rho_nm = g^(n-m) R_nm with g = -i e^{iα}. Phase space of the
oscillator has the coherent amplitude β = re + i·im as axes, not (x, p) = √2 (re, im).

R is a sum of pure states, rho = Σ_k |ψ_k⟩⟨ψ_k|, its pivoted Cholesky factors: few where the state
is nearly pure, as many as there are levels where it is mixed. Both pictures follow from the
correlation of their wave functions, C(x, y) = Σ_k ψ_k(x-y) ψ_k(x+y)*, which a few of them at a time
are added to, on no more of the grid than they reach.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.collision.kernels import add_correlation, hermite_functions, pivoted_cholesky

# Reach of the wave functions beyond the classical turning point, and half-width of exp(-y²).
TAIL = 5.0
PACKET = 6.0
# Levels above the last one with this population are left out.
NEGLIGIBLE = 1e-16
# Numbers held at once of the eigenfunctions, and of the wave functions of a few pure states.
TABLE, WAVES = 1_000_000, 2_000_000
# Columns of the correlation that are transformed at once.
COLUMNS = 256

Matrix = NDArray[np.float64]


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
    axis, factors, reach = _prepare(state, extent, points)
    spacing, hop, stride = _subgrid(axis, np.pi / (axis[-1] + reach))
    count = int(np.ceil(reach / (hop * spacing))) + 1
    real, imag = np.zeros((2, points, count))
    _correlate(factors, alpha, reach, (float(axis[0]), spacing), stride, hop, real, imag)
    return _transformed(real, imag, axis, hop * spacing) * (4 / np.pi)


def husimi(
    state: NDArray[np.float64], alpha: float, extent: float, points: int
) -> NDArray[np.float64]:
    """Husimi function of an oscillator battery.

    Q(β) = ⟨β|rho|β⟩/π, normalised to ∫Q d²β = 1, the Wigner function blurred by the vacuum's: in
    C(x, y) a factor exp(-y²), and Gauss' bell exp(-(x-x')²)/√π along x.

    Args:
        state, alpha, extent, points: as in :func:`wigner`.

    Returns:
        Q on the grid, shape (points, points), axes (im, re).

    Example:
        >>> vacuum = np.diag([1.0, 0.0])
        >>> bool(np.isclose(husimi(vacuum, 0.0, 2.0, 5)[2, 2], 1 / np.pi))
        True
    """
    axis, factors, reach = _prepare(state, extent, points)
    spacing, step, _ = _subgrid(axis, np.pi / (axis[-1] + reach + PACKET))
    # Places x' where anything is: as far as the waves reach, and as a bell on the axis does.
    last = int(np.ceil(min(reach, axis[-1] + PACKET) / (step * spacing)))
    places = step * spacing * np.arange(-last, last + 1)
    count = int(np.ceil(min(PACKET, reach) / (step * spacing))) + 1
    real, imag = np.zeros((2, places.size, count))
    _correlate(factors, alpha, reach, (float(places[0]), step * spacing), 1, 1, real, imag)
    bell = np.exp(-(np.subtract.outer(axis, places) ** 2))
    packet = np.exp(-((step * spacing * np.arange(count)) ** 2))
    real, imag = bell @ (real * packet), bell @ (imag * packet)
    return _transformed(real, imag, axis, step * spacing) * (4 * step * spacing / np.pi**1.5)


def _correlate(
    factors: Matrix,
    alpha: float,
    reach: float,
    grid: tuple[float, float],
    stride: int,
    hop: int,
    real: Matrix,
    imag: Matrix,
) -> None:
    """Add C(x_i, y_j) of all pure states to real and imag, shape (x, y).

    x_i stands at grid[0] + i · stride · grid[1], y_j is j · hop · grid[1] long.
    """
    start, spacing = grid
    margin = (real.shape[1] - 1) * hop
    length = (real.shape[0] - 1) * stride + 2 * margin + 1
    x = start + spacing * (np.arange(length) - margin)
    phase = (alpha - np.pi / 2) * np.arange(factors.shape[1])
    together = max(1, WAVES // length)
    for first in range(0, len(factors), together):
        some = factors[first : first + together]
        waves = np.zeros((2, len(some), length))
        for part, table in _eigenfunctions(x, reach, factors.shape[1]):
            waves[0][:, part] = (some * np.cos(phase)) @ table
            waves[1][:, part] = (some * np.sin(phase)) @ table
        add_correlation(waves[0], waves[1], margin, stride, hop, real, imag)


def _eigenfunctions(x: Matrix, reach: float, levels: int) -> Iterator[tuple[slice, Matrix]]:
    """Yield parts of a grid with the eigenfunctions there, (slice, (d, part)), as far as any is."""
    inside = np.flatnonzero(np.abs(x) <= reach)
    width = max(1, TABLE // levels)
    for first in range(int(inside[0]), int(inside[-1]) + 1, width) if inside.size else ():
        part = slice(first, min(first + width, int(inside[-1]) + 1))
        table = np.empty((levels, part.stop - part.start))
        hermite_functions(x[part], table)
        yield part, table


def _transformed(real: Matrix, imag: Matrix, axis: Matrix, step: float) -> Matrix:
    """Return ∫dy C(x, y) e^{2ipy}/2 over p and x; the integrand at -y is the conjugate of at y."""
    real[:, 0] /= 2  # y = 0 counts once
    picture = np.zeros((axis.size, axis.size))
    for first in range(0, real.shape[1], COLUMNS):
        part = slice(first, first + COLUMNS)
        turn = np.multiply.outer(axis, 2 * step * np.arange(real.shape[1])[part])
        picture += np.cos(turn) @ real[:, part].T
        picture -= np.sin(turn) @ imag[:, part].T
    return picture * step


def _prepare(state: Matrix, extent: float, points: int) -> tuple[Matrix, Matrix, float]:
    """The axis in units of x = √2 re, the pure states in the real gauge, and their reach in x."""
    top = int(np.flatnonzero(np.diag(state) > NEGLIGIBLE)[-1])
    occupied = np.ascontiguousarray(state[: top + 1, : top + 1])
    rows, rank = pivoted_cholesky(occupied, top + 2)
    axis = np.sqrt(2) * np.linspace(-extent, extent, points)
    return axis, rows[:rank], float(np.sqrt(2 * top + 1)) + TAIL


def _subgrid(axis: Matrix, largest: float) -> tuple[float, int, int]:
    """Spacing of a grid that holds the axis, and the integration step and axis step on it.

    The integration step stays below ``largest``, where the trapezoidal rule is exact but for
    aliases out of reach.
    """
    step = float(axis[1] - axis[0])
    if step > largest:
        stride = int(np.ceil(step / largest))
        return step / stride, 1, stride
    return step, int(largest / step), 1
