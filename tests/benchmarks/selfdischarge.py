"""Networks that discharge, against plain QuTiP: `python -m tests.benchmarks.selfdischarge`.

QuTiP does what its documentation shows: mesolve, then eigenvalues for the ergotropy and its
concurrence of each edge, at every time; at tolerances by which both agree to 1e-8, and for
comparison at its default ones, which are good to about 1e-6. The engine computes all its
observables and the half-life. Both run in turn in one process and are timed in CPU seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from typing import Any

import numpy as np
import qutip

from engine.selfdischarge import GeometrySearch, HalfLifeMap, Network, Scaling
from tests.benchmarks.figures import Figure, median, run

TIMES = {"time_max": 6.0, "points": 200}
# By which QuTiP agrees with the engine to 1e-8.
AGREEING = {"atol": 1e-11, "rtol": 1e-9, "nsteps": 10**6}
ENGINE_RUNS = 5
FIVE: tuple[dict[str, Any], ...] = (
    {"geometry": "linear"},
    {"geometry": "central"},
    {"geometry": "symmetric"},
    {"geometry": "custom", "edges": ((0, 1), (0, 2), (0, 3), (1, 2), (3, 4))},
    {"geometry": "custom", "edges": ((0, 1), (1, 2), (2, 3), (1, 3), (3, 4)),
     "interaction": "exchange", "detunings": (0.1, 0.0, 0.2, -0.3, 0.4)},
)  # fmt: skip
SIX: tuple[dict[str, Any], ...] = (
    {"geometry": "linear"},
    {
        "geometry": "custom",
        "edges": ((0, 1), (1, 2), (2, 3), (3, 4), (2, 5), (1, 3)),
        "collective_rate": 0.3,
    },
)


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds and what was computed."""
    start = process_time()
    found = work()
    return process_time() - start, found


def usual(one: Network, **options: float) -> dict[str, np.ndarray]:
    """Energy, ergotropy and concurrence as one writes them in QuTiP."""
    cells, edges, start = one.cells, one.joined(), one.start()
    low = [
        qutip.tensor([qutip.destroy(2) if m == n else qutip.qeye(2) for m in range(cells)])
        for n in range(cells)
    ]
    energy = sum(a.dag() * a for a in low)
    hamiltonian = 0 * energy
    for (n, m), weight in zip(edges, one.edge_weights(), strict=True):
        z = [2 * low[k].dag() * low[k] - 1 for k in (n, m)]
        hop = low[n].dag() * low[m] + low[m].dag() * low[n]
        hamiltonian += one.coupling * weight * (z[0] * z[1] if one.interaction == "zz" else hop)
    for detuning, a in zip(one.detunings, low, strict=False):
        hamiltonian += detuning * a.dag() * a
    rates, modes = np.linalg.eigh(one.system().rates)
    jumps = [
        np.sqrt(rate) * sum(modes[n, k] * low[n] for n in range(cells))
        for k, rate in enumerate(rates)
        if rate > 1e-12
    ]
    p, c = start.excited, start.coherence
    initial = qutip.tensor([qutip.Qobj([[1 - p, c], [c, p]])] * cells)
    times = np.linspace(0.0, one.time_max, one.points)
    states = qutip.mesolve(hamiltonian, initial, times, jumps, options=options).states
    levels = np.sort(energy.diag())[::-1]
    mean = np.array(qutip.expect(energy, states))
    return {
        "energy": mean,
        "ergotropy": mean - [state.eigenenergies() @ levels for state in states],
        "edge_concurrence": np.array(
            [[qutip.concurrence(state.ptrace(list(edge))) for edge in edges] for state in states]
        ),
    }


@dataclass(frozen=True)
class Race:
    """QuTiP's time over the engine's for each graph, and the largest distance of their numbers."""

    ratios: list[float]
    apart: dict[str, float]


def race(cells: int, settings: tuple[dict[str, Any], ...], rounds: int, **options: float) -> Race:
    """Some runs of QuTiP for each graph, each between runs of the engine."""
    ratios, apart = [], {}
    for one in (Network(cells=cells, **TIMES, **each) for each in settings):
        ours = one.run()
        usual(Network(cells=2, points=2))
        found = []
        for _ in range(rounds):
            own = [seconds(one.run)[0] for _ in range(ENGINE_RUNS)]
            theirs, numbers = seconds(lambda one=one: usual(one, **options))
            own += [seconds(one.run)[0] for _ in range(ENGINE_RUNS)]
            found.append(theirs / median(own))
        ratios.append(median(found))
        for name, values in numbers.items():
            distance = float(np.abs(ours[name].values - values).max())
            apart[name] = max(apart.get(name, 0.0), distance)
    return Race(ratios, apart)


def best(one: Any, repeats: int = 3) -> float:
    """The least CPU seconds of some warm runs."""
    one.run()
    return min(seconds(one.run)[0] for _ in range(repeats))


def measure() -> list[Figure]:
    """Every figure of self-discharge."""
    five, usual_five = race(5, FIVE, 3, **AGREEING), race(5, FIVE, 3)
    six, usual_six = race(6, SIX, 1, **AGREEING), race(6, SIX, 1)
    slowest_five = max(best(Network(cells=5, **TIMES, **each)) for each in FIVE)
    slowest_six = max(best(Network(cells=6, **TIMES, **each)) for each in SIX)
    star = {"geometry": "central", "collective_rate": 0.2, "points": 200}
    seven = {"cells": 7, "points": 80, "collective_rate": 0.3}
    unequal = {**seven, "detunings": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)}
    return [
        Figure(
            "engine over QuTiP, N = 5, least of 5 graphs", min(five.ratios), "×", 15, "at least"
        ),
        Figure("  median", median(five.ratios), "×"),
        Figure("  least, QuTiP's default tolerances", min(usual_five.ratios), "×"),
        Figure("  median, QuTiP's default tolerances", median(usual_five.ratios), "×"),
        Figure("engine over QuTiP, N = 6, least of 2 graphs", min(six.ratios), "×", 30, "at least"),
        Figure("  least, QuTiP's default tolerances", min(usual_six.ratios), "×"),
        *(
            Figure(f"distance from QuTiP, {name.replace('_', ' ')}", distance, "", 1e-8)
            for name, distance in five.apart.items()
        ),
        Figure("  ergotropy, QuTiP's default tolerances", usual_five.apart["ergotropy"]),
        Figure("N = 5, 200 times, slowest graph, CPU", 1e3 * slowest_five, "ms", 150),
        Figure("N = 6, 200 times, slowest graph, CPU", 1e3 * slowest_six, "ms", 500),
        Figure("N = 7, 80 times, linear, CPU", best(Network(**seven)), "s", 2),
        Figure("N = 7, 80 times, no symmetry, CPU", best(Network(**unequal)), "s", 2),
        Figure("N = 8, 50 times, linear, CPU", best(Network(cells=8, points=50), 1), "s"),
        Figure("N = 8 at defaults, CPU", best(Network(cells=8)), "s", 4),
        Figure("star of 20, 200 times, CPU", best(Network(cells=20, **star)), "s", 5),
        Figure(
            "star of 30, 200 times, CPU",
            best(Network(cells=30, **star | {"collective_rate": 0.15}), 1),
            "s",
        ),
        Figure("search over all graphs of 5, CPU", best(GeometrySearch()), "s"),
        Figure("search over all graphs of 6, CPU", best(GeometrySearch(cells=6), 1), "s"),
        Figure("map 17² over J and Γ_icl, CPU", best(HalfLifeMap()), "s"),
        Figure("half-life against N, CPU", best(Scaling()), "s"),
    ]


NOTES = """\
QuTiP: mesolve, ergotropy and concurrences at all 200 times, CPU of the same process between runs of
the engine; at atol 1e-11, rtol 1e-9, and at its default tolerances, at which it does not agree to
1e-8. Other times are the least of warm runs of the engine."""


if __name__ == "__main__":
    run("Networks that discharge, against plain QuTiP", measure, NOTES)
