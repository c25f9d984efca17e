"""Claims on where the advantage comes from: Campaioli et al. 2024, Secs. III.B.3 and III.B.4."""

from __future__ import annotations

from math import log

from engine.claims import Basis, Claim, Verdict
from engine.dicke.claims.numbers import (
    battery,
)
from engine.dicke.equations import PAPER
from engine.dicke.single import Catalysis

ONE = {"cells": 1, "coupling": 1.0, "counter_rotating": False}


def catalysis() -> float:
    """The exponent of the time of full charge of one cell between 1 and 16 photons."""
    one, many = (float(Catalysis(photons=n).run().charging_time) for n in (1, 16))
    return log(many / one) / log(16)


def taken_up() -> float:
    """The largest energy of one cell in a cavity of 9 photons."""
    return float(battery(1, photons=9.0, coupling=1.0, counter_rotating=False).max_energy)


def many_photons() -> float:
    """The exponent of the time of the first maximum between n = 100 and 400, four cells."""
    swap = {"coupling": 1.0, "counter_rotating": False}
    few, many = (float(battery(4, photons=n, **swap).first_maximum) for n in (100.0, 400.0))
    return log(many / few) / log(4)


ORIGIN = (
    Claim(
        "catalysis", f"{PAPER}, Sec. III.B.3",
        "One cell and n photons, without counter-rotating terms: the time of full charge falls as "
        "1/√n.",
        printed=-0.5, expected=-0.5, tolerance=1e-12, precision=1e-12, quoted="formula",
        compute=catalysis,
        verdict=Verdict.REPRODUCED, show={**ONE, "photons": 16.0},
    ),
    Claim(
        "one-excitation", f"{PAPER}, Sec. III.B.3",
        "Only one excitation goes to the cell, whatever the number of photons.",
        printed=1.0, expected=1.0, tolerance=1e-9, precision=1e-9,
        compute=taken_up,
        verdict=Verdict.REPRODUCED, show={**ONE, "photons": 9.0},
    ),
    Claim(
        "many-photons", f"{PAPER}, Sec. III.B.3",
        "N cells and n ≫ N photons: the time falls as 1/√n.",
        printed=-0.5, expected=-0.504115, tolerance=1e-5, precision=0.01, quoted="formula",
        compute=many_photons, verdict=Verdict.REPRODUCED, basis=Basis.MATRICES,
        explanation="Four cells between 100 and 400 photons.",
        show={"cells": 4, "coupling": 1.0, "counter_rotating": False, "photons": 400.0},
    ),
)  # fmt: skip
