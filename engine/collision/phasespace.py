"""Phase-space pictures of a charged oscillator: Wigner and Husimi functions.

A state is given as in `engine.collision.charging`: real symmetric R and the phase α of the qubits,
rho = density_matrix(R, alpha), rho_nm = g^(n-m) R_nm with g = -i e^{iα}. Phase space of the
oscillator has the coherent amplitude β = re + i·im as axes, not (x, p) = √2 (re, im).

R is a sum of pure states, rho = Σ_k |ψ_k⟩⟨ψ_k|, its pivoted Cholesky factors: few where the state
is nearly pure, as many as there are levels where it is mixed. Both pictures follow from the
correlation of their wave functions, C(x, y) = Σ_k ψ_k(x-y) ψ_k(x+y)*, which a few of them at a time
are added to, on no more of the grid than they reach.
"""

import numpy as np
from numpy.typing import NDArray

from engine.collision.kernels import pivoted_cholesky
from engine.wigner import Waves, correlate, grid, reach_of, subgrid, transformed
from engine.wigner import wigner as mixed_wigner

# Half-width of exp(-y²).
PACKET = 6.0
# Levels above the last one with this population are left out.
NEGLIGIBLE = 1e-16

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
    return mixed_wigner(pure_states(state, alpha), extent, points)


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
    states, axis = pure_states(state, alpha), grid(extent, points)
    reach = reach_of(states.shape[1])
    spacing, step, _ = subgrid(axis, np.pi / (axis[-1] + reach + PACKET))
    # Places x' where anything is: as far as the waves reach, and as a bell on the axis does.
    last = int(np.ceil(min(reach, axis[-1] + PACKET) / (step * spacing)))
    places = step * spacing * np.arange(-last, last + 1)
    count = int(np.ceil(min(PACKET, reach) / (step * spacing))) + 1
    real, imag = np.zeros((2, places.size, count))
    correlate(states, reach, (float(places[0]), step * spacing), 1, 1, real, imag)
    bell = np.exp(-(np.subtract.outer(axis, places) ** 2))
    packet = np.exp(-((step * spacing * np.arange(count)) ** 2))
    real, imag = bell @ (real * packet), bell @ (imag * packet)
    return transformed(real, imag, axis, step * spacing) * (4 * step * spacing / np.pi**1.5)


def pure_states(state: Matrix, alpha: float) -> Waves:
    """The pure states of a state in the real gauge, in the level basis, shape (k, levels)."""
    top = int(np.flatnonzero(np.diag(state) > NEGLIGIBLE)[-1])
    occupied = np.ascontiguousarray(state[: top + 1, : top + 1])
    rows, rank = pivoted_cholesky(occupied, top + 2)
    turned: Waves = rows[:rank] * np.exp(1j * (alpha - np.pi / 2) * np.arange(top + 1))
    return turned
