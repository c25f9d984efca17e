"""Edges and their weights as two settings that belong together.

Edges are put in order, and what was given beside them with them: 2-3, 0-1 with 5, 1 becomes 0-1,
2-3 with 1, 5. Both may be set in either order, at once or one by one, so that they are brought
together when one of them is read.
"""

from __future__ import annotations

from typing import Any

import param

from engine.fields import Field, Numbers
from engine.graphs import Edge, Edges, GivenEdges
from engine.numerals import exactly


class WeightedEdges(Edges):
    """The edges of a graph; weights that were given with them follow them into their order."""

    __slots__: list[str] = []

    def __get__(self, obj: Any, objtype: Any = None) -> Any:
        if obj is not None:
            bring_together(obj)
        return super().__get__(obj, objtype)


class Weights(Numbers):
    """A number for each edge, in the order in which the edges were given."""

    __slots__: list[str] = []

    def __get__(self, obj: Any, objtype: Any = None) -> Any:
        if obj is not None:
            bring_together(obj)
        return super().__get__(obj, objtype)


def bring_together(scenario: Any) -> None:
    """Put a scenario's weights in the order of its edges, where both are known and fit."""
    edges, weights = (held(scenario, name) for name in ("edges", "weights"))
    if not (isinstance(edges, GivenEdges) and weights) or scenario.geometry != "custom":
        return
    if misfit(edges, weights) is None:
        with param.discard_events(scenario):
            scenario.edges, scenario.weights = tuple(edges), edges.in_order(weights)


def held(scenario: Any, name: str) -> Any:
    """What a field holds, without bringing anything together first."""
    field: Field = scenario.field(name)
    return param.Parameter.__get__(field, scenario, type(scenario))


def misfit(edges: tuple[Edge, ...], weights: tuple[float, ...]) -> str | None:
    """Why weights do not fit the edges as these were given, or None."""
    if not weights:
        return None
    given = len(edges.places) if isinstance(edges, GivenEdges) else len(edges)
    if len(weights) != given:
        return f"weights must be one for each of the {given} edges, not {len(weights)}."
    if isinstance(edges, GivenEdges) and (twice := edges.unequal(weights)):
        (n, m), first, second = twice
        return (
            f"The weight of edge {n}-{m} must be one number, "
            f"not both {exactly(first)} and {exactly(second)}."
        )
    return None
