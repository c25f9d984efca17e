"""Eigenvalues of a network's states, and the ergotropy that follows from them.

Up to LARGEST_GRAPH cells the state is unpacked, some times at once; without coherence it falls into
blocks of equal excitation number, and where the network is its own mirror image into what is even
and what is odd under it. Beyond, exchangeable cells couple to total spins: the state is a
block for each spin, repeated as often as the spin occurs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import comb

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from engine.hermitian import LANES, eigenvalues
from engine.scenario import Cancelled
from engine.selfdischarge import kernels
from engine.selfdischarge.basis import Basis
from engine.selfdischarge.flow import never

Complex = NDArray[np.complex128]
Vector = NDArray[np.float64]

# So many times are worked on between two questions whether to go on.
CHUNK = 2 * LANES


@dataclass(frozen=True)
class Block:
    """A diagonal block of the state: its elements as sums over what is held, and how often it is.

    gather   indices of its elements, shape (d, d); only the lower triangle counts
    sums     the sparse matrix that makes them where they are sums, shape (d², elements)
    """

    count: float
    gather: NDArray[np.int64]
    sums: scipy.sparse.csr_array | None = None

    @property
    def size(self) -> int:
        """The dimension d of the block."""
        return int(self.gather.shape[0])

    def eigenvalues(self, elements: Complex) -> Vector:
        """The block's eigenvalues at each time, shape (T, d)."""
        own = elements if self.sums is None else (self.sums @ elements.T).T
        return eigenvalues(own, self.gather)


@dataclass(frozen=True)
class Spectrum:
    """Eigenvalues at each time, shape (T, S), and how often each occurs, shape (S,)."""

    values: Vector
    counts: Vector

    def passive_energy(self, cells: int) -> Vector:
        """Energy left when the largest eigenvalues take the lowest levels."""
        return kernels.passive_energies(self.values, self.counts, cells)


def spectrum(
    basis: Basis,
    elements: Complex,
    *,
    progress: Callable[[float], None] = lambda fraction: None,
    cancelled: Callable[[], bool] = never,
) -> Spectrum:
    """The eigenvalues of states from their elements ⟨i|rho|j⟩ on a basis, shape (T, elements)."""
    parts = basis.once(blocks)
    values = np.empty((elements.shape[0], sum(part.size for part in parts)))
    for begin in range(0, elements.shape[0], CHUNK):
        if cancelled():
            raise Cancelled
        column = 0
        for part in parts:
            found = part.eigenvalues(elements[begin : begin + CHUNK])
            values[begin : begin + CHUNK, column : column + part.size] = found
            column += part.size
        progress(min(1.0, (begin + CHUNK) / elements.shape[0]))
    return Spectrum(values, np.repeat([p.count for p in parts], [p.size for p in parts]))


def blocks(basis: Basis) -> list[Block]:
    """The diagonal blocks of a state held on a basis."""
    if basis.classes.size:
        return _spin_blocks(basis)
    masks = np.arange(1 << basis.cells, dtype=np.int64)
    excited = np.bitwise_count(masks)
    whole = [masks[np.argsort(excited, kind="stable")]]
    sectors = [masks[excited == m] for m in range(basis.cells + 1)]
    apart = sectors if basis.starts.size == 2 else whole
    make = _halves if basis.mirror.size else _unpacked
    return [block for sector in apart for block in make(basis, sector)]


def _unpacked(basis: Basis, masks: NDArray[np.int64]) -> list[Block]:
    """The block of some basis states, fewest excited first: its lower triangle has k >= 0."""
    gather = basis.locate(masks[:, None], masks[None, :])
    gather[gather < 0] = 0
    return [Block(1.0, gather)]


def _halves(basis: Basis, masks: NDArray[np.int64]) -> list[Block]:
    """The blocks of what is even and what is odd under the mirror, of some basis states.

    With |a±⟩ = (|a⟩ ± |Pa⟩)/√2 and P rho P = rho: ⟨a±|rho|b±⟩ = rho_ab ± rho_aPb, and where one of
    them is its own image √2 rho_ab.
    """
    images = basis.mirror[masks]
    alone, pairs = masks == images, masks < images
    found = []
    for sign, kept in ((1.0, alone | pairs), (-1.0, pairs)):
        own, own_images, single = masks[kept], images[kept], alone[kept]
        size = own.size
        if not size:
            continue
        row, column = np.tril_indices(size)
        scale = np.sqrt(np.where(single, 1.0, 2.0))
        weight = scale[row] * scale[column] / np.where(single[row] | single[column], 1.0, 2.0)
        mixed = np.flatnonzero(~(single[row] | single[column]))
        place = row * size + column
        index = [
            basis.locate(own[row], own[column]),
            basis.locate(own[row[mixed]], own_images[column[mixed]]),
        ]
        entries = np.concatenate([weight, np.full(mixed.size, sign)])
        places = np.concatenate([place, place[mixed]]), np.concatenate(index)
        sums = scipy.sparse.csr_array((entries, places), shape=(size**2, basis.size))
        found.append(Block(1.0, np.arange(size**2).reshape(size, size), sums))
    return found


def _spin_blocks(basis: Basis) -> list[Block]:
    """A block for each total spin of the largest class, times what the single other cell does."""
    sizes = basis.classes[:, 1].tolist()
    leaves = max(sizes)
    hubs = len(sizes) - 1
    return [_spin_block(basis, leaves, singlets, hubs) for singlets in range(leaves // 2 + 1)]


def _spin_block(basis: Basis, leaves: int, singlets: int, hubs: int) -> Block:
    """The block with so many singlets; rows are (hub, a) by excitation number."""
    spin = leaves - 2 * singlets
    rows, weights = kernels.spin_weights(leaves, _binomials(leaves), singlets)
    a, b, c = rows.T
    counts = c + singlets, a - c, b - c
    order = sorted((m + hub, hub, m) for hub in range(hubs + 1) for m in range(spin + 1))
    place = {(hub, m): position for position, (_, hub, m) in enumerate(order)}
    size = len(order)
    entries: list[tuple[NDArray[np.int64], NDArray[np.int64], Vector]] = []
    lookup = np.array([[place.get((hub, m), -1) for m in range(spin + 1)] for hub in range(2)])
    radix = leaves + 1
    for left, right in product(range(hubs + 1), repeat=2):
        code = (counts[0] * radix + counts[1]) * radix + counts[2]
        if hubs:
            hub_code = (left & right) * 4 + (left & ~right & 1) * 2 + (right & ~left & 1)
            code = code + hub_code * radix**3
        index = basis.table[code]
        row, column = lookup[left][a], lookup[right][b]
        kept = (index >= 0) & (row >= column)
        entries.append(((row * size + column)[kept], index[kept], weights[kept]))
    target, source, weight = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    sums = scipy.sparse.csr_array((weight, (target, source)), shape=(size**2, basis.size))
    repeats = comb(leaves, singlets) - (comb(leaves, singlets - 1) if singlets else 0)
    return Block(float(repeats), np.arange(size**2).reshape(size, size), sums)


@lru_cache(maxsize=4)
def _binomials(largest: int) -> NDArray[np.int64]:
    """Pascal's triangle."""
    return np.array(
        [[comb(n, k) for k in range(largest + 1)] for n in range(largest + 1)], dtype=np.int64
    )
