"""What following a Dicke battery takes: the steps that its motion makes, told beforehand."""

from __future__ import annotations

from math import ceil

from engine.dicke.evolution import KEPT, PHASE, STRIDE
from engine.dicke.expansion import TERMS
from engine.dicke.motion import HELD
from engine.scenario import Cost

# Terms of an expansion beyond one for each unit that it turns by.
BEYOND = 28
# Numbers of a state from which on the processor waits for its memory.
FAR = 5e4


def in_chains(rows: int, points: float, chains: float, top: float, seen: bool) -> Cost:
    """A curve from the eigenvectors of so many chains of at most so many rows.

    `seen` where the battery's eigenvalues are looked at, too, and not its energy alone.
    """
    seconds = chains * (1.2e-4 + 1e-7 * rows**2 + 4e-9 * points * rows * (rows + 20))
    if chains == 1 or not seen:
        return Cost(2e-3 + seconds, 1e6 + 48.0 * points * rows)
    seconds += 1e-9 * points * rows**2 * top + eigenvalues(points, rows)
    held = min(points * rows * top, HELD)
    return Cost(2e-3 + seconds, 1e6 + 48.0 * points * rows + 40 * held)


def on_lattice(
    rows: int, points: float, columns: float, phase: float, sectors: int, seen: bool
) -> Cost:
    """A curve on a lattice, over what the widest state turns by meanwhile; `seen` as above."""
    each = phase / points
    calls = phase / PHASE + 1 if each < PHASE / 2 else points * ceil(each / STRIDE)
    terms = phase + BEYOND * calls
    size = 2 * (rows + 2) * (columns + 2)
    climbed = 1.4e-4 * calls + 1.15e-9 * (1 + min(size / FAR, 2.0)) * terms * size
    summed = 2e-10 * points * terms / calls * size
    kept = min(calls, KEPT / size) + min(2 * terms / calls, TERMS / size + 8) + 8
    cost = Cost(1.5e-3 + sectors * (climbed + summed), 1e6 + 8 * sectors * size * kept)
    if not seen:
        return cost
    square = points * rows**2 / (2 if sectors == 1 else 1)
    # Of several sectors, each time is put together by itself.
    each_time = 4e-5 * points * sectors * (sectors > 1)
    return Cost(
        cost.seconds + 1e-9 * square * columns + eigenvalues(points, rows) + each_time,
        cost.bytes + 64.0 * points * rows + 32 * min(square, 2.0 * HELD),
    )


def eigenvalues(points: float, rows: int) -> float:
    """Seconds that the eigenvalues of so many states take."""
    return 8e-6 * points + 1.5e-8 * points * rows**2 + 1.5e-9 * points * rows**3
