"""Furniture: the legend, the tools and the read-out under the pointer that each figure gets."""

from __future__ import annotations

from math import nan
from pathlib import Path
from typing import TYPE_CHECKING

from bokeh.events import LegendItemClick
from bokeh.models import (
    BoxZoomTool,
    ColorBar,
    ColumnDataSource,
    CustomAction,
    CustomJS,
    CustomJSHover,
    CustomJSTicker,
    CustomJSTickFormatter,
    GlyphRenderer,
    HoverTool,
    Legend,
    LegendItem,
    LinearColorMapper,
    PanTool,
    ResetTool,
    SaveTool,
    WheelZoomTool,
)

from dashboard.picture.layers import KINDS, Layer
from dashboard.picture.paint import FONT, TEXT_SIZE
from dashboard.picture.palette import SCALES, Codes

if TYPE_CHECKING:
    from dashboard.picture.plots import Figure

SAVE_SVG, HOVER, LOG_TICKS, LOG_LABELS = (
    (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8")
    for name in ("save_svg", "hover", "log_ticks", "log_labels")
)

SVG_ICON = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
    "<text x='12' y='16' font-size='10' font-weight='700' font-family='sans-serif' "
    "text-anchor='middle' fill='rgb(118,126,134)'>SVG</text></svg>"
)
TOOLTIP = (
    '<div style="white-space:pre-line;font:13px/1.4 var(--font,system-ui,sans-serif)">'
    "@left{custom}</div>"
)
# The click itself hides the entry's samples.
HIDE = """
for (const renderer of curves[cb_obj.origin.items.indexOf(cb_obj.item)]) {
  renderer.visible = !renderer.visible
}
"""
# Room below keeps the last row off the frame.
WRAPPING_LEGEND = """
:host { max-width: 100%; box-sizing: border-box; padding-bottom: 5px !important; }
.bk-grid { display: flex; flex-flow: row wrap; width: auto; gap: 0 12px; }
.bk-label { line-height: 16px; }
@media (max-width: 600px) {
  .bk-grid { gap: 0 8px; }
  .bk-item { gap: 2px; }
  .bk-label { line-height: 14px; }
}
"""

# Circles stay round: the axis with room to spare is made longer, whatever the frame's shape. The
# server sets the ends again when the picture is to follow its data, that of y last.
SAME_SCALE = """
const spans = [figure.inner_width, figure.inner_height]
const unit = Math.max(...limits.map(([low, high], along) => (high - low) / spans[along]))
const ranges = [figure.x_range, figure.y_range]
const from_server = ranges.every((range, along) => range.end === limits[along][1])
if (unit > 0 && (cb_obj === figure || from_server)) {
  limits.forEach(([low, high], along) => {
    const [middle, half] = [(low + high) / 2, (unit * spans[along]) / 2]
    const [start, end] = [middle - half, middle + half]
    ranges[along].setv({start, end, reset_start: start, reset_end: end})
  })
}
"""


def add_sample(figure: Figure, layer: Layer) -> GlyphRenderer:
    """A layer's glyph once more, for the legend to draw.

    A legend makes itself anew at every change of anything its entries refer to, however deep: it
    must not refer to the data, which change with every frame.
    """
    kind = KINDS[layer.kind]
    nowhere = [[nan]] if kind.lists else [nan]
    columns = dict.fromkeys(kind.drawn(kind.empty(), figure.log), nowhere)
    glyph = figure.renderers[layer.key].glyph
    sample = figure.samples[layer.key] = figure.model.add_glyph(ColumnDataSource(columns), glyph)
    return sample


def add_legend(figure: Figure) -> None:
    """A legend above the frame, wrapping as text does, whose entries hide their curves."""
    labelled: dict[str, list[Layer]] = {}
    for layer in figure.layers:
        if layer.label and layer.kind not in ("image", "nodes", "text"):
            labelled.setdefault(layer.label, []).append(layer)
    figure.entries = {
        label: LegendItem(
            label=label, renderers=[add_sample(figure, layer) for layer in layers], visible=False
        )
        for label, layers in labelled.items()
    }
    figure.legend = Legend(
        items=list(figure.entries.values()),
        click_policy="hide",
        orientation="horizontal",
        location="top_left",
        stylesheets=[WRAPPING_LEGEND],
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
    figure.model.add_layout(figure.legend, "above")


def add_colour_bars(figure: Figure) -> None:
    """A colour range for each image or nodes, which HoloViews would let them share, and its bar.

    Codes have no bar: the picture names them where they stand.
    """
    for layer in figure.layers:
        if layer.scaled:
            mapper = figure.mappers[layer.key] = LinearColorMapper(nan_color="rgba(0, 0, 0, 0)")
            renderer = figure.renderers[layer.key]
            if layer.kind == "image":
                renderer.glyph.color_mapper = mapper
            else:
                renderer.glyph.fill_color = {"field": "fill_color", "transform": mapper}
                renderer.update(selection_glyph=None, nonselection_glyph=None, muted_glyph=None)
            if isinstance(SCALES[layer.role], Codes):
                continue
            bar = ColorBar(color_mapper=mapper, width=14, padding=6, visible=False)
            figure.bars[layer.key] = bar
            figure.model.add_layout(bar, "right")


def add_tools(figure: Figure, filename: str) -> None:
    """Pan, zooms, reset, hover and the two ways of saving; none takes a gesture unasked."""
    span = [(1e-30 if log else -1e30, 1e30) for log in figure.log]
    figure.pad = figure.model.quad(
        left=[span[0][0]], right=[span[0][1]], bottom=[span[1][0]], top=[span[1][1]],
        fill_alpha=0.0, line_alpha=0.0, level="underlay",
    )  # fmt: skip
    figure.reader = CustomJSHover(code=HOVER)
    save_svg = CustomJS(args={"figure": figure.model, "filename": filename}, code=SAVE_SVG)
    for axis, log in zip((figure.model.xaxis[0], figure.model.yaxis[0]), figure.log, strict=True):
        if log:
            # Bokeh's own ticks collide below two decades, and miss the lower of them.
            axis.ticker = CustomJSTicker(major_code=LOG_TICKS)
            axis.formatter = CustomJSTickFormatter(code=LOG_LABELS)
        else:
            axis.formatter.update(power_limit_low=-4)
    toolbar = figure.model.toolbar
    toolbar.tools = [
        PanTool(),
        BoxZoomTool(),
        WheelZoomTool(),
        ResetTool(),
        HoverTool(
            visible=False,
            renderers=[figure.pad],
            tooltips=TOOLTIP,
            formatters={"@left": figure.reader},
            point_policy="follow_mouse",
        ),
        SaveTool(filename=filename, description="Save as PNG"),
        CustomAction(icon=SVG_ICON, description="Save as SVG", callback=save_svg),
    ]
    # A finger must scroll the page, so no gesture is taken before it is asked for.
    toolbar.update(active_drag=None, active_scroll=None, active_tap=None, logo=None)


def keep_scale(figure: Figure) -> None:
    """Give both axes one scale that shows all within the limits written last."""
    callback = figure.scale_keeper = CustomJS(code=SAME_SCALE)
    for name in ("inner_width", "inner_height"):
        figure.model.js_on_change(name, callback)
    for axis_range in figure.ranges:
        axis_range.js_on_change("end", callback)
