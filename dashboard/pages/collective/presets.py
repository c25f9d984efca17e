"""The figures of the Colloquium's Sec. II.C and the cases its text names, as settings of the page.

The paper gives no numbers for Fig. 3: twelve cells were chosen here.
"""

from __future__ import annotations

from dashboard.presets import Preset

FIGURES = "Figures of the paper"
BLOCKS = "Blocks"
BOUNDS = "Bounds"
HOT = "Hot cells"
LATTICE = {"view": "lattice", "cells": 25}

PRESETS: tuple[Preset, ...] = (
    Preset(
        "fig2", "Fig. 2: a square lattice of pairs", FIGURES,
        {**LATTICE, "block": 1, "order": 2, "participation": 4},
        "Pairs of nearest neighbours: k = 2 and m = 4, so that Γ < 14γ by Eq. (19), and Γ ≤ 2γ by "
        "the later bound.",
    ),
    Preset(
        "fig3-global", "Fig. 3(b): global charging", FIGURES,
        {"cells": 12, "block": 12, "moment": 0.5, "view": "map"},
        "The shortcut: only all empty and all full are ever populated.",
    ),
    Preset(
        "fig3-local", "Fig. 3(b): local charging", FIGURES,
        {"cells": 12, "block": 1, "moment": 0.5, "view": "map"},
        "Every cell turns on its own: the populations are binomial and move up together.",
    ),
    Preset(
        "blocks", "Blocks of three", BLOCKS, {"cells": 12, "block": 3, "view": "curves"},
        "Four blocks of three cells are three times as fast as single cells.",
    ),
    Preset(
        "pairs", "Pairs", BLOCKS, {"cells": 12, "block": 2, "view": "curves"},
        "Two-body interactions double the power at most, however many cells there are.",
    ),
    Preset(
        "many", "Fifty cells at once", BLOCKS, {"cells": 50, "block": 50, "view": "curves"},
        "Fifty times the power, from an interaction of fifty bodies.",
    ),
    Preset(
        "split", "Where the power comes from", BOUNDS,
        {"cells": 12, "block": 12, "view": "variance"},
        "Eqs. (22)-(24): eleven twelfths of the variance are correlations, and the power is all "
        "that the bound allows.",
    ),
    Preset(
        "split-local", "Without correlations", BOUNDS,
        {"cells": 12, "block": 1, "view": "variance"},
        "Local charging saturates the bound as well, with single cells' fluctuations alone.",
    ),
    Preset(
        "all-to-all", "Everybody with everybody", BOUNDS,
        {**LATTICE, "block": 1, "order": 2, "participation": 25},
        "Pairs among all cells, as in the Dicke battery: Eq. (19) allows 98γ, the later bound 2γ.",
    ),
    Preset(
        "two-hot", "Two hot cells", HOT, {"cells": 2, "block": 2, "view": "ball"},
        "Up to βω = 0.831 no state on the way is entangled, and 39 % of the work is stored.",
    ),
    Preset(
        "four-hot", "Four hot cells", HOT, {"cells": 4, "block": 4, "view": "ball"},
        "The guaranteed ball shrinks to βω = 0.197, a tenth of the work; its radius for more than "
        "two cells is Hildebrand's, our choice.",
    ),
)  # fmt: skip
