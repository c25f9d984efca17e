"""Claims on the N-fold speed-up of global charging, and on the Hamiltonians that are printed."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.collective import blocks
from engine.collective.equations import PAPER
from engine.collective.model import BlockCharging

GLOBAL = {"cells": 12, "block": 12, "view": "curves"}
LOCAL = {"cells": 12, "block": 1, "view": "curves"}
THREES = {"cells": 12, "block": 3, "view": "curves"}


def value(name: str, **settings: float) -> float:
    """A number of block charging."""
    return float(BlockCharging(**settings).run()[name])


def printed_drive(alpha: complex = 1.0) -> np.ndarray:
    """Eq. (17) for one cell as printed, without -H_0: α|e⟩⟨g| + α*|e⟩⟨g|."""
    return np.array([[0.0, 0.0], [alpha + np.conj(alpha), 0.0]])


def constrained(gap: float = 1.0, alpha: float = 1.0) -> float:
    """Norm of -H_0 + α(|e⟩⟨g| + |g⟩⟨e|), the part that Eqs. (16) and (17) add to H_0."""
    return float(np.linalg.norm([[0.0, alpha], [alpha, -gap]], 2))


ADVANTAGE = (
    Claim(
        "advantage-n", f"{PAPER}, Eq. (18)",
        "Twelve cells charged together are twelve times as fast as each on its own.",
        printed=12.0, expected=12.0, tolerance=1e-12, precision=1e-9, quoted="formula",
        compute=lambda: value("power", cells=12, block=12) / value("power", cells=12, block=1),
        verdict=Verdict.REPRODUCED, show=GLOBAL,
    ),
    Claim(
        "local-time", f"{PAPER}, Sec. II.C.1",
        "The time of local charging, Nπ/2E_max, for twelve cells.",
        printed=6 * pi, expected=6 * pi, tolerance=1e-9, precision=1e-6, quoted="formula",
        compute=lambda: value("charging_time", cells=12, block=1), verdict=Verdict.REPRODUCED,
        unit="ħ/ε", show=LOCAL,
    ),
    Claim(
        "global-time", f"{PAPER}, Sec. II.C.1",
        "The time of global charging, π/2E_max, whatever the number of cells.",
        printed=pi / 2, expected=pi / 2, tolerance=1e-9, precision=1e-6, quoted="formula",
        compute=lambda: value("charging_time", cells=30, block=30), verdict=Verdict.REPRODUCED,
        unit="ħ/ε", show=GLOBAL,
    ),
    Claim(
        "equal-norm", f"{PAPER}, Sec. II.C.1",
        "With equal norms |α_N| = N|α|: how much faster a global drive turns.",
        printed=12.0, expected=12.0, tolerance=1e-12, precision=1e-9, quoted="formula",
        compute=lambda: blocks.rate(12, 12, 1.0) / blocks.rate(12, 1, 1.0),
        verdict=Verdict.REPRODUCED, show=GLOBAL,
    ),
    Claim(
        "advantage-k", f"{PAPER}, Sec. II.C.3",
        "Blocks of three cells among twelve: the advantage is the block's size.",
        printed=None, expected=3.0, tolerance=1e-12,
        compute=lambda: value("power", cells=12, block=3) / value("power", cells=12, block=1),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="It saturates Γ ≤ γk with γ = 1.", show=THREES,
    ),
    Claim(
        "hermitian", f"{PAPER}, Eq. (17)",
        "How far the printed drive with α = 1 is from being Hermitian.",
        printed=0.0, expected=2.0, tolerance=1e-12, precision=1e-9, quoted="words",
        compute=lambda: float(np.linalg.norm(printed_drive() - printed_drive().conj().T, 2)),
        verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="A Hamiltonian has no such part. Both (16) and (17) print |e⟩⟨g| twice; the "
        "second term is |g⟩⟨e|.", show=GLOBAL,
    ),
    Claim(
        "norm-constraint", f"{PAPER}, Sec. II.C.1",
        "The norm of the part that Eq. (16) adds to one cell of gap 1, for |α| = 1.",
        printed=1.0, expected=(1 + sqrt(5)) / 2, tolerance=1e-12, precision=1e-6,
        quoted="formula", compute=constrained, verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="E_max = |α| holds for the whole Hamiltonian H_0 + H, in which -H_0 cancels; "
        "the limit is on that.", unit="ε", show=LOCAL,
    ),
    Claim(
        "shortcut", f"{PAPER}, Fig. 3(b)",
        "Half-way through global charging the populations of all empty and all full: each 1/2.",
        printed=0.5, expected=0.5, tolerance=1e-12, precision=1e-9, quoted="words",
        compute=lambda: float(blocks.populations(pi / 4, 12, 12)[[0, 12]].min()),
        verdict=Verdict.REPRODUCED, show={**GLOBAL, "moment": 0.5},
    ),
    Claim(
        "binomial", f"{PAPER}, Fig. 3(b)",
        "Half-way through local charging, the population of six excited cells of twelve.",
        printed=None, expected=924 / 4096, tolerance=1e-12,
        compute=lambda: float(blocks.populations(pi / 4, 12, 1)[6]), verdict=Verdict.DERIVED,
        basis=Basis.COUNTING, show={**LOCAL, "moment": 0.5},
    ),
)  # fmt: skip
