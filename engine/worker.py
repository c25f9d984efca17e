"""A process that computes for another one, which keeps its interpreter to itself.

Python runs one thread at a time, so a server whose threads compute is slowed by every step of
theirs outside a kernel. `Worker` starts `engine.errands` as a process of its own, gives it an order
(a snapshot, a claim's check, a file to write) and gets the result back. The two speak in pickles
over the pipes between them:

    to the worker      an order, or whether to go on (an answer)
    from the worker    ("begun", None) when it starts and with each order; ("alive", fraction done)
                       now and then; ("ready", None) once it can be asked; ("going", fraction done),
                       which asks whether to go on; ("done", result), ("failed", exception)

A process may die, hang, or compute what nobody wants any more: a watch ends those that are silent,
late or unwanted, and whoever waits for one is told why it was lost.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import Any, Literal, Protocol
from weakref import WeakSet

import engine
from engine.catalogue import Rehearsal, in_use
from engine.errands import packed, send, write
from engine.scenario import CancelCheck, Cost, Progress

if sys.platform == "linux":
    import fcntl

# Seconds without a sign of life after which a process hangs, before its first one and later, and in
# which it has to stop when nobody wants its work any more.
STARTING, SILENT, UNWANTED = 30.0, 5.0, 2.0
LOOK_EVERY = 0.25
PIPE_BYTES = 1 << 20
SECONDS_TO_END = 5

Why = Literal["ended", "silent", "late", "unwanted"]


class Order(Protocol):
    """What can be computed anywhere: picklable, with an estimate of what it takes."""

    def cost(self) -> Cost:
        """What it is expected to take."""

    def run(self, progress: Progress, cancelled: CancelCheck) -> Any:
        """Compute it, telling `progress` of fractions done; it stops where `cancelled` says so."""


class WorkerLost(Exception):
    """A worker's process ended before its work was done, or can no longer be understood.

    why     it "ended" by itself, or was ended: it was "silent", "late", or its work "unwanted"
    begun   whether it had begun with the work, which then may be the reason
    """

    def __init__(self, why: Why, begun: bool) -> None:
        super().__init__(f"The process was lost: {why}, {'at work' if begun else 'idle'}.")
        self.why = why
        self.begun = begun


class Worker:
    """A process that does one order at a time; `run` may be called from any one thread.

    Starting takes some seconds, in which `ready` waits. It ends with `close`, and by itself when
    the process that started it is gone.

    niceness    how far its computing stands back behind what others do on this machine
    rehearsed   whether it loads, before it is ready, the topics that are in use where it is asked
    """

    def __init__(self, niceness: int = 0, rehearsed: bool = True) -> None:
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        found = [str(Path(engine.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
        path = os.pathsep.join(filter(None, found))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "engine.errands", str(niceness)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=threads | os.environ | {"PYTHONPATH": path},
            start_new_session=True,  # Ctrl+C is for whoever started this
        )
        widen(self._process.stdout)
        self._rehearsed = rehearsed
        self._topics: tuple[str, ...] = ()
        self._errand: Watched | None = Watched(STARTING, inf, lambda: False)
        self._lost: Why | None = None
        watch(self)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._lost is None and self._process.poll() is None

    def ready(self) -> bool:
        """Wait until it can be asked; false where it could not start."""
        try:
            while (words := self._hear()) != ("ready", None):
                if words[0] not in ("begun", "alive"):
                    return False
                if self._errand is not None:
                    self._errand.heard = time.monotonic()
            self._errand = None
            self.rehearse()
        except Exception:
            return False
        return True

    @property
    def behind(self) -> tuple[str, ...]:
        """The topics that came into use here since it rehearsed, if it does so at all."""
        return tuple(topic for topic in in_use() if self._rehearsed and topic not in self._topics)

    def rehearse(self) -> None:
        """Have it load the topics that it is behind with. Raises what `run` raises."""
        if topics := self.behind:
            self._topics += topics
            self.run(Rehearsal(topics), lambda fraction: None, lambda: False)

    def run(
        self, order: Order, progress: Progress, cancelled: CancelCheck, limit: float = inf
    ) -> Any:
        """Do an order there: as `order.run` does here, within `limit` seconds.

        Raises what computing or pickling it raises, and WorkerLost where the process ended, was
        ended, or was not understood; it must not be asked again then.
        """
        words = packed(order)
        self._errand = errand = Watched(SILENT, time.monotonic() + limit, cancelled)
        try:
            answer = self._ask(words, progress, errand)
        except Exception as error:
            raise WorkerLost(self._lost or "ended", errand.begun) from error
        finally:
            self._errand = None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ask(self, words: bytes, progress: Progress, errand: Watched) -> Any:
        write(self._process.stdin, words)
        while True:
            kind, content = self._hear()
            errand.heard = time.monotonic()
            errand.begun = True
            match kind:
                case "going":
                    progress(float(content))
                    self._say(not errand.cancelled())
                case "alive":
                    progress(float(content))
                case "done":
                    return content
                case "failed" if isinstance(content, Exception):
                    return content
                case "begun":
                    continue
                case _:
                    raise ValueError("A worker must say what is known, not something else.")

    def look(self, now: float, excused: float) -> None:
        """End the process where it is silent, late or unwanted; `excused` was nobody's fault."""
        if (errand := self._errand) is None or self._lost is not None:
            return
        errand.heard += excused
        if reason := errand.reason_to_end(now):
            self._lost = reason
            self._process.kill()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait(SECONDS_TO_END)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # words that never left
                    pipe.close()

    def _say(self, words: bool) -> None:
        send(self._process.stdin, words)

    def _hear(self) -> Any:
        assert self._process.stdout is not None
        return pickle.load(self._process.stdout)


class Watched:
    """What a worker does now, as far as the watch has to know."""

    def __init__(self, silence: float, latest: float, cancelled: CancelCheck) -> None:
        self.silence, self.latest, self.cancelled = silence, latest, cancelled
        self.heard = time.monotonic()
        self.begun = False
        self._unwanted = inf

    def reason_to_end(self, now: float) -> Why | None:
        """Why the process should not go on, or None."""
        if self.cancelled():
            self._unwanted = min(self._unwanted, now)
        if now - self._unwanted > UNWANTED:
            return "unwanted"
        if now - self.heard > self.silence:
            return "silent"
        return "late" if now > self.latest else None


WATCHED: WeakSet[Worker] = WeakSet()
WATCH_LOCK = threading.Lock()


def watch(worker: Worker) -> None:
    """Look at a worker now and then, as long as somebody holds it."""
    with WATCH_LOCK:
        WATCHED.add(worker)
        if not any(thread.name == "watch" for thread in threading.enumerate()):
            threading.Thread(target=keep_watch, name="watch", daemon=True).start()


def keep_watch() -> None:
    """Look at every worker; time in which this process itself was held up is nobody's fault."""
    before = time.monotonic()
    while True:
        time.sleep(LOOK_EVERY)
        now = time.monotonic()
        late = now - before - LOOK_EVERY
        before = now
        with WATCH_LOCK:
            workers = list(WATCHED)
        for worker in workers:
            worker.look(now, excused=late if late > 2 * LOOK_EVERY else 0.0)
        del workers


def widen(pipe: Any) -> None:
    """Let a pipe hold a whole dataset, which one read then takes, where the system can."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
