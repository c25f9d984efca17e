"""How the power of a Dicke battery grows with its size, against as many cells on their own."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.dicke import equations as eq
from engine.dicke.model import equations_of
from engine.dicke.motion import motion
from engine.dicke.quantities import Named
from engine.dicke.settings import MOST_CELLS, Options, points
from engine.fields import Count, ScenarioError
from engine.merit import Peak, max_power, power_law
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress

Floats = NDArray[np.float64]

# The part of the default window after which no average power can exceed the largest so far: a full
# battery's would not. About 1.8 in the turn Ωt.
TURN = 1.8


class DickeScaling(Options):
    """The largest average power for N = 1 … cells; Campaioli et al. 2024, Fig. 5(c).

    In parallel charging each cell has a cavity of its own, with the photons of one cell.

    >>> round(float(DickeScaling(largest=12).run().exponent), 4)
    1.4879
    """

    largest = Count(
        20, bounds=(2, MOST_CELLS), soft=(2, 40),
        label="most cells", symbol=r"N_{\max}", short="N_max", group="Scaling",
        doc="Largest number of cells of the scaling curve.",
    )  # fmt: skip
    fit_from = Count(
        6, bounds=(1, MOST_CELLS), soft=(1, 40),
        label="fit from", symbol=r"N_1", short="fit from", group="Scaling",
        doc="Smallest size of the fitted power law P_max ~ N^α.",
    )  # fmt: skip
    fit_to = Count(
        12, bounds=(2, MOST_CELLS), soft=(2, 40),
        label="fit to", symbol=r"N_2", short="fit to", group="Scaling",
        doc="Largest size of the fitted power law, or the largest there is.",
    )  # fmt: skip

    points = points(161)

    rehearsed = ({"largest": 2, "fit_from": 1, "points": 20},)

    def cost(self) -> Cost:
        if self.fit_from >= min(self.fit_to, self.largest):
            last = min(self.fit_to, self.largest)
            raise ScenarioError(f"The fit must begin below N = {last}, not at {self.fit_from}.")
        if self.mean_photons(1) == 0 and not self.counter_rotating and self.dipole != "xx":
            raise ScenarioError("n must be above 0 for a power law, not 0: nothing is charged.")
        share = min(TURN / self.window, 1.0)
        each = [
            self.cost_of(cells, 30 + share * self.points, share, seen=False)
            for cells in range(1, self.largest + 1)
        ]
        # The states kept end where no larger power can follow, before the widest lattice is full.
        return Cost(sum(one.seconds for one in each), 0.7 * max(one.bytes for one in each))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        cells = np.arange(1, self.largest + 1)
        best: list[Peak] = []
        errors = []
        for size in cells:
            peak, error = self.best(int(size), cancelled)
            best.append(peak)
            errors.append(error)
            progress(float((size / cells[-1]) ** 2))
        power = np.array([peak.value for peak in best])
        parallel = cells * self.alone(cancelled)
        last = min(self.fit_to, self.largest)
        law = power_law(cells, power, self.fit_from, last)
        return build(
            self,
            [
                Named.max_power(power, "cells"),
                Named.optimal_time(np.array([peak.time for peak in best]), "cells"),
                Named.parallel_power(parallel, "cells"),
                Named.scaled_power(power / cells**1.5, "cells"),
                Named.scaled_parallel(parallel / cells**1.5, "cells"),
                Named.advantage(power / parallel, "cells"),
                Named.exponent(law.exponent),
                Named.factor(law.factor),
                Named.distance(law.distance),
            ],
            [Named.cells.axis(cells)],
            equations=[*equations_of(self), eq.ADVANTAGE],
            certificate={"cutoff_error": max(errors), "fit": f"N = {self.fit_from} … {last}"},
        )

    def best(self, cells: int, cancelled: CancelCheck) -> tuple[Peak, float]:
        """The largest power of a battery, and what the cutoff may change of its energy."""
        model = self.model(cells)
        run = motion(model, self.charger, self.mean_photons(cells), self.cutoff)
        times = self.window * np.arange(1, self.points + 1) / self.points / self.turning(cells)
        energy = np.empty(times.size)
        seen, most = 0, 0.0
        for first, some in run.energies(times, cancelled):
            seen = first + len(some)
            energy[first:seen] = some
            most = max(most, float((some / times[first:seen]).max()))
            if seen > 2 and most * times[seen - 2] > model.gap * cells:
                break
        peak = max_power(times[:seen], energy[:seen], run.energy)
        return peak, 2 * model.gap * cells * run.missed()

    def alone(self, cancelled: CancelCheck) -> float:
        """The largest power of one cell in a cavity of its own, with one exchange's photons."""
        one = self.replace(photons=None, cutoff=None)
        return one.best(1, cancelled)[0].value
