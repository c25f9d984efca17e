"""A process that computes: what it answers is what is computed here, and it can be stopped."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Iterator
from math import pi
from threading import Lock

import pytest

from engine import catalogue
from engine.catalogue import quick_scenarios
from engine.collision import AdvantageMap, Collision
from engine.errands import portable
from engine.scenario import Cancelled, ScenarioError, Snapshot
from engine.storage import Storage
from engine.worker import Worker, WorkerLost
from tests.engine.orders import Answer, Fault, Loaded, Makes


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    assert worker.ready()
    yield worker
    worker.close()


def never() -> bool:
    return False


def ignored(fraction: float) -> None:
    """Progress nobody looks at."""


@pytest.mark.parametrize(
    "snapshot",
    [Collision(theta=0.02 * pi, collisions=60, levels=40).snapshot(), Storage().snapshot()],
    ids=["collision", "storage"],
)
def test_the_answer_is_what_is_computed_here(worker: Worker, snapshot: Snapshot) -> None:
    there, here = worker.run(snapshot, ignored, never), snapshot.run()
    assert there.identical(here)
    assert {name: one.attrs for name, one in there.variables.items()} == {
        name: one.attrs for name, one in here.variables.items()
    }


def test_a_refusal_comes_back_in_its_words(worker: Worker) -> None:
    refused = Collision(levels=2000, collisions=100_000, theta=0.01).snapshot()
    with pytest.raises(ScenarioError) as here:
        refused.run()
    with pytest.raises(ScenarioError, match="The cost of this run must be at most") as there:
        worker.run(refused, ignored, never)
    assert str(there.value) == str(here.value)


def test_a_long_run_tells_how_far_it_is_and_stops_when_told(worker: Worker) -> None:
    fractions: list[float] = []
    start = time.monotonic()
    with pytest.raises(Cancelled):
        worker.run(AdvantageMap().snapshot(), fractions.append, lambda: any(fractions))
    assert fractions == sorted(fractions)
    assert 0 < fractions[-1] < 1
    assert time.monotonic() - start < 30
    # It can be asked again at once.
    assert worker.run(Storage().snapshot(), ignored, never).identical(Storage().run())


def test_a_process_that_was_ended_is_said_to_be_lost() -> None:
    lost = Worker()
    assert lost.ready()
    os.kill(lost.pid, signal.SIGKILL)
    lost._process.wait(10)
    with pytest.raises(WorkerLost):
        lost.run(Storage().snapshot(), ignored, never)
    assert not lost.ready()
    lost.close()


def test_one_that_was_interrupted_in_its_words_is_not_trusted_again() -> None:
    def faulty(fraction: float) -> None:
        raise ZeroDivisionError("planted")

    lost = Worker()
    assert lost.ready()
    with pytest.raises(WorkerLost) as told:
        lost.run(AdvantageMap().snapshot(), faulty, never)
    assert isinstance(told.value.__cause__, ZeroDivisionError)
    lost.close()


def test_it_ends_when_nobody_can_ask_any_more() -> None:
    alone = Worker()
    assert alone.ready()
    assert alone._process.stdin is not None
    alone._process.stdin.close()
    assert alone._process.wait(10) == 0
    alone.close()


def test_what_is_rehearsed_takes_a_moment_and_covers_every_topic() -> None:
    rehearsed = list(quick_scenarios())
    topics = {scenario.public_name().split(".")[1] for scenario in rehearsed}
    assert topics == set(catalogue.topics())
    assert all(scenario.cost().seconds <= 0.3 for scenario in rehearsed)


def test_it_loads_the_topics_in_use_where_it_is_asked_and_those_that_follow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.worker.in_use", lambda: ("storage",))
    worker = Worker()
    assert worker.ready() and worker.behind == ()
    assert worker.run(Loaded(), ignored, never) == ("storage",)
    monkeypatch.setattr("engine.worker.in_use", lambda: ("capacitance", "storage"))
    assert worker.behind == ("capacitance",)
    worker.rehearse()
    assert worker.behind == ()
    assert worker.run(Loaded(), ignored, never) == ("capacitance", "storage")
    worker.close()


def test_one_that_is_not_rehearsed_loads_what_it_is_asked_for(plain_worker: Worker) -> None:
    assert plain_worker.behind == ()
    assert plain_worker.run(Loaded(), ignored, never) == ()
    plain_worker.run(Storage().snapshot(), ignored, never)
    assert plain_worker.run(Loaded(), ignored, never) == ("storage",)


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_an_error_travels_with_what_the_process_knew_of_it() -> None:
    error = portable(raised(ZeroDivisionError("planted")))
    travelled = pickle.loads(pickle.dumps(error))
    assert isinstance(travelled, ZeroDivisionError)
    assert "in raised" in "".join(travelled.__notes__)
    stubborn = ZeroDivisionError("planted", Lock())  # what holds a lock cannot be pickled
    other = portable(raised(stubborn))
    assert type(other) is RuntimeError
    assert "ZeroDivisionError: ('planted'" in str(other)
    refusal = ScenarioError("The trial must be quick, not refused.")
    assert portable(raised(refusal)) is refusal
    assert not hasattr(refusal, "__notes__")


@pytest.fixture
def plain_worker() -> Iterator[Worker]:
    """A process of its own that has loaded nothing."""
    worker = Worker(rehearsed=False)
    assert worker.ready()
    yield worker
    worker.close()


@pytest.mark.parametrize("way", ["killed", "crashes", "leaves", "babbles", "unknown"])
def test_a_process_that_ends_or_confuses_itself_at_work_is_lost(
    plain_worker: Worker, way: str
) -> None:
    with pytest.raises(WorkerLost) as told:
        plain_worker.run(Fault(way), ignored, never)
    assert told.value.why == "ended"
    assert told.value.begun


def test_a_process_that_hangs_is_ended(
    plain_worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.worker.SILENT", 1.5)
    with pytest.raises(WorkerLost) as told:
        plain_worker.run(Fault("stops"), ignored, never)
    assert (told.value.why, told.value.begun) == ("silent", True)
    assert not plain_worker.alive


def test_one_that_hung_before_it_was_asked_has_not_begun(
    plain_worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.worker.SILENT", 1.5)
    os.kill(plain_worker.pid, signal.SIGSTOP)
    with pytest.raises(WorkerLost) as told:
        plain_worker.run(Answer(), ignored, never)
    assert (told.value.why, told.value.begun) == ("silent", False)


def test_work_that_never_asks_gives_signs_of_life_and_ends_when_unwanted(
    plain_worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.worker.SILENT", 1.5)
    monkeypatch.setattr("engine.worker.UNWANTED", 0.2)
    start = time.monotonic()
    with pytest.raises(WorkerLost) as told:
        plain_worker.run(Fault("sleeps"), ignored, lambda: time.monotonic() - start > 2.5)
    assert told.value.why == "unwanted", "not silent, although it was asked for longer than that"


def test_what_takes_longer_than_it_may_is_ended(plain_worker: Worker) -> None:
    with pytest.raises(WorkerLost) as told:
        plain_worker.run(Fault("sleeps"), ignored, never, limit=0.5)
    assert told.value.why == "late"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded where it can be")
def test_memory_and_results_are_bounded_in_words(plain_worker: Worker) -> None:
    with pytest.raises(ScenarioError, match="The memory of a run must be at most 2 GB, not more"):
        plain_worker.run(Fault("grows"), ignored, never)
    with pytest.raises(ScenarioError, match="The result of a run must be at most 100 MB, not 101"):
        plain_worker.run(Makes(101_000_000), ignored, never)
    assert plain_worker.run(Answer(), ignored, never) == 7.0, "it can be asked again"


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="processes have a niceness there")
def test_a_patient_process_stands_back() -> None:
    patient = Worker(niceness=3, rehearsed=False)
    assert patient.ready()
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, patient.pid) == min(own + 3, 19)
    patient.close()
