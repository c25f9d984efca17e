"""Checking: the claims of a topic are computed when they are looked at, a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from dashboard.components.claims_table import ClaimsTable
from dashboard.computer import COMPUTER, Job
from dashboard.live import explain, running_loop, settled
from dashboard.session import Session
from dashboard.topic import Topic
from engine.claims import Check, Claim, Outcome

AT_ONCE = 4


class Checking:
    """The table of a topic's claims, and how its numbers come."""

    def __init__(self, session: Session, topic: Topic) -> None:
        self._session, self._topic = session, topic
        self._task: asyncio.Task[None] | None = None
        self.table = ClaimsTable(topic.claims, on_show=self._show)

    def begin(self) -> None:
        """Compute the numbers, unless that is done or under way."""
        if running_loop() and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self.check())

    def close(self) -> None:
        """The session ended."""
        if self._task is not None:
            self._task.cancel()

    def _show(self, key: str) -> None:
        """Put the page into the state that a claim speaks of."""
        claim = next(claim for claim in self._topic.claims if claim.key == key)
        self._session.put_into(claim.show, f"{claim.source}: {claim.statement}")

    async def check(self) -> None:
        """Compute all numbers."""
        name = type(self._topic.scenario).public_name().rpartition(".")[0]
        for first in range(0, len(self._topic.claims), AT_ONCE):
            claims = self._topic.claims[first : first + AT_ONCE]
            jobs = [COMPUTER.submit(Check(name, claim.key), self) for claim in claims]
            try:
                await settled(jobs)
            finally:
                for job in jobs:
                    COMPUTER.release(job, self)
            self._fill(zip(claims, jobs, strict=True))

    def _fill(self, checked: Iterable[tuple[Claim, Job]]) -> None:
        """Show the numbers that came, and say why others did not."""
        found, failed = [], []
        for claim, job in checked:
            if (error := job.future.exception()) is None:
                found.append(Outcome(claim, job.future.result()))
            else:
                failed.append(explain(error))
        with self._session.one_update():
            self.table.fill(found)
            self._session.say(*failed)
