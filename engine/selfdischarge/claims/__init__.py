"""Every quantitative statement on self-discharge, computed here and judged.

The statements are those of Santos 2021; what this project adds to them is marked derived.
"""

from __future__ import annotations

from engine.claims import Claim
from engine.selfdischarge.claims.beyond import DARK, HALF_LIVES, PHYSICAL
from engine.selfdischarge.claims.cell import SINGLE
from engine.selfdischarge.claims.geometry import GEOMETRY
from engine.selfdischarge.claims.numbers import NUMBERS
from engine.selfdischarge.claims.sizes import SIZES

CLAIMS: tuple[Claim, ...] = (
    *SINGLE,
    *SIZES,
    *GEOMETRY,
    *PHYSICAL,
    *DARK,
    *HALF_LIVES,
    *NUMBERS,
)
