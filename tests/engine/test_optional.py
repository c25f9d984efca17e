"""Fields that are on or off, and numbers that may be left open."""

from __future__ import annotations

import pytest

from engine.fields import Count, Real, ScenarioError
from engine.optional import Flag, Optional
from engine.scenario import Scenario


class Room(Scenario):
    """A scenario of these fields alone."""

    lit = Flag(True, label="lit", short="lit", doc="Whether there is light.")
    seats = Optional(Count(0, bounds=(0, 9), label="seats", short="s", doc="How many sit."), "all")
    warmth = Optional(
        Real(0.0, bounds=(-1, 1), label="warmth", short="w", doc="How warm."), "as outside"
    )


def test_what_is_open_is_none_and_stays_what_it_says() -> None:
    room = Room()
    assert room.values() == {"lit": True, "seats": None, "warmth": None}
    seats = Room.field("seats")
    assert (seats.label, seats.doc, seats.said) == ("seats", "How many sit.", "s")
    assert (seats.hint(), Room.field("warmth").hint()) == ("all", "as outside")
    assert Room(seats=3.0).seats == 3 and Room(warmth=1).warmth == 1.0
    assert room.replace(lit=False).non_default() == {"lit": False}


@pytest.mark.parametrize("value", [None, 0, 9])
def test_texts_read_back(value: int | None) -> None:
    field = Room.field("seats")
    assert field.from_text(field.to_text(value)) == value


@pytest.mark.parametrize(("text", "value"), [("on", True), (" Off ", False), ("true", True)])
def test_words_of_a_flag(text: str, value: bool) -> None:
    assert Room.field("lit").from_text(text) is value
    assert Room.field("lit").to_text(value) == ("on" if value else "off")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"lit": 1}, "lit must be on or off, True or False, not 1."),
        ({"seats": 10}, "s must be a whole number between 0 and 9, or None, not 10."),
        ({"seats": True}, "s must be a whole number between 0 and 9, or None, not True."),
        ({"warmth": 2.5}, "w must be between −1 and 1, or None, not 2.5."),
    ],
)
def test_what_is_refused(settings: dict, message: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        Room(**settings)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("lit", "maybe", "lit must be “on” or “off”, not “maybe”."),
        ("seats", "many", "s must be a whole number between 0 and 9, or empty, not “many”."),
    ],
)
def test_texts_that_are_refused(name: str, text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        Room.field(name).from_text(text)
    assert str(refused.value) == message


def test_a_scenario_with_open_fields_is_written_and_read() -> None:
    room = Room(lit=False, warmth=0.5)
    assert Room.from_json(room.to_json()).values() == room.values()
