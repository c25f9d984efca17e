"""How close the power of a Dicke battery comes to its bounds, beside global charging."""

from __future__ import annotations

from dataclasses import replace
from math import pi

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.dicke import equations as eq
from engine.dicke import settings
from engine.dicke.averages import mean, times_to
from engine.dicke.chargers import FAINT, amplitudes
from engine.dicke.evolution import Track
from engine.dicke.kernels import apply
from engine.dicke.lattice import Couplings, Sector
from engine.dicke.model import Dicke
from engine.dicke.quantities import Named
from engine.fields import Count
from engine.optional import Flag
from engine.result import build, certificate
from engine.scenario import CancelCheck, Cost, Progress, Scenario
from engine.speed import commutator_bound, power_bound

Floats = NDArray[np.float64]

# The turn within which the first maximum of the energy lies, and at how many times it is sought.
TURN, TIMES = 2.5, 121


class PowerBounds(Scenario):
    """Power up to the first maximum over its bounds (24) and (43), and the variance's correlations.

    The battery is charged from a Fock state of N photons at resonance; global charging goes
    straight from all empty to all full, at the same share of its bounds for every N.

    >>> shares = PowerBounds(largest=4, coupling=0.5).run()
    >>> bool((shares.power_share < 1).all()), round(float(shares.global_share), 4)
    (True, 0.9003)
    """

    coupling = settings.coupling()
    largest = Count(
        12, bounds=(2, 40), soft=(2, 20),
        label="most cells", symbol=r"N_{\max}", short="N_max", group="Bounds",
        doc="Largest number of cells whose bounds are computed.",
    )  # fmt: skip
    rescale = Flag(
        False, label="rescaled coupling", symbol=r"g\to g/\sqrt N", short="g/√N", group="Bounds",
        doc="Whether the coupling is g/√N instead of g, Eq. (38): a cavity that grows with N.",
    )  # fmt: skip

    rehearsed = ({"largest": 2, "coupling": 0.5},)

    def battery(self, cells: int) -> Dicke:
        """The battery of so many cells, up to its first maximum."""
        options = {"coupling": self.coupling, "rescale": self.rescale}
        return Dicke(cells=cells, window=TURN, points=TIMES, **options)

    def cost(self) -> Cost:
        each = [self.battery(cells).cost() for cells in range(1, self.largest + 1)]
        return Cost(1.3 * sum(one.seconds for one in each), max(one.bytes for one in each))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        cells = np.arange(1, self.largest + 1)
        rows, errors = [], []
        for size in cells:
            battery = self.battery(int(size))
            data = battery.run(cancelled=cancelled)
            until = float(data.first_maximum)
            charging = coupling_variance(battery.model(int(size)), until, cancelled)
            power, variance = float(data.mean_power), float(data.variance)
            rows.append(
                (
                    power / float(data.power_bound),
                    power / float(commutator_bound(variance, charging)),
                    1 - float(data.local_variance) / variance,
                )
            )
            errors.append(battery_error(data))
            progress(float((size / cells[-1]) ** 2))
        share, loose, correlated = np.array(rows).T
        best, printed = global_shares()
        return build(
            self,
            [
                Named.power_share(share, "cells"),
                Named.commutator_share(loose, "cells"),
                Named.printed_share(2 * loose, "cells"),
                Named.correlated_share(correlated, "cells"),
                Named.global_share(best),
                Named.global_printed_share(printed),
                Named.global_correlated_share((cells - 1) / cells, "cells"),
            ],
            [Named.cells.axis(cells)],
            equations=[eq.COUPLING, eq.BOUND, eq.COMMUTATOR_BOUND],
            certificate={"cutoff_error": max(errors)},
        )


def battery_error(data: xr.Dataset) -> float:
    """What the cutoff may change of a battery's energy."""
    return float(certificate(data)["cutoff_error"])


def global_shares() -> tuple[float, float]:
    """The average power of global charging over both bounds, and over (43) as printed.

    E = sin²(t), ΔE² = sin²(t) cos²(t), I_E = 4 and ΔE_1² = 1 over a quarter turn, for one cell or
    for many in units of a full charge: both bounds are the same.
    """
    angle = np.linspace(0.0, pi / 2, 2001)
    variance = np.trapezoid(np.square(np.sin(angle) * np.cos(angle)), angle) / angle[-1]
    power = 1 / angle[-1]
    bound = float(power_bound(variance, 4.0))
    return float(power / bound), float(2 * power / bound)


def coupling_variance(model: Couplings, until: float, cancelled: CancelCheck) -> float:
    """The variance of the coupling H_1 averaged up to a time, from a Fock state of N photons."""
    photons = model.cells * model.exchange
    start = amplitudes("fock", photons)
    track = Track(model, photons % model.period, start, None, FAINT["fock"])
    times = times_to(model, until)
    bare = replace(model, gap=0.0, cavity=0.0, dipole="none")
    found = np.empty(times.size)
    for first, states, sector in track.chunks(times, cancelled):
        own = Sector(bare, sector.offset, sector.columns, sector.top).hamiltonian
        for place, state in enumerate(states):
            moved, nothing = np.zeros_like(state), np.zeros_like(state[0])
            for part in range(2):
                apply(state[part], *own, 1.0, nothing, moved[part])
            found[first + place] = np.square(moved).sum() - float((state * moved).sum()) ** 2
    begun = model.coupling**2 * model.cells * (2 * photons + 1)
    return mean(times, found, begun, until)
