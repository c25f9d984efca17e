"""Collisional charging of a battery by a stream of qubits (Salvia et al. 2023)."""

from engine.collision.comparisons import DrivingLimit, FullSwap, Greedy, IncoherentBound
from engine.collision.device import Device
from engine.collision.ends import OnsetEnds
from engine.collision.maps import AdvantageMap, Onset
from engine.collision.model import Collision
from engine.collision.portrait import PhaseSpace
from engine.collision.scan import PopulationScan

__all__ = [
    "AdvantageMap",
    "Collision",
    "Device",
    "DrivingLimit",
    "FullSwap",
    "Greedy",
    "IncoherentBound",
    "Onset",
    "OnsetEnds",
    "PhaseSpace",
    "PopulationScan",
]
