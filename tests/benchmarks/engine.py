"""The engine against plain QuTiP, and its budgets: `python -m tests.benchmarks.engine`.

QuTiP's curve takes about a minute, the engine's some milliseconds. So each round times a chunk of
QuTiP's collisions, whose cost does not depend on the state, and right before and after it whole
curves of the engine; the ratio of a round is QuTiP's time for one collision times their number over
the engine's time for the curve.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from math import pi
from time import process_time, thread_time
from typing import Any

import numpy as np

from engine.collision import AdvantageMap, Collision, Onset, PhaseSpace
from engine.collision.charging import charge, sample_points
from engine.collision.phasespace import wigner
from tests.benchmarks.figures import Figure, median, run
from tests.benchmarks.qutip_curve import collisions

LEVELS, THETA, COLLISIONS, SAMPLES = 250, 0.01 * pi, 955, 191
POINTS = 256
# A mixed state that fills many levels: none of it is a few waves.
LARGE = PhaseSpace(q=0.2, c=0.3, levels=2000, theta=0.02 * pi, collisions=2500, extent=40.0)


@dataclass(frozen=True)
class Effort:
    """How often things are timed."""

    rounds: int = 7
    chunk: int = 12
    curves: int = 3
    repeats: int = 5


def curve(window: float = 1e-18, samples: int | None = None) -> Any:
    """Fig. 3: the oscillator's curve at θ = 0.01π."""
    points = None if samples is None else sample_points(COLLISIONS, samples)
    angles = np.full(COLLISIONS, THETA)
    return charge("oscillator", LEVELS, 0.5, 1.0, angles, samples=points, window=window)


def seconds(
    work: Callable[[], object],
    times: int = 1,
    clock: Callable[[], float] = thread_time,
) -> float:
    """CPU seconds of one call, the mean of several."""
    start = clock()
    for _ in range(times):
        work()
    return (clock() - start) / times


def paired(effort: Effort) -> tuple[list[float], list[float], list[float], float]:
    """CPU seconds, round by round: QuTiP's curve, ours, ours with ergotropies.

    And the largest relative distance between the energies that both found.
    """
    stream = collisions(LEVELS, THETA)
    theirs = [next(stream)]

    def chunk() -> None:
        theirs.extend(islice(stream, effort.chunk))

    def with_ergotropies() -> Any:
        return curve(samples=SAMPLES)

    curve(), with_ergotropies()
    usual, plain, full = [], [], []
    for _ in range(effort.rounds):
        before = seconds(curve, effort.curves), seconds(with_ergotropies, effort.curves)
        usual.append(seconds(chunk) * COLLISIONS / effort.chunk)
        after = seconds(curve, effort.curves), seconds(with_ergotropies, effort.curves)
        for kept, one, other in zip((plain, full), before, after, strict=True):
            kept.append((one + other) / 2)
    apart = np.abs(curve().energy[1 : len(theirs) + 1] / np.array(theirs) - 1)
    return usual, plain, full, float(np.max(apart))


def energy_error() -> float:
    """Largest relative error of the curve's energies, against every level kept at every step."""
    exact = curve(window=0.0).energy[1:]
    return float(np.max(np.abs(curve().energy[1:] / exact - 1)))


def peak_megabytes(work: Callable[[], object]) -> float:
    """Most memory held at once while something is computed."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def measure(effort: Effort = Effort()) -> list[Figure]:
    """Every figure of the engine."""
    *times, apart = paired(effort)
    usual, plain, full = map(np.array, times)
    state = curve().state

    def best(work: Callable[[], object]) -> float:
        work()
        return min(seconds(work, clock=process_time) for _ in range(effort.repeats))

    return [
        Figure("QuTiP, Fig. 3 curve, CPU", median(usual), "s"),
        Figure("engine, Fig. 3 curve, CPU", 1000 * median(plain), "ms"),
        Figure("engine over QuTiP, Fig. 3 curve", median(usual / plain), "×", 1500, "at least"),
        Figure("  least of all rounds", float(np.min(usual / plain)), "×"),
        Figure("engine, with 191 ergotropies, CPU", 1000 * median(full), "ms"),
        Figure("engine over QuTiP, with 191 ergotropies", median(usual / full), "×", 1000,
               "at least"),
        Figure("energy error, relative", energy_error(), "", 1e-9),
        Figure("distance from QuTiP's energies, relative", apart, "", 1e-9),
        Figure("memory of the Collision dataset, peak", peak_megabytes(Collision().run), "MB", 50),
        Figure("Collision dataset, CPU", 1000 * best(Collision().run), "ms"),
        Figure("Fig. 4, 40 θ × 5 γ, CPU", best(Onset().run), "s", 0.5),
        Figure("Wigner function 256², CPU",
               1000 * best(lambda: wigner(state, 0.0, 18.0, POINTS)), "ms", 60),
        Figure("phase space of 2 000 levels, CPU", seconds(LARGE.run, clock=process_time), "s", 20),
        Figure("phase space of 2 000 levels, peak", peak_megabytes(LARGE.run), "MB", 1000),
        Figure("advantage map 24² over (θ, γ), CPU", best(AdvantageMap().run), "s"),
        Figure("advantage map 24² over (q, c), CPU", best(AdvantageMap(against="q_c").run), "s"),
    ]  # fmt: skip


NOTES = """\
QuTiP's curve is extrapolated: the CPU time of 12 collisions times 955/12, in each of 7 rounds
between timed curves of the engine; ratios are medians over the rounds of QuTiP's time over ours,
and QuTiP computes no ergotropies in either. Other times: the least of 5 runs, warm."""


if __name__ == "__main__":
    run("The engine against plain QuTiP, one thread", measure, NOTES)
