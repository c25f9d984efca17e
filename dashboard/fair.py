"""Whose turn it is: work of many sessions handed out so that nobody waits for another's many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Hashable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Generic, Protocol, TypeVar

# Seconds of work that one turn may hold: what a picture takes comes together or waits twice.
TURN_SECONDS = 0.05


class Waiting(Protocol):
    """What may wait for its turn: somebody's, of one kind, and estimated to take some seconds."""

    seconds: float

    @property
    def kind(self) -> str:
        """The kind of work, of which each lane takes some."""

    @property
    def owner(self) -> Hashable:
        """Whose it is: turns go round among owners."""


Work = TypeVar("Work", bound=Waiting)


@dataclass(eq=False)
class Turn:
    """What somebody asked for at once: one piece of work, or several small ones."""

    owner: Hashable
    arrived: int
    seconds: float
    begun: bool = False


class FairQueue(Generic[Work]):
    """Work by turns of its owners: first whoever has least running, then whoever waits longest.

    An owner's turn counts from when its last one ended, or from when it began to wait. Whoever
    keeps a queue sees to it that one thread at a time is at it.
    """

    def __init__(self) -> None:
        self._turns: dict[Work, Turn] = {}
        self._running: dict[Work, Turn] = {}
        self._latest: dict[Hashable, Turn] = {}
        self._served: dict[Hashable, int] = {}
        self._clock = count()
        self._order: list[Work] | None = None

    def __len__(self) -> int:
        return len(self._turns)

    def of(self, owner: Hashable) -> int:
        """How many of an owner's wait."""
        return sum(work.owner == owner for work in self._turns)

    def add(self, work: Work) -> None:
        """Let it wait."""
        turn = self._latest.get(work.owner)
        if turn is None or turn.begun or turn.seconds + work.seconds > TURN_SECONDS:
            turn = self._latest[work.owner] = Turn(work.owner, next(self._clock), 0.0)
        turn.seconds += work.seconds
        self._turns[work] = turn
        self._order = None

    def discard(self, work: Work) -> None:
        """Let it wait no more, if it did."""
        if (turn := self._turns.pop(work, None)) is not None:
            turn.seconds -= work.seconds
            self._forget(turn.owner)
        self._order = None

    def take(self, kinds: Container[str]) -> Work | None:
        """Hand out what is next of these kinds; it runs until it is `over`."""
        wanted = {work: turn for work, turn in self._turns.items() if work.kind in kinds}
        if not wanted:
            return None
        found = next_of(wanted, set(self._running.values()), self._served)
        self._running[found] = turn = self._turns.pop(found)
        turn.begun = True
        self._serve(turn.owner)
        return found

    def over(self, work: Work) -> None:
        """It runs no more."""
        self._serve(self._running.pop(work).owner)

    def _serve(self, owner: Hashable) -> None:
        """Its next turn counts from now, if it waits for one."""
        self._served[owner] = next(self._clock)
        self._forget(owner)
        self._order = None

    def _forget(self, owner: Hashable) -> None:
        """Nothing is known of who waits for nothing."""
        if not any(turn.owner == owner for turn in self._turns.values()):
            self._served.pop(owner, None)
            self._latest.pop(owner, None)

    def before(self, work: Work) -> int:
        """How many runs of its kind come before it: those next in line, and one to make room."""
        alike = [other for other in self._in_order() if other.kind == work.kind]
        return alike.index(work) + 1 if work in alike else 0

    def _in_order(self) -> list[Work]:
        """All that waits, in the order in which it would be handed out if nothing ended."""
        if self._order is None:
            self._order = []
            waiting, served = dict(self._turns), dict(self._served)
            running = set(self._running.values())
            for place in range(len(waiting)):
                found = next_of(waiting, running, served)
                running.add(turn := waiting.pop(found))
                served[turn.owner] = LATER + place
                self._order.append(found)
        return self._order


LATER = 1 << 62


def next_of(
    waiting: Mapping[Work, Turn], running: Collection[Turn], served: Mapping[Hashable, int]
) -> Work:
    """Whose turn it is: a turn that has begun is gone on with, unless its owner has another."""
    at_work = Counter(turn.owner for turn in running)

    def key(work: Work) -> tuple[int, int, int]:
        turn = waiting[work]
        if turn.begun or turn in running:
            return at_work[turn.owner] - (turn in running), turn.arrived, turn.arrived
        place = max(turn.arrived, served.get(turn.owner, -1))
        return at_work[turn.owner], place, turn.arrived

    return min(waiting, key=key)
