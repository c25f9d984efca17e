"""Self-discharge by QuTiP alone: what the engine's numbers are held against.

Small networks are propagated by the exponential of QuTiP's Liouvillian, which has no tolerance to
tighten. Excited is |1⟩ of `destroy(2)`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import qutip
from scipy.linalg import expm


@dataclass(frozen=True)
class Reference:
    """What a network of N cells holds at each time."""

    states: list[qutip.Qobj]
    energy: np.ndarray
    ergotropy: np.ndarray
    coherence: np.ndarray
    cell_energy: np.ndarray
    concurrence: np.ndarray
    local_ergotropy: np.ndarray
    purity: np.ndarray


def lowering(cells):
    """σ- of each cell."""
    one = qutip.qeye(2)
    return [
        qutip.tensor([qutip.destroy(2) if m == n else one for m in range(cells)])
        for n in range(cells)
    ]


def liouvillian(scenario):
    """Santos 2021, Eqs. (11)-(13), from a Network's fields, with jumps from the rate matrix."""
    low = lowering(scenario.cells)
    edges = list(zip(scenario.joined(), scenario.edge_weights(), strict=True))
    hamiltonian = 0 * low[0].dag() * low[0]
    signs = [2 * a.dag() * a - 1 for a in low]
    rates = scenario.rate * np.eye(scenario.cells)
    for (n, m), weight in edges:
        rates[n, m] = rates[m, n] = scenario.collective_rate * weight
        hop = low[n].dag() * low[m] + low[m].dag() * low[n]
        pair = signs[n] * signs[m] if scenario.interaction == "zz" else hop
        hamiltonian += scenario.coupling * weight * pair
    for detuning, a in zip(scenario.detunings, low, strict=False):
        hamiltonian += detuning * a.dag() * a
    # Terms of both ordered pairs, as QuTiP's Lindblad dissipators of two operators.
    total = qutip.liouvillian(hamiltonian)
    for n, a in enumerate(low):
        for m, b in enumerate(low):
            if rates[n, m]:
                total += rates[n, m] * qutip.lindblad_dissipator(a, b)
    for sign in signs:
        total += scenario.dephasing / 2 * qutip.lindblad_dissipator(sign)
    return total


def ergotropy(state, hamiltonian):
    """tr(ρH) - Σ r_k e_k."""
    levels = np.sort(hamiltonian.diag().real)
    values = np.linalg.eigvalsh(state.full())[::-1]
    return qutip.expect(hamiltonian, state) - values @ levels


def concurrence(state):
    """Wootters' λ as singular values of Sᵀ YY S, S from the eigenvectors."""
    values, vectors = np.linalg.eigh(state.full())
    root = vectors * np.sqrt(np.clip(values, 0, None))
    flip = np.kron([[0, -1j], [1j, 0]], [[0, -1j], [1j, 0]])
    lam = np.linalg.svd(root.T @ flip @ root, compute_uv=False)
    return max(0.0, lam[0] - lam[1:].sum())


def discharge(scenario, times):
    """Everything a network holds at each time."""
    cells, start = scenario.cells, scenario.start()
    p, c = start.excited, start.coherence
    initial = qutip.tensor([qutip.Qobj([[1 - p, c], [c, p]])] * cells)
    total = liouvillian(scenario)
    vector = qutip.operator_to_vector(initial)
    states = [
        qutip.vector_to_operator(qutip.Qobj(expm(total.full() * t) @ vector.full(), vector.dims))
        for t in times
    ]
    numbers = [a.dag() * a for a in lowering(cells)]
    whole = sum(numbers)
    one = qutip.num(2)
    pairs = scenario.joined()
    size = 2**cells
    dense = np.array([state.full() for state in states])
    off = np.abs(dense).sum(axis=(1, 2)) - np.abs(np.einsum("tii->ti", dense)).sum(axis=1)
    return Reference(
        states=states,
        energy=np.array([qutip.expect(whole, state) for state in states]),
        ergotropy=np.array([ergotropy(state, whole) for state in states]),
        coherence=off / (size - 1),
        cell_energy=np.array([[qutip.expect(a, state) for a in numbers] for state in states]),
        concurrence=np.array([[concurrence(s.ptrace(list(e))) for e in pairs] for s in states]),
        local_ergotropy=np.array(
            [sum(ergotropy(s.ptrace(n), one) for n in range(cells)) for s in states]
        ),
        purity=np.array([(state * state).tr().real for state in states]),
    )
