"""The collision page drawn the usual way: widgets, and a `DynamicMap` over them for each plot.

The curves are the dashboard's, from the same engine and through the same cache of results; only
the way from a slider to the picture differs. What the live loop is measured against.

Panel puts a script's folder on the path; this one holds nothing else, so that it hides nothing.
"""

from __future__ import annotations

from typing import Any

import holoviews as hv
import panel as pn

from dashboard.components.controls import slider
from dashboard.computer import COMPUTER
from dashboard.pages import Collision

NAMES = ("theta", "gamma", "q", "c", "alpha", "collisions", "levels", "at")


class Curves(Collision):
    """The page's scenarios and elements, without its loop."""

    def refresh(self) -> None:
        """Nothing follows a change by itself."""

    def at(self, values: dict[str, Any]) -> dict[str, Any]:
        """Every slot's dataset at these settings."""
        self.state.apply(values)
        return {slot: COMPUTER.result(snapshot) for slot, snapshot in self.wanted().items()}


def widget(curves: Curves, name: str) -> pn.widgets.Widget:
    """The usual slider of a field."""
    field = curves.state.fields[name]
    rule = slider(field)
    ends = {"start": rule["low"], "end": rule["high"], "value": field.default}
    if isinstance(field.default, int):
        whole = {end: int(value) for end, value in ends.items()}
        return pn.widgets.IntSlider(name=name, **whole)
    return pn.widgets.FloatSlider(name=name, step=rule["step"] or 1e-5, **ends)


def page() -> pn.viewable.Viewable:
    """Sliders, read-out, the main plot and the plot beside it."""
    curves = Curves()
    widgets = {name: widget(curves, name) for name in NAMES}

    def plot(key: str) -> pn.pane.HoloViews:
        def element(**values: Any) -> hv.Overlay:
            results = curves.at(values)
            return curves.views[key].element(results, curves.settings())

        return pn.pane.HoloViews(
            hv.DynamicMap(pn.bind(element, **widgets)), sizing_mode="stretch_width"
        )

    def words(**values: Any) -> str:
        curves.results = curves.at(values)
        readout = curves.readout()
        numbers = (f"{number.label} {number.value} {number.unit}" for number in readout.numbers)
        return "\n".join([readout.sentence, *numbers])

    return pn.Row(
        pn.Column(*widgets.values(), width=288),
        pn.Column(pn.pane.Str(pn.bind(words, **widgets)), plot("charging"), plot("distribution")),
    )


if __name__.startswith("bokeh_app"):
    pn.extension()
    page().servable()
