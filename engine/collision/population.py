"""Which qubits charge best: the energy after a run as a function of their ground-state population.

The phase of the qubits changes no energy, so their coherence r = c√(q(1-q)) enters it by its square
alone: the energy is a polynomial in q. Its values at Chebyshev points therefore determine the whole
curve, and the size of its last coefficients tells how well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import ArrayLike, NDArray
from scipy.fft import dct

from engine.collision.charging import charge
from engine.collision.ladder import couplings
from engine.scenario import Cancelled

# Intervals between the points: doubled until the curve is known, or there are this many.
FEWEST, MOST = 32, 128
# How large the last coefficients may be, of the largest energy.
TOLERANCE = 1e-6
LAST_COEFFICIENTS = 4
# Populations left out of each run; its energy is then wrong by less than ENERGY_ERROR, relatively.
WINDOW = 1e-14
ENERGY_ERROR = 1e-10
# Coefficients below this share of the largest are rounding: they have no turning points to tell.
ROUNDING = 1e-13


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
        truncation: largest population of the top level in any of the runs.
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
    truncation = 0.0

    def stored(q: float) -> tuple[float, float]:
        nonlocal truncation
        if cancelled is not None and cancelled():
            raise Cancelled
        run = charge(battery, levels, q, c, angles, gamma, window=WINDOW, cancelled=cancelled)
        truncation = max(truncation, run.truncation)
        return float(run.energy[-1]), float(run.ergotropy[-1])

    known: dict[float, tuple[float, float]] = {}
    intervals, waited_for = FEWEST, 0.0
    while True:
        samples = chebyshev_points(intervals)
        missing = [value for value in samples.tolist() if value not in known]
        for done, value in enumerate(missing, start=1):
            known[value] = stored(value)
            if progress is not None:
                # Whether there is more to do is not known yet: what is left is halved.
                progress(waited_for + (1 - waited_for) / 2 * done / len(missing))
        energy, ergotropy = np.array([known[value] for value in samples.tolist()]).T
        curve = interpolant(energy)
        largest = float(np.abs(energy).max())
        error = curve_error(curve, largest)
        if error <= TOLERANCE or intervals >= MOST:
            break
        intervals, waited_for = 2 * intervals, (1 + waited_for) / 2
    charges = largest > rounding_energy(battery, levels, angles)
    best = highest(curve) if charges else np.nan
    q = chebyshev_points(MOST)
    drawn = curve(q)
    drawn[:: MOST // intervals] = energy
    return PopulationCurve(
        q=q,
        energy=drawn,
        sample_q=samples,
        ergotropy=ergotropy,
        best_q=best,
        best_energy=stored(best)[0] if charges else np.nan,
        best_q_error=place_error(curve, best, error * largest),
        curve_error=error,
        truncation=truncation,
    )


def chebyshev_points(intervals: int) -> NDArray[np.float64]:
    """Return the Chebyshev points of [0, 1], ends included; twice as many contain them all.

    Example:
        >>> chebyshev_points(4).round(4).tolist()
        [0.0, 0.1464, 0.5, 0.8536, 1.0]
    """
    # The fraction first and rounded last: ½ is ½, and a point the same number among more points.
    turn = np.pi * (np.arange(intervals + 1) / intervals)
    return np.asarray(np.sin(turn / 2) ** 2).round(15)


def interpolant(values: NDArray[np.float64]) -> Chebyshev:
    """Return the polynomial on [0, 1] through values at Chebyshev points.

    Example:
        >>> curve = interpolant(chebyshev_points(4) ** 3)
        >>> round(float(curve(0.3)), 12)
        0.027
    """
    coefficients = dct(values[::-1], type=1) / (values.size - 1)
    coefficients[[0, -1]] /= 2
    return Chebyshev(coefficients, domain=[0, 1])


def rounding_energy(battery: str, levels: int, angles: ArrayLike) -> float:
    """Return the energy that the rounding of the angles a_n θ_k alone may put into the battery.

    Whole Rabi cycles charge nothing: what sin² π leaves of them has no best population.
    """
    turned = float(np.abs(angles).sum() * couplings(battery, levels).max())
    return float((np.finfo(float).eps * turned) ** 2)


def curve_error(curve: Chebyshev, largest: float) -> float:
    """Return how large the curve's last coefficients are, relative to its largest value."""
    if largest == 0:
        return 0.0
    return float(np.abs(curve.coef[-LAST_COEFFICIENTS:]).max() / largest) + ENERGY_ERROR


def highest(curve: Chebyshev) -> float:
    """Return where in [0, 1] a polynomial is largest, the first place of several.

    Example:
        >>> highest(Chebyshev.fromroots([0.2, 0.8], domain=[0, 1]) * -1)
        0.5
    """
    turning = curve.trim(ROUNDING * np.abs(curve.coef).max()).deriv().roots()
    real = turning.real[(np.abs(turning.imag) < 1e-9) & (np.abs(turning.real - 0.5) <= 0.5)]
    places = np.concatenate([[0.0, 1.0], real])
    return float(places[np.argmax(curve(places))])


def place_error(curve: Chebyshev, place: float, error: float) -> float:
    """Return how far off the highest place may be if the curve is wrong by this much.

    Bernstein: a polynomial of degree N below `error` has a slope below N error/√(q(1-q)); divided
    by the curvature that moves the zero of the slope. A largest value at an end stays there.
    """
    if np.isnan(place) or not 0 < place < 1:
        return 0.0
    bend = abs(float(curve.deriv(2)(place)))
    slope = curve.degree() * error / np.sqrt(place * (1 - place))
    return float(min(slope / bend, 1.0)) if bend > 0 else 1.0
