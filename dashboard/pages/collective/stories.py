"""Charging together or apart, in steps; after Campaioli et al. 2024, Sec. II.C."""

from __future__ import annotations

from dashboard.pages.collective.presets import PRESETS
from dashboard.stories import Step, Story, control, curve, number, picture

SETTINGS = {preset.key: preset.settings for preset in PRESETS}

STORIES = (
    Story(
        "together",
        "Why many cells charge faster together",
        "Campaioli et al. 2024",
        (
            Step(
                "Twelve cells charge each on its own: half-way six are full on average, and some "
                "more or less.",
                picture("populations"),
                SETTINGS["fig3-local"],
            ),
            Step(
                "One drive on all of them, no stronger, goes from all empty straight to all full "
                "through a superposition of both.",
                picture("populations"),
                SETTINGS["fig3-global"],
            ),
            Step("It takes a twelfth of the time.", number("advantage Γ"), SETTINGS["fig3-global"]),
            Step(
                "The power is bounded by fluctuations of the energy, and most of them are "
                "correlations between cells.",
                curve("variance", "of correlations"),
                SETTINGS["split"],
            ),
            Step(
                "Blocks of three gain three: the interaction's order counts, not the number of "
                "cells.",
                control("block"),
                SETTINGS["blocks"],
            ),
            Step(
                "On a lattice of pairs with four neighbours each, an early bound allows 14 times a "
                "constant, and a later one 2.",
                number("bound of Eq. (19) Γ/γ"),
                SETTINGS["fig2"],
            ),
            Step(
                "Entanglement is not needed for the speed: hot cells stay separable all along.",
                curve("ball", "separable for certain"),
                SETTINGS["two-hot"],
            ),
            Step(
                "But they store less, here at most a share of 0.39332 of the full work.",
                number("work share at the ball's edge (W/W_max)_ball"),
                SETTINGS["two-hot"],
            ),
        ),
    ),
)
