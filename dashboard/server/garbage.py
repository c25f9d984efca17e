"""Garbage: when a server looks for what closed pages leave behind, and gives memory back.

A search stops every page, for 0.2 s and more when several are open. So what is loaded for good is
left out, and the rest is searched when a page has closed and nobody is at work.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import time
from datetime import datetime, timedelta
from functools import cache

from panel.io import document
from panel.io.state import state

from dashboard.computer import COMPUTER
from dashboard.server.private import replace

QUIET = 1.0  # seconds without a computation after which nobody is dragging
LONGEST = 30.0
# Young objects as often as ever; all of them hardly ever unasked.
THRESHOLDS = (2_000, 10, 1_000)

# glibc's mallopt: heaps for threads, bytes from which an array has pages of its own, bytes kept.
MALLOC = {-8: 2, -3: 131_072, -1: 262_144}

_waiting_since: float | None = None


@cache
def settle() -> None:
    """Leave what is loaded now out of every search, and search when nobody minds."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    replace(document, "_garbage_collect", search_when_quiet)  # 5 s after a page has closed
    share_heaps()


def search_when_quiet() -> None:
    """Search now if nobody is at work, else later, but not for ever."""
    global _waiting_since
    now = time.monotonic()
    _waiting_since = _waiting_since or now
    if now - COMPUTER.asked < QUIET and now - _waiting_since < LONGEST:
        later = datetime.now() + timedelta(seconds=QUIET)
        state.schedule_task("gc.collect", search_when_quiet, at=later)
    else:
        _waiting_since = None
        gc.collect()


def share_heaps() -> None:
    """Let results that nobody holds any more go back to the system; only glibc has to be told."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        for option, value in MALLOC.items():
            libc.mallopt(option, value)
