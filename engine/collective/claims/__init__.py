"""Every quantitative statement on charging together or apart, computed here and judged.

The statements are those of the Colloquium of Campaioli et al., Sec. II.C, and Eq. (43), which is a
loose form of its bound (24); what this project adds to them is marked derived.
"""

from __future__ import annotations

from engine.claims import Claim
from engine.collective.claims.advantage import ADVANTAGE
from engine.collective.claims.bounds import BOUNDS
from engine.collective.claims.thermal import THERMAL

CLAIMS: tuple[Claim, ...] = (*ADVANTAGE, *BOUNDS, *THERMAL)
