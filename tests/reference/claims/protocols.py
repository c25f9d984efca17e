"""Classical protocols played on populations: the full swap and the greedy ones, every angle tried.

An excited qubit lifts level n with probability sin²(a_{n+1} θ), Salvia et al. 2023, Eq. (9).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import pi

import numpy as np
from scipy.optimize import minimize_scalar

from tests.reference.claims.charging import couplings


def swap_times(battery="oscillator", levels=401):
    """Ωτ after 0, 1, … full swaps: the sum of π/(2a_k)."""
    return np.concatenate([[0.0], np.cumsum(pi / 2 / couplings(battery, levels)[1:-1])])


@dataclass(frozen=True)
class Played:
    """Times and energies after each step of a protocol."""

    time: np.ndarray
    energy: np.ndarray

    def energy_at(self, time):
        """The energy at a time, linear between the steps."""
        return np.interp(time, self.time, self.energy)

    @property
    def best_step(self):
        """The step with the largest average power."""
        return int(np.argmax(self.energy[1:] / self.time[1:])) + 1


@cache
def greedy(battery, rule, levels=250, last=30.5):
    """Every step takes the angle of largest power, or the first at which the average one peaks."""
    levels, last = (100, 4.5) if battery == "spin" else (levels, last)
    lifts, ladder = couplings(battery, levels)[1:], np.arange(levels)
    population, time, energy = np.eye(levels)[0], [0.0], [0.0]
    while time[-1] < last:
        spent, held = (time[-1], energy[-1]) if rule == "cumulative" else (0.0, 0.0)
        angle = best_angle(lifts, population, spent, held, rule)
        if angle is None:
            break
        lifted = population * np.sin(lifts * angle) ** 2
        population = population - lifted
        population[1:] += lifted[:-1]
        time.append(time[-1] + angle)
        energy.append(ladder @ population)
    return Played(np.array(time), np.array(energy))


def best_angle(lifts, population, spent, held, rule):
    """The peak of (E + ΔE(θ))/(x + θ) on a fine grid of angles, and then between its points."""
    kept = population > 1e-18
    lifts, weights = lifts[kept], population[kept]

    def power(angle):
        gain = np.sin(np.multiply.outer(angle, lifts)) ** 2 @ weights
        return (held + gain) / (spent + angle)

    grid = np.linspace(0.0, pi / 2 / (lifts @ weights) * 2, 801)[1:]
    powers = power(grid)
    inner = np.flatnonzero((powers[1:-1] > powers[:-2]) & (powers[1:-1] >= powers[2:])) + 1
    if inner.size == 0:
        return None
    k = inner[np.argmax(powers[inner])] if rule == "transient" else inner[0]
    found = minimize_scalar(lambda angle: -power(angle), bounds=(grid[k - 1], grid[k + 1]),
                            method="bounded", options={"xatol": 1e-10})  # fmt: skip
    return float(found.x)
