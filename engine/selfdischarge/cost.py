"""What a discharge takes, estimated before it starts.

The factors were measured on one core of 2.5 GHz.
"""

from __future__ import annotations

from math import comb

import numpy as np

from engine.scenario import Cost
from engine.selfdischarge.basis import LARGEST_GRAPH, Basis
from engine.selfdischarge.flow import REACH
from engine.selfdischarge.halving import STRETCH, plan
from engine.selfdischarge.run import FIRST_STRETCH
from engine.selfdischarge.system import System

SECONDS_PER_PRODUCT = 1.6e-9
TERMS = 34
ALIKE = 0.4
SECONDS_PER_OUTPUT = 2.5e-8
SECONDS_PER_EIGENVALUE = 1.6e-9
SECONDS_PER_ENTRY = 6e-8
FIXED = 4e-3
# Of squaring propagators and of going back through them, beyond the products.
SECONDS_PER_SQUARE = 3e-4
# About the time until which a half-life is looked for, in lifetimes; at how many times before it is
# narrowed down, and at how many then.
HALVING, NARROWING = 0.5, 18


def discharge_cost(
    system: System, basis: Basis, lasting: bool, time_max: float, points: int
) -> Cost:
    """Seconds of one core and peak bytes of a discharge with its half-life.

    Args:
        system: the network.
        basis: the elements that are held of its state.
        lasting: whether the populations alone hold half of the ergotropy.
        time_max, points: the time grid.

    Example:
        >>> from engine.selfdischarge.model import Network
        >>> Network().cost().seconds < 0.1
        True
    """
    products = basis.size * entries_per_row(system, basis)
    cubes, largest = eigenproblems(basis)
    steps = np.ceil(norm(system) * time_max / REACH) + 1
    if len(basis.classes) == 1:
        # All cells alike: each order of coherence turns with a norm of its own, smaller on average.
        steps = ALIKE * steps
    orders = basis.starts.size - 1
    seconds = (
        products * (TERMS * SECONDS_PER_PRODUCT * steps + SECONDS_PER_ENTRY)
        + points * basis.size * SECONDS_PER_OUTPUT
        + points * cubes * SECONDS_PER_EIGENVALUE
        + orders * steps * 2.5e-5
    )
    unit = float(system.rates[0, 0])
    known = unit * time_max / max(points - 1, 1) <= FIRST_STRETCH / STRETCH
    held = points * basis.size * 44 + products * 22 + min(points, 80) * largest**2 * 30
    if unit and not (known and unit * time_max > HALVING):
        halving = search_cost(system, basis, lasting)
        seconds, held = seconds + halving.seconds, held + halving.bytes
    return Cost(seconds=float(FIXED + seconds), bytes=float(held + 2e6))


def halving_cost(system: System, basis: Basis, lasting: bool) -> Cost:
    """What a half-life alone takes: some lifetimes at most, usually less than one."""
    products = basis.size * entries_per_row(system, basis)
    searched = search_cost(system, basis, lasting)
    _, largest = eigenproblems(basis)
    held = products * 28 + NARROWING * (largest**2 * 20 + basis.size * 48) + searched.bytes
    seconds = products * SECONDS_PER_ENTRY + searched.seconds
    return Cost(seconds=6e-4 + seconds, bytes=float(held + 2e6))


def search_cost(system: System, basis: Basis, lasting: bool) -> Cost:
    """What a search for a half-life takes beside the generator, where one is begun at all."""
    rate = float(system.rates[0, 0]) or system.dephasing
    if rate == 0.0:
        return Cost(0.0, 0.0)
    fast = rate if lasting else max(rate, system.dephasing)
    share, products = FIRST_STRETCH / STRETCH, basis.size * entries_per_row(system, basis)
    with np.errstate(over="ignore"):
        slow = float(np.float64(share) / rate)
    chosen = plan(
        norm(system), min(share / fast, slow), slow, products, np.diff(basis.starts).astype(float)
    )
    if chosen.way == "nothing":
        return Cost(0.0, 0.0)
    cubes, _ = eigenproblems(basis)
    looked = STRETCH + NARROWING + chosen.squares
    seconds = chosen.seconds + looked * cubes * SECONDS_PER_EIGENVALUE + looked * 4e-5
    seconds += chosen.squares * SECONDS_PER_SQUARE
    return Cost(seconds, chosen.bytes)


def entries_per_row(system: System, basis: Basis) -> float:
    """About how many entries a row of the generator has."""
    if basis.classes.size:
        return 7.5
    joined = (system.rates != 0) | (system.exchange != 0)
    pairs = int(np.count_nonzero(np.triu(joined, 1)))
    # Symmetries make neighbours one.
    return min(1 + 0.25 * system.cells + 1.5 * pairs, float(basis.size))


def eigenproblems(basis: Basis) -> tuple[float, float]:
    """Cubed sizes of a state's blocks, overheads included, and the size of the largest block."""
    cells = basis.cells
    if cells > LARGEST_GRAPH:
        hubs = len(basis.classes) - 1
        leaves = cells - hubs
        sizes = [(hubs + 1) * (leaves - 2 * j + 1) for j in range(leaves // 2 + 1)]
        return float(sum(size**3 + 4000 for size in sizes)), float(max(sizes))
    whole = basis.starts.size > 2
    sectors = [2**cells] if whole else [comb(cells, m) for m in range(cells + 1)]
    if basis.mirror.size:
        alone = np.count_nonzero(basis.mirror == np.arange(2**cells)) / 2**cells
        sectors = [half for n in sectors for half in (n * (1 + alone) / 2, n * (1 - alone) / 2)]
    return float(sum(size**3 + 300 * size for size in sectors)), float(max(sectors))


def norm(system: System) -> float:
    """About the norm of the generator without the middle of its diagonal."""
    spread = 0.65 * np.abs(system.ising).sum() + np.abs(system.detuning).sum() / 2
    hopping = 0.5 * np.abs(system.exchange).sum()
    decay = np.abs(system.rates).sum() + 0.4 * system.dephasing * system.cells
    return float(spread + hopping + decay) + 1e-300
