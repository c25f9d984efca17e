"""Claims on the power of the Dicke battery: Campaioli et al. 2024, Secs. III.B.1 and III.B.2."""

from __future__ import annotations

from functools import partial

from engine.claims import Basis, Claim, Verdict
from engine.dicke.claims.numbers import (
    SCALING,
    STRONG,
    WEAK,
    advantage,
    battery,
    per_cell,
    power_exponent,
    scaling,
)
from engine.dicke.equations import PAPER
from engine.dicke.model import Dicke
from engine.merit import power_law


def literal() -> float:
    """P_max of four cells at g = 0.05 with ω₀Σσᶻ as Eq. (28) prints it, E being that of Eq. (30).

    In units of its gap 2ω₀ the cavity's frequency and the coupling are halved, times doubled.
    """
    halved = Dicke(cells=4, coupling=0.025, detuning=-0.5, window=30.0)
    return 2 * float(halved.run().max_power)


def time_exponent(coupling: float) -> float:
    """The exponent of t_P over N = 6 … 12."""
    data = scaling(coupling=coupling)
    return power_law(data.cells, data.optimal_time, 6, 12).exponent


def energy_exponent(coupling: float) -> float:
    """The exponent of the energy at t_P over N = 6 … 12."""
    data = scaling(coupling=coupling)
    return power_law(data.cells, data.max_power * data.optimal_time, 6, 12).exponent


POWER = (
    Claim(
        "gap", f"{PAPER}, Eq. (28)",
        "The largest power of four cells at g = 0.05, with the gap of a cell as printed.",
        printed=0.059282, expected=0.239928496780, tolerance=1e-9, precision=1e-6,
        quoted="formula",
        compute=lambda: float(battery(4, **WEAK).max_power), verdict=Verdict.CORRECTED,
        basis=Basis.MATRICES,
        explanation="ω₀Σσᶻ has the gap 2ω₀, off resonance with ω_c = ω₀, and contradicts Eq. (30); "
        "so does Eq. (33). With (ω₀/2)Σσᶻ the power is four times as large.",
        show={**WEAK, "cells": 4},
    ),
    Claim(
        "gap-as-printed", f"{PAPER}, Eqs. (28) and (33)",
        "The same number with the gap as printed.",
        printed=None, expected=0.05928167, tolerance=1e-7, compute=literal,
        verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        show={"coupling": 0.025, "detuning": -0.5, "cells": 4, "window": 30.0},
    ),
    *(
        Claim(
            f"exponent-{name}", f"{PAPER}, Fig. 5",
            f"P_max grows as N^(3/2) when all cells share a cavity, at {said} coupling.",
            printed=1.5, expected=expected, tolerance=2e-5, precision=0.02, quoted="formula",
            compute=partial(power_exponent, coupling=coupling),
            verdict=Verdict.REPRODUCED, basis=Basis.MATRICES,
            explanation="Fitted over N = 6 … 12.", show={"coupling": coupling, **SCALING},
        )
        for name, said, coupling, expected in (
            ("weak", "weak", 0.05, 1.48785), ("strong", "strong", 0.5, 1.50004),
        )
    ),
    *(
        Claim(
            f"advantage-{name}", f"{PAPER}, Eq. (34)",
            f"The advantage of 12 cells in one cavity over 12 in their own, at {said} coupling.",
            printed=None, expected=expected, tolerance=1e-6,
            compute=partial(advantage, 12, coupling),
            verdict=Verdict.DERIVED, basis=Basis.MATRICES,
            explanation="√12 = 3.464 but for a factor near 1.",
            show={"coupling": coupling, **SCALING},
        )
        for name, said, coupling, expected in (
            ("weak", "weak", 0.05, 2.822382), ("strong", "strong", 0.5, 3.523173),
        )
    ),
    Claim(
        "advantage-exponent", f"{PAPER}, Eq. (34)",
        "The advantage over parallel charging grows as √N.",
        printed=0.5, expected=0.50004, tolerance=2e-5, precision=0.02, quoted="formula",
        compute=lambda: float(scaling(**STRONG).exponent) - 1.0, verdict=Verdict.REPRODUCED,
        basis=Basis.MATRICES, show={**STRONG, **SCALING},
    ),
    Claim(
        "parallel", f"{PAPER}, Sec. III.B.2",
        "Parallel power grows as N.",
        printed=1.0, expected=1.0, tolerance=1e-12, precision=1e-12, quoted="formula",
        compute=lambda: power_law(
            scaling(**WEAK).cells, scaling(**WEAK).parallel_power, 6, 12
        ).exponent,
        verdict=Verdict.REPRODUCED, show={**WEAK, **SCALING},
    ),
    *(
        Claim(
            f"time-{name}", f"{PAPER}, Sec. III.B.2",
            f"The best charging time falls as 1/√N, at {said} coupling.",
            printed=-0.5, expected=expected, tolerance=1e-4, precision=0.08, quoted="formula",
            compute=partial(time_exponent, coupling), verdict=Verdict.REPRODUCED,
            basis=Basis.MATRICES,
            explanation="Fitted over N = 6 … 12, where the exponent is still on its way.",
            show={"coupling": coupling, **SCALING},
        )
        for name, said, coupling, expected in (
            ("weak", "weak", 0.05, -0.56998), ("strong", "strong", 0.5, -0.45277),
        )
    ),
    *(
        Claim(
            f"energy-{name}", f"{PAPER}, Sec. III.B.2",
            f"The energy stored at the best time grows as N, at {said} coupling.",
            printed=1.0, expected=expected, tolerance=1e-4, precision=0.09, quoted="formula",
            compute=partial(energy_exponent, coupling), verdict=Verdict.REPRODUCED,
            basis=Basis.MATRICES,
            explanation="Fitted over N = 6 … 12, where the exponent is still on its way.",
            show={"coupling": coupling, **SCALING},
        )
        for name, said, coupling, expected in (
            ("weak", "weak", 0.05, 0.91787), ("strong", "strong", 0.5, 1.04727),
        )
    ),
    *(
        Claim(
            f"saturation-{cells}", f"{PAPER}, Fig. 5",
            f"P_max/(gN√N) of {cells} cells at g = 0.05.",
            printed=None, expected=expected, tolerance=1e-6,
            compute=partial(per_cell, cells, 0.05), verdict=Verdict.DERIVED, basis=basis,
            explanation="What is weak is g√N, not g: the plateau of the weak coupling at 0.583 "
            "ends where g√N reaches some tenths, and rises to that of the strong one, 0.847.",
            show={**WEAK, "view": "scaling", "largest": max(cells, 20)},
        )
        for cells, expected, basis in (
            (10, 0.588393, Basis.MATRICES), (20, 0.582676, Basis.MATRICES),
            (100, 0.706410, Basis.ENGINE),
        )
    ),
    Claim(
        "saturation-strong", f"{PAPER}, Fig. 5",
        "P_max/(gN√N) of 20 cells at g = 0.5.",
        printed=None, expected=0.847373, tolerance=1e-6,
        compute=partial(per_cell, 20, 0.5), verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        show={**STRONG, **SCALING},
    ),
)  # fmt: skip
