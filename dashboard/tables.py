"""Tables: the numbers behind a picture, a column a curve, under heads in words with units.

Curves over the same places share one column of them; curves over others bring their own. A map is
three columns, a row a point of the plane. What only helps the eye (names, the marked place) is no
column: it is among the settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dashboard.export import Column, Table
from dashboard.picture.layers import Layer, Results
from dashboard.picture.views import View
from engine.result import label

UNIT = re.compile(r" (\([^()]+\))$")
# Where a picture stands for itself: lines and points that only repeat a setting or another curve.
MARKER, PINNED = "marker", "pins"
# What places are called along an axis that has no name.
UNNAMED = ("place across", "height")


@dataclass
class Group:
    """Columns over the same places: the places under their name, and a column for each curve."""

    name: str
    places: np.ndarray
    columns: list[Column] = field(default_factory=list)

    def rows(self, places: np.ndarray) -> np.ndarray | None:
        """The rows at which other places stand; None where one of them is not among these."""
        if np.array_equal(places, self.places, equal_nan=True):
            return np.arange(len(places))
        if not (rising(self.places) and rising(places)):
            return None
        rows = np.searchsorted(self.places, places)
        found = rows < len(self.places)
        return rows if found.all() and np.array_equal(self.places[rows], places) else None

    def spread(self, places: np.ndarray, rows: np.ndarray) -> Group:
        """The same over more places, among which its own stand at these rows."""
        spread = []
        for title, numbers in self.columns:
            column = np.full(len(places), np.nan)
            column[rows] = numbers
            spread.append((title, column))
        return Group(self.name, places, spread)


def rising(places: np.ndarray) -> bool:
    """Whether each place stands behind the one before."""
    return bool((np.diff(places) > 0).all())


def table(view: View, results: Results, settings: Any) -> Table:
    """The numbers that a view draws of these results, at full resolution."""
    own = view.numbers(results, settings) if view.numbers else None
    if own is not None:
        return Table(view.key, view.title, distinct(own))
    axes = zip("xy", view.axis_names(), UNNAMED, strict=True)
    names = {along: name.strip() or unnamed for along, name, unnamed in axes}
    hidden = view.hidden(settings)
    shown = [
        (layer, columns)
        for layer in view.layers
        if layer.kind not in ("text", "links") and layer.key not in hidden
        if (columns := named_columns(layer, results, settings)) is not None
    ]
    groups: list[Group] = []
    for layer, columns in sorted(shown, key=lambda one: order(*one)):
        if layer.kind == "level":
            if layer.label and groups:
                level = np.full(len(groups[0].places), values(columns["y"])[0])
                groups[0].columns.append((head(layer, columns, names["y"]), level))
            continue
        for name, places, curves in series(layer, columns, names):
            if len(places):
                add(groups, layer, Group(name, places, curves))
    return Table(view.key, view.title, distinct(joined(groups)))


def named_columns(layer: Layer, results: Results, settings: Any) -> Mapping[str, Any] | None:
    """A layer's columns with the names that its variables have, where the axes' are another's."""
    if layer.columns(results, settings) is None:
        return None
    reader = getattr(layer.columns, "named", layer.columns)
    columns: Any = reader(results, settings)
    return dict(columns)


def order(layer: Layer, columns: Mapping[str, Any]) -> int:
    """Images come first, then what names the axes, then all curves; surfaces and points last."""
    if layer.form.gridded:
        return 0
    if layer.kind in ("curve", "steps", "bars", "nodes", "outline"):
        return 1 if not hasattr(layer.columns, "named") and "long_name" in said(columns, "y") else 2
    return 3 if layer.form.lists else 4 if layer.kind == "area" else 5


def said(columns: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What a column's variable says of itself."""
    found: Mapping[str, Any] = getattr(columns.get(name), "attrs", {})
    return found


def values(column: Any) -> np.ndarray:
    """A column as numbers."""
    return np.atleast_1d(np.asarray(getattr(column, "values", column), dtype=float))


def head(layer: Layer, columns: Mapping[str, Any], axis: str, name: str = "y") -> str:
    """What a curve is called: by its label, its variable, and the unit of its axis."""
    own = label(columns[name]) if "long_name" in said(columns, name) else ""
    told = layer.label or ("" if own else words(layer.key))
    if not told or told.lower() in own.lower():
        return own
    return f"{told}: {own}" if own else f"{told}{unit(axis)}"


def words(key: str) -> str:
    """A key as words."""
    return key.replace("_", " ")


def unit(axis: str) -> str:
    """The unit that an axis's name ends with.

    >>> unit("energy E (ε₀)"), unit("qubits used k")
    (' (ε₀)', '')
    """
    found = UNIT.search(axis)
    return f" {found[1]}" if found else ""


Series = tuple[str, np.ndarray, list[Column]]


def series(layer: Layer, columns: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Series]:
    """A layer's numbers: the name of its places, the places, and the columns over them."""
    x, y = names["x"], names["y"]
    told = layer.label or words(layer.key)
    if layer.form.lists:
        yield from lines(layer, columns, names)
    elif layer.form.gridded:
        across, up = values(columns["x"]), values(columns["y"])
        z = values(columns["z"]).ravel()
        rows = [(y, np.repeat(up, len(across))), (coded(columns["z"], told), z)]
        yield x, np.tile(across, len(up)), rows
    elif layer.kind == "nodes":
        yield x, values(columns["x"]), [
            (y, values(columns["y"])), (coded(columns["z"], told), values(columns["z"])),
        ]  # fmt: skip
    elif layer.kind == "area":
        ends = (("lowest", "lower"), ("highest", "upper"))
        rows = [(f"{told}, {word}{unit(y)}", values(columns[end])) for word, end in ends]
        yield x, values(columns["x"]), rows
    elif layer.kind == "band":
        if not np.isnan(values(columns["start"])).all():
            yield f"{told}, from: {x}", values(columns["start"]), []
            yield f"{told}, to: {x}", values(columns["stop"]), []
    elif layer.kind == "rule":
        if layer.role != MARKER and not np.isnan(values(columns["x"])).all():
            yield f"{told}: {x}", values(columns["x"]), []
    elif layer.kind in ("points", "marks"):
        if layer.fits or layer.role != MARKER:
            yield f"{told}: {x}", values(columns["x"]), [(f"{told}: {y}", values(columns["y"]))]
    else:
        yield x, values(columns["x"]), [(head(layer, columns, y), values(columns["y"]))]


def coded(variable: Any, told: str) -> str:
    """The name of what a map shows, with what its codes mean where it has any."""
    attributes = getattr(variable, "attrs", {})
    name = label(variable) if "long_name" in attributes else told
    if "flag_meanings" not in attributes:
        return name
    meanings = [words(meaning) for meaning in attributes["flag_meanings"].split()]
    return f"{name} ({', '.join(f'{code} {said}' for code, said in enumerate(meanings))})"


def lines(layer: Layer, columns: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Series]:
    """The curves of a layer of several; pieces without names make one, with gaps between them."""
    x, y = names["x"], names["y"]
    pairs = [(values(xs), values(ys)) for xs, ys in zip(columns["xs"], columns["ys"], strict=True)]
    called = [str(one) for one in columns.get("label", [])]
    if called:
        first = f"{layer.label or PINNED} " if layer.role == PINNED else ""
        for one, (xs, ys) in zip(called, pairs, strict=True):
            if not np.isnan(xs).all():
                yield x, xs, [(f"{first}{one}: {y}", ys)]
    elif pairs:
        gap = np.array([np.nan])
        places, over = (
            np.concatenate([part for piece in pieces for part in (piece, gap)][:-1])
            for pieces in zip(*pairs, strict=True)
        )
        yield f"{layer.label or words(layer.key)}: {x}", places, [
            (f"{layer.label or words(layer.key)}: {y}", over)
        ]  # fmt: skip


def add(groups: list[Group], layer: Layer, new: Group) -> None:
    """Put a layer's columns beside those over the same places, if there are any."""
    for number, group in enumerate(groups):
        if not new.columns:
            if group.name == new.name:  # further lines of one name
                group.places = np.append(group.places, new.places)
                return
        elif layer.kind in ("points", "marks", "image") or not group.columns:
            continue
        elif (rows := group.rows(new.places)) is not None:
            known = [numbers for _, numbers in group.columns]
            for title, numbers in new.spread(group.places, rows).columns:
                repeated = not numbers.any() or any(alike(numbers, one) for one in known)
                if layer.kind != "area" or not repeated:
                    group.columns.append((title, numbers))
            return
        elif (rows := new.rows(group.places)) is not None:
            groups[number] = group.spread(new.places, rows)
            groups[number].columns += new.columns
            return
    if layer.kind == "points" and not layer.label and drawn_already(groups, new):
        return
    groups.append(new)


def drawn_already(groups: Sequence[Group], points: Group) -> bool:
    """Whether points only mark what curves are drawn through."""
    for group in groups:
        rows = group.rows(points.places)
        if rows is not None and any(
            alike(numbers[rows], points.columns[0][1]) for _, numbers in group.columns
        ):
            return True
    return False


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two columns hold the same."""
    return np.array_equal(one, other, equal_nan=True)


def joined(groups: Sequence[Group]) -> Iterator[Column]:
    """The columns of all groups, the places of each before its curves."""
    first = groups[0].name if groups else ""
    for place, group in enumerate(groups):
        name = group.name
        if place and name == first and group.columns:
            name = f"{UNIT.sub('', group.columns[0][0]).partition(': ')[0]}: {name}"
        yield name, group.places
        yield from group.columns


def distinct(columns: Iterable[Column]) -> list[Column]:
    """The columns, each under a head of its own."""
    seen: dict[str, int] = {}
    found = []
    for name, numbers in columns:
        seen[name] = seen.get(name, 0) + 1
        found.append((f"{name} [{seen[name]}]" if seen[name] > 1 else name, numbers))
    return found
