"""Claims on depolarizing noise: Tirone et al. 2023, Examples, after their Ref. [30]."""

from __future__ import annotations

from functools import partial

import numpy as np

from engine.capacitance.claims.measure import PAPER, analysed, at, extreme, show
from engine.claims import Basis, Claim, Verdict
from engine.copies import ergotropy_per_cell

HALF = ("depolarizing", 0.5)
BEYOND = ("depolarizing", 1.1)
SOURCE = f"{PAPER}, Sec. “Examples”"
# Number of cells, and the gain of a joint extraction per cell.
COPIES = ((2, 0.0), (4, 0.01215), (8, 0.02316), (16, 0.03101), (32, 0.03475), (64, 0.03643))


def copies_gain(cells: int) -> float:
    """Ergotropy per cell of n level-1 inputs after λ = 1/2 on three levels, over that of one."""
    spectrum = [0.5 + 0.5 / 3, 0.5 / 3, 0.5 / 3]
    return ergotropy_per_cell([(cells, 1.0, spectrum)], [0, 1, 2]) - 0.5


DEPOLARIZING = (
    Claim(
        "depolarizing-local", SOURCE,
        "C_loc of depolarizing λ = 1/2 on three levels at e = 1: (1-λ)e.",
        printed=None, expected=0.5, tolerance=1e-9,
        compute=at("c_loc", 1.0, HALF), verdict=Verdict.DERIVED, basis=Basis.SEARCH, unit="ε₀",
        show=show(HALF, energy=1.0),
    ),
    Claim(
        "depolarizing-gap", SOURCE,
        "Its gap, the same at every input energy.",
        printed=None, expected=0.038489921, tolerance=1e-9,
        compute=extreme("exact_gap", "max", HALF), verdict=Verdict.DERIVED,
        basis=Basis.FORMULA, unit="ε₀",
        show=show(HALF, view="gap"),
    ),
    Claim(
        "depolarizing-spread", SOURCE,
        "How far that gap differs between input energies.",
        printed=None, expected=0.0, tolerance=1e-9,
        compute=lambda: float(np.ptp(analysed(HALF).exact_gap.values)), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES,
        unit="ε₀", show=show(HALF, view="gap"),
    ),
    Claim(
        "depolarizing-entangled", SOURCE,
        "What entangled inputs can add to C_sep there.",
        printed=None, expected=0.0, tolerance=1e-9,
        compute=lambda: float((analysed(HALF).c_total_upper - analysed(HALF).c_sep).max()),
        verdict=Verdict.DERIVED, basis=Basis.SEARCH, unit="ε₀",
        explanation="Output entropies of the depolarizing channel add up (King 2003), and its "
        "output energy is linear: C_ℰ = C_sep.",
        show=show(HALF),
    ),
    Claim(
        "depolarizing-at-rest", SOURCE,
        "C_sep without any input energy.",
        printed=None, expected=0.038489921, tolerance=1e-9,
        compute=at("c_sep", 0.0, HALF), verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="ε₀",
        explanation="Depolarizing |0⟩ leaves a state that is passive, but not completely: C ≤ e "
        "does not hold in general.",
        show=show(HALF, energy=0.0),
    ),
    Claim(
        "depolarizing-beyond", SOURCE,
        "C_loc of λ = 1.1 on three levels: (λ-1) times the top level, whatever the energy.",
        printed=None, expected=0.2, tolerance=1e-9,
        compute=at("c_loc", 1.0, BEYOND), verdict=Verdict.DERIVED, basis=Basis.SEARCH, unit="ε₀",
        explanation="Beyond λ = 1 the best input is |0⟩.", show=show(BEYOND),
    ),
    *(
        Claim(
            f"depolarizing-{cells}-cells", SOURCE,
            f"How much of the gap a joint extraction from {cells} cells draws, per cell.",
            printed=None, expected=gain, tolerance=6e-6,
            compute=partial(copies_gain, cells), verdict=Verdict.DERIVED,
            basis=Basis.COUNTING, unit="ε₀",
            explanation="Exact, by counting types; two cells at once gain nothing.",
            show=show(HALF, view="gap"),
        )
        for cells, gain in COPIES
    ),
)  # fmt: skip
