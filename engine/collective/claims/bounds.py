"""Claims on what bounds the power: fluctuations, the speed in the levels, interactions."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.collective.equations import PAPER
from engine.collective.model import BlockCharging, ParticipationBound
from engine.speed import commutator_bound, power_bound, time_average

VARIANCE = {"cells": 12, "view": "variance"}
LATTICE = {"view": "lattice"}


def at_half(name: str, block: int) -> float:
    """A curve of twelve cells half-way through their charge."""
    return float(BlockCharging(cells=12, block=block, points=3).run()[name][1])


def least_saturation(block: int) -> float:
    """The least P/√(ΔE² I_E) over the whole charge."""
    data = BlockCharging(cells=12, block=block).run().isel(time=slice(1, -1))
    return float((data.instantaneous_power / data.power_bound).min())


def averaged(block: int) -> float:
    """Average power over the bound of averages, for twelve cells."""
    data = BlockCharging(cells=12, block=block, points=4001).run()
    time, end = data.time.values, float(data.charging_time)
    names = ("variance", "fisher_information")
    variance, information = (time_average(time, data[name].values, end) for name in names)
    return float(data.power) / float(power_bound(variance, information))


def printed_43() -> float:
    """Average power of global charging over √(⟨ΔE_B²⟩⟨ΔE_1²⟩), without the factor 2."""
    data = BlockCharging(cells=12, block=12, points=4001).run()
    battery = time_average(data.time.values, data.variance.values, float(data.charging_time))
    drive = BlockCharging(cells=12, block=12).rate() ** 2
    return 2 * float(data.power) / float(commutator_bound(battery, drive))


def commutator_share() -> float:
    """The largest instantaneous power of global charging over the norm of [H_0, H_1]."""
    scenario = BlockCharging(cells=12, block=12, points=2001)
    battery = np.diag([0.0, 12.0])
    drive = scenario.rate() * np.array([[0.0, 1.0], [1.0, 0.0]])
    norm = np.linalg.norm(battery @ drive - drive @ battery, 2)
    return float(scenario.run().instantaneous_power.max() / norm)


def straight() -> float:
    """I_E over I_Q = 4ΔH_1² half-way through global charging."""
    drive = BlockCharging(cells=12, block=12).rate() ** 2
    return at_half("fisher_information", 12) / (4 * drive)


def saturated(block: int, what: str) -> Claim:
    """The power bound is met by a drive in blocks."""
    return Claim(
        f"saturated-{block}", f"{PAPER}, Eq. (24)",
        f"{what} charging has all the power that its fluctuations and speed allow: P over bound.",
        printed=1.0, expected=1.0, tolerance=1e-9, precision=1e-6, quoted="words",
        compute=lambda: least_saturation(block), verdict=Verdict.REPRODUCED,
        show={**VARIANCE, "block": block},
    )  # fmt: skip


def bound(**settings: int) -> float:
    """Eq. (19) over γ."""
    return float(ParticipationBound(**settings).run().bound)


BOUNDS = (
    Claim(
        "correlated", f"{PAPER}, Eq. (23)",
        "Global charging of twelve cells: the variance of correlations over that of single cells.",
        printed=None, expected=11.0, tolerance=1e-10,
        compute=lambda: at_half("correlated_variance", 12) / at_half("local_variance", 12),
        verdict=Verdict.DERIVED, basis=Basis.MATRICES,
        explanation="N - 1 at every time: the N-fold power comes from correlations.",
        show={**VARIANCE, "block": 12},
    ),
    Claim(
        "uncorrelated", f"{PAPER}, Eq. (23)",
        "Local charging makes no correlations: their part of the variance.",
        printed=0.0, expected=0.0, tolerance=1e-12, precision=1e-9, quoted="words",
        compute=lambda: at_half("correlated_variance", 1), verdict=Verdict.REPRODUCED,
        unit="ε²", show={**VARIANCE, "block": 1},
    ),
    Claim(
        "linear-local", f"{PAPER}, Eq. (22)",
        "Half-way the single cells' part of the variance, for twelve cells: N/4.",
        printed=3.0, expected=3.0, tolerance=1e-12, precision=1e-9, quoted="formula",
        compute=lambda: at_half("local_variance", 12), verdict=Verdict.REPRODUCED,
        explanation="It grows as N by construction, and is the same for every block size.",
        unit="ε²", show={**VARIANCE, "block": 12},
    ),
    Claim(
        "speed-global", f"{PAPER}, Fig. 3(a)",
        "The Fisher information of global charging over that of local charging, twelve cells.",
        printed=None, expected=12.0, tolerance=1e-10,
        compute=lambda: at_half("fisher_information", 12) / at_half("fisher_information", 1),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="4E² against 4N(E/N)²: under one norm the speed in the levels grows as well.",
        show={**VARIANCE, "block": 12},
    ),
    Claim(
        "straight", f"{PAPER}, Fig. 3(a)",
        "The speed in the levels is at most that in Hilbert space; global charging: I_E/I_Q.",
        printed=1.0, expected=1.0, tolerance=1e-10, precision=1e-6, quoted="words",
        compute=straight, verdict=Verdict.REPRODUCED,
        explanation="With I_Q = 4ΔH_1²: all of its motion moves populations.",
        show={**VARIANCE, "block": 12},
    ),
    Claim(
        "commutator-norm", f"{PAPER}, Sec. II.C.3",
        "The largest instantaneous power of global charging over its bound, ‖[H_0, H_1]‖.",
        printed=1.0, expected=1.0, tolerance=1e-6, precision=1e-5, quoted="words",
        compute=commutator_share, verdict=Verdict.REPRODUCED,
        explanation="It is reached half-way through the charge.",
        show={**VARIANCE, "block": 12},
    ),
    saturated(1, "Local"),
    saturated(3, "Block-wise"),
    saturated(12, "Global"),
    Claim(
        "averages", f"{PAPER}, Sec. II.C.4",
        "Average power of global charging over √(⟨ΔE²⟩⟨I_E⟩), both averaged over the charge.",
        printed=None, expected=2 * sqrt(2) / pi, tolerance=1e-6, compute=lambda: averaged(12),
        verdict=Verdict.DERIVED, basis=Basis.FORMULA,
        explanation="Below 1, as the bound says; averages do not saturate it.",
        show={**VARIANCE, "block": 12},
    ),
    Claim(
        "commutator-bound", f"{PAPER}, Eq. (43)",
        "Average power of global charging over √(⟨ΔE_B²⟩⟨ΔE_1²⟩): printed as at most this.",
        printed=1.0, expected=4 * sqrt(2) / pi, tolerance=1e-6, precision=1e-3, quoted="formula",
        compute=printed_43, verdict=Verdict.CORRECTED, basis=Basis.FORMULA,
        explanation="Eq. (43) lacks a factor 2: per cell and E_max it would allow 0.354, and the "
        "power is 0.637. With the factor the ratio is at most 2, and here 1.80.",
        show={**VARIANCE, "block": 12},
    ),
    Claim(
        "lattice", f"{PAPER}, Eq. (19)",
        "The bound for the square lattice of Fig. 2: pairs, k = 2, of four neighbours, m = 4.",
        printed=14.0, expected=14.0, tolerance=1e-12, precision=1e-9, quoted="formula",
        compute=lambda: bound(cells=25, order=2, participation=4), verdict=Verdict.REPRODUCED,
        unit="γ", show={**LATTICE, "order": 2, "participation": 4},
    ),
    Claim(
        "one-body", f"{PAPER}, Eq. (19)",
        "Without interactions, k = 1 and m = 1, the bound is γ.",
        printed=1.0, expected=1.0, tolerance=1e-12, precision=1e-9, quoted="formula",
        compute=lambda: bound(cells=25, order=1, participation=1), verdict=Verdict.REPRODUCED,
        unit="γ", show={**LATTICE, "order": 1, "participation": 1},
    ),
    Claim(
        "all-to-all", f"{PAPER}, Eq. (19)",
        "Pairs among all of 25 cells, as in the Dicke battery, m = N: the bound, against Γ ≤ 2γ.",
        printed=None, expected=98.0, tolerance=1e-12,
        compute=lambda: bound(cells=25, order=2, participation=25), verdict=Verdict.DERIVED,
        basis=Basis.FORMULA, unit="γ",
        explanation="Eq. (19) grows with m; the later bound γk does not, and is the tighter one.",
        show={**LATTICE, "order": 2, "participation": 25},
    ),
)  # fmt: skip
