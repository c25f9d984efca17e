"""The classical Dicke battery: a spin that a classical oscillator turns, and R = Γ_q/Γ_c.

Energies are those of the whole battery. Times enter as the turn g√N t, on which and on g√N alone
the energy of each cell depends.
"""

from __future__ import annotations

from math import pi, sqrt
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.dicke import equations as eq
from engine.dicke import settings
from engine.dicke.kernels import trajectory
from engine.dicke.quantities import Named
from engine.dicke.scaling import DickeScaling
from engine.fields import ANGLE_UNIT, Count, Real
from engine.merit import Peak, first_maximum, largest_maximum, max_power
from engine.result import build
from engine.scenario import CancelCheck, Cancelled, Cost, Progress, Scenario

Floats = NDArray[np.float64]

# Taylor steps are at most so long in units of the fastest rate, to this order.
LENGTH, ORDER = 0.25, 14
EQUATIONS = (
    eq.CLASSICAL_BATTERY, eq.CLASSICAL_CHARGER, eq.CLASSICAL_COUPLING, eq.CLASSICAL_MOTION,
    eq.POWER,
)  # fmt: skip
RATIO_POINTS, RATIO_WINDOW = 801, 8.0


class Paths(NamedTuple):
    """Classical trajectories from several phases: the ends of their steps, and their series.

    series  Taylor coefficients of x, y, z, q, p within each step, (phases, steps, 5, order + 1)
    """

    cells: int
    coupling: float
    ends: Floats
    series: Floats

    def energies(self, times: Floats) -> Floats:
        """N(1 + n_z)/2 of each phase at any times, shape (phases, times)."""
        return np.asarray(self.cells * (1 + self._values(times, 2)) / 2)

    def mean(self, times: Floats) -> Floats:
        """The energy averaged over the phases."""
        return np.asarray(self.energies(times).mean(axis=0))

    def best(self, times: Floats) -> Peak:
        """The largest power of the mean energy."""
        return max_power(times, self.mean(times), self.mean)

    def drift(self) -> float:
        """How far the total energy is from its start at the last end, relative to N."""
        at = self.ends[-1:]
        x, z, q, p = (self._values(at, part)[:, 0] for part in (0, 2, 3, 4))
        coupling = sqrt(2) * self.coupling * self.cells * q * x
        total = self.cells * (1 + z) / 2 + (q**2 + p**2) / 2 + coupling
        first = self.series[:, 0, 3:, 0]
        q0, x0 = first[:, 0], self.series[:, 0, 0, 0]
        begun = np.square(first).sum(axis=1) / 2 + sqrt(2) * self.coupling * self.cells * q0 * x0
        return float(np.abs(total - begun).max() / self.cells)

    def _values(self, times: Floats, part: int) -> Floats:
        step = np.minimum(np.searchsorted(self.ends, times), self.ends.size - 1)
        since = times - np.append(0.0, self.ends)[step]
        powers = since ** np.arange(self.series.shape[-1])[:, None]
        return np.asarray(np.einsum("atk,kt->at", self.series[:, step, part], powers))


def paths(cells: int, coupling: float, phases: Floats, longest: float) -> Paths:
    """Trajectories of the oscillator from (q, p) = √(2N)(cos φ, sin φ), the spin down.

    Campaioli et al. 2024, Eqs. (35)-(37) at resonance, times in 1/ω₀.

    Args:
        cells: N.
        coupling: g in units of ω₀.
        phases: φ of each.
        longest: time of their end.

    Example:
        >>> run = paths(1, 1e-4, np.zeros(1), 10.0)
        >>> bool(abs(run.energies(np.array([10.0]))[0, 0] - 1e-6) < 1e-7)
        True
    """
    rate = max(1.0, 4 * coupling * sqrt(cells) * (1 + coupling * sqrt(cells)))
    ends = np.linspace(0.0, longest, int(longest * rate / LENGTH) + 2)[1:]
    series = np.empty((phases.size, ends.size, 5, ORDER + 1))
    for place, phase in enumerate(phases):
        q, p = sqrt(2 * cells) * np.cos(phase), sqrt(2 * cells) * np.sin(phase)
        start = np.array([0.0, 0.0, -1.0, q, p])
        series[place] = trajectory(start, coupling, float(cells), ends, ORDER)
    return Paths(cells, coupling, ends, series)


def effort(cells: int, coupling: float, window: float, phases: int) -> Cost:
    """What so many trajectories take."""
    strength = coupling * sqrt(cells)
    steps = window / strength * max(1.0, 4 * strength * (1 + strength)) / LENGTH + 2
    return Cost(1e-3 + 5e-7 * phases * steps, 1e6 + 8.0 * 5 * (ORDER + 1) * phases * steps)


class Classical(Scenario):
    """What the scenarios of the classical battery share."""

    cells = settings.cells(12)
    coupling = settings.coupling()


class ClassicalDicke(Classical):
    """The classical battery over time, from one phase or averaged over several.

    >>> one = ClassicalDicke(cells=4, coupling=0.5, phases=64).run()
    >>> round(float(one.max_power), 3)
    3.211
    """

    phase = Real(
        0.0, bounds=(-2 * pi, 2 * pi), soft=(0.0, 2 * pi), play=True,
        label="phase", symbol=r"\varphi", short="φ", unit=ANGLE_UNIT, group="Oscillator",
        doc="Phase φ of the oscillator at the start, (q, p) = √(2N) (cos φ, sin φ).",
    )  # fmt: skip
    phases = Count(
        1, bounds=(1, 256), soft=(1, 64),
        label="phases", symbol=r"n_\varphi", short="phases", group="Oscillator",
        doc="Over how many equally spaced phases the energy is averaged, from φ on; 64 stand for "
        "a Fock state, which has no phase.",
    )  # fmt: skip
    window = settings.window()
    points = settings.points()

    rehearsed = ({"cells": 2, "points": 4, "window": 1.0},)

    def cost(self) -> Cost:
        one = effort(self.cells, self.coupling, self.window, self.phases)
        return Cost(
            one.seconds + 2e-3 + 3e-7 * self.points * self.phases,
            one.bytes + 8.0 * self.points * self.phases * 2 * (ORDER + 1),
        )

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        times = self.window * np.arange(1, self.points + 1) / self.points
        times /= self.coupling * sqrt(self.cells)
        phases = self.phase + 2 * pi * np.arange(self.phases) / self.phases
        run = paths(self.cells, self.coupling, phases, float(times[-1]))
        energy, power = run.mean(times), run.best(times)
        most = largest_maximum(times, energy, run.mean)
        first = first_maximum(times, energy, run.mean)
        return build(
            self,
            [
                Named.energy(energy, "time"),
                Named.average_power(energy / times, "time"),
                Named.turn(times * self.coupling * sqrt(self.cells), "time"),
                Named.max_power(power.value),
                Named.optimal_time(power.time),
                Named.max_energy(most.value),
                Named.time_of_max_energy(most.time),
                Named.first_maximum(first.time),
            ],
            [Named.time.axis(times)],
            equations=EQUATIONS,
            certificate={"energy_drift": run.drift()},
        )


class QuantumOverClassical(Classical):
    """R = Γ_q/Γ_c of a Dicke battery, Campaioli et al. 2024, Eq. (21).

    Each battery is compared with its own parallel charging. The classical one is averaged over its
    phases, beside which stands R of each phase alone.

    >>> round(float(QuantumOverClassical().run().ratio), 3)
    0.812
    """

    phases = Count(
        64, bounds=(1, 256),
        label="phases", symbol=r"n_\varphi", short="phases", group="Oscillator",
        doc="Over how many equally spaced phases the classical energy is averaged.",
    )  # fmt: skip

    rehearsed = ({"cells": 2, "phases": 2},)

    def cost(self) -> Cost:
        quantum = DickeScaling(largest=2, fit_from=1, coupling=self.coupling)
        own, one = (quantum.cost_of(n, 120, 0.25, seen=False) for n in (self.cells, 1))
        many = effort(self.cells, self.coupling, RATIO_WINDOW, self.phases)
        single = effort(1, self.coupling, RATIO_WINDOW, self.phases)
        parts = (own, one, many, single)
        drawing = Cost(1e-3 * self.phases + 0.01, 8.0 * RATIO_POINTS * self.phases * (ORDER + 3))
        return Cost(
            sum(part.seconds for part in parts) + drawing.seconds,
            max(part.bytes for part in parts) + drawing.bytes,
        )

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        quantum = DickeScaling(largest=2, fit_from=1, coupling=self.coupling)
        own, error = quantum.best(self.cells, cancelled)
        gain = own.value / (self.cells * quantum.alone(cancelled))
        progress(0.3)
        many, drift = self.powers(self.cells, cancelled)
        progress(0.7)
        single, _ = self.powers(1, cancelled)
        classical = many / (self.cells * single)
        phases = 2 * pi * np.arange(self.phases) / self.phases
        return build(
            self,
            [
                Named.quantum_advantage(gain),
                Named.classical_advantage(classical[0]),
                Named.ratio(gain / classical[0]),
                Named.phase_ratio(gain / classical[1:], "phase"),
            ],
            [Named.phase.axis(phases)],
            equations=[*EQUATIONS, eq.COUPLING, eq.ADVANTAGE, eq.RATIO],
            certificate={"cutoff_error": error, "energy_drift": drift},
        )

    def powers(self, cells: int, cancelled: CancelCheck) -> tuple[Floats, float]:
        """Largest classical powers: of the mean energy, then of each phase; and the drift."""
        times = RATIO_WINDOW * np.arange(1, RATIO_POINTS + 1) / RATIO_POINTS
        times /= self.coupling * sqrt(cells)
        phases = 2 * pi * np.arange(self.phases) / self.phases
        run = paths(cells, self.coupling, phases, float(times[-1]))
        found = [run.best(times)]
        for place in range(self.phases):
            if cancelled():
                raise Cancelled
            found.append(run._replace(series=run.series[place : place + 1]).best(times))
        return np.array([peak.value for peak in found]), run.drift()
