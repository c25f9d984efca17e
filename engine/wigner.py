"""Phase-space pictures of an oscillator in a mixture of pure states.

Phase space has the coherent amplitude β = re + i·im as axes, not (x, p) = √2 (re, im). The state is
a sum of pure ones, rho = Σ_k |ψ_k⟩⟨ψ_k|, few where it is nearly pure. Pictures follow from the
correlation of their wave functions, C(x, y) = Σ_k ψ_k(x-y) ψ_k(x+y)*, which a few of them at a time
are added to, on no more of the grid than they reach.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.wigner_kernels import add_correlation, hermite_functions

# Reach of the wave functions beyond the classical turning point.
TAIL = 5.0
# Numbers held at once of the eigenfunctions, and of the wave functions of a few pure states.
TABLE, WAVES = 1_000_000, 2_000_000
# Columns of the correlation that are transformed at once.
COLUMNS = 256

Matrix = NDArray[np.float64]
Waves = NDArray[np.complex128]


def wigner(states: Waves, extent: float, points: int) -> Matrix:
    """Return the Wigner function of a sum of pure states.

    W(β) = (2/π) tr[rho D(β) (-1)^N D†(β)], normalised to ∫W d²β = tr rho, computed as
    W = (2/π) ∫dy ⟨x-y|rho|x+y⟩ e^{2ipy} with x + ip = √2 β.

    Args:
        states: amplitudes of the levels of each pure state, shape (k, d).
        extent: both axes of β run from -extent to extent.
        points: number of points on each axis, at least 2.

    Returns:
        W on the grid, shape (points, points), axes (im, re).

    Example:
        >>> vacuum = np.array([[1.0 + 0j, 0.0]])
        >>> bool(np.isclose(wigner(vacuum, 2.0, 5)[2, 2], 2 / np.pi))
        True
    """
    axis, reach = grid(extent, points), reach_of(states.shape[1])
    spacing, hop, stride = subgrid(axis, np.pi / (axis[-1] + reach))
    count = int(np.ceil(reach / (hop * spacing))) + 1
    real, imag = np.zeros((2, points, count))
    correlate(states, reach, (float(axis[0]), spacing), stride, hop, real, imag)
    return transformed(real, imag, axis, hop * spacing) * (4 / np.pi)


def grid(extent: float, points: int) -> Matrix:
    """An axis in units of x = √2 re."""
    axis: Matrix = np.sqrt(2) * np.linspace(-extent, extent, points)
    return axis


def reach_of(levels: int) -> float:
    """How far in x the wave functions of so many levels reach."""
    return float(np.sqrt(2 * levels - 1)) + TAIL


def correlate(
    states: Waves,
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
    together = max(1, WAVES // length)
    for first in range(0, len(states), together):
        some = states[first : first + together]
        waves = np.zeros((2, len(some), length))
        for part, table in eigenfunctions(x, reach, states.shape[1]):
            waves[0][:, part] = some.real @ table
            waves[1][:, part] = some.imag @ table
        add_correlation(waves[0], waves[1], margin, stride, hop, real, imag)


def eigenfunctions(x: Matrix, reach: float, levels: int) -> Iterator[tuple[slice, Matrix]]:
    """Yield parts of a grid with the eigenfunctions there, (slice, (d, part)), as far as any is."""
    inside = np.flatnonzero(np.abs(x) <= reach)
    width = max(1, TABLE // levels)
    for first in range(int(inside[0]), int(inside[-1]) + 1, width) if inside.size else ():
        part = slice(first, min(first + width, int(inside[-1]) + 1))
        table = np.empty((levels, part.stop - part.start))
        hermite_functions(x[part], table)
        yield part, table


def transformed(real: Matrix, imag: Matrix, axis: Matrix, step: float) -> Matrix:
    """Return ∫dy C(x, y) e^{2ipy}/2 over p and x; the integrand at -y is the conjugate of at y."""
    real[:, 0] /= 2  # y = 0 counts once
    picture = np.zeros((axis.size, axis.size))
    for first in range(0, real.shape[1], COLUMNS):
        part = slice(first, first + COLUMNS)
        turn = np.multiply.outer(axis, 2 * step * np.arange(real.shape[1])[part])
        picture += np.cos(turn) @ real[:, part].T
        picture -= np.sin(turn) @ imag[:, part].T
    return picture * step


def subgrid(axis: Matrix, largest: float) -> tuple[float, int, int]:
    """Spacing of a grid that holds the axis, and the integration step and axis step on it.

    The integration step stays below ``largest``, where the trapezoidal rule is exact but for
    aliases out of reach.
    """
    step = float(axis[1] - axis[0])
    if step > largest:
        stride = int(np.ceil(step / largest))
        return step / stride, 1, stride
    return step, int(largest / step), 1
