"""Self-discharge of cells and networks of cells (Santos 2021)."""

from engine.selfdischarge.cell import Cell
from engine.selfdischarge.model import Network

__all__ = ["Cell", "Network"]
