"""Figures: what HoloViews built, once, and the raw way of changing it afterwards.

HoloViews makes the Bokeh figure and its glyphs. From then on a `Figure` writes only what differs
between the picture it shows and the picture wanted: columns, ranges, axis names, colours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from bokeh.events import RangesUpdate, Reset, Tap
from bokeh.models import (
    BoxZoomTool,
    ColorBar,
    CustomAction,
    CustomJS,
    CustomJSHover,
    HoverTool,
    Legend,
    LegendItem,
    PanTool,
    ResetTool,
    SaveTool,
    WheelZoomTool,
)

from dashboard.layers import Layer
from dashboard.palette import ROLES, SCALES, THEMES, Theme, ThemeName, series, series_dashes

SAVE_SVG = (Path(__file__).parent / "save_svg.js").read_text(encoding="utf-8")
HOVER = (Path(__file__).parent / "hover.js").read_text(encoding="utf-8")

FONT = "system-ui, 'Liberation Sans', sans-serif"
SVG_ICON = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
    "<text x='12' y='16' font-size='10' font-weight='700' font-family='sans-serif' "
    "text-anchor='middle' fill='%23808890'>SVG</text></svg>"
)
TOOLTIP = (
    '<div style="white-space:pre-line;font:13px/1.4 var(--font,system-ui,sans-serif)">'
    "@left{custom}</div>"
)
WRAPPING_LEGEND = """
:host { max-width: 100%; box-sizing: border-box; }
.bk-grid { display: flex; flex-flow: row wrap; width: auto; gap: 2px 14px; }
"""

Limits = tuple[float, float]


@dataclass
class Picture:
    """All that a figure shows: the glyphs' columns, ranges, names of axes, colour ranges."""

    columns: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    limits: tuple[Limits, Limits] = ((0.0, 1.0), (0.0, 1.0))
    names: dict[str, str] = field(default_factory=lambda: {"x": "", "y": ""})
    symbols: dict[str, str] = field(default_factory=lambda: {"x": "x", "y": "y", "z": "value"})
    colours: dict[str, Limits] = field(default_factory=dict)


def style(layer: Layer, theme: ThemeName) -> dict[str, Any]:
    """The glyph properties of a layer, as HoloViews options and Bokeh properties name them."""
    if layer.kind == "image":
        return {}
    by_column = layer.role == "series"
    stroke = ROLES["note" if by_column else layer.role]
    colour = stroke.colour(theme)
    line = {"line_color": colour, "line_width": stroke.width, "line_dash": stroke.dash}
    match layer.kind:
        case "text":
            return {"text_color": colour, "text_font_size": "12px", "text_align": "left"}
        case "points":
            return {"fill_color": colour, "line_color": THEMES[theme].paper, "size": 10}
        case "bars":
            return {"fill_color": colour, "fill_alpha": stroke.fill, "line_color": None}
        case "area" | "band":
            return {"fill_color": colour, "fill_alpha": stroke.fill, "line_alpha": 0.0}
        case _:
            return line


COLOUR_PROPERTIES = {"paths": ("line_color",), "points": ("fill_color",), "text": ("text_color",)}


def series_columns(layer: Layer, count: int, theme: ThemeName) -> dict[str, Any]:
    """The colour (and dash) of each curve, point or text of a layer that has its own."""
    if layer.role != "series":
        return {}
    dashes = {"dash": series_dashes(count)} if layer.kind == "paths" else {}
    return {"colour": series(theme, count), **dashes}


def rows(columns: Mapping[str, Any]) -> int:
    """How many rows a glyph's columns have."""
    return len(next(iter(columns.values()), ()))


class Figure:
    """One rendered figure of a view: its sources, ranges and legend, and what they show."""

    def __init__(self, plot: Any, layers: tuple[Layer, ...], log: tuple[bool, bool]) -> None:
        self.plot = plot
        self.model = plot.state
        self.layers = layers
        self.log = log
        self.shown = Picture(names={}, limits=((np.nan, np.nan),) * 2)
        parts = list(plot.subplots.values())
        self.handles = {layer.key: part.handles for layer, part in zip(layers, parts, strict=True)}
        self.sources = {key: handles["cds"] for key, handles in self.handles.items()}
        self.renderers = {key: handles["glyph_renderer"] for key, handles in self.handles.items()}
        self.following = True

    def furnish(
        self,
        filename: str,
        on_zoom: Callable[[Figure, bool], None],
        on_tap: Callable[[float, float], None],
    ) -> None:
        """Give the figure its tools, legend, hover and events."""
        for layer in self.layers:
            self.renderers[layer.key].name = layer.label or layer.key
            self._colour_by_column(layer)
        self.model.output_backend = "canvas"
        self._add_legend()
        self._add_tools(filename)
        self.model.on_event(RangesUpdate, lambda event: on_zoom(self, False))
        self.model.on_event(Reset, lambda event: on_zoom(self, True))
        self.model.on_event(Tap, lambda event: on_tap(event.x, event.y))

    def _colour_by_column(self, layer: Layer) -> None:
        if layer.role == "series":
            glyph = self.renderers[layer.key].glyph
            for name in COLOUR_PROPERTIES[layer.kind]:
                setattr(glyph, name, {"field": "colour"})
            if layer.kind == "paths":
                glyph.line_dash = {"field": "dash"}
        if layer.kind == "text":
            self.renderers[layer.key].glyph.update(x_offset=8, y_offset=0)

    def _add_legend(self) -> None:
        labelled: dict[str, list[Any]] = {}
        for layer in self.layers:
            if layer.label and layer.kind not in ("image", "text"):
                labelled.setdefault(layer.label, []).append(self.renderers[layer.key])
        self.entries = {
            label: LegendItem(label=label, renderers=renderers, visible=False)
            for label, renderers in labelled.items()
        }
        self.legend = Legend(
            items=list(self.entries.values()),
            click_policy="hide",
            orientation="horizontal",
            location="top_left",
            stylesheets=[WRAPPING_LEGEND],
            glyph_width=30,
            glyph_height=16,
            margin=4,
            padding=0,
            border_line_color=None,
            label_text_font_size="13px",
            label_text_font=FONT,
        )
        self.model.add_layout(self.legend, "above")

    def _add_tools(self, filename: str) -> None:
        span = [(1e-30 if log else -1e30, 1e30) for log in self.log]
        self.pad = self.model.quad(
            left=[span[0][0]], right=[span[0][1]], bottom=[span[1][0]], top=[span[1][1]],
            fill_alpha=0.0, line_alpha=0.0, level="underlay",
        )  # fmt: skip
        self.reader = CustomJSHover(code=HOVER)
        save_svg = CustomJS(args={"figure": self.model, "filename": filename}, code=SAVE_SVG)
        toolbar = self.model.toolbar
        toolbar.tools = [
            PanTool(),
            BoxZoomTool(),
            WheelZoomTool(),
            ResetTool(),
            HoverTool(
                renderers=[self.pad],
                tooltips=TOOLTIP,
                formatters={"@left": self.reader},
                point_policy="follow_mouse",
            ),
            SaveTool(filename=filename, description="Save as PNG"),
            CustomAction(icon=SVG_ICON, description="Save as SVG", callback=save_svg),
        ]
        # A finger must scroll the page, so no gesture is taken before it is asked for.
        toolbar.update(active_drag=None, active_scroll=None, active_tap=None, logo=None)

    def write(self, picture: Picture) -> None:
        """Show a picture: what is shown already is not sent again."""
        for layer in self.layers:
            self._write_columns(layer, picture.columns[layer.key])
            if layer.key in picture.colours:
                self._write_colours(layer.key, picture.colours[layer.key])
        self._write_names(picture)
        self._write_limits(picture.limits)

    def _write_columns(self, layer: Layer, columns: Mapping[str, Any]) -> None:
        shown = self.shown.columns.get(layer.key)
        if columns is shown:
            return
        source = self.sources[layer.key]
        if shown is None:
            source.data = dict(columns)
        else:
            source.data.update(
                {name: data for name, data in columns.items() if data is not shown[name]}
            )
        self.shown.columns[layer.key] = columns
        if layer.label in self.entries and bool(shown and rows(shown)) != bool(rows(columns)):
            self._show_entry(layer.label)

    def _show_entry(self, label: str) -> None:
        keys = [layer.key for layer in self.layers if layer.label == label]
        self.entries[label].visible = any(rows(self.shown.columns.get(key, {})) for key in keys)

    def _write_colours(self, key: str, limits: Limits) -> None:
        if limits != self.shown.colours.get(key):
            self.handles[key]["color_mapper"].update(low=limits[0], high=limits[1])
            self.shown.colours[key] = limits

    def _write_names(self, picture: Picture) -> None:
        if picture.names == self.shown.names and picture.symbols == self.shown.symbols:
            return
        self.plot.handles["xaxis"].axis_label = picture.names["x"]
        self.plot.handles["yaxis"].axis_label = picture.names["y"]
        for bar in self.model.select(ColorBar):
            bar.title = picture.symbols["z"]
        self.reader.args = {
            "names": {**picture.symbols, "log": list(self.log)},
            "layers": [
                {
                    "kind": layer.kind,
                    "label": layer.label,
                    "source": self.sources[layer.key],
                    "renderer": self.renderers[layer.key],
                }
                for layer in self.layers
                if layer.kind in ("curve", "steps", "outline", "bars", "paths", "image")
            ],
        }
        self.shown.names, self.shown.symbols = picture.names, picture.symbols

    def _write_limits(self, limits: tuple[Limits, Limits]) -> None:
        if limits == self.shown.limits:
            return
        for axis_range, (low, high) in zip(
            (self.model.x_range, self.model.y_range), limits, strict=True
        ):
            # The browser's own reset goes to reset_start and reset_end.
            axis_range.update(reset_start=low, reset_end=high)
            if self.following:
                axis_range.update(start=low, end=high)
        self.shown.limits = limits

    def follow(self) -> None:
        """Take up following the data again, after the reader's reset."""
        self.following = True
        for axis_range, (low, high) in zip(
            (self.model.x_range, self.model.y_range), self.shown.limits, strict=True
        ):
            axis_range.update(start=low, end=high)

    def paint(self, theme: ThemeName) -> None:
        """Put the figure on light or dark paper."""
        for layer in self.layers:
            handles = self.handles[layer.key]
            if layer.kind == "image":
                handles["color_mapper"].update(
                    palette=SCALES[layer.role].colours(theme), nan_color="rgba(0, 0, 0, 0)"
                )
                continue
            properties = style(layer, theme)
            if layer.role == "series":
                for name in (*COLOUR_PROPERTIES[layer.kind], "line_dash"):
                    properties.pop(name, None)
            handles["glyph"].update(**properties)
        self._paint_paper(THEMES[theme])

    def _paint_paper(self, paper: Theme) -> None:
        self.model.update(
            background_fill_color=paper.paper,
            border_fill_color=paper.paper,
            outline_line_color=paper.grid,
        )
        for axis in (*self.model.xaxis, *self.model.yaxis):
            axis.update(
                axis_line_color=paper.muted,
                major_tick_line_color=paper.muted,
                minor_tick_line_color=None,
                major_label_text_color=paper.ink,
                axis_label_text_color=paper.ink,
                major_label_text_font_size="12px",
                axis_label_text_font_size="14px",
                axis_label_text_font_style="normal",
                major_label_text_font=FONT,
                axis_label_text_font=FONT,
            )
        self.model.grid.grid_line_color = paper.grid
        self.legend.update(
            label_text_color=paper.ink,
            background_fill_alpha=0.0,
            inactive_fill_color=paper.paper,
            inactive_fill_alpha=0.7,
        )
        for bar in self.model.select(ColorBar):
            bar.update(
                background_fill_color=paper.paper,
                major_label_text_color=paper.ink,
                title_text_color=paper.ink,
                major_label_text_font_size="12px",
                title_text_font_size="13px",
                title_text_font_style="normal",
                bar_line_color=None,
                major_tick_line_color=paper.ink,
            )
