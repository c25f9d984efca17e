"""The numbers of the Dicke battery once more: whole matrices on ladder ⊗ photons, QuTiP, formulas.

A charge up to its best time takes N + 40 photon numbers; averages up to the first maximum as well.
"""

from __future__ import annotations

from functools import cache, partial
from math import pi, sqrt

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from engine.claims import Basis
from tests.reference.claims.derivation import by
from tests.reference.dicke_reference import (
    Reference,
    best,
    classical_power,
    exponent,
    power_exponent,
)

SIZES = range(6, 13)
ISING = {"dipole": "zz", "eta": 1.0}


def literal():
    """ω₀Σσᶻ with ω_c = ω₀ = 1: in units of the gap 2, ω_c = 1/2 and g = 0.025."""
    power, _ = Reference(4, 0.025, detuning=-0.5).best(600.0, 3000)
    return 2 * power


def time_exponent(g):
    return exponent(best(n, g)[1] for n in SIZES)


def energy_exponent(g):
    return exponent(np.prod(best(n, g)) for n in SIZES)


@cache
def four(g):
    """Four cells and their best time."""
    return Reference(4, g), best(4, g)[1]


def switching(g):
    run, time = four(g)
    return run.energy(time) + run.light(time) - 4


def at_best(g, name, cells=4):
    return getattr(Reference(cells, g), name)(best(cells, g)[1])


def full_in_qutip():
    """Four cells as spins in QuTiP, all 2⁴ levels."""
    from qutip import basis, destroy, expect, qeye, sesolve, sigmax, tensor

    alone = [qeye(2)] * 4

    def on(k, operator):
        return tensor(*[operator if i == k else one for i, one in enumerate(alone)], qeye(45))

    a, up = tensor(*alone, destroy(45)), basis(2, 1).proj()
    held, pulled = (sum(on(k, one) for k in range(4)) for one in (up, sigmax()))
    start = tensor(*[basis(2, 0)] * 4, basis(45, 4))
    options = {"rtol": 1e-10, "atol": 1e-12, "nsteps": 100_000}
    hamiltonian = a.dag() * a + held + 0.5 * pulled * (a + a.dag())
    state = sesolve(hamiltonian, start, [0, best(4, 0.5)[1]], options=options).final_state
    levels = np.sort([bin(k).count("1") for k in range(16)])
    passive = np.linalg.eigvalsh(state.ptrace(range(4)).full())[::-1] @ levels
    return expect(held, state) - passive


def cavity(charger, photons, top):
    """Amplitudes by recursion: coherent, or squeezed vacuum."""
    state = np.zeros(top + 1)
    if charger == "coherent":
        state[0] = np.exp(-photons / 2)
        for n in range(top):
            state[n + 1] = state[n] * sqrt(photons / (n + 1))
    else:
        state[0] = (1 + photons) ** -0.25
        for n in range(0, top - 1, 2):
            state[n + 2] = -state[n] * sqrt(photons / (1 + photons) * (n + 1) / (n + 2))
    return state


@cache
def rotating(cells, charger="fock", photons=None):
    """The Tavis-Cummings battery at g = 1, chain by chain: energy and state at a time."""
    photons = cells if photons is None else photons
    top = {"fock": photons, "coherent": 110, "squeezed": 700}[charger]
    start = np.zeros(top + 1)
    start[photons] = 1.0
    if charger != "fock":
        start = cavity(charger, photons, top)
    chains = []
    for x in np.flatnonzero(start):
        m = np.arange(min(cells, x) + 1)
        link = np.sqrt((m[:-1] + 1.0) * (cells - m[:-1]) * (x - m[:-1]))
        values, vectors = np.linalg.eigh(np.diag(link, 1) + np.diag(link, -1))
        chains.append((x, values, vectors, start[x] * vectors[0]))

    def state(time):
        whole = np.zeros((cells + 1, top + 1), complex)
        for x, values, vectors, begun in chains:
            moved = vectors @ (np.exp(-1j * values * time) * begun)
            m = np.arange(len(values))
            whole[m, x - m] = moved * np.exp(-1j * x * time)
        return whole

    def energy(time):
        return float((np.abs(state(time)) ** 2).sum(axis=1) @ np.arange(cells + 1))

    return state, energy


@cache
def rotating_best(cells, charger):
    _, energy = rotating(cells, charger)
    found = minimize_scalar(
        lambda t: -energy(t) / t,
        bounds=(0.7 / sqrt(cells), 1.7 / sqrt(cells)),
        method="bounded",
        options={"xatol": 1e-10},
    )
    return float(found.x)


def unlocked(charger):
    state, energy = rotating(12, charger)
    time = rotating_best(12, charger)
    whole = state(time)
    falling = np.linalg.eigvalsh(whole @ whole.conj().T)[::-1]
    return 1 - falling @ np.arange(13) / energy(time)


def many_photons():
    """Four cells: the first maximum of the energy, near half a turn."""
    times = []
    for n in (100, 400):
        _, energy = rotating(4, "fock", n)
        found = minimize_scalar(
            lambda t, energy=energy: -energy(t),
            bounds=(1.2 / sqrt(n), 1.9 / sqrt(n)),
            method="bounded",
            options={"xatol": 1e-12},
        )
        times.append(found.x)
    return np.log(times[1] / times[0]) / np.log(4)


@cache
def averaged(cells, g):
    """⟨ΔE²⟩, its local part, ⟨I_E⟩ and E/t up to the first maximum of the energy."""
    run = Reference(cells, g, top=cells + 44)
    m = np.arange(cells + 1)
    step = 0.02 / (g * sqrt(cells))
    grid = step * np.arange(1, 401)
    energy = [run.energy(t) for t in grid[:2]]
    k = 1
    while not (energy[-1] <= energy[-2] and len(energy) > 2):
        k += 1
        energy.append(run.energy(grid[k]))
    slope = lambda t: (run.energy(t + 1e-5) - run.energy(t - 1e-5)) / 2e-5  # noqa: E731
    until = brentq(slope, grid[k - 2], grid[k], xtol=1e-9)
    values, vectors, _, _ = run.solved
    nodes, weights = np.polynomial.legendre.leggauss(200)
    times, weights = until * (nodes + 1) / 2, weights / 2
    variance = local = speed = 0.0
    for time, weight in zip(times, weights, strict=True):
        turned = np.exp(-1j * values * time) * run.start
        state, moved = vectors @ turned, vectors @ (-1j * values * turned)
        p = (np.abs(state) ** 2).reshape(run.shape).sum(axis=1)
        rate = 2 * (state.conj() * moved).real.reshape(run.shape).sum(axis=1)
        variance += weight * (p @ m**2 - (p @ m) ** 2)
        local += weight * (p @ m) * (1 - p @ m / cells)
        filled = p > 1e-14
        speed += weight * (rate[filled] ** 2 / p[filled]).sum()
    return {
        "variance": variance, "local_variance": local, "fisher_information": speed,
        "mean_power": run.energy(until) / until, "power_bound": sqrt(variance * speed),
    }  # fmt: skip


def grows(name, g, scaled=False):
    return exponent(averaged(n, g / sqrt(n) if scaled else g)[name] for n in SIZES)


def half(name, g, scaled=False):
    return grows(name, g, scaled) / 2


def loose(g):
    parts = averaged(12, g / sqrt(12))
    return parts["mean_power"] / parts["power_bound"]


@cache
def alone(g):
    return best(1, g)[0]


@cache
def classical(cells, g):
    return classical_power(cells, g) / (cells * classical_power(1, g))


def ratio(cells, g):
    return best(cells, g)[0] / (cells * alone(g)) / classical(cells, g)


def too_low():
    return Reference(4, 0.5, top=5).best(2.0, 200)[0] / best(4, 0.5)[0] - 1


def forms_apart():
    common = {"top": 60}
    one = Reference(5, 0.3, dipole="exchange", eta=0.7, **common)
    other = Reference(5, 0.3, dipole="zz", eta=-0.7, **common)
    return max(abs(one.energy(t) - other.energy(t)) for t in (0.3, 1.0, 3.0))


DERIVATIONS = {
    **by(
        Basis.MATRICES,
        {
            "gap": lambda: best(4, 0.05)[0],
            "gap-as-printed": literal,
            "exponent-weak": lambda: power_exponent(0.05),
            "exponent-strong": lambda: power_exponent(0.5),
            "advantage-weak": lambda: best(12, 0.05)[0] / (12 * alone(0.05)),
            "advantage-strong": lambda: best(12, 0.5)[0] / (12 * alone(0.5)),
            "advantage-exponent": lambda: power_exponent(0.5) - 1,
            "time-weak": partial(time_exponent, 0.05),
            "time-strong": partial(time_exponent, 0.5),
            "energy-weak": partial(energy_exponent, 0.05),
            "energy-strong": partial(energy_exponent, 0.5),
            "saturation-10": lambda: best(10, 0.05)[0] / (0.05 * 10**1.5),
            "saturation-20": lambda: best(20, 0.05, top=40)[0] / (0.05 * 20**1.5),
            "saturation-strong": lambda: best(20, 0.5)[0] / (0.5 * 20**1.5),
            "switching-strong": partial(switching, 0.5),
            "cavity-gains": lambda: at_best(0.5, "light") - 4,
            "switching-weak": lambda: switching(0.05) / at_best(0.05, "energy"),
            "ladder": partial(at_best, 0.5, "ladder"),
            "no-work": lambda: max(at_best(0.5, "ladder", cells=1), 0.0),
            "unlocked-fock": partial(unlocked, "fock"),
            "unlocked-coherent": partial(unlocked, "coherent"),
            "unlocked-squeezed": partial(unlocked, "squeezed"),
            "coherent-time": lambda: exponent(rotating_best(n, "coherent") for n in SIZES),
            "cutoff": too_low,
            "many-photons": many_photons,
            "rescaled-power-weak": partial(grows, "mean_power", 0.05, True),
            "rescaled-power-strong": partial(grows, "mean_power", 0.5, True),
            "deviation-weak": partial(half, "variance", 0.05, True),
            "deviation-strong": partial(half, "variance", 0.5, True),
            "bound-weak": partial(grows, "power_bound", 0.05, True),
            "bound-strong": partial(grows, "power_bound", 0.5, True),
            "speed": partial(half, "fisher_information", 0.05, True),
            "speed-unscaled": partial(half, "fisher_information", 0.05),
            "deviation-unscaled": partial(half, "local_variance", 0.5),
            "bound-unscaled": partial(grows, "power_bound", 0.05),
            "loose-weak": partial(loose, 0.05),
            "loose-strong": partial(loose, 0.5),
            "two-photons": lambda: power_exponent(0.01, exchange=2),
            "two-photons-rescaled": lambda: power_exponent(0, lambda n: 0.12 / n, exchange=2),
            "interacting-strong": lambda: power_exponent(0.5, **ISING),
            "interacting-weak": lambda: power_exponent(0.05, **ISING),
            "forms": forms_apart,
        },
    ),
    **by(Basis.QUTIP, {"full": full_in_qutip}),
    **by(
        Basis.QUADRATURE,
        {
            "classical-coupling": lambda: exponent(classical(n, 0.5) for n in SIZES),
            "ratio-exponent-weak": lambda: exponent(ratio(n, 0.05) for n in SIZES),
            "ratio-exponent-strong": lambda: exponent(ratio(n, 0.5) for n in SIZES),
            "ratio-weak": lambda: ratio(12, 0.05),
            "ratio-strong": lambda: ratio(12, 0.5),
        },
    ),
    **by(
        Basis.FORMULA,
        {
            "classical-as-printed": lambda: 0.0,
            "bound-43": lambda: 2 * sqrt(1 / 8),
            "collapse": lambda: 1 / 24,
            "star": lambda: (pi / 2) / (pi / 2 / sqrt(36)),
        },
    ),
}  # fmt: skip
