"""What a quantum battery is, in steps; after Campaioli et al. 2024, Secs. II.A and II.B."""

from __future__ import annotations

from dashboard.pages.foundations.presets import PRESETS
from dashboard.stories import Step, Story, control, curve, number, picture

SETTINGS = {preset.key: preset.settings for preset in PRESETS}

STORIES = (
    Story(
        "work",
        "How much of its energy does a battery give?",
        "Campaioli et al. 2024",
        (
            Step(
                "A quantum battery is any system with energy levels: the first column shows how "
                "much of its state is on each, and its mean energy.",
                picture("sorting"),
                SETTINGS["inverted"],
            ),
            Step(
                "A cyclic drive can only move what is there, so it gains most when the largest "
                "population ends on the lowest level.",
                curve("sorting", "sorting"),
                SETTINGS["inverted"],
            ),
            Step(
                "What that draws is the ergotropy, here 0.95.",
                number("ergotropy ℰ"),
                SETTINGS["inverted"],
            ),
            Step(
                "With part of the state in superposition the same sorting draws 1.151.",
                number("incoherent ergotropy ℰ_i"),
            ),
            Step(
                "But that is not all: what can be sorted are the eigenvalues, and coherence adds "
                "0.414.",
                number("coherent ergotropy ℰ_c"),
            ),
            Step(
                "What is left is passive, and yet a thermal state of the same entropy would have "
                "less energy still.",
                curve("sorting", "thermal state"),
            ),
            Step(
                "That difference can be drawn from many copies together, even from copies of a "
                "passive state.",
                picture("copies"),
                SETTINGS["activation"],
            ),
            Step(
                "Charging takes time: the average power is the slope of a line from the origin, "
                "at most 0.7246 here.",
                curve("power", "t·P_max, the tangent"),
                SETTINGS["tangent"],
            ),
            Step(
                "How fast a state may turn is set by the fluctuations of the energy: the full "
                "battery takes at least 1.571 in units of 1/E.",
                number("least time of Eq. (12) τ_QSL"),
                SETTINGS["straight"],
            ),
            Step(
                "Now take a state yourself: drag its share, its levels and its populations, and "
                "watch what can be drawn.",
                control("share"),
            ),
        ),
    ),
)
