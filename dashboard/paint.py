"""Paint: how roles, kinds and paper become the properties of glyphs and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.layers import Layer
from dashboard.palette import ROLES, SCALES, THEMES, Theme, ThemeName, series, series_dashes

if TYPE_CHECKING:
    from dashboard.plots import Figure

FONT = "system-ui, 'Liberation Sans', sans-serif"


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
            return {"text_color": colour, "text_font_size": "13px", "text_align": "left"}
        case "points":
            return {"fill_color": colour, "line_color": THEMES[theme].paper, "size": 10}
        case "bars":
            return {"fill_color": colour, "fill_alpha": stroke.fill, "line_color": None}
        case "area" | "band":
            return {"fill_color": colour, "fill_alpha": stroke.fill, "line_alpha": 0.0}
        case _:
            return line


COLOUR_PROPERTIES = {"paths": "line_color", "points": "fill_color", "text": "text_color"}


def series_columns(layer: Layer, count: int, theme: ThemeName) -> dict[str, Any]:
    """The colour (and dash) of each curve, point or text of a layer that has its own."""
    if layer.role != "series":
        return {}
    dashes = {"dash": series_dashes(count)} if layer.kind == "paths" else {}
    return {"colour": series(theme, count), **dashes}


def prepare(layer: Layer, glyph: Any) -> None:
    """Settle what no paper changes: where a text stands, which colours come from columns."""
    if layer.kind == "text":
        glyph.update(x_offset=8, background_fill_alpha=0.85)
    if layer.role == "series":
        setattr(glyph, COLOUR_PROPERTIES[layer.kind], {"field": "colour"})
        if layer.kind == "paths":
            glyph.line_dash = {"field": "dash"}


def paint(figure: Figure, theme: ThemeName) -> None:
    """Put the figure on light or dark paper."""
    for layer in figure.layers:
        handles = figure.handles[layer.key]
        if layer.kind == "image":
            figure.mappers[layer.key].palette = SCALES[layer.role].colours(theme)
            continue
        properties = style(layer, theme)
        if layer.role == "series":
            for name in (COLOUR_PROPERTIES[layer.kind], "line_dash"):
                properties.pop(name, None)
            if layer.key in figure.samples:
                own = series_columns(layer, 1, theme)
                figure.samples[layer.key].data_source.data.update(own)
        handles["glyph"].update(**properties)
        if layer.kind == "text":
            handles["glyph"].background_fill_color = THEMES[theme].paper
    paint_paper(figure, THEMES[theme])


def paint_paper(figure: Figure, paper: Theme) -> None:
    """Colours and sizes of all that is not data: axes, grid, legend, colour bar, toolbar."""
    figure.model.update(
        background_fill_color=paper.paper,
        border_fill_color=paper.paper,
        outline_line_color=paper.grid,
    )
    for axis in (*figure.model.xaxis, *figure.model.yaxis):
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
    figure.model.grid.grid_line_color = paper.grid
    figure.model.toolbar.stylesheets = [f".bk-divider {{ background-color: {paper.grid}; }}"]
    figure.legend.update(
        label_text_color=paper.ink,
        background_fill_alpha=0.0,
        inactive_fill_color=paper.paper,
        inactive_fill_alpha=0.7,
    )
    for bar in figure.bars.values():
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
