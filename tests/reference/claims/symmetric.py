"""Large complete and star networks by QuTiP's permutation-invariant solver, σᶻσᶻ with J = 2.

What n equal cells hold is a block for each total spin j, the sum of all its copies; QuTiP vectors
are columns of a density matrix, one below the other.
"""

from __future__ import annotations

from math import comb

import numpy as np
from qutip import piqs
from scipy.sparse import coo_array, csr_array, eye_array, kron

from tests.reference.claims.networks import halving

LOWER, SIGN = csr_array([[0.0, 1.0], [0.0, 0.0]]), csr_array([[-1.0, 0.0], [0.0, 1.0]])
COUPLING = 2.0


def sparse(operator):
    return csr_array(operator.data.as_scipy())


def commutator(hamiltonian):
    one = eye_array(hamiltonian.shape[0])
    return -1j * (kron(one, hamiltonian) - kron(hamiltonian.T, one))


def mixed_decay(a, b):
    """aρb† - ½{b†a, ρ} for real operators."""
    one, product = eye_array(a.shape[0]), b.T @ a
    return kron(b, a) - (kron(one, product) + kron(product.T, one)) / 2


def beside_the_hub(leaves):
    """A map of the leaves' matrices as one of leaves ⊗ hub, which leaves the hub alone."""
    size, table = round(leaves.shape[0] ** 0.5), coo_array(leaves)

    def place(vector_index, h_column, h_row):
        column, row = np.divmod(vector_index, size)
        return (2 * column + h_column) * 2 * size + 2 * row + h_row

    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    rows = np.concatenate([place(table.row, *corner) for corner in corners])
    columns = np.concatenate([place(table.col, *corner) for corner in corners])
    return csr_array((np.tile(table.data, 4), (rows, columns)), shape=(4 * size**2,) * 2)


def work(cells, hub):
    """The ergotropy of a vector: each eigenvalue of a block stands for its copies."""
    width = 2 if hub else 1
    blocks, place = [], 0
    for j in piqs.j_vals(cells)[::-1]:
        size = width * round(2 * j + 1)
        blocks.append((slice(place, place + size), round(piqs.state_degeneracy(cells, j))))
        place += size
    up = np.repeat(sparse(piqs.jspin(cells, "z")).diagonal().real + cells / 2, width)
    total = cells + hub
    excited = up + np.tile([0.0, 1.0], len(up) // 2) if hub else up
    states = np.array([float(comb(total, m)) for m in range(total + 1)])
    ways, passive_below = np.cumsum(states), np.cumsum(states * np.arange(total + 1))

    def lowest(count):
        """The energy of so many lowest levels."""
        level = np.minimum(np.searchsorted(ways, count - 1e-6), total)
        return passive_below[level] - level * (ways[level] - count)

    def ergotropy(vector):
        matrix = vector.reshape(len(excited), -1).T
        values = [np.linalg.eigvalsh(matrix[block, block]) / copies for block, copies in blocks]
        copies = np.repeat([copies for _, copies in blocks], [len(one) for one in values])
        values = np.concatenate(values)
        order = np.argsort(-values)
        filled = lowest(np.cumsum(copies[order]))
        drops = values[order] - np.append(values[order][1:], 0.0)
        return float(np.diagonal(matrix).real @ excited - drops @ filled)

    return ergotropy


def complete_half_life(cells, collective):
    """Every cell joined to every other: local and collective decay and Σσᶻσᶻ = 2J_z² - N/2."""
    model = piqs.Dicke(cells, emission=1 - collective, collective_emission=collective)
    z = sparse(piqs.jspin(cells, "z"))
    generator = sparse(model.lindbladian()) + commutator(2 * COUPLING * z @ z)
    vector = sparse(piqs.css(cells)).toarray().T.ravel()
    return halving(csr_array(generator), vector, work(cells, hub=False))


def star_half_life(cells, collective):
    """A hub and leaves that are joined to it alone."""
    leaves = cells - 1
    one = eye_array(sparse(piqs.jspin(leaves, "z")).shape[0])
    z, lower = (
        kron(sparse(piqs.jspin(leaves, "z")), eye_array(2)),
        kron(sparse(piqs.jspin(leaves, "-")), eye_array(2)),
    )
    hub, hub_sign = kron(one, LOWER), kron(one, SIGN)
    generator = (
        beside_the_hub(sparse(piqs.Dicke(leaves, emission=1.0).lindbladian()))
        + commutator(COUPLING * 2 * z @ hub_sign)
        + mixed_decay(hub, hub)
        + collective * (mixed_decay(hub, lower) + mixed_decay(lower, hub))
    )
    state = kron(sparse(piqs.css(leaves)), np.full((2, 2), 0.5)).toarray()
    return halving(csr_array(generator), state.T.ravel(), work(leaves, hub=True))
