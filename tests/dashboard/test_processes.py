"""Quick work done by processes: the same results, and a process that ends is replaced."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from dashboard.computer import Computer, Job
from engine.collision import Collision, Onset
from engine.scenario import Cancelled, Scenario, ScenarioError
from engine.storage import Storage
from engine.worker import WorkerLost

SECONDS_TO_START = 60


@pytest.fixture
def computer() -> Iterator[Computer]:
    computer = Computer(workers=1)
    computer.employ(1)
    yield computer
    computer.dismiss()
    assert computer.free() == []


def until_free(computer: Computer) -> int:
    """The process that stands ready, once one does."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not (free := computer.free()):
        assert time.monotonic() < deadline, "no process stood ready"
        time.sleep(0.02)
    return free[0]


def test_quick_work_is_done_there_and_another_comes_when_one_ends(computer: Computer) -> None:
    first = until_free(computer)
    assert computer.result(Storage().snapshot()).identical(Storage().run())
    assert until_free(computer) == first, "the same one stands ready again"
    os.kill(first, signal.SIGKILL)
    again = Storage(points=101)
    with pytest.raises(WorkerLost):
        computer.result(again.snapshot())
    assert until_free(computer) != first
    assert computer.result(again.snapshot()).identical(again.run())


def quick(scenario: Scenario) -> Job:
    """A job that counts as quick, whatever it costs."""
    job = Job(scenario.snapshot())
    job.quick = True
    return job


def test_a_process_that_refuses_or_gives_up_stands_ready_again(computer: Computer) -> None:
    first = until_free(computer)
    long = quick(Onset())
    long.given_up = True
    with pytest.raises(Cancelled):
        computer._compute(long)
    assert computer.free() == [first]
    with pytest.raises(ScenarioError, match="The cost of this run must be at most"):
        computer._compute(quick(Collision(levels=2000, collisions=100_000, theta=0.01)))
    assert computer.free() == [first]


def test_work_that_is_not_quick_stays_in_a_thread(computer: Computer) -> None:
    first = until_free(computer)
    seen: list[list[int]] = []
    job = Job(Storage().snapshot())
    job.quick = False
    job.report = lambda fraction: seen.append(computer.free())  # type: ignore[method-assign]
    assert computer._compute(job).identical(Storage().run())
    assert all(free == [first] for free in seen)
    assert computer.free() == [first]


def test_asking_for_the_same_number_again_starts_no_more(computer: Computer) -> None:
    first = until_free(computer)
    computer.employ(1)
    time.sleep(0.1)
    assert computer.free() == [first]
