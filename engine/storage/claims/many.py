"""Claims beyond the poster: blocks emptied together, and devices over time."""

from __future__ import annotations

from functools import partial

from engine.claims import Basis, Claim, Verdict
from engine.storage.cells import Blocks
from engine.storage.device import Device
from engine.storage.equations import CAPACITANCES, PAPER

BLOCK = {"gamma": 0.3, "kappa": 1.0, "energy": 0.5}
SHOWN = {**BLOCK, "view": "cells", "protocol": "blocks"}


def block(cells: int) -> float:
    """Global ergotropy per cell of a block, half of it charged."""
    return float(Blocks(**BLOCK, cells=cells).run().global_ergotropy[-1])


def crossing(temperature: float, t2: float) -> float:
    """The time from which spreading pays, in units of T₁ = 1 µs."""
    return Device(t1=1.0, t2=t2, temperature=temperature).crossing_time()


MANY = (
    Claim(
        "blocks-local", f"{CAPACITANCES}, Eq. (5)",
        "The local capacitance of amplitude damping γ = 0.3, then full dephasing, at e = 1/2.",
        printed=None, expected=0.2, tolerance=1e-12,
        compute=lambda: float(Blocks(**BLOCK, cells=1).run().capacitance),
        verdict=Verdict.DERIVED, basis=Basis.SEARCH, show=SHOWN,
    ),
    Claim(
        "blocks-limit", f"{CAPACITANCES}, Eq. (12)",
        "What endlessly many cells return there, half of them full, emptied together.",
        printed=None, expected=0.258744873, tolerance=1e-9,
        compute=lambda: float(Blocks(**BLOCK, cells=1).run().limit), verdict=Verdict.DERIVED,
        basis=Basis.FORMULA,
        explanation="Above the local capacitance: two levels do not make the gap vanish. The "
        "clean empty cells take up the entropy of the full ones.",
        show=SHOWN,
    ),
    *(
        Claim(
            f"blocks-{cells}", f"{CAPACITANCES}, Eq. (12)",
            f"What blocks of {cells} such cells return per cell, counted exactly.",
            printed=None, expected=expected, tolerance=tolerance,
            compute=partial(block, cells), verdict=Verdict.DERIVED,
            basis=Basis.COUNTING, show=SHOWN,
        )
        for cells, expected, tolerance in (
            (2, 0.2, 1e-12), (4, 0.2225, 1e-12), (16, 0.24307, 5e-6), (64, 0.25409, 5e-6),
            (512, 0.25816, 5e-6),
        )
    ),
    Claim(
        "coherence-time", f"{PAPER}, Eqs. (3) and (4)",
        "From when on spreading pays for T₂ = T₁, in T₁, at T = 0.",
        printed=None, expected=0.0, tolerance=0.0,
        compute=lambda: crossing(0.0, 1.0), verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="At once if and only if T₂ >= T₁: to first order in t the condition "
        "κ <= γ/(1-γ) is 2t/T₂ - t/T₁ <= t/T₁, and a warm bath adds nothing to that order.",
        show={"t1": 100.0, "t2": 100.0, "numbers": "device", "view": "time"},
    ),
    Claim(
        "coherence-time-short", f"{PAPER}, Eqs. (3) and (4)",
        "From when on spreading pays for T₂ = 0.8 T₁, in T₁, at T = 0.",
        printed=None, expected=0.3288652937, tolerance=1e-9,
        compute=lambda: crossing(0.0, 0.8), verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="The root of exp(-2t/T₂) = 2 exp(-t/T₁) - 1.",
        show={"t1": 100.0, "t2": 80.0, "temperature": 0.0, "numbers": "device", "view": "time"},
    ),
    Claim(
        "coherence-time-always", f"{PAPER}, Eqs. (3) and (4)",
        "By when it pays for the shortest T₂, in T₁, at T = 0.",
        printed=None, expected=0.6931471806, tolerance=1e-9,
        compute=lambda: crossing(0.0, 1e-6), verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="At t = T₁ ln 2 a full cell has nothing left to return.",
        show={"t1": 100.0, "t2": 1.0, "temperature": 0.0, "numbers": "device", "view": "time"},
    ),
    Claim(
        "coherence-time-warm", f"{PAPER}, Eqs. (3) and (4)",
        "From when on it pays for T₂ = 0.8 T₁, in T₁, for 5 GHz at 100 mK.",
        printed=None, expected=0.4201415279, tolerance=1e-9,
        compute=lambda: crossing(100.0, 0.8), verdict=Verdict.DERIVED, basis=Basis.DIGITS,
        explanation="A warm bath delays it, without end as η → 1/2.",
        show={"t1": 100.0, "t2": 80.0, "temperature": 100.0, "numbers": "device", "view": "time"},
    ),
)  # fmt: skip
