"""Turns: opening a page takes a share of the server, one piece after another, whoever asks.

A page is opened in pieces that hold the event loop for a moment each: what stands beside the
pictures, then each picture. All pieces of all pages pass through `TURNS`: one at a time, the
clients in turn, and while a hand moves somewhere with a pause after each, in which the pages at
work have the loop. Who has left meanwhile is not served; who would wait too long is told so. A
browser that comes for its page before the pictures stand is given it once they do.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from bokeh.document import Document
from tornado.httputil import HTTPServerRequest

AT_WORK = 1.0  # seconds for which a hand that moved counts as moving
SHARE = 1 / 4  # what opening may take of the loop while a hand moves
MOST = 64  # pieces that wait, of all clients together
CROWDED = "Too many pages are being opened at once; load this one again in a moment"


class Crowded(Exception):
    """More pieces wait than anybody should wait for."""


class Turns:
    """Grants one turn at a time; clients that wait take theirs in rotation."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._moved = -AT_WORK
        self._taken = False
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    def hand_moves(self) -> None:
        """Somebody works on a page."""
        self._moved = self._clock()

    @property
    def at_work(self) -> bool:
        """Whether somebody worked on a page a moment ago."""
        return self._clock() - self._moved < AT_WORK

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Hold the turn for one piece of work. Raises Crowded where too many wait already."""
        await self._granted(client)
        began = self._clock()
        try:
            yield
        finally:
            took = self._clock() - began
            rest = took * (1 / SHARE - 1) if self.at_work else 0.0
            asyncio.get_running_loop().call_later(rest, self._pass_on)

    async def _granted(self, client: str) -> None:
        if not self._taken:
            self._taken = True
            return
        if sum(map(len, self._waiting.values())) >= MOST:
            raise Crowded
        mine = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """The turn goes to the next client who still waits; nobody holds it if there is none."""
        while self._waiting:
            client, pieces = self._waiting.popitem(last=False)
            piece = pieces.popleft()
            if pieces:
                self._waiting[client] = pieces
            if not piece.done():
                piece.set_result(None)
                return
        self._taken = False


TURNS = Turns()


def client_of(request: HTTPServerRequest | None) -> str:
    """Who asks, as far as the server can tell them apart: the address a request came from."""
    return str(getattr(request, "remote_ip", None) or "")


# A document's pictures stand once its future is done.
BUILDING: WeakKeyDictionary[Document, asyncio.Future[None]] = WeakKeyDictionary()
