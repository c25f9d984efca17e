"""The live loop: latest value wins.

A page asks for datasets by naming the snapshots it wants in its slots. The loop looks in the
cache, computes the rest outside the event loop, and hands back what it found together. One batch
is in flight per page and only the newest wish waits; what nobody wants any more is given up.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import xarray as xr

from dashboard.computer import COMPUTER, PROGRESS_AFTER, Computer, Doing, Job
from engine.scenario import ScenarioError, Snapshot
from engine.worker import Order

log = logging.getLogger(__name__)

PROGRESS_EVERY = 0.15


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
    tickets: list[Any] = field(default_factory=list)
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

    show(frame)         draw what changed, all in one update
    busy(doing | None)  how work goes that takes long; None when it is over
    """

    def __init__(
        self,
        show: Callable[[Frame], None],
        busy: Callable[[Doing | None], None],
        computer: Computer = COMPUTER,
    ) -> None:
        self._show = show
        self._busy = busy
        self._computer = computer
        self._owner = object()  # whose turn it is among all pages
        self._wanted: dict[str, Snapshot] = {}
        self._shown: dict[str, Order] = {}
        self._tickets: list[Any] = []
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
            if self._wanted.get(slot) != job.order:
                self._computer.release(self._slow.pop(slot), self._owner)
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
                self._ahead[slot] = self._computer.submit(snapshot, self._owner)
        return frame

    def awaited(self, wanted: Mapping[str, Snapshot], seconds: float) -> Frame:
        """The same, and what is done within so many seconds, for which this waits."""
        for slot in [slot for slot, job in self._ahead.items() if wanted.get(slot) != job.order]:
            self._computer.release(self._ahead.pop(slot), self._owner)
        frame = self.known(wanted)
        end = time.monotonic() + seconds
        for slot, job in list(self._ahead.items()):
            try:
                frame.results[slot] = job.future.result(max(0.0, end - time.monotonic()))
            except TimeoutError:
                frame.waiting.add(slot)
                continue
            except Exception as error:
                frame.failures[slot] = explain(error)
            self._shown[slot] = job.order
            self._computer.release(self._ahead.pop(slot), self._owner)
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
                self._computer.release(job, self._owner)
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
            job = self._computer.submit(snapshot, self._owner)
            job.future.add_done_callback(lambda _: wake(loop, self._wake))
            (self._quick if job.quick else self._slow)[slot] = job
            if not job.quick:
                # The page may leave out what is late; should it be wanted again, it is sent again.
                self._shown.pop(slot, None)
        for job in self._ahead.values():
            self._computer.release(job, self._owner)
        self._ahead.clear()

    async def _wait_for_quick(self) -> None:
        """Until the quick work is done; if it turns out long, until something newer is wanted."""
        started = time.monotonic()
        while pending := [job for job in self._quick.values() if not job.future.done()]:
            late = time.monotonic() - started >= PROGRESS_AFTER
            if self._cancelled or (late and self._changed):
                return
            if any(job.takes_long for job in pending):
                self._report(self._doing(pending))
            await self._woken(PROGRESS_EVERY if late else PROGRESS_AFTER)

    async def _wait_for_slow(self) -> None:
        """Until slow work ends or something newer is wanted, reporting progress meanwhile."""
        await self._woken(PROGRESS_AFTER)
        while not (self._changed or self._cancelled):
            if any(job.future.done() for job in self._slow.values()):
                return
            self._report(self._doing(self._slow.values()))
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
        self._computer.release(job, self._owner)
        if slot not in self._wanted:
            return
        if not job.future.done():
            if self._cancelled:
                self._shown[slot] = job.order
                frame.failures[slot] = "Cancelled; the last finished picture stays."
            else:
                self._shown.pop(slot, None)
                frame.waiting.add(slot)
            return
        self._shown[slot] = job.order
        error = job.future.exception()
        if error is None:
            frame.results[slot] = job.future.result()
        else:
            frame.failures[slot] = explain(error)

    def _doing(self, jobs: Iterable[Job]) -> Doing:
        """How far the slowest of these is that have begun, or what the first of them waits for."""
        jobs = list(jobs)
        begun = [job for job in jobs if job.begun]
        doing = [self._computer.doing(job) for job in begun or jobs[:1]]
        return min(doing, key=lambda one: one.fraction)

    def _report(self, doing: Doing | None) -> None:
        if doing is not None or self._reported:
            self._busy(doing)
        self._reported = doing is not None


def wake(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    """Set an event from another thread; a loop that is gone needs no waking."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(event.set)


async def settled(jobs: Iterable[Job]) -> None:
    """Wait until these jobs are over, whatever came of them."""
    loop = asyncio.get_running_loop()
    for job in jobs:
        over = asyncio.Event()

        def tell(_: object, over: asyncio.Event = over) -> None:
            wake(loop, over)

        job.future.add_done_callback(tell)
        await over.wait()


def running_loop() -> bool:
    """Whether an event loop runs here, which the live loop needs."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
