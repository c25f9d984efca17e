"""Furniture: the tools and the legend that each figure gets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bokeh.events import DoubleTap, RangesUpdate, Reset, Tap
from bokeh.models import (
    AllIndices,
    BoxZoomTool,
    CustomAction,
    CustomJS,
    PanTool,
    ResetTool,
    UnionRenderers,
    WheelZoomTool,
)

from dashboard.picture.labels import linear_labels, log_labels, log_ticks
from dashboard.picture.legend import add_colour_bars, add_legend
from dashboard.picture.paint import prepare
from dashboard.picture.plots import Figure

SAVE_PICTURE, TABLE = (
    (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8")
    for name in ("save_picture", "table")
)

SVG_ICON = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
    "<text x='12' y='16' font-size='10' font-weight='700' font-family='sans-serif' "
    "text-anchor='middle' fill='rgb(118,126,134)'>SVG</text></svg>"
)
TABLE_ICON = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
    "<path d='M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14' fill='none' stroke='rgb(118,126,134)' "
    "stroke-width='1.6'/></svg>"
)
# The tag of what is there to be clicked, and no part of a picture that is saved.
HANDLE = "handle"
# Wide enough for most numbers on a vertical axis: the frame stands still while they change.
AXIS_WIDTH = 72
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


def furnish(
    figure: Figure,
    key: str,
    title: str,
    on_zoom: Callable[[Figure, bool], None],
    on_tap: Callable[[float, float], None],
    on_switch: Callable[[str], None],
) -> None:
    """Give the figure its name, tools, legend and events."""
    everything, policy = AllIndices(), UnionRenderers()  # one of each serves all layers
    for layer in figure.layers:
        figure.renderers[layer.key].view.filter = everything
        figure.sources[layer.key].selection_policy = policy
        # Nothing is selected or muted here: the glyphs for that would only take room.
        figure.renderers[layer.key].update(
            name=layer.label or layer.key,
            tags=[layer.key, *([HANDLE] if layer.handle else [])],
            selection_glyph=None,
            nonselection_glyph=None,
            muted_glyph=None,
        )
        prepare(layer, figure.handles[layer.key]["glyph"])
        if layer.form.look.on_top:
            figure.renderers[layer.key].level = "annotation"
    # WebGL buys nothing at these sizes, and its pictures differ from the exported ones.
    figure.model.update(
        name=key,
        html_attributes={"role": "figure", "aria-label": title},
        output_backend="canvas",
        frame_align=False,
        toolbar_location="right",
        min_border_left=AXIS_WIDTH if figure.model.yaxis[0].visible else 0,
    )
    add_legend(figure, on_switch)
    add_colour_bars(figure)
    add_tools(figure, key, title)
    figure.model.on_event(RangesUpdate, lambda event: on_zoom(figure, False))
    figure.model.on_event(Reset, lambda event: on_zoom(figure, True))
    for tap in (Tap, DoubleTap):  # two quick clicks, wherever they are, make one of each
        figure.model.on_event(tap, lambda event: on_tap(event.x, event.y))


def add_tools(figure: Figure, key: str, title: str) -> None:
    """Pan, zooms, reset, a table and two ways of saving; none takes a gesture unasked."""
    show_table = CustomJS(args={"figure": figure.model, "title": title}, code=TABLE)
    save = {
        kind: CustomJS(args={"figure": figure.model, "wish": f"{kind}:{key}"}, code=SAVE_PICTURE)
        for kind in ("png", "svg")
    }
    for axis, log in zip((figure.model.xaxis[0], figure.model.yaxis[0]), figure.log, strict=True):
        axis.formatter = log_labels() if log else linear_labels()
        if log:
            axis.ticker = log_ticks()
    toolbar = figure.model.toolbar
    toolbar.tools = [
        PanTool(),
        BoxZoomTool(),
        WheelZoomTool(),
        ResetTool(),
        CustomAction(icon=TABLE_ICON, description="Show as table", callback=show_table),
        CustomAction(icon="save", description="Save as PNG", callback=save["png"]),
        CustomAction(icon=SVG_ICON, description="Save as SVG", callback=save["svg"]),
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
