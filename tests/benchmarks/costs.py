"""What scenarios are said to take against what they take: `python -m tests.benchmarks.costs`.

Each scenario of a grid of sizes runs in a process of its own, forked from this one with its kernels
loaded: its CPU time, and how far the memory of the process rises. What the scenario's `cost` says
is divided by both. A topic joins with one row of `GRID`.
"""

from __future__ import annotations

import ctypes
import multiprocessing
from collections.abc import Callable
from math import pi
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from engine import (
    capacitance,
    collective,
    collision,
    custom,
    dicke,
    foundations,
    selfdischarge,
    storage,
)
from engine.capacitance.stages import kraus_stage
from engine.custom.examples import exchange
from engine.scenario import Cost, Scenario
from tests.benchmarks.capacitance import random_channel
from tests.benchmarks.figures import Figure, number, run

# Less than this is as good as nothing: shorter times and smaller peaks are counted as these.
FLOOR = Cost(seconds=5e-3, bytes=5e6)
# What takes at most this is run a few times, and the quickest counts.
QUICK, RUNS = 0.5, 3
# Where an estimate is off by more, either way, the bar is missed.
TIME_BAR, MEMORY_BAR = 3.0, 1.5
WIDEST = 64


def grid(kind: type[Scenario], *settings: dict[str, Any]) -> list[Scenario]:
    """Scenarios of one kind: at its defaults, then with each of these settings."""
    return [kind(), *(kind(**one) for one in settings)]


def collision_grid() -> list[Scenario]:
    """Every scenario of collisional charging over batteries, sizes, losses and lengths."""
    return [
        *grid(
            collision.Collision,
            {"samples": 2000, "levels": 500},
            {"levels": 2000, "theta": 0.05 * pi},
            {"levels": 2000, "c": 0.0, "collisions": 50_000},
            {"levels": 500, "gamma": 1e-3, "collisions": 2000},
            {"levels": 200, "gamma": 0.3},
            {"theta": 1e-4 * pi, "collisions": 100_000},
            {"battery": "spin", "levels": 100, "theta": 1e-3 * pi},
            {"battery": "spin", "levels": 1000, "theta": 2e-3},
            {"battery": "spin", "levels": 2000, "theta": 1e-3, "c": 0.0},
            {"battery": "ladder", "levels": 250, "theta": 0.05 * pi},
            {"battery": "ladder", "levels": 2000, "theta": 3e-4, "collisions": 100_000},
        ),
        *grid(
            collision.PopulationScan,
            {"theta": 0.02 * pi, "collisions": 318},
            {"battery": "spin", "levels": 100, "theta": 4e-3 * pi, "collisions": 250},
            {"gamma": 1e-3, "theta": 0.02 * pi, "collisions": 300},
            {"levels": 1000, "theta": 0.02 * pi, "collisions": 700},
        ),
        *grid(
            collision.PhaseSpace,
            {"points": 1024},
            {"battery": "spin", "points": 1024},
            {"q": 0.2, "c": 0.3, "levels": 800, "theta": 0.02 * pi, "gamma": 1e-3},
            {"q": 0.4, "levels": 2000, "theta": 0.02 * pi, "points": 512},
        ),
        *grid(
            collision.Onset,
            {"levels": 100},
            {"battery": "spin", "levels": 100},
            {"battery": "spin", "levels": 300},
        ),
        *grid(
            collision.AdvantageMap,
            {"points": 8},
            {"points": 8, "against": "q_c"},
            {"points": 8, "against": "q_c", "gamma": 1e-3},
            {"points": 8, "battery": "spin", "levels": 400},
            {"points": 8, "battery": "spin", "levels": 100, "time_max": 60.0},
            {"points": 8, "against": "q_c", "battery": "spin", "levels": 100},
            {"points": 8, "against": "q_c", "battery": "spin", "levels": 100, "gamma": 1e-3},
        ),
        *grid(collision.Greedy, {"battery": "spin", "levels": 300}, {"time_max": 60.0}),
        *grid(collision.FullSwap, {"levels": 2000, "time_max": 200.0}),
        *grid(collision.DrivingLimit, {"battery": "ladder", "levels": 500}),
        *grid(collision.IncoherentBound, {"points": 10_000}, {"points": 10_000, "gamma": 1e-3}),
        *grid(collision.Device),
    ]


def storage_grid() -> list[Scenario]:
    """Every scenario of noisy storage, at its defaults and as large as it goes."""
    return [
        *grid(storage.Storage, {"points": 10_001}),
        *grid(storage.StorageMap, {"points": 400}, {"points": 400, "ratio": "separable"}),
        *grid(storage.StorageSection, {"points": 10_001}),
        *grid(storage.BlochBall, {"points": 401}),
        *grid(storage.Device, {"points": 10_001}, {"points": 10_001, "ratio": "separable"}),
        *grid(storage.Blocks, {"cells": 64}),
        *grid(storage.Redundancy, {"cells": 64}),
    ]


def selfdischarge_grid() -> list[Scenario]:
    """Every scenario of self-discharge over cells, geometries, symmetries, starts and times."""
    uneven = {"detunings": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)}
    return [
        *grid(selfdischarge.Cell, {"points": 2000}),
        *grid(
            selfdischarge.Network,
            *({"cells": cells} for cells in (1, 3, 6, 7, 8)),
            {"cells": 8, "points": 25, **uneven},
            {"cells": 8, "initial": "classical"},
            {"cells": 8, "geometry": "symmetric", "points": 400},
            {"cells": 6, "points": 2000},
            {"points": 2000, "time_max": 200.0},
            {"cells": 7, "points": 40, "coupling": 30.0},
            {"interaction": "exchange", "coupling": 50.0},
            {"dephasing": 30.0},
            {"cells": 30, "geometry": "central", "collective_rate": 0.1},
            {"cells": 20, "geometry": "symmetric"},
            {"cells": 12, "geometry": "central", "collective_rate": 0.1, "points": 1000},
            {"rate": 1e-5, "collective_rate": 0.0},
            {"cells": 6, "rate": 0.01, "collective_rate": 0.0},
            {"cells": 8, "rate": 1e-5, "collective_rate": 0.0, "points": 25},
        ),
        *grid(selfdischarge.Modes),
        *grid(selfdischarge.Ensemble, {"cells": 3, "realisations": 300}, {"cells": 6}),
        *grid(selfdischarge.GeometrySearch, {"cells": 4}, {"cells": 6}),
        *grid(
            selfdischarge.HalfLifeMap,
            {"cells": 3},
            {"cells": 7},
            {"cells": 4, "points": 40},
            {"cells": 12, "geometry": "central", "points": 9},
        ),
        *grid(selfdischarge.Scaling, {"largest_star": 30, "largest_complete": 20}),
    ]


def capacitance_grid() -> list[Scenario]:
    """Every scenario of work capacitances over levels, kinds of noise and energies."""

    def levels(count: int) -> tuple[float, ...]:
        return tuple(float(level) for level in range(count))

    def own(count: int) -> tuple[tuple[object, ...], ...]:
        return (kraus_stage(random_channel(count, 1).kraus),)

    return [
        *grid(
            capacitance.Capacitance,
            {"points": 400},
            {"levels": levels(2), "stages": (("gad", 0.4, 0.2), ("dephasing", 0.3))},
            *({"levels": levels(d), "stages": (("depolarizing", 0.4),)} for d in (3, 4, 6)),
            *({"levels": levels(d), "stages": own(d)} for d in (2, 3, 4, 5, 6)),
            {"levels": levels(4), "stages": (("depolarizing", 1.0),), "points": 20},
        ),
        *grid(
            capacitance.CapacitanceAt,
            *({"levels": levels(d), "stages": own(d), "energy": 1.0} for d in (2, 4, 6)),
        ),
        *grid(capacitance.GaussianGap, {"points": 2000}),
    ]


def foundations_grid() -> list[Scenario]:
    """A single battery: states, copies of two to five levels, and drives."""
    return [
        *grid(foundations.Ergotropy),
        *grid(
            foundations.NCopies,
            {"copies": 400},
            {
                "levels": (0.0, 1.0, 1.5, 3.0), "real": (1.0,) * 4, "imaginary": (0.0,) * 4,
                "populations": (0.4, 0.3, 0.2, 0.1),
            },
            {
                "levels": (0.0, 1.0, 1.5, 3.0, 3.5), "real": (1.0,) * 5, "imaginary": (0.0,) * 5,
                "populations": (0.4, 0.3, 0.2, 0.1, 0.05), "copies": 40,
            },
        ),
        *grid(foundations.SpeedLimit, {"points": 10_001}),
    ]  # fmt: skip


def collective_grid() -> list[Scenario]:
    """Charging together or apart, at its defaults and as large as it goes."""
    return [
        *grid(
            collective.BlockCharging,
            {"cells": 200, "block": 200, "points": 5001},
            {"cells": 200, "block": 1, "points": 5001},
        ),
        *grid(collective.SeparableBall, {"cells": 100}, {"cells": 100, "points": 2001}),
        *grid(collective.ParticipationBound, {"cells": 200}),
    ]


def custom_grid() -> list[Scenario]:
    """Batteries of one's own: small and large, with and without loss."""
    drive = np.diag(np.ones(255), 1)
    large = {
        "hamiltonian": drive + drive.T, "initial_state": np.eye(256)[0],
        "factors": (2, 128), "time_max": 20.0,
    }  # fmt: skip
    lowering = np.diag(np.sqrt(np.arange(1.0, 24)), 1)
    lossy = {
        "hamiltonian": lowering + lowering.T, "initial_state": np.eye(24)[0],
        "battery_hamiltonian": np.diag(np.arange(24.0)), "jump_operators": [lowering],
        "rates": (0.2,),
    }  # fmt: skip
    return [
        *grid(custom.CustomBattery, large, lossy, {"points": 2001}),
        custom.CustomBattery(**exchange((0.1, 0.05))),
    ]


def dicke_grid() -> list[Scenario]:
    """Cells in a cavity: weak and strong, small and large, every charger."""
    return [
        *grid(
            dicke.Dicke,
            {"cells": 12, "coupling": 0.5},
            {"cells": 30, "coupling": 0.5},
            {"cells": 50, "coupling": 0.1},
            {"cells": 6, "coupling": 0.5, "charger": "coherent"},
            {"cells": 6, "coupling": 0.3, "charger": "squeezed"},
            {"cells": 50, "coupling": 1.0, "counter_rotating": False},
            {"cells": 12, "counter_rotating": False, "charger": "squeezed"},
            {"cells": 8, "coupling": 0.01, "exchange": 2},
        ),
        *grid(dicke.DickeScaling, {"coupling": 0.5}, {"largest": 50}),
        *grid(dicke.ClassicalDicke, {"phases": 64, "coupling": 0.5}),
        *grid(dicke.QuantumOverClassical, {"coupling": 0.5}),
        *grid(dicke.PowerBounds, {"coupling": 0.5}),
        *grid(dicke.ChargerState, {"cells": 12, "coupling": 0.5, "extent": 15.0}),
        *grid(dicke.OpenDicke, {"cells": 2, "coupling": 0.1, "loss": 0.05}),
        *grid(dicke.Catalysis, {"points": 5001}),
    ]


# A topic's row: its name, and what makes its scenarios. Two minutes a topic are enough.
GRID: dict[str, Callable[[], list[Scenario]]] = {
    "collision": collision_grid,
    "storage": storage_grid,
    "selfdischarge": selfdischarge_grid,
    "capacitance": capacitance_grid,
    "foundations": foundations_grid,
    "custom": custom_grid,
    "collective": collective_grid,
    "dicke": dicke_grid,
}


def resident(which: str) -> float:
    """Bytes of memory this process holds now, "VmRSS", or held at most, "VmHWM"."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith(which):
            return 1024.0 * int(line.split()[1])
    raise KeyError(which)


def forget_peak() -> None:
    """Let the most this process ever held be what it holds now; only Linux knows how.

    What earlier runs freed goes back first: it would hide as much of what the next one takes.
    """
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def compute(scenario: Scenario) -> None:
    """The run itself, whatever it is said to take."""
    scenario.compute(lambda done: None, lambda: False)


def errand(scenario: Scenario, answers: Any) -> None:
    """Run a scenario in this process and say what it took, after one that loads what it needs."""
    compute(type(scenario)())
    if scenario.cost().seconds <= QUICK:
        # Its settings may need another kernel than the defaults do.
        compute(scenario)
    forget_peak()
    before, start = resident("VmRSS"), process_time()
    compute(scenario)
    seconds, risen = process_time() - start, resident("VmHWM") - before
    for _ in range(RUNS - 1 if seconds <= QUICK else 0):
        start = process_time()
        compute(scenario)
        seconds = min(seconds, process_time() - start)
    answers.put(Cost(seconds, risen))


def taken(scenario: Scenario) -> Cost:
    """Seconds of one core and bytes that a scenario takes, measured in a process of its own."""
    forked = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[Cost] = forked.Queue()
    process = forked.Process(target=errand, args=(scenario, answers))
    process.start()
    cost = answers.get()
    process.join()
    return cost


def over_floor(cost: Cost) -> Cost:
    """A cost, or what counts as nothing."""
    return Cost(max(cost.seconds, FLOOR.seconds), max(cost.bytes, FLOOR.bytes))


def words(scenario: Scenario) -> str:
    """A scenario by its kind and what differs from its defaults."""
    differ = scenario.non_default().items()
    said = ", ".join(f"{key}={scenario.fields()[key].to_text(value)}" for key, value in differ)
    text = f"{type(scenario).__name__}({said})"
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def off(ratio: float) -> float:
    """By what factor an estimate is off, whichever way.

    >>> off(0.5), off(2.0)
    (2.0, 2.0)
    """
    return max(ratio, 1 / ratio)


def walk(topic: str) -> list[Figure]:
    """Measure a topic's grid, a printed line each; the worst of it as figures."""
    times, peaks = [], []
    for scenario in GRID[topic]():
        said, took = scenario.cost(), taken(scenario)
        expected, measured = over_floor(said), over_floor(took)
        times.append(expected.seconds / measured.seconds)
        peaks.append(expected.bytes / measured.bytes)
        print(
            f"{words(scenario):{WIDEST}}"
            f"  {number(said.seconds):>9} s / {number(took.seconds):>9} s = {times[-1]:6.2f}"
            f"  {said.bytes / 1e6:7.1f} MB / {took.bytes / 1e6:7.1f} MB = {peaks[-1]:6.2f}",
            flush=True,
        )
    print()
    return [
        Figure(f"{topic}: time off by at most a factor", max(map(off, times)), "×", TIME_BAR),
        Figure(f"{topic}: memory off by at most a factor", max(map(off, peaks)), "×", MEMORY_BAR),
    ]


def measure() -> list[Figure]:
    """The worst estimates of every topic."""
    return [figure for topic in GRID for figure in walk(topic)]


NOTES = f"""\
Each line: estimate / measured = ratio, CPU time and peak memory of a process of its own; the ratios
count less than {1000 * FLOOR.seconds:.0f} ms and {FLOOR.bytes / 1e6:.0f} MB as that much."""


if __name__ == "__main__":
    run("What scenarios are said to take, against what they take", measure, NOTES)
