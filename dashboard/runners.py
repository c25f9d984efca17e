"""Where work is done: in the thread that asks, or in a process of its own.

A process may be lost: killed, hung, out of memory. What it did is done again once, by another one;
what takes its process with it a second time is refused. Lost processes are replaced, the later the
more often starting one has failed. A cluster would be a third runner.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, wait
from typing import Any, Protocol

from engine.errands import checked
from engine.scenario import Cancelled, ScenarioError
from engine.worker import Order, Worker, WorkerLost

log = logging.getLogger(__name__)

# A run may take so many times what was expected, and some time on top for a machine at work.
PATIENCE, FLOOR = 10.0, 60.0
# Starting is tried so often before threads do the work, each time after twice the pause in seconds.
ATTEMPTS = 3
PAUSE, LONGEST_PAUSE = 1.0, 60.0
LOOK_EVERY = 0.1

AGAIN = {
    "ended": "A computing process ended; its work is done again.",
    "silent": "A computing process did not answer; its work is done again.",
}


class Task(Protocol):
    """What a runner is given: an order, how it goes, and what a person is told meanwhile."""

    order: Order
    quick: bool
    given_up: bool
    words: str

    def report(self, fraction: float) -> None:
        """Note the fraction done."""


class Fatal(ScenarioError):
    """A run ended its process again: it is not tried a third time."""


class Runner(Protocol):
    """Does one task at a time, in whichever thread asks."""

    @property
    def behind(self) -> bool:
        """Whether a rest would do it good even now."""

    def run(self, task: Task) -> Any:
        """What the task's order gives; raises what computing it raises."""

    def rest(self) -> None:
        """Nothing has been asked for a while."""

    def close(self) -> None:
        """Nothing will be asked any more."""


class Here:
    """Work done by the thread that asks."""

    behind = False

    def run(self, task: Task) -> Any:
        """Compute the order here."""
        return checked(task.order.run(task.report, lambda: task.given_up))

    def rest(self) -> None:
        """A thread costs nothing while it rests."""

    def close(self) -> None:
        """There is nothing to end."""


class Process:
    """Work done by a process of its own, as long as there can be one.

    standing  whether it stays when nothing is asked; it then loads the topics in use ahead, too
    niceness  how far it stands back behind what others do on this machine
    """

    def __init__(self, niceness: int = 0, standing: bool = True) -> None:
        self._niceness = niceness
        self._standing = standing
        self._worker: Worker | None = None
        self._hired: Future[Worker | None] | None = None
        self._failures = 0
        self._not_before = 0.0
        self._closed = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The number of the process that stands ready, if one does."""
        self._take_hired()
        return self._worker.pid if self._worker is not None and self._worker.alive else None

    @property
    def behind(self) -> bool:
        """Whether its process has yet to load a topic that came into use."""
        self._take_hired()
        return self._worker is not None and self._worker.alive and bool(self._worker.behind)

    def hire(self) -> None:
        """Start a process without waiting for it, unless there is one or it is too early."""
        with self._lock:
            if self._worker or self._hired or self._closed or time.monotonic() < self._not_before:
                return
            hired: Future[Worker | None] = Future()
            self._hired = hired
        threading.Thread(target=self._start, args=(hired,), name="hire", daemon=True).start()

    def _start(self, hired: Future[Worker | None]) -> None:
        worker = None
        try:
            worker = Worker(self._niceness, rehearsed=self._standing)
            ready = worker.ready()
        except OSError:  # no room for another process
            ready = False
        if worker is not None and (not ready or self._closed):
            worker.close()
        hired.set_result(worker if ready else None)

    def _take_hired(self) -> None:
        """Employ the process that was hired, once it stands ready."""
        with self._lock:
            if self._hired is None or not self._hired.done():
                return
            self._worker, self._hired = self._hired.result(), None
            if self._worker is not None:
                self._failures = 0
                return
            pause = min(PAUSE * 2**self._failures, LONGEST_PAUSE)
            self._failures += 1
            self._not_before = time.monotonic() + pause
        log.error("A process for computations could not start; another is tried in %.0f s.", pause)

    def _lose(self) -> None:
        """Let go of the process, which must not be asked again."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _ready(self, task: Task, patient: bool) -> Worker | None:
        """The process, started if need be; none where that fails, or takes time a hand has not."""
        while not task.given_up:
            self._take_hired()
            if self._worker is not None and not self._worker.alive:
                self._lose()
            if self._worker is not None:
                return self._worker
            self.hire()
            if not patient or self._failures >= ATTEMPTS:
                return None
            if (hired := self._hired) is not None:
                wait([hired], LOOK_EVERY)
            else:
                time.sleep(LOOK_EVERY)
        raise Cancelled

    def run(self, task: Task) -> Any:
        """Do it there, a second time where the process was lost; raises what the work raises."""
        losses = idle = 0
        while True:
            worker = self._ready(task, patient=losses > 0 or not task.quick)
            if worker is None:
                if losses:
                    raise ScenarioError("The process of this run ended, and no other could start.")
                return Here().run(task)
            expected = task.order.cost().seconds
            limit = FLOOR + PATIENCE * expected
            try:
                return worker.run(task.order, task.report, lambda: task.given_up, limit)
            except WorkerLost as lost:
                self._lose()
                if self._standing:
                    self.hire()
                if task.given_up:
                    raise Cancelled from lost
                if lost.why == "late":
                    raise ScenarioError(
                        f"The run must take at most {limit:.0f} s where {expected:.2g} s were "
                        "expected, not longer; it was ended."
                    ) from lost
                losses += lost.begun
                idle += not lost.begun
                if idle > ATTEMPTS:
                    raise ScenarioError(
                        "The processes for this run end before it begins."
                    ) from lost
                if losses > 1:
                    raise Fatal(
                        "A run must leave its process standing, not end it twice; it is not "
                        "tried again. Smaller settings may work."
                    ) from lost
                log.warning("A process for computations was lost: %s", lost)
                task.words = AGAIN[lost.why]

    def rest(self) -> None:
        """End a process that does not stand ready for long; replace one that ended by itself.

        One that stands loads what came into use since it last did.
        """
        self._take_hired()
        if not self._standing or (self._worker is not None and not self._worker.alive):
            self._lose()
        if self._worker is not None:
            try:
                self._worker.rehearse()
            except WorkerLost:
                self._lose()
            except Exception:  # whoever asks for the topic is told
                log.exception("A process for computations could not load a topic.")
        if self._standing:
            self.hire()

    def close(self) -> None:
        """End the process, and the one that stands ready."""
        with self._lock:
            self._closed = True
        if (hired := self._hired) is not None:
            wait([hired])
        self._take_hired()
        self._lose()
