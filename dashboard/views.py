"""Views: a page declares layers and axes; a view draws datasets with them, at once, for ever.

HoloViews builds the figure once. Every draw after that goes the raw way: the columns that changed
are written into the live sources, and nothing else is sent. A figure rendered later, or twice,
starts from the same columns, so what is seen depends on the state alone and not on its history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import holoviews as hv
import numpy as np
import panel as pn
from panel.io.notebook import push_on_root
from panel.io.state import state

from dashboard.layers import KINDS, Layer, Results
from dashboard.palette import SCALES, ThemeName
from dashboard.plots import Figure, Limits, Picture, series_columns, style
from engine.result import label as axis_label

hv.extension("bokeh", logo=False) if not hv.Store.renderers else None


@dataclass(frozen=True)
class Axis:
    """How an axis follows its data.

    `label`: its name; else the name of the first labelled variable drawn along it.
    `limits`: a fixed low or high end. `include`: values always in sight. `tight`: end exactly
    where the data end, instead of at the next round number. `log`: logarithmic.
    """

    label: str = ""
    limits: tuple[float | None, float | None] = (None, None)
    include: tuple[float, ...] = ()
    tight: bool = False
    log: bool = False

    def fit(self, reaches: list[Limits]) -> Limits:
        """The ends of the axis for what it has to hold: pairs of lowest and highest values."""
        values = [end for reach in reaches for end in reach] + list(self.include)
        values = [value for value in values if np.isfinite(value) and (value > 0 or not self.log)]
        low, high = (min(values), max(values)) if values else ((0.1, 1.0) if self.log else (0.0, 1.0))
        if self.log:
            low, high = 10 ** np.array(self._widen(np.log10(low), np.log10(high)))
        else:
            low, high = self._widen(low, high)
        fixed_low, fixed_high = self.limits
        low = float(low if fixed_low is None else fixed_low)
        high = float(high if fixed_high is None else fixed_high)
        return (low, high) if high > low else (low, low + 1.0)

    def _widen(self, low: float, high: float) -> Limits:
        """Ends with a margin, on round numbers: a small change of the data moves no axis."""
        if low == high:
            return low - 0.5 * (abs(low) or 1.0), high + 0.5 * (abs(high) or 1.0)
        if self.tight:
            return low, high
        margin = 0.04 * (high - low)
        step = 10.0 ** np.floor(np.log10((high - low) / 10))
        step *= next(nice for nice in (1, 2, 5, 10) if nice * step * 10.000001 >= high - low)
        return np.floor((low - margin) / step) * step, np.ceil((high + margin) / step) * step


class View:
    """One picture of a page, declared by its layers, drawn again and again.

    `key` names it in code, `title` in words and in the names of exported files. `height` is in
    pixels; with `aspect` (width over height) the height follows the width instead.

    >>> from dashboard.layers import Layer, read
    >>> energy = Layer("energy", "curve", "coherent", read("collision", x="time", y="energy"))
    >>> view = View("charging", "Charging", [energy], x=Axis(tight=True))
    >>> view.draw({}, None)
    >>> view.columns_shown()["energy"]["x"]
    array([], dtype=float32)
    """

    def __init__(
        self,
        key: str,
        title: str,
        layers: list[Layer],
        x: Axis = Axis(),  # noqa: B008 - frozen
        y: Axis = Axis(),  # noqa: B008 - frozen
        height: int = 360,
        aspect: float | None = None,
        theme: ThemeName = "light",
    ) -> None:
        self.key, self.title, self.layers, self.axes = key, title, tuple(layers), (x, y)
        self.log = (x.log, y.log)
        self.theme_name: ThemeName = theme
        self._taps: list[Callable[[float, float], None]] = []
        self._full = {layer.key: KINDS[layer.kind].empty() for layer in self.layers}
        self._reach: dict[str, tuple[Limits | None, Limits | None]] = {}
        self._picture = Picture()
        for layer in self.layers:
            self._redraw(layer)
        size = {"aspect_ratio": aspect} if aspect else {"height": height, "min_height": height}
        self.pane = pn.pane.HoloViews(
            self._overlay(self._full).opts(hooks=[self._adopt]),
            sizing_mode="stretch_width",
            linked_axes=False,
            **size,
        )

    # The picture: what the state alone makes.

    def draw(self, results: Results, settings: Any, settled: bool = True) -> None:
        """Show results and settings; only what they change is sent.

        While a drag goes on (`settled` false) the colour range of images stays as it is.
        """
        labels: dict[str, Any] = {}
        fresh = replace(self._picture, columns=dict(self._picture.columns))
        self._picture = fresh
        for layer in self.layers:
            columns, variables = self._columns(layer, results, settings)
            for name, variable in variables.items():
                labels.setdefault(name, variable)
            if not same(columns, self._full[layer.key]):
                self._full[layer.key] = columns
                self._redraw(layer)
            if layer.kind == "image" and (settled or layer.key not in fresh.colours):
                self._fit_colours(layer)
        fresh.names, fresh.symbols = self._names(labels)
        fresh.limits = tuple(self._limits(along) for along in (0, 1))
        self._send(lambda figure: figure.write(fresh))

    def element(self, results: Results, settings: Any) -> hv.Overlay:
        """The picture as a HoloViews element of its own, to work on in a notebook."""
        labels: dict[str, Any] = {}
        everything = {}
        for layer in self.layers:
            columns, variables = self._columns(layer, results, settings)
            if len(columns[KINDS[layer.kind].needs[0]]):
                everything[layer.key] = columns
            for name, variable in variables.items():
                labels.setdefault(name, variable)
        names, _ = self._names(labels)
        return self._overlay(everything).opts(
            xlabel=names["x"], ylabel=names["y"], title=self.title, responsive=True, height=400
        )

    def columns_shown(self, full: bool = False) -> dict[str, dict[str, Any]]:
        """The columns of each layer: as drawn, or at full resolution under their own names."""
        return {
            layer.key: dict((self._full if full else self._picture.columns)[layer.key])
            for layer in self.layers
        }

    # What the reader does.

    def theme(self, name: ThemeName) -> None:
        """Draw on "light" or "dark" paper from now on."""
        self.theme_name = name
        self._picture = replace(self._picture, columns=dict(self._picture.columns))
        for layer in self.layers:
            if layer.role == "series":
                self._redraw(layer)
        picture = self._picture
        self._send(lambda figure: (figure.paint(name), figure.write(picture)))

    def on_tap(self, callback: Callable[[float, float], None]) -> None:
        """Call back with the x and y of every tap or click on the picture."""
        self._taps.append(callback)

    @property
    def figures(self) -> list[Figure]:
        """The figures rendered now: none, one, or several in a notebook."""
        return [plot.handles["raw"] for plot, _ in self.pane._plots.values()]

    # How it gets there.

    def _columns(
        self, layer: Layer, results: Results, settings: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """A layer's columns as plain arrays, and the labelled variables among them."""
        kind = KINDS[layer.kind]
        columns = layer.columns(results, settings)
        if columns is None:
            return kind.empty(), {}
        plain = {name: plain_column(columns[name], kind.is_list(name)) for name in kind.needs}
        if kind.lists:
            plain["label"] = list(columns.get("label", [""] * len(plain[kind.needs[0]])))
        return plain, {name: data for name, data in columns.items() if hasattr(data, "attrs")}

    def _redraw(self, layer: Layer) -> None:
        """Make a layer's drawn columns and reach anew, keeping the arrays that came out the same."""
        kind, columns = KINDS[layer.kind], self._full[layer.key]
        drawn = kind.drawn(columns, self.log)
        count = len(next(iter(drawn.values())))
        drawn |= series_columns(layer, count, self.theme_name)
        before = self._picture.columns.get(layer.key, {})
        self._picture.columns[layer.key] = {
            name: before[name] if name in before and same_column(data, before[name]) else data
            for name, data in drawn.items()
        }
        ends = [reach_of(values) for values in kind.reach(columns, self.log)] if layer.fits else []
        self._reach[layer.key] = tuple(ends) or (None, None)

    def _fit_colours(self, layer: Layer) -> None:
        reach = reach_of(self._full[layer.key]["z"])
        if reach is not None:
            limits = SCALES[layer.role].limits(*reach)
            self._picture.colours = {**self._picture.colours, layer.key: limits}

    def _limits(self, along: int) -> Limits:
        reaches = [self._reach[layer.key][along] for layer in self.layers]
        return self.axes[along].fit([reach for reach in reaches if reach is not None])

    def _names(self, variables: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
        """Names of the axes, and the short symbols by which the hover calls the coordinates."""
        names, symbols = {}, {"x": "x", "y": "y", "z": ""}
        for name, variable in variables.items():
            if name in symbols and "short" in variable.attrs:
                symbols[name] = variable.attrs["short"]
        for name, axis in zip(("x", "y"), self.axes, strict=True):
            variable = variables.get(name)
            labelled = variable is not None and "long_name" in variable.attrs
            names[name] = axis.label or (axis_label(variable) if labelled else "")
        return names, symbols

    def _overlay(self, everything: dict[str, dict[str, Any]]) -> hv.Overlay:
        log = {"logx": self.log[0], "logy": self.log[1]}
        elements = []
        for layer in [layer for layer in self.layers if layer.key in everything]:
            element = KINDS[layer.kind].element(everything[layer.key], layer.label)
            own = style(layer, self.theme_name)
            if layer.kind == "image":
                own = {"cmap": list(SCALES[layer.role].colours(self.theme_name)), "colorbar": True}
            elements.append(element.opts(backend="bokeh", **own, **log))
        return hv.Overlay(elements).opts(backend="bokeh", show_legend=False, default_tools=[], **log)

    def _adopt(self, plot: Any, element: Any) -> None:
        """Take over a figure HoloViews has just built."""
        if "raw" in plot.handles:
            return
        figure = plot.handles["raw"] = Figure(plot, self.layers, self.log)
        figure.furnish(f"{self.key}", self._on_zoom, self._on_tap)
        figure.paint(self.theme_name)
        figure.write(self._picture)

    def _on_zoom(self, figure: Figure, reset: bool) -> None:
        if reset:
            figure.follow()
        figure.following = reset

    def _on_tap(self, x: float, y: float) -> None:
        for callback in self._taps:
            callback(x, y)

    def _send(self, change: Callable[[Figure], Any]) -> None:
        """Apply a change to every rendered figure, each in the document it lives in."""
        for reference, (plot, _) in list(self.pane._plots.items()):
            figure, document = plot.handles["raw"], plot.document
            if plot.comm is not None:
                change(figure)
                push_on_root(reference)
            elif document.session_context is None or state._unblocked(document):
                change(figure)
            else:
                document.add_next_tick_callback(partial(change, figure))


def plain_column(data: Any, as_list: bool) -> Any:
    """A column as a NumPy array, or as a list where its entries are curves or texts."""
    if as_list:
        return [entry if isinstance(entry, str) else np.asarray(entry) for entry in data]
    return np.atleast_1d(np.asarray(getattr(data, "values", data)))


def same_column(left: Any, right: Any) -> bool:
    """Whether two columns hold the same."""
    if left is right:
        return True
    if isinstance(left, list) or isinstance(right, list):
        return len(left) == len(right) and all(map(same_column, left, right))
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return left.shape == right.shape and np.array_equal(left, right, equal_nan=True)
    return type(left) is type(right) and left == right


def same(left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether two sets of columns hold the same."""
    return left.keys() == right.keys() and all(
        same_column(data, right[name]) for name, data in left.items()
    )


def reach_of(values: np.ndarray) -> Limits | None:
    """The lowest and highest finite number, or None where there is none."""
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else None
