"""What a quantum battery is: ergotropy, copies, speed (Campaioli et al. 2024, Secs. II.A, II.B)."""

from engine.foundations.model import Ergotropy, NCopies, SpeedLimit

__all__ = ["Ergotropy", "NCopies", "SpeedLimit"]
