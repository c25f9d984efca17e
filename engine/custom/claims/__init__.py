"""Checks of batteries of one's own: the examples, against what is known of them.

No source prints these numbers; they show that any matrices come out as the other pages say.
"""

from __future__ import annotations

from math import exp, pi, sqrt
from typing import Any

import numpy as np

from engine.claims import Basis, Claim, Verdict
from engine.custom.equations import PAPER
from engine.custom.examples import decaying, exchange, tavis_cummings, three_levels
from engine.custom.model import CustomBattery


def value(name: str, settings: dict[str, Any] | None = None) -> float:
    """A number of an example."""
    return float(CustomBattery(**(settings or {})).run()[name])


def left() -> float:
    """What the decaying qubit holds at the last time."""
    return float(CustomBattery(**decaying()).run().energy[-1])


def extracted() -> float:
    """The ergotropy of the exchanged qubit when it is half charged."""
    data = CustomBattery(**exchange()).run()
    half = int(np.argmin(np.abs(data.energy.values[:60] - 0.5)))
    return float(data.ergotropy[half] - max(0.0, 2 * float(data.energy[half]) - 1))


def ours(
    key: str,
    place: str,
    statement: str,
    expected: float,
    basis: Basis,
    compute: Any,
    tolerance: float = 1e-9,
    unit: str = "",
    show: dict[str, Any] | None = None,
) -> Claim:
    """A number that this project derives."""
    return Claim(
        key, f"{PAPER}, {place}", statement, printed=None, expected=expected, compute=compute,
        tolerance=tolerance, verdict=Verdict.DERIVED, basis=basis, unit=unit, show=show or {},
    )  # fmt: skip


CLAIMS: tuple[Claim, ...] = (
    ours(
        "driven-power", "Eq. (11)", "A driven qubit: the largest average power of sin²(t/2).",
        0.7246113537767085 / 2, Basis.SEARCH, lambda: value("max_power"), 1e-8, "ε²/ħ",
    ),
    ours(
        "driven-limit", "Eq. (12)",
        "It goes the shortest way: the least time to the state of the largest power is its own.",
        0.0, Basis.FORMULA, lambda: value("minimal_time") - value("optimal_time"), 1e-7, "ħ/ε",
    ),
    ours(
        "exchange-time", "Eq. (27)", "Two qubits that exchange their energy do so in π.",
        pi, Basis.FORMULA, lambda: value("time_of_max_energy", exchange()), 1e-6, "ħ/ε",
        exchange(),
    ),
    ours(
        "exchange-locked", "Sec. II.A.1",
        "On the way the battery is mixed and has the ergotropy max(0, 2E - 1): the difference.",
        0.0, Basis.FORMULA, extracted, 1e-12, "ε", exchange(),
    ),
    ours(
        "exchange-lossy", "Eq. (3)",
        "With losses 0.1 and 0.05 the battery gets this much at most.",
        0.79497495, Basis.QUTIP, lambda: value("max_energy", exchange((0.1, 0.05))), 1e-6, "ε",
        exchange((0.1, 0.05)),
    ),
    ours(
        "ladder-time", "Sec. II.B", "Three levels driven at once are full after √2·π.",
        sqrt(2.0) * pi, Basis.FORMULA, lambda: value("time_of_max_energy", three_levels()), 1e-6,
        "ħ/ε", three_levels(),
    ),
    ours(
        "tavis-cummings", "Sec. III.B",
        "Two cells and two photons in the Tavis-Cummings model: the largest average power.",
        1.773341663888, Basis.MATRICES, lambda: value("max_power", tavis_cummings()), 1e-7,
        "ε²/ħ", tavis_cummings(),
    ),
    ours(
        "decay", "Sec. V", "A full qubit that relaxes at 0.5 holds e^-3 after t = 6.",
        exp(-3.0), Basis.FORMULA, left, 1e-8, "ε", decaying(),
    ),
)  # fmt: skip
