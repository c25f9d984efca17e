"""How the cavity looks while it charges: its Wigner function and its photon numbers."""

from __future__ import annotations

from math import sqrt

import numpy as np
import xarray as xr

from engine.dicke import equations as eq
from engine.dicke.model import equations_of
from engine.dicke.motion import motion
from engine.dicke.quantities import Named
from engine.dicke.settings import Battery
from engine.fields import Count, Real
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress
from engine.wigner import TABLE, WAVES, wigner

# Photon numbers above the last with this probability are not drawn.
UNSEEN = 1e-12
# A turn that is as good as none.
SOONEST = 1e-9
# Steps up to the marked time: few, as only the last state is looked at.
STEPS = 24


class ChargerState(Battery):
    """The cavity after a turn: a sum of N + 1 pure states, one for each number of excited cells.

    >>> round(float(ChargerState(cells=1, at=1e-9, extent=3.0, pixels=65).run().wigner.min()), 4)
    -0.6366
    """

    at = Real(
        1.5, bounds=(0.0, 200.0), soft=(0.0, 8.0), play=True,
        label="marked time", symbol=r"\Omega t", short="Ωt", group="Charger",
        doc="The time as a turn Ωt at which numbers are read and the cavity is shown.",
    )  # fmt: skip
    extent = Real(
        6.0, bounds=(0.5, 60.0), soft=(2.0, 20.0),
        label="extent", symbol=r"\beta_{\max}", short="β_max", group="Drawing",
        doc="Half-width of the picture of the cavity in Re β and Im β.",
    )  # fmt: skip
    pixels = Count(
        129, bounds=(2, 512),
        label="pixels", symbol=r"P_\beta", short="pixels", group="Drawing",
        doc="Number of points along each axis of the cavity's picture.",
    )  # fmt: skip

    rehearsed = ({"cells": 1, "pixels": 8, "extent": 1.0, "at": 0.1},)

    def cost(self) -> Cost:
        share = max(self.at, SOONEST) / self.window
        follow = self.cost_of(self.cells, STEPS, share, seen=False)
        top = self.largest_photon(self.cells, share)
        reach = sqrt(2 * top + 1) + 5
        axis = sqrt(2) * self.extent
        count = reach * (axis + reach) / 3
        length = 2 * (axis + reach) * (axis + reach) / 3 + 2 * self.pixels
        waves = 2e-9 * length * top + 2e-10 * (self.cells + 1) * top * length
        drawn = 7e-10 * (self.cells + 1) * self.pixels * count
        return Cost(
            follow.seconds + 2e-3 + waves + drawn + 1e-9 * self.pixels**2 * count,
            follow.bytes + 8.0 * (min(TABLE, top * length) + min(WAVES, 2 * length * self.cells))
            + 16.0 * self.pixels * (count + self.pixels) + 1e6,
        )  # fmt: skip

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        time = max(self.at, SOONEST) / self.turning(self.cells)
        run = motion(
            self.model(self.cells), self.charger, self.mean_photons(self.cells), self.cutoff
        )
        for first, _ in run.energies(time * np.arange(1, STEPS + 1) / STEPS, cancelled):
            progress(0.8 * first / STEPS)
        state = run.amplitudes(time)
        share = np.square(np.abs(state)).sum(axis=0)
        state = state[:, : int(np.flatnonzero(share > UNSEEN)[-1]) + 1]
        overlap = state.conj() @ state.T
        axis = np.linspace(-self.extent, self.extent, self.pixels)
        picture = wigner(state, self.extent, self.pixels)
        held = float(np.trapezoid(np.trapezoid(picture, axis), axis))
        return build(
            self,
            [
                Named.wigner(picture, "im", "re"),
                Named.photon_share(share[: state.shape[1]], "photon_number"),
                Named.charger_purity(float(np.square(np.abs(overlap)).sum())),
                Named.turn(self.at),
            ],
            [
                Named.im.axis(axis),
                Named.re.axis(axis),
                Named.photon_number.axis(np.arange(state.shape[1])),
            ],
            equations=[*equations_of(self), eq.WIGNER],
            certificate={
                "cutoff_error": 2 * self.gap() * self.cells * run.missed(),
                "weight_in_view": held,
            },
        )
