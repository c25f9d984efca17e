"""Work capacitances of noisy quantum batteries (Tirone et al. 2023)."""

from engine.capacitance.attenuator import GaussianGap
from engine.capacitance.model import Capacitance, CapacitanceAt
from engine.capacitance.stages import KINDS, channel_of, kraus_stage

__all__ = ["KINDS", "Capacitance", "CapacitanceAt", "GaussianGap", "channel_of", "kraus_stage"]
