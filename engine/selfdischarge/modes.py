"""The scenario of a graph itself: where its cells stand, its collective modes, what it allows."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress
from engine.selfdischarge import equations
from engine.selfdischarge import quantities as name
from engine.selfdischarge.layout import places
from engine.selfdischarge.model import Connected
from engine.selfdischarge.system import dark_states, mode_rates, physical


class Modes(Connected):
    """Collective modes of a graph and their rates, which may be negative: physical or not.

    >>> star = Modes(cells=6, geometry="central").run()
    >>> bool(star.allowed), round(float(star.rate_min), 6)
    (False, -0.118034)
    """

    def rate_refusal(self) -> str | None:
        """Any rates can be looked at; `allowed` says whether they are physical."""
        return None

    def cost(self) -> Cost:
        return Cost(seconds=2e-3, bytes=1e5)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        system, edges = self.system(), self.joined()
        rates, modes = mode_rates(system)
        allowed = physical(system)
        dark, lasting = dark_states(system) if allowed else (0, 0)
        ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
        x, y = places(self.geometry, self.cells)
        return build(
            self,
            {
                "mode_rate": name.MODE_RATE.variable("mode", rates),
                "mode_amplitude": name.MODE_AMPLITUDE.variable(("mode", "cell"), modes),
                "allowed": name.ALLOWED.variable((), allowed),
                "dark_modes": name.DARK_MODES.variable((), dark),
                "lasting_dark_modes": name.LASTING_DARK_MODES.variable((), lasting),
                **self.limits(rates),
            },
            {
                "cell": name.CELL.variable("cell", np.arange(self.cells)),
                "cell_x": name.CELL_X.variable("cell", x),
                "cell_y": name.CELL_Y.variable("cell", y),
                "edge": name.EDGE.variable("edge", np.arange(len(edges))),
                "edge_start": name.EDGE_START.variable("edge", ends[:, 0]),
                "edge_end": name.EDGE_END.variable("edge", ends[:, 1]),
                "mode": name.MODE.variable("mode", np.arange(self.cells)),
            },
            equations=[equations.MASTER, equations.MODES, equations.POSITIVITY],
            certificate={"error": 1e-14, "marginal": dark > 0, "energy_stays": lasting > 0},
        )
