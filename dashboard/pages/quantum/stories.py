"""Is it quantum? In steps; after Campaioli et al. 2024, Secs. III.B.3 and III.B.4."""

from __future__ import annotations

from dashboard.pages.quantum.presets import PRESETS
from dashboard.stories import Step, Story, control, curve, number, picture

SETTINGS = {preset.key: preset.settings for preset in PRESETS}

STORIES = (
    Story(
        "double",
        "The advantage has a classical double",
        "Campaioli et al. 2024",
        (
            Step(
                "A classical spin and oscillator, averaged over phases, charge much like twelve "
                "cells and their cavity.",
                curve("energy", "classical"),
                SETTINGS["weak"],
            ),
            Step(
                "Both gain from sharing the charger, and the ratio of what they gain is 0.8116.",
                number("quantum over classical R"),
                SETTINGS["weak"],
            ),
            Step(
                "At strong coupling it is 0.8628, and it does not grow with the number of cells.",
                number("quantum over classical R"),
                SETTINGS["strong"],
            ),
            Step(
                "A single phase of the oscillator may tell anything, so that one trajectory "
                "proves nothing.",
                control("phase"),
                SETTINGS["one-phase"],
            ),
            Step(
                "The bound on the power tells the same story without a classical double.",
                picture("bounds"),
                SETTINGS["bounds"],
            ),
            Step(
                "In global charging nearly all of the variance is correlations between cells.",
                curve("correlations", "global charging"),
                SETTINGS["correlations"],
            ),
        ),
    ),
)
