"""Collisional charging as it is defined, for small batteries: dense matrices, nothing clever.

Order of the factors: battery ⊗ qubit, with |g> = (1, 0) and |e> = (0, 1).
"""

from math import comb

import numpy as np
import qutip
from scipy.linalg import expm

GROUND_EXCITED = np.array([[0, 1], [0, 0]])  # |g><e|


def lowering(battery: str, levels: int) -> np.ndarray:
    """A of Eqs. (8), (22), (B1); the spin from the quantum number m = n - j, Eq. (23)."""
    n = np.arange(1, levels)
    j = (levels - 1) / 2
    m = n - j
    elements = {
        "oscillator": np.sqrt(n),
        "spin": np.sqrt(j * (j + 1) - m * (m - 1)),
        "ladder": np.ones(levels - 1),
    }
    return np.diag(elements[battery], 1)


def qubit(q: float, c: float, alpha: float = 0.0) -> np.ndarray:
    """rho_Q, Eq. (1)."""
    coherence = c * np.sqrt(q * (1 - q)) * np.exp(-1j * alpha)
    return np.array([[q, coherence], [np.conj(coherence), 1 - q]])


def unitary(lower: np.ndarray, theta: float) -> np.ndarray:
    """U = exp(-iθH), Eqs. (2) and (A6)."""
    exchange = np.kron(lower, GROUND_EXCITED.T)
    return expm(-1j * theta * (exchange + exchange.T))


def collide(rho: np.ndarray, lower: np.ndarray, theta: float, charger: np.ndarray) -> np.ndarray:
    """tr_Q[U (rho ⊗ rho_Q) U†], Eq. (3)."""
    levels, evolution = len(lower), unitary(lower, theta)
    joint = evolution @ np.kron(rho, charger) @ evolution.conj().T
    return np.einsum("iaja->ij", joint.reshape(levels, 2, levels, 2))


def dissipator(operator: np.ndarray, rho: np.ndarray) -> np.ndarray:
    """D[M] rho = M rho M† - {M†M, rho}/2."""
    number = operator.conj().T @ operator
    return operator @ rho @ operator.conj().T - (number @ rho + rho @ number) / 2


def lose(rho: np.ndarray, gamma: float) -> np.ndarray:
    """exp(κt D[a]) rho with γ = 1 - exp(-κt), the master equation above Eq. (21)."""
    levels = len(rho)
    lower, one = lowering("oscillator", levels), np.eye(levels)
    number = lower.T @ lower
    generator = np.kron(lower, lower) - (np.kron(number, one) + np.kron(one, number)) / 2
    return (expm(-np.log1p(-gamma) * generator) @ rho.reshape(-1)).reshape(levels, levels)


def lose_by_kraus(rho: np.ndarray, gamma: float, weight: str = "corrected") -> np.ndarray:
    """sum_n w_n K_n rho K_n†, Eq. (21); weight "gamma" takes γ^n/n! for (e^κt - 1)^n/n!."""
    levels = len(rho)
    lower = lowering("oscillator", levels)
    decay = np.diag((1 - gamma) ** (np.arange(levels) / 2))
    base = gamma if weight == "gamma" else gamma / (1 - gamma)
    total, power, factor = np.zeros_like(rho), np.eye(levels), 1.0
    for n in range(levels):
        kraus = power @ decay
        total = total + factor * kraus @ rho @ kraus.conj().T
        power, factor = power @ lower, factor * base / (n + 1)
    return total


def charge(battery, levels, q, c, angles, gamma=0.0, alpha=0.0) -> np.ndarray:
    """The battery state after each collision and its loss, from the empty one on."""
    lower, charger = lowering(battery, levels), qubit(q, c, alpha)
    states = [np.diag(np.eye(levels)[0]).astype(complex)]
    for theta in angles:
        rho = collide(states[-1], lower, theta, charger)
        states.append(lose(rho, gamma) if gamma else rho)
    return np.array(states)


def charge_by_qutip(battery, levels, q, c, angles, gamma=0.0, alpha=0.0) -> np.ndarray:
    """The energies after each collision, as one writes it in QuTiP."""
    lower = qutip.Qobj(lowering(battery, levels))
    ground, excited = qutip.basis(2, 0), qutip.basis(2, 1)
    exchange = qutip.tensor(lower, excited * ground.dag())
    hamiltonian = exchange + exchange.dag()
    charger = qutip.Qobj(qubit(q, c, alpha))
    damping = qutip.liouvillian(None, [qutip.destroy(levels)])
    loss = (-np.log1p(-gamma) * damping).expm()
    rho, energies = qutip.fock_dm(levels, 0), [0.0]
    for theta in angles:
        evolution = (-1j * theta * hamiltonian).expm()
        rho = (evolution * qutip.tensor(rho, charger) * evolution.dag()).ptrace(0)
        rho = qutip.vector_to_operator(loss * qutip.operator_to_vector(rho))
        energies.append(qutip.expect(qutip.num(levels), rho))
    return np.array(energies)


def long_energies(battery, levels, q, c, theta, collisions, gamma):
    """Energies after 0 … K collisions by the seven terms of the map, in extended precision."""
    long = np.longdouble
    n = np.arange(levels + 1).astype(long)
    elements = {"oscillator": n, "spin": n * (levels - n), "ladder": np.ones(levels + 1, long)}
    a = np.sqrt(elements[battery])
    a[0] = a[levels] = 0
    sine, cosine = np.sin(a * long(theta)), np.cos(a * long(theta))
    q, gamma = long(q), long(gamma)
    r = long(c) * np.sqrt(q * (1 - q))
    s, t, u, v = sine[:-1], sine[1:], cosine[:-1], cosine[1:]
    stay = q * np.outer(u, u) + (1 - q) * np.outer(v, v)
    up, down = (1 - q) * np.outer(s, s), q * np.outer(t, t)
    drive, fall = r * np.outer(u, s), r * np.outer(t, v)
    ways = [[long(comb(m + k, k)) for m in range(levels - k)] for k in range(levels)]
    lost = [
        np.sqrt(np.array(row) * gamma**k * (1 - gamma) ** np.arange(len(row)))
        for k, row in enumerate(ways)
    ]
    state = np.zeros((levels + 2, levels + 2), long)
    state[1, 1] = 1
    energies = np.zeros(collisions + 1, long)
    for k in range(1, collisions + 1):
        new = (
            stay * state[1:-1, 1:-1] + up * state[:-2, :-2] + down * state[2:, 2:]
            + drive * state[1:-1, :-2] + drive.T * state[:-2, 1:-1]
            - fall * state[2:, 1:-1] - fall.T * state[1:-1, 2:]
        )  # fmt: skip
        if gamma > 0:
            after = np.zeros_like(new)
            for gone, weight in enumerate(lost):
                kept = levels - gone
                after[:kept, :kept] += np.outer(weight, weight) * new[gone:, gone:]
            new = after
        state[1:-1, 1:-1] = new
        energies[k] = np.diag(new) @ n[:-1]
    return energies
