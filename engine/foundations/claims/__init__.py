"""Every quantitative statement on a single battery, computed here and judged.

The statements are those of the Colloquium of Campaioli et al., Secs. II.A and II.B; what this
project adds to them is marked derived.
"""

from __future__ import annotations

from engine.claims import Claim
from engine.foundations.claims.copies import COPIES
from engine.foundations.claims.speed import SPEED
from engine.foundations.claims.work import WORK

CLAIMS: tuple[Claim, ...] = (*WORK, *COPIES, *SPEED)
