"""Who computes, for whom, when: fair turns, words of waiting, bounds, and nothing left running."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from dashboard import computer as computers
from dashboard.computer import Computer, Doing, Job
from engine.claims import Check, Outcome
from engine.collision.claims import CLAIMS
from engine.scenario import CancelCheck, Cancelled, Cost, Progress, ScenarioError

SECONDS = {"quick": 0.01, "short": 1.0, "long": 30.0}
RUNS: list[str] = []
GATE = threading.Event()


@dataclass(frozen=True)
class Trial:
    """An order that lasts until the gate opens, or nobody wants it."""

    name: str
    kind: str = "long"
    gated: bool = True

    def cost(self) -> Cost:
        return Cost(SECONDS[self.kind], 8)

    def run(self, progress: Progress, cancelled: CancelCheck) -> str:
        RUNS.append(self.name)
        while self.gated and not GATE.wait(0.005):
            if cancelled():
                raise Cancelled
        return self.name


@pytest.fixture
def computer() -> Iterator[Computer]:
    RUNS.clear()
    GATE.clear()
    computer = Computer()
    yield computer
    GATE.set()
    until(lambda: not computer._jobs)  # nothing of it runs in the next test


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.005)


def four_long(computer: Computer) -> list[Job]:
    """Four long runs of one visitor, of which as many run as there are lanes."""
    jobs = [computer.submit(Trial(f"a{number}"), "a") for number in range(4)]
    until(lambda: len(RUNS) == 2)
    return jobs


def test_a_short_run_of_another_is_done_beside_four_long_ones(computer: Computer) -> None:
    jobs = four_long(computer)
    small = computer.submit(Trial("b", "short", gated=False), "b")
    assert small.future.result(timeout=20) == "b"
    assert not any(job.future.done() for job in jobs)


def test_a_long_run_of_another_comes_before_the_second_of_the_first(computer: Computer) -> None:
    one_lane = Computer(workers=1)
    jobs = [one_lane.submit(Trial(f"a{number}"), "a") for number in range(4)]
    until(lambda: RUNS == ["a0"])
    other = one_lane.submit(Trial("b"), "b")
    assert one_lane.doing(other) == Doing(0.0, "Waiting: 1 run before this one")
    assert one_lane.doing(jobs[1]) == Doing(0.0, "Waiting: 2 runs before this one")
    GATE.set()
    assert jobs[3].future.result(timeout=20) == "a3"
    assert RUNS == ["a0", "b", "a1", "a2", "a3"]


def test_waiting_is_said_with_the_place_in_the_queue(computer: Computer) -> None:
    jobs = four_long(computer)
    assert [computer.doing(job) for job in jobs] == [
        Doing(0.0),
        Doing(0.0),
        Doing(0.0, "Waiting: 1 run before this one"),
        Doing(0.0, "Waiting: 2 runs before this one"),
    ]
    computer.release(jobs[2], "a")
    assert computer.doing(jobs[3]).words == "Waiting: 1 run before this one"


def test_who_leaves_frees_what_runs_and_what_waits(computer: Computer) -> None:
    for job in four_long(computer):
        computer.release(job, "a")
    after = [computer.submit(Trial(f"b{number}", gated=False), "b") for number in range(2)]
    assert [job.future.result(timeout=20) for job in after] == ["b0", "b1"]
    assert not {"a2", "a3"} & set(RUNS), "what waited never ran"


def test_a_run_of_two_goes_on_in_the_name_of_who_stays(computer: Computer) -> None:
    four_long(computer)
    shared = [computer.submit(Trial("shared"), owner) for owner in ("a", "c")]
    assert shared[0] is shared[1]
    computer.release(shared[0], "a")
    assert shared[1].owner == "c"
    GATE.set()
    assert shared[1].future.result(timeout=20) == "shared"


def test_what_waits_is_bounded_for_each_and_for_all(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    four_long(computer)
    monkeypatch.setattr(computers, "WAITING_OF_ONE", 2)
    monkeypatch.setattr(computers, "WAITING_IN_ALL", 3)
    with pytest.raises(ScenarioError, match="wait for one page must be at most 2, not more"):
        computer.submit(Trial("a4"), "a").future.result(timeout=20)
    assert not computer.submit(Trial("b"), "b").future.done()
    with pytest.raises(ScenarioError, match="wait on this server must be at most 3, not more"):
        computer.submit(Trial("c"), "c").future.result(timeout=20)
    assert computer.submit(Trial("q", "quick", gated=False), "a").future.result(timeout=20) == "q"


def test_a_future_that_somebody_cancelled_does_not_end_its_lane(computer: Computer) -> None:
    jobs = four_long(computer)
    assert jobs[2].future.cancel()
    assert not jobs[0].future.cancel(), "what runs is shared, and stopped by leaving alone"
    GATE.set()
    assert jobs[3].future.result(timeout=20) == "a3"


def test_a_claim_is_checked_once_wherever_it_is_asked_for(computer: Computer) -> None:
    claim = CLAIMS[0]
    check = Check("engine.collision", claim.key)
    first = computer.submit(check, "a")
    number = first.future.result(timeout=60)
    assert Outcome(claim, number) == claim.check()
    computer.release(first, "a")
    assert computer.submit(check, "b").future.done(), "known from the first time"
