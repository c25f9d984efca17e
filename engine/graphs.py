"""Graphs of a few cells: presets, adjacency, symmetries, every connected one, and edges as a field.

Cells are numbered from 0; an edge is a pair (n, m) with n < m, and edges are kept in order. Edges
that were given in another order remember it, so that a list beside them can be brought along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, permutations
from math import factorial
from typing import Any, TypeVar, Unpack

import numpy as np
import param
from numpy.typing import ArrayLike, NDArray

from engine.fields import Field, ScenarioError
from engine.said import Words

Edge = tuple[int, int]
T = TypeVar("T")
PRESETS = ("linear", "circular", "central", "symmetric")

_EDGE_TEXT = re.compile(r"(\d+)\s*[-–]\s*(\d+)")


def preset_edges(geometry: str, cells: int) -> tuple[Edge, ...]:
    """The edges of a named geometry, Santos 2021, Sec. III.A and Fig. 4.

    linear: an open chain; circular: a ring; central: cell 0 tied to all others; symmetric: every
    pair. A ring of two cells is one edge.

    >>> preset_edges("central", 4)
    ((0, 1), (0, 2), (0, 3))
    """
    chain = [(n, n + 1) for n in range(cells - 1)]
    match geometry:
        case "linear":
            return tuple(chain)
        case "circular":
            return normal_edges([*chain, *([(0, cells - 1)] if cells > 2 else [])])
        case "central":
            return tuple((0, n) for n in range(1, cells))
        case "symmetric":
            return tuple(combinations(range(cells), 2))
    raise ValueError(f"geometry must be one of {', '.join(PRESETS)}, not {geometry}.")


def normal_edges(edges: Iterable[Sequence[int]]) -> tuple[Edge, ...]:
    """The same edges once each, smaller cell first, in order.

    >>> normal_edges([(2, 1), (0, 2), (1, 2)])
    ((0, 2), (1, 2))
    """
    return tuple(sorted({(min(edge), max(edge)) for edge in edges}))


class GivenEdges(tuple[Edge, ...]):
    """Edges once each and in order, which know how they were given; equal to the same edges.

    >>> edges = GivenEdges.of([(3, 2), (0, 1), (1, 2)])
    >>> edges, edges.in_order([5, 1, 2])
    (((0, 1), (1, 2), (2, 3)), (1, 2, 5))
    """

    places: tuple[int, ...]

    @classmethod
    def of(cls, given: Iterable[Sequence[int]]) -> GivenEdges:
        """The edges of a list, in which one may be met again and from its other end."""
        listed = [(min(edge), max(edge)) for edge in given]
        edges = cls(normal_edges(listed))
        edges.places = tuple(edges.index(edge) for edge in listed)
        return edges

    def in_order(self, values: Sequence[T]) -> tuple[T, ...]:
        """What was given beside the edges, one value each, in the edges' own order."""
        known = dict(zip(self.places, values, strict=True))
        return tuple(known[place] for place in range(len(self)))

    def unequal(self, values: Sequence[T]) -> tuple[Edge, T, T] | None:
        """An edge that was given twice and has two different values, with both; else None."""
        known: dict[int, T] = {}
        for place, value in zip(self.places, values, strict=True):
            if known.setdefault(place, value) != value:
                return self[place], known[place], value
        return None


def as_given(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Edges in the order they were given in, as often as they were.

    >>> as_given(GivenEdges.of([(2, 1), (0, 1)]))
    ((1, 2), (0, 1))
    """
    if isinstance(edges, GivenEdges):
        return tuple(edges[place] for place in edges.places)
    return tuple(edges)


def follow(edges: Sequence[Edge], known: Mapping[Edge, float]) -> tuple[float, ...]:
    """Weights of edges in the order they were given in: the known ones, 1 where none is known.

    None at all where every one is 1.

    >>> follow(((0, 1), (1, 2)), {(1, 2): 5.0}), follow(((0, 1),), {(1, 2): 5.0})
    ((1.0, 5.0), ())
    """
    weights = tuple(known.get(edge, 1.0) for edge in as_given(edges))
    return weights if any(weight != 1.0 for weight in weights) else ()


def adjacency(
    cells: int, edges: Sequence[Edge], weights: ArrayLike | None = None
) -> NDArray[np.float64]:
    """The symmetric matrix A with the weight of each edge, 1 where none is given."""
    matrix = np.zeros((cells, cells))
    for (n, m), weight in zip(
        edges, np.broadcast_to(1.0 if weights is None else weights, len(edges)), strict=True
    ):
        matrix[n, m] = matrix[m, n] = weight
    return matrix


def connected(cells: int, edges: Iterable[Edge]) -> bool:
    """Whether every cell is reached from cell 0."""
    component = list(range(cells))
    for n, m in edges:
        old, new = component[n], component[m]
        component = [new if label == old else label for label in component]
    return len(set(component)) == 1


def preset_name(cells: int, edges: Sequence[Edge]) -> str:
    """Which preset a connected graph is up to the names of its cells, or nothing.

    >>> preset_name(4, [(0, 2), (1, 2), (2, 3)]), preset_name(4, [(0, 1), (1, 2), (2, 3), (1, 3)])
    ('central', '')
    """
    degrees = sorted(sum(n in edge for edge in edges) for n in range(cells))
    for geometry in PRESETS:
        known = preset_edges(geometry, cells)
        if degrees == sorted(sum(n in edge for edge in known) for n in range(cells)):
            return geometry
    return ""


@lru_cache(maxsize=8)
def connected_graphs(cells: int) -> tuple[tuple[Edge, ...], ...]:
    """One graph of each shape: every connected graph up to the names of its cells, fewest edges
    first.

    >>> [len(connected_graphs(n)) for n in range(1, 6)]
    [1, 1, 2, 6, 21]
    """
    pairs = list(combinations(range(cells), 2))
    place = {pair: bit for bit, pair in enumerate(pairs)}
    images = np.array(
        [
            [place[min(p[n], p[m]), max(p[n], p[m])] for n, m in pairs]
            for p in permutations(range(cells))
        ],
        dtype=np.int64,
    ).reshape(factorial(cells), len(pairs))
    seen = np.zeros(1 << len(pairs), dtype=bool)
    found = []
    for code in range(1 << len(pairs)):
        if seen[code]:
            continue
        bits = np.flatnonzero((code >> np.arange(len(pairs))) & 1)
        seen[(1 << images[:, bits]).sum(axis=1)] = True
        edges = tuple(pairs[bit] for bit in bits)
        if connected(cells, edges):
            found.append(edges)
    return tuple(sorted(found, key=lambda edges: (len(edges), edges)))


def automorphisms(*matrices: NDArray[Any]) -> list[tuple[int, ...]]:
    """Permutations that leave every matrix as it is: a generating set of all of them.

    For each cell, and each later one that can take its place while the cells before it stay, one
    such permutation: together they reach the whole group.

    >>> automorphisms(adjacency(3, preset_edges("linear", 3)))
    [(2, 1, 0)]
    """
    stack = np.stack(matrices)
    cells = stack.shape[1]
    kinds = [tuple((row[n], *sorted(row)) for row in stack[:, n].tolist()) for n in range(cells)]
    table = stack.transpose(1, 2, 0).tolist()

    def extend(image: list[int]) -> list[int] | None:
        n = len(image)
        if n == cells:
            return image
        for candidate in range(cells):
            if candidate not in image and fits(image, candidate):
                complete = extend([*image, candidate])
                if complete is not None:
                    return complete
        return None

    def fits(image: list[int], candidate: int) -> bool:
        n = len(image)
        return kinds[n] == kinds[candidate] and all(
            table[n][m] == table[candidate][image[m]] for m in range(n)
        )

    generators = []
    for n in range(cells):
        for candidate in range(n + 1, cells):
            start = list(range(n))
            if fits(start, candidate):
                image = extend([*start, candidate])
                if image is not None:
                    generators.append(tuple(image))
    return generators


class Edges(Field, param.Tuple[Any]):
    """The edges of a graph of numbered cells; as text "0-1,0-2".

    The value is in order; where it was given in another, it is a `GivenEdges`.
    """

    __slots__ = ["cells"]

    # What stands beside the edges is in their own order, which must be seen.
    as_typed = False

    def __init__(
        self, default: tuple[Edge, ...] = (), *, cells: int, **said: Unpack[Words]
    ) -> None:
        self.cells = cells
        super().__init__(default, length=None, **said)

    def _validate_length(self, val: Any, length: Any) -> None:
        """Any number of edges, which `accept` bounds through the cells they join."""

    def rule(self) -> str:
        """What the edges must be, as a refusal says it."""
        return f"pairs of different cells from 0 to {self.cells - 1}, such as “0-1,1-2”"

    def accept(self, value: Any) -> tuple[Edge, ...]:
        if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
            raise self.refuse(self.rule(), value)
        listed = tuple(self._pairs(value))
        if isinstance(value, GivenEdges):
            return value
        edges = GivenEdges.of(listed)
        return tuple(edges) if edges == listed else edges

    def _pairs(self, value: Iterable[Any]) -> Iterator[Edge]:
        for edge in value:
            try:
                n, m = edge
                whole = int(n) == n and int(m) == m and not isinstance(n, (str, bool))
            except (TypeError, ValueError):
                raise self.refuse(self.rule(), edge) from None
            if not whole or n == m or not (0 <= n < self.cells and 0 <= m < self.cells):
                raise self.refuse(self.rule(), edge)
            yield int(n), int(m)

    def from_text(self, text: str) -> tuple[Edge, ...]:
        pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
        found = []
        for piece in pieces:
            match = _EDGE_TEXT.fullmatch(piece)
            if not match:
                raise self.refuse(self.rule(), piece)
            found.append((int(match[1]), int(match[2])))
        try:
            return self.accept(found)
        except ScenarioError:
            raise self.refuse(self.rule(), text) from None

    def to_text(self, value: tuple[Edge, ...]) -> str:
        """The edges as `n-m`, with commas between them."""
        return ",".join(f"{n}-{m}" for n, m in value)

    def shown(self, value: tuple[Edge, ...]) -> str:
        return ", ".join(f"{n}-{m}" for n, m in value)

    def reading(self, value: tuple[Edge, ...]) -> str:
        return f"{len(value)} edge{'s' * (len(value) > 1)}" if value else ""

    def hint(self) -> str:
        return str(self.example) or "0-1, 1-2"
