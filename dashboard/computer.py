"""Who computes: `Cache` (bounded, shared) and `Computer` (threads, and processes on a server).

One flight per snapshot, shared by everybody who waits for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict, deque
from concurrent.futures import Future, ThreadPoolExecutor

import xarray as xr

from engine.claims import Claim, Outcome
from engine.scenario import Cancelled, Snapshot
from engine.worker import Worker, WorkerLost

log = logging.getLogger(__name__)

CACHE_BYTES = 128_000_000
QUICK_SECONDS = 0.3  # costlier work runs behind the picture instead of holding it up
PROGRESS_AFTER = 0.3
QUEUED_AFTER = 1.0  # a computation that has not begun by then says so
WORKERS = 2


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
        with self._lock:
            if (found := self._entries.get(snapshot)) is not None:
                self._entries.move_to_end(snapshot)
            return found

    def put(self, snapshot: Snapshot, dataset: xr.Dataset) -> None:
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


class Job:
    """One computation, shared by everybody who waits for the same snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.quick = snapshot.cost().seconds <= QUICK_SECONDS
        self.future: Future[xr.Dataset] = Future()
        self.progress = 0.0
        self.waiting = 0
        self.given_up = False
        self._due = time.monotonic() + QUEUED_AFTER

    def begin(self) -> None:
        self._due = time.monotonic() + PROGRESS_AFTER

    def report(self, fraction: float) -> None:
        self.progress = fraction

    @property
    def takes_long(self) -> bool:
        """Whether a person should see its progress; a crowded server's short work shows none."""
        return time.monotonic() >= self._due


class Computer:
    """Runs snapshots in threads: one flight per snapshot, results kept in a cache.

    Quick work has threads of its own: a hand on a slider never waits for somebody's map. On a
    server each of them has a process do the work, which leaves the interpreter to the pages.
    """

    def __init__(self, workers: int = WORKERS, cache: Cache | None = None) -> None:
        self.cache = cache or Cache()
        self.asked = 0.0  # when it was last asked for anything new
        self._employed = 0
        self._free: deque[Worker] = deque()
        self._quick = ThreadPoolExecutor(workers, thread_name_prefix="quick")
        self._slow = ThreadPoolExecutor(workers, thread_name_prefix="slow")
        self._jobs: dict[Snapshot, Job] = {}
        self._outcomes: dict[str, Future[Outcome]] = {}
        self._lock = threading.Lock()

    def employ(self, processes: int = WORKERS) -> None:
        """From when they stand ready, have quick work done by this many processes."""
        for _ in range(self._employed, processes):
            self._employed += 1
            self._hire()

    def free(self) -> list[int]:
        """The numbers of the processes that stand ready."""
        return [worker.pid for worker in self._free]

    def dismiss(self) -> None:
        """End the processes that stand ready."""
        while self._free:
            self._free.pop().close()

    def _hire(self) -> None:
        """Start a process, without waiting until it stands ready."""
        threading.Thread(target=self._await_one, name="hire", daemon=True).start()

    def _await_one(self) -> None:
        worker = Worker()
        if worker.ready():
            self._free.append(worker)
        else:
            log.error("A process for computations could not start; threads do its work.")
            worker.close()

    def submit(self, snapshot: Snapshot) -> Job:
        """The job computing this snapshot: a new one, or the one under way."""
        with self._lock:
            job = self._jobs.get(snapshot)
            if job is None:
                job = self._jobs[snapshot] = Job(snapshot)
                if (known := self.cache.get(snapshot)) is not None:
                    del self._jobs[snapshot]
                    job.future.set_result(known)
                else:
                    self.asked = time.monotonic()
                    (self._quick if job.quick else self._slow).submit(self._work, job)
            job.waiting += 1
            return job

    def result(self, snapshot: Snapshot) -> xr.Dataset:
        """The dataset itself, waited for; raises what computing it raises."""
        job = self.submit(snapshot)
        try:
            return job.future.result()
        finally:
            self.release(job)

    def release(self, job: Job) -> None:
        """One waiter leaves; a job nobody waits for is given up."""
        with self._lock:
            job.waiting -= 1
            if job.waiting <= 0 and not job.future.done():
                job.given_up = True
                self._jobs.pop(job.snapshot, None)

    def check(self, claim: Claim) -> Future[Outcome]:
        """A claim's number: computed once, whoever asks."""
        with self._lock:
            if claim.key not in self._outcomes:
                self._outcomes[claim.key] = self._slow.submit(claim.check)
            return self._outcomes[claim.key]

    def _work(self, job: Job) -> None:
        try:
            if job.given_up:
                raise Cancelled
            job.begin()
            result = self._compute(job)
            self.cache.put(job.snapshot, result)
            job.future.set_result(result)
        except BaseException as error:  # handed to whoever waits, in its own thread
            job.future.set_exception(error)
        finally:
            with self._lock:
                if self._jobs.get(job.snapshot) is job:
                    del self._jobs[job.snapshot]

    def _compute(self, job: Job) -> xr.Dataset:
        """A job's dataset, from a process where one is free."""
        try:
            worker = self._free.pop() if job.quick else None
        except IndexError:
            worker = None
        if worker is None:
            return job.snapshot.run(job.report, lambda: job.given_up)
        try:
            dataset = worker.run(job.snapshot, job.report, lambda: job.given_up)
        except WorkerLost:
            worker.close()
            self._hire()
            raise
        except BaseException:
            self._free.append(worker)
            raise
        self._free.append(worker)
        return dataset


COMPUTER = Computer()
