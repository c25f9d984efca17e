"""The numbers of self-discharge once more: cells as 2×2 matrices, networks as whole matrices."""

from __future__ import annotations

from functools import partial
from math import exp

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from engine.claims import Basis
from engine.selfdischarge.claims.numbers import CLASSICAL, QUANTUM, VARIABLES
from tests.reference.claims import networks
from tests.reference.claims.derivation import by
from tests.reference.claims.networks import (
    EDGES,
    FINE,
    concurrence,
    curve,
    energy,
    ergotropy,
    half_life,
    later,
    liouvillian,
    matrices,
    physical_graphs,
    rates,
    start,
)
from tests.reference.claims.symmetric import complete_half_life, star_half_life

# How fast population and coherence decay: by Eq. (5), in the paper's convention, as Eq. (7) prints.
EXACT, PAPER, PRINTED, DEPHASING = (1.0, 0.5), (0.5, 0.5), (1.0, 2.0), (0.0, 1.0)
PLUS, MIXED = (0.5, 0.5), (0.75, 0.0)
FOUR = ("linear", "circular", "central", "symmetric")


def net(geometry, cells=5):
    return tuple(EDGES[geometry](cells))


# One cell.


def cell(time, decay=EXACT, initial=PLUS):
    """The state of a cell after a time."""
    population, amplitude = (x * exp(-r * time) for x, r in zip(initial, decay, strict=True))
    return np.array([[1 - population, amplitude], [amplitude, population]])


def cell_half_life(decay=EXACT, initial=PLUS):
    def excess(time):
        return ergotropy(cell(time, decay, initial)) - ergotropy(cell(0, decay, initial)) / 2

    return brentq(excess, 0.0, 3.0, xtol=1e-14)


def crossing(initial, decay=EXACT):
    """When the two populations are equal."""
    return brentq(lambda t: 2 * cell(t, decay, initial)[1, 1] - 1, 0.0, 3.0, xtol=1e-14)


def cell_efficiency(time, decay=EXACT):
    state = cell(time, decay)
    return ergotropy(state) / state[1, 1]


def decay_rate(row, column):
    """The rate at which an entry of one cell's matrix falls, from the generator."""
    place = 2 * row + column
    return -liouvillian(1, ()).toarray()[place, place].real


# Several cells.


def pair(time):
    """Two cells that started in |+⟩."""
    return matrices(later(liouvillian(2, ((0, 1),)), start(2, "quantum"), time))


def first_leak(geometry, initial="quantum"):
    """-dU/dt at the start."""
    return -energy(matrices(liouvillian(5, net(geometry)) @ start(5, initial)))


def more_is_slower():
    """The share of pairs in which the geometry with more connections leaks more slowly."""
    leaks = [(len(net(one)), first_leak(one)) for one in FOUR]
    pairs = [(a, b) for a in leaks for b in leaks if a[0] > b[0]]
    return np.mean([a[1] < b[1] - 1e-12 for a, b in pairs])


def after_long(variable, geometry, initial="quantum", cells=5, **physics):
    """A variable at Γt = 60."""
    generator = liouvillian(cells, net(geometry, cells), **physics)
    state = matrices(later(generator, start(cells, initial), 60.0))
    return energy(state) if variable == "energy" else ergotropy(state) / energy(state)


def others(variable, interaction):
    rest = [one for one in FOUR if one != "central"]
    return np.max([curve(variable, one, "quantum", interaction) for one in rest], axis=0)


def behind(variable, interaction="zz"):
    """How far the star is behind the best other geometry, at the times after 0."""
    return (others(variable, interaction) - curve(variable, "central", "quantum", interaction))[1:]


def switches(interaction="zz"):
    """The times after which the star's entanglement is born or dies."""
    entangled = curve("concurrence", "central", "quantum", interaction) > 1e-6
    return FINE[1:][np.diff(entangled.astype(int)) != 0]


def highest(variable, interaction="zz"):
    """The largest value that a variable of classical cells has in any geometry."""
    return max(curve(variable, one, "classical", interaction).max() for one in FOUR)


def spread():
    """How far the efficiencies of classical cells in the four geometries lie apart, at most."""
    curves = [curve("efficiency", one, "classical")[1:] for one in FOUR]
    return np.ptp(curves, axis=0).max()


def ratio_of_entanglement():
    return (
        curve("concurrence", "central").max()
        / curve("concurrence", "central", collective=0.0).max()
    )


def revival():
    return curve("efficiency", "symmetric", "classical")[FINE > 0.6].max()


# Graphs.


def interval(geometry, cells, side):
    """How far Γ_icl may go until an eigenvalue of the rates is zero, by bisection."""

    def least(collective):
        return np.linalg.eigvalsh(rates(cells, net(geometry, cells), side * collective))[0]

    return side * brentq(least, 0.01, 2.0, xtol=1e-14)


def best_half_life(cells, soon=0.32):
    """The longest half-life of all physical graphs: at it, all others have lost half."""
    left = {one: left_at(cells, soon, one) for one in physical_graphs(cells)}
    late = [one for one in left if left[one] > cells / 4]
    winner = max(late, key=left.get)
    longest = half_life(cells, winner)
    assert all(left_at(cells, longest, one) < cells / 4 for one in late if one != winner)
    return longest


def left_at(cells, time, edges):
    """The ergotropy left at a time."""
    return ergotropy(matrices(later(liouvillian(cells, edges), start(cells, "quantum"), time)))


# Eq. (12) to the letter, for two cells.


def printed_equation_12(both_directions):
    """Two cells at Γt = 6: the second line pumps, without a diagonal part."""
    low = [one.toarray() for one in networks.lowering(2)]
    drive = 2 * np.diag([1.0, -1.0, -1.0, 1.0])
    pairs = [(0, 1), (1, 0)] if both_directions else [(0, 1)]

    def term(left, state, right):
        return left @ state @ right - (right @ left @ state + state @ right @ left) / 2

    def change(_, vector):
        state = vector.reshape(4, 4)
        total = -1j * (drive @ state - state @ drive)
        total = total + sum(term(a, state, a.T) for a in low)
        for n, m in pairs:
            total = total + (term(low[n], state, low[m].T) + term(low[n].T, state, low[m])) / 2
        return total.ravel()

    found = solve_ivp(change, (0, 6), np.full(16, 0.25 + 0j), "DOP853", rtol=1e-12, atol=1e-13)
    return found.y[:, -1].reshape(4, 4)


def skewness():
    state = printed_equation_12(False)
    return np.abs(state - state.conj().T).max()


def tabled(variable, geometry, initial, interaction, time):
    return curve(variable, geometry, initial, interaction)[round(time / 0.01)]


def table(rows, initial):
    """The rows of the reference table, each number from its curve."""
    return {
        f"{initial}-{interaction}-{geometry}-{time}-{variable}": partial(
            tabled, variable, geometry, initial, interaction, time
        )
        for interaction, geometry, time, numbers in rows
        for variable in list(VARIABLES)[: len(numbers)]
    }


QUICK, CHAIN, STAR, RING, ALL = (
    cell_half_life(),
    *map(net, ("linear", "central", "circular", "symmetric")),
)

DERIVATIONS = {
    **by(Basis.MATRICES, {
        "full-death": partial(crossing, (1.0, 0.0)),
        "classical-death": partial(crossing, MIXED),
        "full-death-paper": partial(crossing, (1.0, 0.0), PAPER),
        "classical-death-paper": partial(crossing, MIXED, PAPER),
        "classical-half-life-paper": partial(cell_half_life, PAPER, MIXED),
        "classical-half-life": partial(cell_half_life, EXACT, MIXED),
        "quantum-half-life-paper": partial(cell_half_life, PAPER),
        "quantum-half-life": cell_half_life,
        "advantage": lambda: cell_half_life() / cell_half_life(EXACT, MIXED),
        "advantage-paper": lambda: cell_half_life(PAPER) / cell_half_life(PAPER, MIXED),
        "advantage-printed": lambda: cell_half_life(PRINTED) / cell_half_life(EXACT, MIXED),
        "coherence-decay": partial(decay_rate, 0, 1),
        "full-energy-decay": partial(decay_rate, 1, 1),
        "full-ergotropy-decay": lambda: ergotropy(cell(2, PAPER, (1.0, 0.0))),
        "equation-9b": lambda: ergotropy(cell(0)),
        "late-efficiency": partial(cell_efficiency, 16.0),
        "late-efficiency-paper": partial(cell_efficiency, 16.0, PAPER),
        "partly-coherent": partial(cell_half_life, EXACT, ((3 - 0.25) / 4, 0.25)),
        "phase-damping-half-life": partial(cell_half_life, DEPHASING),
        "start-efficiency-classical": lambda: ergotropy(cell(0, EXACT, MIXED)) / 0.75,
        "dead-share": lambda: 1 - ergotropy(cell(0, EXACT, MIXED)) / 0.75,
        "dead-energy": lambda: 0.75 - ergotropy(cell(0, EXACT, MIXED)),
        "more-cells": lambda: half_life(5, CHAIN) / QUICK,
        "more-cells-classical": lambda: half_life(5, CHAIN) / half_life(5, CHAIN, "classical"),
        "more-cells-exchange": lambda: half_life(5, CHAIN, interaction="exchange") / QUICK,
        "two-cells": lambda: energy(pair(1.0)),
        "concurrence-standard": lambda: concurrence(pair(0.5)[None], [(0, 1)])[0],
        "equation-12-one-way": skewness,
        "equation-12-pumping": lambda: np.linalg.eigvalsh(printed_equation_12(True))[0],
        "more-channels": more_is_slower,
        "first-leak": partial(first_leak, "central"),
        "first-leak-classical": partial(first_leak, "central", "classical"),
        "central-efficiency-exchange": lambda: np.mean(behind("efficiency", "exchange") < 0),
        "chain-lead-exchange": lambda: behind("efficiency", "exchange").max(),
        "central-energy": lambda: FINE[1:][np.argmax(behind("energy") >= 0)],
        "same-connections": lambda: (
            curve("efficiency", "central")[100] / curve("efficiency", "linear")[100]
        ),
        "classical-geometry": spread,
        "classical-coherence": partial(highest, "coherence"),
        "classical-entanglement": partial(highest, "concurrence"),
        "classical-entanglement-exchange": partial(highest, "concurrence", "exchange"),
        "entanglement-death": lambda: switches()[-1],
        "entanglement-rebirth": lambda: switches("exchange")[-1],
        "entanglement-cause": ratio_of_entanglement,
        "star-margin": lambda: np.linalg.eigvalsh(rates(5, STAR, 0.5))[0],
        "star-limit": partial(interval, "central", 6, 1),
        "chain-limit": partial(interval, "linear", 5, 1),
        "complete-limit": partial(interval, "symmetric", 5, -1),
        "dark-exchange": partial(after_long, "energy", "central", interaction="exchange"),
        "dark-exchange-classical": partial(
            after_long, "energy", "central", "classical", interaction="exchange"
        ),
        "dark-free": partial(after_long, "energy", "central", coupling=0.0),
        "dark-free-classical": partial(
            after_long, "energy", "central", "classical", coupling=0.0
        ),
        "dark-zz": partial(after_long, "energy", "central"),
        "dark-ring": partial(after_long, "energy", "circular", cells=4),
        "dark-ring-classical": partial(after_long, "energy", "circular", "classical", 4),
        "free-star-rise": partial(after_long, "efficiency", "central", coupling=0.0),
        "classical-revival": revival,
        "best-star": partial(half_life, 5, STAR),
        "chain": partial(half_life, 5, CHAIN),
        "ring": partial(half_life, 5, RING),
        "complete": partial(half_life, 5, ALL),
        "star-exchange": partial(half_life, 5, STAR, interaction="exchange"),
        "destructive": partial(half_life, 5, ALL, collective=-0.25),
        "destructive-exchange": partial(
            half_life, 5, ALL, interaction="exchange", collective=-0.25
        ),
        "long-chain-7": partial(half_life, 7, net("linear", 7), collective=0.2),
        **table(QUANTUM, "quantum"),
        **table(CLASSICAL, "classical"),
    }),
    # 2|ad - bc| of the pure state with amplitudes a, b, c, d.
    **by(Basis.FORMULA, {"concurrence-basis": lambda: 2 * abs(0.5 * 0.5 - 0.5 * 0.5)}),
    **by(Basis.SEARCH, {
        "best-of-search": partial(best_half_life, 5),
        "best-of-six": partial(best_half_life, 6),
    }),
    **by(Basis.COUNTING, {
        f"physical-graphs-{n}": lambda n=n: len(physical_graphs(n)) for n in (5, 6)
    }),
    **by(Basis.QUTIP, {
        **{f"star-{n}": partial(star_half_life, n, 0.2) for n in (3, 5, 8, 12, 20)},
        "complete-network-20": partial(complete_half_life, 20, 0.2),
    }),
}  # fmt: skip
