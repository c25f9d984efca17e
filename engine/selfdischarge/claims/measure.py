"""What the claims measure: each function returns a function of nothing that computes one number.

Rates and couplings are in units of Γ, times in 1/Γ, energies count level spacings; J = 2, Γ_icl =
1/2, N = 5 and a start in |+⟩ unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from scipy.linalg import expm

from engine.graphs import PRESETS
from engine.selfdischarge.cell import Cell
from engine.selfdischarge.model import Network
from engine.selfdischarge.search import GeometrySearch

PAPER = "Santos 2021"
Number = Callable[[], float]
CLASSICAL: dict[str, Any] = {"initial": "classical"}
EXCHANGE: dict[str, Any] = {"interaction": "exchange"}
# A grid of steps 0.01 on which curves are compared.
FINE: dict[str, Any] = {"time_max": 8.0, "points": 801}


@lru_cache(maxsize=64)
def _run(settings: tuple[tuple[str, Any], ...]) -> xr.Dataset:
    return Network(**dict(settings)).run()


def run(**settings: Any) -> xr.Dataset:
    """A network's discharge, kept for the claims that look at it again."""
    return _run(tuple(sorted(settings.items())))


def cell(variable: str, **settings: Any) -> Number:
    """A scalar of a single cell."""
    return lambda: float(Cell(**settings).run()[variable])


def cell_at(variable: str, time: float, **settings: Any) -> Number:
    """A single cell's variable at a time."""
    return lambda: float(Cell(time_max=time, points=2, **settings).run()[variable][-1])


def cell_start(variable: str, **settings: Any) -> Number:
    """A single cell's variable at the start."""
    return lambda: float(Cell(points=2, **settings).run()[variable][0])


def decay_of(variable: str, **settings: Any) -> Number:
    """The rate -d ln(variable)/dt of a single cell over one unit of time."""

    def rate() -> float:
        curve = Cell(time_max=1.0, points=2, **settings).run()[variable]
        return -float(np.log(curve[1] / curve[0]))

    return rate


def scalar(variable: str, **settings: Any) -> Number:
    """A scalar of a network."""
    return lambda: float(run(**{"points": 2, "time_max": 0.01, **settings})[variable])


def at(variable: str, time: float, **settings: Any) -> Number:
    """A network's variable at a time."""
    return lambda: float(run(time_max=time, points=2, **settings)[variable][-1])


def start(variable: str, **settings: Any) -> Number:
    """A network's variable at the start."""
    return lambda: float(run(points=2, time_max=0.01, **settings)[variable][0])


def edges_of(**settings: Any) -> Number:
    """How many connections a network has."""
    return lambda: float(run(points=2, time_max=0.01, **settings).sizes["edge"])


def largest(variable: str, **settings: Any) -> Number:
    """A network's largest value on the fine grid."""
    return lambda: float(run(**FINE, **settings)[variable].max())


def ratio(above: Number, below: Number) -> Number:
    """One number over another."""
    return lambda: above() / below()


def family(variable: str, **settings: Any) -> dict[str, NDArray[np.float64]]:
    """A variable of the four geometries on the fine grid after its first time."""
    return {
        geometry: run(geometry=geometry, **FINE, **settings)[variable].values[1:]
        for geometry in PRESETS
    }


def central_leads(variable: str, **settings: Any) -> Number:
    """The share of times in 0 < t <= 8 at which the central geometry has the largest value."""

    def share() -> float:
        curves = family(variable, **settings)
        others = np.max([curves[name] for name in PRESETS if name != "central"], axis=0)
        return float(np.mean(curves["central"] > others))

    return share


def central_leads_until(variable: str, **settings: Any) -> Number:
    """The first time at which another geometry has at least the central one's value."""

    def time() -> float:
        curves = family(variable, **settings)
        others = np.max([curves[name] for name in PRESETS if name != "central"], axis=0)
        behind = np.flatnonzero(curves["central"] <= others)
        return 0.01 * (1 + int(behind[0])) if behind.size else np.inf

    return time


def largest_deficit(variable: str, **settings: Any) -> Number:
    """How far the central geometry falls behind the best other one, at most."""

    def deficit() -> float:
        curves = family(variable, **settings)
        others = np.max([curves[name] for name in PRESETS if name != "central"], axis=0)
        return float(np.max(others - curves["central"]))

    return deficit


def spread(variable: str, **settings: Any) -> Number:
    """How far the four geometries lie apart, at most."""

    def apart() -> float:
        curves = np.array(list(family(variable, **settings).values()))
        return float(np.nanmax(np.ptp(curves, axis=0)))

    return apart


def best(variable: str, **settings: Any) -> Number:
    """The largest value a geometry reaches, over the four."""
    return lambda: max(largest(variable, geometry=name, **settings)() for name in PRESETS)


def switches(**settings: Any) -> NDArray[np.float64]:
    """Times, to 0.01, after which the central geometry's concurrence is born or dies."""
    entangled = run(geometry="central", **FINE, **settings).concurrence.values > 0
    steps = 1 + np.flatnonzero(np.diff(entangled.astype(int)))
    return np.asarray(0.01 * steps, dtype=np.float64)


def more_is_slower(**settings: Any) -> Number:
    """The share of pairs of geometries, unequal in connections, in which the one with more leaks
    more slowly at first."""

    def share() -> float:
        first = [run(geometry=name, points=2, time_max=0.01, **settings) for name in PRESETS]
        leaks = [(one.sizes["edge"], float(one.leak[0])) for one in first]
        pairs = [(a, b) for a in leaks for b in leaks if a[0] > b[0]]
        return float(np.mean([a[1] < b[1] for a, b in pairs]))

    return share


def search(cells: int, **settings: Any) -> xr.Dataset:
    """All graphs of so many cells, ranked by half-life."""
    return _search(cells, tuple(sorted(settings.items())))


@lru_cache(maxsize=8)
def _search(cells: int, settings: tuple[tuple[str, Any], ...]) -> xr.Dataset:
    return GeometrySearch(cells=cells, **dict(settings)).run()


def two_cells(
    time: float, collective: Callable[[Any, Any], list[tuple[Any, Any]]], both_directions: bool
) -> NDArray[np.complex128]:
    """Two cells from |+⟩ each after a time, their whole generator as a matrix, shape (4, 4).

    `collective(σ_a, σ_b)` names the pairs (left, right) of left ρ right - ½{right left, ρ} with
    which Γ_icl couples cell a to cell b.
    """
    lower, one, unit = np.array([[0.0, 1.0], [0.0, 0.0]]), np.eye(2), np.eye(4)
    lowers = [np.kron(lower, one), np.kron(one, lower)]
    signs = [2 * a.T @ a - unit for a in lowers]

    def dissipator(left: Any, right: Any) -> Any:
        """On ρ written row by row."""
        product = right @ left
        return np.kron(left, right.T) - (np.kron(product, unit) + np.kron(unit, product.T)) / 2

    interaction = 2.0 * signs[0] @ signs[1]
    matrix = -1j * (np.kron(interaction, unit) - np.kron(unit, interaction.T))
    for a in lowers:
        matrix = matrix + dissipator(a, a.T)
    for a, b in [lowers, lowers[::-1]] if both_directions else [lowers]:
        matrix = matrix + 0.5 * sum(dissipator(*pair) for pair in collective(a, b))
    return (expm(matrix * time) @ np.full(16, 0.25)).reshape(4, 4)


def printed_equation_12(time: float, both_directions: bool) -> NDArray[np.complex128]:
    """Two cells after a time by Eq. (12) as printed, its second line a pumping without diagonal."""
    return two_cells(time, lambda a, b: [(a, b.T), (a.T, b)], both_directions)


def discharged_pair(time: float) -> NDArray[np.complex128]:
    """Two cells after a time by Eq. (12) with its second line the conjugate of the first."""
    return two_cells(time, lambda a, b: [(a, b.T)], both_directions=True)


# The basis in which Hill and Wootters 1997 conjugate: Bell states with these phases, as columns.
MAGIC = np.array([[1, 1j, 0, 0], [0, 0, 1j, 1], [0, 0, 1j, -1], [1, -1j, 0, 0]]) / np.sqrt(2)


def printed_concurrence(state: Any, basis: Any) -> float:
    """max(0, λ₁ - λ₂ - λ₃ - λ₄) of R = √(√ρ ρ~ √ρ), Sec. III.A, with ρ* taken in a basis."""
    flip = np.kron([[0, -1j], [1j, 0]], [[0, -1j], [1j, 0]])
    conjugate = basis @ (basis.conj().T @ state @ basis).conj() @ basis.conj().T
    root = sqrtm(state)
    squares = np.linalg.eigvalsh(root @ flip @ conjugate @ flip @ root)
    values = np.sqrt(np.maximum(squares, 0.0))
    return float(max(2 * values.max() - values.sum(), 0.0))


def sqrtm(state: Any) -> Any:
    """The root of a positive matrix."""
    weights, vectors = np.linalg.eigh(state)
    return vectors * np.sqrt(np.maximum(weights, 0.0)) @ vectors.conj().T


def printed_ergotropy(state: Any) -> float:
    """Eq. (1), its double sum over the eigenstates of ρ and of H₀, for two cells."""
    weights, vectors = np.linalg.eigh(state)
    levels, descending = np.array([0.0, 1.0, 1.0, 2.0]), np.argsort(-weights)
    overlaps = np.abs(vectors[:, descending]) ** 2
    return float(levels @ (overlaps - np.eye(4)) @ weights[descending])


def skewness() -> float:
    """max |ρ - ρ†| at Γt = 6 with one direction of the printed Eq. (12)."""
    state = printed_equation_12(6.0, False)
    return float(np.abs(state - state.conj().T).max())


def least_eigenvalue() -> float:
    """The least eigenvalue at Γt = 6 with both directions of the printed Eq. (12)."""
    return float(np.linalg.eigvalsh(printed_equation_12(6.0, True))[0])


def show(view: str, curve: str = "efficiency", **settings: Any) -> dict[str, Any]:
    """The page at these settings."""
    return {"view": view, "curve": curve, **settings}
