"""Standard views: curves over one quantity with a marker line, and a plane with a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.axis import PLAIN, Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, reads, unnamed
from dashboard.picture.palette import Role
from dashboard.picture.pins import ghosts
from dashboard.picture.places import Places, always
from dashboard.picture.views import View

# No room beyond what is computed; or from 0 on, where the first interval's end is the first sample.
TIGHT, FROM_ZERO = Axis(tight=True), Axis(tight=True, include=(0.0,))
# Nothing is drawn below 0.
FLOOR = Axis(limits=(0.0, None))
# A level less occupied than this share of the fullest is not seen.
SEEN = 2e-3


# Key, which is the variable's name unless that is the third entry → role of palette.ROLES, label.
Curves = Mapping[str, tuple[str, str] | tuple[str, str, str]]


def curves(slot: str, known: Curves, *, x: str = "time", named: bool = True) -> list[Layer]:
    """A curve for each variable of a result over a coordinate.

    named  whether the first names the axes; else another layer does
    """
    layers = []
    for key, (role, label, *other) in known.items():
        reader = read(slot, x=x, y=other[0] if other else key)
        layers.append(Layer(key, "curve", role, reader if named else unnamed(reader), label))
    return layers


def kept(reader: Reader, slot: str, label: str = "pinned") -> Layer:
    """The same curve of every pin, to be drawn behind the live one: only of the main slot."""
    return Layer("ghosts", "paths", "pins", ghosts(reader, slot), label)


def over(
    key: str,
    title: str,
    slot: str,
    known: Curves,
    *,
    x: str = "time",
    marked: str | Layer = "",
    axis: Axis = TIGHT,
    y: Axis = PLAIN,
    pinned: bool = False,
    behind: Sequence[Layer] = (),
    above: Sequence[Layer] = (),
    height: int = 360,
) -> View:
    """Curves over one quantity.

    slot           the result they are of
    known          its curves; the first names the axes
    x              the coordinate along the axis
    marked         the field that a line marks, which a click on the picture may set; or the line
    pinned         whether the first curve is drawn for every pin, too: only of the main slot
    behind, above  what is drawn besides
    """
    drawn = curves(slot, known, x=x)
    ghost = [kept(drawn[0].columns, slot)] if pinned else []
    line = [marker(always(marked)) if isinstance(marked, str) else marked] if marked else []
    layers = [*behind, *ghost, *drawn, *above, *line]
    return View(key, title, layers, x=axis, y=y, height=height)


def plane(
    key: str,
    title: str,
    slot: str,
    quantity: str,
    *,
    role: Role,
    point: tuple[str, str] | Layer,
    x: Axis = TIGHT,
    y: Axis = TIGHT,
    above: Sequence[Layer] = (),
    height: int = 360,
) -> View:
    """A quantity over two others, the first of its dimensions to the right.

    role   its scale, of palette.SCALES, or one that the topic brings along
    point  the fields whose values are marked, which a click on the picture may set; or the mark
    above  what is drawn over the plane, under the point
    """
    image = Layer(quantity, "image", role, upright(slot, quantity))
    if isinstance(point, tuple):
        point = spot(always(*point), "present settings")
    return View(key, title, [image, *above, point], x=x, y=y, height=height)


def upright(slot: str, quantity: str) -> Reader:
    """A reader of an image: the variable's first dimension to the right, its second upwards."""

    @reads(slot)
    def read_image(data: xr.Dataset, settings: Any) -> Columns | None:
        variable = data.variables[quantity]
        right, up = variable.dims
        return {
            "x": data.variables[right],
            "y": data.variables[up],
            "z": xr.Variable((up, right), np.ascontiguousarray(variable.values.T), variable.attrs),
        }

    return read_image


def occupied(columns: Mapping[str, np.ndarray]) -> Mapping[str, np.ndarray]:
    """The levels up to the last one that is seen to be occupied: the axes follow these."""
    seen = np.flatnonzero(columns["y"] > SEEN * np.max(columns["y"], initial=0.0))
    last = seen[-1] + 1 if seen.size else 0
    return {name: column[:last] for name, column in columns.items()}


def marker(sets: Places, reader: Reader | None = None) -> Layer:
    """The line that marks a setting along x, which a hand may take; where it stands on the axis."""
    return Layer("marker", "rule", "marker", reader or placed(sets), sets=sets)


def spot(sets: Places, label: str, reader: Reader | None = None) -> Layer:
    """The point of a plane that stands for two settings, or for one along x; a click sets them."""
    return Layer("point", "points", "marker", reader or placed(sets), label, fits=False, sets=sets)


def placed(sets: Places) -> Reader:
    """A reader of settings as a place: one along x, or one along each axis."""

    def read_place(results: Results, settings: Any) -> Columns | None:
        values = [
            np.array([float(getattr(settings, place.field)) / place.unit])
            for place in sets(settings)
        ]
        return dict(zip("xy", values, strict=False)) or None

    return read_place
