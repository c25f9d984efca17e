"""The scenario of collisional charging: a battery, a stream of qubits, and what they achieve."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.collision import equations, settings
from engine.collision.advantage import advantage_window
from engine.collision.bounds import incoherent_bound
from engine.collision.charging import Charge, charge, sample_points
from engine.collision.cost import charging_cost
from engine.collision.quantities import Named
from engine.collision.settings import Battery
from engine.collision.waiting import bound_with_waiting
from engine.fields import Count
from engine.result import Labelled, build, ratio
from engine.scenario import CancelCheck, Cost, Progress

# Populations below this are left out; the energy is then wrong by at most 1e4 of it, and by
# rounding at each collision, both as shares of the largest energy so far: an energy that has fallen
# far below it has fewer digits of its own.
WINDOW = 1e-15
ENERGY_ERROR_PER_WINDOW, ENERGY_ERROR_PER_COLLISION = 1e4, 1e-16
# A top level this full means that the truncated ladder no longer stands for an endless one.
FULL_LADDER = 1e-6


class Charging(Battery):
    """A battery and the stream of qubits that charges it. Salvia et al. 2023, Eqs. (1)-(5)."""

    q = settings.ground_state_population()
    c = settings.coherence()
    alpha = settings.phase()
    theta = settings.swap_angle()
    gamma = settings.loss()
    collisions = settings.number_of_collisions()
    schedule = settings.schedule_of_angles()

    def angles(self) -> NDArray[np.float64]:
        """The swap angle of each collision in radians, shape (K,)."""
        return settings.angles_of(self.schedule, self.theta, self.collisions)

    def charging_cost(self, samples: int) -> Cost:
        """What `charge` takes when read off at so many collisions."""
        angles = self.angles()
        return charging_cost(
            self.battery, self.levels, angles.size, float(angles.mean()), self.gamma,
            min(samples, angles.size), self.q, self.c,
        )  # fmt: skip

    def charge(
        self, samples: NDArray[np.int64], progress: Progress, cancelled: CancelCheck
    ) -> Charge:
        """The run itself, read off at the given collisions."""
        return charge(
            self.battery, self.levels, self.q, self.c, self.angles(), self.gamma, samples,
            window=WINDOW, progress=progress, cancelled=cancelled,
        )  # fmt: skip


class Collision(Charging):
    """Charging by repeated collisions. Salvia et al. 2023, Eqs. (1)-(7), (21).

    >>> result = Collision(theta=0.02 * np.pi, collisions=318).run()
    >>> round(float(result.energy[-1]), 6), round(float(result.window_start), 3)
    (85.243927, 6.231)
    """

    samples = Count(
        191, bounds=(1, 2000), label="samples", symbol="S", short="samples", group="Collisions",
        doc="At how many collisions, at most, ergotropy, purity and populations are read.",
    )  # fmt: skip
    waiting = settings.waiting_time()
    bound = settings.bound("damped")

    rehearsed = tuple(
        {"levels": 4, "theta": theta, "gamma": gamma, "collisions": 1000, "samples": 1}
        for theta, gamma in ((0.1, 0.0), (0.1, 0.1), (1e-6, 0.0))
    )

    def cost(self) -> Cost:
        return self.charging_cost(self.samples)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        run = self.charge(sample_points(self.angles().size, self.samples), progress, cancelled)
        bound_gamma = self.gamma if self.bound == "damped" else 0.0
        bound = incoherent_bound(run.time, self.battery, self.levels, bound_gamma)
        window = advantage_window(run.time, run.energy, bound)
        collision, sample, per_level = "collision", "sample", ("sample", "level")
        return build(
            self,
            [
                Named.energy(run.energy, collision),
                Named.average_power(ratio(run.energy, run.time), collision),
                Named.transient_power(ratio(rise(run.energy), rise(run.time)), collision),
                Named.bound(bound, collision),
                Named.advantage(ratio(run.energy, bound), collision),
                *self.accounts(run),
                Named.ergotropy(run.ergotropy, sample),
                Named.purity(run.purity, sample),
                Named.top_population(run.top_population, sample),
                Named.population(run.population, *per_level),
                Named.window_start(window.start),
                Named.window_stop(window.stop),
                Named.best_advantage(window.best_ratio),
                Named.best_time(window.best_time),
            ],
            [
                Named.collision(run.collisions, collision),
                Named.time(run.time, collision),
                Named.total_time(run.time + self.waiting * run.collisions, collision),
                Named.sample_collision(run.sample_collision, sample),
                Named.sample_time(run.time[run.sample_collision], sample),
                Named.level.axis(np.arange(self.levels)),
            ],
            equations=[
                *equations.charging_equations(self.battery, self.gamma),
                equations.AVERAGE_POWER,
                equations.TRANSIENT_POWER,
                equations.ERGOTROPY,
                *equations.bound_equations(self.battery, bound_gamma),
                equations.WAITING_BOUND,
            ],
            certificate=charge_certificate(run, self.battery),
        )

    def accounts(self, run: Charge) -> list[Labelled]:
        """What the charge cost in time with waiting, in qubits, and in what they carried."""
        total_time = run.time + self.waiting * run.collisions
        total_bound = bound_with_waiting(total_time, self.battery, self.levels, self.waiting)
        window = advantage_window(total_time, run.energy, total_bound)
        full = np.inf if self.battery == "oscillator" else self.levels - 1.0
        qubit_bound = np.minimum(run.collisions, full)
        given = (1 - self.q) * run.collisions
        work_given = qubit_ergotropy(self.q, self.c) * run.sample_collision
        return [
            Named.total_bound(total_bound, "collision"),
            Named.total_advantage(ratio(run.energy, total_bound), "collision"),
            Named.total_power(ratio(run.energy, total_time), "collision"),
            Named.qubit_bound(qubit_bound, "collision"),
            Named.qubit_advantage(ratio(run.energy, qubit_bound), "collision"),
            Named.energy_per_qubit(ratio(run.energy, run.collisions), "collision"),
            Named.efficiency(ratio(run.energy, given), "collision"),
            Named.total_window_start(window.start),
            Named.total_window_stop(window.stop),
            Named.total_best_advantage(window.best_ratio),
            Named.total_best_time(window.best_time),
            Named.ergotropy_efficiency(ratio(run.ergotropy, work_given), "sample"),
        ]


def qubit_ergotropy(q: float, c: float) -> float:
    """Work that one qubit holds, in level spacings. Salvia et al. 2023, App. A.1.

    >>> qubit_ergotropy(0.5, 1.0), qubit_ergotropy(0.25, 0.0), qubit_ergotropy(0.75, 0.0)
    (0.5, 0.5, 0.0)
    """
    inversion = 1 - 2 * q
    return float((inversion + np.sqrt(inversion**2 + 4 * c**2 * q * (1 - q))) / 2)


def energy_error(collisions: int) -> float:
    """What the energies of so many collisions are wrong by at most, in the largest one so far.

    >>> f"{energy_error(100_000):.0e}"
    '2e-11'
    """
    return WINDOW * ENERGY_ERROR_PER_WINDOW + ENERGY_ERROR_PER_COLLISION * collisions


def charge_certificate(run: Charge, battery: str) -> dict[str, float | str | bool]:
    """The numbers by which a charging run vouches for itself.

    Only an oscillator is cut short by its top level; a spin or a finite ladder really ends there.
    """
    full = np.flatnonzero(run.top_population > FULL_LADDER)
    truncated = bool(battery == "oscillator" and run.truncation > FULL_LADDER)
    numbers: dict[str, float | str | bool] = {
        "top_population": float(run.truncation),
        "truncated": truncated,
        "energy_error": energy_error(run.collisions.size - 1),
        "energy_error_of": "the largest energy so far",
        "trace_defect": float(np.abs(run.population.sum(axis=1) - 1).max()),
    }
    if truncated:
        first = run.sample_collision[full[0]] if full.size else run.collisions[-1]
        numbers["truncated_from"] = float(run.time[first])
    return numbers


def rise(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The increase at each collision; nothing rises before the first."""
    return np.diff(values, prepend=values[0])
