"""Standard views: curves over one quantity with a marker line, and a plane with a point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.axis import PLAIN, Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read
from dashboard.picture.pins import ghosts
from dashboard.picture.places import Places, always
from dashboard.picture.views import View

# No room beyond what is computed; or from 0 on, where the first interval's end is the first sample.
TIGHT, FROM_ZERO = Axis(tight=True), Axis(tight=True, include=(0.0,))
# A level less occupied than this share of the fullest is not seen.
SEEN = 2e-3


def over(
    key: str,
    title: str,
    slot: str,
    curves: Mapping[str, tuple[str, str]],
    *,
    x: str = "time",
    marked: str = "",
    axis: Axis = TIGHT,
    y: Axis = PLAIN,
    pinned: bool = False,
) -> View:
    """Curves over one quantity.

    slot    the result they are of
    curves  variable → (role of palette.ROLES, label); the first names the axes
    x       the coordinate along the axis
    marked  the field that a line marks, which a click on the picture may set
    pinned  whether the first curve is drawn for every pin, too: only of the main slot
    """
    readers = {name: read(slot, x=x, y=name) for name in curves}
    first = next(iter(readers.values()))
    behind = [Layer("ghosts", "paths", "pins", ghosts(first, slot), "pinned")] if pinned else []
    layers = [
        Layer(name, "curve", role, readers[name], label) for name, (role, label) in curves.items()
    ]
    line = [marker(always(marked))] if marked else []
    return View(key, title, [*behind, *layers, *line], x=axis, y=y)


def plane(
    key: str,
    title: str,
    slot: str,
    quantity: str,
    *,
    role: str,
    point: tuple[str, str],
    x: Axis = TIGHT,
    y: Axis = TIGHT,
) -> View:
    """A quantity over two others, the first of its dimensions to the right.

    role    its scale, of palette.SCALES
    point   the fields whose values are marked, which a click on the picture may set
    """
    return View(
        key,
        title,
        [
            Layer("quantity", "image", role, upright(slot, quantity)),
            spot(always(*point), "present settings"),
        ],
        x=x,
        y=y,
    )


def upright(slot: str, quantity: str) -> Reader:
    """A reader of an image: the variable's first dimension to the right, its second upwards."""

    def read_image(results: Results, settings: Any) -> Columns | None:
        if slot not in results:
            return None
        variable = results[slot].variables[quantity]
        right, up = variable.dims
        return {
            "x": results[slot].variables[right],
            "y": results[slot].variables[up],
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
