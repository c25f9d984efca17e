"""The scenarios a coherent charge is compared with: the bound, two classical protocols, a limit."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.collision import equations, settings
from engine.collision.bounds import X0, full_charge_time, incoherent_bound
from engine.collision.ladder import couplings
from engine.collision.quantities import Named
from engine.collision.settings import Battery
from engine.collision.strategies import (
    MOST_ROWS,
    Strategy,
    driving_limit,
    driving_population,
    full_swap,
    greedy,
)
from engine.fields import Choice, Count
from engine.result import Equation, build, ratio
from engine.scenario import CancelCheck, Cost, Progress

PROTOCOL_FORMS = {"corrected": "corrected", "printed": "as printed"}


class Comparison(Battery):
    """A battery charged in some other way up to a time x = Ωτ."""

    time_max = settings.longest_time(30.0)


class Curve(Comparison):
    """A comparison that is known at every time, drawn on an even grid."""

    points = Count(
        301, bounds=(2, 10_000), label="points", symbol="P", short="points", group="Comparison",
        doc="Number of times, evenly spread from 0.",
    )  # fmt: skip

    def times(self) -> NDArray[np.float64]:
        """The grid x = Ωτ, shape (points,)."""
        return np.linspace(0.0, self.time_max, self.points)


class IncoherentBound(Curve):
    """What no incoherent charging exceeds. Salvia et al. 2023, Eqs. (15), (28), (C4).

    >>> round(float(IncoherentBound().run().energy[-1]), 6)
    139.877204
    """

    gamma = settings.loss()
    form = Choice(
        "corrected", objects=PROTOCOL_FORMS,
        label="form of the bound", short="form", group="Comparison",
        doc="Eq. (28) corrected, or as printed without the factor 1/f₊.",
    )  # fmt: skip

    def refusal(self) -> str | None:
        if self.form == "printed" and (self.battery != "spin" or self.gamma > 0):
            return (
                "form must be “corrected” for this battery (only the bound of a spin without "
                "loss, Eq. 28, is misprinted), not “printed”."
            )
        return super().refusal()

    def cost(self) -> Cost:
        each = 2e-7 if self.gamma > 0 else 1e-7
        return Cost(seconds=1e-3 + each * self.points, bytes=200.0 * self.points)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        times = self.times()
        energy = incoherent_bound(times, self.battery, self.levels, self.gamma, self.form)
        variables = [
            Named.bound(energy, "time", key="energy"),
            Named.average_power(ratio(energy, times), "time"),
        ]
        cited = equations.bound_equations(self.battery, self.gamma, self.form)
        if self.battery == "spin" and self.gamma == 0:
            full = full_charge_time(self.levels, self.form)
            variables.append(Named.full_charge_time(full))
            cited = [*cited, equations.FULL_CHARGE]
        return build(
            self,
            variables,
            [Named.time.axis(times)],
            equations=cited,
            certificate={"energy_error": 1e-12},
        )


class DrivingLimit(Curve):
    """Coherent charging as θ → 0 at fixed Ωτ = Kθ. Salvia et al. 2023, Eqs. (19), (20), (31).

    >>> float(DrivingLimit().run().energy[-1])
    225.0
    """

    q = settings.ground_state_population()
    c = settings.coherence()

    def cost(self) -> Cost:
        chain = 2e-10 * self.levels**2 * (4 * self.points + self.levels)
        seconds = 5e-8 * self.points * self.levels + (chain if self.battery == "ladder" else 0.0)
        return Cost(seconds=1e-3 + seconds, bytes=64.0 * self.points * self.levels)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        times = self.times()
        energy = driving_limit(times, self.battery, self.levels, self.q, self.c)
        population = driving_population(times, self.battery, self.levels, self.q, self.c)
        limit = {"oscillator": equations.DISPLACEMENT, "spin": equations.ROTATION}
        return build(
            self,
            [Named.energy(energy, "time"), Named.population(population, "time", "level")],
            [Named.time.axis(times), Named.level.axis(np.arange(self.levels))],
            equations=[
                equations.DRIVING,
                *([limit[self.battery]] if self.battery in limit else []),
            ],
            certificate={"population_beyond_top": float(np.max(1 - population.sum(axis=1)))},
        )


class Protocol(Comparison):
    """A classical protocol with excited qubits, played step by step from the empty battery.

    Populations are those of at most 512 steps, evenly thinned, and of the last.
    """

    waiting = settings.waiting_time()

    def steps(self) -> float:
        """About how many steps the protocol takes."""
        raise NotImplementedError

    def bytes(self) -> float:
        """What the kept populations and a few numbers of every step take, while they are made."""
        steps = self.steps()
        return 16.0 * min(steps, MOST_ROWS) * self.levels + 200.0 * steps + 1e5

    def reach(self) -> float:
        """The energy no protocol exceeds in this time, in level spacings."""
        bound = incoherent_bound(self.time_max, self.battery, self.levels)
        return float(min(bound, self.levels - 1.0))

    def dataset(self, protocol: Strategy, equation: Equation) -> xr.Dataset:
        """The protocol labelled; the angle of step 0, the empty battery, is no number."""
        steps = np.arange(protocol.time.size)
        return build(
            self,
            [
                Named.energy(protocol.energy, "step"),
                Named.average_power(ratio(protocol.energy, protocol.time), "step"),
                Named.angle(np.append(np.nan, protocol.angle), "step"),
                Named.population(protocol.population, "sample", "level"),
            ],
            [
                Named.step.axis(steps),
                Named.time(protocol.time, "step"),
                Named.total_time(protocol.time + self.waiting * steps, "step"),
                Named.sample_step(protocol.kept, "sample"),
                Named.level.axis(np.arange(self.levels)),
            ],
            equations=[equations.RATES, equation],
            certificate={
                "top_population": float(protocol.population[:, -1].max()),
                "trace_defect": float(np.abs(protocol.population.sum(axis=1) - 1).max()),
            },
        )


class FullSwap(Protocol):
    """Each excited qubit hands over its whole quantum. Salvia et al. 2023, Secs. III.B, IV.B.

    >>> FullSwap(time_max=3.0).run().energy.values
    array([0., 1., 2., 3.])
    """

    form = Choice(
        "corrected", objects=PROTOCOL_FORMS,
        label="form of the full swap", short="form", group="Comparison",
        doc="θ_k = π/(2a_k), or the constant π/2 that Sec. III prints.",
    )  # fmt: skip

    def steps(self) -> float:
        return self.time_max if self.form == "printed" else self.reach() + 1

    def cost(self) -> Cost:
        steps = self.steps()
        return Cost(seconds=1e-3 + steps * (1e-5 + 1e-8 * self.levels), bytes=self.bytes())

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        printed = equations.FULL_SWAP_PRINTED if self.form == "printed" else equations.FULL_SWAP
        return self.dataset(full_swap(self.battery, self.levels, self.time_max, self.form), printed)


class Greedy(Protocol):
    """Each collision as long as pays best at that moment. Salvia et al. 2023, Secs. III, IV.B.

    >>> round(float(Greedy(battery="ladder", time_max=1.0).run().angle[1]), 6)
    1.165561
    """

    rule = Choice(
        "transient", objects={"transient": "transient power", "cumulative": "average power"},
        label="greedy rule", short="rule", group="Comparison",
        doc="What each step maximises: its transient power (7), or the average power so far (6).",
    )  # fmt: skip

    rehearsed = ({"levels": 4, "time_max": 1.0},)

    def steps(self) -> float:
        """Four steps raise three levels; the last quanta of a full battery take many more.

        By average power they are left, as waiting is better.

        No step is shorter than the best one of the fastest transition, X0/a.
        """
        reach = self.reach()
        if reach < self.levels - 1 or self.rule == "cumulative":
            return 1.4 * reach + 10
        fastest = float(couplings(self.battery, self.levels).max())
        return self.time_max * fastest / X0 + 10

    def cost(self) -> Cost:
        steps = self.steps()
        return Cost(
            seconds=1e-3 + steps * (2e-5 + 2e-7 * self.levels),
            bytes=self.bytes(),
        )

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        transient = self.rule == "transient"
        protocol = greedy(
            self.battery, self.levels, self.time_max, self.rule,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip
        return self.dataset(
            protocol, equations.GREEDY_TRANSIENT if transient else equations.GREEDY_CUMULATIVE
        )
