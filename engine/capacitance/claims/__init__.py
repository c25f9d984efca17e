"""Every quantitative statement on work capacitances, computed here and judged.

The statements are those of Tirone et al. 2023; what this project adds to them is marked derived.
"""

from __future__ import annotations

from engine.capacitance.claims.depolarizing import DEPOLARIZING
from engine.capacitance.claims.figure2a import FIGURE_2A
from engine.capacitance.claims.gaussian import GAUSSIAN
from engine.capacitance.claims.pooled import POOLED
from engine.capacitance.claims.theorems import THEOREMS
from engine.claims import Claim

CLAIMS: tuple[Claim, ...] = (*THEOREMS, *FIGURE_2A, *GAUSSIAN, *DEPOLARIZING, *POOLED)
