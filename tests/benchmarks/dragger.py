"""A session that drags θ, and what it saw."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from engine.collision import Collision
from tests.benchmarks.drag import ages, same
from tests.benchmarks.session import Session

DRAG_SECONDS = 6.0
FRAME = 1 / 60


@dataclass
class Drag:
    """What one dragger saw."""

    pictures: int = 0
    ages: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def now() -> float:
    """The time in ms."""
    return 1000 * monotonic()


async def drag(session: Session, way: list[tuple[int, float]]) -> Drag:
    """Drag along the way, paced by the answers; then let go."""
    seen = Drag()
    start = now()
    spacing = 1000 * DRAG_SECONDS / len(way)
    moves = [(start + place * spacing, theta) for place, (_, theta) in enumerate(way)]
    pictures = []
    sent = -1
    while (place := int((now() - start) / spacing)) < len(way):
        if place == sent:
            await asyncio.sleep(FRAME)
            continue
        sent = place
        values = await session.set({"theta": moves[place][1]}, final=False)
        pictures.append((now() + 1000 * FRAME, values["theta"]))
        if not same(values["theta"], moves[place][1]):
            seen.problems.append(f"asked for {moves[place][1]}, was shown {values['theta']}")
    stop = start + 1000 * DRAG_SECONDS
    seen.pictures = sum(time <= stop for time, _ in pictures)
    seen.ages = ages(moves, pictures, stop)
    last = way[-1][1]
    values = await session.set({"theta": last}, final=True)
    seen.problems += session.errors + stale(session, values, last)
    return seen


def stale(session: Session, values: dict[str, float], theta: float) -> list[str]:
    """What is not of the last value: the controls', and the curve against the engine's own."""
    found = [] if values["theta"] == theta else [f"ends at {values['theta']}, not at {theta}"]
    energy = Collision(theta=theta, q=values["q"]).run().energy.values.astype(np.float32)
    curves = [columns["y"] for columns in session.columns() if "y" in columns]
    if not any(np.array_equal(curve, energy) for curve in curves):
        found.append(f"no curve is the engine's at θ = {theta}")
    return found
