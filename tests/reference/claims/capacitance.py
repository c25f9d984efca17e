"""The numbers of work capacitances once more: every pure input tried, from Kraus operators on.

Inputs have the probabilities (1 - p₁ - p₂, p₁, p₂) of the levels 0, 1, 2 and real amplitudes: more
is not needed for the channels here (Tirone et al. 2023, Fig. 2a). A search narrows a grid.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from math import exp, log, sqrt

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from engine.claims import Basis
from tests.reference.claims.counting import (
    passive_energy,
    product_levels,
    product_spectrum,
    qubit_block,
)
from tests.reference.claims.derivation import by
from tests.reference.claims.storage import block_limit, chord

LEVELS = np.arange(3.0)
MAD, REMAD, LOOSE = ("mad", 0.3, 0.2, 0.6), ("remad", 0.3, 0.2, 0.6), ("mad", 0.9, 0.5, 0.1)
TENTHS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.5)


def kraus(name, *numbers):
    """Decay 1→0, 2→1, 2→0, each into its own mode or the first two into one; depolarizing."""
    jump = {(i, j): np.outer(np.eye(3)[i], np.eye(3)[j]) for i in range(3) for j in range(3)}
    if name == "depolarizing":
        (strength,) = numbers
        mixing = [sqrt(strength / 3) * one for one in jump.values()]
        # A negative share of the identity stands for λ > 1: the map is linear.
        return [(1 - strength, np.eye(3)), *((1.0, operator) for operator in mixing)]
    a, b, c = numbers
    stay = np.diag(np.sqrt([1, 1 - a, 1 - b - c]))
    lines = [sqrt(a) * jump[0, 1], sqrt(b) * jump[1, 2]]
    photons = lines if name == "mad" else [lines[0] + lines[1]]
    return [(1.0, operator) for operator in (stay, *photons, sqrt(c) * jump[0, 2])]


def outputs(channel, p1, p2):
    """The states after the noise, shape (…, 3, 3)."""
    amplitudes = np.sqrt(np.clip(np.stack([1 - p1 - p2, p1, p2], axis=-1), 0, 1))
    seen = [(weight, amplitudes @ operator.T) for weight, operator in kraus(*channel)]
    return sum(weight * one[..., :, None] * one[..., None, :] for weight, one in seen)


def energy_and_spectrum(channel, p1, p2):
    states = outputs(channel, p1, p2)
    return np.diagonal(states, axis1=-2, axis2=-1) @ LEVELS, np.linalg.eigvalsh(states)[..., ::-1]


def entropy(spectrum):
    positive = np.where(spectrum > 0, spectrum, 1.0)
    return -np.sum(positive * np.log(positive), axis=-1)


def gibbs(temperature):
    """The energy and entropy of a thermal cell, shapes of the temperature."""
    weights = np.exp(-LEVELS / np.asarray(temperature)[..., None])
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ LEVELS, entropy(weights)


def temperature_of(amount):
    """The temperature at which a cell has an entropy, by bisection on a logarithmic scale."""
    low, high = np.full(np.shape(amount), -5.0), np.full(np.shape(amount), 25.0)
    for _ in range(60):
        middle = (low + high) / 2
        below = gibbs(np.exp(middle))[1] < amount
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.exp((low + high) / 2)


def ergotropy(channel, p1, p2):
    energy, spectrum = energy_and_spectrum(channel, p1, p2)
    return energy - spectrum @ LEVELS


def total_ergotropy(channel, p1, p2):
    """What is drawn from endlessly many copies: energy less that of the Gibbs state."""
    energy, spectrum = energy_and_spectrum(channel, p1, p2)
    return energy - gibbs(temperature_of(entropy(spectrum)))[0]


def peak(function, low=0.0, high=2.0):
    """The largest of a function of p₁, p₂ with an energy p₁ + 2p₂ from low to high."""
    center, width = np.full((1, 2), 0.5), 0.5
    for points in (41, *[9] * 21):
        ticks = np.linspace(-width, width, points)
        grid = np.clip(center + np.stack(np.meshgrid(ticks, ticks), -1).reshape(-1, 2), 0, 1)
        energy = low + (high - low) * grid[:, 0]
        least, most = np.maximum(energy - 1, 0), energy / 2
        p2 = least + (most - least) * grid[:, 1]
        values = function(energy - 2 * p2, p2)
        center, width = grid[[np.argmax(values)]], width / (20 if points == 41 else 2.5)
    return float(values.max())


@cache
def most(functional, channel, high=2.0, low=0.0):
    """The largest (total) ergotropy of one input with an energy from low to high."""
    return peak(partial(functional, channel), low, high)


def gap(channel, energy=2.0):
    """χ_tot - C_loc where mixing inputs of several energies is no use, as in Fig. 2a."""
    return most(total_ergotropy, channel, energy) - most(ergotropy, channel, energy)


def hull(functional, channel, energy, least=0.0):
    """The concave hull at an energy: min over prices μ ≥ least of max(f - μh) + μe."""

    def dual(price):
        return price * energy + peak(
            lambda p1, p2: functional(channel, p1, p2) - price * (p1 + 2 * p2)
        )

    found = minimize_scalar(dual, bounds=(least, 1.5), method="bounded", options={"xatol": 1e-11})
    return float(found.fun)


def upper_bound(channel, energy, temperature, price):
    """max[tr hΛ - TS(Λ) - μh] + μe + T ln Z, above C_sep for any T and μ."""

    def lagrangian(p1, p2):
        mean, spectrum = energy_and_spectrum(channel, p1, p2)
        return mean - temperature * entropy(spectrum) - price * (p1 + 2 * p2)

    free = temperature * log(np.exp(-LEVELS / temperature).sum())
    return peak(lagrangian) + price * energy + free


@cache
def room(channel):
    """How far that bound is above χ_tot, at most, at three energies of Fig. 2a."""

    def above(energy):
        step = 1e-3
        value = most(total_ergotropy, channel, energy)
        price = (
            most(total_ergotropy, channel, energy + step)
            - most(total_ergotropy, channel, energy - step)
        ) / (2 * step)

        # The bound is least where T is that of the best input's output.
        def bound(temperature):
            return upper_bound(channel, energy, temperature, price)

        options = {"xatol": 1e-10}
        found = minimize_scalar(bound, bounds=(0.1, 1.5), method="bounded", options=options)
        return found.fun - value

    return max(above(energy) for energy in (0.4, 0.8, 1.4))


@cache
def full_and_empty():
    """C_sep of half the cells |0⟩, half |2⟩ after MAD (0.9, 0.5, 0.1), T and μ of its bound."""
    each = float(entropy(np.array([0.1, 0.5, 0.4])))
    temperature = temperature_of(each / 2)
    value = 1.3 / 2 - float(gibbs(temperature)[0])
    return value, float(temperature), (1.3 - float(temperature) * each) / 2


def loose_room():
    value, temperature, price = full_and_empty()
    return upper_bound(LOOSE, 1.0, temperature, price) - value


def four_cells():
    full = [(Fraction(share, 10), 1) for share in (1, 5, 4)]
    pair = [(a * b, 1) for a, _ in full for b, _ in full]
    return (Fraction(13, 5) - passive_energy(pair, product_levels(4, top=2))) / 4


def depolarized_copies(cells):
    """What a joint extraction from n cells of level 1 draws per cell beyond one, λ = 1/2."""
    spectrum = product_spectrum(cells, Fraction(2, 3), Fraction(1, 6), 2)
    passive = passive_energy(spectrum, product_levels(cells, top=2))
    return 1 - passive / cells - Fraction(1, 2)


HALF = np.array([2 / 3, 1 / 6, 1 / 6])
THERMAL_HALF = float(gibbs(temperature_of(entropy(HALF)))[0])


def depolarized_spread():
    """How far E_tot - E differs between inputs after λ = 1/2."""
    p2 = np.linspace(0.0, 0.5, 11)
    channel, p1 = ("depolarizing", 0.5), 1 - 2 * p2
    return np.ptp(total_ergotropy(channel, p1, p2) - ergotropy(channel, p1, p2))


def entangled_gain():
    """2S_min less the least output entropy found for two cells, λ = 1/2, from entangled inputs.

    Each step takes the eigenvector that the logarithm of the output favours most.
    """

    def both(matrix):
        """λ = 1/2 on each of two cells; the map is its own adjoint."""
        for cell in (0, 1):
            grid = matrix.reshape(3, 3, 3, 3)
            left = np.trace(grid, axis1=cell, axis2=cell + 2) / 3
            one = np.eye(3)
            mixed = np.einsum("ac,bd->abcd" if cell == 0 else "bd,ac->abcd", one, left)
            matrix = (grid / 2 + mixed / 2).reshape(9, 9)
        return matrix

    least, generator = np.inf, np.random.default_rng(3)
    for _ in range(4):
        state = generator.normal(size=9)
        for _ in range(80):
            state /= np.linalg.norm(state)
            values, vectors = np.linalg.eigh(both(np.outer(state, state)))
            state = np.linalg.eigh(both(vectors * np.log(values) @ vectors.T))[1][:, -1]
        least = min(least, entropy(values))
    return max(0.0, 2 * entropy(HALF) - least)


def resonance_without_a_partner():
    """The largest difference of the two channels' outputs at γ₂ = 0."""
    p1, p2 = np.random.default_rng(5).dirichlet(np.ones(3), size=50).T[:2]
    rates = 0.3, 0.0, 0.6
    return np.abs(outputs(("mad", *rates), p1, p2) - outputs(("remad", *rates), p1, p2)).max()


def mixture_total():
    """E_tot of half |0⟩, half the Gibbs state of β = 1/2."""
    weights = np.exp(-LEVELS / 2)
    mixed = (weights / weights.sum() + [1, 0, 0]) / 2
    return mixed @ LEVELS - gibbs(temperature_of(entropy(mixed)))[0]


# Gaussian channels: two modes, one of them with n̄ quanta of noise.


def thermal_entropy(quanta):
    return (quanta + 1) * log(quanta + 1) - quanta * log(quanta) if quanta else 0.0


def quanta_of(amount):
    """The quanta of a thermal mode of an entropy."""
    return brentq(lambda n: thermal_entropy(n) - amount, 0, 1e7, xtol=1e-15) if amount else 0.0


def two_mode_passive(quanta):
    """Σ r_k m(k): the k-th largest eigenvalue in level m, of which there are m + 1."""
    k = np.arange(max(40.0, 45 * (1 + quanta)))
    level = np.floor((np.sqrt(8 * k + 1) - 1) / 2)
    return float(np.exp(-k * np.log1p(1 / quanta)) @ level / (1 + quanta)) if quanta else 0.0


def gaussian_gap(quanta):
    return two_mode_passive(quanta) - 2 * quanta_of(thermal_entropy(quanta) / 2)


def precise_entropy(quanta):
    n = Decimal(quanta)
    return (n + 1) * (n + 1).ln() - n * n.ln()


LABELLINGS = [(0.3, 0.2, 0.6), (0.3, 0.6, 0.2), (0.2, 0.3, 0.6), (0.2, 0.6, 0.3), (0.6, 0.3, 0.2),
              (0.6, 0.2, 0.3)]  # fmt: skip
QUBIT = 0.5, "0.3", 0, 1

DERIVATIONS = {
    **by(Basis.SEARCH, {
        **{f"gap-{channel[0]}-{e}": partial(gap, channel, e)
           for channel in (MAD, REMAD) for e in TENTHS},
        **{"labelling-{}-{}-{}".format(*rates): partial(gap, ("mad", *rates))
           for rates in LABELLINGS},
        "plateau-loc-mad": partial(most, ergotropy, MAD),
        "plateau-chi_tot-mad": partial(most, total_ergotropy, MAD),
        "plateau-c_loc-remad": partial(most, ergotropy, REMAD),
        "plateau-chi_tot-remad": partial(most, total_ergotropy, REMAD),
        **{f"{key}-{channel[0]}": partial(room, channel)
           for key in ("bound-exact", "certificate") for channel in (MAD, REMAD)},
        "constraint-equal": lambda: (
            most(total_ergotropy, MAD, 1.5, 1.5) - most(ergotropy, MAD, 1.5, 1.5)
        ),
        "constraint-hull": lambda: (
            hull(total_ergotropy, MAD, 1.5, -1.5) - hull(ergotropy, MAD, 1.5, -1.5)
        ),
        "coarse-grid": lambda: most(total_ergotropy, MAD) - max(
            most(total_ergotropy, MAD, e, e) for e in np.linspace(0, 2, 60)[25:35]
        ),
        "loose-c_loc": partial(hull, ergotropy, LOOSE, 1.0),
        "loose-chi_tot": partial(hull, total_ergotropy, LOOSE, 1.0),
        "loose-certificate": loose_room,
        "classical-c_loc": partial(chord, *QUBIT),
        "classical-chi_tot": partial(chord, *QUBIT),
        "depolarizing-local": partial(most, ergotropy, ("depolarizing", 0.5), 1.0),
        "depolarizing-beyond": partial(most, ergotropy, ("depolarizing", 1.1), 1.0),
        "depolarizing-entangled": entangled_gain,
    }),
    **by(Basis.FORMULA, {
        "loose-c_sep": lambda: full_and_empty()[0],
        "classical-c_sep": block_limit,
        "two-levels-gap": lambda: block_limit() - 0.2,
        "depolarizing-gap": lambda: 0.5 - THERMAL_HALF,
        "not-convex": mixture_total,
        "energy-kept": lambda: LEVELS[-1] - LEVELS[0],
        "data-processing": lambda: LEVELS[-1] - LEVELS[0],
        "beta-gibbs": lambda: log(1 + 1 / quanta_of(thermal_entropy(2) / 2)),
        "beta-output": lambda: log(1 + 1 / 2),
        "gap-vanishes": partial(gaussian_gap, 0.0),
        "same-noise": lambda: gaussian_gap((1 - 0.2) * 1) - gaussian_gap((1 - 0.6) * 2),
    }),
    **by(Basis.MATRICES, {
        "depolarizing-spread": depolarized_spread,
        "depolarizing-at-rest": lambda: total_ergotropy(
            ("depolarizing", 0.5), np.zeros(1), np.zeros(1)
        )[0],
        "remad-is-mad": resonance_without_a_partner,
    }),
    **by(Basis.COUNTING, {
        "loose-four-cells": four_cells,
        **{f"classical-{n}-cells": partial(qubit_block, n) for n in (2, 4, 16, 64, 512)},
        **{f"depolarizing-{n}-cells": partial(depolarized_copies, n)
           for n in (2, 4, 8, 16, 32, 64)},
        "gap-two-quanta": partial(gaussian_gap, 2.0),
        **{f"gap-{n:g}-quanta": partial(gaussian_gap, n) for n in (0.1, 0.5, 1.0, 5.0, 20.0)},
        "gap-unbounded": lambda: gaussian_gap(1e5) / sqrt(1e5),
        "engine-at-rest": lambda: 2 - two_mode_passive(2.0),
    }),
    **by(Basis.DIGITS, {"large-noise": lambda: precise_entropy(exp(12 * log(10)))}),
}  # fmt: skip
