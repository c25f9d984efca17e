"""Histories: where a page has been is kept for the one that takes its place."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from weakref import WeakValueDictionary

from dashboard.state import History, PageState

KEPT = 100


class Histories:
    """The histories of pages by their tickets: of those at work, and of the last that ended."""

    def __init__(self, kept: int = KEPT) -> None:
        self._most = kept
        self._at_work: WeakValueDictionary[str, PageState] = WeakValueDictionary()
        self._ended: OrderedDict[str, History] = OrderedDict()

    def open(self, state: PageState) -> str:
        """A ticket for a page that begins; nobody can guess it."""
        ticket = secrets.token_urlsafe(16)
        self._at_work[ticket] = state
        return ticket

    def close(self, ticket: str) -> None:
        """The page with this ticket ends: keep its history for a while, if it has one."""
        state = self._at_work.pop(ticket, None)
        if state is None or not (state.can_undo or state.can_redo):
            return
        self._ended[ticket] = state.history()
        while len(self._ended) > self._most:
            self._ended.popitem(last=False)

    def take(self, ticket: str) -> History | None:
        """The history of the page that had this ticket, if it is known.

        A page whose connection broke may not know of it yet, and still be at work.
        """
        if (state := self._at_work.get(ticket)) is not None:
            return state.history()
        return self._ended.pop(ticket, None)


HISTORIES = Histories()
