"""The numbers of collisional charging once more; Salvia et al. 2023."""

from __future__ import annotations

from functools import cache, partial
from math import comb, exp, expm1, pi, sqrt

import numpy as np
from scipy.integrate import quad
from scipy.linalg import expm
from scipy.optimize import brentq, fsolve, minimize_scalar
from scipy.special import jv

from engine.claims import Basis
from engine.collision.claims.coherent import LEADS
from engine.collision.claims.loss import BRANCH_ENDS, ONSETS
from engine.collision.claims.numbers import COHERENCE_ROWS, OSCILLATOR_ROWS, OTHER_ROWS
from tests.reference import collision_reference as dense
from tests.reference.claims.charging import (
    R0,
    best_ratio,
    branch_end,
    charge,
    charge_far,
    damped_bound,
    onset,
    oscillator_bound,
    spin_bound,
    window,
)
from tests.reference.claims.derivation import by
from tests.reference.claims.protocols import greedy, swap_times

TAU = 2 * pi


# Bounds and limits.


def spin_time(levels=100):
    """The time in which Eq. (27) fills a spin: the integral of dE over its right-hand side."""
    top = levels - 1
    half, _ = quad(lambda e: 1 / sqrt(e + 1), 0, top, weight="alg", wvar=(0, -0.5))
    return half / R0


def printed_spin_bound(x, levels=100):
    """Eq. (28) solved for the energy as printed: its second arctangent lacks the 1/f₊."""

    def miss(energy):
        spread = 2 * sqrt((levels - 1 - energy) * (energy + 1))
        return np.arctan((2 * energy - levels + 2) / spread) + np.arctan((levels - 2) / 2) - R0 * x

    return brentq(miss, -0.9999999, levels - 1 - 1e-9, xtol=1e-12)


def quadrature_bound(x):
    """The energy E that Eq. (14) reaches at x: ∫ dE/(R₀√(E + 1)) from 0 to E is x."""

    def elapsed(energy):
        return quad(lambda e: 1 / (R0 * sqrt(e + 1)), 0, energy, epsabs=1e-13, epsrel=1e-13)[0]

    return brentq(lambda energy: elapsed(energy) - x, 0.0, 400.0, xtol=1e-11)


def driven_spin_ratio(x):
    return 99 * np.sin(x / 2) ** 2 / spin_bound(x)


def chain_populations(x, levels=250):
    """A chain of equal couplings driven from its end, before the other end is felt: J_n + J_n+2."""
    n = np.arange(levels)
    return (jv(n, x) + jv(n + 2, x)) ** 2


def steepest():
    """Where sin²(x)/x is largest: x = arctan 2x, by its own iteration."""
    x = 1.0
    for _ in range(80):
        x = np.arctan(2 * x)
    return x


def zeta_half():
    """ζ(1/2) = η(1/2)/(1 - √2), the alternating series summed by Euler's transformation."""
    terms = np.arange(1, 41.0) ** -0.5
    total = 0.0
    for power in range(40):
        total += terms[0] / 2 ** (power + 1)
        terms = -np.diff(terms)
    return total / (1 - sqrt(2))


def weak_loss():
    """γ/θ where the damped drive E = (1 - e^(-gx/2))²/g² touches the bound: values and slopes."""

    def miss(unknown):
        g, x = unknown
        amplitude, slope = -expm1(-g * x / 2) / g, exp(-g * x / 2)
        bound, bound_slope = R0 * x * (1 + R0 * x / 4), R0 * (1 + R0 * x / 2)
        return amplitude**2 - bound, amplitude * slope - bound_slope

    return fsolve(miss, [0.045, 14.0], xtol=1e-12)[0]


def cotangent_energy(angle=pi / 4, trap=16):
    """The energy of the pure state ψ_n = cot(√n θ/2) ψ_n-1 below the level that traps it."""
    steps = 1 / np.tan(np.sqrt(np.arange(1, trap)) * angle / 2)
    weights = np.concatenate([[1.0], np.cumprod(steps) ** 2])
    return weights @ np.arange(trap) / weights.sum()


# Charging.


def final(variable, theta, collisions, settings):
    run = charge(theta, collisions, **settings)
    return run.energy[-1] if variable == "energy" else run.ergotropy


def rows():
    """The energies and ergotropies of the reference tables."""
    found = {}
    for theta, steps, _, ergotropy, settings in (*OSCILLATOR_ROWS, *COHERENCE_ROWS, *OTHER_ROWS):
        for variable in ("energy", *(["ergotropy"] if ergotropy is not None else [])):
            key = "-".join([variable, str(theta), str(steps), *map(str, settings.values())])
            found[key] = partial(final, variable, theta, steps, settings)
    return found


def lead(theta, part):
    """A part of the window of θ·π on a ladder without end: overtaking, falling behind, ratio."""
    last = {0.01: 92, 0.015: 60, 0.02: 44, 0.03: 28, 0.04: 20}[theta]
    levels = round(R0**2 * last**2 / 4 + 8 * last) + 60
    run = charge_far(theta, int(last / (theta * pi)), levels)
    return window(run, oscillator_bound(run.time))[part]


def best_lead(theta):
    """The largest ratio up to Ωτ = 30 on the 250 levels."""
    run = charge(theta, round(30 / (theta * pi)))
    return np.max(run.energy[1:] / oscillator_bound(run.time[1:]))


def lossy_window(damped, part):
    run = charge(0.01, 955, 1e-3)
    return window(run, damped_bound(run.time, 1e-3) if damped else oscillator_bound(run.time))[part]


def critical_loss(theta, damped):
    return brentq(
        lambda gamma: best_ratio(theta, gamma, damped, levels=130) - 1, 2.3e-3, 2.8e-3, xtol=1e-8
    )


@cache
def earliest(low, high, gamma, last):
    found = minimize_scalar(
        lambda theta: onset(theta, gamma, last=last, levels=70),
        bounds=(low, high),
        method="bounded",
        options={"xatol": 2e-5 if gamma else 1e-4},
    )
    return found.x, found.fun


def first_ahead(before_loss):
    run = charge(0.01, 300, 1e-3, levels=90)
    energy = run.energy / (1 - 1e-3) if before_loss else run.energy
    return np.argmax(energy[1:] > oscillator_bound(run.time[1:])) + 1


def displacement():
    """⟨a⟩ after 637 collisions, in complex numbers throughout."""
    factor = charge_far(0.01, 637, 200, turn=-1j).factor
    return np.sum(np.sqrt(np.arange(1, 200))[:, None] * factor[1:] * factor[:-1].conj())


def truncated(tolerance):
    """When 250 levels change the energy at θ = 0.01π, against 400 levels."""
    short, tall = charge(0.01, 1010), charge(0.01, 1010, levels=400)
    off = np.abs(short.energy[1:] / tall.energy[1:] - 1) > tolerance
    return short.time[1:][np.argmax(off)]


@cache
def driven_on_250_levels():
    """Times and energies of the drive (a + a†)/2 on 250 levels, by the matrix exponential."""
    times, side = np.linspace(25.0, 31.0, 601), np.sqrt(np.arange(1, 250.0)) / 2
    hamiltonian = np.diag(side, 1) + np.diag(side, -1)
    step, energy = expm(-0.01j * hamiltonian), []
    state = np.linalg.matrix_power(step, 2500)[:, 0]
    for _ in times:
        energy.append(np.abs(state) ** 2 @ np.arange(250))
        state = step @ state
    return times, np.array(energy)


def driving_truncated(tolerance):
    times, energy = driven_on_250_levels()
    return times[np.argmax(np.abs(energy / (times**2 / 4) - 1) > tolerance)]


def top_filled():
    run = charge(0.01, 955)
    return run.time[np.argmax(run.top > 1e-6)]


def fifty(what):
    run = charge(0.02, 300)
    step = int(np.argmax(run.energy >= 50))
    waiting = TAU * 24.5e3 * 82e-6
    return {
        "qubits": step,
        "time": run.time[step],
        "efficiency": run.energy[236] / (236 / 2),
        "total": (run.time[step] + step * waiting) / (swap_times()[50] + 50 * waiting),
    }[what]


@cache
def best_q(theta, collisions, near, width=0.03, battery="oscillator", levels=250):
    """The best ground-state population, by a polynomial through runs near it, and its gain.

    The gain is the energy over that of q = 1/2.
    """
    node = np.cos(pi * (np.arange(7) + 0.5) / 7)
    energies = [
        charge(theta, collisions, battery=battery, levels=levels, q=near + width * x).energy[-1]
        for x in node
    ]
    through = np.polynomial.Polynomial.fit(node, energies, 6, domain=[-1, 1])
    places = through.deriv().roots()
    place = places[np.argmin(np.abs(places))].real
    half = charge(theta, collisions, battery=battery, levels=levels).energy[-1]
    return near + width * place, through(place) / half


QUBITS = {
    "oscillator-0.02": (0.02, 318, 0.35),
    "oscillator-0.01": (0.01, 637, 0.42),
    "spin-0.004": (0.004, 250, 0.3, 0.03, "spin", 100),
}


def weak_shift():
    """(1/2 - q)/θ of the best q at θ = 0.004, Ωτ = 10, on 60 levels."""
    return (0.5 - best_q(0.004 / pi, 2500, 0.495, 0.02, levels=60)[0]) / 0.004


# The spin.


def spin_ratio(theta):
    run = charge(theta, int(3 / (theta * pi)), battery="spin", levels=100)
    return np.max(run.energy[1:] / spin_bound(run.time[1:]))


def spin_window(part):
    run = charge(0.004, 308, battery="spin", levels=100)
    bound = spin_bound(run.time)
    return window(run, bound)[part] if part < 2 else np.max(run.energy - bound)


# Misprints.


def corrected_generator():
    """How far Eq. (B3) with its projectors swapped is from one dense collision, d = 6."""
    share, angle, lower = 0.4, 0.3, dense.lowering("ladder", 6)
    bottom, top = np.diag(np.eye(6)[0]), np.diag(np.eye(6)[5])
    sine, less = np.sin(angle), 1 - np.cos(angle)
    before, after = dense.charge("ladder", 6, share, 1.0, [angle] * 6)[-2:]
    drive = sqrt(share * (1 - share)) * sine * np.cos(angle) * (lower + lower.T)
    down = sqrt(share) * sine * lower + 1j * sqrt(1 - share) * less * top
    up = sqrt(1 - share) * sine * lower.T + 1j * sqrt(share) * less * bottom
    change = -1j * (drive @ before - before @ drive)
    change = change + dense.dissipator(down, before) + dense.dissipator(up, before)
    return np.abs(change - (after - before)).max()


def loss_by_the_wrong_weights():
    full = np.diag(np.eye(14)[13])
    return np.trace(dense.lose_by_kraus(full, 0.4, weight="gamma"))


def swapped_at_right_angles(step):
    """The energy after collisions with excited qubits at θ = π/2 throughout."""
    return charge(0.5, step, levels=12, q=0.0, c=0.0).energy[-1]


SWAP, SPIN_SWAP = swap_times(), swap_times("spin", 100)

DERIVATIONS = {
    **by(Basis.FORMULA, {
        "power-constant": lambda: np.sin(steepest()) ** 2 / steepest(),
        "power-angle": lambda: steepest() / (pi / 2),
        "ninety-percent": lambda: R0**-2,
        "full-swap-share": lambda: 4 / (pi * R0) ** 2,
        "zeta": lambda: -zeta_half(),
        "clear-advantage": lambda: 1 / (pi * sqrt(250)),
        "micromaser-loss": lambda: -expm1(-82e-6 / 65e-3),
        "thirty-eight-percent": lambda: 1 / R0,
        "spin-swap-share": lambda: 2 / (pi * R0),
        "ninety-percent-at-30": lambda: 225 / oscillator_bound(30.0),
        "ninety-percent-at-top": lambda: 249 / oscillator_bound(2 * sqrt(249)),
        "swap-time-constant": lambda: -pi / 2 * zeta_half(),
        "swap-time": lambda: SWAP[100],
        "swap-energy": lambda: np.interp(30.0, SWAP, np.arange(SWAP.size)),
        "fifty-quanta-swap-time": lambda: SWAP[50],
        "bound-full": lambda: 2 / R0 * (sqrt(250) - 1),
        "small-angle-onset": lambda: 4 * R0 / (1 - R0**2),
        "small-angle-loss": weak_loss,
        "asymptotic-coherence": lambda: R0,
        "asymptotic-least-q": lambda: (1 - sqrt(1 - R0**2)) / 2,
        "asymptotic-largest-q": lambda: (1 + sqrt(1 - R0**2)) / 2,
        "uniform-advantage": lambda: 8 / (3 * pi * R0),
        "ladder-driving": lambda: chain_populations(30.0) @ np.arange(250),
        "cotangent-state": cotangent_energy,
        "swap-average-power": lambda: 100 / SWAP[100],
        "swap-average-half": lambda: 100 / SWAP[100],
        "spin-swap-time": lambda: SPIN_SWAP[-1],
        "spin-swap-index": lambda: pi / 2 / sqrt(99),
        "best-c": lambda: cotangent_energy() / np.mean(range(16)),
        "bound-28-start": lambda: 0.0 if spin_bound(0.0) == 0 else np.nan,
        "bound-28-start-printed": partial(printed_spin_bound, 0.0),
        "bound-28-at-2-printed": partial(printed_spin_bound, 2.0),
        "loss-trace-gamma": lambda: 0.6**13 * sum(comb(13, n) * 0.4**n for n in range(14)),
        "rotation-norm": lambda: np.cos(0.5) ** 2 + np.sin(0.5) ** 2,
        "mixture-trace": lambda: 0.6 + (1 - 0.6),
        "circuit-coherence": lambda: -expm1(-0.1e-6 / 100e-6),
        "circuit-linewidth": lambda: -expm1(-0.1e-6 * TAU * 0.5e6),
        "circuit-hundred": lambda: -expm1(-1e-6 / 100e-6),
        "circuit-units": lambda: 100e-6 / 0.1e-6,
    }),
    **by(Basis.QUADRATURE, {
        **{f"bound-15-at-{x}": partial(quadrature_bound, x) for x in (10, 20, 30)},
        "damped-bound-ratio": lambda: damped_bound(30.0, 1e-3) / oscillator_bound(30.0),
        "damped-bound": lambda: damped_bound(30.0, 1e-3),
        "bound-28-at-2": lambda: spin_bound(2.0),
        **{f"bound-28-corrected-at-{x}": partial(spin_bound, float(x)) for x in (1, 3)},
        "full-charge-time": spin_time,
        "full-charge-power": lambda: 99 / spin_time(),
        "thirty-eight-percent-at-99/2": lambda: spin_time() / pi,
        "bound-28-closed-form": lambda: R0 * spin_time() - pi / 2,
        "spin-best-ratio": lambda: max(map(driven_spin_ratio, np.linspace(1.7, 1.9, 401))),
        "spin-driving-crossing": lambda: brentq(lambda x: driven_spin_ratio(x) - 1, 0.3, 1.0),
    }),
    **by(Basis.MATRICES, {
        **rows(),
        "figure-2-time": partial(final, "energy", 0.01, 637, {}),
        **{f"window-{part}-{theta}": partial(lead, theta, part == "stop")
           for theta, *_ in LEADS for part in ("start", "stop")},
        **{f"best-ratio-{theta}": partial(best_lead, theta) for theta, *_ in LEADS},
        "largest-angle": lambda: branch_end(0.04, 0.05)[0],
        "largest-angle-time": lambda: branch_end(0.04, 0.05)[1],
        "divergence": lambda: branch_end(0.04, 0.05)[1],
        "earliest-onset": lambda: earliest(0.003, 0.008, 0.0, 6.3)[1],
        "displacement-real": lambda: displacement().real,
        "displacement-imaginary": lambda: displacement().imag,
        **{f"onset-{theta}-{gamma:g}-{bound}": partial(onset, theta, gamma, bound == "damped")
           for theta, gamma, *_ in ONSETS for bound in ("lossless", "damped")
           if gamma or bound == "lossless"},
        "micromaser-onset": partial(onset, 0.024, 1.3e-3),
        "existence-15": partial(best_ratio, 0.04, 1.5e-3),
        "existence-c4": partial(onset, 0.04, 1.5e-3, True),
        "critical-loss": partial(critical_loss, 0.026, False),
        "critical-loss-c4": partial(critical_loss, 0.027, True),
        **{f"{side}-end-{what}-{gamma:g}": lambda at=(*between, gamma), k=k: branch_end(*at)[k]
           for side, gamma, between, *_ in BRANCH_ENDS for k, what in enumerate(("angle", "time"))},
        "optimal-angle": lambda: earliest(0.015, 0.03, 1e-3, 9.0)[0],
        "optimal-onset": lambda: earliest(0.015, 0.03, 1e-3, 9.0)[1],
        **{f"fig5-{variable}-{bound}": partial(lossy_window, bound == "damped", part)
           for part, variable in enumerate(("window_start", "window_stop", "best_advantage"))
           for bound in ("lossless", "damped")},
        "fig5-better-angle": partial(best_ratio, 0.02, 1e-3, last=30.0, levels=240),
        "loss-timing-before": partial(first_ahead, True),
        "loss-timing-after": partial(first_ahead, False),
        **{f"truncation-{tolerance:.0e}": partial(truncated, tolerance)
           for tolerance in (1e-10, 1e-6, 1e-3)},
        **{f"driving-truncation-{tolerance:.0e}": partial(driving_truncated, tolerance)
           for tolerance in (1e-10, 1e-6, 1e-3)},
        "top-filled": top_filled,
        "fifty-quanta-qubits": partial(fifty, "qubits"),
        "fifty-quanta-time": partial(fifty, "time"),
        "fifty-quanta-efficiency": partial(fifty, "efficiency"),
        "fifty-quanta-total-time": partial(fifty, "total"),
        "spin-angle": lambda: brentq(lambda at: spin_ratio(at) - 1, 0.0045, 0.0055, xtol=1e-8),
        "spin-window_start": partial(spin_window, 0),
        "spin-window_stop": partial(spin_window, 1),
        "spin-lead": partial(spin_window, 2),
        **{f"best-q-{name}": lambda at=at: best_q(*at)[0] for name, at in QUBITS.items()},
        **{f"best-q-gain-{name}": lambda at=at: best_q(*at)[1] for name, at in QUBITS.items()},
        "best-q-shift": weak_shift,
        "projectors-b3": corrected_generator,
        **{f"swap-as-printed-{step}": partial(swapped_at_right_angles, step)
           for step in (2, 3, 400)},
    }),
    **by(Basis.SEARCH, {
        "greedy-transient": lambda: greedy("oscillator", "transient").energy_at(30.0),
        "greedy-cumulative": lambda: greedy("oscillator", "cumulative").energy_at(30.0),
        "greedy-share-transient": lambda: (
            greedy("oscillator", "transient").energy_at(30.0) / oscillator_bound(30.0)
        ),
        "greedy-share-cumulative": lambda: (
            greedy("oscillator", "cumulative").energy_at(30.0) / oscillator_bound(30.0)
        ),
        "greedy-over-swap": lambda: (
            greedy("oscillator", "cumulative").energy_at(30.0)
            / np.interp(30.0, SWAP, np.arange(SWAP.size))
        ),
        "spin-greedy-over-swap": lambda: (
            greedy("spin", "cumulative").energy_at(2.0)
            / np.interp(2.0, SPIN_SWAP, np.arange(SPIN_SWAP.size))
        ),
        "spin-greedy-share": lambda: (
            greedy("spin", "cumulative").energy_at(2.9934) / spin_bound(2.9934)
        ),
        "greedy-spin-global": lambda: greedy("spin", "cumulative").best_step,
        "greedy-spin-local": lambda: greedy("spin", "cumulative").energy.size - 1,
        "greedy-spin-end": lambda: greedy("spin", "cumulative").energy[-1],
    }),
}  # fmt: skip
