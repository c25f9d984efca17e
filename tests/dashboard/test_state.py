"""A page's state: one flat set of settings, with history, pins and a link that holds it all."""

from __future__ import annotations

from collections.abc import Callable
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pages.collision.page import Display
from dashboard.state import HISTORY, PINS, PageState
from engine.collision import Collision
from engine.custom import CustomBattery
from engine.scenario import ScenarioError
from engine.selfdischarge import Network


def state(derive: Callable[[dict], dict] = lambda _: {}) -> PageState:
    return PageState(Collision(), Display(), derive=derive)


def test_what_is_right_applies_and_what_is_not_is_said() -> None:
    page = state()
    refused = page.apply({"theta": "0.02π", "q": 2, "colisions": "5", "at": 12, "levels": "2.5"})
    assert page.values()["theta"] == 0.02 * pi
    assert page.values()["at"] == 12
    assert page.values()["q"] == 0.5
    assert refused["q"] == "q must be between 0 and 1, not 2."
    assert "whole number" in refused["levels"]
    assert "Did you mean “collisions”?" in refused["colisions"]


def test_a_gesture_is_one_step_of_the_history() -> None:
    page = state()
    for step in range(1, 20):
        page.apply({"c": step / 20}, final=False)
        assert page.in_gesture
    page.apply({"c": 0.99})
    assert not page.in_gesture
    page.undo()
    assert page.values()["c"] == 1.0
    assert not page.can_undo
    page.redo()
    assert page.values()["c"] == 0.99
    assert not page.can_redo


def test_a_change_after_undo_forgets_what_was_undone() -> None:
    page = state()
    page.apply({"c": 0.5})
    page.undo()
    page.apply({"q": 0.25})
    assert not page.can_redo


def test_history_is_bounded() -> None:
    page = state()
    for step in range(HISTORY + 50):
        page.apply({"collisions": step + 1})
    steps = 0
    while page.can_undo:
        page.undo()
        steps += 1
    assert steps == HISTORY


def test_history_is_bounded_by_the_letters_of_its_texts_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A matrix may be a text of megabytes: two hundred of them are not kept for one page."""
    monkeypatch.setattr("dashboard.state.MOST_LETTERS", 100_000)
    page, row = PageState(CustomBattery()), ",".join(f"{k}.125" for k in range(60))
    for step in range(8):
        matrix = ";".join([f"{step + 1}{row}"] * 60)
        page.apply({"hamiltonian": matrix})
        page.apply({"points": 100 + step})
    held = {past["hamiltonian"] for past in page.history().past}
    assert 1 < len(held) <= 5 and sum(map(len, held)) <= 100_000
    page.undo()
    assert page.values()["points"] == 106 and page.values()["hamiltonian"] == matrix


def test_a_notebook_changes_the_scenario_itself() -> None:
    page = state()
    calls = []
    page.changed = lambda: calls.append(page.values()["theta"])
    page.parts[0].theta = 0.05
    assert calls == [0.05]
    page.undo()
    assert page.parts[0].theta == 0.01 * pi


def test_what_follows_is_set_with_it_and_taken_back_with_it() -> None:
    page = state(lambda values: {"waiting": 2 * values["gamma"]})
    page.apply({"gamma": 0.1})
    assert page.values()["waiting"] == 0.2
    page.undo()
    assert page.values()["waiting"] == 0.0


def test_settings_whose_consequence_is_refused_change_nothing() -> None:
    page = state(lambda values: {"theta": 100 * values["gamma"]})
    refused = page.apply({"gamma": 0.5})
    assert "θ must be between 0 and π" in refused["gamma"]
    assert page.values()["gamma"] == 0.0
    assert page.values()["theta"] == 0.01 * pi


def test_a_link_whose_consequence_is_refused_is_said_and_the_rest_applies() -> None:
    page = state(lambda values: {"theta": 100 * values["gamma"]})
    (problem,) = page.read_query("gamma=0.5&c=0.25")
    assert "θ must be between 0 and π" in problem
    assert (page.values()["gamma"], page.values()["c"]) == (0.0, 0.25)


def test_load_is_all_or_nothing() -> None:
    page = state()
    page.apply({"c": 0.5})
    with pytest.raises(ScenarioError, match="q must be"):
        page.load({"theta": 0.1, "q": -1})
    assert page.values()["theta"] == 0.01 * pi
    page.load({"theta": 0.1})
    assert (page.values()["theta"], page.values()["c"]) == (0.1, 1.0)


def test_pins_are_few_distinct_and_removable() -> None:
    page = state()
    for number in range(PINS):
        page.apply({"collisions": 100 + number})
        page.pin(f"pin {number}")
    with pytest.raises(ScenarioError, match="these settings are pinned"):
        page.pin("again")
    page.apply({"collisions": 500})
    with pytest.raises(ScenarioError, match=f"at most {PINS}"):
        page.pin("one too many")
    page.unpin(0)
    with pytest.raises(ScenarioError, match="not number 9"):
        page.unpin(8)
    assert len(page.pins) == PINS - 1


settings = st.fixed_dictionaries(
    {},
    optional={
        "theta": st.floats(0, pi),
        "q": st.floats(0, 1),
        "gamma": st.floats(0, 1),
        "levels": st.integers(2, 2000),
        "battery": st.sampled_from(["spin", "ladder"]),
        "view": st.sampled_from(["phase", "map"]),
        "schedule": st.lists(st.floats(0, pi), max_size=5).map(tuple),
        "family": st.lists(st.floats(0.001, pi), max_size=8).map(tuple),
    },
)


@given(settings, st.lists(settings, max_size=3), st.text(max_size=20))
def test_a_link_holds_the_whole_state(values: dict, pinned: list[dict], label: str) -> None:
    page = state()
    for entry in pinned:
        page.load(entry)
        try:
            page.pin(label)
        except ScenarioError:
            continue
    page.load(values)
    other = state()
    assert other.read_query(page.query()) == []
    assert other.values() == page.values()
    assert [pin.values for pin in other.pins] == [pin.values for pin in page.pins]


@given(st.text(max_size=200))
def test_no_link_is_a_traceback(query: str) -> None:
    for problem in state().read_query(query):
        assert problem.endswith((".", "?"))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("theta=nan", "θ must be between 0 and π, not NaN."),
        ("theta=", "θ must be a number between 0 and π, not empty text."),
        ("thetta=0.1", "Did you mean “theta”?"),
        ("q=1e300", "q must be between 0 and 1, not 10³⁰⁰."),
        ("battery=spinn", "Did you mean “spin”?"),
        ("collisions=-3", "not −3"),
        ("levels=100.5", "levels must be a whole number"),
        ("pin=theta%3D9", "θ must be between 0 and π, not 9."),
    ],
)
def test_a_bad_key_is_said_and_the_good_ones_apply(query: str, sentence: str) -> None:
    page = state()
    (problem,) = page.read_query(f"{query}&c=0.25")
    assert sentence in problem
    assert page.values()["c"] == 0.25


def test_a_link_that_is_too_long_is_refused() -> None:
    assert "must be at most" in state().read_query("theta=" + "1" * 20_000)[0]


@pytest.mark.parametrize(
    ("name", "text"), [("theta", "0.03"), ("gamma", "1e-3"), ("theta", "π/100"), ("q", "1/2"),
                       ("q", "1/3"), ("c", "50%"), ("levels", "j = 99/2")],
)  # fmt: skip
def test_what_was_typed_stays_while_it_is_the_value(name: str, text: str) -> None:
    page = state()
    page.apply({name: text})
    value = page.values()[name]
    assert page.text(name, value) == text
    page.apply({"alpha": "0.25π"})
    page.apply({name: 7 if name == "levels" else 0.125})
    assert page.text(name, page.values()[name]) in ("7", "0.125")
    page.undo()
    assert page.values()[name] == value and page.text(name, value) == text
    other = state()
    other.read_query(page.query())
    assert other.values() == page.values()
    other.take_up(page.history())
    assert other.text(name, value) == text
    page.apply({name: page.fields[name].to_text(value)})
    assert page.text(name, value) == page.fields[name].to_text(value), "written anew, otherwise"


def test_edges_are_shown_in_the_order_in_which_weights_are_asked_for() -> None:
    page = PageState(Network(geometry="custom"))
    page.apply({"edges": "2-3, 0-1"})
    assert page.as_typed("edges", page.values()["edges"]) == ""
