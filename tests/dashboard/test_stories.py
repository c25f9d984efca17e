"""Stories: every step of every page can be set, points at what is there, and says what is true."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import pytest

from dashboard import pages
from dashboard.computer import COMPUTER
from dashboard.page import Page
from dashboard.stories import Look, Step, control, curve, number, picture

STORIES = [(key, story) for key, page in pages.every_page().items() for story in page.stories]
STEPS = [(key, step) for key, story in STORIES for step in story.steps]
DECIMAL = re.compile(r"−?\d+\.\d+")


@cache
def page_of(key: str) -> Page:
    return pages.page(key)()


def told(key: str, step: Step) -> Page:
    """The page as it stands when a step is told, with its results."""
    page = page_of(key)
    page.state.load(step.settings)
    page.results = {slot: COMPUTER.result(wanted) for slot, wanted in page.wanted().items()}
    for view in page.visible():
        page.views[view].draw(page.results, page.settings())
    return page


def missing(page: Page, look: Look) -> str:
    """What of a look is not on the page, or nothing."""
    if look.kind == "control":
        found = look.name in page.state.fields and page.inactive().get(look.name, "yes") != ""
    elif look.kind == "number":
        found = look.name in {one.label for one in page.readout().numbers}
    elif look.kind == "picture":
        found = look.name in page.visible()
    else:
        shown = page.views[look.view].columns_shown() if look.view in page.visible() else {}
        layers = [layer for layer in page.views[look.view].layers if layer.label == look.name]
        found = any(len(next(iter(shown[layer.key].values()))) for layer in layers if shown)
    return "" if found else f"{look.kind} {look.name}"


def told_numbers(page: Page, step: Step) -> list[float]:
    """The numbers that the page shows, and those that the step sets."""
    readout = page.readout()
    texts = [readout.sentence, *(one.value for one in readout.numbers)]
    written = [text for one in texts for text in re.findall(r"−?\d+(?:\.\d+)?", one)]
    given: list[Any] = [value for value in step.settings.values() if isinstance(value, float)]
    return [float(text.replace("−", "-")) for text in written] + given


def untrue(page: Page, step: Step) -> list[str]:
    """The numbers of a step's sentence that the page does not show, rounded as they are."""
    shown = np.array(told_numbers(page, step))
    found = []
    for text in DECIMAL.findall(step.text):
        value, digits = float(text.replace("−", "-")), len(text.partition(".")[2])
        if not np.isclose(shown, value, rtol=0, atol=0.5001 * 10.0**-digits).any():
            found.append(text)
    return found


def test_every_page_has_a_story() -> None:
    assert {key for key, _ in STORIES} == set(pages.folders())
    for key, page in pages.every_page().items():
        keys = [story.key for story in page.stories]
        assert len(set(keys)) == len(keys), key


@pytest.mark.parametrize(("key", "step"), STEPS, ids=lambda one: getattr(one, "text", one)[:40])
def test_every_step_can_be_told(key: str, step: Step) -> None:
    assert page_of(key).state.read(step.settings)[1] == {}
    assert step.text.endswith((".", "?")) and step.text.count(". ") == 0, "one sentence"
    page = told(key, step)
    assert missing(page, step.look) == ""
    assert untrue(page, step) == []
    assert page.failures == {}


@pytest.mark.parametrize(
    ("look", "text"),
    [
        (control("thetta"), ""),
        (number("enrgy"), ""),
        (picture("wigner"), ""),
        (curve("charging", "no such curve"), ""),
        (curve("wigner", "energy"), ""),
        (picture("charging"), "It stores 85.7 in the end."),
    ],
)
def test_the_walk_sees_a_planted_fault(look: Look, text: str) -> None:
    step = Step(text, look)
    page = told("collision", step)
    assert missing(page, step.look) or untrue(page, step)


def test_a_story_sets_the_page_and_goes_back_and_forth() -> None:
    page = pages.page("collision")()
    bar = page.story
    assert bar.shown == {}
    page.actions.act("story", "coherence")
    steps = page.stories[0].steps
    assert (bar.shown["place"], bar.shown["text"]) == (0, steps[0].text)
    bar._handle_msg({"kind": "step", "place": 1})
    assert page.scenario.c == 0.0
    assert bar.shown["look"] == {"kind": "number", "name": "ergotropy", "view": ""}
    bar._handle_msg({"kind": "step", "place": 2})
    assert page.scenario.c == 1.0, "each step is the whole state"
    for place in (-1, len(steps), "1"):
        bar._handle_msg({"kind": "step", "place": place})
        assert bar.shown["place"] == 2
    bar._handle_msg({"kind": "end"})
    assert bar.shown == {}
    bar._handle_msg({"kind": "step", "place": 1})
    assert bar.shown == {}, "nothing is told any more"
    page.actions.act("story", "unknown")
    assert "The story must be one of this page's, not “unknown”." in page.status.messages[-1][2]
