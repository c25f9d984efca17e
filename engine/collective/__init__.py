"""Charging many cells together or apart (Campaioli et al. 2024, Sec. II.C)."""

from engine.collective.model import BlockCharging, ParticipationBound, SeparableBall

__all__ = ["BlockCharging", "ParticipationBound", "SeparableBall"]
