"""The Colloquium's models against plain QuTiP: `python -m tests.benchmarks.colloquium`.

Each part adds its lines to PARTS. Everything is timed in CPU seconds of one thread, QuTiP's way and
ours in turn in one process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time
from typing import Any

import numpy as np
import qutip

from engine.collective import BlockCharging
from engine.custom import CustomBattery
from engine.custom.examples import exchange
from engine.foundations import Ergotropy, NCopies
from tests.benchmarks.figures import Figure, run

RUNS = 5
# As many copies as whole matrices allow: 3^11 energies.
WHOLE = 11


def milliseconds(work: Callable[[], Any], runs: int = RUNS) -> float:
    """CPU milliseconds of a call, the least of several after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return 1000 * min(times)


def copies_with_qutip() -> list[float]:
    """ε(N) of the qutrit's copies from the diagonals of whole states."""
    one = NCopies()
    hamiltonian, rho = (qutip.qdiags([d], [0]) for d in (one.levels, one.populations))
    found = []
    for count in range(1, WHOLE + 1):
        energies = sum(np.ix_(*[hamiltonian.diag().real] * count)).ravel()
        p = qutip.tensor([rho] * count).diag().real
        found.append((p @ energies - np.sort(p)[::-1] @ np.sort(energies)) / count)
    return found


def lossy_with_qutip(scenario: CustomBattery) -> list[float]:
    """Energy and ergotropy of the copied script: mesolve, then eigenvalues at each time."""
    names: dict[str, Any] = {}
    exec(compile(scenario.qutip_code(), "<copied>", "exec"), names)
    return list(names["ergotropy"])


def foundations() -> list[Figure]:
    """A single battery and its copies."""
    some = NCopies(copies=WHOLE)
    apart = np.abs(some.run().ergotropy_per_copy.values - copies_with_qutip()).max()
    return [
        Figure("ergotropy of four levels", milliseconds(Ergotropy().run), "ms"),
        Figure("N copies of a qutrit, N to 100", milliseconds(NCopies().run), "ms", 150),
        Figure(
            f"  N to {WHOLE}, whole states over ours",
            milliseconds(copies_with_qutip) / milliseconds(some.run),
            "×",
        ),
        Figure("  distance from whole states", float(apart), "", 1e-11),
        Figure("blocks of cells, N = 12, 201 times", milliseconds(BlockCharging().run), "ms"),
    ]


def custom() -> list[Figure]:
    """A battery of one's own: two qubits that exchange and lose energy."""
    scenario = CustomBattery(**exchange((0.1, 0.05)), points=200)
    usual, ours = milliseconds(lambda: lossy_with_qutip(scenario)), milliseconds(scenario.run)
    apart = np.abs(scenario.run().ergotropy.values - lossy_with_qutip(scenario)).max()
    return [
        Figure("two lossy qubits of one's own, 200 times", ours, "ms", 60),
        Figure("  QuTiP's way over ours", usual / ours, "×"),
        Figure("  distance from QuTiP", float(apart), "", 1e-7),
    ]


PARTS: Sequence[Callable[[], list[Figure]]] = (foundations, custom)


def measure() -> list[Figure]:
    """Every figure of the Colloquium's models."""
    return [figure for part in PARTS for figure in part()]


NOTES = "The least of 5 warm runs each; QuTiP's way computes energies and ergotropies alone."


if __name__ == "__main__":
    run("The Colloquium's models, one thread", measure, NOTES)
