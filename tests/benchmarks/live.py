"""The live page in a real Chromium against the usual way: `python -m tests.benchmarks.live`.

Both pages show the default collision page's plots with its real engine, each from a server of its
own, and take turns: a round opens a page, makes single steps and drags θ, first here, then there.

A picture counts as painted when both figures have painted the same swap angle, at the end of the
frame in which the later one did. Which angle a figure shows is read from what it has painted: the
coherent curve ends at K θ; its energy at the marked collision is the mean of the bars beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import product
from math import isclose, pi
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.drag import AGE_SAMPLING, ages, path, place, same, theta
from tests.benchmarks.figures import Figure, median, p95, run
from tests.chromium import launch
from tests.serving import ROOT, serving

ROUNDS = 10
STEPS = 3
DRAG_SECONDS = 3.0
PATIENCE = 30_000.0  # ms
VIEWPORT = {"width": 1280, "height": 720}
HERE = Path(__file__).parent
WATCH = (HERE / "watch.js").read_text("utf-8")

# How a hand moves a slider there: by its position, or by its value.
LIVE_HAND = """
const range = (name) => watch.find(`.control[data-name=${name}] input[type=range]`)
window.moveTo = (name, place, value, final) => {
  const input = range(name)
  input.value = place
  input.dispatchEvent(new Event("input", {bubbles: true}))
  if (final) input.dispatchEvent(new Event("change", {bubbles: true}))
}
"""
BASELINE_HAND = """
window.moveTo = (name, place, value, final) => {
  const slider = [...Bokeh.documents[0]._all_models.values()].find((m) => m.title === name)
  slider.value = value
  if (final) slider.value_throttled = value
}
"""
HANDS = """
window.moveTheta = ([place, value], final) => moveTo("theta", place, value, final)
"""


@dataclass
class Measured:
    """All rounds of one page; times in ms."""

    opened: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    ages: list[list[float]] = field(default_factory=list)
    released: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)


class Hand:
    """One open page, its watch, and the hand that moves its sliders."""

    def __init__(self, page: Page, address: str, hand: str) -> None:
        self.page = page
        page.add_init_script(WATCH)
        page.goto(address)
        page.evaluate(f"() => {{ {hand} {HANDS} }}")

    def watch(self, name: str) -> list[dict[str, Any]]:
        return self.page.evaluate(f"() => watch.{name}")

    def pictures(self) -> list[tuple[float, float]]:
        """Time and swap angle of each picture, from the paints of its figures."""
        found: list[tuple[float, float]] = []
        theta, curves, bars = 0.0, [], []
        for paint in self.watch("paints"):
            theta = paint.get("theta", theta)
            if "theta" in paint:
                curves = paint["energies"]
            else:
                bars = paint["energies"]
            complete = any(isclose(*pair, rel_tol=1e-3) for pair in product(curves, bars))
            if complete and (not found or not same(found[-1][1], theta)):
                found.append((paint["time"], theta))
        return found

    def wait_for(self, theta: float | None = None) -> float:
        """When the picture of this swap angle, or the first of all, was painted."""
        waited = 0.0
        while waited < PATIENCE:
            pictures = self.pictures()
            if pictures and (theta is None or same(pictures[-1][1], theta)):
                return pictures[-1][0]
            self.page.wait_for_timeout(100)
            waited += 100
        raise RuntimeError(f"The picture of θ = {theta} was not painted; last: {pictures[-1:]}.")

    def set(self, name: str, place: int, value: float) -> None:
        """Move another slider and let the page come to rest."""
        self.page.evaluate(f"() => moveTo({name!r}, {place}, {value}, true)")
        self.rest()

    def rest(self) -> None:
        self.page.wait_for_timeout(700)

    def step(self, place: int, theta: float) -> float:
        """From a single step of the slider to the picture."""
        self.page.evaluate(f"() => watch.step([{place}, {theta}], true, moveTheta)")
        painted = self.wait_for(theta)
        moved = self.watch("moves")[-1]["time"]
        self.rest()
        return painted - moved

    def drag(self, way: Sequence[tuple[int, float]], measured: Measured) -> None:
        """Drag along the way and note frames, ages, bytes, and the way to the last picture."""
        earlier = len(self.watch("moves"))
        drag = self.page.evaluate(
            "([way, seconds]) => watch.drag(way, seconds, moveTheta)", [way, DRAG_SECONDS]
        )
        start, stop = drag["start"], drag["stop"]
        last = self.wait_for(way[-1][1])
        measured.released.append(last - stop)
        moves = [(move["time"], move["value"][1]) for move in self.watch("moves")[earlier:]]
        pictures = self.pictures()
        inside = [time for time, _ in pictures if start <= time <= stop]
        measured.rates.append(1000 * len(inside) / (stop - start))
        measured.sizes.append(drag["bytes"] / max(len(inside), 1))
        measured.ages.append(ages(moves, pictures, stop))
        self.rest()


def differences(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> list[str]:
    """Where two pages' figures differ: ranges, names, legends, and every column of every source."""
    found = [] if len(left) == len(right) else [f"{len(left)} figures, not {len(right)}"]
    for index, (one, other) in enumerate(zip(left, right, strict=False)):
        found += [
            f"figure {index}: {part}"
            for part in ("ranges", "names", "legend")
            if one[part] != other[part]
        ]
        for mine, fresh in zip(one["columns"], other["columns"], strict=True):
            names = mine["data"].keys() | fresh["data"].keys()
            found += [
                f"figure {index}: {mine['name']} {name}"
                for name in sorted(names)
                if mine["data"].get(name) != fresh["data"].get(name)
            ]
    return found


def a_round(browser: Browser, address: str, hand: str, number: int, measured: Measured) -> None:
    """Open the page, step, drag; a round's own q keeps its results out of the cache."""
    context = browser.new_context(viewport=VIEWPORT)
    one = Hand(context.new_page(), address, hand)
    measured.opened.append(one.wait_for())
    one.rest()
    one.set("q", 49 - number, round(0.49 - number / 100, 2))
    middle = place(0.01 * pi)
    for position in range(middle, middle + STEPS):
        measured.steps.append(one.step(position, theta(position)))
    one.drag(path(), measured)
    if hand is LIVE_HAND:
        fresh = Hand(context.new_page(), one.page.url, hand)
        fresh.wait_for()
        fresh.rest()
        measured.unequal += differences(one.watch("pictures()"), fresh.watch("pictures()"))
    context.close()


def measure() -> list[Figure]:
    """Both pages, round by round."""
    pages = {
        "live": (ROOT / "dashboard" / "app.py", LIVE_HAND),
        "baseline": (HERE / "baseline" / "app.py", BASELINE_HAND),
    }
    measured = {name: Measured() for name in pages}
    with ExitStack() as stack:
        logs = Path(stack.enter_context(TemporaryDirectory()))
        addresses = {
            name: f"{stack.enter_context(serving(script, logs / name))}/{script.stem}"
            for name, (script, _) in pages.items()
        }
        playwright = stack.enter_context(sync_playwright())
        browser = launch(playwright)
        stack.callback(browser.close)
        for number in range(ROUNDS):
            for name, (_, hand) in pages.items():
                a_round(browser, addresses[name], hand, number, measured[name])
    return figures(measured["live"], measured["baseline"])


def figures(live: Measured, baseline: Measured) -> list[Figure]:
    """What was measured, and the bars it is held against."""
    for difference in sorted(set(live.unequal)):
        print(f"After a drag, unlike a fresh page: {difference}")
    ratio = median(np.array(baseline.steps) / np.array(live.steps))
    sizes = median(np.array(live.sizes) / np.array(baseline.sizes))
    own = [
        Figure("first picture, warm server, median", median(live.opened), "ms", 1100),
        Figure("single step, median", median(live.steps), "ms"),
        Figure("single step, p95", p95(live.steps), "ms", 75),
        Figure("single step, baseline over live", ratio, "×", 4, "at least"),
        Figure("drag, pictures per second", median(live.rates), "1/s", 12, "at least"),
        Figure("drag, age of the picture, p50", median(map(median, live.ages)), "ms"),
        Figure("drag, age of the picture, p95", median(map(p95, live.ages)), "ms", 250),
        Figure("release to the final picture, median", median(live.released), "ms", 200),
        Figure("release to the final picture, p95", p95(live.released), "ms"),
        Figure("bytes per picture", median(live.sizes) / 1000, "kB"),
        Figure("bytes per picture, live over baseline", sizes, "×", 0.5),
        Figure("columns unlike a fresh page's after a drag", len(live.unequal), "", 0),
    ]
    usual = [
        Figure("baseline: first picture, median", median(baseline.opened), "ms"),
        Figure("baseline: single step, median", median(baseline.steps), "ms"),
        Figure("baseline: single step, p95", p95(baseline.steps), "ms"),
        Figure("baseline: pictures per second", median(baseline.rates), "1/s"),
        Figure("baseline: age of the picture, p50", median(map(median, baseline.ages)), "ms"),
        Figure("baseline: age of the picture, p95", median(map(p95, baseline.ages)), "ms"),
        Figure("baseline: release to the final picture", median(baseline.released), "ms"),
        Figure("baseline: bytes per picture", median(baseline.sizes) / 1000, "kB"),
    ]
    return own + usual


NOTES = f"""\
{ROUNDS} rounds, the two pages in turn; {STEPS} steps and a drag of {DRAG_SECONDS:.0f} s each.
Step: input event to painted picture; ratio: median over pairs of the same step in both pages.
Age: time since the hand was where the picture shows it, sampled every {AGE_SAMPLING:.0f} ms of the
drag; percentile of each drag, median over drags. Bytes: payloads over the websocket."""


if __name__ == "__main__":
    run("The live page against a DynamicMap over the parameters", measure, NOTES)
