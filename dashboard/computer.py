"""Who computes, for whom, and when: `Cache` (bounded, shared), `Job` and `Computer`.

One flight per order, shared by everybody who waits for it. Work waits in two queues, each handed
out by turns of the sessions: quick work, which a hand waits for, and slow work. Each lane takes
one piece at a time; one takes short work alone, so that a small map never waits for a large one.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Literal

import xarray as xr

from dashboard.fair import FairQueue
from dashboard.runners import Fatal, Here, Process, Runner
from engine.claims import Check
from engine.scenario import Cancelled, ScenarioError, Snapshot
from engine.worker import Order

CACHE_BYTES = 128_000_000
QUICK_SECONDS = 0.3  # costlier work runs behind the picture instead of holding it up
SHORT_SECONDS = 3.0  # slow work that need not wait for what takes long
PROGRESS_AFTER = 0.3
QUEUED_AFTER = 1.0  # a computation that has not begun by then says so
WORKERS = 2
# How far short and long work stand back behind quick work and the pages.
NICENESS = {"quick": 0, "short": 5, "long": 10}
WAITING_OF_ONE, WAITING_IN_ALL = 40, 100
IDLE_SECONDS = 30.0
# How many orders that ended their processes are remembered, and for how many seconds.
FATAL_KEPT, FATAL_SECONDS = 100, 600.0

Kind = Literal["quick", "short", "long"]
ANYBODY = "anybody"


class Cache:
    """Results by snapshot, the least recently used dropped beyond a budget of bytes.

    A result that would take more than a quarter of the budget is not kept at all.
    """

    def __init__(self, budget: int = CACHE_BYTES) -> None:
        self.budget = budget
        self.bytes = 0
        self._entries: OrderedDict[Snapshot, xr.Dataset] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, snapshot: Snapshot) -> xr.Dataset | None:
        """The result, if it is kept; it counts as used."""
        with self._lock:
            if (found := self._entries.get(snapshot)) is not None:
                self._entries.move_to_end(snapshot)
            return found

    def put(self, snapshot: Snapshot, dataset: xr.Dataset) -> None:
        """Keep a result, and drop the least recently used beyond the budget."""
        if dataset.nbytes > self.budget / 4:
            return
        with self._lock:
            if (replaced := self._entries.pop(snapshot, None)) is not None:
                self.bytes -= replaced.nbytes
            self._entries[snapshot] = dataset
            self.bytes += dataset.nbytes
            while self.bytes > self.budget:
                _, dropped = self._entries.popitem(last=False)
                self.bytes -= dropped.nbytes


@dataclass(frozen=True)
class Doing:
    """How work goes: the fraction done, and what to say where that is not all."""

    fraction: float
    words: str = ""


class Job:
    """One computation, shared by everybody who waits for the same order."""

    def __init__(self, order: Order, owner: Hashable = ANYBODY) -> None:
        self.order = order
        self.owners = [owner]
        self.refused = ""  # why it is not even begun
        try:
            self.seconds = order.cost().seconds
        except ScenarioError as error:
            self.seconds, self.refused = 0.0, str(error)
        self.quick = self.seconds <= QUICK_SECONDS
        self.kind: Kind = (
            "quick" if self.quick else "short" if self.seconds <= SHORT_SECONDS else "long"
        )
        self.future: Future[Any] = Future()
        self.progress = 0.0
        self.words = ""
        self.begun = False
        self.given_up = False
        self._due = time.monotonic() + QUEUED_AFTER

    @property
    def owner(self) -> Hashable:
        """Whose turn it takes: that of whoever asked first and still waits."""
        return self.owners[0] if self.owners else ANYBODY

    @property
    def waiting(self) -> int:
        """How many wait for it."""
        return len(self.owners)

    def begin(self) -> None:
        """The work begins; how it goes is told from a while later."""
        self.begun = True
        self._due = time.monotonic() + PROGRESS_AFTER

    def report(self, fraction: float) -> None:
        """Note the fraction done."""
        self.progress = fraction

    def refuse(self, words: str) -> None:
        """Fail before it begins."""
        self.future.set_exception(ScenarioError(words))

    @property
    def takes_long(self) -> bool:
        """Whether a person should see how it goes; a crowded server's short work shows nothing."""
        return time.monotonic() >= self._due


@dataclass
class Lane:
    """What does one job at a time: the kinds it takes, the quickest first, and where."""

    kinds: tuple[Kind, ...]
    runner: Runner = field(default_factory=Here)
    thread: threading.Thread | None = None

    def employ(self) -> None:
        """Have a process do the work; one for long work comes when there is some."""
        if isinstance(self.runner, Here):
            kind = self.kinds[-1]
            self.runner = process = Process(NICENESS[kind], standing=kind != "long")
            if kind != "long":
                process.hire()


class Line:
    """A queue, the lanes that serve it, and the bell that wakes them."""

    def __init__(self, lock: threading.RLock, lanes: list[Lane]) -> None:
        self.queue: FairQueue[Job] = FairQueue()
        self.bell = threading.Condition(lock)
        self.lanes = lanes


class Computer:
    """Runs orders in threads: one flight per order, datasets kept in a cache.

    On a server each lane has a process do the work, which leaves the interpreter to the pages and
    can be ended when nobody wants the work any more.
    """

    def __init__(self, workers: int = WORKERS, cache: Cache | None = None) -> None:
        self.cache = cache or Cache()
        self.asked = 0.0  # when it was last asked for anything new
        self._lock = threading.RLock()
        self._quick = Line(self._lock, [Lane(("quick",)) for _ in range(workers)])
        slow = [Lane(("short", "long")) for _ in range(workers)]
        self._slow = Line(self._lock, [Lane(("short",)), *slow])
        self._jobs: dict[Order, Job] = {}
        self._numbers: dict[Check, float] = {}
        self._fatal: OrderedDict[Order, tuple[float, str]] = OrderedDict()

    # -- processes ------------------------------------------------------------------------------

    def employ(self) -> None:
        """Have the work done by processes, from when they stand ready; those of long work later."""
        with self._lock:
            for line in (self._quick, self._slow):
                for lane in line.lanes:
                    lane.employ()
                self._call(line)

    def processes(self) -> list[int]:
        """The numbers of the processes that stand ready."""
        runners = [lane.runner for lane in (*self._quick.lanes, *self._slow.lanes)]
        return [one.pid for one in runners if isinstance(one, Process) and one.pid is not None]

    def dismiss(self) -> None:
        """End the processes; threads do what comes."""
        for lane in (*self._quick.lanes, *self._slow.lanes):
            lane.runner.close()
            lane.runner = Here()

    # -- asking ---------------------------------------------------------------------------------

    def submit(self, order: Order, owner: Hashable = ANYBODY) -> Job:
        """The job of this order: a new one, or the one under way."""
        with self._lock:
            if (job := self._jobs.get(order)) is None:
                return self._new(order, owner)
            job.owners.append(owner)
            return job

    def _new(self, order: Order, owner: Hashable) -> Job:
        job = Job(order, owner)
        line = self._line(job)
        if (known := self._known(order)) is not None:
            job.future.set_result(known)
        elif words := job.refused or self._refusal(order, line, owner):
            job.refuse(words)
        else:
            self.asked = time.monotonic()
            self._jobs[order] = job
            line.queue.add(job)
            self._call(line)
        return job

    def _known(self, order: Order) -> Any:
        if isinstance(order, Snapshot):
            return self.cache.get(order)
        return self._numbers.get(order) if isinstance(order, Check) else None

    def _refusal(self, order: Order, line: Line, owner: Hashable) -> str | None:
        """Why an order does not even wait, or None."""
        when, words = self._fatal.get(order, (-FATAL_SECONDS, ""))
        if time.monotonic() - when < FATAL_SECONDS:
            return words
        if line.queue.of(owner) >= WAITING_OF_ONE:
            return f"The runs that wait for one page must be at most {WAITING_OF_ONE}, not more."
        if len(line.queue) >= WAITING_IN_ALL:
            return (
                f"The runs that wait on this server must be at most {WAITING_IN_ALL}, not more; "
                "try again when some are done."
            )
        return None

    def result(self, snapshot: Snapshot) -> xr.Dataset:
        """The dataset itself, waited for; raises what computing it raises."""
        job = self.submit(snapshot)
        try:
            return job.future.result()
        finally:
            self.release(job)

    def release(self, job: Job, owner: Hashable = ANYBODY) -> None:
        """One who waited leaves; a job nobody waits for is given up."""
        with self._lock:
            job.owners.remove(owner)
            if not job.waiting and not job.future.done():
                job.given_up = True
                self._line(job).queue.discard(job)
                if self._jobs.get(job.order) is job:
                    del self._jobs[job.order]

    def doing(self, job: Job) -> Doing:
        """How a job goes, or how many come before it."""
        if job.begun:
            return Doing(job.progress, job.words)
        with self._lock:
            before = self._line(job).queue.before(job)
        return Doing(0.0, f"Waiting: {before} {'run' if before == 1 else 'runs'} before this one")

    # -- working --------------------------------------------------------------------------------

    def _line(self, job: Job) -> Line:
        return self._quick if job.quick else self._slow

    def _call(self, line: Line) -> None:
        """See to it that somebody comes for what waits."""
        for lane in line.lanes:
            if lane.thread is None:
                lane.thread = threading.Thread(
                    target=self._attend, args=(line, lane), name="lane", daemon=True
                )
                lane.thread.start()
        line.bell.notify_all()

    def _attend(self, line: Line, lane: Lane) -> None:
        """Do what comes, for ever."""
        while True:
            if (job := self._next(line, lane)) is None:
                lane.runner.rest()
                continue
            self._work(job, lane.runner)
            with self._lock:
                line.queue.over(job)
            del job

    def _next(self, line: Line, lane: Lane) -> Job | None:
        """What this lane does next; None when nothing has come for a while, or it needs a rest."""
        with line.bell:
            while (job := line.queue.take(lane.kinds)) is None:
                if lane.runner.behind or not line.bell.wait(IDLE_SECONDS):
                    return None
            return job

    def _work(self, job: Job, runner: Runner) -> None:
        # From here on what somebody else cancels is cancelled for nobody.
        running = job.future.set_running_or_notify_cancel()
        try:
            if job.given_up or not running:
                raise Cancelled
            job.begin()
            result = runner.run(job)
            self._keep(job.order, result)
            job.future.set_result(result)
        except BaseException as error:  # handed to whoever waits, in its own thread
            if isinstance(error, Fatal):
                self._remember(job.order, str(error))
            if running:
                job.future.set_exception(error)
        finally:
            with self._lock:
                if self._jobs.get(job.order) is job:
                    del self._jobs[job.order]

    def _keep(self, order: Order, result: Any) -> None:
        if isinstance(order, Snapshot):
            self.cache.put(order, result)
        elif isinstance(order, Check):
            self._numbers[order] = result

    def _remember(self, order: Order, words: str) -> None:
        """Refuse this order for a while."""
        with self._lock:
            self._fatal[order] = (time.monotonic(), words)
            while len(self._fatal) > FATAL_KEPT:
                self._fatal.popitem(last=False)


COMPUTER = Computer()
