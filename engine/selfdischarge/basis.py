"""Which elements of a network's state are held: coherence orders k >= 0, one of each symmetry.

Elements related by a symmetry of the network are equal at all times when all cells start alike.
Up to LARGEST_GRAPH cells any graph is handled with the symmetries it has; beyond, cells must fall
into classes of equal ones (a star's hub and leaves, all cells of a complete graph).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import comb
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.graphs import automorphisms
from engine.selfdischarge import kernels
from engine.selfdischarge.system import System

Ints = NDArray[np.int64]

LARGEST_GRAPH = 8

T = TypeVar("T")


@dataclass(frozen=True)
class Basis:
    """The elements held of an N-cell state, in blocks of equal coherence order.

    cells         N
    classes       mask and size of each class of equal cells, shape (C, 2); empty: masks are codes
    table         index of the element of each code
    left, right   the masks of one representative ⟨left|rho|right⟩ of each element
    multiplicity  how many equal elements it stands for
    starts        first index of each order k, and the end
    mirror        image of each mask under a symmetry that is its own inverse; empty: none is known
    """

    cells: int
    classes: Ints
    table: Ints
    left: Ints
    right: Ints
    multiplicity: NDArray[np.float64]
    starts: Ints
    mirror: Ints

    def once(self, make: Callable[[Basis], T]) -> T:
        """What `make` makes of this basis, made once and kept with it."""
        kept: dict[Callable[[Basis], T], T] = self.__dict__.setdefault("_kept", {})
        if make not in kept:
            kept[make] = make(self)
        return kept[make]

    @property
    def size(self) -> int:
        """The number of elements that are held."""
        return int(self.left.size)

    @property
    def scale(self) -> NDArray[np.float64]:
        """√multiplicity: what an element is multiplied by where it is held."""
        return self.once(_root_multiplicity)

    def locate(self, left: Ints, right: Ints) -> Ints:
        """Index of each element ⟨left|rho|right⟩, |left| >= |right|."""
        shape = np.broadcast_shapes(np.shape(left), np.shape(right))
        rows, columns = (
            np.ascontiguousarray(np.broadcast_to(mask, shape).ravel(), dtype=np.int64)
            for mask in (left, right)
        )
        found = kernels.locate(rows, columns, self.cells, self.classes, self.table)
        return found.reshape(shape)

    def surroundings(self, cells: tuple[int, ...]) -> tuple[Ints, NDArray[np.float64]]:
        """Masks of all the other cells, one of each kind, and how many there are of each."""
        without = sum(1 << n for n in cells)
        if not self.classes.size:
            every = np.arange(1 << self.cells, dtype=np.int64)
            others = every[every & without == 0]
            return others, np.ones(others.size)
        members = [
            [n for n in range(self.cells) if mask >> n & 1 and not without >> n & 1]
            for mask in self.classes[:, 0].tolist()
        ]
        masks, weights = [], []
        for counts in product(*(range(len(own) + 1) for own in members)):
            chosen = [own[:count] for own, count in zip(members, counts, strict=True)]
            masks.append(sum(1 << n for own in chosen for n in own))
            weights.append(
                np.prod([comb(len(own), c) for own, c in zip(members, counts, strict=True)])
            )
        return np.array(masks, dtype=np.int64), np.array(weights, dtype=float)

    def populations(self) -> tuple[Ints, NDArray[np.float64]]:
        """Indices of the diagonal elements, one of each kind, and how many there are of each."""
        found = np.flatnonzero(self.left == self.right)
        return found, self.multiplicity[found]


def basis_of(system: System, classes: tuple[tuple[int, ...], ...], highest: int) -> Basis:
    """The elements of orders 0 … highest that a network needs.

    Args:
        system: the network.
        classes: groups of equal cells where the network has more than LARGEST_GRAPH cells.
        highest: largest coherence order of the initial state, 0 without coherence, else N.
    """
    if system.cells > LARGEST_GRAPH:
        return counted(system.cells, classes, highest)
    return symmetric(system.cells, tuple(automorphisms(*system.matrices())), highest)


@lru_cache(maxsize=32)
def symmetric(cells: int, generators: tuple[tuple[int, ...], ...], highest: int) -> Basis:
    """The elements that differ under a group of permutations of the cells."""
    masks = np.arange(1 << cells, dtype=np.int64)
    images = np.zeros((len(generators), masks.size), dtype=np.int64)
    for row, permutation in zip(images, generators, strict=True):
        row[:] = moved(masks, permutation)
    table, left, right, multiplicity, starts = kernels.orbits(images, cells, highest)
    nothing = np.empty((0, 2), dtype=np.int64)
    return Basis(
        cells, nothing, table, left, right, multiplicity.astype(float), starts,
        moved(masks, mirror) if (mirror := widest_mirror(generators)) else masks[:0],
    )  # fmt: skip


def moved(masks: Ints, permutation: tuple[int, ...]) -> Ints:
    """The masks after cells have taken each other's places."""
    images = np.zeros_like(masks)
    for n, image in enumerate(permutation):
        images |= (masks >> n & 1) << image
    return images


def widest_mirror(generators: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """A symmetry that is its own inverse and moves many cells, of some that generate all; or none.

    >>> widest_mirror(((1, 0, 2, 3, 4), (0, 1, 3, 4, 2), (0, 1, 2, 4, 3)))
    (1, 0, 2, 4, 3)
    """
    mirrors = [g for g in generators if all(g[g[n]] == n for n in range(len(g)))]
    widest: tuple[int, ...] = ()
    for mirror in sorted(mirrors, key=lambda g: sum(g[n] == n for n in range(len(g)))):
        if not widest:
            widest = mirror
        elif all(widest[n] == n or mirror[n] == n for n in range(len(mirror))):
            widest = tuple(widest[image] for image in mirror)
    return widest


@lru_cache(maxsize=8)
def counted(cells: int, classes: tuple[tuple[int, ...], ...], highest: int) -> Basis:
    """The elements that differ where the cells of each class can be exchanged at will."""
    kinds = [_kinds_of_class(members) for members in classes]
    rows = np.array(list(product(*(range(len(kind)) for kind in kinds))))
    left, right, order = (
        sum(kind[rows[:, c], column] for c, kind in enumerate(kinds)) for column in range(3)
    )
    multiplicity = np.prod(
        [kind[rows[:, c], 3].astype(float) for c, kind in enumerate(kinds)], axis=0
    )
    kept = np.flatnonzero((order >= 0) & (order <= highest))
    kept = kept[np.argsort(order[kept], kind="stable")]
    masks = [[sum(1 << n for n in members), len(members)] for members in classes]
    sizes = np.array(masks, dtype=np.int64)
    table = np.full(int(np.prod([(len(members) + 1) ** 3 for members in classes])), -1)
    codes = np.array(
        [kernels.code_of(i, j, cells, sizes) for i, j in zip(left[kept], right[kept], strict=True)]
    )
    table[codes] = np.arange(kept.size)
    return Basis(
        cells, sizes, table.astype(np.int64), left[kept], right[kept], multiplicity[kept],
        np.searchsorted(order[kept], np.arange(highest + 2)), sizes[:0, 0],
    )  # fmt: skip


def _root_multiplicity(basis: Basis) -> NDArray[np.float64]:
    return np.sqrt(basis.multiplicity)


def _kinds_of_class(members: tuple[int, ...]) -> Ints:
    """Left mask, right mask, order and number of the elements of each count, within a class."""
    size = len(members)
    rows = []
    for both in range(size + 1):
        for left in range(size - both + 1):
            for right in range(size - both - left + 1):
                ends = both, both + left, both + left + right
                mask = [
                    sum(1 << n for n in members[a:b])
                    for a, b in zip((0, *ends[:2]), ends, strict=True)
                ]
                ways = comb(size, both) * comb(size - both, left) * comb(size - both - left, right)
                rows.append((mask[0] | mask[1], mask[0] | mask[2], left - right, ways))
    return np.array(rows, dtype=np.int64)
