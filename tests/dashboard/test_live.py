"""The live loop: latest value wins, one flight per snapshot, the last good picture stays."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr

from dashboard.computer import Cache, Computer
from dashboard.live import Frame, Loop
from engine import scenario as scenarios
from engine.fields import Choice, Real, ScenarioError
from engine.scenario import CancelCheck, Cancelled, Cost, Progress, Scenario, Snapshot

RUNS: list[tuple[str, float]] = []
GATE = threading.Event()


class Trial(Scenario):
    """A scenario whose behaviour is chosen: quick, slow (until told or given up), or failing."""

    value = Real(0.0, bounds=(-1e6, 1e6))
    behaviour = Choice("quick", objects=["quick", "slow", "gated", "bug", "refusal"])

    def cost(self) -> Cost:
        return Cost(10.0 if self.behaviour == "slow" else 0.01, 8)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        RUNS.append((self.behaviour, self.value))
        if self.behaviour == "bug":
            raise ZeroDivisionError("planted")
        if self.behaviour == "refusal":
            raise ScenarioError("The trial must be quick, not refused.")
        if self.behaviour in ("slow", "gated"):
            for step in range(500):
                progress(step / 500)
                if cancelled():
                    raise Cancelled
                if GATE.wait(0.01):
                    break
        return xr.Dataset({"y": ("x", np.full(3, self.value))})


@pytest.fixture(autouse=True)
def known_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let snapshots of the trial be rebuilt although it is no part of the engine."""
    monkeypatch.setattr(scenarios, "scenario_class", lambda name: Trial)
    RUNS.clear()
    GATE.clear()


def snap(value: float, behaviour: str = "quick") -> Snapshot:
    return Trial(value=value, behaviour=behaviour).snapshot()


class Screen:
    """Stands for the page: what it was given to draw, and the progress it was told."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.fractions: list[float | None] = []
        self.computer = Computer(workers=2)
        self.loop = Loop(self.frames.append, self.fractions.append, self.computer)

    def shown(self, slot: str) -> float | None:
        drawn = [frame.results[slot] for frame in self.frames if slot in frame.results]
        return float(drawn[-1].y[0]) if drawn else None

    async def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline, "the loop did not get there"
            await asyncio.sleep(0.005)


def run(scene: Callable[[Screen], object]) -> Screen:
    async def play() -> Screen:
        screen = Screen()
        await scene(screen)  # type: ignore[misc]
        GATE.set()
        screen.loop.close()
        return screen

    return asyncio.run(play())


def test_burst_draws_the_newest_and_skips_what_is_between() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"main": snap(0, "gated")}, "first")
        await screen.until(lambda: bool(RUNS))
        for value in range(1, 50):
            screen.loop.request({"main": snap(value)}, value)
            await asyncio.sleep(0)
        GATE.set()
        await screen.until(lambda: screen.shown("main") == 49)

    screen = run(scene)
    assert len(RUNS) == 2, "only the one under way and the newest are computed"
    answered = [ticket for frame in screen.frames for ticket in frame.tickets]
    assert answered == ["first", *range(1, 50)], "every request is answered, in order"


def test_unchanged_slots_are_not_computed_again() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"a": snap(1), "b": snap(2)}, 1)
        await screen.until(lambda: screen.shown("b") == 2)
        screen.loop.request({"a": snap(1), "b": snap(3)}, 2)
        await screen.until(lambda: screen.shown("b") == 3)

    screen = run(scene)
    assert sorted(value for _, value in RUNS) == [1, 2, 3]
    assert set(screen.frames[-1].results) == {"b"}


def test_going_back_is_answered_from_the_cache() -> None:
    async def scene(screen: Screen) -> None:
        for value in (1, 2, 1):
            screen.loop.request({"a": snap(value)}, value)
            await screen.until(lambda value=value: screen.shown("a") == value)

    run(scene)
    assert [value for _, value in RUNS] == [1, 2]


def test_a_slot_that_was_let_go_is_sent_again() -> None:
    async def scene(screen: Screen) -> None:
        wishes = [{"a": snap(1), "b": snap(2)}, {"a": snap(3)}, {"a": snap(3), "b": snap(2)}]
        for ticket, wanted in enumerate(wishes):
            screen.loop.request(wanted, ticket)
            await screen.until(
                lambda ticket=ticket: screen.frames and ticket in screen.frames[-1].tickets
            )

    assert "b" in run(scene).frames[-1].results


def test_a_slot_let_go_while_it_is_computed_is_sent_when_it_is_wanted_again() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"a": snap(1), "b": snap(2, "gated")}, 1)
        await screen.until(lambda: ("gated", 2) in RUNS)
        screen.loop.request({"a": snap(1)}, 2)
        GATE.set()
        await screen.until(lambda: screen.frames and 2 in screen.frames[-1].tickets)
        assert all("b" not in frame.results for frame in screen.frames)
        screen.loop.request({"a": snap(1), "b": snap(2, "gated")}, 3)
        await screen.until(lambda: screen.shown("b") == 2)

    run(scene)


def test_slow_work_runs_behind_with_progress_and_does_not_hold_up_the_quick() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"quick": snap(1), "map": snap(2, "slow")}, 1)
        await screen.until(lambda: screen.shown("quick") == 1)
        assert screen.shown("map") is None
        assert screen.frames[-1].waiting == {"map"}
        await screen.until(lambda: len(screen.fractions) >= 2)
        GATE.set()
        await screen.until(lambda: screen.shown("map") == 2)
        await screen.until(lambda: screen.fractions[-1] is None)

    run(scene)


def test_newer_wish_gives_up_slow_work() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"map": snap(1, "slow")}, 1)
        await screen.until(lambda: RUNS != [])
        screen.loop.request({"map": snap(2)}, 2)
        await screen.until(lambda: screen.shown("map") == 2)
        assert all("map" not in frame.failures for frame in screen.frames)

    run(scene)


def test_the_former_wish_wanted_again_during_slow_work_is_sent_again() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"map": snap(1)}, 1)
        await screen.until(lambda: screen.shown("map") == 1)
        screen.loop.request({"map": snap(2, "slow")}, 2)
        await screen.until(lambda: len(RUNS) == 2)
        screen.loop.request({"map": snap(1)}, 3)
        await screen.until(lambda: 3 in screen.frames[-1].tickets)
        assert "map" in screen.frames[-1].results
        assert not screen.frames[-1].waiting

    run(scene)


def test_what_is_given_up_for_something_newer_is_not_told_as_shown() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"main": snap(1)}, 1)
        await screen.until(lambda: screen.shown("main") == 1)
        screen.loop.request({"main": snap(2, "gated")}, 2)
        await asyncio.sleep(0.4)
        screen.loop.request({"main": snap(3, "gated")}, 3)
        await screen.until(lambda: 2 in screen.frames[-1].tickets)
        assert screen.frames[-1].waiting == {"main"}
        GATE.set()
        await screen.until(lambda: screen.shown("main") == 3)
        assert not screen.frames[-1].waiting

    run(scene)


def test_slow_work_of_others_does_not_hold_up_the_quick() -> None:
    async def scene(screen: Screen) -> None:
        others = [screen.computer.submit(snap(value, "slow")) for value in range(5)]
        await screen.until(lambda: len(RUNS) >= 2)
        screen.loop.request({"quick": snap(9)}, 1)
        await screen.until(lambda: screen.shown("quick") == 9)
        assert not any(job.future.done() for job in others)
        for job in others:
            screen.computer.release(job)

    run(scene)


def test_cancel_when_nothing_runs_does_not_cancel_what_comes_next() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"map": snap(1)}, 1)
        await screen.until(lambda: screen.shown("map") == 1)
        await asyncio.sleep(0)
        screen.loop.cancel()
        screen.loop.request({"map": snap(2, "gated")}, 2)
        await screen.until(lambda: len(RUNS) == 2)
        GATE.set()
        await screen.until(lambda: screen.shown("map") == 2)
        assert all(not frame.failures for frame in screen.frames)

    run(scene)


def test_cancel_says_so_and_keeps_the_picture() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"map": snap(1)}, 1)
        await screen.until(lambda: screen.shown("map") == 1)
        screen.loop.request({"map": snap(2, "slow")}, 2)
        await screen.until(lambda: len(RUNS) == 2)
        screen.loop.cancel()
        await screen.until(lambda: "map" in screen.frames[-1].failures)
        assert screen.shown("map") == 1

    run(scene)


@pytest.mark.parametrize(
    ("behaviour", "sentence"), [("bug", "ZeroDivisionError"), ("refusal", "must be quick")]
)
def test_failure_is_one_sentence_and_the_next_value_works(
    behaviour: str, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"a": snap(1, behaviour), "b": snap(5)}, 1)
        await screen.until(lambda: screen.shown("b") == 5)
        assert sentence in screen.frames[-1].failures["a"]
        screen.loop.request({"a": snap(2), "b": snap(5)}, 2)
        await screen.until(lambda: screen.shown("a") == 2)

    run(scene)
    assert ("planted" in caplog.text) == (behaviour == "bug"), "a bug's traceback is in the log"


def test_two_pages_share_one_flight_and_one_cancel_spares_the_other() -> None:
    computer = Computer()
    first, second = (computer.submit(snap(7, "slow")) for _ in range(2))
    assert first is second
    computer.release(first)
    assert not second.given_up
    GATE.set()
    assert float(second.future.result(timeout=5).y[0]) == 7
    assert len(RUNS) == 1


def test_cache_is_bounded_and_keeps_what_was_used_last() -> None:
    cache = Cache(budget=10 * 24)
    for value in range(30):
        cache.put(snap(value), xr.Dataset({"y": ("x", np.zeros(3))}))
        cache.get(snap(0))
    assert cache.bytes <= cache.budget
    assert cache.get(snap(0)) is not None
    assert cache.get(snap(1)) is None


def test_closed_loop_gives_up_its_work() -> None:
    async def scene(screen: Screen) -> None:
        screen.loop.request({"map": snap(3, "slow")}, 1)
        await screen.until(lambda: RUNS != [])
        screen.loop.close()
        job = screen.computer.submit(snap(3, "slow"))
        assert job.waiting == 1 and len(RUNS) >= 1

    run(scene)
