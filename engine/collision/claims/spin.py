"""Claims on charging a large spin: Salvia et al. 2023, Sec. IV and Fig. 6."""

from __future__ import annotations

from math import asin, pi, sqrt

import numpy as np
from scipy.optimize import brentq

from engine.claims import Basis, Claim, Verdict
from engine.collision.bounds import R0, full_charge_time, incoherent_bound
from engine.collision.claims.measure import (
    PAPER,
    SHOW_SPIN,
    SPIN,
    bound_at,
    charged,
    end_angle,
    final,
    spin_driving_ratio,
    swapped,
)
from engine.collision.comparisons import DrivingLimit, FullSwap

SHOW_PRINTED_BOUND = {**SHOW_SPIN, "bound_form": "printed"}


def spin_lead() -> float:
    """The largest lead over the bound at θ = 0.004π on the spin 99/2, in quanta."""
    run = charged(0.004, 334, **SPIN)
    return float((run.energy - run.bound).max())


SPIN_BOUNDS = (
    Claim(
        "thirty-eight-percent", f"{PAPER}, Sec. IV.C",
        "A large spin is driven to full charge faster than the bound (29) by R₀⁻¹.",
        printed=1.38, expected=1.3800501397, tolerance=1e-10, precision=5e-3,
        compute=lambda: 1 / R0, verdict=Verdict.REPRODUCED, basis=Basis.FORMULA,
        explanation="The limit j → ∞ of the full-charge times.",
        show={**SHOW_SPIN, "at": 1000},
    ),
    Claim(
        "thirty-eight-percent-at-99/2", f"{PAPER}, abstract and Fig. 6",
        "The ratio of full-charge times, bound over drive, for the spin of Fig. 6, j = 99/2.",
        printed=1.38, expected=1.2920, tolerance=5e-5, precision=5e-3,
        compute=lambda: full_charge_time(100) / pi, verdict=Verdict.CORRECTED,
        basis=Basis.QUADRATURE,
        explanation="The shortest incoherent charge takes 4.059 instead of π/R₀ = 4.336: 29 %.",
        show={**SHOW_SPIN, "at": 1000},
    ),
    Claim(
        "spin-best-ratio", f"{PAPER}, Fig. 6",
        "The largest ratio of driven energy to the bound at the same time, j = 99/2, Ωτ = 1.81.",
        printed=None, expected=1.3294, tolerance=5e-5,
        compute=lambda: max(map(spin_driving_ratio, np.linspace(0.1, pi, 3000))),
        verdict=Verdict.DERIVED,
        basis=Basis.QUADRATURE, show={**SHOW_SPIN, "view": "advantage", "at": 576},
    ),
    Claim(
        "spin-swap-share", f"{PAPER}, Sec. IV.B",
        "For a large spin the full swap has this share of the bound's power.",
        printed=0.88, expected=2 / (0.7246113537767084 * pi), tolerance=1e-12, precision=5e-3,
        compute=lambda: 2 / (R0 * pi), verdict=Verdict.REPRODUCED, basis=Basis.FORMULA,
    ),
    Claim(
        "spin-swap-time", f"{PAPER}, Eq. (30)",
        "The full swap's time to charge a spin, printed for j → ∞ as π²/2, here for j = 99/2.",
        quoted="formula", printed=4.9348, expected=4.47569145, tolerance=1e-8, precision=5e-3,
        compute=lambda: swapped("time", -1, **SPIN)(), verdict=Verdict.CORRECTED,
        basis=Basis.FORMULA,
        explanation="The limit is right and slow: at j = 99/2 the sum is 9 % below it.",
        show=SHOW_SPIN,
    ),
    Claim(
        "bound-28-start", f"{PAPER}, Eq. (28)",
        "The energy that the spin's bound allows at Ωτ = 0, j = 99/2.",
        quoted="formula", printed=-0.98959, expected=0.0, tolerance=1e-12, precision=1e-5,
        compute=lambda: float(incoherent_bound(0.0, "spin", 100)), verdict=Verdict.CORRECTED,
        basis=Basis.FORMULA,
        unit="E",
        explanation="The second arctangent lacks the 1/f₊ of the first, so that the printed bound "
        "begins below the empty battery.",
        show={**SHOW_PRINTED_BOUND, "at": 0},
    ),
    Claim(
        "bound-28-start-printed", f"{PAPER}, Eq. (28)",
        "The energy at Ωτ = 0 from Eq. (28) exactly as printed, j = 99/2.",
        printed=None, expected=-0.98959, tolerance=5e-6,
        compute=lambda: float(incoherent_bound(0.0, "spin", 100, form="printed")),
        verdict=Verdict.DERIVED,
        basis=Basis.FORMULA, unit="E", show={**SHOW_PRINTED_BOUND, "at": 0},
    ),
    Claim(
        "bound-28-at-2", f"{PAPER}, Eq. (28)",
        "The spin's bound at Ωτ = 2, j = 99/2.",
        quoted="formula", printed=43.95, expected=52.933990901, tolerance=1e-9, precision=5e-3,
        compute=bound_at(2.0, "spin"), verdict=Verdict.CORRECTED, basis=Basis.QUADRATURE, unit="E",
        explanation="As printed the bound is 43.95, and everything beats it; corrected it is "
        "j - 1/2 + (j + 1/2) sin[R₀Ωτ - arcsin((2j-1)/(2j+1))].",
        show=SHOW_PRINTED_BOUND,
    ),
    Claim(
        "bound-28-at-2-printed", f"{PAPER}, Eq. (28)",
        "The bound at Ωτ = 2 from Eq. (28) exactly as printed, j = 99/2.",
        printed=None, expected=43.95, tolerance=5e-3,
        compute=bound_at(2.0, "spin", form="printed"), verdict=Verdict.DERIVED,
        basis=Basis.FORMULA, unit="E",
        show=SHOW_PRINTED_BOUND,
    ),
    *(
        Claim(
            f"bound-28-corrected-at-{time}", f"{PAPER}, Eq. (28)",
            f"The corrected bound of the spin 99/2 at Ωτ = {time}.",
            printed=None, expected=expected, tolerance=1e-9,
            compute=bound_at(float(time), "spin"), verdict=Verdict.DERIVED,
            basis=Basis.QUADRATURE, unit="E",
            show={**SHOW_SPIN, "at": round(time / (0.001 * pi))},
        )
        for time, expected in ((1, 18.906121979), (3, 84.985085184))
    ),
    Claim(
        "full-charge-time", f"{PAPER}, Eq. (29)",
        "The shortest time in which an incoherent protocol can fill the spin 99/2.",
        quoted="formula", printed=4.27979768, expected=4.05908325, tolerance=1e-8, precision=1e-3,
        compute=lambda: full_charge_time(100), verdict=Verdict.CORRECTED, basis=Basis.QUADRATURE,
        explanation="The same factor 1/f₊ is missing in both arctangents; the first one is π/2.",
        show=SHOW_SPIN,
    ),
    Claim(
        "full-charge-limit", f"{PAPER}, Eq. (29)",
        "The shortest time in which an incoherent protocol can fill a spin, for j → ∞.",
        quoted="formula", printed=4.33555538, expected=4.33555538, tolerance=1e-8, precision=1e-5,
        compute=lambda: pi / R0, verdict=Verdict.REPRODUCED,
        explanation="Both forms share the limit, from which they differ by 2/√(2j+1) and more.",
    ),
    Claim(
        "full-charge-power", f"{PAPER}, Sec. IV.A",
        "The largest average power with which qubits without coherence can fill the spin 99/2, "
        "printed as 2jR₀/π.",
        quoted="formula", printed=99 * 0.7246113537767084 / pi, expected=99 / 4.05908325,
        tolerance=1e-6, precision=0.01,
        compute=lambda: 99 / full_charge_time(100), verdict=Verdict.CORRECTED,
        basis=Basis.QUADRATURE, unit="EΩ",
        explanation="Asymptotic only: at j = 99/2 the full charge may take 4.059 instead of "
        "π/R₀ = 4.336, which allows 24.39.",
        show={**SHOW_SPIN, "at": 1292, "view": "power"},
    ),
    Claim(
        "spin-swap-index", f"{PAPER}, Sec. IV.B",
        "The swap angle of the first full swap of the spin 99/2, printed as π/2f₊(j, k).",
        quoted="formula", printed=pi / 2 / sqrt(99 / 2 * 101 / 2 - 2), expected=pi / 2 / sqrt(99),
        tolerance=1e-12, precision=1e-6,
        compute=swapped("angle", 1, **SPIN), verdict=Verdict.CORRECTED,
        basis=Basis.FORMULA, unit="rad",
        explanation="Step k leads from m = k - 1 - j, so the angle is π/2f₊(j, k-1-j); with k in "
        "its place the root is imaginary from k > j on. The sum (30) is right.",
        show=SHOW_SPIN,
    ),
    Claim(
        "spin-swap-steps", f"{PAPER}, Sec. IV.B",
        "The number of full swaps that fill a spin, 2j, for j = 99/2.",
        quoted="formula", printed=99, expected=99, tolerance=0, precision=0,
        compute=lambda: FullSwap(**SPIN).run().sizes["step"] - 1.0, verdict=Verdict.REPRODUCED,
        show=SHOW_SPIN,
    ),
    Claim(
        "spin-driving-full", f"{PAPER}, Sec. IV.C",
        "The driven spin 99/2 is full at Ωτ = π: its energy then.",
        quoted="formula", printed=99, expected=99.0, tolerance=1e-9, precision=1e-6,
        compute=lambda: float(
            DrivingLimit(**SPIN, time_max=pi, points=2).run().energy[-1]
        ),
        verdict=Verdict.REPRODUCED, unit="E", show={**SHOW_SPIN, "at": 1000},
    ),
    Claim(
        "spin-driving-crossing", f"{PAPER}, Fig. 6, inset",
        "When the driven spin 99/2 overtakes the bound.",
        printed=None, expected=0.61567, tolerance=5e-6,
        compute=lambda: float(brentq(lambda x: spin_driving_ratio(x) - 1, 0.3, 1.0, xtol=1e-12)),
        verdict=Verdict.DERIVED, basis=Basis.QUADRATURE,
        show={**SHOW_SPIN, "collisions": 300, "at": 196, "view": "advantage"},
    ),
    Claim(
        "bound-28-closed-form", f"{PAPER}, Eq. (28)",
        "The phase that the corrected bound of the spin 99/2 starts from, arcsin[(2j-1)/(2j+1)].",
        printed=None, expected=asin(98 / 100), tolerance=1e-12,
        compute=lambda: R0 * full_charge_time(100) - pi / 2, verdict=Verdict.DERIVED,
        basis=Basis.QUADRATURE,
    ),
)  # fmt: skip

SPIN_CHARGING = (
    Claim(
        "spin-angle", f"{PAPER}, Sec. IV.C",
        "The swap angle, in multiples of π, up to which the spin 99/2 beats the bound.",
        printed=0.004, expected=0.00508, tolerance=5e-6,
        compute=end_angle(0.004, 0.006, time_max=3.0, **SPIN), verdict=Verdict.AMBIGUOUS,
        basis=Basis.MATRICES,
        explanation="Ahead for any time at all: up to 0.00508π. The paper's 0.004π is ahead from "
        "Ωτ = 0.716 to 3.75, by at most 5.0 quanta.",
        show={**SPIN, "theta": 0.005 * pi, "collisions": 260, "at": 69, "view": "advantage"},
    ),
    *(
        Claim(
            f"spin-{variable}", f"{PAPER}, Fig. 6",
            statement, printed=None, expected=expected, tolerance=5e-4,
            compute=final(variable, 0.004, 334, **SPIN), verdict=Verdict.DERIVED,
            basis=Basis.MATRICES,
            show={**SPIN, "theta": 0.004 * pi, "collisions": 330, "at": 57, "view": "advantage"},
        )
        for variable, expected, statement in (
            ("window_start", 0.7162, "When the spin 99/2 at θ = 0.004π overtakes the bound."),
            ("window_stop", 3.7480, "When the spin 99/2 at θ = 0.004π falls behind again."),
        )
    ),
    Claim(
        "spin-lead", f"{PAPER}, Fig. 6",
        "The largest lead of the spin 99/2 at θ = 0.004π over the bound.",
        printed=None, expected=4.96, tolerance=5e-3,
        compute=spin_lead, verdict=Verdict.DERIVED, basis=Basis.MATRICES, unit="E",
        show={**SPIN, "theta": 0.004 * pi, "collisions": 330, "at": 175},
    ),
)  # fmt: skip
