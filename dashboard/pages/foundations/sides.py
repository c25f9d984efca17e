"""What may stand beside the sorting."""

from __future__ import annotations

from dashboard.sides import side
from engine import foundations as engine

SIDES = (
    side("matrix", "Matrix", slot="work"),
    side("copies", "Copies", "copies", wants=engine.NCopies),
    side("power", "Power", "at", "alpha", "energy", slot="drive", wants=engine.SpeedLimit),
    side("speed", "Speed limit", "angle", "detour", slot="drive", wants=engine.SpeedLimit),
)
