"""Claims on the two maps, J_coh - E_1,1 over the noise: storage poster, Figs. 1 and 2."""

from __future__ import annotations

from math import log

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from engine.claims import Basis, Claim, Verdict
from engine.storage.equations import PAPER
from engine.storage.maps import StorageMap
from engine.storage.qubit import single_shot
from engine.storage.yields import coherent_ratio

FIG1 = {"against": "eta", "view": "section", "kappa": 0.0}
FIG2 = {"against": "kappa", "view": "section", "eta": 0.0}


def difference(gamma: float, eta: float = 0.0, kappa: float = 0.0) -> float:
    """f = J_coh - E_1,1 at a point of the maps."""
    shot = single_shot(gamma, eta, kappa).ergotropy
    return float(coherent_ratio(gamma, eta, kappa) - shot)


def extreme(against: str, which: str) -> float:
    """The largest or smallest value of a map."""
    plane = StorageMap(against=against).run().advantage
    return float(plane.max() if which == "max" else plane.min())


def share_above(against: str, points: int = 1000) -> float:
    """Share of a map's area with a positive difference, from the middles of its pixels."""
    middle = (np.arange(points) + 0.5) / points
    gamma = middle[:, None]
    eta, kappa = (middle / 2, 0.0) if against == "eta" else (0.0, middle)
    above = coherent_ratio(gamma, eta, kappa) > single_shot(gamma, eta, kappa).ergotropy
    return float(above.mean())


def steepest() -> tuple[float, float]:
    """The relaxation with the largest difference for amplitude damping, and that difference."""
    best = minimize_scalar(
        lambda gamma: -difference(gamma),
        bounds=(0.25, 0.9),
        method="bounded",
        options={"xatol": 1e-12},
    )
    return float(best.x), -float(best.fun)


def sign_change(gamma: float) -> float:
    """The dephasing at which the difference of Fig. 2 changes its sign."""
    return float(brentq(lambda kappa: difference(gamma, kappa=kappa), 0.01, 0.99, xtol=1e-14))


FIGURES = (
    Claim(
        "fig1-minimum", f"{PAPER}, Fig. 1",
        "For relaxation alone, spreading is never worse: the least difference is 0.",
        printed=0.0, expected=0.0, tolerance=1e-12, precision=1e-12,
        compute=lambda: extreme("eta", "min"), verdict=Verdict.REPRODUCED,
        explanation="E(p) is concave for κ = 0; the difference vanishes at γ = 0 and γ = 1 only.",
        show=FIG1,
    ),
    Claim(
        "fig1-share", f"{PAPER}, Fig. 1",
        "The share of Fig. 1, η up to 1/2, in which spreading is better.",
        printed=None, expected=1.0, tolerance=1e-12,
        compute=lambda: share_above("eta"), verdict=Verdict.DERIVED, basis=Basis.SEARCH,
        explanation="“A vast volume” on the poster: all of it.", show=FIG1,
    ),
    Claim(
        "fig1-supremum", f"{PAPER}, Fig. 1",
        "The difference next to γ = 1 at η = 1/2, its supremum.",
        printed=None, expected=1.0, tolerance=1e-5,
        compute=lambda: difference(1 - 1e-12, 0.5), verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="At η = 1/2 J_coh is 1 for every γ < 1: the bath supplies what is lost.",
        show={**FIG1, "gamma": 0.99, "eta": 0.5},
    ),
    Claim(
        "fig1-zero-temperature", f"{PAPER}, Figs. 1 and 2",
        "The largest difference for amplitude damping, η = κ = 0.",
        printed=None, expected=1.5 - 3 * 2 ** (-4 / 3), tolerance=1e-9,
        compute=lambda: steepest()[1], verdict=Verdict.DERIVED, basis=Basis.SEARCH,
        explanation="3/2 - 3·2^(-4/3) = 0.3094.", show={**FIG1, "gamma": 0.396850, "eta": 0.0},
    ),
    Claim(
        "fig1-zero-temperature-at", f"{PAPER}, Figs. 1 and 2",
        "The relaxation at which it is found.",
        printed=None, expected=4 ** (-2 / 3), tolerance=1e-7,
        compute=lambda: steepest()[0], verdict=Verdict.DERIVED,
        basis=Basis.DIGITS, explanation="γ = 4^(-2/3).",
        show={**FIG1, "gamma": 0.396850, "eta": 0.0},
    ),
    Claim(
        "fig1-point", f"{PAPER}, Fig. 1",
        "The difference at γ = 0.2, η = 0.3, below the threshold γ(1-η) = 1/4.",
        printed=None, expected=0.2 * (1 - 4 * 0.3 * 0.7 * 0.2) / (1 - 2 * 0.06), tolerance=1e-12,
        compute=lambda: difference(0.2, 0.3), verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="γ[1-4η(1-η)γ]/(1-2ηγ).", show={**FIG1, "gamma": 0.2, "eta": 0.3},
    ),
    Claim(
        "fig2-minimum", f"{PAPER}, Fig. 2",
        "The least difference with dephasing, at γ = 0, κ = 1.",
        printed=None, expected=-1.0, tolerance=1e-12,
        compute=lambda: extreme("kappa", "min"), verdict=Verdict.DERIVED, basis=Basis.SEARCH,
        explanation="Pure dephasing spares a full cell and ruins every superposition.",
        show={**FIG2, "gamma": 0.0, "kappa": 1.0},
    ),
    Claim(
        "fig2-maximum", f"{PAPER}, Fig. 2",
        "The largest difference on the map, next to γ = 0.3969, κ = 0.",
        printed=None, expected=1.5 - 3 * 2 ** (-4 / 3), tolerance=5e-6,
        compute=lambda: extreme("kappa", "max"), verdict=Verdict.DERIVED, basis=Basis.SEARCH,
        explanation="Dephasing only lowers it.", show={**FIG2, "gamma": 0.396850},
    ),
    Claim(
        "fig2-boundary", f"{PAPER}, Fig. 2",
        "The dephasing at which the difference changes its sign, at γ = 0.3.",
        printed=None, expected=3 / 7, tolerance=1e-10,
        compute=lambda: sign_change(0.3), verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="κ = γ/(1-γ), where E(p) turns from concave to convex.",
        show={**FIG2, "gamma": 0.3, "kappa": 3 / 7},
    ),
    Claim(
        "fig2-share", f"{PAPER}, Fig. 2",
        "The share of the square in which spreading is better.",
        printed=None, expected=log(2), tolerance=1e-3,
        compute=lambda: share_above("kappa"), verdict=Verdict.DERIVED, basis=Basis.QUADRATURE,
        explanation="The area under κ = γ/(1-γ) is ln 2: “a vast volume” of 69 %.", show=FIG2,
    ),
    Claim(
        "finite-ratio", f"{PAPER}, abstract",
        "The difference for dephasing alone, κ = 0.5: a finite ratio E/n is best.",
        printed=None, expected=-0.5, tolerance=1e-12,
        compute=lambda: difference(0.0, kappa=0.5), verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="A full cell returns everything, the thin state 1-κ of its energy.",
        show={**FIG2, "gamma": 0.0, "kappa": 0.5},
    ),
)  # fmt: skip
