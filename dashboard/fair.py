"""Whose turn it is: work of many sessions handed out so that nobody waits for another's many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Mapping
from itertools import count
from typing import Generic, Protocol, TypeVar


class Waiting(Protocol):
    """What may wait for its turn: somebody's, and of one kind."""

    kind: str

    @property
    def owner(self) -> Hashable: ...


Work = TypeVar("Work", bound=Waiting)
Clock = Mapping[Hashable, int]


class FairQueue(Generic[Work]):
    """Work by turns of its owners: first whoever has least running, then whoever waits longest.

    An owner's turn counts from when its last one ended, or from when it began to wait. Whoever
    keeps a queue sees to it that one thread at a time is at it.
    """

    def __init__(self) -> None:
        self._arrived: dict[Work, int] = {}
        self._running: list[Work] = []
        self._served: dict[Hashable, int] = {}
        self._clock = count()
        self._order: list[Work] | None = None

    def __len__(self) -> int:
        return len(self._arrived)

    def of(self, owner: Hashable) -> int:
        """How many of an owner's wait."""
        return sum(work.owner == owner for work in self._arrived)

    def add(self, work: Work) -> None:
        """Let it wait."""
        self._arrived[work] = next(self._clock)
        self._order = None

    def discard(self, work: Work) -> None:
        """Let it wait no more, if it did."""
        self._arrived.pop(work, None)
        self._order = None

    def take(self, kinds: Container[str]) -> Work | None:
        """Hand out what is next of these kinds; it runs until it is `over`."""
        wanted = {work: turn for work, turn in self._arrived.items() if work.kind in kinds}
        if not wanted:
            return None
        found = next_of(wanted, self._counts(), self._served)
        self.discard(found)
        self._running.append(found)
        self._serve(found.owner)
        return found

    def over(self, work: Work) -> None:
        """It runs no more."""
        self._running.remove(work)
        self._serve(work.owner)
        self._order = None

    def _serve(self, owner: Hashable) -> None:
        """Its next turn counts from now, if it waits for one."""
        self._served[owner] = next(self._clock)
        still = {work.owner for work in self._arrived}
        self._served = {one: turn for one, turn in self._served.items() if one in still}

    def before(self, work: Work) -> int:
        """How many runs of its kind come before it: those next in line, and one to make room."""
        alike = [other for other in self._in_order() if other.kind == work.kind]
        return alike.index(work) + 1 if work in alike else 0

    def _in_order(self) -> list[Work]:
        """All that waits, in the order in which it would be handed out if nothing ended."""
        if self._order is None:
            self._order = []
            waiting, running, served = dict(self._arrived), self._counts(), dict(self._served)
            for turn in range(len(waiting)):
                found = next_of(waiting, running, served)
                del waiting[found]
                running[found.owner] += 1
                served[found.owner] = LATER + turn
                self._order.append(found)
        return self._order

    def _counts(self) -> Counter[Hashable]:
        return Counter(work.owner for work in self._running)


LATER = 1 << 62


def next_of(
    waiting: Mapping[Work, int], running: Mapping[Hashable, int], served: Clock
) -> Work:
    """Whose turn it is among those that arrived when they did."""
    return min(
        waiting,
        key=lambda work: (
            running.get(work.owner, 0),
            max(waiting[work], served.get(work.owner, -1)),
            waiting[work],
        ),
    )
