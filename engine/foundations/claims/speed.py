"""Claims on speed: the quantum speed limit, the power it allows, and where the limit is misread."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.foundations.equations import PAPER
from engine.foundations.model import SpeedLimit
from engine.foundations.path import as_printed
from engine.merit import largest_maximum

SHOWN = {"view": "speed"}
POWERS = {"view": "power"}
DETOUR = {"detour": 0.4 * pi, "angle": 0.1 * pi, "view": "speed"}


def value(name: str, **settings: float) -> float:
    """A number of the driven battery."""
    return float(SpeedLimit(**settings).run()[name])


def turned_by() -> float:
    """When the wasteful drive has turned its state by 0.1π, as far as it ever does."""
    data = SpeedLimit(detour=DETOUR["detour"], angle=DETOUR["angle"], points=3201).run()
    return largest_maximum(data.time, data.travelled).time


SPEED = (
    Claim(
        "fastest", f"{PAPER}, Sec. II.B.2",
        "The least time from the empty to the full battery with a drive of norm E: π/2E.",
        printed=pi / 2, expected=pi / 2, tolerance=1e-12, precision=1e-9, quoted="formula",
        compute=lambda: value("minimal_time"), verdict=Verdict.REPRODUCED, unit="1/E", show=SHOWN,
    ),
    Claim(
        "fastest-reached", f"{PAPER}, Eq. (13)",
        "The drive of Eq. (13) between orthogonal states arrives at that very time.",
        printed=pi / 2, expected=pi / 2, tolerance=1e-9, precision=1e-7, quoted="formula",
        compute=lambda: value("arrival_time"), verdict=Verdict.REPRODUCED, unit="1/E", show=SHOWN,
    ),
    Claim(
        "drive-norm", f"{PAPER}, Eq. (13)",
        "The norm of Eq. (13) with α = 1 between states that are π/4 apart.",
        printed=1.0, expected=1 + cos(pi / 4), tolerance=1e-12, precision=1e-6, quoted="formula",
        compute=lambda: float(np.linalg.norm(as_printed(pi / 4), 2)), verdict=Verdict.CORRECTED,
        basis=Basis.FORMULA, unit="E",
        explanation="The norm is |α| between orthogonal states only. Real α has the norm 1 + cos θ "
        "otherwise, imaginary α the norm sin θ.",
        show={"angle": pi / 4, **SHOWN},
    ),
    Claim(
        "ground-state", f"{PAPER}, Eq. (12)",
        "The mean energy of the fastest drive, measured from the ground state of H(t).",
        printed=1.0, expected=1.0, tolerance=1e-12, precision=1e-9, quoted="formula",
        compute=lambda: value("mean_energy"), verdict=Verdict.REPRODUCED, unit="E",
        explanation="Measured from zero instead it would vanish, and the bound would be infinite.",
        show=SHOWN,
    ),
    Claim(
        "power-bound", f"{PAPER}, Eq. (14)",
        "The average power of the fastest full charge is the bound 2WE/π.",
        printed=2 / pi, expected=2 / pi, tolerance=1e-9, precision=1e-7, quoted="formula",
        compute=lambda: value("power_bound") * value("largest_fidelity"),
        verdict=Verdict.REPRODUCED, unit="gap·E", show=POWERS,
    ),
    Claim(
        "tangent", f"{PAPER}, Eq. (11)",
        "The largest average power of the same drive, if charging may stop before the end.",
        printed=None, expected=0.7246113537767085, tolerance=1e-12,
        compute=lambda: value("max_power"), verdict=Verdict.DERIVED, basis=Basis.SEARCH,
        unit="gap·E", show=POWERS,
        explanation="Larger than 2/π, and no contradiction: Eq. (14) is about orthogonal states, "
        "and at this time only 0.845 of the charge is there.",
    ),
    Claim(
        "tangent-time", f"{PAPER}, Eq. (11)",
        "When the line from the origin touches the curve of the energy: tan x = 2x.",
        printed=None, expected=1.1655611852072113, tolerance=1e-8,
        compute=lambda: value("optimal_time"), verdict=Verdict.DERIVED, basis=Basis.SEARCH,
        unit="1/E", show=POWERS,
    ),
    Claim(
        "objective-half", f"{PAPER}, Sec. II.B.1",
        "When power and work weigh the same, α = 1/2, charging is best stopped here: tan x = 4x.",
        printed=None, expected=1.3932490753255, tolerance=1e-8,
        compute=lambda: value("best_time", alpha=0.5), verdict=Verdict.DERIVED,
        basis=Basis.SEARCH, unit="1/E", show={**POWERS, "alpha": 0.5},
    ),
    Claim(
        "objective-work", f"{PAPER}, Sec. II.B.1",
        "For α = 0 only the work counts, and charging goes on to the full battery.",
        printed=pi / 2, expected=pi / 2, tolerance=1e-8, precision=1e-6, quoted="formula",
        compute=lambda: value("best_time", alpha=0.0), verdict=Verdict.REPRODUCED, unit="1/E",
        show={**POWERS, "alpha": 0.0},
    ),
    Claim(
        "mean-energy-printed", f"{PAPER}, Eq. (12)",
        "The least time to a state 0.1π away at the mean energy E(1 - sin 0.4π).",
        printed=0.1 * pi / (1 - sin(0.4 * pi)), expected=pi / 2, tolerance=1e-9, precision=1e-6,
        quoted="formula",
        compute=turned_by, verdict=Verdict.CORRECTED, basis=Basis.QUTIP,
        explanation="As printed, 6.42, the bound is broken: this drive turns the state by 0.1π in "
        "1.571. The mean energy bounds the way between orthogonal states only; for others what "
        "holds is the deviation ΔE (Mandelstam and Tamm).",
        unit="1/E", show=DETOUR,
    ),
    Claim(
        "deviation-holds", f"{PAPER}, Eq. (12)",
        "For the same drive the deviation ΔE allows no time below this.",
        printed=None, expected=0.1 * pi / cos(0.4 * pi), tolerance=1e-12,
        compute=lambda: value("deviation_time", detour=0.4 * pi, angle=0.1 * pi),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA, unit="1/E", show=DETOUR,
    ),
)  # fmt: skip
