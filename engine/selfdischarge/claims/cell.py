"""Claims on single cells: Santos 2021, Sec. II and Fig. 2."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import Any

from engine.claims import Basis, Claim, Verdict
from engine.selfdischarge.claims.measure import (
    CLASSICAL,
    PAPER,
    cell,
    cell_at,
    cell_start,
    decay_of,
    ratio,
    show,
)

FULL: dict[str, Any] = {"initial": "full"}
HALVED = "The equations decay by Γ/2 where Eq. (5) gives Γ; "
ERGOTROPY = "relative_ergotropy"


def paper_printed_exact(
    key: str,
    place: str,
    statement: str,
    printed: float,
    exact: float,
    variable: str,
    explanation: str,
    **start: Any,
) -> tuple[Claim, Claim]:
    """A time of the paper in its own convention, where it holds, and by Eq. (5)."""
    shown = show("cell", ERGOTROPY, cells=1, **start)
    common: dict[str, Any] = {
        "printed": printed,
        "precision": 5e-3,
        "tolerance": 1e-9,
        "unit": "1/Γ",
        "quoted": "number" if variable == "half_life" else "formula",
    }
    return (
        Claim(
            f"{key}-paper", f"{PAPER}, {place}", f"{statement}, in the paper's convention.",
            expected=2 * exact, compute=cell(variable, convention="paper", **start),
            verdict=Verdict.REPRODUCED,
            basis=Basis.MATRICES, show={**shown, "convention": "paper"}, **common,
        ),
        Claim(
            key, f"{PAPER}, {place}", f"{statement}, by Eq. (5).", expected=exact,
            compute=cell(variable, **start), verdict=Verdict.CORRECTED, basis=Basis.MATRICES,
            explanation=HALVED + explanation, show=shown, **common,
        ),
    )  # fmt: skip


TIMES = (
    *paper_printed_exact(
        "full-death", "Sec. II.A", "A full cell has no ergotropy left after 2 ln 2",
        2 * log(2), log(2), "death_time", "the populations cross at ln 2.", **FULL,
    ),
    *paper_printed_exact(
        "classical-death", "Eq. (9a)", "The classical cell has no ergotropy left after 2 ln(3/2)",
        2 * log(1.5), log(1.5), "death_time", "the populations cross at ln(3/2).", **CLASSICAL,
    ),
    *paper_printed_exact(
        "classical-half-life", "Fig. 2a", "The half-life of the classical cell is 2 ln(6/5) ≈ 0.36",
        0.36, log(1.2), "half_life", "the half-life is ln(6/5) = 0.182.", **CLASSICAL,
    ),
)  # fmt: skip

SINGLE = (
    *TIMES,
    Claim(
        "quantum-half-life-paper", f"{PAPER}, Fig. 2a",
        "The half-life of the quantum cell is 2 ln[2(1+√6)/5] ≈ 0.65, in the paper's convention.",
        printed=0.65, precision=5e-3, expected=2 * log(2 * (1 + sqrt(6)) / 5), tolerance=1e-9,
        compute=cell("half_life", convention="paper"), verdict=Verdict.CORRECTED,
        basis=Basis.MATRICES, unit="1/Γ",
        explanation="The formula holds; its value 0.6439 rounds to 0.64.",
        show=show("cell", ERGOTROPY, cells=1, convention="paper"),
    ),
    Claim(
        "quantum-half-life", f"{PAPER}, Fig. 2a",
        "The half-life of the quantum cell is 0.65, by Eq. (5).",
        printed=0.65, precision=5e-3, expected=log(1.6), tolerance=1e-9,
        compute=cell("half_life"), verdict=Verdict.CORRECTED, basis=Basis.MATRICES, unit="1/Γ",
        explanation="Eq. (5) gives ln(8/5). No single damping rate gives both printed half-lives: "
        "the paper's is a decay at Γ/2 with additional dephasing, T₁ = T₂.",
        show=show("cell", ERGOTROPY, cells=1),
    ),
    Claim(
        "advantage-paper", f"{PAPER}, Fig. 2a",
        "The quantum cell's half-life over the classical one's, in the paper's convention.",
        printed=0.65 / 0.36, precision=0.05, tolerance=1e-8,
        expected=log(2 * (1 + sqrt(6)) / 5) / log(1.2),
        compute=ratio(cell("half_life", convention="paper"),
                      cell("half_life", convention="paper", **CLASSICAL)),
        quoted="formula",
        verdict=Verdict.REPRODUCED,
        basis=Basis.MATRICES, show=show("cell", ERGOTROPY, cells=1, convention="paper"),
    ),
    Claim(
        "advantage", f"{PAPER}, Fig. 2a",
        "The quantum cell's half-life over the classical one's, by Eq. (5).",
        printed=0.65 / 0.36, precision=0.05, expected=log(1.6) / log(1.2), tolerance=1e-8,
        compute=ratio(cell("half_life"), cell("half_life", **CLASSICAL)),
        quoted="formula", verdict=Verdict.CORRECTED, basis=Basis.MATRICES,
        explanation="The paper understates its own advantage: exactly it is 2.578.",
        show=show("cell", ERGOTROPY, cells=1),
    ),
    Claim(
        "advantage-printed", f"{PAPER}, Eq. (7)",
        "The same ratio with the coherence that Eq. (7) prints.",
        printed=None, expected=0.2069773147 / log(1.2), tolerance=1e-8,
        compute=ratio(cell("half_life", convention="printed"), cell("half_life", **CLASSICAL)),
        verdict=Verdict.DERIVED,
        basis=Basis.MATRICES, show=show("cell", ERGOTROPY, cells=1, convention="printed"),
    ),
    Claim(
        "coherence-decay", f"{PAPER}, Eq. (7)", "Coherence decays by exp(-2Γt).",
        printed=2.0, precision=1e-9, expected=0.5, tolerance=1e-12, compute=decay_of("coherence"),
        quoted="formula", verdict=Verdict.CORRECTED, basis=Basis.MATRICES, unit="Γ",
        explanation="Eq. (5) damps coherence by exp(-Γt/2), half as fast as populations.",
        show=show("cell", "coherence", cells=1),
    ),
    Claim(
        "population-decay", f"{PAPER}, Eq. (7)", "The excited population decays by exp(-Γt).",
        printed=1.0, precision=1e-9, expected=1.0, tolerance=1e-12,
        compute=decay_of("energy"), quoted="formula", verdict=Verdict.REPRODUCED, unit="Γ",
        show=show("cell", "relative_energy", cells=1),
    ),
    Claim(
        "full-energy-decay", f"{PAPER}, Eq. (8)", "A full cell loses its energy by exp(-Γt/2).",
        printed=0.5, precision=1e-9, expected=1.0, tolerance=1e-12,
        compute=decay_of("energy", **FULL), quoted="formula", verdict=Verdict.CORRECTED,
        basis=Basis.MATRICES, unit="Γ",
        explanation="Eq. (8) contradicts Eq. (7); the time scale is 1/Γ, not 2/Γ.",
        show=show("cell", "relative_energy", cells=1, **FULL),
    ),
    Claim(
        "full-ergotropy-decay", f"{PAPER}, Sec. II.A",
        "A full cell's ergotropy decays as its energy does, to 1/e after 2/Γ; in the paper's "
        "convention.",
        printed=exp(-1), precision=0.01, expected=0.0, tolerance=1e-12,
        compute=cell_at("ergotropy", 2.0, convention="paper", **FULL), quoted="formula",
        verdict=Verdict.CORRECTED, basis=Basis.MATRICES, unit="ħω",
        explanation="The energy does. The ergotropy 2 exp(-Γt/2) - 1 falls twice as fast at first "
        "and has died by then, at 2 ln 2/Γ.",
        show=show("cell", "ergotropy", cells=1, convention="paper", **FULL),
    ),
    Claim(
        "equal-ergotropy-quantum", f"{PAPER}, Sec. II.B", "|+⟩ holds half the largest ergotropy.",
        printed=0.5, precision=1e-12, expected=0.5, tolerance=1e-12,
        compute=cell_start("ergotropy"), quoted="formula", verdict=Verdict.REPRODUCED, unit="ħω",
        show=show("cell", "ergotropy", cells=1),
    ),
    Claim(
        "equal-ergotropy-classical", f"{PAPER}, Sec. II.B",
        "The mixture of 3/4 and 1/4 holds half the largest ergotropy.",
        printed=0.5, precision=1e-12, expected=0.5, tolerance=1e-12,
        compute=cell_start("ergotropy", **CLASSICAL), quoted="formula",
        verdict=Verdict.REPRODUCED, unit="ħω",
        show=show("cell", "ergotropy", cells=1, **CLASSICAL),
    ),
    Claim(
        "equation-9a", f"{PAPER}, Eq. (9a)",
        "The classical ergotropy at Γt = 0.2, in the paper's convention.",
        printed=0.35725612705, precision=1e-9, expected=0.35725612705, tolerance=1e-10,
        compute=cell_at("ergotropy", 0.2, convention="paper", **CLASSICAL),
        quoted="formula", verdict=Verdict.REPRODUCED, unit="ħω",
        explanation="With one ħω: the print has a second one besides that in ℰ₁/₂.",
        show=show("cell", "ergotropy", cells=1, convention="paper", **CLASSICAL),
    ),
    Claim(
        "equation-9b", f"{PAPER}, Eq. (9b)", "The quantum ergotropy at the start.",
        printed=0.0, precision=1e-12, expected=0.5, tolerance=1e-12,
        compute=cell_at("ergotropy", 0.001, convention="paper", rate=0.0),
        quoted="formula", verdict=Verdict.CORRECTED, basis=Basis.MATRICES, unit="ħω",
        explanation="As printed, 1 - √(2 - 2 + 1) is zero at t = 0; with x = exp(-Γt/2) it should "
        "read ℰ₁/₂ x (1 - 1/x + √(2 - 2/x + 1/x²)).",
        show=show("cell", "ergotropy", cells=1, convention="paper"),
    ),
    Claim(
        "late-efficiency", f"{PAPER}, Fig. 2b",
        "The efficiency the quantum cell tends to, by Eq. (5).",
        printed=None, expected=0.5, tolerance=1e-6, compute=cell_at("efficiency", 16.0),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="Half of what is left stays usable for ever; the paper's convention tends "
        "to 0.",
        show=show("cell", cells=1, time_max=12.0),
    ),
    Claim(
        "late-efficiency-paper", f"{PAPER}, Fig. 2b",
        "The efficiency of the quantum cell at Γt = 16 in the paper's convention.",
        printed=None, expected=0.5 * 3.3546262790e-4, tolerance=1e-7,
        compute=cell_at("efficiency", 16.0, convention="paper"), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES,
        show=show("cell", cells=1, time_max=12.0, convention="paper"),
    ),
    Claim(
        "partly-coherent", f"{PAPER}, Sec. II.B",
        "The half-life at c = 1/2, between classical and quantum at equal ergotropy.",
        printed=None, expected=log(1.3), tolerance=1e-10, compute=cell("half_life", coherence=0.5),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="1/Γ", explanation="ln[2(3 + c²)/5].",
        show=show("cell", ERGOTROPY, cells=1, coherence=0.5),
    ),
    Claim(
        "phase-damping-quantum", f"{PAPER}, Eq. (10)",
        "Under phase damping the quantum cell loses its ergotropy as t → ∞.",
        printed=0.0, precision=1e-6, expected=0.0, tolerance=1e-6,
        compute=cell_at("ergotropy", 20.0, noise="dephasing"), quoted="words",
        verdict=Verdict.REPRODUCED,
        unit="ħω", explanation="For t ≫ 1/γ; the print has t ≫ γ.",
        show=show("cell", "ergotropy", cells=1, noise="dephasing"),
    ),
    Claim(
        "phase-damping-energy", f"{PAPER}, Sec. II.C",
        "Phase damping takes coherence and no energy: that of the quantum cell at γt = 20.",
        printed=0.5, precision=1e-12, expected=0.5, tolerance=1e-12,
        compute=cell_at("energy", 20.0, noise="dephasing"), quoted="words",
        verdict=Verdict.REPRODUCED, unit="ħω",
        show=show("cell", "relative_energy", cells=1, noise="dephasing"),
    ),
    Claim(
        "phase-damping-half-life", f"{PAPER}, Eq. (10)",
        "The quantum cell's half-life under phase damping.",
        printed=None, expected=log(2), tolerance=1e-12,
        compute=cell("half_life", noise="dephasing"), verdict=Verdict.DERIVED,
        basis=Basis.MATRICES, unit="1/γ",
        show=show("cell", ERGOTROPY, cells=1, noise="dephasing"),
    ),
    Claim(
        "phase-damping-classical", f"{PAPER}, Sec. II.C",
        "Under phase damping the classical cell keeps its ergotropy for ever.",
        printed=0.5, precision=1e-12, expected=0.5, tolerance=1e-12,
        compute=cell_at("ergotropy", 20.0, noise="dephasing", **CLASSICAL),
        quoted="words", verdict=Verdict.REPRODUCED, unit="ħω",
        show=show("cell", "ergotropy", cells=1, noise="dephasing", **CLASSICAL),
    ),
)  # fmt: skip
