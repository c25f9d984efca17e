"""A process that computes scenarios for another one, which keeps its interpreter to itself.

Python runs one thread at a time, so a server whose threads compute is slowed by every step of
theirs outside a kernel. `Worker` starts this module as a process of its own, gives it a snapshot
and gets the dataset back. The two speak in pickles over the pipes between them:

    to the worker      a snapshot, or whether to go on (an answer)
    from the worker    ("ready", None), ("going", fraction done), ("done", dataset),
                       ("failed", exception)
"""

from __future__ import annotations

import gc
import importlib
import inspect
import os
import pickle
import pkgutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import xarray as xr

import engine
from engine import compiled
from engine.scenario import CancelCheck, Cancelled, Progress, Scenario, ScenarioError, Snapshot

if sys.platform == "linux":
    import fcntl

ASK_EVERY = 0.05
PIPE_BYTES = 1 << 20
SECONDS_TO_END = 5
# What most runs take at most; the first of each kind loads kernels, which nobody should wait for.
REHEARSED = 0.3


class WorkerLost(Exception):
    """A worker's process ended before its work was done, or can no longer be understood."""


class Worker:
    """A process that computes one snapshot at a time; `run` may be called from any one thread.

    Starting takes some seconds, in which `ready` waits. It ends with `close`, and by itself when
    the process that started it is gone.
    """

    def __init__(self) -> None:
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        found = [str(Path(engine.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
        path = os.pathsep.join(filter(None, found))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "engine.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=threads | os.environ | {"PYTHONPATH": path},
            start_new_session=True,  # Ctrl+C is for whoever started this
        )  # fmt: skip
        widen(self._process.stdout)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def ready(self) -> bool:
        """Wait until it can be asked; false where it could not start."""
        try:
            return self._hear() == ("ready", None)
        except (OSError, EOFError):
            return False

    def run(self, snapshot: Snapshot, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        """Compute a snapshot there: as `snapshot.run` does here.

        Raises what computing it raises, and WorkerLost where the process ended or was not
        understood; it must not be asked again then.
        """
        try:
            answer = self._ask(snapshot, progress, cancelled)
        except Exception as error:
            raise WorkerLost from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ask(
        self, snapshot: Snapshot, progress: Progress, cancelled: CancelCheck
    ) -> xr.Dataset | Exception:
        self._say(snapshot)
        while True:
            match self._hear():
                case ("going", float(fraction)):
                    progress(fraction)
                    self._say(not cancelled())
                case ("done", xr.Dataset() as answer) | ("failed", Exception() as answer):
                    return answer

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait(SECONDS_TO_END)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # words that never left
                    pipe.close()

    def _say(self, words: Snapshot | bool) -> None:
        assert self._process.stdin is not None
        send(self._process.stdin, words)

    def _hear(self) -> Any:
        assert self._process.stdout is not None
        return pickle.load(self._process.stdout)


def widen(pipe: Any) -> None:
    """Let a pipe hold a whole dataset, which one read then takes, where the system can."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def send(pipe: BinaryIO | Any, words: object) -> None:
    """Write one pickle, at once."""
    pipe.write(pickle.dumps(words, pickle.HIGHEST_PROTOCOL))
    pipe.flush()


def quick_scenarios() -> Iterator[Scenario]:
    """Each scenario of the engine at its defaults, where running that takes a moment."""
    for module in pkgutil.iter_modules(engine.__path__):
        if module.ispkg:
            for member in vars(importlib.import_module(f"engine.{module.name}")).values():
                if inspect.isclass(member) and issubclass(member, Scenario):
                    scenario = member()
                    if scenario.cost().seconds <= REHEARSED:
                        yield scenario


class Errand:
    """What one run is given to report to: it asks now and then whether to go on."""

    def __init__(self, orders: BinaryIO, answers: BinaryIO) -> None:
        self._orders, self._answers = orders, answers
        self._asked = time.monotonic()
        self._done = 0.0

    def progress(self, fraction: float) -> None:
        self._done = float(fraction)

    def cancelled(self) -> bool:
        if time.monotonic() - self._asked < ASK_EVERY:
            return False
        send(self._answers, ("going", self._done))
        go_on = pickle.load(self._orders)
        self._asked = time.monotonic()
        return not go_on


def work(orders: BinaryIO, answers: BinaryIO) -> None:
    """Compute what is ordered until nobody can order any more."""
    with suppress(EOFError):
        while True:
            snapshot = pickle.load(orders)
            errand = Errand(orders, answers)
            try:
                answer = ("done", snapshot.run(errand.progress, errand.cancelled))
            except EOFError:
                return
            except Exception as error:
                answer = ("failed", portable(error))
            send(answers, answer)


def portable(error: Exception) -> Exception:
    """An error as it can travel, with what only this process can tell of it."""
    if not isinstance(error, ScenarioError | Cancelled):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


def main() -> None:
    """Stand ready, then work. What anything prints goes to the log, not between the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where a session is not enough
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    compiled.be_quiet()
    for scenario in quick_scenarios():
        scenario.run()
    gc.freeze()
    with suppress(BrokenPipeError):  # nobody is there any more
        send(answers, ("ready", None))
        work(sys.stdin.buffer, answers)
    os._exit(0)


if __name__ == "__main__":
    main()
