"""What one visitor's doings cost another: a drag or a small map beside reloads, exports, long runs.

The neighbours work in a process of their own, so that what reading their pages costs is not taken
for the server's delay.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from urllib.parse import urlencode

import numpy as np

from tests.benchmarks.drag import path
from tests.benchmarks.dragger import Drag, drag
from tests.benchmarks.figures import Figure, p95
from tests.benchmarks.session import Session

RELOADERS = 4
LONG_RUNS = 4
# Their first requests are under way by then.
SECONDS_TO_BEGIN = 3.0
SECONDS_FOR_A_MAP = 60.0
# A half-life map of seven cells takes half a minute, one of four cells half a second.
LONG = {"page": "selfdischarge", "view": "map", "cells": 7}
SMALL = {"page": "selfdischarge", "view": "map", "cells": 4}

Neighbour = Callable[[str], Awaitable[None]]


async def reload_endlessly(base: str) -> None:
    """Open the page, and again as soon as it stands, as a hand on the reload key does."""
    while True:
        session = await Session.open(f"{base}/app")
        await session.close()


async def export_endlessly(base: str) -> None:
    """Ask for the CSV file of a picture of 65 536 points, and again as soon as it came."""
    session = await Session.open(f"{base}/app?{urlencode({'view': 'phase'})}")
    await until_pictured(session)
    while True:
        await session.download("csv:wigner")


async def run_long(base: str) -> None:
    """Open page after page with a run of half a minute behind each, and stay."""
    sessions = [
        await Session.open(f"{base}/app?{urlencode(LONG | {'coupling_max': 4.0 + number})}")
        for number in range(LONG_RUNS)
    ]
    await asyncio.sleep(10 * SECONDS_FOR_A_MAP)
    for session in sessions:
        await session.close()


async def until_pictured(session: Session) -> float:
    """When a picture of numbers stood on the page, or infinity where none did in time."""
    deadline = monotonic() + SECONDS_FOR_A_MAP
    while monotonic() < deadline:
        for columns in session.columns():
            for pictures in (columns.get("image", ()), columns.get("z", ())):
                if any(np.ndim(one) == 2 and np.isfinite(one).any() for one in pictures):
                    return monotonic()
        await asyncio.sleep(0.05)
    return np.inf


def neighbour(live: Neighbour, base: str, number: int) -> None:
    """What the neighbours' process does: so many of them at once, until it is ended."""

    async def everybody() -> None:
        await asyncio.gather(*(live(base) for _ in range(number)))

    asyncio.run(everybody())


@contextmanager
def neighbours(live: Neighbour, base: str, number: int = 1) -> Iterator[None]:
    """So many neighbours at work while the block runs."""
    process = multiprocessing.get_context("spawn").Process(
        target=neighbour, args=(live, base, number), daemon=True
    )
    process.start()
    try:
        yield
        if not process.is_alive():
            raise RuntimeError(f"{live.__name__} must last as long as its measurement.")
    finally:
        process.kill()
        process.join()


async def drag_beside(base: str, live: Neighbour, number: int, q: float) -> Drag:
    """One drag beside so many neighbours; nobody has computed at this q before."""
    session = await Session.open(f"{base}/app?{urlencode({'q': q})}")
    with neighbours(live, base, number):
        await asyncio.sleep(SECONDS_TO_BEGIN)
        seen = await drag(session, path())
    await session.close()
    return seen


async def beside_neighbours(base: str) -> list[Figure]:
    """Every figure of this module, on a server that runs."""
    reloads = await drag_beside(base, reload_endlessly, RELOADERS, 0.31)
    exports = await drag_beside(base, export_endlessly, 1, 0.32)
    runs = await drag_beside(base, run_long, 1, 0.33)
    problems = sorted({problem for one in (reloads, exports, runs) for problem in one.problems})
    for problem in problems:
        print(f"Problem: {problem}")
    return [
        Figure("a drag beside 4 that reload endlessly: age, p95", p95(reloads.ages), "ms", 1000),
        Figure("a drag beside 1 that exports CSV endlessly: age, p95", p95(exports.ages), "ms"),
        Figure("a drag beside 4 runs of half a minute: age, p95", p95(runs.ages), "ms"),
        Figure("errors and stale pictures beside neighbours", len(problems), "", 0),
        Figure("a map of 4 cells beside 4 long runs", await small_map(base), "s", 5),
    ]


async def small_map(base: str) -> float:
    """Seconds from asking for a page to its small map, beside the long runs of another visitor."""
    with neighbours(run_long, base):
        await asyncio.sleep(2 * SECONDS_TO_BEGIN)
        start = monotonic()
        session = await Session.open(f"{base}/app?{urlencode(SMALL)}")
        taken = await until_pictured(session) - start
    await session.close()
    return taken
