"""The numbers of charging together or apart again: matrices of a few cells, searches, sums."""

from __future__ import annotations

from itertools import product
from math import comb, exp, pi, sqrt, tanh

import numpy as np
import qutip
from scipy.optimize import brentq

from engine.claims import Basis
from tests.reference.claims.derivation import by

X = np.array([[0.0, 1.0], [1.0, 0.0]])


def kron(matrices):
    """The product of several matrices."""
    result = np.eye(1)
    for matrix in matrices:
        result = np.kron(result, matrix)
    return result


def thermal(cells, share):
    """Thermal cells with tanh(β/2) = share."""
    return kron([np.diag([(1 + share) / 2, (1 - share) / 2])] * cells)


def ball_share(cells, purity):
    """The share at which tr ρ² reaches the edge."""
    return brentq(lambda t: np.trace(thermal(cells, t) ** 2) - purity, 1e-4, 0.9, xtol=1e-15)


def least_transposed(beta, cells):
    """The least eigenvalue of half the cells' partial transpose, over the path's angles."""
    start, flip = thermal(cells, tanh(beta / 2)), kron([X] * cells)
    least = 0.0
    for angle in np.linspace(0.0, pi / 2, 5):
        turn = np.cos(angle) * np.eye(2**cells) - 1j * np.sin(angle) * flip
        rho = (turn @ start @ turn.conj().T).reshape([2 ** (cells // 2)] * 4)
        matrix = rho.transpose(2, 1, 0, 3).reshape(2**cells, 2**cells)
        least = min(least, np.linalg.eigvalsh(matrix)[0])
    return least


def first_entangled(cells):
    """Where that eigenvalue passes below zero, by bisection."""
    low, high = 0.01, 2.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if least_transposed(middle, cells) < -1e-15 else (middle, high)
    return high


def correlated(cells):
    """Eq. (23) over Eq. (22) for (|G⟩ + |E⟩)/√2, from every string of cells; the state's p only."""
    p = {(0,) * cells: 0.5, (1,) * cells: 0.5}
    mean = [sum(w * s[i] for s, w in p.items()) for i in range(cells)]
    alone = sum(m - m * m for m in mean)
    both = sum(
        sum(w * s[i] * s[j] for s, w in p.items()) - mean[i] * mean[j]
        for i, j in product(range(cells), repeat=2)
        if i != j
    )
    return both / alone


def swapped(cells=4, beta=0.3):
    """Work per cell of a swap of |G⟩ and |E⟩ on thermal cells, with QuTiP's matrices."""
    one = qutip.qdiags([[1.0, exp(-beta)]], [0]).unit()
    rho = qutip.tensor([one] * cells)
    empty, full = (qutip.tensor([qutip.basis(2, n)] * cells) for n in (0, 1))
    drive = full * empty.dag() + empty * full.dag()
    turn = (-0.5j * pi * drive).expm()
    stored = sum(
        qutip.tensor([qutip.num(2) if i == j else qutip.qeye(2) for j in range(cells)])
        for i in range(cells)
    )
    return (qutip.expect(stored, turn * rho * turn.dag()) - qutip.expect(stored, rho)) / cells


DERIVATIONS = {
    **by(
        Basis.FORMULA,
        {
            "advantage-k": lambda: (12 * pi / 2) / (12 * pi / 2 / 3),
            "hermitian": lambda: 2.0,
            "norm-constraint": lambda: (1 + sqrt(5)) / 2,
            "speed-global": lambda: 4 / (4 * 12 * (1 / 12) ** 2),
            "averages": lambda: (2 / pi) / sqrt(4 / 8),
            "commutator-bound": lambda: (2 / pi) / sqrt(1 / 8),
            "all-to-all": lambda: 4 * 24 + 2,
        },
    ),
    **by(Basis.COUNTING, {"binomial": lambda: comb(12, 6) / 2**12}),
    **by(
        Basis.SEARCH,
        {
            "ball-2": lambda: 2 * np.arctanh(ball_share(2, 1 / 3)),
            "ball-share-2": lambda: ball_share(2, 1 / 3),
            "ball-share-4": lambda: ball_share(4, 1 / 16 + 54 / 17 / 6**4),
        },
    ),
    **by(
        Basis.MATRICES,
        {
            "correlated": lambda: correlated(12),
            "entangled-2": lambda: first_entangled(2),
            "entangled-4": lambda: first_entangled(4),
        },
    ),
    **by(Basis.QUTIP, {"thermal-work": swapped}),
}
