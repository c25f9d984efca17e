"""Furnishing: the pictures of a page that a server opens are put up one by one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from bokeh.document import Document
from panel.io.state import set_curdoc

from dashboard.home import Home, running
from dashboard.panes import Panes
from dashboard.turns import BUILDING, CROWDED, TURNS, Crowded, client_of

LOOK_EVERY = 0.02
SCRIPTS_TAKE = 0.1


class Furnisher:
    """Puts up the pictures that a page wants, each in a turn of its own.

    `wanted()` gives the keys of the views, `say(text)` tells why there are none. Until the last
    picture stands it is `at_work`, from the beginning on.
    """

    def __init__(
        self,
        document: Document,
        home: Home,
        panes: Panes,
        wanted: Callable[[], list[str]],
        say: Callable[[str], None],
    ) -> None:
        self._document, self._home, self._panes = document, home, panes
        self._wanted, self._say = wanted, say
        self._task: asyncio.Task[None] | None = None
        self.at_work = True

    def begin(self) -> None:
        """Put up the pictures; where a server warms up all at once, as nobody waits."""
        if running() is None:
            for key in self._panes.missing(self._wanted()):
                self._panes.put_up(key)
            self.at_work = False
            return
        self._task = asyncio.get_running_loop().create_task(self.furnish())
        BUILDING[self._document] = self._task

    def close(self) -> None:
        """The session ended."""
        if self._task is not None:
            self._task.cancel()

    async def furnish(self) -> None:
        """Put up one picture after another, until none is missing."""
        context: Any = self._document.session_context
        client = client_of(context.request)
        try:
            while missing := self._panes.missing(self._wanted()):
                await self._worth_building()
                async with TURNS.turn(client):
                    with set_curdoc(self._document):
                        self._panes.put_up(missing[0])
                    await self._taken()
        except Crowded:
            self._say(f"{CROWDED}.")
        finally:
            self.at_work = False

    async def _worth_building(self) -> None:
        """Wait until a browser comes for the page; not for ever while no hand moves on another.

        First of all it has scripts to fetch, through the loop that a picture would hold.
        """
        now = asyncio.get_running_loop().time
        opened = now()
        while TURNS.at_work or now() - opened < SCRIPTS_TAKE:
            context: Any = self._document.session_context
            session = context.session
            if session is not None and session.connection_count > 0:
                return
            await asyncio.sleep(LOOK_EVERY)

    def _taken(self) -> asyncio.Future[None]:
        """Done when the document has what was put up: on its next tick, where a session runs."""
        taken = asyncio.get_running_loop().create_future()
        self._document.add_next_tick_callback(partial(self._home, taken.set_result, None))
        return taken
