"""The numbers of noisy storage once more: 2×2 states with 50 digits, searches, every state counted.

A cell of excited population p and coherence √(p(1-p)) becomes, by Eqs. (3) and (4) of the storage
poster, one of population (1-γ)p + ηγ and coherence √((1-γ)(1-κ)p(1-p)).
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cache, partial
from math import exp, log, log1p, sqrt

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from engine.claims import Basis
from tests.reference.claims.counting import qubit_block
from tests.reference.claims.derivation import by

ONE, SMALL = Decimal(1), Decimal("1e-20")
SECONDS_PER_MK = 6.62607015e-34 * 5e9 / (1.380649e-23 * 1e-3)


def returned(p, gamma, eta=0, kappa=0):
    """A cell's ergotropy after the noise: tr(ρH) less the lower eigenvalue of ρ, H = |1⟩⟨1|."""
    p, gamma, eta, kappa = (Decimal(number) for number in (p, gamma, eta, kappa))
    excited = (1 - gamma) * p + eta * gamma
    squared = (1 - gamma) * (1 - kappa) * p * (1 - p)
    return excited - (1 - ((1 - 2 * excited) ** 2 + 4 * squared).sqrt()) / 2


def slope(p, *noise):
    """dE/dp by a central difference, exact to 30 digits; one-sided at a full cell."""
    p = Decimal(p)
    return (returned(p + SMALL, *noise) - returned(p - SMALL, *noise)) / (2 * SMALL)


def root(function, low, high, steps=110):
    """Bisection with as many digits as the numbers have."""
    low, high = Decimal(low), Decimal(high)
    rising = function(low) < 0
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if (function(middle) < 0) is rising else (low, middle)
    return (low + high) / 2


def thin(*noise):
    """J_coh: what one quantum returns from 10²⁰ cells, by the definition of the limit."""
    return returned(SMALL, *noise) / SMALL


def best(*noise):
    """E_1,1: the most that one cell returns, over 401 populations and between the best of them."""

    def lost(p):
        return -float(returned(p, *noise))

    grid = np.linspace(0.0, 1.0, 401)
    k = int(np.argmin([lost(p) for p in grid]))
    if k in (0, 400):
        return -lost(grid[k])
    within = minimize_scalar(lost, bounds=(grid[k - 1], grid[k + 1]), method="bounded")
    return -float(within.fun)


def lead(*noise):
    """J_coh - E_1,1."""
    return float(thin(*noise)) - best(*noise)


def best_population(gamma):
    return root(lambda p: slope(p, gamma), "0.01", "0.999")


@cache
def steepest():
    """γ with the largest lead at η = κ = 0, where its derivative at the best p vanishes."""

    def growth(gamma):
        p = best_population(gamma)
        return sum(
            sign * (thin(gamma + step) - returned(p, gamma + step))
            for sign, step in ((1, SMALL / 10), (-1, -SMALL / 10))
        )

    return root(growth, "0.3", "0.6", 40)


def chord(energy, *noise):
    """The best of two kinds of cells that hold `energy` on average: the concave hull of E(p)."""
    grid = np.linspace(0.0, 1.0, 101)
    values = np.array([float(returned(p, *noise)) for p in grid])
    low, high = grid <= energy, grid > energy
    share = (energy - grid[low])[:, None] / (grid[high][None, :] - grid[low][:, None])
    mixed = (1 - share) * values[low][:, None] + share * values[high][None, :]
    return max(values[low].max(), mixed.max())


def positive_share(gamma):
    """The share of 0 ≤ κ ≤ 1 with a positive lead, at one γ: up to where it changes its sign."""
    if lead(gamma, 0, 1) >= 0:
        return 1.0
    return brentq(lambda kappa: lead(gamma, 0, kappa), 0.0, 1.0, xtol=1e-6)


def positive_area():
    """The area of Fig. 2 with a positive lead, by Gauss and Legendre's rule up to γ = 1/2."""
    node, weight = np.polynomial.legendre.leggauss(8)
    shares = [positive_share(0.25 * (1 + x)) for x in node]
    beyond = min(positive_share(gamma) for gamma in (0.501, 0.6, 0.8, 0.99))
    return float(0.25 * weight @ shares) + 0.5 * beyond


def entropy(excited, squared):
    """-tr ρ ln ρ of population and squared coherence."""
    length = ((1 - 2 * excited) ** 2 + 4 * squared).sqrt()
    weights = (1 + length) / 2, (excited * (1 - excited) - squared) / ((1 + length) / 2)
    return -sum(w * w.ln() for w in weights if w > 0)


def together(p, gamma, eta=0, kappa=0):
    """T₀ D(Λψ‖Λ|0⟩)/p, what cells of population p among empty ones return for each quantum.

    A bath at T = 0 is the limit ln η = -10¹⁵.
    """
    p, gamma, eta, kappa = (Decimal(number) for number in (p, gamma, eta, kappa))
    hot = (eta * gamma).ln() if eta else Decimal(-(10**15))
    excited = (1 - gamma) * p + eta * gamma
    squared = (1 - gamma) * (1 - kappa) * p * (1 - p)
    cold = (1 - eta * gamma).ln()
    relative = -entropy(excited, squared) - excited * hot - (1 - excited) * cold
    return relative / (cold - hot) / p


def together_best(*noise):
    """The population at which `together` is stationary."""

    def growth(p):
        return together(p + SMALL, *noise) - together(p - SMALL, *noise)

    return root(growth, "0.05", "0.6", 50)


def gained_without_dephasing():
    """How far the best of `together` is above the thin state for κ = 0, on a coarse grid."""
    with localcontext(prec=90):
        return max(
            float(together(p, gamma, eta) - thin(gamma, eta))
            for gamma in ("0.1", "0.4", "0.8")
            for eta in ("0.05", "0.3", "0.49")
            for p in ("1e-30", "0.01", "0.1", "0.4", "0.8", "1")
        )


def least_over_figure_2(spread):
    """The least of a way of spreading less E_1,1 on a coarse grid over Fig. 2."""
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    return min(spread(g, 0, k) - best(g, 0, k) for g in shares for k in shares)


def block_limit():
    """½·0.7 less the thermal energy of a qubit that has half the entropy of a full cell."""

    def binary(p):
        return -p * log(p) - (1 - p) * log1p(-p)

    return 0.35 - brentq(lambda p: binary(p) - binary(0.3) / 2, 1e-9, 0.5, xtol=1e-15)


def crossing(t2, hot=0.0):
    """The time from which the thin state returns more, in units of T₁; 0 if it does at once."""

    def ahead(time):
        return lead(1 - exp(-time), hot, 1 - exp(time - 2 * time / t2))

    if all(ahead(time) > 0 for time in (1e-5, 1e-3, 0.1)):
        return 0.0
    return brentq(ahead, 1e-3, 2.0, xtol=1e-11)


def crossing_formula(t2):
    """The root of exp(-2t/T₂) = 2 exp(-t) - 1."""
    return brentq(lambda t: exp(-2 * t / t2) - 2 * exp(-t) + 1, 0.01, 2.0, xtol=1e-14)


def depolarized(p, strength=0.5):
    """Ergotropy over energy of (1-λ)|ψ⟩⟨ψ| + λ/2, from the 2×2 matrix itself."""
    state = np.array([sqrt(1 - p), sqrt(p)])
    rho = (1 - strength) * np.outer(state, state) + strength * np.eye(2) / 2
    return (rho[1, 1] - np.linalg.eigvalsh(rho)[0]) / p


WARM = 1 / (1 + exp(SECONDS_PER_MK / 100))
PARTLY = "0.5", "0.001", "0.2"

DERIVATIONS = {
    **by(Basis.DIGITS, {
        "inverted": lambda: float(returned(0, "0.9", "0.6")),
        "best-population": lambda: float(best_population("0.36")),
        "less-than-full": lambda: float(root(lambda g: slope(1, g, "0.2", "0.5"), "0.1", "0.55")),
        "shot-full": lambda: float(returned(1, "0.64")),
        "dephasing-shot": lambda: float(returned("0.3", 0, 0, "0.5")),
        "fig1-supremum": lambda: lead(1 - 1e-12, 0.5),
        "fig1-zero-temperature-at": lambda: float(steepest()),
        "fig1-point": lambda: lead("0.2", "0.3"),
        "fig2-boundary": lambda: brentq(lambda k: lead("0.3", 0, k), 0.1, 0.9, xtol=1e-12),
        "finite-ratio": lambda: lead(0, 0, "0.5"),
        "meaning-coherent": lambda: float(thin("0.1", 0, "0.9")),
        "meaning-separable": lambda: float(together(1, "0.1", 0, "0.9")),
        "redundancy-without-coherence": lambda: float(together(1, "0.3", 0, 1)),
        "no-gain-without-dephasing": gained_without_dephasing,
        "partly-charged": lambda: float(together(together_best(*PARTLY), *PARTLY)),
        "partly-charged-population": lambda: float(together_best(*PARTLY)),
        **{f"thin-{n}": lambda n=n: float(n * returned(ONE / n, "0.4", "0.2"))
           for n in (1, 10, 100, 1000)},
        "thin-limit": lambda: float(thin("0.4", "0.2")),
        "coherence-time": lambda: crossing(1.0),
        "coherence-time-warm": lambda: crossing(0.8, WARM),
    }),
    **by(Basis.SEARCH, {
        "best-shot": lambda: best("0.36"),
        "shot-maximised": lambda: best("0.64"),
        "flat-beyond-the-best": lambda: best("0.64"),
        "dephasing-capacitance": lambda: chord(0.3, 0, 0, "0.5"),
        "fig1-zero-temperature": lambda: lead(steepest()),
        "fig2-maximum": lambda: lead(steepest()),
        "fig2-minimum": lambda: least_over_figure_2(lambda *noise: float(thin(*noise))),
        "meaning-local": lambda: max(
            float(returned(p, "0.1", 0, "0.9")) / p for p in np.linspace(1e-3, 1, 1000)
        ),
        "fig1-share": lambda: np.mean([
            lead(g, eta) > 0 for g in (0.01, 0.2, 0.5, 0.8, 0.99) for eta in (0.0, 0.1, 0.3, 0.5)
        ]),
        "never-negative": lambda: least_over_figure_2(lambda g, *_: 1 - g),
        "blocks-local": lambda: chord(0.5, "0.3", 0, 1),
    }),
    **by(Basis.QUADRATURE, {
        "fig2-share": positive_area,
    }),
    **by(Basis.FORMULA, {
        "library-convention": lambda: 1 - 0.2,
        "trace": lambda: (1 - 0.2) * 0.3 + (1 - 0.3 + 0.2 * 0.3),
        "blocks-limit": block_limit,
        "coherence-time-short": lambda: crossing_formula(0.8),
        "coherence-time-always": lambda: crossing_formula(1e-6),
    }),
    **by(Basis.MATRICES, {
        f"depolarizing-{p}": partial(depolarized, p) for p in (0.001, 0.5, 1.0)
    }),
    **by(Basis.COUNTING, {
        f"blocks-{n}": partial(qubit_block, n) for n in (2, 4, 16, 64, 512)
    }),
}  # fmt: skip
