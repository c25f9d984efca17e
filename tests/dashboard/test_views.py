"""A view's picture depends on the state alone, and a draw sends only what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import holoviews as hv
import numpy as np
import pytest
import xarray as xr
from bokeh.document import Document
from bokeh.events import RangesUpdate, Reset, Tap
from bokeh.models import LogScale
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.picture.axis import Axis
from dashboard.picture.columns import DRAWN_POINTS, borders, same_column, thin
from dashboard.picture.kinds import KINDS
from dashboard.picture.layers import Layer, read
from dashboard.picture.palette import (
    CYCLES,
    ROLES,
    SCALES,
    THEMES,
    Fixed,
    Stroke,
    pin_colour,
    rgb,
    scale_of,
    stroke_of,
)
from dashboard.picture.pins import ghosts, slot
from dashboard.picture.plots import STRONG, WEAK
from dashboard.picture.views import View
from dashboard.state import PINS
from engine.result import Quantity

TIME = Quantity("charging time", r"\Omega\tau", "Ωτ")
COUNT = Quantity("qubits used", "K", "K")
ENERGY = Quantity("stored energy", "E", "E", "quanta")
RATIO = Quantity("advantage", "r", "r")


@dataclass(frozen=True)
class Display:
    """The settings of a page, as far as these views read them."""

    at: float = 2.0
    per_qubit: bool = False
    pins: int = 0


def charging(angle: float, collisions: int = 300) -> xr.Dataset:
    time = angle * np.arange(collisions + 1)
    return xr.Dataset(
        {"energy": ENERGY.variable("k", time**2 / 4)},
        {
            "time": TIME.variable("k", time),
            "qubits": COUNT.variable("k", np.arange(collisions + 1.0)),
        },
    )


def bound(stop: float) -> xr.Dataset:
    time = np.linspace(0, stop, 101)
    return xr.Dataset(
        {"energy": ENERGY.variable("t", 0.13 * time**2), "zero": ENERGY.variable("t", 0 * time)},
        {"time": TIME.variable("t", time)},
    )


def pinned(results: Any, display: Display) -> dict[str, Any] | None:
    time = np.linspace(0, 5, 20)
    lines = [time * (pin + 1) for pin in range(display.pins)]
    named = [f"pin {pin}" for pin in range(display.pins)]
    return {"xs": [time] * display.pins, "ys": lines, "label": named} if lines else None


def energy(results: Any, display: Display) -> dict[str, Any] | None:
    if "collision" not in results:
        return None
    dataset = results["collision"]
    return {"x": dataset["qubits" if display.per_qubit else "time"], "y": dataset["energy"]}


def charging_view() -> View:
    layers = [
        Layer("region", "area", "region", read("bound", x="time", lower="zero", upper="energy")),
        Layer("pins", "paths", "series", pinned, "pinned"),
        Layer("bound", "curve", "bound", read("bound", x="time", y="energy"), "bound"),
        Layer("energy", "curve", "coherent", energy, "coherent"),
        Layer("at", "rule", "marker", lambda results, display: {"x": [display.at]}, fits=False),
    ]
    return View("charging", "Charging", layers, x=Axis(tight=True), y=Axis(limits=(0, None)))


def map_view() -> View:
    angles, losses = np.geomspace(1e-3, 1e-1, 20), np.linspace(0, 3e-3, 5)

    def ratio(results: Any, display: Display) -> dict[str, Any]:
        values = 1 + display.at * np.outer(losses - 1e-3, np.log(angles)) * 100
        return {"x": angles, "y": losses, "z": RATIO.variable(("loss", "angle"), values)}

    layers = [Layer("map", "image", "ratio", ratio)]
    return View("map", "Map", layers, x=Axis("θ", log=True, tight=True), y=Axis("γ", tight=True))


def rendered(view: View, document: Document | None = None) -> Document:
    document = document or Document()
    document.add_root(view.pane.get_root(document))
    return document


def assert_same_picture(one: View, other: View) -> None:
    left, right = one.columns_shown(), other.columns_shown()
    assert left.keys() == right.keys()
    for key, columns in left.items():
        assert columns.keys() == right[key].keys()
        for name, data in columns.items():
            assert same_column(data, right[key][name]), (key, name)
    first, second = one.figures[0].model, other.figures[0].model
    for axis in ("x_range", "y_range"):
        ends = [(r.start, r.end) for r in (getattr(first, axis), getattr(second, axis))]
        assert ends[0] == ends[1]
    assert first.xaxis[0].axis_label == second.xaxis[0].axis_label


STATES = st.tuples(
    st.sampled_from([0.01, 0.02, 0.3]),
    st.sampled_from([2, 300, 5000]),
    st.booleans(),
    st.builds(Display, st.sampled_from([1.0, 2.0]), st.booleans(), st.integers(0, 3)),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(STATES, min_size=1, max_size=5), st.booleans())
def test_picture_after_any_draws_is_a_fresh_ones(states: list[Any], dark: bool) -> None:
    dragged, fresh = charging_view(), charging_view()
    rendered(dragged)
    for angle, collisions, bounded, display in states:
        results = {"collision": charging(angle, collisions)}
        if bounded:
            results["bound"] = bound(angle * collisions)
        dragged.draw(results, display)
        dragged.theme("dark" if dark else "light")
    fresh.theme("dark" if dark else "light")
    fresh.draw(results, display)
    rendered(fresh)
    assert_same_picture(dragged, fresh)


def test_a_draw_sends_only_what_it_changes() -> None:
    view = charging_view()
    results = {"collision": charging(0.02), "bound": bound(6)}
    view.draw(results, Display())
    document, sent = rendered(view), []
    document.on_change(sent.append)
    view.draw(dict(results), Display())
    assert sent == []
    view.draw(results, Display(at=3.0))
    assert [(event.model.data["x"], event.cols) for event in sent] == [([3.0], ["x"])]
    sent.clear()
    higher = results["collision"].assign(energy=2 * results["collision"]["energy"])
    view.draw({**results, "collision": higher}, Display(at=3.0))
    assert [event.cols for event in sent if hasattr(event, "cols")] == [["y"]]


def test_every_rendered_figure_follows_wherever_it_is() -> None:
    view = charging_view()
    view.draw({"collision": charging(0.01)}, Display())
    first = rendered(view)
    rendered(view, first)
    rendered(view)
    view.draw({"collision": charging(0.02)}, Display(at=4.0))
    assert len(view.figures) == 3
    for figure in view.figures:
        assert figure.columns()["at"]["x"] == [4.0]
        assert figure.model.x_range.end == pytest.approx(6.0)


def test_axes_follow_until_zoomed_and_again_after_reset() -> None:
    view = charging_view()
    view.draw({"collision": charging(0.01)}, Display())
    document = rendered(view)
    model = view.figures[0].model
    model.x_range.update(start=1.0, end=2.0)
    document.callbacks.trigger_event(RangesUpdate(model, x0=1, x1=2))
    view.draw({"collision": charging(0.02)}, Display())
    assert (model.x_range.start, model.x_range.end) == (1.0, 2.0)
    assert model.x_range.reset_end == pytest.approx(6.0)
    document.callbacks.trigger_event(Reset(model))
    assert model.x_range.end == pytest.approx(6.0)
    view.draw({"collision": charging(0.03)}, Display())
    assert model.x_range.end == pytest.approx(9.0)


def test_texts_near_the_right_edge_stand_on_the_left_of_their_points() -> None:
    def names(results: Any, display: Display) -> dict[str, Any]:
        return {"x": [0.0, display.at], "y": [1.0, 1.0], "text": ["here", "there"]}

    def span(results: Any, display: Display) -> dict[str, Any]:
        return {"x": [0.0, 10.0], "y": [0.0, 2.0]}

    layers = [Layer("span", "curve", "coherent", span), Layer("names", "text", "note", names)]
    view = View("named", "Named", layers, x=Axis(tight=True))
    for at, side in ((9.0, "right"), (3.0, "left")):
        view.draw({}, Display(at=at))
        assert view.columns_shown()["names"]["align"] == ["left", side]
        assert view.columns_shown()["names"]["offset"][1] == (-8 if side == "right" else 8)


def test_a_pin_keeps_its_colour_while_another_is_on_its_way() -> None:
    reader = ghosts(lambda results, display: energy(results, Display()), "collision")
    view = View("pins", "Pins", [Layer("ghosts", "paths", "pins", reader, "pinned")])
    both = {slot(0): charging(0.01), slot(1): charging(0.02)}
    settings = SimpleNamespace(pins=["one", "other"])
    view.draw(both, settings)
    shown = view.columns_shown()["ghosts"]
    assert shown["colour"] == [pin_colour(0, "light"), pin_colour(1, "light")]
    assert shown["label"] == ["one", "other"]
    view.draw({slot(1): both[slot(1)]}, settings)
    late = view.columns_shown()["ghosts"]
    assert np.isnan(late["ys"][0]).all()
    assert np.array_equal(late["ys"][1], shown["ys"][1])
    view.draw({}, settings)
    assert view.columns_shown()["ghosts"]["xs"] == []


def test_axis_names_come_from_what_is_drawn() -> None:
    view = charging_view()
    view.draw({"collision": charging(0.01)}, Display())
    rendered(view)
    model = view.figures[0].model
    assert model.xaxis[0].axis_label == "charging time Ωτ"
    assert model.yaxis[0].axis_label == "stored energy E (quanta)"
    view.draw({"collision": charging(0.01)}, Display(per_qubit=True))
    assert model.xaxis[0].axis_label == "qubits used K"
    assert view.words()["x"] | view.words()["y"] == {
        "name": "stored energy E", "unit": "quanta", "hidden": False, "whole": False,
    }  # fmt: skip
    assert view.words()["x"]["name"] == "qubits used K"


def test_legend_lists_what_is_drawn_and_hides_on_a_click() -> None:
    view = charging_view()
    rendered(view)
    figure = view.figures[0]
    view.draw({"collision": charging(0.01)}, Display())
    assert [label for label, entry in figure.entries.items() if entry.visible] == ["coherent"]
    view.draw({"collision": charging(0.01), "bound": bound(3)}, Display(pins=1))
    assert all(entry.visible for entry in figure.entries.values())
    view.draw({"bound": bound(3)}, Display())
    assert [label for label, entry in figure.entries.items() if entry.visible] == ["bound"]
    assert figure.legend.click_policy == "hide"


def test_entries_of_the_legend_refer_to_no_data() -> None:
    # A legend whose entries did would be made anew at every change of the data.
    view = charging_view()
    rendered(view)
    figure = view.figures[0]
    for entry in figure.entries.values():
        assert entry.references().isdisjoint(figure.sources.values())


def test_drawn_curves_are_thinned_and_exported_ones_are_not() -> None:
    view = charging_view()
    dataset = charging(1e-3, 20_000)
    view.draw({"collision": dataset}, Display())
    assert len(view.columns_shown()["energy"]["x"]) <= DRAWN_POINTS
    full = view.columns_shown(full=True)["energy"]
    assert np.array_equal(full["x"], dataset["time"])
    assert full["y"].dtype == np.float64


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 20_000), st.integers(0, 2**32 - 1))
def test_thinning_keeps_ends_and_extremes(points: int, seed: int) -> None:
    y = np.random.default_rng(seed).normal(size=points)
    thin_x, thin_y = thin(np.arange(points, dtype=float), y)
    assert len(thin_x) <= DRAWN_POINTS
    assert (thin_x[0], thin_x[-1]) == (0, points - 1)
    assert np.all(np.diff(thin_x) > 0)
    assert (thin_y.min(), thin_y.max()) == (np.float32(y.min()), np.float32(y.max()))
    assert np.array_equal(thin_y, y[thin_x.astype(int)].astype(np.float32))


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_axis_holds_its_data_with_a_margin(low: float, span: float) -> None:
    high = low + span
    if high == low:
        return
    start, end = Axis().fit([(low, high)])
    assert start < low < high < end or (start == 0 <= low and high < end)
    assert end - start <= 1.6 * span
    assert Axis(tight=True).fit([(low, high)]) == (low, high)


def test_axis_edge_cases() -> None:
    assert Axis().fit([]) == (0.0, 1.0)
    assert Axis(log=True).fit([(0.0, 0.0)]) == (0.1, 1.0)
    assert Axis(limits=(0, None)).fit([(2.0, 2.0)]) == (0.0, 3.0)
    assert Axis(include=(1.0,), tight=True).fit([(2.0, 3.0)]) == (1.0, 3.0)
    # A small change of the data moves no axis.
    assert Axis().fit([(0.0, 203.0)]) == Axis().fit([(0.0, 206.0)])


def test_no_line_that_marks_a_place_stretches_an_axis() -> None:
    view = charging_view()
    view.draw({"collision": charging(0.01)}, Display(at=1000.0))
    rendered(view)
    assert view.figures[0].model.x_range.end == pytest.approx(3.0)
    assert view.columns_shown()["at"]["x"] == [1000.0]


def test_axes_make_room_for_what_a_layer_picks_of_its_columns() -> None:
    def seen(columns: Any) -> Any:
        return {name: column[:3] for name, column in columns.items()}

    view = View("v", "V", [Layer("long", "curve", "coherent", lambda *_: LONG, fits=seen)])
    view.draw({}, None)
    rendered(view)
    assert view.figures[0].model.x_range.end < 3
    assert len(view.columns_shown()["long"]["x"]) == 100


LONG = {"x": np.arange(100.0), "y": np.arange(100.0)}


def test_the_chosen_curve_is_the_strong_one_on_any_paper() -> None:
    lines = {place: lambda *_: LONG for place in (1.0, 2.0)}
    view = View(
        "v",
        "V",
        [
            Layer(
                str(at), "curve", "coherent", read, chosen=lambda settings, at=at: settings.at == at
            )
            for at, read in lines.items()
        ],
    )
    rendered(view)

    def widths() -> list[float]:
        return [view.figures[0].handles[key]["glyph"].line_width for key in ("1.0", "2.0")]

    view.draw({}, Display(at=1.0))
    assert widths() == [STRONG, WEAK]
    view.draw({}, Display(at=2.0))
    assert widths() == [WEAK, STRONG]
    view.theme("dark")
    assert widths() == [WEAK, STRONG]


def test_a_picture_that_waits_has_no_false_axes_and_no_point() -> None:
    view = charging_view()
    rendered(view)
    model = view.figures[0].model
    view.draw({}, Display(), waiting=True)
    assert not model.xaxis[0].visible and not model.yaxis[0].visible
    assert view.columns_shown()["at"]["x"] == []
    view.draw({"collision": charging(0.01)}, Display())
    assert model.xaxis[0].visible and model.yaxis[0].visible
    assert view.columns_shown()["at"]["x"] == [2.0]


def test_image_on_a_logarithmic_axis_spans_its_cells() -> None:
    view = map_view()
    view.draw({}, Display())
    rendered(view)
    shown, model = view.columns_shown()["map"], view.figures[0].model
    edges = borders(np.geomspace(1e-3, 1e-1, 20), log=True)
    assert isinstance(model.x_scale, LogScale)
    assert shown["x"] == [pytest.approx(edges[0])]
    assert shown["x"][0] + shown["dw"][0] == pytest.approx(edges[-1])
    assert edges[1] / edges[0] == pytest.approx(edges[-1] / edges[-2])
    assert (model.x_range.start, model.x_range.end) == pytest.approx((edges[0], edges[-1]))
    assert shown["image"][0].dtype == np.float32


def test_each_side_of_one_has_all_its_colours() -> None:
    scale, colours = SCALES["ratio"], SCALES["ratio"].colours("light", (0.4, 1.2))
    assert scale.limits(0.4, 1.2) == pytest.approx((0.4, 1.2))
    assert scale.limits(0.4, 0.9) == pytest.approx((0.4, 1.0))
    assert scale.limits(1.0, 1.0) == pytest.approx((0.0, 2.0))
    assert len(colours) == 256
    assert (colours[0], colours[-1]) == ("#004a80", "#8a3200")
    assert colours[round(256 * 0.75)] == THEMES["light"].paper


def test_a_scale_has_the_colours_that_occur_and_equal_distances_are_equal_colours() -> None:
    scale = SCALES["signed"]
    assert scale.limits(-0.2, 0.6) == (-0.2, 0.6)
    assert scale.limits(0.1, 0.6) == (0.0, 0.6)
    assert scale.limits(-0.6, -0.1) == (-0.6, 0.0)
    whole, part = (scale.colours("light", limits) for limits in ((-0.6, 0.6), (-0.2, 0.6)))
    assert len(part) == 256
    assert part[-1] == whole[-1] == "#8a3200"
    assert difference(part[0], whole[128 - 128 // 3], "none") < 0.02
    warm = scale.colours("dark", (0.0, 0.6))
    assert (warm[0], warm[-1]) == (THEMES["dark"].paper, "#ffd9b0")


def test_colours_follow_the_theme_and_the_limits() -> None:
    view = map_view()
    view.draw({}, Display())
    rendered(view)
    mapper = view.figures[0].mappers["map"]
    for theme in ("dark", "light"):
        view.theme(theme)
        wanted = SCALES["ratio"].colours(theme, (mapper.low, mapper.high))
        assert tuple(mapper.palette) == wanted


def test_colours_wait_for_the_drag_to_end() -> None:
    view = map_view()
    view.draw({}, Display(at=1.0))
    rendered(view)
    mapper = view.figures[0].mappers["map"]
    settled = (mapper.low, mapper.high)
    assert settled[0] < 1 < settled[1]
    view.draw({}, Display(at=5.0), settled=False)
    assert (mapper.low, mapper.high) == settled
    view.draw({}, Display(at=5.0))
    assert mapper.high - 1 == pytest.approx(5 * (settled[1] - 1))


def test_only_the_image_drawn_has_a_colour_bar() -> None:
    def picture(results: Any, display: Display) -> dict[str, Any] | None:
        return {"x": np.arange(3.0), "y": np.arange(2.0), "z": np.ones((2, 3))}

    def when(early: bool) -> Any:
        return lambda results, at: picture(results, at) if (at < 1) == early else None

    layers = [
        Layer("one", "image", "signed", when(True)),
        Layer("two", "image", "density", when(False)),
    ]
    view = View("images", "Images", layers)
    rendered(view)
    bars = view.figures[0].bars
    for at, seen in ((0.0, [True, False]), (2.0, [False, True])):
        view.draw({}, at)
        assert [bars[key].visible for key in ("one", "two")] == seen


def test_tap_tells_where() -> None:
    view, taps = map_view(), []
    document = rendered(view)
    view.on_tap(lambda x, y: taps.append((x, y)))
    document.callbacks.trigger_event(Tap(view.figures[0].model, x=0.01, y=0.002))
    assert taps == [(0.01, 0.002)]


def test_tools_leave_the_finger_to_the_page() -> None:
    view = charging_view()
    rendered(view)
    toolbar = view.figures[0].model.toolbar
    assert (toolbar.active_drag, toolbar.active_scroll) == (None, None)
    assert {type(tool).__name__ for tool in toolbar.tools} == {
        "PanTool", "BoxZoomTool", "WheelZoomTool", "ResetTool", "CustomAction",
    }  # fmt: skip


EXAMPLES: dict[str, dict[str, Any]] = {
    "area": {"x": [1.0, 2.0, 3.0], "lower": [0.0, 0.0, 0.0], "upper": [1.0, 2.0, 3.0]},
    "band": {"start": [1.0], "stop": [2.0]},
    "image": {"x": np.array([1.0, 2.0]), "y": np.array([1.0, 2.0]), "z": np.eye(2)},
    "level": {"y": [1.0]},
    "links": {"xs": [[1.0, 2.0]], "ys": [[1.0, 2.0]], "width": [3.0]},
    "marks": {"x": [1.0, 2.0], "y": [1.0, 2.0], "text": ["a", "b"]},
    "nodes": {"x": [1.0, 2.0], "y": [1.0, 2.0], "z": np.array([0.1, 0.9])},
    "paths": {"xs": [[1.0, 2.0], [1.0, 2.0]], "ys": [[1.0, 2.0], [2.0, 1.0]]},
    "rule": {"x": [1.0]},
    "text": {"x": [1.0, 2.0], "y": [1.0, 2.0], "text": ["a", "b"]},
}


@pytest.mark.parametrize("kind", KINDS)
def test_raw_columns_are_those_holoviews_would_make(kind: str) -> None:
    columns = EXAMPLES.get(kind, {"x": [1.0, 2.0, 3.0], "y": [1.0, 4.0, 9.0]})
    role = {"image": "signed", "nodes": "energy"}.get(kind, "coherent")
    layer = Layer("it", kind, role, lambda results, display: columns, "it")
    view = View("it", "It", [layer])
    view.draw({}, None)
    rendered(view)
    element = view.element({}, None)
    plot = next(iter(hv.renderer("bokeh").get_plot(element).subplots.values()))
    made, raw = plot.handles["cds"].data, view.columns_shown()["it"]
    assert set(made) - {"lower"} <= set(raw)
    if kind in ("paths", "links", "image", "nodes"):
        return
    for name in made:
        if name == "text":
            assert list(made[name]) == raw[name]
        elif kind != "area":
            assert np.allclose(made[name], raw[name]), name


def test_element_leaves_out_what_is_absent() -> None:
    element = charging_view().element({"collision": charging(0.01)}, Display())
    assert [type(part).__name__ for part in element] == ["Curve", "VLines"]


def luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in rgb(colour))
    ]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_line_stands_out_from_its_paper(theme: Any) -> None:
    paper = THEMES[theme]
    assert contrast(paper.ink, paper.paper) > 7
    assert contrast(paper.muted, paper.paper) > 4.5
    for name, stroke in ROLES.items():
        assert contrast(stroke.colour(theme), paper.paper) >= 3, name
    for cycle in CYCLES.values():
        for colour in cycle.colours(theme, 7):
            assert contrast(colour, paper.paper) >= 3, colour


# Machado, Oliveira and Fernandes 2009, Table 1 at severity 1.0, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip


def difference(one: str, other: str, blindness: str) -> float:
    """How far apart two colours are to an eye, in sRGB whose sides are 1."""
    seen = [
        np.clip(BLINDNESS[blindness] @ (np.array(rgb(colour)) / 255) ** 2.2, 0, 1) ** (1 / 2.2)
        for colour in (one, other)
    ]
    return float(np.linalg.norm(seen[0] - seen[1]))


LINES = ("coherent", "ergotropy", "bound", "printed", "greedy", "full_swap", "driving")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_no_two_curves_look_alike_to_any_eye(theme: Any, blindness: str) -> None:
    for one, other in combinations((ROLES[name] for name in LINES), 2):
        apart = difference(one.colour(theme), other.colour(theme), blindness)
        assert apart > 0.15 or one.dash != other.dash, (one, other)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_pins_are_told_apart_from_one_another_and_from_the_live_curve(
    theme: Any, blindness: str
) -> None:
    colours = [pin_colour(place, theme) for place in range(PINS)]
    for one, other in combinations([*colours, ROLES["coherent"].colour(theme)], 2):
        assert difference(one, other, blindness) > 0.15, (one, other)
    assert len(set(CYCLES["pins"].dash_patterns(PINS))) == PINS


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_ergotropy_shows_on_the_energy_and_the_marker_is_another_colour(
    theme: Any, blindness: str
) -> None:
    energy, ergotropy, marker = (
        ROLES[name].colour(theme) for name in ("coherent", "ergotropy", "marker")
    )
    assert difference(energy, ergotropy, blindness) > 0.3
    assert difference(marker, ergotropy, blindness) > 0.3
    assert ROLES["ergotropy"].width < ROLES["coherent"].width


def test_a_family_goes_from_light_to_dark() -> None:
    for theme in THEMES:
        shades = [luminance(colour) for colour in CYCLES["family"].colours(theme, 5)]
        assert shades == sorted(shades, reverse=True)


@pytest.mark.parametrize("theme", THEMES)
def test_the_middle_of_a_diverging_scale_is_paper(theme: Any) -> None:
    colours = SCALES["signed"].colours(theme, (-1.0, 1.0))
    assert contrast(colours[127], THEMES[theme].paper) < 1.05
    assert contrast(colours[0], THEMES[theme].paper) > 3
    assert contrast(colours[-1], THEMES[theme].paper) > 3


def test_changing_paper_keeps_the_data() -> None:
    view = charging_view()
    view.draw({"collision": charging(0.01)}, Display(pins=2))
    rendered(view)
    before = view.columns_shown()
    view.theme("dark")
    after = view.columns_shown()
    assert after["pins"]["colour"] == CYCLES["series"].colours("dark", 2)
    assert after["energy"]["x"] is before["energy"]["x"]
    assert view.figures[0].model.background_fill_color == THEMES["dark"].paper
    assert view.figures[0].handles["energy"]["glyph"].line_color == ROLES["coherent"].dark


def test_a_topic_brings_its_own_stroke_and_scale() -> None:
    stroke, scale = Stroke("#123456", "#abcdef", dash="2 2"), Fixed(low=-1.0, high=3.0)
    view = View(
        "own",
        "Own",
        [
            Layer("line", "curve", stroke, read("bound", x="time", y="energy")),
            Layer("plane", "image", scale, lambda results, settings: PLANE),
        ],
    )
    view.pane.get_root()
    view.draw({"bound": bound(1.0)}, Display())
    (figure,) = view.figures
    glyph = figure.handles["line"]["glyph"]
    assert (glyph.line_color, glyph.line_dash) == ("#123456", [2, 2])
    view.theme("dark")
    assert glyph.line_color == "#abcdef"
    assert (figure.mappers["plane"].low, figure.mappers["plane"].high) == (-1.0, 3.0)
    with pytest.raises(TypeError, match="must be a stroke, not a scale"):
        stroke_of(scale)
    with pytest.raises(TypeError, match="must be a scale, not a stroke"):
        scale_of(stroke)


PLANE = {"x": np.arange(2.0), "y": np.arange(2.0), "z": np.array([[0.0, 1.0], [1.0, 2.0]])}


@pytest.mark.parametrize(("number", "apart"), [(int, 1.0), (float, 0.0)])
def test_what_is_counted_has_no_ticks_between(number: Any, apart: float) -> None:
    count = COUNT.variable("k", np.arange(1, 4).astype(number))
    curve = xr.Dataset({"energy": ENERGY.variable("k", np.ones(3))}, {"qubits": count})
    layer = Layer("energy", "curve", "coherent", read("run", x="qubits", y="energy"))
    view = View("counted", "Counted", [layer], x=Axis(tight=True))
    view.draw({"run": curve}, None)
    rendered(view)
    model = view.figures[0].model
    assert model.xaxis[0].ticker.min_interval == apart
    assert model.yaxis[0].ticker.min_interval == 0.0


def test_a_picture_is_not_called_after_its_only_layer() -> None:
    layer = Layer("energy", "curve", "coherent", read("run", x="time", y="energy"), "coherent")
    view = View("alone", "Alone", [layer])
    view.draw({"run": charging(0.1)}, None)
    rendered(view)
    assert view.figures[0].model.title.text == ""


def test_equal_chances_are_seen() -> None:
    assert scale_of("chances").limits(0.5, 0.5) == (0.0, 0.5)
    assert scale_of("chances").limits(0.2, 0.7) == (0.0, 0.7)
    assert scale_of("chances").limits(0.0, 0.0) == (0.0, 1.0)
