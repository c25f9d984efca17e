"""Paint: how roles, kinds and paper become the properties of glyphs and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.picture.layers import Layer
from dashboard.picture.palette import CYCLES, ROLES, THEMES, Theme, ThemeName

if TYPE_CHECKING:
    from dashboard.picture.plots import Figure

FONT = "system-ui, 'Liberation Sans', sans-serif"
TEXT_SIZE = "12px"
SMALL_BUTTONS = ":host { --button-width: 24px; --button-height: 24px; }"
NODE_SIZE = 30

# A text beside its point: pixels between them, and how far along the axis it changes sides.
BESIDE = 8
LEFT_FROM = 0.75


def style(layer: Layer, theme: ThemeName) -> dict[str, Any]:
    """The glyph properties of a layer, as HoloViews options and Bokeh properties name them."""
    if layer.kind == "image":
        return {}
    if layer.kind == "nodes":
        return {"line_color": THEMES[theme].ink, "line_width": 1.5, "size": NODE_SIZE}
    if layer.role in CYCLES:
        return common_style(layer)
    stroke = ROLES[layer.role]
    colour = stroke.colour(theme)
    line = {"line_color": colour, "line_width": stroke.width, "line_dash": stroke.dash}
    match layer.kind:
        case "text":
            return {"text_color": colour, "text_font_size": TEXT_SIZE}
        case "points" | "marks":
            size = 10 if layer.kind == "points" else 7
            return {"fill_color": colour, "line_color": THEMES[theme].paper, "size": size}
        case "links":
            return {"line_color": colour}
        case "bars":
            return {"fill_color": colour, "fill_alpha": stroke.fill, "line_color": None}
        case "area" | "band":
            return {"fill_color": colour, "fill_alpha": stroke.fill, "line_alpha": 0.0}
        case _:
            return line


def common_style(layer: Layer) -> dict[str, Any]:
    """What curves, points or texts share where each has a colour of its own."""
    match layer.kind:
        case "text":
            return {"text_font_size": TEXT_SIZE}
        case "points":
            return {"size": 10}
        case _:
            return {"line_width": CYCLES[layer.role].width}


COLOUR_PROPERTIES = {"paths": "line_color", "points": "fill_color", "text": "text_color"}


def own_columns(layer: Layer, count: int, theme: ThemeName) -> dict[str, Any]:
    """The colour (and dash) of each curve, point or text of a layer that has its own."""
    if layer.role not in CYCLES:
        return {}
    cycle = CYCLES[layer.role]
    dashes = {"dash": cycle.dash_patterns(count)} if layer.kind == "paths" else {}
    return {"colour": cycle.colours(theme, count), **dashes}


def beside(layer: Layer, shares: Any) -> dict[str, Any]:
    """On which side of its point each text stands; `shares` is how far along the axis points are.

    Near the right edge it is the left side, that no text leave the frame. A name stands on its
    point.
    """
    if layer.role == "name":
        return {"align": ["center"] * len(shares), "offset": [0] * len(shares)}
    left = [bool(share > LEFT_FROM) for share in shares]
    return {
        "align": ["right" if one else "left" for one in left],
        "offset": [-BESIDE if one else BESIDE for one in left],
    }


def prepare(layer: Layer, glyph: Any) -> None:
    """Settle what no paper changes: where a text stands, which colours come from columns."""
    if layer.kind == "text":
        glyph.update(
            x_offset={"field": "offset"}, text_align={"field": "align"}, background_fill_alpha=0.85
        )
    if layer.kind == "area" and (stroke := ROLES[layer.role]).hatch:
        glyph.update(hatch_pattern=stroke.hatch, hatch_color=stroke.light, hatch_alpha=0.5)
    if layer.kind == "links":
        glyph.update(line_width={"field": "width"}, line_cap="round", line_alpha=0.75)
    if layer.role in CYCLES:
        setattr(glyph, COLOUR_PROPERTIES[layer.kind], {"field": "colour"})
        if layer.kind == "paths":
            glyph.line_dash = {"field": "dash"}


def paint(figure: Figure, theme: ThemeName) -> None:
    """Put the figure on light or dark paper."""
    for layer in figure.layers:
        handles = figure.handles[layer.key]
        if layer.kind == "image":
            continue
        handles["glyph"].update(**style(layer, theme))
        if layer.role in CYCLES and layer.key in figure.samples:
            own = own_columns(layer, 1, theme)
            figure.samples[layer.key].data_source.data.update(own)
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
    # An image covers the grid; what shows of it beside the image would only confuse.
    covered = any(layer.kind == "image" for layer in figure.layers)
    figure.model.grid.grid_line_color = None if covered else paper.grid
    divider = f".bk-divider {{ background-color: {paper.grid}; }}"
    figure.model.toolbar.stylesheets = [SMALL_BUTTONS, divider]
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
