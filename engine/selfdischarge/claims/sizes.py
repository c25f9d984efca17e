"""Claims on chains of several cells: Santos 2021, Sec. III and Fig. 3."""

from __future__ import annotations

from math import exp, log

from engine.claims import Basis, Claim, Verdict
from engine.selfdischarge.claims.measure import (
    CLASSICAL,
    EXCHANGE,
    PAPER,
    at,
    discharged_pair,
    least_eigenvalue,
    printed_ergotropy,
    ratio,
    scalar,
    show,
    skewness,
    start,
)

# Two cells at Γt = 1: |ee⟩ feeds the symmetric and antisymmetric states, which decay at Γ ± Γ_icl.
TWO_CELLS = (
    0.5 * exp(-2)
    + exp(-1.5) * (0.5 + 1.5 * 0.25 * (1 - exp(-0.5)) / 0.5)
    + exp(-0.5) * 0.5 * 0.25 * (1 - exp(-1.5)) / 1.5
)

SIZES = (
    Claim(
        "start-ergotropy", f"{PAPER}, Sec. III", "N cells start with an ergotropy of N/2.",
        printed=2.5, precision=1e-12, expected=2.5, tolerance=1e-10, compute=start("ergotropy"),
        quoted="formula", verdict=Verdict.REPRODUCED, unit="ħω", show=show("sizes", "ergotropy"),
    ),
    Claim(
        "start-energy", f"{PAPER}, Fig. 4", "N quantum cells start with an energy of N/2.",
        printed=2.5, precision=1e-12, expected=2.5, tolerance=1e-12, compute=start("energy"),
        quoted="formula",
        verdict=Verdict.REPRODUCED, unit="ħω", show=show("geometries", "relative_energy"),
    ),
    Claim(
        "start-efficiency-quantum", f"{PAPER}, Sec. III", "Quantum cells start with ε = 1.",
        printed=1.0, precision=1e-12, expected=1.0, tolerance=1e-10, compute=start("efficiency"),
        verdict=Verdict.REPRODUCED, show=show("sizes"),
    ),
    Claim(
        "start-efficiency-classical", f"{PAPER}, Sec. III", "Classical cells start with ε ≈ 0.667.",
        printed=0.667, precision=5e-4, expected=2 / 3, tolerance=1e-10,
        compute=start("efficiency", **CLASSICAL), verdict=Verdict.REPRODUCED, basis=Basis.MATRICES,
        show=show("sizes", **CLASSICAL),
    ),
    Claim(
        "dead-share", f"{PAPER}, Sec. III", "About 33.3 % of a classical cell's energy is dead.",
        printed=0.333, precision=5e-4, expected=1 / 3, tolerance=1e-10,
        compute=ratio(start("dead_energy", **CLASSICAL), start("energy", **CLASSICAL)),
        verdict=Verdict.REPRODUCED, basis=Basis.MATRICES, show=show("decomposition", **CLASSICAL),
    ),
    Claim(
        "dead-energy", f"{PAPER}, Sec. III",
        "The dead energy of N classical cells is about 0.333 ħωN; here for N = 5, over N.",
        printed=0.333, precision=5e-4, expected=0.25, tolerance=1e-10,
        compute=lambda: start("dead_energy", **CLASSICAL)() / 5, verdict=Verdict.CORRECTED,
        basis=Basis.MATRICES,
        unit="ħω",
        explanation="A third of each cell's energy of 3/4 is 1/4.",
        show=show("decomposition", **CLASSICAL),
    ),
    Claim(
        "more-cells", f"{PAPER}, Sec. III",
        "Several cells discharge more slowly: half-life of five over that of one.",
        printed=None, expected=0.3102315638 / log(1.6), tolerance=1e-8,
        compute=ratio(scalar("half_life"), scalar("half_life", cells=1)),
        verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES,
        explanation="Against a single cell they discharge faster, 0.66. Against five classical "
        "cells they are slower by 1.73, though a single cell gains 2.58.",
        show=show("sizes"),
    ),
    Claim(
        "more-cells-classical", f"{PAPER}, Sec. III",
        "Half-life of five quantum cells over that of five classical ones.",
        printed=None, expected=0.3102315638 / 0.1797970487, tolerance=1e-8,
        compute=ratio(scalar("half_life"), scalar("half_life", **CLASSICAL)),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, show=show("sizes"),
    ),
    Claim(
        "more-cells-exchange", f"{PAPER}, Sec. III",
        "Half-life of five cells with exchange over that of one.",
        printed=None, expected=0.3295765588 / log(1.6), tolerance=1e-8,
        compute=ratio(scalar("half_life", **EXCHANGE), scalar("half_life", cells=1)),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, show=show("sizes", **EXCHANGE),
    ),
    Claim(
        "independent-cells", f"{PAPER}, Sec. III",
        "Without interaction and collective decay five cells are as efficient as one.",
        printed=1.0, precision=1e-9, expected=1.0, tolerance=1e-9,
        compute=ratio(
            at("efficiency", 1.0, coupling=0.0, collective_rate=0.0),
            at("efficiency", 1.0, coupling=0.0, collective_rate=0.0, cells=1),
        ),
        quoted="words",
        verdict=Verdict.REPRODUCED, show=show("sizes", coupling=0.0, collective_rate=0.0),
    ),
    Claim(
        "two-cells", f"{PAPER}, Eq. (12)", "The energy of two cells at Γt = 1.",
        printed=None, expected=TWO_CELLS, tolerance=1e-10, compute=at("energy", 1.0, cells=2),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="ħω",
        explanation="For every J and both interactions: 2P + P₊ + P₋ of the states ee, S and A.",
        show=show("sizes", "relative_energy", cells=2),
    ),
    Claim(
        "ergotropy-formula", f"{PAPER}, Eq. (1)",
        "The ergotropy of two cells at Γt = 0.5, from the double sum over eigenstates.",
        printed=printed_ergotropy(discharged_pair(0.5)), precision=1e-9,
        expected=printed_ergotropy(discharged_pair(0.5)), tolerance=1e-9,
        compute=at("ergotropy", 0.5, cells=2), quoted="formula", verdict=Verdict.REPRODUCED,
        unit="ħω", show=show("sizes", "ergotropy", cells=2, at=0.5),
    ),
    Claim(
        "equation-12-one-way", f"{PAPER}, Eq. (12)",
        "As printed, with one direction of each pair: largest |ρ - ρ†| of two cells at Γt = 6.",
        printed=None, expected=0.616920735, tolerance=1e-8, compute=skewness,
        verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="The state does not stay Hermitian: both ordered pairs must be summed.",
        show=show("sizes", cells=2),
    ),
    Claim(
        "equation-12-pumping", f"{PAPER}, Eq. (12)",
        "With both directions and the second line as printed, a pumping: least eigenvalue at "
        "Γt = 6.",
        printed=None, expected=-2.501239376, tolerance=1e-8, compute=least_eigenvalue,
        verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="No state: the second line must be the Hermitian conjugate of the first.",
        show=show("sizes", cells=2),
    ),
)  # fmt: skip
