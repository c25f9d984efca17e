"""Every quantitative statement on the Dicke battery, computed here and judged.

The statements are those of the Colloquium by Campaioli et al.; what this project adds to them is
marked derived.
"""

from __future__ import annotations

from engine.claims import Claim
from engine.dicke.claims.origin import ORIGIN
from engine.dicke.claims.power import POWER
from engine.dicke.claims.quantum import QUANTUM
from engine.dicke.claims.traps import TRAPS
from engine.dicke.claims.variations import VARIATIONS

CLAIMS: tuple[Claim, ...] = (*POWER, *TRAPS, *ORIGIN, *QUANTUM, *VARIATIONS)
