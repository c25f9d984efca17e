"""The scenarios of a single battery: its ergotropy, its copies, and how fast it charges."""

from __future__ import annotations

from math import pi, sin

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.copies import ergotropy_per_cell, types_of
from engine.fields import Real
from engine.foundations import equations, path, settings
from engine.foundations.quantities import Named
from engine.foundations.settings import State
from engine.merit import largest_maximum, max_power
from engine.result import build, ratio
from engine.scenario import CancelCheck, Cancelled, Cost, Progress, Scenario
from engine.work import (
    energy,
    entropy,
    ergotropy,
    gibbs_of_equal_entropy,
    inverse_temperature,
    passive_state,
)

# What rounding leaves of no work, of the widest step between levels.
NOTHING = 1e-13
# Seconds of one core for each type that is counted.
PER_TYPE = 2.6e-7
# Seconds of one core for each maximum of the path that is looked at closely.
PER_MAXIMUM = 5e-4


class Ergotropy(State):
    """What a unitary can draw from a state, and what it leaves; Campaioli et al. 2024, Sec. II.A.

    >>> work = Ergotropy().run()
    >>> round(float(work.energy), 8), round(float(work.ergotropy), 8), round(float(work.bound), 8)
    (1.98285714, 1.56514479, 1.59576946)
    """

    def cost(self) -> Cost:
        return Cost(seconds=2e-3, bytes=1e5)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        rho, levels = self.matrix(), np.array(self.levels)
        count = levels.size
        populations = np.diagonal(rho).real
        passive, thermal = passive_state(rho, levels), gibbs_of_equal_entropy(rho, levels)
        in_order = passive_state(np.diag(populations), levels)
        mean, kept, left, cold = (
            float(energy(state, levels)) for state in (rho, in_order, passive, thermal)
        )
        spread = float(np.ptp(levels))
        gained = {
            Named.ergotropy: mean - left,
            Named.incoherent_ergotropy: mean - kept,
            Named.coherent_ergotropy: kept - left,
            Named.bound: mean - cold,
        }
        eigenvalues = np.clip(np.linalg.eigvalsh(rho)[::-1], 0.0, None)
        return build(
            self,
            [
                Named.energy(mean),
                Named.sorted_energy(kept),
                Named.passive_energy(worth(left, spread)),
                Named.thermal_energy(worth(cold, spread)),
                *(named(worth(value, spread)) for named, value in gained.items()),
                Named.inverse_temperature(inverse_temperature(rho, levels)),
                Named.entropy(float(entropy(rho))),
                Named.purity(float((np.abs(rho) ** 2).sum())),
                Named.height(levels, "level"),
                Named.population(populations, "level"),
                Named.moved_to(moved(populations, levels) + 1, "level"),
                Named.sorted_population(np.diagonal(in_order).real, "level"),
                Named.eigenvalue(eigenvalues, "level"),
                Named.passive_population(np.diagonal(passive).real, "level"),
                Named.thermal_population(np.diagonal(thermal).real, "level"),
                Named.density(np.abs(rho), "row", "column"),
            ],
            [axis.axis(np.arange(count) + 1) for axis in (Named.level, Named.row, Named.column)],
            equations=[
                equations.BATTERY,
                equations.ERGOTROPY,
                equations.PASSIVE,
                equations.SPLIT,
                equations.BOUND,
            ],
            certificate={
                "second_extraction": float(ergotropy(passive, levels)),
                "entropy_error": abs(float(entropy(thermal) - entropy(rho))),
            },
        )


class NCopies(State):
    """What many copies of a state yield together, per copy; Campaioli et al. 2024, Sec. II.A.3.

    >>> curve = NCopies().run().ergotropy_per_copy.sel(copies=[2, 3, 100])
    >>> curve.values.round(8)
    array([0.        , 0.00122069, 0.00841738])
    """

    levels = settings.levels((0.0, 0.579, 1.0))
    share = settings.share(0.0)
    real = settings.amplitudes("real", "Re", (1.0, 0.0, 0.0))
    imaginary = settings.amplitudes("imaginary", "Im", (0.0, 0.0, 0.0))
    populations = settings.populations((0.538, 0.237, 0.225))
    copies = settings.copies(100)

    def types(self) -> int:
        """How many types there are for every number of copies together."""
        return types_of(self.copies, len(self.levels) + 1)

    def cost(self) -> Cost:
        largest = types_of(self.copies, len(self.levels))
        seconds = 2e-3 + 1e-4 * self.copies + PER_TYPE * self.types()
        return Cost(seconds=seconds, bytes=1e6 + 8.0 * largest * (3 * len(self.levels) + 10))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        rho, levels = self.matrix(), np.array(self.levels)
        mean = float(energy(rho, levels))
        spectrum = np.clip(np.linalg.eigvalsh(rho), 0.0, 1.0)
        sizes = np.arange(1, self.copies + 1)
        found = np.empty(sizes.size)
        total, done = self.types(), 0
        for place, count in enumerate(sizes):
            if cancelled():
                raise Cancelled
            together = ergotropy_per_cell([(int(count), mean, spectrum)], levels)
            found[place] = worth(together, float(np.ptp(levels)))
            done += types_of(int(count), levels.size)
            progress(done / total)
        bound = mean - float(energy(gibbs_of_equal_entropy(rho, levels), levels))
        return build(
            self,
            [
                Named.ergotropy_per_copy(found, "copies"),
                Named.alone(found[0]),
                Named.energy(mean),
                Named.bound(worth(bound, float(np.ptp(levels)))),
                Named.inverse_temperature(inverse_temperature(rho, levels)),
            ],
            [Named.copies.axis(sizes)],
            equations=[equations.COPIES, equations.LIMIT, equations.BOUND],
            certificate={"above_bound": max(0.0, float(found.max() - bound))},
        )


class SpeedLimit(Scenario):
    """How soon a two-level battery may reach a target, and with what power; Sec. II.B.

    Work in units of the battery's gap, times in those of the strength E of the drive.

    >>> drive = SpeedLimit().run()
    >>> round(float(drive.minimal_time), 8), round(float(drive.max_power), 8)
    (1.57079633, 0.72461135)
    """

    energy = Real(
        1.0, bounds=(1e-3, 1e3), scale="log", soft=(0.1, 10.0),
        label="strength of the drive", symbol=r"E_{\max}", short="E", group="Drive",
        doc="Operator norm of the charging Hamiltonian, the largest size of its energies.",
    )  # fmt: skip
    angle = Real(
        pi / 2, bounds=(0.0, pi / 2), unit="π", step=0.005 * pi,
        label="angle to the target", symbol=r"\theta", short="θ", group="Drive",
        doc="The arccos of the overlap of start and target: π/2 for the full battery.",
    )  # fmt: skip
    detour = Real(
        0.0, bounds=(-pi / 2, pi / 2), unit="π", step=0.005 * pi,
        label="detour", symbol=r"\chi", short="χ", group="Drive",
        doc="How much of the drive turns phases instead of charging: 0 is the shortest way.",
    )  # fmt: skip
    alpha = Real(
        1.0, bounds=(0.0, 1.0), step=0.01, play=True,
        label="weight of the power", symbol=r"\alpha", short="α", group="Objective",
        doc="F_α weighs power against work: 1 is the average power alone, 0 the work alone.",
    )  # fmt: skip
    time_max = Real(
        3.2, bounds=(0.01, 1000.0), scale="log", soft=(0.5, 20.0),
        label="longest time", symbol=r"E\,t_{\max}", short="E·t_max", group="Drawing",
        doc="How long the curves run, in units of 1/E.",
    )  # fmt: skip
    points = settings.points(401, "Number of times, evenly from 0.")

    def cost(self) -> Cost:
        maxima = min(self.points / 3, self.time_max / pi)
        seconds = 3e-3 + 4e-7 * self.points + PER_MAXIMUM * maxima
        return Cost(seconds=seconds, bytes=1e5 + 150.0 * self.points)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        strength, drive = self.energy, (self.energy, self.detour)
        time = np.linspace(0.0, self.time_max / strength, self.points)
        work = path.excited(time, *drive)
        mean, deviation = path.energies(*drive)
        power = max_power(time, work, lambda t: path.excited(t, *drive))
        arrival = largest_maximum(time, path.overlap(time, *drive, self.angle),
                                  lambda t: path.overlap(t, *drive, self.angle))  # fmt: skip
        later = np.divide(1.0, time, out=np.zeros_like(time), where=time > 0)
        weighed = largest_maximum(time[1:], self.weigh(time[1:]), self.weigh)
        target = sin(self.angle) ** 2
        travelled = np.arccos(np.sqrt(np.clip(path.overlap(time, *drive, 0.0), 0.0, 1.0)))
        return build(
            self,
            [
                Named.minimal_time(ratio(self.angle, min(mean, deviation), 1e-12 * strength)),
                Named.deviation_time(ratio(self.angle, deviation, 1e-12 * strength)),
                Named.arrival_time(arrival.time),
                Named.largest_fidelity(arrival.value),
                Named.mean_energy(mean),
                Named.energy_deviation(deviation),
                Named.power_bound(2 * target * strength / pi),
                Named.max_power(power.value),
                Named.optimal_time(power.time),
                Named.best_time(weighed.time),
                Named.best_objective(weighed.value),
                Named.fidelity(path.overlap(time, *drive, self.angle), "time"),
                Named.travelled(travelled, "time"),
                Named.deviation_limit(deviation * time, "time"),
                Named.mean_limit(mean * time, "time"),
                Named.energy_stored(work, "time"),
                Named.average_power(work * later, "time"),
                Named.instantaneous_power(path.rising(time, *drive), "time"),
                Named.objective(np.append(0.0, self.weigh(time[1:])), "time"),
                Named.tangent(power.value * time, "time"),
            ],
            [Named.time.axis(time)],
            equations=[
                equations.PATH,
                equations.DRIVE,
                equations.SPEED_LIMIT,
                equations.POWER,
                equations.POWER_BOUND,
                equations.OBJECTIVE,
            ],
            certificate={"closed_form": True},
        )

    def weigh(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        """F_α = W/t^α at times above 0."""
        return path.excited(time, self.energy, self.detour) / time**self.alpha


def moved(populations: NDArray[np.float64], levels: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the level that each population is moved to when the largest takes the lowest level.

    >>> moved(np.array([0.2, 0.3, 0.5]), np.array([0.0, 1.0, 2.0])).tolist()
    [2, 1, 0]
    """
    places = np.empty(levels.size, dtype=np.intp)
    by_energy = np.argsort(levels, kind="stable")
    # Equal populations keep their order: nothing is moved without need.
    places[by_energy[np.argsort(-populations[by_energy], kind="stable")]] = by_energy
    return places


def worth(work: float, spread: float) -> float:
    """Work without what rounding leaves where there is none."""
    return 0.0 if abs(work) <= NOTHING * spread else work
