"""What a computing process does: it takes orders from the one that started it, and answers.

`python -m engine.errands NICENESS` is started by `engine.worker.Worker`, which says what
the two say to each other. While it is at work a thread gives signs of life, whatever is computed.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from engine import compiled
from engine.scenario import Cancelled, ScenarioError

if sys.platform == "linux":
    import resource

ASK_EVERY = 0.05
BEAT_EVERY = 0.5
# What a process may hold, and what one result may.
LARGEST_MEMORY, LARGEST_RESULT = 2_000_000_000, 100_000_000


def send(pipe: BinaryIO | Any, words: object) -> None:
    """Write one pickle, at once."""
    write(pipe, packed(words))


def packed(words: object) -> bytes:
    """What is said, as it travels."""
    return pickle.dumps(words, pickle.HIGHEST_PROTOCOL)


def write(pipe: BinaryIO | Any, words: bytes) -> None:
    """Write all of it, at once."""
    pipe.write(words)
    pipe.flush()


class Answers:
    """Where a process answers: a message at a time, and signs of life while it is at work."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()
        self._errand: Errand | None = None

    def say(self, words: object) -> None:
        """Send one message."""
        with self._lock:
            send(self._pipe, words)

    def begin(self, errand: Errand) -> None:
        """Say that work begins, and signs of life from now on."""
        with self._lock:
            self._errand = errand
            send(self._pipe, ("begun", None))

    def end(self, answer: object) -> None:
        """Answer, and say no more."""
        with self._lock:
            self._errand = None
            send(self._pipe, answer)

    def beat(self) -> None:
        """Say for ever that work goes on, whatever it does; a kernel leaves room for that."""
        with suppress(OSError, ValueError):
            while True:
                time.sleep(BEAT_EVERY)
                with self._lock:
                    if self._errand is not None:
                        send(self._pipe, ("alive", self._errand.done))
        os._exit(0)  # nobody is there any more


class Errand:
    """What one run is given to report to: it asks now and then whether to go on."""

    def __init__(self, orders: BinaryIO, answers: Answers) -> None:
        self._orders, self._answers = orders, answers
        self._asked = time.monotonic()
        self.done = 0.0

    def progress(self, fraction: float) -> None:
        """Note the fraction done; the next sign of life says it."""
        self.done = float(fraction)

    def cancelled(self) -> bool:
        """Whether to stop: who ordered the work is asked, though not at every call."""
        if time.monotonic() - self._asked < ASK_EVERY:
            return False
        self._answers.say(("going", self.done))
        go_on = pickle.load(self._orders)
        self._asked = time.monotonic()
        return not go_on


def work(orders: BinaryIO, answers: Answers) -> None:
    """Do what is ordered until nobody can order any more."""
    with suppress(EOFError):
        while True:
            order = pickle.load(orders)
            errand = Errand(orders, answers)
            answers.begin(errand)
            try:
                answer = ("done", checked(order.run(errand.progress, errand.cancelled)))
            except EOFError:
                return
            except Exception as error:
                answer = ("failed", portable(error))
            answers.end(answer)


def checked(result: Any) -> Any:
    """A result that is not too large to be handed on; raises ScenarioError."""
    size = getattr(result, "nbytes", 0)
    if size > LARGEST_RESULT:
        raise ScenarioError(
            f"The result of a run must be at most {LARGEST_RESULT / 1e6:.0f} MB, not "
            f"{size / 1e6:.0f} MB."
        )
    return result


def portable(error: Exception) -> Exception:
    """An error as it can travel, with what only this process can tell of it."""
    if isinstance(error, MemoryError):
        return ScenarioError(
            f"The memory of a run must be at most {LARGEST_MEMORY / 1e9:.0f} GB, not more."
        )
    if not isinstance(error, ScenarioError | Cancelled):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


def stand_back(niceness: int) -> None:
    """Let others go first, and be the one that the system ends when memory is short."""
    if hasattr(os, "nice"):
        os.nice(niceness)
    if sys.platform == "linux":
        with suppress(OSError, ValueError):
            _, most = resource.getrlimit(resource.RLIMIT_DATA)
            resource.setrlimit(resource.RLIMIT_DATA, (LARGEST_MEMORY, most))
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("500", "ascii")


def main(niceness: str = "0") -> None:
    """Stand ready, then work. What anything prints goes to the log, not between the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where a session is not enough
    stand_back(int(niceness))
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    compiled.be_quiet()
    answers, orders = Answers(pipe), sys.stdin.buffer
    with suppress(BrokenPipeError):  # nobody is there any more
        answers.begin(Errand(orders, answers))
        threading.Thread(target=answers.beat, daemon=True).start()
        answers.end(("ready", None))
        work(orders, answers)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
