"""Claims on whether the advantage is quantum: Campaioli et al. 2024, Secs. III.B.3 and III.B.4."""

from __future__ import annotations

from functools import partial
from math import pi, sqrt

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.dicke.claims.numbers import (
    SIZES,
    STRONG,
    WEAK,
    battery,
    exponent,
    ratio,
    ratio_exponent,
    ratio_of,
)
from engine.dicke.classical import ClassicalDicke
from engine.dicke.equations import PAPER
from engine.merit import power_law
from engine.speed import commutator_bound, power_bound

SCALED = {"rescale": True, "cells": 12}
READINGS = (
    "What is averaged up to when, and over which N one fits, moves it by some hundredths; here "
)


def misprinted() -> float:
    """The exponent of Γ_c over N = 6 … 12 with the coupling √(2N) q_a, at g = 0.5.

    That is a coupling g/√N in Eq. (37) as it should read.
    """
    powers = [
        float(ClassicalDicke(cells=n, coupling=0.5 / sqrt(n), phases=64).run().max_power) / n
        for n in SIZES
    ]
    return power_law(SIZES, powers, SIZES[0], SIZES[-1]).exponent


def bound_of_global(factor: float) -> float:
    """Bound (43) over the power of global charging at the unit of energy, N = 1."""
    angle = np.linspace(0.0, pi / 2, 2001)
    variance = float(np.trapezoid(np.square(np.sin(angle) * np.cos(angle)), angle) / angle[-1])
    return factor / 2 * float(commutator_bound(variance, 1.0))


def looseness(coupling: float) -> float:
    """The average power up to the first maximum over its bound (24), 12 cells, g → g/√N."""
    data = battery(12, coupling=coupling, rescale=True)
    return float(data.mean_power / power_bound(data.variance, data.fisher_information))


def half(name: str, **options: object) -> float:
    """The exponent of the root of a number."""
    return exponent(name, **options) / 2


QUANTUM = (
    Claim(
        "classical-coupling", f"{PAPER}, Eq. (37)",
        "The advantage Γ_c of the classical battery grows as √N.",
        printed=0.0, expected=0.525430, tolerance=2e-5, precision=0.02, quoted="formula",
        compute=partial(ratio_exponent, "classical_advantage", 0.5), verdict=Verdict.CORRECTED,
        basis=Basis.QUADRATURE,
        explanation="With √(2N) q_a, as printed but for the root over q_a, it would not grow: from "
        "a = (q + ip)/√2 follows g√2 N q_a sin θ cos φ, which gives the √N that the text tells of.",
        show={**STRONG, "cells": 12},
    ),
    Claim(
        "classical-as-printed", f"{PAPER}, Eq. (37)",
        "The exponent of that advantage with √(2N) q_a.",
        printed=None, expected=0.0, tolerance=0.02, compute=misprinted, verdict=Verdict.DERIVED,
        basis=Basis.FORMULA,
        explanation="The energy of a cell depends on g√N alone.", show={**STRONG, "cells": 12},
    ),
    *(
        Claim(
            f"ratio-exponent-{name}", f"{PAPER}, Eq. (21)",
            f"R = Γ_q/Γ_c does not grow with N, at {said} coupling.",
            printed=0.0, expected=expected, tolerance=2e-5, precision=0.03, quoted="words",
            compute=partial(ratio_exponent, "ratio", coupling), verdict=Verdict.REPRODUCED,
            basis=Basis.QUADRATURE,
            explanation="Over N = 6 … 12, averaged over 64 phases.",
            show={"coupling": coupling, "cells": 12},
        )
        for name, said, coupling, expected in (
            ("weak", "weak", 0.05, -0.014985), ("strong", "strong", 0.5, -0.025393),
        )
    ),
    *(
        Claim(
            f"ratio-{name}", f"{PAPER}, Eq. (21)",
            f"R of 12 cells at {said} coupling, averaged over phases.",
            printed=None, expected=expected, tolerance=2e-6,
            compute=partial(ratio_of, 12, coupling),
            verdict=Verdict.DERIVED, basis=Basis.QUADRATURE,
            explanation="A Fock state has no phase; the classical battery that stands for it is an "
            "ensemble, which has to be said.",
            show={"coupling": coupling, "cells": 12},
        )
        for name, said, coupling, expected in (
            ("weak", "weak", 0.05, 0.811599), ("strong", "strong", 0.5, 0.862807),
        )
    ),
    Claim(
        "ratio-phase", f"{PAPER}, Eq. (21)",
        "The largest R of 12 cells at g = 0.5 among oscillators of one phase each.",
        printed=None, expected=2.17936, tolerance=1e-4,
        compute=lambda: float(ratio(12, 0.5).phase_ratio.max()), verdict=Verdict.DERIVED,
        basis=Basis.ENGINE,
        explanation="R depends on the phase, from 0.50 to 2.18: one trajectory proves nothing.",
        show={**STRONG, "cells": 12},
    ),
    *(
        Claim(
            f"rescaled-power-{name}", f"{PAPER}, Sec. III.B.4",
            f"With g/√N the average power up to the first maximum grows as N, {said}.",
            printed=1.0, expected=expected, tolerance=1e-4, precision=0.07, quoted="formula",
            compute=partial(exponent, "mean_power", coupling=coupling, rescale=True),
            verdict=Verdict.REPRODUCED, basis=Basis.MATRICES,
            explanation="Fitted over N = 6 … 12.", show={"coupling": coupling, **SCALED},
        )
        for name, said, coupling, expected in (
            ("weak", "g = 0.05", 0.05, 0.94070), ("strong", "g = 0.5", 0.5, 1.00060),
        )
    ),
    *(
        Claim(
            f"{name}-{strength}", f"{PAPER}, Sec. III.B.4",
            f"The exponent of {said} with g/√N at g = {coupling}, printed as {printed}.",
            printed=printed, expected=expected, tolerance=2e-4,
            compute=compute, verdict=Verdict.AMBIGUOUS, basis=Basis.MATRICES,
            explanation=f"{READINGS}{expected:.2f}, over N = 6 … 12 and up to the first maximum.",
            show={"coupling": coupling, **SCALED},
        )
        for name, said, strength, coupling, printed, expected, compute in (
            ("deviation", "√⟨ΔE²⟩", "weak", 0.05, 0.44, 0.42913,
             partial(half, "variance", coupling=0.05, rescale=True)),
            ("deviation", "√⟨ΔE²⟩", "strong", 0.5, 0.92, 0.84205,
             partial(half, "variance", coupling=0.5, rescale=True)),
            ("bound", "the bound √(⟨ΔE²⟩⟨I_E⟩)", "weak", 0.05, 0.94, 0.90533,
             partial(exponent, "power_bound", coupling=0.05, rescale=True)),
            ("bound", "the bound √(⟨ΔE²⟩⟨I_E⟩)", "strong", 0.5, 1.42, 1.25225,
             partial(exponent, "power_bound", coupling=0.5, rescale=True)),
        )
    ),
    Claim(
        "speed", f"{PAPER}, Sec. III.B.4",
        "With g/√N the speed √⟨I_E⟩ grows no faster than √N: its exponent at g = 0.05.",
        printed=0.5, expected=0.47619, tolerance=2e-4, precision=0.03, quoted="formula",
        compute=partial(half, "fisher_information", coupling=0.05, rescale=True),
        verdict=Verdict.REPRODUCED, basis=Basis.MATRICES, show={**WEAK, **SCALED},
    ),
    Claim(
        "speed-unscaled", f"{PAPER}, Sec. III.B.4",
        "Without rescaling √⟨I_E⟩ grows as N: its exponent at g = 0.05.",
        printed=1.0, expected=0.85302, tolerance=2e-4, precision=0.15, quoted="formula",
        compute=partial(half, "fisher_information", **WEAK), verdict=Verdict.REPRODUCED,
        basis=Basis.MATRICES, explanation="Over N = 6 … 12; it is still rising.",
        show={**WEAK, "cells": 12},
    ),
    Claim(
        "deviation-unscaled", f"{PAPER}, Sec. III.B.4",
        "The local part of √⟨ΔE²⟩ grows as √N, whatever the correlations: its exponent at g = 0.5.",
        printed=0.5, expected=0.49700, tolerance=2e-4, precision=0.01, quoted="formula",
        compute=partial(half, "local_variance", **STRONG), verdict=Verdict.REPRODUCED,
        basis=Basis.MATRICES, show={**STRONG, "cells": 12},
    ),
    Claim(
        "bound-unscaled", f"{PAPER}, Sec. III.B.4",
        "Without rescaling the bound grows as N√N: its exponent at g = 0.05.",
        printed=1.5, expected=1.46220, tolerance=2e-4, precision=0.05, quoted="formula",
        compute=partial(exponent, "power_bound", **WEAK), verdict=Verdict.REPRODUCED,
        basis=Basis.MATRICES, show={**WEAK, "cells": 12},
    ),
    *(
        Claim(
            f"loose-{name}", f"{PAPER}, Sec. III.B.4",
            f"The average power over its bound (24), 12 cells at g = {coupling} with g/√N.",
            printed=None, expected=expected, tolerance=2e-4, compute=partial(looseness, coupling),
            verdict=Verdict.DERIVED, basis=Basis.MATRICES,
            explanation="The bound is looser at strong coupling, as the text says.",
            show={"coupling": coupling, **SCALED},
        )
        for name, coupling, expected in (("weak", 0.05, 0.76169), ("strong", 0.5, 0.44739))
    ),
    Claim(
        "bound-43", f"{PAPER}, Eq. (43)",
        "The largest power that (43) allows global charging, which has the power 0.6366.",
        printed=0.353553, expected=0.707107, tolerance=1e-5, precision=1e-6, quoted="formula",
        compute=partial(bound_of_global, 2.0), verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="As printed, without the factor 2 of Robertson's inequality, global charging "
        "breaks it.",
        show={"coupling": 0.05, "cells": 12},
    ),
)  # fmt: skip
