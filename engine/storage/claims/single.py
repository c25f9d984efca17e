"""Claims on one cell: what it returns at most, and which state does; storage poster, Eq. (7)."""

from __future__ import annotations

from math import sqrt

from scipy.optimize import brentq

from engine.claims import Basis, Claim, Verdict
from engine.storage.equations import CAPACITANCES, PAPER
from engine.storage.model import Storage
from engine.storage.qubit import local_capacitance, output_ergotropy, single_shot


def less_than_full(kappa: float, eta: float) -> float:
    """The relaxation γ from which a cell is better charged less than fully."""

    def short(gamma: float) -> float:
        return 0.5 - float(single_shot(gamma, eta, kappa).population < 1)

    return float(brentq(short, 0.01, 0.9, xtol=1e-13))


SINGLE = (
    Claim(
        "best-shot", f"{PAPER}, Eq. (7)",
        "The single-shot ergotropy E_1,1 of amplitude damping at γ = 0.36.",
        printed=None, expected=1 / 3, tolerance=1e-12,
        compute=lambda: float(Storage(gamma=0.36).run().single_shot), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH,
        explanation="(1-√γ)/(2√γ) for γ >= 1/4.",
        show={"gamma": 0.36, "view": "bloch", "energy": 1.0},
    ),
    Claim(
        "best-population", f"{PAPER}, Eq. (7)",
        "The population that reaches it.",
        printed=None, expected=1 / 1.2, tolerance=1e-12,
        compute=lambda: float(Storage(gamma=0.36).run().optimal_population),
        verdict=Verdict.DERIVED,
        basis=Basis.DIGITS, explanation="p* = 1/(2√γ): more charge would be less work.",
        show={"gamma": 0.36, "view": "bloch", "energy": 1.0},
    ),
    Claim(
        "less-than-full", f"{PAPER}, Eq. (7)",
        "The relaxation from which less than full charge is best, at η = 0.2, κ = 0.5.",
        printed=None, expected=0.46875, tolerance=1e-12,
        compute=lambda: less_than_full(0.5, 0.2), verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="γ(1-η) = (1+κ)/4.",
        show={"gamma": 0.46875, "eta": 0.2, "kappa": 0.5, "view": "bloch"},
    ),
    Claim(
        "shot-maximised", f"{PAPER}, Eq. (7)",
        "E_1,1 of amplitude damping at γ = 0.64, read as the best of energy up to 1.",
        printed=None, expected=0.125, tolerance=1e-12,
        compute=lambda: float(single_shot(0.64).ergotropy), verdict=Verdict.AMBIGUOUS,
        basis=Basis.SEARCH,
        explanation="Eq. (7) says tr(ρH) <= ne, so this reading is taken; a full cell would "
        "return 0.",
        show={"gamma": 0.64, "view": "bloch", "energy": 1.0},
    ),
    Claim(
        "shot-full", f"{PAPER}, Eq. (7)",
        "E_1,1 of amplitude damping at γ = 0.64, read as a fully charged cell.",
        printed=None, expected=0.0, tolerance=1e-12,
        compute=lambda: float(output_ergotropy(1.0, 0.64)), verdict=Verdict.AMBIGUOUS,
        basis=Basis.DIGITS,
        explanation="With tr(ρH) = ne the cell must be full; up to that energy 0.125 can be had.",
        show={"gamma": 0.64, "view": "bloch", "state": "chosen", "population": 1.0},
    ),
    Claim(
        "flat-beyond-the-best", f"{CAPACITANCES}, Eq. (5)",
        "The local capacitance at γ = 0.64 and e = 1, where the best cell holds 0.625.",
        printed=None, expected=0.125, tolerance=1e-12,
        compute=lambda: float(local_capacitance(1.0, 0.64)), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH,
        explanation="The constraint is <=, so the hull stays flat where E(p) falls.",
        show={"gamma": 0.64, "view": "energy"},
    ),
    Claim(
        "dephasing-shot", f"{PAPER}, Eq. (7)",
        "What a pure state of e = 0.3 returns after dephasing alone, κ = 0.5.",
        printed=None, expected=(sqrt(0.58) - 0.4) / 2, tolerance=1e-12,
        compute=lambda: float(output_ergotropy(0.3, 0.0, kappa=0.5)), verdict=Verdict.DERIVED,
        basis=Basis.DIGITS,
        explanation="½[√(1-4κe(1-e)) - 1 + 2e].",
        show={"gamma": 0.0, "kappa": 0.5, "view": "energy"},
    ),
    Claim(
        "dephasing-capacitance", f"{PAPER}, abstract",
        "What full and empty cells side by side return per cell there.",
        printed=None, expected=0.3, tolerance=1e-12,
        compute=lambda: float(local_capacitance(0.3, 0.0, kappa=0.5)), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH,
        explanation="All of it: without relaxation a finite ratio E/n is best.",
        show={"gamma": 0.0, "kappa": 0.5, "view": "energy"},
    ),
)  # fmt: skip
