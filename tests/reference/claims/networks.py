"""Self-discharge from its definition: one sparse matrix for the whole density matrix, no symmetry.

Santos 2021, Eqs. (11)-(13), both ordered pairs of every edge; excited is (0, 1), ħ = ω = Γ = 1.
"""

from __future__ import annotations

from functools import cache, lru_cache, reduce
from itertools import combinations, permutations

import numpy as np
from scipy.optimize import brentq
from scipy.sparse import csr_array, eye_array, kron
from scipy.sparse.linalg import expm_multiply

EDGES = {
    "linear": lambda n: [(k, k + 1) for k in range(n - 1)],
    "circular": lambda n: [(k, (k + 1) % n) for k in range(n)],
    "central": lambda n: [(0, k) for k in range(1, n)],
    "symmetric": lambda n: list(combinations(range(n), 2)),
}
CELLS = {
    "quantum": np.full((2, 2), 0.5),
    "classical": np.diag([0.25, 0.75]),
}
FINE = np.linspace(0.0, 8.0, 801)


def lowering(cells):
    """σ⁻ of each cell."""
    lower = csr_array([[0.0, 1.0], [0.0, 0.0]])
    return [
        kron(kron(eye_array(2**n), lower), eye_array(2 ** (cells - 1 - n)), format="csr")
        for n in range(cells)
    ]


def rates(cells, edges, collective):
    """Γ on the diagonal, Γ_icl between connected cells."""
    matrix = np.eye(cells)
    for n, m in edges:
        matrix[n, m] = matrix[m, n] = collective
    return matrix


@lru_cache(maxsize=8)
def liouvillian(cells, edges, interaction="zz", coupling=2.0, collective=0.5):
    """The generator on density matrices written row by row: AρB becomes (A ⊗ Bᵀ)ρ."""
    low, one = lowering(cells), eye_array(2**cells, format="csr")
    signs = [2 * (a.T @ a) - one for a in low]
    drift = csr_array((2**cells, 2**cells), dtype=complex)
    for n, m in edges:
        hop = low[n].T @ low[m]
        pair = signs[n] @ signs[m] if interaction == "zz" else hop + hop.T
        drift = drift - 1j * coupling * pair
    table, feeding = rates(cells, edges, collective), csr_array((4**cells, 4**cells))
    for n, m in np.argwhere(table):
        drift = drift - table[n, m] / 2 * (low[m].T @ low[n])
        feeding = feeding + table[n, m] * kron(low[n], low[m], format="csr")
    return (kron(drift, one) + kron(one, drift.conj()) + feeding).tocsr()


def start(cells, initial):
    return reduce(np.kron, [CELLS[initial]] * cells).ravel().astype(complex)


def excitations(cells):
    """How many cells each basis state excites."""
    return np.array([bin(k).count("1") for k in range(2**cells)])


def matrices(vectors):
    size = round(vectors.shape[-1] ** 0.5)
    return vectors.reshape(*vectors.shape[:-1], size, size)


def energy(states):
    diagonal = np.diagonal(states, axis1=-2, axis2=-1).real
    return diagonal @ excitations(round(np.log2(states.shape[-1])))


def ergotropy(states):
    """tr ρH - Σ r_k e_k."""
    levels = np.sort(excitations(round(np.log2(states.shape[-1]))))
    return energy(states) - np.linalg.eigvalsh(states)[..., ::-1] @ levels


def coherence(states):
    """Σ |ρ_ij|, i ≠ j, over its largest value 2ᴺ - 1."""
    return (np.abs(states).sum(axis=(-2, -1)) - 1) / (states.shape[-1] - 1)


def concurrence(states, edges):
    """Wootters' concurrence of the connected cells, on average."""
    cells = round(np.log2(states.shape[-1]))
    flip = np.kron([[0, -1j], [1j, 0]], [[0, -1j], [1j, 0]])
    total = 0.0
    for n, m in edges:
        grid = states.reshape(-1, *[2] * (2 * cells))
        letters = [*range(1, cells + 1), *range(1, cells + 1)]
        letters[cells + n], letters[cells + m] = 20, 21
        kept = [0, n + 1, m + 1, 20, 21]
        pair = np.einsum(grid, [0, *letters], kept, optimize=False).reshape(-1, 4, 4)
        squared = np.linalg.eigvals(pair @ flip @ pair.conj() @ flip).real
        roots = np.sqrt(np.clip(squared, 0, None))
        total = total + np.clip(2 * roots.max(axis=-1) - roots.sum(axis=-1), 0, None)
    return total / len(edges)


@cache
def curves(geometry, interaction="zz", collective=0.5):
    """Five cells at 0, 0.01, …, 8: variables, shape (801,), by start and name.

    Every step is the exponential series to its 16th power, 1e-15 of a step's share.
    """
    edges = tuple(EDGES[geometry](5))
    step = liouvillian(5, edges, interaction, collective=collective) * (FINE[1] - FINE[0])
    state = np.stack([start(5, initial) for initial in CELLS], axis=1)
    found = np.empty((2, FINE.size, 1024), dtype=complex)
    for k in range(FINE.size):
        found[:, k], term = state.T, state
        for power in range(1, 17):
            term = step @ term / power
            state = state + term
    return {initial: variables(matrices(found[k]), edges) for k, initial in enumerate(CELLS)}


def variables(states, edges):
    work, held = ergotropy(states), energy(states)
    return {
        "energy": held,
        "ergotropy": work,
        "efficiency": work / held,
        "coherence": coherence(states),
        "concurrence": concurrence(states, edges),
    }


def curve(variable, geometry, initial="quantum", interaction="zz", collective=0.5):
    """A variable of five cells on that grid."""
    return curves(geometry, interaction, collective)[initial][variable]


def later(generator, vector, time):
    return expm_multiply(generator * time, vector)


def halving(generator, vector, work, step=0.05):
    """When `work` of a state is first half of what it was: steps, a root within the last one."""
    goal, time = work(vector) / 2, 0.0
    while True:
        after = later(generator, vector, step)
        if work(after) < goal:
            break
        vector, time = after, time + step

    def excess(within):
        return work(later(generator, vector, within)) - goal

    return time + brentq(excess, 0.0, step, xtol=1e-10)


@cache
def half_life(cells, edges, initial="quantum", **physics):
    """The half-life of a network's ergotropy."""
    generator = liouvillian(cells, edges, **physics)
    return halving(generator, start(cells, initial), lambda vector: ergotropy(matrices(vector)))


@cache
def connected_graphs(cells):
    """One of each kind of connected graph: every set of edges, less those met under other names."""
    pairs = list(combinations(range(cells), 2))
    place = {pair: k for k, pair in enumerate(pairs)}
    moved = np.array(
        [
            [place[tuple(sorted((order[n], order[m])))] for n, m in pairs]
            for order in permutations(range(cells))
        ]
    )
    seen, kinds = np.zeros(2 ** len(pairs), dtype=bool), []
    for mask in range(2 ** len(pairs)):
        if seen[mask]:
            continue
        present = [k for k in range(len(pairs)) if mask >> k & 1]
        seen[(1 << moved[:, present]).sum(axis=1)] = True
        edges = [pairs[k] for k in present]
        walks = np.linalg.matrix_power(rates(cells, edges, 1.0), cells)
        if (walks > 0).all():
            kinds.append(tuple(edges))
    return kinds


def physical_graphs(cells, collective=0.5):
    """Those whose rates are no eigenvalue below zero."""
    return [
        edges
        for edges in connected_graphs(cells)
        if np.linalg.eigvalsh(rates(cells, edges, collective))[0] > -1e-12
    ]
