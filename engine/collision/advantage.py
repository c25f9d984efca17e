"""When a charging curve beats the bound on all incoherent ones, and by how much."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from engine.collision.bounds import R0
from engine.collision.ladder import couplings
from engine.collision.strategies import driving_amplitude

# A lead below this share of the bound is rounding: a protocol can sit on the bound exactly.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Window:
    """The first stretch of time in which a charging curve is above the incoherent bound.

    Attributes:
        start: x = Ωτ where the curve overtakes the bound, NaN where it never does.
        stop: x where it falls back, infinity where it is still ahead at the end of the curve.
        best_ratio: largest energy over bound, along the whole curve; below 1 without advantage.
        best_time: x of that ratio.
    """

    start: float
    stop: float
    best_ratio: float
    best_time: float

    @property
    def exists(self) -> bool:
        """Whether the bound is beaten at all."""
        return not np.isnan(self.start)


def advantage_window(
    time: NDArray[np.float64], energy: NDArray[np.float64], bound_energy: NDArray[np.float64]
) -> Window:
    """The advantage window: where a charging curve beats the incoherent bound.

    Crossings lie between the points of the curve.

    Salvia et al. 2023, Secs. III.C and III.D, Figs. 3, 5 and 6. Both curves are taken as linear
    between the collisions, as Eqs. (14) and (27) define them.

    Args:
        time: x = Ωτ after each collision, increasing from 0, shape (K + 1,).
        energy: mean energy at these times, shape (K + 1,).
        bound_energy: incoherent bound at these times, shape (K + 1,).

    Returns:
        The window, all NaN where no time passes. Curve and bound meet at x = 0; that point is no
        crossing.

    Example:
        >>> x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
        >>> advantage_window(x, np.array([0.0, 0.0, 3.0, 4.0, 3.0]), x)
        Window(start=1.5, stop=3.5, best_ratio=1.5, best_time=2.0)
    """
    start = first_crossing(time, energy, bound_energy)
    stop = np.nan
    if not np.isnan(start):
        later = time > start
        back = first_crossing(time[later], bound_energy[later], energy[later])
        stop = np.inf if np.isnan(back) else back
    known = bound_energy > 0
    if not known.any():
        return Window(np.nan, np.nan, np.nan, np.nan)
    ratio = energy[known] / bound_energy[known]
    best = int(np.argmax(ratio))
    return Window(start, float(stop), float(ratio[best]), float(time[known][best]))


def first_crossing(
    time: NDArray[np.float64], rising: NDArray[np.float64], reference: NDArray[np.float64]
) -> float:
    """The time at which one curve first overtakes another, by linear interpolation.

    Args:
        time: increasing times, shape (K,).
        rising: the curve that starts at or below, shape (K,).
        reference: the curve to overtake, shape (K,).

    Returns:
        The time of the crossing, NaN where there is none.

    Example:
        >>> first_crossing(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 4.0]), np.full(3, 2.0))
        1.3333333333333333
    """
    lead = rising - reference
    ahead = np.flatnonzero(lead[1:] > ROUNDING * reference[1:])
    if ahead.size == 0:
        return np.nan
    before = int(ahead[0])
    deficit, surplus = max(-lead[before], 0.0), lead[before + 1]
    share = deficit / (deficit + surplus)
    return float(time[before] + share * (time[before + 1] - time[before]))


def asymptotic_margin(
    q: ArrayLike, c: ArrayLike, battery: str = "oscillator"
) -> NDArray[np.float64]:
    """How far the coherent drive exceeds what lasting advantage needs; positive means advantage.

    For short collisions oscillator and spin charge as if driven with amplitude 2c√(q(1-q)),
    while the bound is as if driven with R0 (Salvia et al. 2023, Eqs. 15, 20, 28, 31): the margin
    is 2c√(q(1-q)) - R0. On the uniform ladder the energy tends to 8/(3π) of amplitude times x.

    Args:
        q: ground-state population of the qubits, 0 to 1.
        c: their degree of coherence, 0 to 1.
        battery: "oscillator", "spin" or "ladder".

    Returns:
        The margin, broadcast over q and c.

    Raises:
        ValueError: for an unknown battery.

    Example:
        >>> asymptotic_margin(0.5, [0.72, 0.73]).round(4).tolist()
        [-0.0046, 0.0054]
    """
    couplings(battery, 2)
    share = 8 / (3 * np.pi) if battery == "ladder" else 1.0
    return share * driving_amplitude(q, c) - R0


def weak_collision_loss(q: float, c: float) -> float:
    """Largest γ/θ at which many weak collisions still overtake the bound on an oscillator.

    For θ → 0 at fixed g = γ/θ the oscillator is driven and damped to the energy
    (2r/g)² (1 - exp(-gx/2))² at x = Ωτ, r = c√(q(1-q)) (Salvia et al. 2023, Eqs. 21, A13), and
    the bound is Eq. (15); at the largest g the two curves touch.

    Args:
        q: ground-state population of the qubits.
        c: their degree of coherence.

    Returns:
        γ/θ, 0 where even lossless charging stays behind.

    Example:
        >>> round(weak_collision_loss(0.5, 1.0), 5)
        0.04584
    """
    drive = float(driving_amplitude(q, c))
    if drive <= R0:
        return 0.0

    def fall(y: float) -> float:
        """What is left of the growth after a time y = gx/2."""
        return float(-np.expm1(-y) / y) if y > 0 else 1.0

    # Curve and bound meet where R0/x = (h² - (R0/d)²) d²/4 with h = fall(y) and the drive d, which
    # gives g = 2y/x; the equation below is that of its maximum, and its left side only falls.
    touching = brentq(
        lambda y: fall(y) * (2 * np.exp(-y) - fall(y)) - (R0 / drive) ** 2, 0.0, 1.5, xtol=1e-15
    )
    return float(touching * ((drive * fall(touching)) ** 2 - R0**2) / (2 * R0))
