"""The Dicke battery against plain QuTiP: `python -m tests.benchmarks.dicke`.

QuTiP's way is the one a careful user would write: spins as one angular momentum, `mesolve` without
noise, 300 times up to what the window holds. Everything is timed in CPU seconds of one thread, both
in turn in one process.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from time import process_time
from typing import Any

import numpy as np
from qutip import basis, destroy, jmat, mesolve, qeye, tensor

from engine.dicke import Dicke, DickeScaling
from tests.benchmarks.figures import Figure, run

RUNS, TIMES = 3, 300
COUPLINGS = (0.05, 0.5)


def seconds(work: Callable[[], Any], runs: int = RUNS) -> float:
    """CPU seconds of a call, the least of several."""
    times = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def curve_with_qutip(cells: int, g: float, counter: bool, turn: float, times: int) -> float:
    """The largest E/t on a grid, N + 40 photon numbers or as few as without counter-rotation."""
    top = cells + (40 if counter else 1)
    a, up = tensor(qeye(cells + 1), destroy(top)), tensor(jmat(cells / 2, "+"), qeye(top))
    m = tensor(jmat(cells / 2, "z") + cells / 2, qeye(top))
    swap = up * (a + a.dag()) if counter else up * a
    grid = turn / (g * sqrt(cells)) * np.arange(times + 1) / times
    start = tensor(basis(cells + 1, cells), basis(top, cells))
    hamiltonian = a.dag() * a + m + g * (swap + swap.dag())
    energy = mesolve(hamiltonian, start, grid, c_ops=[], e_ops=[m]).expect[0]
    return float((energy[1:] / grid[1:]).max())


def figure_5c_with_qutip() -> list[float]:
    """P_max for N = 1 … 20 at both couplings."""
    return [curve_with_qutip(n, g, True, 2.0, TIMES) for g in COUPLINGS for n in range(1, 21)]


def figure_5c() -> list[float]:
    """The same here."""
    runs = [DickeScaling(coupling=g).run().max_power.values for g in COUPLINGS]
    return [float(power) for one in runs for power in one]


def measure() -> list[Figure]:
    """Every figure of the Dicke battery."""
    ours, theirs = figure_5c(), figure_5c_with_qutip()
    mine, usual = seconds(figure_5c), seconds(figure_5c_with_qutip, 1)
    swap = Dicke(cells=50, coupling=1.0, counter_rotating=False)
    swap.run()
    chain = seconds(swap.run)
    chains = seconds(lambda: curve_with_qutip(50, 1.0, False, 8.0, 401), 1)
    fifty = DickeScaling(coupling=0.5)
    ten = Dicke(cells=10, coupling=0.5, points=400)
    ten.run()
    return [
        Figure("Fig. 5(c) to N = 20, both couplings, CPU", mine, "s", 0.5),
        Figure("  QuTiP over ours", usual / mine, "×", 6, "at least"),
        Figure("  distance from QuTiP's grid", float(np.abs(np.divide(ours, theirs) - 1).max())),
        Figure("Tavis-Cummings, N = 50, CPU", 1000 * chain, "ms"),
        Figure("  QuTiP over ours", chains / chain, "×", 10, "at least"),
        Figure("Dicke, N = 50 at g = 0.5 to P_max, CPU",
               1000 * seconds(lambda: fifty.best(50, lambda: False)), "ms", 200),
        Figure("Dicke, N = 10 at g = 0.5, both ergotropies, 400 times, CPU",
               1000 * seconds(ten.run, 7), "ms", 60),
    ]  # fmt: skip


NOTES = "The least of 3 runs (7 for N = 10), warm; QuTiP's way once: energies alone."


if __name__ == "__main__":
    run("The Dicke battery against plain QuTiP, one thread", measure, NOTES)
