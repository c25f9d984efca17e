"""Kinds: how each kind of layer becomes an element, raw columns, and ends of the axes.

A kind knows the HoloViews element that its columns make, the columns that Bokeh's glyph draws, how
far they reach along the two axes, and how it looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import holoviews as hv
import numpy as np

from dashboard.picture import looks
from dashboard.picture.columns import borders, stairs, thin
from dashboard.picture.looks import Look


@dataclass(frozen=True)
class Kind:
    """What one kind of layer needs and makes.

    `needs`: names of its columns; `element(columns, label, log)`: the HoloViews element;
    `drawn(columns, log)`: the glyph's columns, `log` telling which axes are logarithmic;
    `reach(columns, log)`: numbers along x and along y that the axes should hold; `look`: how it is
    painted. `lists`: its columns are lists of curves. `gridded`: its numbers z stand on a grid.
    `listed`: a label makes it an entry of the legend. `named`: a column `text` may tell what each
    of its points is, or each pixel row by row, for whoever points at it. `beside`: a text stands
    on that side of its point where it has room.
    """

    needs: tuple[str, ...]
    element: Callable[[dict[str, Any], str, tuple[bool, bool]], hv.Element]
    drawn: Callable[[dict[str, Any], tuple[bool, bool]], dict[str, Any]]
    reach: Callable[[dict[str, Any], tuple[bool, bool]], tuple[np.ndarray, np.ndarray]]
    look: Look
    lists: bool = False
    gridded: bool = False
    listed: bool = True
    named: bool = False
    beside: bool = False

    def is_list(self, name: str) -> bool:
        """Whether a column is a list of curves or texts, not an array of numbers."""
        return self.lists or name == "text"

    def empty(self) -> dict[str, Any]:
        """Its columns when there is nothing to draw."""
        names: dict[str, Any] = {"text": []} if self.named else {}
        if self.gridded:
            return {"x": np.zeros(0), "y": np.zeros(0), "z": np.zeros((0, 0))} | names
        return {name: [] if self.is_list(name) else np.zeros(0) for name in self.needs} | names


def _xy(x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    return dict(zip(("x", "y"), thin(x, y), strict=True))


def _outline(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Corners of a histogram's outline, down to zero at both ends."""
    if len(x) == 0:
        return x, y
    return np.repeat(borders(x), 2), np.concatenate([[0.0], np.repeat(y, 2), [0.0]])


def _area(columns: dict[str, Any], log: tuple[bool, bool]) -> dict[str, Any]:
    known = np.isfinite(columns["lower"]) & np.isfinite(columns["upper"])
    lower_x, lower = thin(columns["x"][known], columns["lower"][known])
    upper_x, upper = thin(columns["x"][known], columns["upper"][known])
    return {
        "x": np.concatenate([lower_x, upper_x[::-1]]),
        "y": np.concatenate([lower, upper[::-1]]),
    }


def _bars(columns: dict[str, Any], log: tuple[bool, bool]) -> dict[str, Any]:
    edges = borders(columns["x"]).astype(np.float32)
    return {"top": columns["y"].astype(np.float32), "left": edges[:-1], "right": edges[1:]}


def _image(columns: dict[str, Any], log: tuple[bool, bool]) -> dict[str, Any]:
    if columns["z"].size == 0:
        return {name: [] for name in ("image", "x", "y", "dw", "dh", "text")}
    x, y = borders(columns["x"], log[0]), borders(columns["y"], log[1])
    return {
        "image": [columns["z"].astype(np.float32)],
        "x": [float(x[0])],
        "y": [float(y[0])],
        "dw": [float(x[-1] - x[0])],
        "dh": [float(y[-1] - y[0])],
        "text": [columns["text"]],
    }


def _paths(columns: dict[str, Any], log: tuple[bool, bool]) -> dict[str, Any]:
    thinned = [thin(*line) for line in zip(columns["xs"], columns["ys"], strict=True)]
    return {
        "xs": [x for x, _ in thinned],
        "ys": [y for _, y in thinned],
        "label": columns.get("label", []),
    }


def _links(columns: dict[str, Any], log: tuple[bool, bool]) -> dict[str, Any]:
    return {**_paths(columns, log), "width": [float(width) for width in columns["width"]]}


def _marks_element(columns: dict[str, Any], label: str, log: tuple[bool, bool]) -> hv.Points:
    return hv.Points((columns["x"], columns["y"], columns["text"]), ["x", "y"], "text", label=label)


def _nodes_element(columns: dict[str, Any], label: str, log: tuple[bool, bool]) -> hv.Points:
    return hv.Points((columns["x"], columns["y"], columns["z"]), ["x", "y"], "value", label=label)


def _nodes(columns: dict[str, Any], log: tuple[bool, bool]) -> dict[str, Any]:
    return {**_spots(columns, log), "fill_color": columns["z"].astype(np.float32)}


def _points(columns: dict[str, Any], log: tuple[bool, bool]) -> dict[str, Any]:
    return {"x": columns["x"].astype(np.float32), "y": columns["y"].astype(np.float32)}


def _spots(columns: dict[str, Any], log: tuple[bool, bool]) -> dict[str, Any]:
    return {**_points(columns, log), "text": columns["text"]}


def _image_element(columns: dict[str, Any], label: str, log: tuple[bool, bool]) -> hv.Image:
    x, y = borders(columns["x"], log[0]), borders(columns["y"], log[1])
    bounds = (x[0], y[0], x[-1], y[-1]) if columns["z"].size else (1.0, 1.0, 2.0, 2.0)
    values = columns["z"][::-1] if columns["z"].size else np.zeros((2, 2))
    return hv.Image(values, bounds=bounds, vdims=["z"], label=label)


def _lines_element(columns: dict[str, Any], label: str, log: tuple[bool, bool]) -> hv.Path:
    lines = [{"x": x, "y": y} for x, y in zip(columns["xs"], columns["ys"], strict=True)]
    return hv.Path(lines or [{"x": [1.0, 1.0], "y": [1.0, 1.0]}], ["x", "y"], label=label)


def _both(columns: dict[str, Any], log: tuple[bool, bool]) -> tuple[np.ndarray, np.ndarray]:
    return columns["x"], columns["y"]


def _with_zero(columns: dict[str, Any], log: tuple[bool, bool]) -> tuple[np.ndarray, np.ndarray]:
    return borders(columns["x"]), np.append(columns["y"], 0.0) if len(columns["y"]) else np.zeros(0)


def _joined(lines: list[Any]) -> np.ndarray:
    return np.concatenate([np.asarray(line, float) for line in lines]) if lines else np.zeros(0)


NOWHERE = np.zeros(0)

KINDS: dict[str, Kind] = {
    "curve": Kind(
        ("x", "y"),
        lambda c, label, log: hv.Curve((c["x"], c["y"]), "x", "y", label=label),
        lambda c, log: _xy(c["x"], c["y"]),
        _both,
        looks.LINE,
    ),
    "steps": Kind(
        ("x", "y"),
        lambda c, label, log: hv.Curve(stairs(c["x"], c["y"]), "x", "y", label=label),
        lambda c, log: _xy(*stairs(c["x"], c["y"])),
        _both,
        looks.LINE,
    ),
    "outline": Kind(
        ("x", "y"),
        lambda c, label, log: hv.Curve(_outline(c["x"], c["y"]), "x", "y", label=label),
        lambda c, log: _xy(*_outline(c["x"], c["y"])),
        _with_zero,
        looks.LINE,
    ),
    "area": Kind(
        ("x", "lower", "upper"),
        lambda c, label, log: hv.Area(
            (c["x"], c["upper"], c["lower"]), "x", ["y", "lower"], label=label
        ),
        _area,
        lambda c, log: (c["x"], np.concatenate([c["lower"], c["upper"]])),
        looks.HATCHED,
    ),
    "bars": Kind(
        ("x", "y"),
        lambda c, label, log: hv.Histogram(
            (borders(c["x"]), c["y"]), kdims="x", vdims="y", label=label
        ),
        _bars,
        _with_zero,
        looks.BARS,
    ),
    "points": Kind(
        ("x", "y"),
        lambda c, label, log: hv.Points((c["x"], c["y"]), ["x", "y"], label=label),
        _spots,
        _both,
        looks.POINTS,
        named=True,
    ),
    # Smaller points, each of which has a name.
    "marks": Kind(
        ("x", "y", "text"),
        _marks_element,
        lambda c, log: {**_points(c, log), "text": list(c["text"])},
        _both,
        looks.MARKS,
    ),
    "text": Kind(
        ("x", "y", "text"),
        lambda c, label, log: hv.Labels((c["x"], c["y"], c["text"]), ["x", "y"], "text"),
        lambda c, log: {**_points(c, log), "text": list(c["text"])},
        _both,
        looks.TEXT,
        listed=False,
        beside=True,
    ),
    "paths": Kind(
        ("xs", "ys"),
        _lines_element,
        _paths,
        lambda c, log: (_joined(c["xs"]), _joined(c["ys"])),
        looks.PATHS,
        lists=True,
    ),
    "links": Kind(
        ("xs", "ys", "width"),
        _lines_element,
        _links,
        lambda c, log: (_joined(c["xs"]), _joined(c["ys"])),
        looks.LINKS,
        lists=True,
    ),
    "nodes": Kind(
        ("x", "y", "z"), _nodes_element, _nodes, _both, looks.NODES, listed=False, named=True
    ),
    "band": Kind(
        ("start", "stop"),
        lambda c, label, log: hv.VSpans((c["start"], c["stop"]), ["x0", "x1"], label=label),
        lambda c, log: {"x0": c["start"].astype(np.float32), "x1": c["stop"].astype(np.float32)},
        lambda c, log: (np.concatenate([c["start"], c["stop"]]), NOWHERE),
        looks.FILLED,
    ),
    "rule": Kind(
        ("x",),
        lambda c, label, log: hv.VLines(c["x"], "x", label=label),
        lambda c, log: {"x": c["x"].astype(np.float32)},
        lambda c, log: (NOWHERE, NOWHERE),  # no axis is stretched for a line that marks a place
        looks.LINE,
    ),
    "level": Kind(
        ("y",),
        lambda c, label, log: hv.HLines(c["y"], "y", label=label),
        lambda c, log: {"y": c["y"].astype(np.float32)},
        lambda c, log: (NOWHERE, c["y"]),
        looks.LINE,
    ),
    "image": Kind(
        ("x", "y", "z"),
        _image_element,
        _image,
        lambda c, log: (borders(c["x"], log[0]), borders(c["y"], log[1])),
        looks.IMAGE,
        gridded=True,
        listed=False,
        named=True,
    ),
}
