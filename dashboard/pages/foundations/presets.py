"""States worth sorting, copies and drives, as settings of the foundations page.

The paper prints no numbers in these sections: levels, populations and amplitudes were chosen here.
"""

from __future__ import annotations

from math import exp, pi, sqrt
from typing import Any

from dashboard.presets import Preset

STATES = "States"
MANY = "Many copies"
SPEED = "Power and speed"

QUTRIT: dict[str, Any] = {
    "levels": (0.0, 0.579, 1.0), "share": 0.0, "real": (1.0, 0.0, 0.0),
    "imaginary": (0.0, 0.0, 0.0), "edit": 3,
}  # fmt: skip
QUBIT: dict[str, Any] = {
    "levels": (0.0, 1.0), "real": (1.0, 1.0), "imaginary": (0.0, 0.0), "edit": 2,
}  # fmt: skip
THERMAL = tuple(round(exp(-level), 6) for level in (0.0, 0.579, 1.0))

PRESETS: tuple[Preset, ...] = (
    Preset(
        "mixture", "A superposition in a mixture", STATES, {},
        "Four levels; 60 % of a superposition and 40 % of inverted populations. Sorting the "
        "populations is not enough: coherence holds 0.414 more.",
    ),
    Preset(
        "inverted", "Inverted populations", STATES,
        {"share": 0.0, "view": "matrix"},
        "No coherence at all: what can be drawn is what sorting the populations frees.",
    ),
    Preset(
        "passive", "A passive state", STATES,
        {"share": 0.0, "populations": (0.4, 0.3, 0.2, 0.1), "view": "matrix"},
        "Populations fall as the energy rises: no unitary draws work, though the state is not "
        "thermal, as the gap to the last column shows.",
    ),
    Preset(
        "hidden", "Work in coherence alone", STATES,
        {**QUBIT, "share": 0.8, "populations": (1.0, 0.0), "view": "matrix"},
        "The ground state is the more populated one, so the populations alone yield nothing; all "
        "the work is in the coherence.",
    ),
    Preset(
        "pure", "A pure state", STATES, {"share": 1.0, "view": "matrix"},
        "One eigenvalue is 1: all the energy above the ground state can be drawn.",
    ),
    Preset(
        "two-levels", "Two levels are always thermal", STATES,
        {**QUBIT, "share": 0.4, "populations": (0.3, 0.7), "view": "matrix"},
        "With two levels every passive state is thermal, and the bound (7) is reached.",
    ),
    Preset(
        "degenerate", "Two equal levels", STATES,
        {"levels": (0.0, 1.0, 1.0, 2.0), "share": 0.3, "view": "matrix"},
        "Levels of equal energy may be filled either way: the passive state is not unique, its "
        "energy is.",
    ),
    Preset(
        "activation", "A passive state whose copies yield work", MANY,
        {**QUTRIT, "populations": (0.538, 0.237, 0.225), "view": "copies", "copies": 100},
        "One copy and two copies yield nothing, three do; ever more tend to the bound of equal "
        "entropy, 0.00846.",
    ),
    Preset(
        "thermal", "A thermal state, however many", MANY,
        {**QUTRIT, "populations": THERMAL, "view": "copies", "copies": 100},
        "Thermal states are completely passive: no number of copies yields anything.",
    ),
    Preset(
        "copies-of-mixture", "Copies of the superposition in a mixture", MANY,
        {"view": "copies", "copies": 60},
        "Copies emptied together yield more than each alone, up to the bound of equal entropy.",
    ),
    Preset(
        "tangent", "The steepest line from the origin", SPEED, {"view": "power"},
        "The average power is the slope of a line from the origin; it is largest where the line "
        "touches the curve, before the battery is full.",
    ),
    Preset(
        "balance", "Work and power weighed alike", SPEED, {"view": "power", "alpha": 0.5},
        "F_½ is largest between the time of the largest power and that of the full charge.",
    ),
    Preset(
        "straight", "At the speed limit", SPEED, {"view": "speed"},
        "The drive of Eq. (13) turns the state as fast as its fluctuations allow.",
    ),
    Preset(
        "detour", "Where the printed limit fails", SPEED,
        {"view": "speed", "detour": 0.4 * pi, "angle": 0.1 * pi},
        "Most of this drive only turns phases. The state stays below ΔE·t, and yet passes the "
        "line of the mean energy that Eq. (12) prints for any two states.",
    ),
    Preset(
        "half-way", "To an equal superposition", SPEED,
        {"view": "speed", "angle": pi / 4},
        f"A target π/4 away, 1/√2 = {1 / sqrt(2):.3f} of each level, takes half the time.",
    ),
)  # fmt: skip
