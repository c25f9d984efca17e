"""Orders that go wrong in a process, each in one way, and one that goes right."""

from __future__ import annotations

import os
import pickle
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.catalogue import in_use
from engine.scenario import CancelCheck, Cost, Progress


@dataclass(frozen=True)
class Answer:
    """What a sound process does: it gives back what it was given."""

    value: float = 7.0
    seconds: float = 0.01

    def cost(self) -> Cost:
        return Cost(self.seconds, 8)

    def run(self, progress: Progress, cancelled: CancelCheck) -> float:
        return self.value


@dataclass(frozen=True)
class Loaded:
    """Which topics a process has loaded."""

    def cost(self) -> Cost:
        return Cost(0.01, 8)

    def run(self, progress: Progress, cancelled: CancelCheck) -> tuple[str, ...]:
        return in_use()


@dataclass(frozen=True)
class Fault:
    """Ends or confuses its process in one way; with a `once` file, only until that is there."""

    way: str
    once: str = ""
    seconds: float = 10.0

    def cost(self) -> Cost:
        return Cost(self.seconds, 8)

    def run(self, progress: Progress, cancelled: CancelCheck) -> float:
        if self.once:
            if Path(self.once).exists():
                return 7.0
            Path(self.once).touch()
        WAYS[self.way]()
        return 7.0


@dataclass
class Large:
    """A result that is said to be large."""

    nbytes: int


@dataclass(frozen=True)
class Makes:
    """Gives a result of so many bytes, as it says itself."""

    nbytes: int

    def cost(self) -> Cost:
        return Cost(0.01, 8)

    def run(self, progress: Progress, cancelled: CancelCheck) -> Large:
        return Large(self.nbytes)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crashes() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def stops() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def sleeps() -> None:
    """Take long without ever asking whether to go on."""
    time.sleep(60)


def said(words: bytes) -> None:
    """Write to whatever this process may write to, its answers among it."""
    for descriptor in range(3, 20):
        with suppress(OSError):
            os.write(descriptor, words)


def leaves_in_its_words() -> None:
    said(pickle.dumps(("done", "x" * 1000))[:500])
    os._exit(0)


def babbles() -> None:
    said(b"\x80\x05no pickle at all." * 10)


def says_what_is_not_known() -> None:
    said(pickle.dumps(("hello", 1)))


def grows() -> None:
    """Take memory until there is no more."""
    held = []
    while True:
        held.append(np.ones(25_000_000))


WAYS = {
    "killed": killed, "crashes": crashes, "stops": stops, "sleeps": sleeps,
    "leaves": leaves_in_its_words, "babbles": babbles, "unknown": says_what_is_not_known,
    "grows": grows,
}  # fmt: skip
