"""Every quantitative statement on noisy storage, computed here and judged.

The statements are those of the storage poster; what this project adds to them is marked derived.
"""

from __future__ import annotations

from engine.claims import Claim
from engine.storage.claims.figures import FIGURES
from engine.storage.claims.many import MANY
from engine.storage.claims.meanings import MEANINGS
from engine.storage.claims.noise import NOISE
from engine.storage.claims.single import SINGLE

CLAIMS: tuple[Claim, ...] = (*NOISE, *SINGLE, *FIGURES, *MEANINGS, *MANY)
