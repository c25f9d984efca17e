"""Claims on the exact C_sep, where the paper's bound (12) is loose."""

from __future__ import annotations

from functools import partial

from engine.capacitance.claims.measure import LOOSE, PAPER, at, show, vouched
from engine.claims import Basis, Claim, Verdict
from engine.copies import ergotropy_per_cell

SOURCE = f"{PAPER}, Eq. (12)"
CLASSICAL = (("gad", 0.3, 0.0), ("dephasing", 1.0))
FULL = show(LOOSE, view="bound", energy=1.0)
HALVES = show(*CLASSICAL, levels=(0, 1), view="bound", energy=0.5)


def loose_copies(cells: int) -> float:
    """Joint ergotropy per cell after MAD (0.9, 0.5, 0.1): half the cells |2⟩, half |0⟩."""
    full = (cells // 2, 1.3, [0.1, 0.5, 0.4])
    return ergotropy_per_cell([full, (cells // 2, 0.0, [1, 0, 0])], [0, 1, 2])


def block(cells: int) -> float:
    """Joint ergotropy per cell of full and empty qubits after relaxation 0.3 and dephasing."""
    full = (cells // 2, 0.7, [0.3, 0.7])
    return ergotropy_per_cell([full, (cells // 2, 0.0, [1, 0])], [0, 1])


POOLED = (
    *(
        Claim(
            f"loose-{variable}", SOURCE,
            f"{said} of MAD with γ = (0.9, 0.5, 0.1) at e = 1.",
            printed=None, expected=expected, tolerance=1e-9,
            compute=at(variable, 1.0, LOOSE), verdict=Verdict.DERIVED, basis=basis, unit="ε₀",
            explanation=why, show=FULL,
        )
        for variable, said, expected, basis, why in (
            ("c_loc", "C_loc", 0.37284161474, Basis.SEARCH, ""),
            ("chi_tot", "The paper's bound χ_tot", 0.39065612907, Basis.SEARCH, ""),
            ("c_sep", "C_sep itself", 0.48525400642, Basis.FORMULA,
             "Half the cells hold |0⟩, half |2⟩; pooling their entropy beats the bound by 24 %."),
        )
    ),
    Claim(
        "loose-four-cells", SOURCE,
        "What four cells return there, two of them full: above the bound already.",
        printed=None, expected=0.4275, tolerance=1e-9,
        compute=partial(loose_copies, 4), verdict=Verdict.DERIVED,
        basis=Basis.COUNTING, unit="ε₀", show=FULL,
    ),
    Claim(
        "loose-certificate", SOURCE,
        "The room that the dual bound leaves above C_sep there.",
        printed=None, expected=0.0, tolerance=1e-8,
        compute=vouched("sep_dual_gap", LOOSE), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH, unit="ε₀", show=FULL,
    ),
    *(
        Claim(
            f"classical-{variable}", SOURCE,
            f"{said} of qubits after relaxation γ = 0.3 and full dephasing, e = 1/2.",
            printed=None, expected=expected, tolerance=1e-9,
            compute=at(variable, 0.5, *CLASSICAL, levels=(0, 1)), verdict=Verdict.DERIVED,
            basis=basis,
            unit="ε₀", show=HALVES,
        )
        for variable, said, expected, basis in (
            ("c_loc", "C_loc", 0.2, Basis.SEARCH),
            ("chi_tot", "The paper's bound χ_tot", 0.2, Basis.SEARCH),
            ("c_sep", "C_sep itself", 0.258744873, Basis.FORMULA),
        )
    ),
    *(
        Claim(
            f"classical-{cells}-cells", SOURCE,
            f"What {cells} such cells return, half of them full, per cell.",
            printed=None, expected=expected, tolerance=6e-6,
            compute=partial(block, cells), verdict=Verdict.DERIVED, basis=Basis.COUNTING, unit="ε₀",
            show=HALVES,
        )
        for cells, expected in ((2, 0.2), (4, 0.2225), (16, 0.24307), (64, 0.25409), (512, 0.25816))
    ),
)  # fmt: skip
