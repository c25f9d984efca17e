"""Self-discharge of cells and networks of cells (Santos 2021)."""

from engine.selfdischarge.cell import Cell
from engine.selfdischarge.ensemble import Ensemble
from engine.selfdischarge.maps import HalfLifeMap, Scaling
from engine.selfdischarge.model import Network
from engine.selfdischarge.modes import Modes
from engine.selfdischarge.search import GeometrySearch

__all__ = ["Cell", "Ensemble", "GeometrySearch", "HalfLifeMap", "Modes", "Network", "Scaling"]
