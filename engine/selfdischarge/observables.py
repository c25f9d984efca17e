"""What is read off a network's states: energies, coherences and entanglement of cells and pairs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from engine.correlations.kernels import concurrences
from engine.graphs import Edge
from engine.selfdischarge import kernels
from engine.selfdischarge.basis import Basis

Complex = NDArray[np.complex128]
Vector = NDArray[np.float64]

# The elements of a pair's state with k >= 0, rows and columns in the order gg, ge, eg, ee.
PAIR_ELEMENTS = tuple(
    (row, column)
    for row in range(4)
    for column in range(4)
    if row.bit_count() > column.bit_count() or (row.bit_count() == column.bit_count())
)


@dataclass(frozen=True)
class Readings:
    """Single cells and pairs of cells at each time.

    excited      ⟨σ+_n σ-_n⟩, shape (T, N)
    amplitude    ⟨e|rho_n|g⟩, shape (T, N)
    correlation  ⟨σ+_n σ-_m⟩, Hermitian, shape (T, N, N)
    """

    excited: Vector
    amplitude: Complex
    correlation: Complex

    @property
    def energy(self) -> Vector:
        """U = Σ_n ⟨σ+_n σ-_n⟩, Santos 2021, Sec. III."""
        return self.excited.sum(axis=1)

    def local_ergotropy(self) -> Vector:
        """Σ_n of each cell's own ergotropy, (z + √(z² + 4|rho_eg|²))/2 with z = 2p - 1."""
        inversion = 2 * self.excited - 1
        each = (inversion + np.hypot(inversion, 2 * np.abs(self.amplitude))) / 2
        total: Vector = each.sum(axis=1)
        return total

    def mode_energy(self, modes: Vector) -> Vector:
        """⟨S†_k S_k⟩ of S_k = Σ_n v_kn σ-_n, shape (T, N): -dU/dt = Σ_k γ_k ⟨S†_k S_k⟩."""
        return np.einsum("kn,tnm,km->tk", modes, self.correlation, modes).real


def readings(basis: Basis, elements: Complex) -> Readings:
    """Cells and pairs of cells from elements ⟨i|rho|j⟩, shape (T, elements)."""
    cells = basis.cells
    kinds = _cell_kinds(basis)
    excited = np.empty((elements.shape[0], cells))
    amplitude = np.zeros((elements.shape[0], cells), dtype=np.complex128)
    for members in kinds:
        reduced = _reduced(basis, elements, (members[0],))
        excited[:, members] = reduced[:, 1, 1].real[:, None]
        amplitude[:, members] = reduced[:, 1, 0][:, None]
    correlation = np.zeros((elements.shape[0], cells, cells), dtype=np.complex128)
    correlation[:, range(cells), range(cells)] = excited
    for pairs in _pair_kinds(basis):
        values = _correlation(basis, elements, pairs[0])
        for n, m in pairs:
            correlation[:, n, m] = values
            correlation[:, m, n] = values.conj()
    return Readings(excited, amplitude, correlation)


def pair_states(basis: Basis, elements: Complex, pair: Edge) -> Complex:
    """The reduced state of two cells at each time, shape (T, 4, 4), basis gg, ge, eg, ee."""
    return _reduced(basis, elements, (pair[1], pair[0]))


def edge_concurrence(basis: Basis, elements: Complex, edges: tuple[Edge, ...]) -> Vector:
    """The concurrence of each edge at each time, shape (T, edges)."""
    found = np.zeros((elements.shape[0], len(edges)))
    column = {edge: place for place, edge in enumerate(edges)}
    for pairs in _pair_kinds(basis):
        wanted = [column[pair] for pair in pairs if pair in column]
        if wanted:
            found[:, wanted] = concurrences(pair_states(basis, elements, pairs[0]))[:, None]
    return found


def coherence_and_purity(basis: Basis, states: Complex) -> tuple[Vector, Vector]:
    """Σ_{i≠j}|rho_ij|/(2^N - 1) in the cells' basis, and tr rho², of states as they are held."""
    twice = np.where(np.arange(basis.size) < basis.starts[1], 1.0, 2.0)
    squares = states.real**2 + states.imag**2
    purity: Vector = squares @ twice
    off_diagonal = basis.left != basis.right
    coherence: Vector = np.sqrt(squares) @ (twice * basis.scale * off_diagonal)
    return coherence / (2.0**basis.cells - 1.0), purity


def _cell_kinds(basis: Basis) -> list[list[int]]:
    """Cells that are alike because they are of one class; each its own kind in a graph."""
    if not basis.classes.size:
        return [[n] for n in range(basis.cells)]
    masks = basis.classes[:, 0].tolist()
    return [[n for n in range(basis.cells) if mask >> n & 1] for mask in masks]


def _pair_kinds(basis: Basis) -> list[list[Edge]]:
    """Pairs of cells that are alike."""
    kind = {n: place for place, members in enumerate(_cell_kinds(basis)) for n in members}
    found: dict[tuple[int, int], list[Edge]] = {}
    for n, m in combinations(range(basis.cells), 2):
        found.setdefault((kind[n], kind[m]), []).append((n, m))
    return list(found.values())


def _sums(basis: Basis, elements: Complex, cells: tuple[int, ...],
          patterns: list[tuple[int, int]]) -> Complex:
    """Elements of the state of some cells, the others traced out, shape (T, patterns)."""
    others, weights = basis.surroundings(cells)
    spread = [sum((pattern >> b & 1) << n for b, n in enumerate(cells)) for pattern in range(4)]
    rows = np.array([spread[row] for row, _ in patterns])[:, None] | others
    columns = np.array([spread[column] for _, column in patterns])[:, None] | others
    out = np.empty((elements.shape[0], len(patterns)), dtype=np.complex128)
    kernels.weighted_sums(elements, basis.locate(rows, columns), weights, out)
    return out


def _reduced(basis: Basis, elements: Complex, cells: tuple[int, ...]) -> Complex:
    """The state of one or two cells, shape (T, d, d); orders that are not held are zero."""
    size = 1 << len(cells)
    highest = basis.starts.size - 2
    patterns = [
        (row, column)
        for row, column in PAIR_ELEMENTS
        if row < size and column < size and row.bit_count() - column.bit_count() <= highest
    ]
    found = np.zeros((elements.shape[0], size, size), dtype=np.complex128)
    values = _sums(basis, elements, cells, patterns)
    for place, (row, column) in enumerate(patterns):
        found[:, row, column] = values[:, place]
        if row.bit_count() > column.bit_count():
            found[:, column, row] = values[:, place].conj()
    return found


def _correlation(basis: Basis, elements: Complex, pair: Edge) -> Complex:
    """⟨σ+_n σ-_m⟩ = ⟨g_n e_m|rho|e_n g_m⟩."""
    return _sums(basis, elements, pair, [(0b10, 0b01)])[:, 0]
