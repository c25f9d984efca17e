"""Dicke batteries from the definition: whole matrices on ladder ⊗ Fock space, or on all 2^N states.

For comparison only: as plain as can be, and slow.
"""

from __future__ import annotations

from functools import cache
from math import sqrt

import numpy as np
from scipy.optimize import minimize_scalar


def raising(cells):
    """J₊ on the ladder of m = 0 … N excited cells."""
    m = np.arange(cells)
    return np.diag(np.sqrt((m + 1.0) * (cells - m)), -1)


def lowering(photons):
    """a on n = 0 … n_max."""
    return np.diag(np.sqrt(np.arange(1.0, photons + 1)), 1)


@cache
def solved(cells, g, top, counter=True, exchange=1, dipole="none", eta=0.0, detuning=0.0):
    """Eigenvalues and vectors of H, and the diagonals of M and a†a, all on ladder ⊗ photons."""
    plus, a = raising(cells), lowering(top)
    power = np.linalg.matrix_power(a, exchange)
    one, dark = np.eye(cells + 1), np.eye(top + 1)
    m, n = np.arange(cells + 1.0), np.arange(top + 1.0)
    jx, jz = (plus + plus.T) / 2, np.diag(m - cells / 2)
    own = {
        "none": 0 * jx,
        "xx": jx @ jx,
        "zz": jz @ jz,
        "exchange": plus @ plus.T - np.diag(m),
    }[dipole]
    swap = np.kron(plus, power + power.T if counter else power)
    h = np.kron(exchange * np.diag(m) + eta / cells * own, dark) + g * (swap + swap.T)
    h += (exchange + detuning) / exchange * np.kron(one, np.diag(n))
    values, vectors = np.linalg.eigh(h)
    return values, vectors, np.kron(m, np.ones(top + 1)), np.kron(np.ones(cells + 1), n)


class Reference:
    """A battery that starts empty, its cavity in a Fock state or in given amplitudes."""

    def __init__(self, cells, g, *, top=None, photons=None, charger=None, **options):
        self.cells, self.gap = cells, options.get("exchange", 1)
        photons = cells * self.gap if photons is None else photons
        top = cells * self.gap + 40 if top is None else top
        self.solved = solved(cells, g, top, **options)
        start = np.zeros((cells + 1, top + 1))
        if charger is None:
            start[0, photons] = 1.0
        else:
            start[0] = charger[: top + 1]
        self.shape, self.start = start.shape, self.solved[1].T @ start.ravel()

    def state(self, time):
        values, vectors, _, _ = self.solved
        return vectors @ (np.exp(-1j * values * time) * self.start)

    def energy(self, time):
        return float(self.gap * np.abs(self.state(time)) ** 2 @ self.solved[2])

    def light(self, time):
        return float(np.abs(self.state(time)) ** 2 @ self.solved[3])

    def spectrum(self, time):
        state = self.state(time).reshape(self.shape)
        return np.linalg.eigvalsh(state @ state.conj().T)[::-1]

    def ladder(self, time):
        return self.energy(time) - self.gap * float(self.spectrum(time) @ np.arange(self.cells + 1))

    def full(self, time):
        return self.energy(time) - self.gap * (1 - self.spectrum(time)[0])

    def best(self, longest, points=400):
        """The largest E/t up to a time, and when."""
        times = longest * np.arange(1, points + 1) / points
        power = [self.energy(t) / t for t in times]
        k = int(np.argmax(power))
        found = minimize_scalar(
            lambda t: -self.energy(t) / t,
            bounds=(times[max(k - 1, 0)], times[min(k + 1, points - 1)]),
            method="bounded",
            options={"xatol": 1e-11},
        )
        return -float(found.fun), float(found.x)


@cache
def best(cells, g, **options):
    """P_max and t_P of a battery charged from |N⟩, on as much of the window as can matter."""
    turn = g * sqrt(cells) if options.get("exchange", 1) == 1 else g * cells
    return Reference(cells, g, **options).best(2.2 / turn, 60)


def exponent(values, sizes=range(6, 13)):
    """The slope of the straight line through logarithms."""
    return float(np.polyfit(np.log(list(sizes)), np.log(list(values)), 1)[0])


def power_exponent(g, scaled=None, **options):
    """The exponent of P_max over N = 6 … 12; `scaled` gives g for each N."""
    return exponent(best(n, scaled(n) if scaled else g, **options)[0] for n in range(6, 13))


def classical_power(cells, g, phases=64):
    """The largest classical E/t, averaged over phases, with an integrator of scipy's."""
    from scipy.integrate import solve_ivp

    angle = 2 * np.pi * np.arange(phases) / phases
    start = np.array([0 * angle, 0 * angle, 0 * angle - 1, np.cos(angle), np.sin(angle)])
    start[3:] *= sqrt(2 * cells)

    def moved(_, y):
        x, up, z, q, p = y.reshape(5, phases)
        b = 2 * sqrt(2) * g * q
        rates = [-up, x - b * z, b * up, p, -q - sqrt(2) * g * cells * x]
        return np.concatenate(rates)

    longest = 2.5 / (g * sqrt(cells))
    run = solve_ivp(
        moved, (0, longest), start.ravel(), method="DOP853", rtol=1e-10, atol=1e-12,
        dense_output=True,
    )  # fmt: skip
    times = longest * np.arange(1, 1201) / 1200
    energy = cells * (1 + run.sol(times).reshape(5, phases, -1)[2].mean(axis=0)) / 2
    k = int(np.argmax(energy / times))
    a, b, c = np.polyfit(times[k - 1 : k + 2] - times[k], (energy / times)[k - 1 : k + 2], 2)
    return float(c - b * b / (4 * a))
