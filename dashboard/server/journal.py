"""The log: each line is one line, names its session, and no kind of line fills the disk."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextvars import ContextVar

from dashboard.plain import visible

# So many lines of one kind (made at one place in the code) in so many seconds.
LINES = 20
SECONDS = 60.0
LONGEST = 1_000

# The session that is served, by the start of its name: the whole name would open it.
SESSION: ContextVar[str] = ContextVar("session", default="")
NAMED_BY = 8

Kind = tuple[str, int, int]


class Moderation(logging.Filter):
    """Lets the first lines of each kind pass and counts the rest, which are told later."""

    def __init__(self) -> None:
        super().__init__()
        self._since: dict[Kind, float] = {}
        self._lines: dict[Kind, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "moderated", False):
            return True  # by another handler of the same line
        kind, now = (record.pathname, record.lineno, record.levelno), time.monotonic()
        if now - self._since.get(kind, -SECONDS) >= SECONDS:
            left_out = self._lines.get(kind, 0) - LINES
            self._since[kind], self._lines[kind] = now, 0
        else:
            left_out = 0
        self._lines[kind] += 1
        if self._lines[kind] > LINES:
            return False
        _write_on_one_line(record, max(left_out, 0), self._lines[kind] == LINES)
        return True


def _write_on_one_line(record: logging.LogRecord, left_out: int, last: bool) -> None:
    """Text from outside may be of any length and hold line ends; a traceback is ours."""
    text = visible(record.getMessage())
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}… ({len(text)} characters)"
    if session := SESSION.get():
        text = f"[session {session}] {text}"
    if left_out:
        text = f"({left_out} more lines like this were left out.) {text}"
    if last:
        text += f" (Further lines like this are left out for up to {SECONDS:.0f} s.)"
    record.msg, record.args, record.moderated = text, (), True


def keep() -> None:
    """Moderate every handler there is."""
    moderation = Moderation()
    for handler in _handlers():
        handler.addFilter(moderation)


def name_session(session_id: str) -> None:
    """Let what is logged from here on name this session."""
    SESSION.set(session_id[:NAMED_BY])


def _handlers() -> Iterator[logging.Handler]:
    for logger in (logging.root, *logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            yield from logger.handlers
