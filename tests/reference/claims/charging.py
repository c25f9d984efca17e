"""Collisional charging from its definition: ρ → Σ ⟨b|U|φ⟩ρ⟨φ|U†|b⟩ over b = g, e.

Salvia et al. 2023, Eqs. (1)-(3), for each pure qubit |φ⟩ of the mixture. Energies count level
spacings, times are x = Ωτ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import pi

import numba
import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, minimize_scalar

BEST = minimize_scalar(
    lambda x: -(np.sin(x) ** 2) / x, bounds=(1.0, 1.3), method="bounded", options={"xatol": 1e-12}
)
R0 = -BEST.fun


@dataclass(frozen=True)
class Charge:
    """A battery after each collision, and the ergotropy (or the factor) that it ends with."""

    time: np.ndarray
    energy: np.ndarray
    top: np.ndarray
    ergotropy: float | None = None
    factor: np.ndarray | None = None


def couplings(battery, levels):
    """a_n of A|n⟩ = a_n|n-1⟩ for n = 0 … d, zero at both ends."""
    n = np.arange(levels + 1.0)
    element = {
        "oscillator": np.sqrt(n),
        "spin": np.sqrt(n * (levels - n)),
        "ladder": np.ones(levels + 1),
    }[battery]
    element[[0, -1]] = 0.0
    return element


def pure_qubits(q, c):
    """The eigenvectors of ρ_Q, each times the root of its weight: ⟨g|φ⟩ and ⟨e|φ⟩."""
    off = c * np.sqrt(q * (1 - q))
    weights, vectors = np.linalg.eigh(np.array([[q, off], [off, 1 - q]]))
    return [np.sqrt(w) * v for w, v in zip(weights, vectors.T, strict=True) if w > 1e-15]


def collide(matrix, cosine, sine, qubit, turn=1):
    """⟨g|U|φ⟩ and ⟨e|U|φ⟩ times a matrix, U = exp(-iθ(A σ⁺ + A†σ⁻)) turning |n, g⟩ to |n-1, e⟩.

    The definition has turn = -i. With the phases (-i)ⁿ of the levels taken out, turn = 1, all
    numbers are real. The angles are those of level n = 0 … d, shape (d + 1, 1).
    """
    ground, excited = qubit
    stays, leaves = (ground * cosine[:-1]) * matrix, (excited * cosine[1:]) * matrix
    stays[1:] += (turn * excited * sine[1:-1]) * matrix[:-1]
    leaves[:-1] -= (np.conj(turn) * ground * sine[1:-1]) * matrix[1:]
    return stays, leaves


def losses(gamma, levels):
    """Eq. (21): √C(n+m, m) γ^(m/2) (1-γ)^(n/2), by which level n + m loses m quanta, for each m."""
    ladder, kept, found = np.arange(levels), np.ones(levels), []
    for m in range(levels):
        weight = np.where(ladder < levels - m, kept * (1 - gamma) ** (ladder / 2), 0.0)
        if weight.max() < 1e-9:
            break
        found.append(weight)
        kept = kept * np.sqrt(gamma * (ladder + m + 1) / (m + 1))
    return np.array(found)


@numba.njit
def collided(state, cosine, sine, ground, excited, after):
    """Add ⟨g|U|φ⟩ρ⟨φ|U†|g⟩ and the same with e, as `collide` with turn = 1, element by element."""
    size = len(state)
    for n in range(size):
        for m in range(size):
            stays, leaves = ground * cosine[m] * state[n, m], excited * cosine[m + 1] * state[n, m]
            if m > 0:
                stays += excited * sine[m] * state[n, m - 1]
            if m < size - 1:
                leaves -= ground * sine[m + 1] * state[n, m + 1]
            after[n, m] += ground * cosine[n] * stays + excited * cosine[n + 1] * leaves
            if n < size - 1:
                after[n + 1, m] += excited * sine[n + 1] * stays
            if n > 0:
                after[n - 1, m] -= ground * sine[n] * leaves


@numba.njit
def lose(state, weights):
    """Σ over the number of quanta lost, a row of weights each, not more than there are levels."""
    after, size = np.zeros_like(state), len(state)
    for lost in range(min(len(weights), size)):
        for n in range(size - lost):
            for m in range(size - lost):
                share = weights[lost, n] * weights[lost, m]
                after[n, m] += share * state[n + lost, m + lost]
    return after


@cache
def charge(theta, collisions, gamma=0.0, battery="oscillator", levels=250, q=0.5, c=1.0):
    """The whole density matrix, real, at the swap angle θ·π; levels not reached are left out."""
    angle = couplings(battery, levels) * theta * pi
    cosine, sine, ladder = np.cos(angle), np.sin(angle), np.arange(levels)
    qubits, weights = pure_qubits(q, c), losses(gamma, levels) if gamma else []
    state, energy, top = np.eye(1), [0.0], [0.0]
    for _ in range(collisions):
        size = len(state)
        if size < levels and state[-1, -1] > 1e-30:
            state, size = np.pad(state, (0, min(8, levels - size))), min(size + 8, levels)
        after = np.zeros_like(state)
        for ground, excited in qubits:
            collided(state, cosine, sine, ground, excited, after)
        state = lose(after, weights) if gamma else after
        population = np.diagonal(state)
        energy.append(ladder[:size] @ population)
        top.append(population[-1] if size == levels else 0.0)
    work = energy[-1] - np.linalg.eigvalsh(state)[::-1] @ ladder[: len(state)]
    time = theta * pi * np.arange(collisions + 1)
    return Charge(time, np.array(energy), np.array(top), work)


@lru_cache(maxsize=4)
def charge_far(theta, collisions, levels, turn=1.0, cut=1e-11):
    """A long charge of an oscillator, on a factor X of ρ = XX† with as few columns as hold it.

    A collision makes two columns of each; those with a share of the state below the cut are
    dropped.
    """
    angle = couplings("oscillator", levels)[:, None] * theta * pi
    cosine, sine, ladder = np.cos(angle), np.sin(angle), np.arange(levels)
    factor, energy, top = np.eye(levels, 1, dtype=type(turn)), [0.0], [0.0]
    (qubit,) = pure_qubits(0.5, 1.0)
    for _ in range(collisions):
        wide = np.concatenate(collide(factor, cosine, sine, qubit, turn), axis=1)
        values, vectors = np.linalg.eigh(wide.conj().T @ wide)
        factor = wide @ vectors[:, values > cut]
        population = np.sum(np.abs(factor) ** 2, axis=1)
        energy.append(ladder @ population)
        top.append(population[-1])
    time = theta * pi * np.arange(collisions + 1)
    return Charge(time, np.array(energy), np.array(top), factor=factor)


# What no incoherent charging exceeds, as the differential equation that it solves.


def oscillator_bound(x):
    """Eq. (15): the solution of dE/dx = R₀√(E + 1)."""
    return R0 * x * (1 + R0 * x / 4)


@lru_cache(maxsize=64)
def _solved(battery, gamma, levels, last):
    def rise(_, energy):
        if battery == "spin":
            return R0 * np.sqrt(np.clip((levels - 1 - energy) * (energy + 1), 0, None))
        return (1 - gamma) * R0 * np.sqrt(energy + 1) - 2 / pi * gamma * energy

    found = solve_ivp(rise, (0, last), [0.0], "DOP853", rtol=1e-12, atol=1e-13, dense_output=True)
    return found.sol


def damped_bound(x, gamma, last=32.0):
    """Eq. (C4), integrated."""
    return _solved("oscillator", gamma, 0, last)(np.asarray(x))[0]


def spin_bound(x, levels=100, last=3.9):
    """Eq. (27), integrated as far as the spin is not full."""
    return _solved("spin", 0.0, levels, last)(np.asarray(x))[0]


def first_crossing(time, rising, reference):
    """Where a curve first overtakes another, both straight between their points."""
    lead = rising - reference
    after = np.flatnonzero(lead[1:] > 1e-9)[0] + 1
    share = lead[after - 1] / (lead[after - 1] - lead[after])
    return time[after - 1] + max(share, 0.0) * (time[after] - time[after - 1])


def bound_of(run, gamma=0.0, damped=False):
    return damped_bound(run.time, gamma) if damped else oscillator_bound(run.time)


def window(run, bound):
    """When a charge overtakes a bound, falls behind again, and its largest ratio to it."""
    begin = first_crossing(run.time, run.energy, bound)
    later = run.time > begin
    behind = (bound - run.energy)[later] > 0
    end = first_crossing(run.time[later], bound[later], run.energy[later]) if behind.any() else None
    return begin, end, np.max(run.energy[1:] / bound[1:])


def run_to(theta, gamma, last, levels):
    """A run up to a time, on as short a ladder as it needs."""
    return charge(theta, int(last / (theta * pi)), gamma, levels=levels)


def onset(theta, gamma, damped=False, last=10.5, levels=90):
    """When the oscillator's energy first exceeds the bound."""
    run = run_to(theta, gamma, last, levels)
    return first_crossing(run.time, run.energy, bound_of(run, gamma, damped))


def best_ratio(theta, gamma, damped=False, last=20.0, levels=150):
    """The oscillator's largest energy over the bound up to a time."""
    run = run_to(theta, gamma, last, levels)
    return np.max(run.energy[1:] / bound_of(run, gamma, damped)[1:])


@lru_cache(maxsize=8)
def branch_end(inside, outside, gamma=0.0, last=14.0, levels=95):
    """The swap angle in π at which the largest ratio is 1, and when it is reached."""
    theta = brentq(
        lambda angle: best_ratio(angle, gamma, False, last, levels) - 1,
        *sorted((inside, outside)),
        xtol=1e-9,
    )
    run = run_to(theta, gamma, last, levels)
    return theta, run.time[1:][np.argmax(run.energy[1:] / oscillator_bound(run.time[1:]))]
