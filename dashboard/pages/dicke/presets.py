"""The Colloquium's Fig. 5 and the cases that its Sec. III names, as settings of the page.

What the paper does not print in numbers was chosen here and is said so in the note.
"""

from __future__ import annotations

from dashboard.presets import Preset

FIGURES = "Figures of the paper"
STORED = "What is stored"
CHARGERS = "The charger's state"
VARIATIONS = "Variations"
TWELVE = {"cells": 12, "coupling": 1.0, "counter_rotating": False, "view": "charger"}

PRESETS: tuple[Preset, ...] = (
    Preset(
        "fig5-weak", "Fig. 5(c): weak coupling", FIGURES,
        {"cells": 12, "coupling": 0.05, "view": "scaling", "largest": 20},
        "P/N√N flattens near 0.583 g as N grows, against 1/√N in parallel: exponent 1.488.",
    ),
    Preset(
        "fig5-strong", "Fig. 5(c): strong coupling", FIGURES,
        {"cells": 12, "coupling": 0.5, "view": "scaling", "largest": 20},
        "The same at g = 0.5: exponent 1.500, but the switch does most of the work.",
    ),
    Preset(
        "fig5-parallel", "Fig. 5(a): one cell in its own cavity", FIGURES,
        {"cells": 1, "coupling": 0.5, "view": "power"},
        "The Rabi battery. At its largest power it holds 0.4 and no work can be drawn.",
    ),
    Preset(
        "rescaled", "Eq. (38): a cavity that grows", FIGURES,
        {"cells": 12, "coupling": 0.5, "rescale": True, "view": "scaling"},
        "With g/√N the power grows as N only: the advantage is the cavity's density.",
    ),
    Preset(
        "switching", "Who charges the battery?", STORED,
        {"cells": 4, "coupling": 0.5, "at": 0.6247, "view": "ledger"},
        "At the largest power switching has cost 2.342, more than the 2.116 stored: the cavity "
        "has gained energy.",
    ),
    Preset(
        "ladder", "Two ergotropies", STORED,
        {"cells": 4, "coupling": 0.5, "at": 0.6247, "view": "purity"},
        "Unitaries of all states draw 1.491, those that keep the cells symmetric 1.030.",
    ),
    Preset(
        "tavis-cummings", "Without counter-rotating terms", STORED,
        {"cells": 12, "coupling": 0.5, "counter_rotating": False, "view": "ledger"},
        "The Tavis-Cummings model: switching is free, at any coupling.",
    ),
    Preset(
        "fock", "A Fock state", CHARGERS, {**TWELVE, "at": 1.4},
        "It has no phase and entangles: 84 % of the energy is ergotropy at the largest power.",
    ),
    Preset(
        "coherent", "A coherent state", CHARGERS,
        {**TWELVE, "charger": "coherent", "at": 1.4},
        "It stays almost pure: 99 % of the energy is ergotropy.",
    ),
    Preset(
        "squeezed", "Squeezed vacuum", CHARGERS,
        {**TWELVE, "charger": "squeezed", "at": 1.4, "extent": 8.0},
        "Its photon number is so uncertain that 59 % of the energy is ergotropy. Amplitude and "
        "squeezing are real, a choice of ours.",
    ),
    Preset(
        "catalysis", "Photons as a catalyst", CHARGERS,
        {"cells": 1, "coupling": 0.5, "counter_rotating": False, "photons": 16.0,
         "view": "single", "chargers": 16},
        "One cell takes up one photon of 16, four times as fast as with one.",
    ),
    Preset(
        "two-photons", "Two photons at a time", VARIATIONS,
        {"cells": 12, "coupling": 0.01, "exchange": 2, "view": "collapse"},
        "P grows as N², as long as g₂ stays below ω_c/(2N), where the energy loses its floor.",
    ),
    Preset(
        "dipoles", "Cells that interact", VARIATIONS,
        {"cells": 8, "coupling": 0.5, "dipole": "zz", "dipole_strength": 1.0, "view": "scaling",
         "largest": 12},
        "The paper prints no form of the interaction: (η/N) Jz² is one of three choices here.",
    ),
    Preset(
        "star", "A spin in a star of 36", VARIATIONS,
        {"cells": 1, "coupling": 0.1, "counter_rotating": False, "view": "single", "chargers": 36},
        "Nuclear spins: 36 inverted ones charge the one amid them six times as fast as one.",
    ),
    Preset(
        "leaky", "A leaky cavity", VARIATIONS,
        {"cells": 2, "coupling": 0.1, "counter_rotating": False, "view": "open", "loss": 0.05},
        "Photons leave at κ = 0.05; rates and noise are choices of ours. It takes a moment.",
    ),
)  # fmt: skip
