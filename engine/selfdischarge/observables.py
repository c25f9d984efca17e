"""What is read off a network's states: energies, coherences and entanglement of cells and pairs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from engine.correlations.kernels import concurrences
from engine.graphs import Edge
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


def readings(basis: Basis, elements: Complex) -> tuple[Readings, dict[Edge, Complex]]:
    """Cells and pairs of cells from elements ⟨i|rho|j⟩, shape (T, elements).

    Returns the readings and the reduced states of pairs, shape (T, 4, 4) in the basis gg, ge, eg,
    ee; pairs that are alike share one array.
    """
    tables = basis.once(reduced_tables)
    values = np.ascontiguousarray((tables.sums @ np.ascontiguousarray(elements.T)).T)
    times, cells = elements.shape[0], basis.cells
    excited = np.empty((times, cells))
    amplitude = np.zeros((times, cells), dtype=np.complex128)
    correlation = np.zeros((times, cells, cells), dtype=np.complex128)
    pairs: dict[Edge, Complex] = {}
    for members, begin, end in tables.parts:
        reduced = _matrices(values[:, begin:end], tables.patterns[begin:end])
        if reduced.shape[1] == 2:
            alike = [n for (n,) in members]
            excited[:, alike] = reduced[:, 1, 1].real[:, None]
            amplitude[:, alike] = reduced[:, 1, 0][:, None]
            continue
        for n, m in members:
            correlation[:, n, m] = reduced[:, 1, 2]
            correlation[:, m, n] = reduced[:, 2, 1]
            pairs[n, m] = reduced
    correlation[:, range(cells), range(cells)] = excited
    return Readings(excited, amplitude, correlation), pairs


def edge_concurrence(pairs: dict[Edge, Complex], edges: tuple[Edge, ...], times: int) -> Vector:
    """The concurrence of each edge at each time, shape (T, edges)."""
    known: dict[int, Vector] = {}
    found = np.zeros((times, len(edges)))
    for column, edge in enumerate(edges):
        state = pairs[edge]
        if id(state) not in known:
            known[id(state)] = concurrences(state)
        found[:, column] = known[id(state)]
    return found


def coherence_and_purity(basis: Basis, states: Complex) -> tuple[Vector, Vector]:
    """Σ_{i≠j}|rho_ij|/(2^N - 1) in the cells' basis, and tr rho², of states as they are held."""
    twice = np.where(np.arange(basis.size) < basis.starts[1], 1.0, 2.0)
    squares = states.real**2 + states.imag**2
    purity: Vector = squares @ twice
    off_diagonal = basis.left != basis.right
    coherence: Vector = np.sqrt(squares) @ (twice * basis.scale * off_diagonal)
    return coherence / (2.0**basis.cells - 1.0), purity


@dataclass(frozen=True)
class ReducedTables:
    """Elements of the states of cells and pairs as sums over the elements held.

    sums      one row for each element, sparse
    patterns  its row and column in the reduced state
    parts     cells or pairs that are alike, and the rows of their state's elements
    """

    sums: scipy.sparse.csr_array
    patterns: list[tuple[int, int]]
    parts: list[tuple[list[tuple[int, ...]], int, int]]


def reduced_tables(basis: Basis) -> ReducedTables:
    """The sums behind every cell's and every pair's state, others traced out."""
    highest = basis.starts.size - 2
    patterns: list[tuple[int, int]] = []
    parts = []
    rows, columns, weights = [], [], []
    for members in [*_cell_kinds(basis), *_pair_kinds(basis)]:
        cells = members[0][::-1]
        size, begin = 1 << len(cells), len(patterns)
        own = [
            (i, j)
            for i, j in PAIR_ELEMENTS
            if i < size and j < size and i.bit_count() - j.bit_count() <= highest
        ]
        indices, counts = _elements(basis, cells, own)
        rows.append(np.repeat(begin + np.arange(len(own)), counts.size))
        columns.append(indices.ravel())
        weights.append(np.tile(counts, len(own)))
        patterns += own
        parts.append((members, begin, begin + len(own)))
    entries = np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))
    sums = scipy.sparse.csr_array(entries, shape=(len(patterns), basis.size))
    return ReducedTables(sums, patterns, parts)


def _elements(
    basis: Basis, cells: tuple[int, ...], patterns: list[tuple[int, int]]
) -> tuple[NDArray[np.int64], Vector]:
    """Indices of what is summed for each pattern, shape (patterns, others), and how often."""
    others, counts = basis.surroundings(cells)
    spread = [sum((pattern >> b & 1) << n for b, n in enumerate(cells)) for pattern in range(4)]
    left = np.array([spread[row] for row, _ in patterns])[:, None] | others
    right = np.array([spread[column] for _, column in patterns])[:, None] | others
    return basis.locate(left, right), counts


def _matrices(values: Complex, patterns: list[tuple[int, int]]) -> Complex:
    """Hermitian matrices from their elements of k >= 0; orders that are not held are zero."""
    size = 1 + max(max(pattern) for pattern in patterns)
    found = np.zeros((values.shape[0], size, size), dtype=np.complex128)
    for place, (row, column) in enumerate(patterns):
        found[:, row, column] = values[:, place]
        if row.bit_count() > column.bit_count():
            found[:, column, row] = values[:, place].conj()
    return found


def _cell_kinds(basis: Basis) -> list[list[tuple[int, ...]]]:
    """Cells that are alike because they are of one class; each its own kind in a graph."""
    if not basis.classes.size:
        return [[(n,)] for n in range(basis.cells)]
    masks = basis.classes[:, 0].tolist()
    return [[(n,) for n in range(basis.cells) if mask >> n & 1] for mask in masks]


def _pair_kinds(basis: Basis) -> list[list[tuple[int, ...]]]:
    """Pairs of cells that are alike."""
    kind = {n: place for place, alike in enumerate(_cell_kinds(basis)) for (n,) in alike}
    found: dict[tuple[int, int], list[tuple[int, ...]]] = {}
    for n, m in combinations(range(basis.cells), 2):
        found.setdefault((kind[n], kind[m]), []).append((n, m))
    return list(found.values())
