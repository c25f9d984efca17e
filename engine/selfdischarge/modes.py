"""The scenario of a graph itself: where its cells stand, its collective modes, what it allows."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress
from engine.selfdischarge import equations
from engine.selfdischarge.layout import places
from engine.selfdischarge.model import Connected
from engine.selfdischarge.quantities import Named
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
            [
                Named.mode_rate(rates, "mode"),
                Named.mode_amplitude(modes, "mode", "cell"),
                Named.allowed(allowed),
                Named.dark_modes(dark),
                Named.lasting_dark_modes(lasting),
                *self.limits(rates),
            ],
            [
                Named.cell.axis(np.arange(self.cells)),
                Named.cell_x(x, "cell"),
                Named.cell_y(y, "cell"),
                Named.edge.axis(np.arange(len(edges))),
                Named.edge_start(ends[:, 0], "edge"),
                Named.edge_end(ends[:, 1], "edge"),
                Named.mode.axis(np.arange(self.cells)),
            ],
            equations=[equations.MASTER, equations.MODES, equations.POSITIVITY],
            certificate={"error": 1e-14, "marginal": dark > 0, "energy_stays": lasting > 0},
        )
