"""Layers: what a view is made of, and the readers that find a layer's columns in the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.kinds import KINDS, Kind
from dashboard.picture.palette import Role
from dashboard.picture.places import Places, nothing

Results = Mapping[str, xr.Dataset]
Columns = Mapping[str, Any]
Reader = Callable[[Results, Any], Columns | None]


@dataclass(frozen=True)
class Layer:
    """One thing a view draws.

    `kind` is a key of KINDS, which says what columns `columns(results, settings)` returns: labelled
    variables (they name the axes) or arrays; None draws nothing. `role` is a key of palette.ROLES
    (palette.SCALES for an image or nodes; one of palette.CYCLES gives each curve, point or text a
    colour of its own), or a stroke or scale that the topic brings along. A `label` makes an entry
    of the legend. `fits` says whether the axes make room for it, or picks what they make room for
    from its columns. Of curves that are alike but for a setting, `chosen(settings)` tells the one
    that is set: it is drawn strong, the others are not. `sets` are the settings that its place
    stands for: a click sets them, and a hand may take a line that sets one. A `handle` is there to
    be clicked, and no part of a picture that is saved. A contour of an image is `paths` of role
    "reference", computed with the image.
    """

    key: str
    kind: str
    role: Role
    columns: Reader
    label: str = ""
    fits: bool | Callable[[Mapping[str, np.ndarray]], Mapping[str, np.ndarray]] = True
    chosen: Callable[[Any], bool] | None = None
    sets: Places = nothing
    handle: bool = False

    @property
    def form(self) -> Kind:
        """Its kind: what it is drawn with."""
        return KINDS[self.kind]

    @property
    def scaled(self) -> bool:
        """Whether colours stand for its numbers, which takes a scale and a colour bar."""
        return self.form.look.map_colours is not None


def entries(layers: Iterable[Layer]) -> dict[str, list[Layer]]:
    """The entries of a legend by their labels: each has the layers that it stands for."""
    found: dict[str, list[Layer]] = {}
    for layer in layers:
        if layer.label and layer.form.listed:
            found.setdefault(layer.label, []).append(layer)
    return found


def read(slot: str, **names: str) -> Reader:
    """A reader of one result's variables: column name = variable name.

    >>> read("bound", x="time", y="energy")({}, None) is None
    True
    """

    def reader(results: Results, settings: Any) -> Columns | None:
        dataset = results.get(slot)
        if dataset is None:
            return None
        return {column: dataset.variables[name] for column, name in names.items()}

    return reader


def reads(*slots: str) -> Callable[[Callable[..., Columns | None]], Reader]:
    """A decorator of a function of results and the settings: a reader, called once they are there.

    >>> @reads("map", "cuts")
    ... def border(plane, cuts, settings):
    ...     return {"y": cuts.variables["height"]}
    >>> border({"map": xr.Dataset()}, None) is None
    True
    """

    def decorate(function: Callable[..., Columns | None]) -> Reader:
        @wraps(function)
        def reader(results: Results, settings: Any) -> Columns | None:
            if any(slot not in results for slot in slots):
                return None
            return function(*(results[slot] for slot in slots), settings)

        return reader

    return decorate


def single(slot: str, **names: str) -> Reader:
    """A reader of single numbers of a result, for a level, a rule or a point; of finite ones only.

    >>> single("ball", x="edge")({"ball": xr.Dataset({"edge": 2.0})}, None)
    {'x': array([2.])}
    """

    @reads(slot)
    def read_single(data: xr.Dataset, settings: Any) -> Columns | None:
        found = {column: data.variables[name].values[None] for column, name in names.items()}
        return found if all(np.isfinite(number).all() for number in found.values()) else None

    return read_single


def where(holds: Callable[[Any], bool], reader: Reader) -> Reader:
    """A reader that draws only at settings of which something holds."""
    return lambda results, settings: reader(results, settings) if holds(settings) else None


def unnamed(reader: Reader) -> Reader:
    """A reader whose variables do not name the axes: another layer's do."""

    def read_values(results: Results, settings: Any) -> Columns | None:
        columns = reader(results, settings)
        return columns and {name: getattr(data, "values", data) for name, data in columns.items()}

    read_values.named = reader  # type: ignore[attr-defined]  # what a table of the numbers says
    return read_values
