"""The live loop: latest value wins.

A page asks for datasets by naming the snapshots it wants in its slots. The loop looks in the
cache, computes the rest outside the event loop, and hands back what it found together. One batch
is in flight per page and only the newest wish waits; what nobody wants any more is given up.
Three parts: `Cache` (bounded, shared), `Computer` (threads, and processes on a server; one flight
per snapshot, shared) and `Loop` (one per page and session).
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import xarray as xr

from engine.claims import Claim, Outcome
from engine.scenario import Cancelled, ScenarioError, Snapshot
from engine.worker import Worker, WorkerLost

log = logging.getLogger(__name__)

CACHE_BYTES = 128_000_000
QUICK_SECONDS = 0.3  # costlier work runs behind the picture instead of holding it up
PROGRESS_AFTER = 0.3
PROGRESS_EVERY = 0.15
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


@dataclass
class Frame:
    """What a page is given to draw: the slots that changed, and what stands beside them.

    results   slot → dataset, of the slots that changed
    failures  slot → one sentence, of the slots that could not be computed
    tickets   the requests this frame answers
    waiting   slots still being computed, shown from an older snapshot
    """

    results: dict[str, xr.Dataset] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    tickets: list[object] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)


def explain(error: BaseException) -> str:
    """One sentence for a person; what only the log can tell goes to the log."""
    if isinstance(error, ScenarioError):
        return str(error)
    log.error("A computation failed", exc_info=error)
    return (
        f"The computation failed ({type(error).__name__}); the last good picture stays, and the "
        "server's log has the details."
    )


class Loop:
    """One page's loop. Lives on the event loop; only `Computer` uses threads.

    show(frame)            draw what changed, all in one update
    busy(fraction | None)  progress of work that takes long; None when it is over
    """

    def __init__(
        self,
        show: Callable[[Frame], None],
        busy: Callable[[float | None], None],
        computer: Computer = COMPUTER,
    ) -> None:
        self._show = show
        self._busy = busy
        self._computer = computer
        self._wanted: dict[str, Snapshot] = {}
        self._shown: dict[str, Snapshot] = {}
        self._tickets: list[object] = []
        self._ahead: dict[str, Job] = {}
        self._quick: dict[str, Job] = {}
        self._slow: dict[str, Job] = {}
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._changed = False
        self._cancelled = False
        self._reported = False
        self._closed = False

    def request(self, wanted: Mapping[str, Snapshot], ticket: object = None) -> None:
        """Want these snapshots in these slots from now on; older wishes are dropped."""
        if self._closed:
            return
        self._wanted = dict(wanted)
        # A page lets go of what it does not want, so that a slot wanted again is sent again.
        self._shown = {slot: old for slot, old in self._shown.items() if slot in wanted}
        if ticket is not None:
            self._tickets.append(ticket)
        for slot, job in list(self._slow.items()):
            if self._wanted.get(slot) != job.snapshot:
                self._computer.release(self._slow.pop(slot))
        self._changed = True
        self._wake.set()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    def known(self, wanted: Mapping[str, Snapshot]) -> Frame:
        """What can be shown of these at once; the rest is started, to be there when asked for."""
        frame = Frame()
        for slot, snapshot in wanted.items():
            if (dataset := self._computer.cache.get(snapshot)) is not None:
                self._shown[slot] = snapshot
                frame.results[slot] = dataset
            elif slot not in self._ahead:
                self._ahead[slot] = self._computer.submit(snapshot)
        return frame

    def cancel(self) -> None:
        """Give up what is being computed; what is shown stays."""
        self._cancelled = self._task is not None and not self._task.done()
        self._wake.set()

    def close(self) -> None:
        """The session ended: nobody waits any more."""
        self._closed = True
        for jobs in (self._ahead, self._slow, self._quick):
            for job in jobs.values():
                self._computer.release(job)
            jobs.clear()
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        while not self._closed:
            self._changed = False
            frame = Frame(tickets=self._tickets)
            self._tickets = []
            self._start_missing(frame)
            await self._wait_for_quick()
            self._collect(frame)
            if frame.results or frame.failures or frame.tickets:
                self._show(frame)
            if self._changed:
                continue
            if not self._slow:
                self._report(None)
                return
            await self._wait_for_slow()

    def _start_missing(self, frame: Frame) -> None:
        """Take what the cache has, start the rest: quick work to wait for, slow work behind."""
        loop = asyncio.get_running_loop()
        for slot, snapshot in self._wanted.items():
            if self._shown.get(slot) == snapshot or slot in self._slow:
                continue
            if (known := self._computer.cache.get(snapshot)) is not None:
                self._shown[slot] = snapshot
                frame.results[slot] = known
                continue
            job = self._computer.submit(snapshot)
            job.future.add_done_callback(lambda _: wake(loop, self._wake))
            (self._quick if job.quick else self._slow)[slot] = job
            if not job.quick:
                # The page may leave out what is late; should it be wanted again, it is sent again.
                self._shown.pop(slot, None)
        for job in self._ahead.values():
            self._computer.release(job)
        self._ahead.clear()

    async def _wait_for_quick(self) -> None:
        """Until the quick work is done; if it turns out long, until something newer is wanted."""
        started = time.monotonic()
        while pending := [job for job in self._quick.values() if not job.future.done()]:
            late = time.monotonic() - started >= PROGRESS_AFTER
            if self._cancelled or (late and self._changed):
                return
            if any(job.takes_long for job in pending):
                self._report(min(job.progress for job in pending))
            await self._woken(PROGRESS_EVERY if late else PROGRESS_AFTER)

    async def _wait_for_slow(self) -> None:
        """Until slow work ends or something newer is wanted, reporting progress meanwhile."""
        await self._woken(PROGRESS_AFTER)
        while not (self._changed or self._cancelled):
            if any(job.future.done() for job in self._slow.values()):
                return
            self._report(min(job.progress for job in self._slow.values()))
            await self._woken(PROGRESS_EVERY)

    async def _woken(self, seconds: float) -> None:
        """Sleep until something happened, but no longer than this."""
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return

    def _collect(self, frame: Frame) -> None:
        """Take what is done; let go of what is outdated or cancelled."""
        for slot, job in self._quick.items():
            self._finish(frame, slot, job)
        self._quick.clear()
        for slot, job in list(self._slow.items()):
            if job.future.done() or self._cancelled:
                self._finish(frame, slot, self._slow.pop(slot))
        self._cancelled = False
        frame.waiting |= self._slow.keys()

    def _finish(self, frame: Frame, slot: str, job: Job) -> None:
        """A job's result goes to the frame, or the reason why there is none."""
        self._computer.release(job)
        if slot not in self._wanted:
            return
        if not job.future.done():
            if self._cancelled:
                self._shown[slot] = job.snapshot
                frame.failures[slot] = "Cancelled; the last finished picture stays."
            else:
                self._shown.pop(slot, None)
                frame.waiting.add(slot)
            return
        self._shown[slot] = job.snapshot
        error = job.future.exception()
        if error is None:
            frame.results[slot] = job.future.result()
        else:
            frame.failures[slot] = explain(error)

    def _report(self, fraction: float | None) -> None:
        if fraction is not None or self._reported:
            self._busy(fraction)
        self._reported = fraction is not None


def wake(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    """Set an event from another thread; a loop that is gone needs no waking."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(event.set)


def running_loop() -> bool:
    """Whether an event loop runs here, which the live loop needs."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
