"""Paint: how roles, looks and paper become the properties of glyphs and figures."""

from __future__ import annotations

from typing import Any

from dashboard.picture.layers import Layer
from dashboard.picture.looks import AXIS_SIZE, BAR_TITLE_SIZE, TEXT_SIZE
from dashboard.picture.palette import THEMES, Theme, ThemeName, cycle_of, stroke_of
from dashboard.picture.plots import Figure

FONT = "system-ui, 'Liberation Sans', sans-serif"
SMALL_BUTTONS = ":host { --button-width: 24px; --button-height: 24px; }"

# A text beside its point: pixels between them, and how far along the axis it changes sides.
BESIDE = 8
LEFT_FROM = 0.75


def style(layer: Layer, theme: ThemeName) -> dict[str, Any]:
    """The glyph properties of a layer, as HoloViews options and Bokeh properties name them."""
    look = layer.form.look
    if (cycle := cycle_of(layer.role)) is not None:
        return look.shared(cycle)
    return look.painted(layer.role, theme)


def own_columns(layer: Layer, count: int, theme: ThemeName) -> dict[str, Any]:
    """The colour (and dash) of each curve, point or text of a layer that has its own."""
    if (cycle := cycle_of(layer.role)) is None:
        return {}
    dashes = {"dash": cycle.dash_patterns(count)} if layer.form.look.dashed else {}
    return {"colour": cycle.colours(theme, count), **dashes}


def beside(layer: Layer, shares: Any) -> dict[str, Any]:
    """On which side of its point each text stands; `shares` is how far along the axis points are.

    Near the right edge it is the left side, that no text leave the frame. A name stands on its
    point.
    """
    if cycle_of(layer.role) is None and stroke_of(layer.role).centred:
        return {"align": ["center"] * len(shares), "offset": [0] * len(shares)}
    left = [bool(share > LEFT_FROM) for share in shares]
    return {
        "align": ["right" if one else "left" for one in left],
        "offset": [-BESIDE if one else BESIDE for one in left],
    }


def prepare(layer: Layer, glyph: Any) -> None:
    """Settle what no paper changes: where a text stands, which colours come from columns."""
    look = layer.form.look
    glyph.update(**look.settled(layer.role))
    if cycle_of(layer.role) is not None:
        glyph.update(**{look.own: {"field": "colour"}})
        if look.dashed:
            glyph.line_dash = {"field": "dash"}


def paint(figure: Figure, theme: ThemeName) -> None:
    """Put the figure on light or dark paper; the picture written next has its colours."""
    figure.change_theme(theme)
    for layer in figure.layers:
        glyph, look = figure.handles[layer.key]["glyph"], layer.form.look
        if properties := style(layer, theme):
            glyph.update(**properties)
        if cycle_of(layer.role) is not None and layer.key in figure.samples:
            source: Any = figure.samples[layer.key].data_source
            source.data.update(own_columns(layer, 1, theme))
        if look.paper:
            glyph.update(**{look.paper: THEMES[theme].paper})
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
            major_label_text_font_size=TEXT_SIZE,
            axis_label_text_font_size=AXIS_SIZE,
            axis_label_text_font_style="normal",
            major_label_text_font=FONT,
            axis_label_text_font=FONT,
        )
    # An image covers the grid; what shows of it beside the image would only confuse.
    covered = any(layer.form.look.covers for layer in figure.layers)
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
            major_label_text_font_size=TEXT_SIZE,
            title_text_font_size=BAR_TITLE_SIZE,
            title_text_font_style="normal",
            bar_line_color=None,
            major_tick_line_color=paper.ink,
        )
