"""What a discharge takes, estimated before it starts.

The factors were measured on one core of 2.5 GHz; symmetries of small graphs, which only make a run
faster, are left out.
"""

from __future__ import annotations

from math import comb

import numpy as np

from engine.scenario import Cost
from engine.selfdischarge.basis import LARGEST_GRAPH
from engine.selfdischarge.flow import REACH
from engine.selfdischarge.run import Cells
from engine.selfdischarge.system import System

SECONDS_PER_PRODUCT = 1.6e-9
TERMS = 34
SECONDS_PER_OUTPUT = 2.5e-8
SECONDS_PER_EIGENVALUE = 2.2e-9
FIXED = 2e-3
# About the time until which a half-life is looked for, and at how many times.
HALVING, HALVING_POINTS = 0.7, 1


def discharge_cost(
    system: System, start: Cells, time_max: float, points: int, star: bool = False
) -> Cost:
    """Seconds of one core and peak bytes of a discharge with its half-life.

    Args:
        system: the network.
        start: the state of its cells.
        time_max, points: the time grid.
        star: whether cells beyond LARGEST_GRAPH are a star's rather than all alike.

    Example:
        >>> from engine.graphs import adjacency, preset_edges
        >>> from engine.selfdischarge.system import network
        >>> graph = adjacency(5, preset_edges("linear", 5))
        >>> cost = discharge_cost(network(graph, 1.0, 0.5, 2.0, "zz"), Cells(0.5, 0.5), 6.0, 121)
        >>> cost.seconds < 0.1
        True
    """
    cells = system.cells
    quantum = start.coherence > 0
    elements, neighbours, cubes = size_of(cells, quantum, star, _pairs(system))
    norm = _norm(system) + 1e-12
    steps = np.ceil(norm * time_max / REACH) + 4
    products = elements * neighbours * TERMS * steps
    seconds = (
        products * SECONDS_PER_PRODUCT
        + points * elements * SECONDS_PER_OUTPUT
        + (points + 24) * cubes * SECONDS_PER_EIGENVALUE
        + (cells + 1) * steps * 2.5e-5
    )
    return Cost(
        seconds=float(FIXED + seconds),
        bytes=float(points * elements * 48 + elements * neighbours * 24 + 4e7),
    )


def halving_cost(system: System, start: Cells, star: bool = False) -> Cost:
    """What a half-life takes: some lifetimes at most, usually less than one."""
    unit = float(system.rates[0, 0]) or 1.0
    return discharge_cost(system, start, HALVING / unit, HALVING_POINTS, star)


def size_of(cells: int, quantum: bool, star: bool, pairs: int) -> tuple[float, float, float]:
    """Elements held, entries of the generator in each row, and cubed sizes of the blocks."""
    if cells > LARGEST_GRAPH:
        kinds = 4 * comb(cells + 2, 3) if star else comb(cells + 3, 3)
        blocks = [(2 if star else 1) * (2 * j + 2) for j in range(cells // 2 + 1)]
        return kinds / 2.0, 7.0, float(sum(size**3 + 4000 for size in blocks))
    held = (4.0**cells + comb(2 * cells, cells)) / 2 if quantum else float(comb(2 * cells, cells))
    sizes = [2**cells] if quantum else [comb(cells, m) for m in range(cells + 1)]
    entries = 1 + 0.25 * cells + 1.5 * pairs
    return held, entries, float(sum(size**3 + 300 * size for size in sizes))


def _pairs(system: System) -> int:
    """How many pairs of cells decay together or exchange excitations."""
    joined = (system.rates != 0) | (system.exchange != 0)
    return int(np.count_nonzero(np.triu(joined, 1)))


def _norm(system: System) -> float:
    """About the norm of the generator without the middle of its diagonal."""
    spread = np.abs(system.ising).sum() / 2 + np.abs(system.detuning).sum() / 2
    hopping = np.abs(system.exchange).sum() / 2
    return float(spread + hopping + np.abs(system.rates).sum() + system.dephasing * system.cells)
