"""The Dicke battery, in steps; after Campaioli et al. 2024, Sec. III.B."""

from __future__ import annotations

from dashboard.pages.dicke.presets import PRESETS
from dashboard.stories import Step, Story, control, curve, number, picture

SETTINGS = {preset.key: preset.settings for preset in PRESETS}

STORIES = (
    Story(
        "together",
        "Many cells in one cavity",
        "Campaioli et al. 2024",
        (
            Step(
                "Twelve cells share a cavity with twelve photons, and fill up while they swap.",
                curve("energy", "energy E"),
                SETTINGS["fig5-weak"],
            ),
            Step(
                "Their power over N√N hardly depends on N, while that of cells with a cavity each "
                "falls.",
                picture("scaling"),
                SETTINGS["fig5-weak"],
            ),
            Step(
                "At strong coupling the fitted exponent is 1.5000.",
                number("exponent α, N = 6 … 12"),
                SETTINGS["fig5-strong"],
            ),
            Step(
                "Yet four such cells hold 2.1 at their largest power, and the switch has paid 2.3 "
                "for it.",
                curve("ledger", "work of switching"),
                SETTINGS["switching"],
            ),
            Step(
                "Without counter-rotating terms switching is free.",
                control("counter_rotating"),
                SETTINGS["tavis-cummings"],
            ),
            Step(
                "A coherent cavity stays almost pure and leaves nearly all energy free.",
                picture("charger"),
                SETTINGS["coherent"],
            ),
            Step(
                "In a cavity that grows with the battery the advantage is gone.",
                control("rescale"),
                SETTINGS["rescaled"],
            ),
        ),
    ),
)
