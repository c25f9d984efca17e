"""Figures: what HoloViews built, once, and the raw way of changing it afterwards.

HoloViews makes the Bokeh figure and its glyphs. From then on a `Figure` writes only what differs
between the picture it shows and the picture wanted: columns, ranges, axis names, colours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from bokeh.models.annotations import ColorBar, Legend, LegendItem
from bokeh.models.callbacks import CustomJS
from bokeh.models.mappers import LinearColorMapper
from bokeh.models.renderers import GlyphRenderer

from dashboard.picture.columns import Limits, light
from dashboard.picture.layers import Layer
from dashboard.picture.palette import ThemeName, scale_of

# The colour range of an image without numbers yet.
EMPTY_RANGE = (0.0, 1.0)
# Widths of the chosen one of several curves, and of the others.
STRONG, WEAK = 4.5, 2.0


@dataclass
class Picture:
    """All that a figure shows: the glyphs' columns, ranges, names of axes, colour ranges.

    `strong` tells which of the curves that could be chosen is, `hidden` which layers are not drawn
    because a reader hid them. A picture that is `waiting` for its
    first result has no axes.
    """

    columns: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    limits: tuple[Limits, Limits] = ((0.0, 1.0), (0.0, 1.0))
    names: dict[str, str] = field(default_factory=lambda: {"x": "", "y": "", "z": ""})
    words: dict[str, Any] = field(default_factory=dict)
    colours: dict[str, Limits] = field(default_factory=dict)
    strong: dict[str, bool] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    waiting: bool = False


def rows(columns: Mapping[str, Any]) -> int:
    """How many rows a glyph's columns have."""
    return len(next(iter(columns.values()), ()))


class Figure:
    """One rendered figure of a view: its sources, ranges and legend, and what they show."""

    def __init__(
        self, plot: Any, layers: tuple[Layer, ...], log: tuple[bool, bool], theme: ThemeName
    ) -> None:
        self.plot = plot
        self.model = plot.state
        self.layers = layers
        self.log = log
        self.theme: ThemeName = theme
        self.shown = Picture(names={}, limits=((np.nan, np.nan),) * 2)
        parts = list(plot.subplots.values())
        self.handles = {layer.key: part.handles for layer, part in zip(layers, parts, strict=True)}
        self.sources = {key: handles["cds"] for key, handles in self.handles.items()}
        self.renderers = {key: handles["glyph_renderer"] for key, handles in self.handles.items()}
        self.samples: dict[str, GlyphRenderer[Any]] = {}
        self.mappers: dict[str, LinearColorMapper] = {}
        self.bars: dict[str, ColorBar] = {}
        self.legend = Legend()
        self.entries: dict[str, LegendItem] = {}
        self.axes = {name: getattr(self.model, name) for name in ("xaxis", "yaxis")}
        self.ranges = (self.model.x_range, self.model.y_range)
        self.whole = {"x": False, "y": False}
        self.following = True
        self.scale_keeper: CustomJS | None = None

    def write(self, picture: Picture) -> None:
        """Show a picture: what is shown already is not sent again."""
        for layer in self.layers:
            self._write_columns(layer, picture.columns[layer.key])
            if layer.scaled:
                self._write_colours(layer, picture.colours.get(layer.key, EMPTY_RANGE))
        for key, strong in picture.strong.items():
            if strong is not self.shown.strong.get(key):
                self.handles[key]["glyph"].line_width = STRONG if strong else WEAK
        self.shown.strong = picture.strong
        self._hide(picture.hidden)
        if picture.waiting is not self.shown.waiting:
            for axis in self.axes.values():
                axis.visible = not picture.waiting
            self.shown.waiting = picture.waiting
        self._write_names(picture)
        self._write_ticks(picture)
        self._write_limits(picture.limits)

    def columns(self) -> dict[str, dict[str, Any]]:
        """What the live sources hold, by layer."""
        return {
            key: {name: light(data) for name, data in source.data.items()}
            for key, source in self.sources.items()
        }

    def _write_columns(self, layer: Layer, columns: Mapping[str, Any]) -> None:
        shown = self.shown.columns.get(layer.key)
        if columns is shown:
            return
        source = self.sources[layer.key]
        if shown is None:
            source.data = dict(columns)
        elif changed := {name: data for name, data in columns.items() if data is not shown[name]}:
            source.data.update(changed)
        self.shown.columns[layer.key] = columns
        drawn = bool(rows(columns))
        if layer.scaled:
            if layer.key in self.bars:
                self.bars[layer.key].visible = drawn
        elif layer.label in self.entries and bool(shown and rows(shown)) != drawn:
            self._show_entry(layer.label)

    def _hide(self, hidden: frozenset[str]) -> None:
        """Draw neither these layers nor, strongly, their entries in the legend."""
        for key in hidden ^ self.shown.hidden:
            self.renderers[key].visible = self.samples[key].visible = key not in hidden
        self.shown.hidden = hidden

    def _show_entry(self, label: str) -> None:
        keys = [layer.key for layer in self.layers if layer.label == label]
        self.entries[label].visible = any(rows(self.shown.columns.get(key, {})) for key in keys)

    def _write_colours(self, layer: Layer, limits: Limits) -> None:
        if limits != self.shown.colours.get(layer.key):
            palette = scale_of(layer.role).colours(self.theme, limits)
            self.mappers[layer.key].update(palette=palette, low=limits[0], high=limits[1])
            self.shown.colours[layer.key] = limits

    def _write_names(self, picture: Picture) -> None:
        if picture.names == self.shown.names:
            return
        self.plot.handles["xaxis"].axis_label = picture.names["x"]
        self.plot.handles["yaxis"].axis_label = picture.names["y"]
        for bar in self.bars.values():
            bar.title = picture.names["z"]
        self.shown.names = picture.names

    def _write_ticks(self, picture: Picture) -> None:
        """What is counted has no ticks between whole numbers."""
        for name, log in zip("xy", self.log, strict=True):
            whole = bool(picture.words.get(name, {}).get("whole"))
            if not log and whole is not self.whole[name]:
                getattr(self.model, f"{name}axis")[0].ticker.min_interval = float(whole)
                self.whole[name] = whole

    def _write_limits(self, limits: tuple[Limits, Limits]) -> None:
        if limits == self.shown.limits:
            return
        before, self.shown.limits = self.shown.limits, limits
        if self.scale_keeper:
            ends = [list(limit) for limit in limits]
            self.scale_keeper.args = {"figure": self.model, "limits": ends}
        for axis_range, old, (low, high) in zip(self.ranges, before, limits, strict=True):
            if old != (low, high):
                # The browser's own reset goes to reset_start and reset_end.
                axis_range.update(reset_start=low, reset_end=high)
        if self.following:
            self.follow()

    def follow(self) -> None:
        """Let the axes follow the data, as they do until the reader zooms."""
        self.following = True
        for axis_range, (low, high) in zip(self.ranges, self.shown.limits, strict=True):
            if (axis_range.start, axis_range.end) != (low, high):
                axis_range.update(start=low, end=high)

    def change_theme(self, theme: ThemeName) -> None:
        """Colours written from now on are those of light or dark paper."""
        self.theme = theme
        self.shown.colours.clear()
        self.shown.strong = {}
