"""The argument of the storage poster of Tirone et al., in steps."""

from __future__ import annotations

from dashboard.pages.storage.presets import PRESETS
from dashboard.stories import Step, Story, control, number, picture

DEPHASED = {"against": "kappa", "gamma": 0.1, "kappa": 0.9}
TRANSMON = next(preset.settings for preset in PRESETS if preset.key == "transmon")

STORIES = (
    Story(
        "thin",
        "Spread the charge thinly, or not",
        "Tirone et al., storage poster",
        (
            Step(
                "Cells that wait lose energy and coherence: over how many should a charge be "
                "spread to get most of it back?",
                picture("map"),
            ),
            Step(
                "With this noise a single cell returns 0.291 of a quantum at the very best.",
                number("single shot ℰ₁,₁"),
            ),
            Step(
                "A charge in superposition over very many cells returns 0.6 of itself.",
                number("J_coh"),
            ),
            Step(
                "Under dephasing that superposition is lost: now it returns 0.09, and one full "
                "cell is the better store.",
                control("kappa"),
                DEPHASED,
            ),
            Step(
                "Emptied together instead of one by one, a few full cells among empty ones return "
                "0.9 whatever the dephasing.",
                number("J_sep"),
                {**DEPHASED, "ratio": "separable", "view": "winner"},
            ),
            Step(
                "In this transmon the thin superposition is ahead of a single cell after 33.7 µs.",
                number("J_coh ahead from"),
                TRANSMON,
            ),
        ),
    ),
)
