"""Views: a page declares layers and axes; a view draws datasets with them, at once, for ever.

HoloViews builds the figure once. Every draw after that goes the raw way: the columns that changed
are written into the live sources, and nothing else is sent. A figure rendered later, or twice,
starts from the same columns, so what is seen depends on the state alone and not on its history.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import Any
from weakref import WeakMethod

import holoviews as hv
import holoviews.plotting.bokeh
import numpy as np
import panel as pn
from panel.io.notebook import push_on_root
from panel.io.state import state

from dashboard.home import Home
from dashboard.picture.axis import PLAIN, Axis
from dashboard.picture.columns import (
    Limits,
    light,
    plain_column,
    reach_of,
    same,
    same_column,
    share,
)
from dashboard.picture.furniture import furnish, keep_scale
from dashboard.picture.hidden import HIDDEN
from dashboard.picture.layers import Layer, Results, entries
from dashboard.picture.paint import beside, own_columns, paint, style
from dashboard.picture.palette import ThemeName, cycle_of, scale_of
from dashboard.picture.places import pointed
from dashboard.picture.plots import Figure, Picture
from engine.result import label as axis_label

# A picture is pale while its result or an answer is late, and while the connection is lost. Where
# the page is one column, a card is as high as what is in it.
OWN_HEIGHT = """
:host {
  flex: 1 1 auto;
  font-size: 0.8125rem;
  opacity: min(var(--qb-late-opacity, 1), var(--qb-stale-opacity, 1), var(--qb-lost-opacity, 1));
  transition: opacity 120ms;
}
@container (max-width: 62.5rem) { :host { min-height: %dpx; } }
"""


WHOLE = (np.int32, np.int64)


def name_and_unit(label: str) -> dict[str, Any]:
    """The name of an axis and its unit, which stands in brackets at the end.

    >>> name_and_unit("time t (1/(ħω))"), name_and_unit("q")
    ({'name': 'time t', 'unit': '1/(ħω)'}, {'name': 'q', 'unit': ''})
    """
    found = re.fullmatch(r"(.*) \(((?:[^()]|\([^()]*\))*)\)", label)
    return {"name": found[1], "unit": found[2]} if found else {"name": label, "unit": ""}


def weakly(hook: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """A hook that does not keep its view alive.

    HoloViews keeps an element's options in a global store until the element dies, and the view
    holds the element: a hook holding the view would keep all three for ever.
    """
    reference = WeakMethod(hook)

    def call(plot: Any, element: Any) -> None:
        if (method := reference()) is not None:
            method(plot, element)

    return call


class View:
    """One picture of a page, declared by its layers, drawn again and again.

    `key` names it in code and in exported files, `title` in words. The picture fills its card;
    `height`, in pixels, is what it takes where the card has none of its own, as on a phone. With
    `equal` both axes have one scale, whatever the picture's shape. `numbers` reads what a table of
    it holds, by head, where the places in the picture say nothing.

    >>> from dashboard.picture.layers import Layer, read
    >>> energy = Layer("energy", "curve", "coherent", read("collision", x="time", y="energy"))
    >>> view = View("charging", "Charging", [energy], x=PLAIN)
    >>> view.draw({}, None)
    >>> view.columns_shown()["energy"]["x"]
    []
    """

    def __init__(
        self,
        key: str,
        title: str,
        layers: list[Layer],
        x: Axis = PLAIN,
        y: Axis = PLAIN,
        height: int = 360,
        equal: bool = False,
        theme: ThemeName = "light",
        numbers: Callable[[Results, Any], list[tuple[str, Any]] | None] | None = None,
    ) -> None:
        self.numbers = numbers
        self.key, self.title, self.layers, self.axes = key, title, tuple(layers), (x, y)
        self.log = (x.log, y.log)
        self.theme_name: ThemeName = theme
        self._home = Home()
        self._taps: list[Callable[[float, float], None]] = []
        # The entries of its legend under the names by which settings hide them.
        self.switches = {f"{key}.{one[0].key}": one for one in entries(self.layers).values()}
        self._switched: Callable[[str], None] = lambda _: None
        self._full = {layer.key: layer.form.empty() for layer in self.layers}
        self._reach: dict[str, tuple[Limits | None, Limits | None]] = {}
        self._picture = Picture()
        for layer in self.layers:
            self._redraw(layer)
        self.height, self.equal = height, equal

    @cached_property
    def pane(self) -> pn.pane.HoloViews:
        """Where the picture stands on a page; HoloViews is at work once it is asked for."""
        return pn.pane.HoloViews(
            self._overlay(self._full).opts(
                hooks=[weakly(self._adopt)], responsive=True, xlim=(1, 2), ylim=(1, 2)
            ),
            backend="bokeh",
            linked_axes=False,
            sizing_mode="stretch_both",
            margin=0,
            css_classes=[f"view-{self.key}"],
            stylesheets=[OWN_HEIGHT % self.height],
        )

    # The picture: what the state alone makes.

    def draw(
        self, results: Results, settings: Any, settled: bool = True, waiting: bool = False
    ) -> None:
        """Show results and settings; only what they change is sent.

        While a drag goes on (`settled` false) the colour range of images stays as it is. A picture
        that is `waiting` for its first result has neither axes nor layers.
        """
        labels: dict[str, Any] = {}
        fresh = replace(self._picture, columns=dict(self._picture.columns))
        self._picture = fresh
        for layer in self.layers:
            columns, variables = (
                (layer.form.empty(), {}) if waiting else self._columns(layer, results, settings)
            )
            for name, variable in variables.items():
                labels.setdefault(name, variable)
            if not same(columns, self._full[layer.key]):
                self._full[layer.key] = columns
                self._redraw(layer)
            if layer.scaled and (settled or layer.key not in fresh.colours):
                self._fit_colours(layer)
        fresh.waiting = waiting
        fresh.names, fresh.words = self._names(labels)
        fresh.strong = {
            layer.key: layer.chosen(settings) for layer in self.layers if layer.chosen is not None
        }
        fresh.hidden = self.hidden(settings)
        limits = self._limits(0), self._limits(1)
        if limits != fresh.limits:
            fresh.limits = limits
            for layer in self.layers:
                if layer.form.beside:
                    self._redraw(layer)
        self._send(lambda figure: figure.write(self._picture))

    def hidden(self, settings: Any) -> frozenset[str]:
        """The layers that a reader has hidden."""
        names = getattr(settings, HIDDEN, ())
        return frozenset(one.key for name in names for one in self.switches.get(name, ()))

    def element(self, results: Results, settings: Any) -> hv.Overlay:
        """The picture as a HoloViews element of its own, to work on in a notebook."""
        labels: dict[str, Any] = {}
        everything, hidden = {}, self.hidden(settings)
        for layer in self.layers:
            columns, variables = self._columns(layer, results, settings)
            if len(columns[layer.form.needs[0]]) and layer.key not in hidden:
                everything[layer.key] = columns
            for name, variable in variables.items():
                labels.setdefault(name, variable)
        names, _ = self._names(labels)
        return self._overlay(everything).opts(
            xlabel=names["x"], ylabel=names["y"], title=self.title, responsive=True, height=400
        )

    def columns_shown(self, full: bool = False) -> dict[str, dict[str, Any]]:
        """The columns of each layer: as the (first) figure holds them, thinned for drawing; or at
        full resolution under the layer's own names."""
        if not full and self.figures:
            return self.figures[0].columns()
        held = self._full if full else self._picture.columns
        return {key: dict(columns) for key, columns in held.items()}

    @property
    def picture(self) -> Picture:
        """What is shown: every column as drawn, ends and names of the axes, ranges of colours."""
        return self._picture

    def words(self) -> dict[str, Any]:
        """What the axes and colours of the present picture are called, for whoever points there."""
        return self._picture.words

    def axis_names(self) -> tuple[str, str]:
        """What the axes of the present picture are called."""
        return self._picture.names["x"], self._picture.names["y"]

    # What the reader does.

    def theme(self, name: ThemeName) -> None:
        """Draw on "light" or "dark" paper from now on."""
        self.theme_name = name
        self._picture = replace(self._picture, columns=dict(self._picture.columns))
        for layer in self.layers:
            if cycle_of(layer.role) is not None:
                self._redraw(layer)
        picture = self._picture

        def repaint(figure: Figure) -> None:
            paint(figure, name)
            figure.write(picture)

        self._send(repaint)

    def is_drawn(self, layer: Layer) -> bool:
        """Whether a layer shows anything."""
        return len(self._full[layer.key][layer.form.needs[0]]) > 0

    @property
    def limits(self) -> tuple[Limits, Limits]:
        """The ends of the axes, of x and of y, as they follow the data."""
        return self._picture.limits

    def pointed(self, along: int, at: float) -> float:
        """A place along an axis as finely as a finger points at it."""
        return pointed(at, self._picture.limits[along], self.log[along])

    @property
    def has_taps(self) -> bool:
        """Whether a click on the picture means something of its own."""
        return bool(self._taps)

    def on_tap(self, callback: Callable[[float, float], None]) -> None:
        """Call back with the x and y of every tap or click on the picture."""
        self._taps.append(callback)

    def on_switch(self, callback: Callable[[str], None]) -> None:
        """Call back with the name of every entry of the legend that is clicked."""
        self._switched = callback

    @property
    def figures(self) -> list[Figure]:
        """The figures rendered now: none, one, or several in a notebook."""
        return [plot.handles["raw"] for plot, _ in self._rendered().values()]

    # How it gets there.

    def _rendered(self) -> dict[str, Any]:
        """The plots HoloViews has rendered, by the root they stand under."""
        return self.pane._plots if "pane" in vars(self) else {}

    def _columns(
        self, layer: Layer, results: Results, settings: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """A layer's columns as plain arrays, and the labelled variables among them."""
        kind = layer.form
        columns = layer.columns(results, settings)
        if columns is None:
            return kind.empty(), {}
        plain = {name: plain_column(columns[name], kind.is_list(name)) for name in kind.needs}
        if kind.named:
            unnamed = [] if kind.gridded else [""] * len(plain[kind.needs[0]])
            plain["text"] = list(columns.get("text", unnamed))
        if kind.lists:
            plain["label"] = list(columns.get("label", [""] * len(plain[kind.needs[0]])))
        return plain, {name: data for name, data in columns.items() if hasattr(data, "attrs")}

    def _redraw(self, layer: Layer) -> None:
        """Make a layer's drawn columns and reach anew, keeping arrays that came out the same."""
        kind, columns = layer.form, self._full[layer.key]
        drawn = kind.drawn(columns, self.log)
        count = len(next(iter(drawn.values())))
        drawn |= own_columns(layer, count, self.theme_name)
        if layer.form.beside:
            drawn |= beside(layer, share(drawn["x"], self._picture.limits[0], self.log[0]))
        drawn = {name: light(data) for name, data in drawn.items()}
        before = self._picture.columns.get(layer.key, {})
        self._picture.columns[layer.key] = {
            name: before[name] if name in before and same_column(data, before[name]) else data
            for name, data in drawn.items()
        }
        self._reach[layer.key] = None, None
        if layer.fits:
            held = columns if layer.fits is True else layer.fits(columns)
            x, y = kind.reach(dict(held), self.log)
            self._reach[layer.key] = reach_of(x), reach_of(y)

    def _fit_colours(self, layer: Layer) -> None:
        reach = reach_of(self._full[layer.key]["z"])
        if reach is not None:
            limits = scale_of(layer.role).limits(*reach)
            self._picture.colours = {**self._picture.colours, layer.key: limits}

    def _limits(self, along: int) -> Limits:
        reaches = [self._reach[layer.key][along] for layer in self.layers]
        return self.axes[along].fit([reach for reach in reaches if reach is not None])

    def _names(self, variables: dict[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
        """Names of the axes and of what colours mean, and the same as a reader is told them."""
        names: dict[str, str] = {}
        for name, given in zip("xyz", (*(axis.label for axis in self.axes), ""), strict=True):
            variable = variables.get(name)
            if given or variable is None or "long_name" not in variable.attrs:
                names[name] = given
            else:
                names[name] = axis_label(variable)
        # What the codes of an image mean, as CF datasets say it.
        codes = getattr(variables.get("z"), "attrs", {}).get("flag_meanings", "").split()
        words: dict[str, Any] = {axis: name_and_unit(name) for axis, name in names.items()}
        words["z"]["meanings"] = [code.replace("_", " ") for code in codes]
        for name, axis in zip("xy", self.axes, strict=True):
            words[name]["hidden"] = axis.hidden
            words[name]["whole"] = getattr(variables.get(name), "dtype", float) in WHOLE
        return names, words | {"log": list(self.log)}

    def _overlay(self, everything: dict[str, dict[str, Any]]) -> hv.Overlay:
        log = {"logx": self.log[0], "logy": self.log[1]}
        elements = []
        for layer in [layer for layer in self.layers if layer.key in everything]:
            element = layer.form.element(everything[layer.key], layer.label, self.log)
            own = style(layer, self.theme_name)
            if layer.scaled:
                scale = scale_of(layer.role)
                limits = scale.limits(*(reach_of(everything[layer.key]["z"]) or (0.0, 1.0)))
                colours = list(scale.colours(self.theme_name, limits))
                own |= {"cmap": colours, "clim": limits, **(layer.form.look.scaled or {})}
            elements.append(element.opts(backend="bokeh", **own, **log))
        # An overlay without a title is called after its only named layer.
        plain = {"show_legend": False, "default_tools": [], "title": ""}
        return hv.Overlay(elements).opts(backend="bokeh", **plain, **log)

    def _adopt(self, plot: Any, element: Any) -> None:
        """Take over a figure HoloViews has just built."""
        if "raw" in plot.handles:
            return
        figure = Figure(plot, self.layers, self.log, self.theme_name)
        for along, name in enumerate(("xaxis", "yaxis")):
            if self.axes[along].hidden:
                figure.axes.pop(name)
                getattr(plot.state, name).visible = False
                plot.state.grid[along].visible = False
        furnish(figure, self.key, self.title, self._on_zoom, self._on_tap, self._on_switch)
        for axis, model in zip(self.axes, (plot.state.xaxis[0], plot.state.yaxis[0]), strict=True):
            if axis.unit:
                model.formatter.args = {"unit": axis.unit}
        if self.equal:
            keep_scale(figure)
        paint(figure, self.theme_name)
        figure.write(self._picture)
        # Last: HoloViews only logs what a hook raises, so a figure half made is no figure.
        plot.handles["raw"] = figure

    def _on_zoom(self, figure: Figure, reset: bool) -> None:
        if reset:
            figure.follow()
        figure.following = reset

    def _on_tap(self, x: float, y: float) -> None:
        for callback in self._taps:
            self._home(callback, x, y)

    def _on_switch(self, layer: str) -> None:
        self._home(self._switched, f"{self.key}.{layer}")

    def _send(self, change: Callable[[Figure], Any]) -> None:
        """Apply a change to every rendered figure, each in the document it lives in."""
        for reference, (plot, _) in list(self._rendered().items()):
            figure, document = plot.handles["raw"], plot.document
            if plot.comm is not None:
                change(figure)
                push_on_root(reference)
            elif document.session_context is None or state._unblocked(document):
                change(figure)
            else:
                document.add_next_tick_callback(partial(change, figure))
