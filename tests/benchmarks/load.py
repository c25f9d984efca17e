"""Many sessions on one server, all dragging: `python -m tests.benchmarks.load`.

Each session is a real websocket on the loopback that sends what controls.js sends, when it sends
it: one message under way, the newest value next, as soon as the answer to the last one is there.
Painting that takes a frame of 1/60 s. Bounded in sessions and in time.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from math import pi
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np

from dashboard.computer import CACHE_BYTES
from engine.collision import Collision
from tests.benchmarks.drag import path
from tests.benchmarks.dragger import DRAG_SECONDS, drag
from tests.benchmarks.figures import Figure, median, p95, run
from tests.benchmarks.neighbours import beside_neighbours
from tests.benchmarks.pages import CAPACITANCE, FIVE, STORAGE, Subject
from tests.benchmarks.session import Session
from tests.serving import ROOT, serving

# How many at once, and the bar of the age in ms; of so many the pictures are held to fresh ones.
DRAGGERS = ((10, 350), (30, 800))
HELD_TO_FRESH = 10
CYCLES = 200
OPEN_AT_ONCE = 10
COLLISION = Subject("collision", "theta", ())
SECONDS_TO_FORGET = 30
# Left sessions are let go at once, so that memory tells of the code and not of a waiting time.
OPTIONS = ("--plugins", "tests.benchmarks.vitals", "--check-unused-sessions", "500",
           "--unused-session-lifetime", "100")  # fmt: skip


async def vitals(base: str) -> dict[str, float]:
    """What the server holds now."""

    def ask() -> dict[str, float]:
        with urlopen(f"{base}/vitals") as answer:
            return json.load(answer)

    return await asyncio.to_thread(ask)


async def fill_cache(session: Session, base: str) -> None:
    """Ask for new results until the server's cache is full, as it is after some use."""
    step = 0
    while step % 20 or (await vitals(base))["cache"] < 0.97 * CACHE_BYTES:
        step += 1
        await session.set({"theta": 0.003 * pi * (1 + step / 1000)}, final=False)
    await session.set({"theta": 0.01 * pi}, final=True)


async def unlike_fresh(session: Session, address: str, theta: float) -> list[str]:
    """The sources whose columns differ from those of a page opened anew at this address."""
    fresh = await Session.open(address)
    # The answer comes with the picture, which then is whole.
    await fresh.set({"theta": theta}, final=True)
    pairs = zip(session.columns(), fresh.columns(), strict=True)
    found = [f"source {place}" for place, (one, other) in enumerate(pairs) if not equal(one, other)]
    await fresh.close()
    return found


def equal(one: object, other: object) -> bool:
    """Whether two sources, or two columns of them, hold the same; unknown numbers are the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(equal(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, (float, np.ndarray)) and isinstance(other, (float, np.ndarray)):
        return np.array_equal(one, other, equal_nan=True)
    return one == other


async def draggers(base: str, number: int, bar: float) -> list[Figure]:
    """So many sessions dragging at once, each at its own q and its own stretch of the way."""
    before = await vitals(base)
    # Each number of draggers has values of q of its own: nothing of theirs is known yet.
    qs = [round(0.3 + 0.01 * (number + one), 2) for one in range(number)]
    sessions = [await Session.open(f"{base}/app?{urlencode({'q': q})}") for q in qs]
    way = path()
    ways = [np.roll(way, 7 * one, axis=0) for one in range(number)]
    drags = await asyncio.gather(*map(drag, sessions, ways))
    after = await vitals(base)
    unlike = []
    for session, q, places in zip(sessions[:HELD_TO_FRESH], qs, ways, strict=False):
        theta = places[-1][1]
        link = urlencode({"q": q, "theta": Collision.fields()["theta"].to_text(theta)})
        unlike += await unlike_fresh(session, f"{base}/app?{link}", theta)
    for session in sessions:
        await session.close()
    problems = [problem for one in drags for problem in one.problems] + unlike
    for problem in sorted(set(problems)):
        print(f"Problem: {problem}")
    every = np.concatenate([one.ages for one in drags])
    rates = [one.pictures / DRAG_SECONDS for one in drags]
    return [
        Figure("draggers", number),
        Figure("pictures per second, each, median", median(rates), "1/s"),
        Figure("age of the picture, p50", median(every), "ms"),
        Figure("age of the picture, p95", p95(every), "ms", bar),
        Figure("errors and stale pictures", len(problems), "", 0),
        Figure(
            "memory per session after dragging",
            (after["memory"] - before["memory"]) / number / 1e6,
            "MB",
            8,
        ),
    ]


async def warmed(base: str) -> None:
    """Let the server's cache be as full as it is after some use."""
    pilot = await Session.open(f"{base}/app")
    await fill_cache(pilot, base)
    await pilot.close()


async def until(base: str, enough: Callable[[dict[str, float]], bool]) -> dict[str, float]:
    """The server's vitals once they are as wanted, or when patience ends."""
    deadline = monotonic() + SECONDS_TO_FORGET
    while not enough(found := await vitals(base)) and monotonic() < deadline:
        await asyncio.sleep(1)
    return found


def moved(subject: Subject) -> dict[str, float]:
    """A slider set where it is already: there is a picture, and nothing to compute."""
    return {subject.slider: subject.field.default}


async def held_by(base: str, subject: Subject) -> Figure:
    """What each of some open pages takes of the server's memory."""
    address = f"{base}/app?page={subject.page}"
    sessions = [await Session.open(address, subject.slider)]
    await sessions[0].set(moved(subject), final=True)
    before = await vitals(base)
    for _ in range(OPEN_AT_ONCE):
        sessions.append(await Session.open(address, subject.slider))
        await sessions[-1].set(moved(subject), final=True)
    after = await vitals(base)
    for session in sessions:
        await session.close()
    each = (after["memory"] - before["memory"]) / OPEN_AT_ONCE / 1e6
    return Figure(f"memory of an open page, {subject.page}", each, "MB", 8)


async def cycles(base: str, resting: dict[str, float], subject: Subject) -> list[Figure]:
    """Open and close a page again and again; memory must level off and documents must go."""
    memory = []
    for number in range(1, CYCLES + 1):
        session = await Session.open(f"{base}/app?page={subject.page}", subject.slider)
        await session.set(moved(subject), final=True)
        await session.close()
        if number % 10 == 0:
            memory.append((await vitals(base))["memory"] / 1e6)
    last = await until(base, lambda found: found["documents"] <= resting["documents"])
    print(f"Memory in MB, every tenth cycle of {subject.page}:", *(f"{one:.0f}" for one in memory))
    plateau = median(memory[len(memory) // 2 :])
    left = {name: last[name] - resting[name] for name in ("documents", "pages")}
    return [
        Figure(f"{CYCLES} cycles of {subject.page}: plateau, second half", plateau, "MB"),
        Figure("  the highest over the plateau", max(memory) / plateau, "×", 1.05),
        Figure("  the end over the plateau", last["memory"] / 1e6 / plateau, "×", 1.05),
        *(Figure(f"  {name} left behind", number, "", 0) for name, number in left.items()),
    ]


async def measure_on(base: str) -> list[Figure]:
    """Draggers first, then neighbours, then cycles, on one server."""
    fresh = await until(base, lambda found: found["pages"] == 0)
    await warmed(base)
    found: list[Figure] = []
    for number, bar in DRAGGERS:
        found += await draggers(base, number, bar)
    found += await beside_neighbours(base)
    for subject in (COLLISION, STORAGE, CAPACITANCE, FIVE):
        resting = await until(base, lambda now: now["documents"] <= fresh["documents"])
        found.append(await held_by(base, subject))
        found += await cycles(base, resting, subject)
    return found


def measure() -> list[Figure]:
    """Everything, on a server of its own."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with serving(ROOT / "dashboard" / "app.py", log, *OPTIONS) as base:
            found = asyncio.run(measure_on(base))
        errors = log.read_text("utf-8", "replace").count("ERROR")
    return [*found, Figure("errors in the server's log", errors, "", 0)]


NOTES = f"""\
Sessions drag θ for {DRAG_SECONDS:.0f} s, each at its own q, through values nobody computed before.
Age: time since the hand was where the picture shows it, sampled every 10 ms. Memory is the resident
set of the server with its cache of results full before the first of these sessions opens.
Neighbours work in a process of their own on the same machine, and q differs for each drag; a map's
time counts from asking for its page."""


if __name__ == "__main__":
    run("Many sessions dragging at once", measure, NOTES)
