"""How soon and how clearly coherent charging beats the incoherent bound, point by point and mapped.

A point is one constant swap angle θ, loss γ and qubit state (q, c). Every point stops as soon as
its answer is known.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.collision.race import Race
from engine.fields import quote
from engine.result import ratio

PLANES = ("theta_gamma", "q_c")
# Collisions before a verdict is drawn from the course of a curve.
FEWEST_COLLISIONS = 64
# Populations left out: relative error of the energy below 1e-8 for times, 1e-6 for maps.
FINE_WINDOW, COARSE_WINDOW = 1e-14, 1e-10
# A map gives a point up when its ratio has fallen to this share of its best.
PAST_BEST = 0.999
THREADS = 2


@dataclass(frozen=True)
class AdvantageMap:
    """Advantage over a plane of settings.

    Attributes:
        best_ratio: largest energy over incoherent bound up to ``time_max``, NaN where the bound
            allows nothing or a short oscillator is full at once, shape (Y, X).
        onset_time: x = Ωτ of the first advantage, NaN where there is none, shape (Y, X).
    """

    best_ratio: NDArray[np.float64]
    onset_time: NDArray[np.float64]


def onset_time(
    battery: str,
    levels: int,
    theta: float,
    gamma: float = 0.0,
    q: float = 0.5,
    c: float = 1.0,
    bound: str = "lossless",
    time_max: float = 20.0,
    cancelled: Callable[[], bool] | None = None,
) -> float:
    """The time τ_ad at which coherent charging first overtakes the incoherent bound.

    Salvia et al. 2023, Sec. III.D and Fig. 4. Curves are linear between collisions; the common
    start at x = 0 is no crossing.

    Args:
        battery: "oscillator", "spin" or "ladder".
        levels: number of levels d.
        theta: swap angle of every collision in radians, above 0.
        gamma: probability to lose each quantum after a collision.
        q: ground-state population of the qubits.
        c: their degree of coherence.
        bound: "lossless" (Eq. 15, the caption of Fig. 4) or "damped" (Eq. C4, Sec. III.D).
        time_max: the search ends at this x.
        cancelled: polled between short runs of collisions.

    Returns:
        x = Ωτ_ad, NaN where the bound is not beaten up to ``time_max``.

    Raises:
        ValueError: for an unknown battery or bound, or an angle or time out of range.
        Cancelled: when ``cancelled`` says so.

    Example:
        >>> round(onset_time("oscillator", 250, 0.02 * np.pi), 5)
        6.23066
    """
    race = Race(battery, levels, theta, gamma, q, c, bound, time_max, FINE_WINDOW)
    steepest = -np.inf
    for first, last in race.runs(cancelled):
        crossing = race.crossing(first, last)
        if not np.isnan(crossing):
            return crossing
        growth = race.lead(last) - race.lead(first)
        steepest = max(steepest, growth)
        # Qubits that do not amplify lose ground for good once their lead grows ever less.
        if q >= 0.5 and last >= FEWEST_COLLISIONS and growth < min(steepest, 0.0):
            break
    return np.nan


def onset_map(
    battery: str,
    levels: int,
    thetas: ArrayLike,
    gammas: ArrayLike,
    q: float = 0.5,
    c: float = 1.0,
    bound: str = "lossless",
    time_max: float = 20.0,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> NDArray[np.float64]:
    """Onset times over swap angle and loss, Salvia et al. 2023, Fig. 4.

    Args:
        thetas: swap angles in radians, shape (T,).
        gammas: loss probabilities, shape (G,).
        progress: called with the share done, from the calling thread.
        battery, levels, q, c, bound, time_max, cancelled: as in :func:`onset_time`.

    Returns:
        x = Ωτ_ad, NaN where there is none, shape (G, T).

    Raises:
        ValueError, Cancelled: as :func:`onset_time`.
    """

    def point(theta: float, gamma: float) -> tuple[float]:
        return (onset_time(battery, levels, theta, gamma, q, c, bound, time_max, cancelled),)

    return _over_plane(point, thetas, gammas, progress)[0]


def branch_end(
    battery: str,
    levels: int,
    inside: float,
    outside: float,
    gamma: float = 0.0,
    q: float = 0.5,
    c: float = 1.0,
    bound: str = "lossless",
    time_max: float = 20.0,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[float, float]:
    """Where a branch of Fig. 4 ends: curve and bound touch, τ_ad stays finite, its slope does not.

    Salvia et al. 2023, Sec. III.D, where the onset time is said to diverge instead.

    Args:
        inside, outside: swap angles in radians with and without an advantage, on either side.
        battery, levels, gamma, q, c, bound, time_max, cancelled: as in :func:`onset_time`.

    Returns:
        The last swap angle with an advantage, to about 1e-9, and its onset time x = Ωτ_ad.

    Raises:
        ValueError: where there is no advantage at ``inside``; otherwise as :func:`onset_time`.
        Cancelled: when ``cancelled`` says so.

    Example:
        >>> theta, _ = branch_end("oscillator", 120, 0.04 * np.pi, 0.05 * np.pi)
        >>> round(theta / np.pi, 5)
        0.04654
    """

    def onset(theta: float) -> float:
        return onset_time(battery, levels, theta, gamma, q, c, bound, time_max, cancelled)

    time = onset(inside)
    if np.isnan(time):
        raise ValueError(f"inside must be an angle with an advantage, not {quote(inside)}.")
    while abs(outside - inside) > 1e-9:
        middle = (inside + outside) / 2
        found = onset(middle)
        if np.isnan(found):
            outside = middle
        else:
            inside, time = middle, found
    return inside, time


def advantage_map(
    battery: str,
    levels: int,
    x: ArrayLike,
    y: ArrayLike,
    against: str = "theta_gamma",
    *,
    theta: float = 0.02 * np.pi,
    gamma: float = 0.0,
    q: float = 0.5,
    c: float = 1.0,
    bound: str = "lossless",
    time_max: float = 20.0,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> AdvantageMap:
    """Best ratio of energy to incoherent bound, and onset time, over a plane of settings.

    Salvia et al. 2023, Sec. III.C and III.D, generalised; relative accuracy 1e-6.

    Args:
        x, y: swap angles and losses for "theta_gamma", q and c for "q_c", shapes (X,) and (Y,).
        against: the plane, "theta_gamma" or "q_c".
        theta, gamma, q, c: the settings that are not mapped.
        progress: called with the share done, from the calling thread.
        battery, levels, bound, time_max, cancelled: as in :func:`onset_time`.

    Returns:
        Both maps, shape (Y, X).

    Raises:
        ValueError: for an unknown plane; otherwise as :func:`onset_time`.
        Cancelled: when ``cancelled`` says so.
    """
    if against not in PLANES:
        raise ValueError(f"against must be one of {', '.join(PLANES)}, not {quote(against)}.")

    def point(column: float, row: float) -> tuple[float, float]:
        settings = (column, row, q, c) if against == "theta_gamma" else (theta, gamma, column, row)
        race = Race(battery, levels, *settings, bound, time_max, COARSE_WINDOW)
        return _best_ratio_and_onset(race, cancelled)

    return AdvantageMap(*_over_plane(point, x, y, progress))


def _best_ratio_and_onset(race: Race, cancelled: Callable[[], bool] | None) -> tuple[float, float]:
    best = onset = np.nan
    # The ratio of an amplifying stream, or of a battery that can be full, may rise a second time.
    single_peaked = race.battery == "oscillator" and race.q >= 0.5
    for first, last in race.runs(cancelled):
        if np.isnan(onset):
            onset = race.crossing(first, last)
        run = slice(first + 1, last + 1)
        gained = ratio(race.energy[run], race.ceiling[run])
        best = float(np.fmax(best, np.fmax.reduce(gained)))
        if single_peaked and last >= FEWEST_COLLISIONS and gained[-1] < PAST_BEST * best:
            break
    return best, onset


def _over_plane(
    point: Callable[[float, float], tuple[float, ...]],
    x: ArrayLike,
    y: ArrayLike,
    progress: Callable[[float], None] | None,
) -> list[NDArray[np.float64]]:
    """Evaluate a function at every (x, y) on a few threads; one array (Y, X) per result."""
    columns, rows = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    results: list[NDArray[np.float64]] = []
    with ThreadPoolExecutor(THREADS) as pool:
        places = {
            pool.submit(point, float(column), float(row)): (j, i)
            for i, column in enumerate(columns)
            for j, row in enumerate(rows)
        }
        try:
            for done, future in enumerate(as_completed(places), start=1):
                values = future.result()
                results = results or [np.empty((rows.size, columns.size)) for _ in values]
                for result, value in zip(results, values, strict=True):
                    result[places[future]] = value
                if progress is not None:
                    progress(done / len(places))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return results
