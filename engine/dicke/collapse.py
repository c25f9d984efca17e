"""Where two photons at a time leave a Dicke battery no lowest energy."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.dicke import equations as eq
from engine.dicke.quantities import Named
from engine.dicke.settings import Options
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress

SIZES = 40


class CollapseLine(Options):
    """The coupling of two photons at a time from which on there is no lowest energy, by size.

    >>> float(CollapseLine().run().collapse_coupling.sel(cells=10))
    0.05
    """

    def cost(self) -> Cost:
        return Cost(seconds=1e-3, bytes=1e5)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        cells, pairs = np.arange(1, SIZES + 1), self.replace(exchange=2)
        limit = np.array([pairs.collapse(int(size)) for size in cells])
        return build(
            self,
            [Named.collapse_coupling(limit, "cells")],
            [Named.cells.axis(cells)],
            equations=[eq.TWO_PHOTONS, eq.COLLAPSE],
            certificate={},
        )
