"""The argument of Salvia et al. 2023, in steps."""

from __future__ import annotations

from math import pi

from dashboard.stories import Step, Story, control, curve, number, picture

WEAK = {"theta": 0.001 * pi, "collisions": 9549, "at": 9549, "view": "advantage"}

STORIES = (
    Story(
        "coherence",
        "Coherent qubits charge faster than any others",
        "Salvia et al. 2023",
        (
            Step(
                "Qubits meet a battery one after the other, and each hands over some energy.",
                picture("charging"),
            ),
            Step(
                "Without coherence, half of them excited, they only warm the battery: none of its "
                "energy can be taken out as work.",
                number("ergotropy"),
                {"c": 0.0},
            ),
            Step(
                "Better schemes without coherence exist, but none of them can lie above this line "
                "at its time.",
                curve("charging", "incoherent bound"),
            ),
            Step(
                "The same qubits in superposition begin below it, overtake it at Ωτ = 6.1 and "
                "stay ahead.",
                curve("charging", "energy"),
            ),
            Step(
                "Almost all that they store is work: the battery moves away from the centre of "
                "phase space, as a driven oscillator does.",
                picture("wigner"),
                {"at": 637, "view": "phase"},
            ),
            Step(
                "The weaker the collisions, the larger the advantage: with this swap angle it has "
                "grown to 60 % at Ωτ = 30.",
                control("theta"),
                WEAK,
            ),
            Step(
                "Loss ends it: where each quantum is lost with probability 0.001 after a "
                "collision, the advantage lasts from Ωτ = 8.33 to 25.5.",
                control("gamma"),
                {"gamma": 0.001, "bound": "lossless", "at": 475, "view": "advantage"},
            ),
        ),
    ),
)
