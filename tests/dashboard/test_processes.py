"""Work done by processes: the same results; one that is lost is replaced, its work done again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import computer as computers
from dashboard import export, runners
from dashboard.computer import Computer, Job
from dashboard.runners import AGAIN, Fatal, Process
from engine.scenario import Cancelled, ScenarioError
from engine.storage import Storage
from engine.worker import Worker
from tests.engine.orders import Answer, Fault, Loaded

SECONDS_TO_START = 120


@pytest.fixture
def process() -> Iterator[Process]:
    """A process that has loaded nothing, and comes when it is needed."""
    process = Process(standing=False)
    yield process
    process.close()
    assert process.pid is None


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


def slow(order: Answer | Fault) -> Job:
    """A job that waits for its process."""
    job = Job(order)
    job.quick = False
    return job


def ready(process: Process) -> int:
    """The process's number once it stands ready."""
    process.hire()
    until(lambda: process.pid)
    assert process.pid is not None
    return process.pid


def test_work_is_done_there_and_what_died_idle_fails_nothing(process: Process) -> None:
    snapshot = Storage().snapshot()
    assert process.run(slow(snapshot)).identical(Storage().run())
    first = process.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert process.run(Job(Answer())) == 7.0, "a hand does not wait for the next process"
    assert process.run(slow(Answer())) == 7.0
    assert process.pid not in (None, first)


def test_what_cannot_travel_fails_by_itself_and_ends_nobody(process: Process) -> None:
    stuck = slow(Answer(value=lambda: 7.0))  # type: ignore[arg-type]
    first = ready(process)
    with pytest.raises(Exception, match="lambda"):
        process.run(stuck)
    assert process.pid == first


def test_work_that_was_lost_is_done_again_once_and_that_is_said(
    process: Process, tmp_path: Path
) -> None:
    job = slow(Fault("killed", once=str(tmp_path / "once")))
    assert process.run(job) == 7.0
    assert job.words == AGAIN["ended"]


def test_what_ends_its_process_twice_is_refused_and_not_tried_again() -> None:
    computer = Computer(workers=1)
    computer._slow.lanes[-1].runner = process = Process(standing=False)
    with pytest.raises(Fatal, match="A run must leave its process standing, not end it twice"):
        computer.result(Fault("crashes"))
    again = computer.submit(Fault("crashes"))
    assert again.future.done(), "it does not even wait"
    with pytest.raises(ScenarioError, match="not tried again"):
        again.future.result()
    assert computer.result(Answer(seconds=10.0)) == 7.0
    process.close()


def test_one_that_hangs_idle_is_noticed_and_its_work_done_elsewhere(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung = ready(process)
    monkeypatch.setattr("engine.worker.SILENT", 1.0)
    os.kill(hung, signal.SIGSTOP)
    job = Job(Answer())
    assert process.run(job) == 7.0
    assert job.words == AGAIN["silent"]
    with pytest.raises(ProcessLookupError):
        os.kill(hung, 0)


def test_one_killed_while_it_starts_is_replaced_after_a_pause(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runners, "PAUSE", 0.05)
    started: list[int] = []

    class Doomed(Worker):
        """The first two of these are killed as soon as they start."""

        def ready(self) -> bool:
            started.append(self.pid)
            if len(started) < 3:
                os.kill(self.pid, signal.SIGKILL)
            return super().ready()

    monkeypatch.setattr(runners, "Worker", Doomed)
    assert process.run(slow(Answer())) == 7.0
    assert process.pid == started[-1]
    assert len(started) == 3


def test_where_no_process_can_start_threads_do_the_work(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*args: object, **options: object) -> Worker:
        raise OSError("no room for another process")

    monkeypatch.setattr(runners, "PAUSE", 0.01)
    monkeypatch.setattr(runners, "Worker", none)
    assert process.run(slow(Answer())) == 7.0
    assert process.pid is None


def test_what_nobody_wants_is_ended_although_it_does_not_ask(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.worker.UNWANTED", 0.1)
    job = slow(Fault("sleeps"))
    first = ready(process)
    job.report = lambda fraction: setattr(job, "given_up", True)  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        process.run(job)
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert process.run(slow(Answer())) == 7.0


def test_a_search_without_end_ends_in_words(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runners, "FLOOR", 0.5)
    monkeypatch.setattr(runners, "PATIENCE", 0.0)
    ready(process)
    with pytest.raises(ScenarioError, match="The run must take at most 0 s where 10 s were exp"):
        process.run(slow(Fault("sleeps")))


def test_a_process_at_rest_ends_unless_it_stands(process: Process) -> None:
    first = ready(process)
    process.rest()
    assert process.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_one_that_stands_loads_what_comes_into_use_as_soon_as_it_has_nothing_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.worker.in_use", lambda: ())
    computer = Computer(workers=1)
    lane = computer._quick.lanes[0]
    lane.runner = process = Process()
    ready(process)
    assert computer.submit(Answer()).future.result(SECONDS_TO_START) == 7.0
    assert not process.behind
    monkeypatch.setattr("engine.worker.in_use", lambda: ("storage",))
    assert process.behind
    assert computer.submit(Answer(3.0)).future.result(SECONDS_TO_START) == 3.0
    until(lambda: not process.behind)
    assert computer.submit(Loaded()).future.result(SECONDS_TO_START) == ("storage",)
    process.close()


def test_a_topic_that_cannot_be_loaded_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("engine.worker.in_use", lambda: ())
    process = Process()
    first = ready(process)
    monkeypatch.setattr("engine.worker.in_use", lambda: ("nowhere",))
    process.rest()
    assert "could not load a topic" in caplog.text
    assert process.pid == first and not process.behind
    assert process.run(Job(Answer())) == 7.0
    process.close()


def test_a_file_is_written_there(process: Process) -> None:
    writing = export.Writing(export_settings)
    assert process.run(slow(writing)) == writing.write()


def export_settings() -> export.File:
    return export.settings_file("trial", {"theta": "0.02pi"})


def test_a_server_employs_quick_and_short_lanes_and_replaces_those_that_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computer = Computer(workers=1)
    computer.employ()
    until(lambda: len(computer.processes()) == 2)
    first = sorted(computer.processes())
    computer.employ()
    assert computer.result(Storage().snapshot()).identical(Storage().run())
    assert sorted(computer.processes()) == first
    monkeypatch.setattr(computers, "IDLE_SECONDS", 0.1)
    computer.result(Storage(points=101).snapshot())  # whoever waited does so anew
    computer.result(Answer(seconds=1.0))
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(computer.processes()) == 2 and not {*first} & {*computer.processes()})
    computer.dismiss()
    assert computer.processes() == []
