"""Every quantitative statement on collisional charging, computed here and judged.

The statements are those of Salvia et al. 2023; what this project adds to them is marked derived.
"""

from __future__ import annotations

from engine.claims import Claim
from engine.collision.claims.appendix import FORMULAS
from engine.collision.claims.classical import CLASSICAL
from engine.collision.claims.coherent import OSCILLATOR
from engine.collision.claims.constants import CONSTANTS
from engine.collision.claims.laboratories import LABORATORIES
from engine.collision.claims.loss import LOSS
from engine.collision.claims.numbers import NUMBERS
from engine.collision.claims.qubits import QUBITS
from engine.collision.claims.spin import SPIN_BOUNDS, SPIN_CHARGING
from engine.collision.claims.truncation import LADDER_TOP

CLAIMS: tuple[Claim, ...] = (
    *CONSTANTS,
    *CLASSICAL,
    *OSCILLATOR,
    *QUBITS,
    *LADDER_TOP,
    *LOSS,
    *LABORATORIES,
    *SPIN_BOUNDS,
    *SPIN_CHARGING,
    *FORMULAS,
    *NUMBERS,
)
