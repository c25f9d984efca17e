"""Averages of a Dicke battery up to the first maximum of its energy, which its power is held to.

They are taken on times of their own: the times of a curve may be too few for what turns fast.
"""

from __future__ import annotations

from math import ceil, pi

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import make_interp_spline

from engine.dicke.chargers import amplitudes
from engine.dicke.lattice import Couplings
from engine.dicke.motion import motion
from engine.dicke.quantities import Named
from engine.dicke.settings import Battery
from engine.result import Labelled
from engine.scenario import CancelCheck
from engine.speed import energy_variance, fisher_information, local_variance, power_bound

Floats = NDArray[np.float64]

DEGREE = 7
# Times of an average: some, and more for each turn of what counter-rotates, but not without end.
SOME, EACH_TURN, MOST = 128, 32, 20_000


def times_to(model: Couplings, until: float) -> Floats:
    """Times evenly up to one, as many as an average to about 1e-8 takes."""
    turns = until * (model.gap + model.exchange * model.cavity) / (2 * pi)
    count = min(ceil(SOME + EACH_TURN * turns), MOST)
    return np.asarray(until * np.arange(1, count + 1) / count)


def averages(options: Battery, until: float, cancelled: CancelCheck) -> list[Labelled]:
    """Averages up to a time, and the bound of Eq. (24) on the average power."""
    model, photons = options.model(options.cells), options.mean_photons(options.cells)
    times = times_to(model, until)
    run = motion(model, options.charger, photons, options.cutoff)
    population, flow = run.levels(times, cancelled)
    levels = model.gap * np.arange(model.cells + 1)
    variance = mean(times, energy_variance(population, levels), 0.0, until)
    local = mean(times, local_variance(population @ levels, model.cells, model.gap), 0.0, until)
    # At a maximum that leaves nothing empty behind, Σ ṗ²/p has a term 0/0: the curve goes on there.
    speeds = fisher_information(population, flow)[:-1]
    speed = mean(times[:-1], speeds, initial_information(options), until)
    return [
        Named.variance(variance),
        Named.local_variance(local),
        Named.fisher_information(speed),
        Named.power_bound(power_bound(variance, speed)),
    ]


def mean(times: Floats, values: Floats, start: float, until: float) -> float:
    """The average of a smooth curve from its value at 0 up to a time."""
    curve = make_interp_spline(np.append(0.0, times), np.append(start, values), k=DEGREE)
    return float(curve.integrate(0.0, until) / until)


def initial_information(options: Battery) -> float:
    """I_E at the start, 4 Σ_m |P_m H|ψ⟩|² over the levels m that the first instant reaches."""
    model = options.model(options.cells)
    photons = amplitudes(options.charger, options.mean_photons(options.cells), top=options.cutoff)
    n = np.arange(photons.size + model.exchange)
    padded = np.pad(photons, (0, model.exchange))
    reached = np.zeros(n.size)
    reached[: -model.exchange] = model.factor(n[: -model.exchange]) * padded[model.exchange :]
    if model.counter:
        reached[model.exchange :] += model.factor(n[: -model.exchange]) * photons
    pairs = float(np.square(model.pair[:1]).sum())
    return float(4 * (model.coupling**2 * model.cells * np.square(reached).sum() + pairs))
