"""Which qubits charge best: the energy after a run as a function of their ground-state population.

The phase of the qubits changes no energy, so their coherence r = c√(q(1-q)) enters it by its square
alone: the energy is a polynomial in q. Its values at Chebyshev points therefore determine the whole
curve, and the size of its last coefficients tells how well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.collision.charging import charge
from engine.collision.ladder import couplings
from engine.collision.polynomial import (
    chebyshev_points,
    highest,
    interpolant,
    left_open,
    place_error,
)

# Intervals between the points: doubled until the curve is known, or there are this many.
FEWEST, MOST = 16, 128
# How large the last coefficients may be, of the largest energy.
TOLERANCE = 1e-6
# Populations left out of each run; its energy is then wrong by less than ENERGY_ERROR, relatively.
WINDOW = 1e-14
ENERGY_ERROR = 1e-10

# Energy, ergotropy, largest population of the top level.
Reading = tuple[float, float, float]


@dataclass(frozen=True)
class PopulationCurve:
    """What K collisions store, over the ground-state population q of the qubits.

    Attributes:
        q: Chebyshev points from 0 to 1, q = ½ among them, shape (P,).
        energy: of the battery after the last collision, level spacings, shape (P,).
        sample_q: those of the points at which the battery was charged, shape (S,).
        ergotropy: of the battery there, shape (S,); no polynomial in q, as energy is.
        best_q: the population that stores most, NaN where none stores anything.
        best_energy: the energy that it stores, from a run of its own.
        best_q_error: how far off `best_q` may be.
        curve_error: what the points leave open of the curve, relative to its largest energy.
        truncation: largest population that the top level held in any of the runs.
        best_truncation: the same in the run at `best_q`.
    """

    q: NDArray[np.float64]
    energy: NDArray[np.float64]
    sample_q: NDArray[np.float64]
    ergotropy: NDArray[np.float64]
    best_q: float
    best_energy: float
    best_q_error: float
    curve_error: float
    truncation: float
    best_truncation: float


def population_curve(
    battery: str,
    levels: int,
    c: float,
    angles: ArrayLike,
    gamma: float = 0.0,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PopulationCurve:
    """Charge with qubits of every ground-state population, and find the best one.

    The energy tr{ρ_B(K) Ĥ_B} of Salvia et al. 2023, Sec. II, at fixed swap angles and so at a fixed
    time Ωτ, over the q of their Eq. (1).

    Args:
        battery: "oscillator", "spin" or "ladder".
        levels: number of energy levels d, at least 2.
        c: coherence of the qubits, 0 … 1.
        angles: swap angles θ_k, rad, shape (K,).
        gamma: loss probability of a quantum after each collision.
        progress: called with the fraction done.
        cancelled: polled every few milliseconds of work.

    Returns:
        The curve, as `PopulationCurve`.

    Raises:
        ValueError, Cancelled: as `engine.collision.charging.charge`.

    Example:
        >>> curve = population_curve("oscillator", 20, 1.0, np.full(40, 0.1))
        >>> round(curve.best_q, 4), round(curve.best_energy, 4)
        (0.4376, 4.0581)
    """

    def stored(q: float) -> Reading:
        run = charge(battery, levels, q, c, angles, gamma, window=WINDOW, cancelled=cancelled)
        return float(run.energy[-1]), float(run.ergotropy[-1]), run.truncation

    samples, (energy, ergotropy, top) = resolved(stored, progress)
    curve, largest = interpolant(energy), float(np.abs(energy).max())
    charges = largest > rounding_energy(battery, levels, angles)
    error = left_open(curve) + ENERGY_ERROR * largest
    best = highest(curve) if charges else np.nan
    best_energy, _, best_top = stored(best) if charges else (np.nan, 0.0, 0.0)
    q = chebyshev_points(MOST)
    everywhere = curve(q)
    everywhere[:: MOST // (samples.size - 1)] = energy
    return PopulationCurve(
        q=q,
        energy=everywhere,
        sample_q=samples,
        ergotropy=ergotropy,
        best_q=best,
        best_energy=best_energy,
        best_q_error=place_error(curve, best, error) if charges else 0.0,
        curve_error=error / largest if charges else 0.0,
        truncation=float(top.max()),
        best_truncation=best_top,
    )


def resolved(
    stored: Callable[[float], Reading], progress: Callable[[float], None] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return so many q, and what is stored at them, that the energy between them is known, too.

    Args:
        stored: energy, ergotropy and population of the top level at a q.
        progress: called with the fraction done.

    Returns:
        q, shape (S,), and the readings, shape (3, S).
    """
    known: dict[float, Reading] = {}
    intervals, done_before = FEWEST, 0.0
    while True:
        samples = chebyshev_points(intervals)
        missing = [q for q in samples.tolist() if q not in known]
        for done, q in enumerate(missing, start=1):
            known[q] = stored(q)
            if progress is not None:
                # Whether there will be more to do is not known yet: what is left is halved.
                progress(done_before + (1 - done_before) / 2 * done / len(missing))
        readings = np.array([known[q] for q in samples.tolist()]).T
        left = left_open(interpolant(readings[0]))
        if left <= TOLERANCE * np.abs(readings[0]).max() or intervals >= MOST:
            return samples, readings
        intervals, done_before = 2 * intervals, (1 + done_before) / 2


def rounding_energy(battery: str, levels: int, angles: ArrayLike) -> float:
    """Return the energy that the rounding of the angles a_n θ_k alone may put into the battery.

    Whole Rabi cycles charge nothing: what sin² π leaves of them has no best population.
    """
    turned = float(np.abs(angles).sum() * couplings(battery, levels).max())
    return float((np.finfo(float).eps * turned) ** 2)
