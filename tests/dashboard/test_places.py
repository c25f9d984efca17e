"""Places: a click and a marker set what they stand for, and nothing is computed that stays."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from math import pi
from typing import Any

import pytest

from dashboard import pages
from dashboard.components.hand import Hand, stepped
from dashboard.computer import COMPUTER
from dashboard.page import Page
from dashboard.picture.places import nothing, pointed
from engine.fields import Choice, Count, Real
from tests.dashboard.test_pages import PAGES, drawn, until


def states_of(page_type: type[Page]) -> Iterator[dict[str, Any]]:
    """Settings under which each view of a page stands beside the main one."""
    page = page_type()
    for side in page_type.sides:
        yield {"view": side.key}
        for beside in side.views.values():
            for name in beside.controls:
                field = page.state.fields[name]
                if isinstance(field, Choice):
                    yield from ({"view": side.key, name: option} for option in field.objects)


def elsewhere(page: Page, name: str) -> float:
    """Another value of a setting, of those that a slider has."""
    field = page.state.fields[name]
    low, high = page.slider_ranges().get(name) or field.soft or field.bounds
    return page.within(name, low + 0.37 * (high - low))


@pytest.mark.parametrize(("key", "page_type"), PAGES)
def test_nothing_is_computed_where_only_a_point_or_a_marker_moves(
    key: str, page_type: type[Page]
) -> None:
    seen = set()
    for settings in states_of(page_type):
        page = page_type(**settings)
        for view in page.visible():
            for layer in page.views[view].layers:
                for place in layer.sets(page.settings()):
                    page.state.load(settings)
                    before = page.slots()[page.slot_behind(view)]
                    changes = {place.field: elsewhere(page, place.field)}
                    assert page.state.apply(changes | page.meant(changes)) == {}
                    assert page.slots()[page.slot_behind(view)] == before, (view, place.field)
                    seen.add((view, place.field))
    views = page_type().views.values()
    meant = [layer for view in views for layer in view.layers if layer.sets is not nothing]
    assert bool(seen) == bool(meant)


def test_a_click_on_a_map_computes_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    submitted = []
    submit = COMPUTER.submit
    monkeypatch.setattr(
        COMPUTER, "submit", lambda order, *of: submitted.append(order) or submit(order, *of)
    )

    async def scene() -> None:
        page = pages.Storage(gamma=0.123, against="kappa")
        page.refresh()
        await until(lambda: page.results.keys() >= page.wanted().keys())
        first = len(submitted)
        page.views["map"]._on_tap(0.4567, 0.21)
        assert (page.scenario.gamma, page.scenario.kappa) == (0.457, 0.21)
        await until(lambda: submitted[first:] and not page.loop._quick)
        names = {type(order.rebuild()).__name__ for order in submitted[first:]}
        assert names == {"Storage", "StorageSection"}, "but no map"
        page.close()

    asyncio.run(scene())


CLICKS = [
    (pages.Storage, {"view": "winner"}, "winner", (0.31415, 0.2), {"gamma": 0.314, "eta": 0.2}),
    (pages.Storage, {"view": "time"}, "time", (123.4, 0.5), {"time": 123.4, "numbers": "device"}),
    (pages.Storage, {"view": "section"}, "section_gamma", (0.7001, 0.5), {"gamma": 0.7}),
    (pages.Storage, {"view": "energy"}, "energy", (-0.3, 0.5), {"energy": 0.0}),
    (pages.Capacitance, {}, "curves", (0.80012, 0.5), {"energy": 0.8}),
    (pages.Capacitance, {"view": "builder"}, "builder_loc", (99.0, 0.5), {"energy": 2.0}),
    (pages.Collision, {}, "charging", (15.0, 9.0), {"at": 477}),
    (pages.Collision, {"view": "power"}, "power", (1e9, 9.0), {"at": 955}),
    (pages.Collision, {"view": "best_q"}, "best_q", (0.7201, 9.0), {"q": 0.72}),
    (pages.SelfDischarge, {}, "geometries", (2.5004, 0.5), {"at": 2.5}),
    (pages.SelfDischarge, {"view": "scaling"}, "scaling", (4.4, 0.3), {"cells": 4}),
]


@pytest.mark.parametrize(("page_type", "settings", "view", "place", "wanted"), CLICKS, ids=str)
def test_a_click_sets_what_its_place_stands_for(page_type, settings, view, place, wanted) -> None:
    page = drawn(page_type(**settings))
    assert view in page.visible()
    page.views[view]._on_tap(*place)
    values = page.state.values()
    assert {name: values[name] for name in wanted} == wanted
    assert page.status.messages == []


def test_an_angle_is_drawn_in_multiples_of_pi_and_set_in_radians() -> None:
    page = pages.Collision(view="map")
    page.views["map_advantage"]._on_tap(0.02, 0.5)
    assert page.scenario.theta == pytest.approx(0.02 * pi)
    point = next(one for one in page.views["map_advantage"].layers if one.key == "point")
    columns = point.columns({}, page.settings())
    assert (float(columns["x"][0]), float(columns["y"][0])) == pytest.approx((0.02, 0.5))


def test_an_attenuator_has_no_energy_to_set() -> None:
    page = drawn(pages.Capacitance(view="gaussian"))
    before = page.state.values()
    page.views["curves"]._on_tap(0.7, 0.5)
    assert page.state.values() == before


def test_a_finger_points_no_finer_than_the_eye_sees() -> None:
    assert pointed(0.123456, (0.0, 1.0)) == 0.123
    assert pointed(12.3456, (0.0, 30.0)) == 12.35
    assert pointed(41234.0, (0.0, 41900.0)) == 41230.0
    assert pointed(0.0123456, (1e-3, 10.0), log=True) == 0.0123


@pytest.mark.parametrize(("key", "page_type"), PAGES)
def test_every_marker_can_be_taken_and_stepped(key: str, page_type: type[Page]) -> None:
    taken = set()
    for settings in states_of(page_type):
        page = page_type(**settings)
        if all(snapshot.rebuild().cost().seconds < 0.5 for snapshot in page.wanted().values()):
            drawn(page)
        for view in page.visible():
            for layer, marker in page.markers(page.views[view]).items():
                if (view, layer) in taken:
                    continue
                taken.add((view, layer))
                low, high = page.views[view].limits[0]
                moved = page.moved(page.views[view], {layer: low + 0.4 * (high - low)})
                (name, *_) = moved
                assert marker["low"] <= moved[name] <= marker["high"]
                assert page.state.apply(moved) == {}
                ahead = page.moved(page.views[view], {layer: "+3"})[name]
                assert ahead > page.state.values()[name]
                for to, end in (("first", "low"), ("last", "high")):
                    assert page.moved(page.views[view], {layer: to})[name] == marker[end]
                assert marker["label"] == page.state.fields[name].label
    assert taken or not any(
        layer.kind == "rule" and layer.sets(page.settings())
        for view in page.views.values()
        for layer in view.layers
    )


@pytest.mark.parametrize(
    "moves",
    [{"other": 1.0}, {"marker": "far"}, {"marker": True}, {"marker": float("nan")}, {1: 2.0},
     {"marker": [1.0]}, {"marker": "+1e9"}, {"marker": "9" * 99}],
    ids=str,
)  # fmt: skip
def test_a_hand_takes_nothing_but_places_and_steps(moves: Any) -> None:
    heard = []
    hand = Hand("view", [], lambda *move: heard.append(move[1]))
    hand.put(markers={"marker": {"label": "k"}})
    for changes in (moves, {"marker": 2.0}, {"marker": "-10"}, {"marker": "last"}):
        hand._handle_msg({"kind": "set", "seq": 1, "final": True, "changes": changes})
    assert heard == [{"marker": 2.0}, {"marker": "-10"}, {"marker": "last"}]


def test_steps_are_those_of_a_slider() -> None:
    assert stepped(Real(0.0, bounds=(0.0, 1.0), step=0.05), (0.0, 1.0), 0.3, "+1") == 0.35
    assert stepped(Count(5, bounds=(0, 9)), (0, 9), 5, "-10") == 0
    log = Real(1.0, bounds=(1e-2, 1e2), scale="log")
    assert stepped(log, (1e-2, 1e2), 1.0, "+100") == 10.0
    assert stepped(log, (1e-2, 1e2), 1.0, "last") == 1e2
