"""What moves without being asked, snaps, or is left out is said where it happens."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard import pages
from dashboard.page import Page
from engine.numerals import number


def told(page: Page, **changes: Any) -> dict[str, str]:
    """What is noted after a person has set these, with what the page brings along."""
    page.state.apply(changes, brought=page.suited(changes))
    return dict(page.notes())


def test_a_decay_that_gives_way_says_so() -> None:
    page = pages.page("capacitance")()
    assert told(page, decay_21=0.7) == {
        "decay_20": "was 0.6, moved with γ(2→1): a level's decays add up to at most 1"
    }
    assert page.state.values()["decay_20"] == pytest.approx(0.3)
    assert told(page, decay_10=0.1) == {}, "nothing else moved"
    page.state.undo()
    assert dict(page.notes()) == {}


def test_a_drag_tells_what_was_there_before_it_began() -> None:
    page = pages.page("capacitance")()
    for value in (0.5, 0.6, 0.7):
        changes = {"decay_21": value}
        page.state.apply(changes, final=False, brought=page.suited(changes))
    assert dict(page.notes())["decay_20"].startswith("was 0.6, moved with γ(2→1)")


def test_a_rate_that_is_brought_to_its_limit_says_so() -> None:
    page = pages.page("selfdischarge")(clip="on")
    note = told(page, collective_rate=0.9)["collective_rate"]
    assert note == "brought to 0.57735, not 0.9: “keep Γ_icl allowed” is on"


def test_another_battery_says_what_came_with_it() -> None:
    page = pages.page("collision")()
    assert told(page, battery="spin") == {
        "levels": "was 250, moved with battery", "theta": "was 0.01π, moved with battery",
        "collisions": "was 955, moved with battery", "at": "was 600, moved with battery",
    }  # fmt: skip


def test_an_energy_that_no_cell_can_hold_says_what_is_read() -> None:
    page = pages.page("capacitance")(energy=3.0)
    assert page.notes()["energy"] == "a full cell holds 2 ε₀: more changes nothing"


@pytest.mark.parametrize("key", pages.folders())
def test_every_setting_that_moves_another_says_so(key: str) -> None:
    """Each field set to each of its ends or choices: what moved visibly has a note or a reason."""
    for name in pages.page(key)().state.fields:
        page = pages.page(key)()
        field = page.state.fields[name]
        bounds = getattr(field, "bounds", None) or ()
        for value in getattr(field, "objects", None) or [end for end in bounds if end is not None]:
            if isinstance(value, (str, int, float)) and not isinstance(field.default, tuple):
                before = page.state.values()
                page.state.apply({name: value}, brought=page.suited({name: value}))
                after = page.state.values()
                moved = {one for one in after if after[one] != before[one]} - {name}
                assert moved == page.state.moved.keys() - {name}
                if after[name] != field.accept(value):
                    assert name in page.notes() or name in page.inactive(), (name, value)


@pytest.mark.parametrize("view", ["geometries", "cell"])
def test_the_marked_time_is_the_one_that_is_read_out(view: str) -> None:
    page = pages.page("selfdischarge")(at=0.333, view=view, cells=3)
    page.results = {slot: wish.run() for slot, wish in page.slots().items()}
    numbers = {one.label: one.value for one in page.readout().numbers}
    assert numbers["time t"] == "0.333" and "at" not in page.notes()
    main = page.scenario if view == "geometries" else page.wanted()["cell"].rebuild()
    exact = main.replace(time_max=0.333, points=2).run()
    assert numbers["ergotropy ℰ"] == number(float(exact.ergotropy[-1]))
    page.views[view].draw(page.results, page.settings())
    assert page.views[view].columns_shown()["marker"]["x"] == pytest.approx([0.333])


def test_a_time_between_the_drawn_ones_says_which_is_read_while_a_hand_moves() -> None:
    page = pages.page("selfdischarge")(cells=3)
    page.state.apply({"at": 0.333}, final=False)
    page.results = {slot: wish.run() for slot, wish in page.slots().items()}
    assert "now" not in page.results
    assert page.notes()["at"] == "nearest computed time: 0.35"
    assert {one.label: one.value for one in page.readout().numbers}["time t"] == "0.35"


def test_a_geometry_that_is_not_physical_is_left_out_in_words() -> None:
    page = pages.page("selfdischarge")(collective_rate=0.55)
    page.results = {
        slot: wish.run() for slot, wish in page.slots().items() if slot in ("network", "single")
    } | {"graph": page.slots()["graph"].run()}
    badge = page.readout().badges[-1]
    assert badge.text == "not drawn: central" and not badge.ok
    assert badge.reason == "Not drawn: central, not physical at this Γ_icl (−0.5 to 0.5 is)."
