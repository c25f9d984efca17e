"""The Dicke battery: cells that share one cavity (Campaioli et al. 2024, Sec. III.B)."""

from engine.dicke.bounds import PowerBounds
from engine.dicke.charger import ChargerState
from engine.dicke.classical import ClassicalDicke, QuantumOverClassical
from engine.dicke.collapse import CollapseLine
from engine.dicke.model import Dicke
from engine.dicke.open import OpenDicke
from engine.dicke.scaling import DickeScaling
from engine.dicke.single import Catalysis, SpinStar

__all__ = [
    "Catalysis",
    "ChargerState",
    "ClassicalDicke",
    "CollapseLine",
    "Dicke",
    "DickeScaling",
    "OpenDicke",
    "PowerBounds",
    "QuantumOverClassical",
    "SpinStar",
]
