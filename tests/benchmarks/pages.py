"""How live the other pages are, in a real Chromium: `python -m tests.benchmarks.pages`.

A step is timed from the input event to the end of the frame in which the last of the page's two
figures has painted the new state. Whether it has is read from what it holds at each paint: named
columns must be those that the page draws of that state without a browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard import pages
from dashboard.components.controls import slider
from dashboard.computer import COMPUTER
from tests.benchmarks.figures import Figure, median, p95, run
from tests.benchmarks.live import LIVE_HAND, VIEWPORT, WATCH
from tests.chromium import launch
from tests.serving import ROOT, serving

STEPS = 20
DRAGS = 10
DRAG_SECONDS = 1.5
REACH = 12
REST = 500  # ms
PATIENCE = 10_000  # ms
LINEAR_POSITIONS = 500
LOOK = (Path(__file__).parent / "paints.js").read_text("utf-8")
MOVE = "(place, final) => moveTo(hand.slider, place, 0, final)"

Columns = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Subject:
    """A page, the slider that is moved, and the columns by which its pictures are known.

    `columns` are (view, layer, column): some of each figure on the screen.
    """

    page: str
    slider: str
    columns: Columns
    settings: dict[str, str] = field(default_factory=dict)

    def value(self, place: int) -> float:
        """The slider's value at a position, as controls.js has it."""
        rule = slider(self.field)
        share = place / self.last
        return float(f"{rule['low'] + (rule['high'] - rule['low']) * share:.12g}")

    @property
    def field(self) -> Any:
        """The declaration of what the slider sets."""
        return next(
            part.fields()[self.slider]
            for part in pages.page(self.page).part_types
            if self.slider in part.fields()
        )

    @property
    def last(self) -> int:
        """The slider's last position."""
        rule = slider(self.field)
        step = rule["step"]
        return round((rule["high"] - rule["low"]) / step) if step else LINEAR_POSITIONS

    @property
    def start(self) -> int:
        """The position at which the page opens."""
        rule = slider(self.field)
        share = (self.field.default - rule["low"]) / (rule["high"] - rule["low"])
        return round(share * self.last)

    def picture(self, place: int) -> list[np.ndarray]:
        """What the watched columns hold when the slider is there."""
        page = pages.page(self.page)()
        for changes in (self.settings, {self.slider: self.value(place)}):
            page.state.apply({**page.suited(changes), **changes})
        results = {slot: COMPUTER.result(snapshot) for slot, snapshot in page.wanted().items()}
        for view in page.visible():
            page.views[view].draw(results, page.settings())
        shown = {view: page.views[view].columns_shown() for view in page.visible()}
        return [np.asarray(shown[view][layer][column]) for view, layer, column in self.columns]


STORAGE = Subject("storage", "eta", (("map", "point", "y"), ("section_gamma", "j_coherent", "y")))
CAPACITANCE = Subject("capacitance", "decay_10", (("curves", "sep", "y"), ("gap", "exact", "y")))
NETWORK: Columns = (
    ("network", "cells", "fill_color"),
    *(("geometries", curve, "y") for curve in ("linear", "central", "symmetric", "classical")),
)
FIVE = Subject("selfdischarge", "coupling", NETWORK)
SIX = Subject(
    "selfdischarge",
    "coupling",
    tuple(each for each in NETWORK if each[1] != "central"),
    {"cells": "6"},
)


class Hand:
    """One open page and the hand on its slider."""

    def __init__(self, page: Page, base: str, subject: Subject) -> None:
        self.page, self.subject = page, subject
        page.add_init_script(WATCH)
        settings = "".join(f"&{name}={text}" for name, text in subject.settings.items())
        page.goto(f"{base}/app?page={subject.page}{settings}")
        page.locator(f"[data-name={subject.slider}]").first.wait_for()
        page.locator("p.sentence").wait_for()
        page.wait_for_timeout(2 * REST)
        page.evaluate(
            f"(subject) => {{ {LIVE_HAND} {LOOK} window.hand = subject }}",
            {"slider": subject.slider},
        )
        page.evaluate("(columns) => { hand.paints = look(columns) }", subject.columns)

    def painted(self, expected: list[np.ndarray]) -> float:
        """When the last of the figures had painted what is expected."""
        for _ in range(PATIENCE // 50):
            times = self._known(expected)
            if None not in times.values():
                return max(times.values())
            self.page.wait_for_timeout(50)
        raise RuntimeError(f"A state of {self.subject} was not painted: {times}.")

    def _known(self, expected: list[np.ndarray]) -> dict[str, Any]:
        """Since when each figure has shown what is expected; None where it does not yet."""
        since: dict[str, float | None] = {view: None for view, _, _ in self.subject.columns}
        for paint in self.page.evaluate("() => hand.paints"):
            view = paint["view"]
            own = [
                column
                for column, (figure, _, _) in zip(expected, self.subject.columns, strict=True)
                if figure == view
            ]
            if not all(map(same, paint["held"], own)):
                since[view] = None
            elif since[view] is None:
                since[view] = paint["time"]
        return since

    def rest(self) -> None:
        """Let the page come to rest and forget what was painted."""
        self.page.wait_for_timeout(REST)
        self.page.evaluate("() => { hand.paints.length = 0 }")

    def step(self, place: int) -> float:
        """From a single step of the slider to its picture, in ms."""
        expected = self.subject.picture(place)
        self.rest()
        self.page.evaluate(f"(place) => watch.step(place, true, {MOVE})", place)
        moved = self.page.evaluate("() => watch.moves.at(-1).time")
        return self.painted(expected) - moved

    def drag(self, way: Sequence[int]) -> float:
        """From when a drag along the way reaches its end to the picture there, in ms."""
        expected = self.subject.picture(way[-1])
        self.rest()
        self.page.evaluate(
            f"([way, seconds]) => watch.drag(way, seconds, {MOVE})", [list(way), DRAG_SECONDS]
        )
        moves = self.page.evaluate("() => watch.moves")
        arrived = next(move["time"] for move in moves if move["value"] == way[-1])
        return self.painted(expected) - arrived


def same(held: Sequence[float | None], expected: np.ndarray) -> bool:
    """Whether a column is the one expected; unknown numbers arrive as None."""
    numbers = np.array(held, dtype=float)
    return numbers.shape == expected.shape and np.allclose(
        numbers, expected, rtol=1e-6, atol=0.0, equal_nan=True
    )


def steps(browser: Browser, base: str, subject: Subject) -> list[float]:
    """Single steps, each to where the slider has not been."""
    with browser.new_context(viewport=VIEWPORT) as context:
        hand = Hand(context.new_page(), base, subject)
        return [hand.step(subject.start + place) for place in range(1, STEPS + 1)]


def releases(browser: Browser, base: str, subject: Subject) -> list[float]:
    """Drags up and down again, each ending where the slider has not been."""
    start = subject.start
    there = range(start + 1, start + REACH)
    with browser.new_context(viewport=VIEWPORT) as context:
        hand = Hand(context.new_page(), base, subject)
        return [
            hand.drag([*there, *reversed(there), start - number]) for number in range(1, DRAGS + 1)
        ]


def measure() -> list[Figure]:
    """Every page in turn."""
    with ExitStack() as stack:
        logs = Path(stack.enter_context(TemporaryDirectory()))
        base = stack.enter_context(serving(ROOT / "dashboard" / "app.py", logs / "server"))
        playwright = stack.enter_context(sync_playwright())
        browser = launch(playwright)
        stack.callback(browser.close)
        bars = {
            "storage": (STORAGE, 60),
            "capacitance": (CAPACITANCE, 75),
            "self-discharge, N = 5": (FIVE, 75),
        }
        found = []
        for name, (subject, bar) in bars.items():
            taken = steps(browser, base, subject)
            found += [
                Figure(f"{name}: single step, median", median(taken), "ms"),
                Figure(f"{name}: single step, p95", p95(taken), "ms", bar),
            ]
        released = releases(browser, base, SIX)
    return [
        *found,
        Figure("self-discharge, N = 6: release to picture, median", median(released), "ms"),
        Figure("self-discharge, N = 6: release to picture, p95", p95(released), "ms", 500),
    ]


NOTES = f"""\
{STEPS} single steps each, and {DRAGS} drags of {DRAG_SECONDS} s, all to values that are not in the
cache. Step: input event to the frame in which both figures have painted the new state. Release: the
same, from the hand's last movement of a drag, on."""


if __name__ == "__main__":
    run("The storage, capacitance and self-discharge pages", measure, NOTES)
