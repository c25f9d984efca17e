"""The Dicke battery: cells that one cavity mode charges together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.dicke import equations as eq
from engine.dicke import settings
from engine.dicke.averages import averages
from engine.dicke.lattice import Couplings
from engine.dicke.motion import Motion, Seen, eigenvalues, motion
from engine.dicke.quantities import Named
from engine.dicke.settings import Battery, Options
from engine.merit import Peak, first_maximum, largest_maximum, max_power
from engine.result import Equation, Labelled, build
from engine.scenario import CancelCheck, Cost, Progress

Floats = NDArray[np.float64]

# The turn by which the energy has its first maximum, about.
TURN = 2.0


class Merits(NamedTuple):
    """Where the average power is largest, the energy is, and the energy has its first maximum."""

    power: Peak
    energy: Peak
    first: Peak


class Dicke(Battery):
    """N cells in one cavity, charged from empty; Campaioli et al. 2024, Eqs. (28)-(32).

    >>> one = Dicke(cells=4, coupling=0.5).run()
    >>> round(float(one.max_power), 9), round(float(one.optimal_time), 7)
    (3.387541106, 0.6247172)
    """

    points = settings.points()

    rehearsed = (
        {"cells": 2, "coupling": 0.5, "points": 4, "dipole": "xx", "dipole_strength": 0.5},
    )

    def cost(self) -> Cost:
        curve = self.cost_of(self.cells, self.points)
        # The averages, up to the first maximum, on times of their own.
        share, fine = min(TURN / self.window, 1.0), 130 + 20 / self.turning(self.cells)
        own = self.cost_of(self.cells, fine, share, seen=False)
        return Cost(4e-3 + curve.seconds + own.seconds, max(curve.bytes, own.bytes))

    def times(self) -> Floats:
        """The times of the curve, evenly from the first interval's end on."""
        turn = self.window * np.arange(1, self.points + 1) / self.points
        return np.asarray(turn / self.turning(self.cells))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        model = self.model(self.cells)
        photons, times = self.mean_photons(self.cells), self.times()
        run = motion(model, self.charger, photons, self.cutoff)
        seen = run.seen(times, progress, cancelled)
        best = merits(run, times, energy_of(model, seen))
        error = 2 * model.gap * model.cells * run.missed()
        return build(
            self,
            [
                *curves(model, times, seen, photons),
                *scalars(run, best),
                *averages(self, best.first.time, cancelled),
                Named.photons(photons),
                Named.cutoff(float(run.top())),
                Named.turn(times * self.turning(self.cells), "time"),
            ],
            [Named.time.axis(times)],
            equations=equations_of(self),
            certificate={"cutoff_error": error},
        )


def energy_of(model: Couplings, seen: Seen) -> Floats:
    """The battery's energy ω₀⟨M⟩ at each time."""
    return np.asarray(model.gap * seen.population @ np.arange(model.cells + 1))


def merits(run: Motion, times: Floats, energy: Floats) -> Merits:
    """The figures of merit of a curve, found between its times on the motion itself."""
    return Merits(
        max_power(times, energy, run.energy),
        largest_maximum(times, energy, run.energy),
        first_maximum(times, energy, run.energy),
    )


def ladder_ergotropy(energy: Floats, gap: float, spectrum: Floats) -> Floats:
    """What unitaries of the symmetric states draw: eigenvalues r, largest first, on 0, ω₀, 2ω₀ …"""
    falling = -np.sort(-spectrum, axis=-1)
    passive = gap * falling @ np.arange(spectrum.shape[-1])
    return np.maximum(energy - passive, 0.0)


def full_ergotropy(energy: Floats, gap: float, spectrum: Floats) -> Floats:
    """What unitaries of all 2^N states draw.

    Above the ground state lie N states at ω₀, room for all other eigenvalues of a state of rank
    N + 1 at most: the passive energy is ω₀(1 - r₀).
    """
    return np.maximum(energy - gap * (1.0 - spectrum.max(axis=-1)), 0.0)


def curves(model: Couplings, times: Floats, seen: Seen, photons: float) -> list[Labelled]:
    """What is drawn over time."""
    energy = energy_of(model, seen)
    light = model.cavity * seen.photons
    return [
        Named.energy(energy, "time"),
        Named.ergotropy_ladder(ladder_ergotropy(energy, model.gap, seen.spectrum), "time"),
        Named.ergotropy(full_ergotropy(energy, model.gap, seen.spectrum), "time"),
        Named.charger_energy(light, "time"),
        Named.switching_work(energy + light - model.cavity * photons, "time"),
        Named.average_power(energy / times, "time"),
        Named.instantaneous_power(model.gap * seen.flow @ np.arange(model.cells + 1), "time"),
        Named.purity(np.square(seen.spectrum).sum(axis=1), "time"),
    ]


def scalars(run: Motion, best: Merits) -> list[Labelled]:
    """The figures of merit, and what the battery holds where its power is largest."""
    spectrum = eigenvalues(run.amplitudes(best.power.time))
    gap, energy = run.model.gap, np.asarray(best.power.value * best.power.time)
    return [
        Named.max_power(best.power.value),
        Named.optimal_time(best.power.time),
        Named.max_energy(best.energy.value),
        Named.time_of_max_energy(best.energy.time),
        Named.optimal_energy(energy),
        Named.optimal_ergotropy_ladder(ladder_ergotropy(energy, gap, spectrum)),
        Named.optimal_ergotropy(full_ergotropy(energy, gap, spectrum)),
        Named.first_maximum(best.first.time),
        Named.mean_power(best.first.value / best.first.time),
    ]


def equations_of(options: Options) -> list[Equation]:
    """What a battery of these options rests on."""
    if options.exchange == 1:
        coupling = eq.COUPLING if options.counter_rotating else eq.TAVIS_CUMMINGS
    else:
        coupling = eq.TWO_PHOTONS if options.counter_rotating else eq.TWO_PHOTONS_ROTATING
    own = [eq.RESCALED] if options.rescale else []
    if options.dipole != "none":
        own.append(eq.DIPOLES)
    return [
        eq.CHARGER, eq.BATTERY, coupling, eq.START, *own, eq.POWER, eq.SWITCHING, eq.LADDER,
        eq.FULL, eq.BOUND,
    ]  # fmt: skip
