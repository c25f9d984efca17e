"""The legend of a figure, and the bars that tell what its colours mean."""

from __future__ import annotations

from collections.abc import Callable
from math import nan
from typing import Any

from bokeh.events import LegendItemClick
from bokeh.models.annotations import ColorBar, LegendItem
from bokeh.models.callbacks import CustomJS
from bokeh.models.mappers import LinearColorMapper
from bokeh.models.renderers import GlyphRenderer
from bokeh.models.sources import ColumnDataSource

from dashboard.picture.labels import linear_labels
from dashboard.picture.layers import Layer, entries
from dashboard.picture.looks import TEXT_SIZE
from dashboard.picture.paint import FONT
from dashboard.picture.palette import scale_of
from dashboard.picture.plots import Figure

# The click itself hides the entry's samples.
HIDE = """
for (const renderer of curves[cb_obj.origin.items.indexOf(cb_obj.item)]) {
  renderer.visible = !renderer.visible
}
"""
# Room below keeps the last row off the frame.
WRAPPING_LEGEND = """
:host {
  max-width: 100%;
  box-sizing: border-box;
  padding-bottom: 5px !important;
  font-size: 0.8125rem;
}
.bk-grid { display: flex; flex-flow: row wrap; width: auto; gap: 0 12px; }
.bk-label { line-height: 1rem; }
@container (max-width: 37.5rem) {
  .bk-grid { gap: 0 8px; }
  .bk-item { gap: 2px; }
  .bk-label { line-height: 0.875rem; }
}
"""
# Where there is an axis on the left the legend begins above it, and ends above what stands on the
# right: it needs a row less.
ABOVE_AXIS = """
@container (min-width: 62.5625rem) {
  :host { width: max-content; max-width: calc(100%% + %dpx); margin-left: -42px; }
}
"""
BESIDE, BESIDE_BARS = 72, 142


def add_sample(figure: Figure, layer: Layer) -> GlyphRenderer[Any]:
    """A layer's glyph once more, for the legend to draw.

    A legend makes itself anew at every change of anything its entries refer to, however deep: it
    must not refer to the data, which change with every frame.
    """
    kind = layer.form
    nowhere = [[nan]] if kind.lists else [nan]
    columns = dict.fromkeys(kind.drawn(kind.empty(), figure.log), nowhere)
    glyph = figure.renderers[layer.key].glyph
    sample = figure.samples[layer.key] = figure.model.add_glyph(ColumnDataSource(columns), glyph)
    return sample


def add_legend(figure: Figure, on_switch: Callable[[str], None]) -> None:
    """A legend above the frame, wrapping as text does, whose entries hide their curves.

    The browser hides them at once; of an entry that was clicked `on_switch` is told the key of its
    first layer.
    """
    labelled = entries(figure.layers)
    for label, layers in labelled.items():
        samples = [add_sample(figure, layer) for layer in layers]
        figure.entries[label] = LegendItem(label=label, renderers=samples, visible=False)
    figure.legend.update(
        items=list(figure.entries.values()),
        click_policy="hide",
        orientation="horizontal",
        location="top_left",
        stylesheets=[WRAPPING_LEGEND, *beside(figure)],
        glyph_width=24,
        glyph_height=14,
        label_standoff=4,
        margin=0,
        padding=0,
        border_line_color=None,
        label_text_font_size=TEXT_SIZE,
        label_text_font=FONT,
    )
    curves = [[figure.renderers[layer.key] for layer in layers] for layers in labelled.values()]
    figure.legend.js_on_event(LegendItemClick, CustomJS(args={"curves": curves}, code=HIDE))
    figure.legend.on_event(LegendItemClick, lambda event: switch(figure, event.item, on_switch))
    figure.model.add_layout(figure.legend, "above")


def switch(figure: Figure, item: Any, on_switch: Callable[[str], None]) -> None:
    """Tell which entry of a figure's legend was clicked, if it is one."""
    for label, entry in figure.entries.items():
        if entry is item:
            on_switch(entries(figure.layers)[label][0].key)


def beside(figure: Figure) -> list[str]:
    """How far a legend may reach beyond the frame."""
    if not figure.model.yaxis[0].visible:
        return []
    bars = any(layer.scaled and scale_of(layer.role).has_bar for layer in figure.layers)
    return [ABOVE_AXIS % (BESIDE_BARS if bars else BESIDE)]


def add_colour_bars(figure: Figure) -> None:
    """A colour range for each layer that has a scale, which HoloViews would let them share.

    Its bar stands beside the frame.
    """
    for layer in figure.layers:
        if (map_colours := layer.form.look.map_colours) is None:
            continue
        mapper = figure.mappers[layer.key] = LinearColorMapper(nan_color="rgba(0, 0, 0, 0)")
        map_colours(figure.renderers[layer.key], mapper)
        if scale_of(layer.role).has_bar:
            bar = ColorBar(
                formatter=linear_labels(), color_mapper=mapper, width=14, padding=6, visible=False
            )
            figure.bars[layer.key] = bar
            figure.model.add_layout(bar, "right")
