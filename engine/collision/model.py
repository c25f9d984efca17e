"""The scenario of collisional charging: a battery, a stream of qubits, and what they achieve."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.collision import equations, settings
from engine.collision import quantities as name
from engine.collision.advantage import advantage_window
from engine.collision.bounds import incoherent_bound
from engine.collision.charging import Charge, charge, sample_points
from engine.collision.cost import charging_cost
from engine.collision.settings import Battery
from engine.collision.waiting import bound_with_waiting
from engine.fields import Count
from engine.result import build, ratio
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
            {
                "energy": name.ENERGY.variable(collision, run.energy),
                "average_power": name.AVERAGE_POWER.variable(
                    collision, ratio(run.energy, run.time)
                ),
                "transient_power": name.TRANSIENT_POWER.variable(
                    collision, ratio(rise(run.energy), rise(run.time))
                ),
                "bound": name.BOUND.variable(collision, bound),
                "advantage": name.ADVANTAGE.variable(collision, ratio(run.energy, bound)),
                **self.accounts(run),
                "ergotropy": name.ERGOTROPY.variable(sample, run.ergotropy),
                "purity": name.PURITY.variable(sample, run.purity),
                "top_population": name.TOP_POPULATION.variable(sample, run.top_population),
                "population": name.POPULATION.variable(per_level, run.population),
                "window_start": name.WINDOW_START.variable((), window.start),
                "window_stop": name.WINDOW_STOP.variable((), window.stop),
                "best_advantage": name.BEST_ADVANTAGE.variable((), window.best_ratio),
                "best_time": name.BEST_TIME.variable((), window.best_time),
            },
            {
                "collision": name.COLLISION.variable(collision, run.collisions),
                "time": name.TIME.variable(collision, run.time),
                "total_time": name.TOTAL_TIME.variable(
                    collision, run.time + self.waiting * run.collisions
                ),
                "sample_collision": name.SAMPLE_COLLISION.variable(sample, run.sample_collision),
                "sample_time": name.SAMPLE_TIME.variable(sample, run.time[run.sample_collision]),
                "level": name.LEVEL.variable("level", np.arange(self.levels)),
            },
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

    def accounts(self, run: Charge) -> dict[str, xr.Variable]:
        """What the charge cost in time with waiting, in qubits, and in what they carried."""
        total_time = run.time + self.waiting * run.collisions
        total_bound = bound_with_waiting(total_time, self.battery, self.levels, self.waiting)
        window = advantage_window(total_time, run.energy, total_bound)
        full = np.inf if self.battery == "oscillator" else self.levels - 1.0
        qubit_bound = np.minimum(run.collisions, full)
        given = (1 - self.q) * run.collisions
        work_given = qubit_ergotropy(self.q, self.c) * run.sample_collision
        collision = {
            "total_bound": (name.TOTAL_BOUND, total_bound),
            "total_advantage": (name.TOTAL_ADVANTAGE, ratio(run.energy, total_bound)),
            "total_power": (name.TOTAL_POWER, ratio(run.energy, total_time)),
            "qubit_bound": (name.QUBIT_BOUND, qubit_bound),
            "qubit_advantage": (name.QUBIT_ADVANTAGE, ratio(run.energy, qubit_bound)),
            "energy_per_qubit": (name.ENERGY_PER_QUBIT, ratio(run.energy, run.collisions)),
            "efficiency": (name.EFFICIENCY, ratio(run.energy, given)),
        }
        return {
            **{
                key: quantity.variable("collision", data)
                for key, (quantity, data) in collision.items()
            },
            "total_window_start": name.TOTAL_WINDOW_START.variable((), window.start),
            "total_window_stop": name.TOTAL_WINDOW_STOP.variable((), window.stop),
            "total_best_advantage": name.TOTAL_BEST_ADVANTAGE.variable((), window.best_ratio),
            "total_best_time": name.TOTAL_BEST_TIME.variable((), window.best_time),
            "ergotropy_efficiency": name.ERGOTROPY_EFFICIENCY.variable(
                "sample", ratio(run.ergotropy, work_given)
            ),
        }


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
