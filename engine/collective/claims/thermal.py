"""Claims on thermal cells: the N-fold speed-up without entanglement, and what it costs in work."""

from __future__ import annotations

from math import asinh, atanh, exp, sqrt, tanh

from engine.claims import Basis, Claim, Verdict
from engine.collective.equations import PAPER
from engine.collective.model import SeparableBall

SECTION = f"{PAPER}, Sec. II.C.2"
TWO, FOUR = {"view": "ball", "cells": 2, "block": 2}, {"view": "ball", "cells": 4, "block": 4}
BETA = 0.3


def value(name: str, cells: int) -> float:
    """A number of the separable ball."""
    return float(SeparableBall(cells=cells).run()[name])


def swapped(cells: int = 4, beta: float = BETA) -> float:
    """Work per cell of Eq. (17) on thermal cells, which swaps |G⟩ and |E⟩ alone: p_0 - p_N."""
    return (1 - exp(-beta * cells)) / (1 + exp(-beta)) ** cells


THERMAL = (
    Claim(
        "ball-advantage", SECTION,
        "In the separable ball the global drive is still N times as fast, for four cells.",
        printed=4.0, expected=4.0, tolerance=1e-12, precision=1e-9, quoted="words",
        compute=lambda: value("advantage", 4), verdict=Verdict.REPRODUCED, show=FOUR,
    ),
    Claim(
        "ball-2", SECTION,
        "Two cells at least this hot are separable all along: βω at the ball's edge.",
        printed=None, expected=2 * atanh(sqrt(2 / sqrt(3) - 1)), tolerance=1e-12,
        compute=lambda: value("ball_inverse_temperature", 2), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH, unit="1/ω", show=TWO,
        explanation="tr ρ² = 1/3, the edge of the ball of two qubits.",
    ),
    Claim(
        "ball-share-2", SECTION, "There two cells store this share of the full work.",
        printed=None, expected=sqrt(2 / sqrt(3) - 1), tolerance=1e-12,
        compute=lambda: value("ball_work_share", 2), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH, show=TWO,
    ),
    Claim(
        "ball-share-4", SECTION, "For four cells the guaranteed ball leaves less.",
        printed=None, expected=0.0982990, tolerance=2e-6,
        compute=lambda: value("ball_work_share", 4), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH, show=FOUR,
        explanation="The radius √(54/17)·6^(-N/2) is our choice; the paper names none.",
    ),
    Claim(
        "entangled-2", SECTION,
        "Two cells colder than this become entangled half-way: βω.",
        printed=None, expected=asinh(1.0), tolerance=1e-12,
        compute=lambda: value("entangled_inverse_temperature", 2), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES, unit="1/ω", show=TWO,
    ),
    Claim(
        "entangled-4", SECTION,
        "Four cells, half against half, become entangled from here on: βω.",
        printed=None, expected=asinh(1.0) / 2, tolerance=1e-12,
        compute=lambda: value("entangled_inverse_temperature", 4), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES, unit="1/ω", show=FOUR,
    ),
    Claim(
        "thermal-work", SECTION,
        f"The work per cell from β to -β at βω = {BETA}, as Eq. (17) would store it, N = 4.",
        printed=tanh(BETA / 2), expected=swapped(), tolerance=1e-12, precision=1e-4,
        quoted="formula", compute=swapped, verdict=Verdict.CORRECTED, basis=Basis.QUTIP,
        explanation="Eq. (17) swaps |G⟩ and |E⟩ alone and stores 0.077 per cell; ρ* has 0.149. "
        "What turns every string into its opposite, σx on all cells, reaches ρ*.",
        unit="ω", show=FOUR,
    ),
)  # fmt: skip
