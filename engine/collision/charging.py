"""Charging a battery by a stream of qubits, collision by collision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.collision import kernels
from engine.collision.kernels import MARGIN
from engine.collision.ladder import couplings
from engine.scenario import Cancelled

# Matrix elements updated between two looks at `cancelled`: a few milliseconds.
ELEMENTS_PER_RUN = 2_000_000
# A loss of k quanta is left out where it moves less than this share of a matrix element.
LOSS_TOLERANCE = 1e-15
CACHE_LINE = 8
# Levels that there is room for at the start; a state that outgrows them is moved.
FEWEST_LEVELS = 64
# A leap covers collisions that together change the state by LEAP_REACH: beyond, its series cancels
# digits. It costs about as much as SHORTEST_LEAP single collisions.
LEAP_REACH = 6.0
SHORTEST_LEAP = 96


@dataclass(frozen=True)
class Charge:
    """A charging run; energies in level spacings, times Ωτ; K collisions, S samples, d levels."""

    collisions: NDArray[np.int64]
    """0 … K."""
    time: NDArray[np.float64]
    """Interaction time spent, the sum of |θ_k|, shape (K + 1,)."""
    energy: NDArray[np.float64]
    """Mean energy after each collision (and its loss), shape (K + 1,)."""
    sample_collision: NDArray[np.int64]
    """Collisions after which the rest was read off, shape (S,)."""
    ergotropy: NDArray[np.float64]
    """Extractable work, shape (S,)."""
    purity: NDArray[np.float64]
    """tr rho², shape (S,)."""
    top_population: NDArray[np.float64]
    """Population of the highest level, shape (S,)."""
    population: NDArray[np.float64]
    """Level populations, shape (S, d)."""
    lowest: int
    """Lowest level that is still occupied after the last collision."""
    occupied: NDArray[np.float64]
    """The part of R after the last collision that is not zero, from `lowest` up."""
    truncation: float
    """Largest population that the highest level held at any collision."""

    @property
    def state(self) -> NDArray[np.float64]:
        """R after the last collision, rho_nm = g^(n-m) R_nm, see `density_matrix`: (d, d)."""
        return embedded(self.occupied, self.lowest, self.population.shape[1])


def charge(
    battery: str,
    levels: int,
    q: float,
    c: float,
    angles: ArrayLike,
    gamma: float = 0.0,
    samples: ArrayLike | None = None,
    *,
    window: float = 1e-18,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Charge:
    """Charge an empty battery with one qubit per swap angle.

    rho(k) = Λ_γ tr_Q[U(θ_k) rho(k-1) ⊗ rho_Q U(θ_k)†], Salvia et al. 2023, Eqs. (1)-(3) and (21):
    each collision is followed by a loss in which each quantum goes with probability γ. The phase α
    of the qubits enters no result but `density_matrix`.

    Args:
        battery: "oscillator", "spin" or "ladder".
        levels: number of energy levels d, at least 2.
        q: ground-state population of the qubits, 0 … 1.
        c: their coherence, 0 (mixed) … 1 (pure).
        angles: swap angles θ_k, rad, shape (K,).
        gamma: loss probability of a quantum after each collision, 0 … 1.
        samples: collisions after which ergotropy, purity and populations are read, increasing
            within 0 … K; only the last collision by default.
        window: population below which a level is left out of the update, 0 to keep all. An energy
            is then off by less than 1e4 times this, relatively, an element of the state by about
            its square root.
        progress: called with the fraction done.
        cancelled: polled every few milliseconds of work.

    Returns:
        The run, as `Charge`.

    Raises:
        ValueError: if an argument is out of its range.
        Cancelled: as soon as `cancelled()` is true.

    Example:
        >>> run = charge("oscillator", 5, q=0.0, c=0.0, angles=np.pi / 2 / np.sqrt([1, 2, 3]))
        >>> run.energy.round(12)
        array([0., 1., 2., 3.])
    """
    angles = np.asarray(angles, dtype=float)
    samples = np.array([angles.size]) if samples is None else np.asarray(samples)
    _check(q, c, angles, gamma, samples, window)
    run = Trajectory(battery, levels, q, c, gamma, window)
    energy = np.zeros(angles.size + 1)
    ergotropy, purity = np.zeros((2, samples.size))
    population = np.zeros((samples.size, levels))
    done = 0
    for index, stop in enumerate((*samples.tolist(), angles.size)):
        while done < stop:
            if cancelled is not None and cancelled():
                raise Cancelled
            end = done + run.affordable_collisions(angles[done:stop])
            energy[done + 1 : end + 1] = run.advance(angles[done:end])
            done = end
            if progress is not None:
                progress(done / angles.size)
        if index < samples.size:
            ergotropy[index], purity[index] = run.ergotropy(), run.purity()
            population[index] = run.population
    return Charge(
        collisions=np.arange(angles.size + 1),
        time=np.concatenate(([0.0], np.cumsum(np.abs(angles)))),
        energy=energy,
        sample_collision=samples.astype(np.int64),
        ergotropy=ergotropy,
        purity=purity,
        top_population=population[:, -1].copy(),
        population=population,
        lowest=run.lowest,
        occupied=run.occupied(),
        truncation=run.truncation,
    )


class Trajectory:
    """A battery on its way: the state of `charge` between two collisions.

    Args:
        battery, levels, q, c, gamma, window: as for `charge`.
    """

    def __init__(
        self,
        battery: str,
        levels: int,
        q: float,
        c: float,
        gamma: float = 0.0,
        window: float = 1e-18,
    ) -> None:
        self.energy = 0.0
        self.truncation = 0.0
        self.population = np.zeros(levels)
        self.population[0] = 1.0
        self._elements = np.pad(couplings(battery, levels), (MARGIN, MARGIN))
        # The kernels are compiled for floats; a whole number would have them compiled anew.
        self._q, self._window = float(q), float(window)
        self._r = float(c * np.sqrt(q * (1.0 - q)))
        self._weights, self._orders = loss_weights(levels, gamma)
        self._region = np.zeros(4, dtype=np.int64)
        self._states = _matrices(min(levels, FEWEST_LEVELS))
        self._states[0, MARGIN, MARGIN] = 1.0
        self._edge = 1.0
        self._fresh = np.zeros(levels)

    def advance(self, angles: NDArray[np.float64]) -> NDArray[np.float64]:
        """Collide with one qubit per angle (rad, shape (K,)); return the K energies after them."""
        angles = np.require(angles, float, ["C", "W"])
        energy = np.zeros(angles.size)
        leaps = 0 < angles.size == self._leap(angles)
        self._reserve(min(angles.size, kernels.MOST_TERMS) if leaps else angles.size)
        if leaps:
            self._edge, top = kernels.leap(
                self._states,
                self._region,
                self.population,
                self._fresh,
                self._elements,
                angles[0],
                self._q,
                self._r,
                self._window,
                energy,
            )
        else:
            self._edge, top = kernels.advance(
                self._states,
                self._region,
                self._edge,
                self.population,
                self._fresh,
                self._elements,
                angles,
                self._q,
                self._r,
                self._weights,
                self._orders,
                self._window,
                energy,
            )
        self.truncation = max(self.truncation, top)
        self.energy = float(energy[-1]) if angles.size else self.energy
        return energy

    def ergotropy(self) -> float:
        """Return the largest work a cyclic unitary extracts, in level spacings."""
        return float(kernels.ergotropy(self._current(), self._region, self.energy))

    def purity(self) -> float:
        """Return tr rho²."""
        return float(kernels.purity(self._current(), self._region))

    @property
    def lowest(self) -> int:
        """The lowest level that is occupied."""
        return int(self._region[0])

    def occupied(self) -> NDArray[np.float64]:
        """Return R, the state in the real gauge, from the lowest occupied level to the highest."""
        block: NDArray[np.float64] = kernels.window_matrix(self._current(), self._region)
        return block

    def state(self) -> NDArray[np.float64]:
        """Return R, the state in the real gauge, shape (d, d)."""
        return embedded(self.occupied(), self.lowest, self.population.size)

    def affordable_collisions(self, angles: NDArray[np.float64]) -> int:
        """Return how many of the next collisions take a few milliseconds.

        That is a leap where one is possible, or else so few that the window at most doubles.
        """
        if leap := self._leap(angles):
            return leap
        lo, hi, band = (int(place) for place in self._region[:3])
        width = hi - lo + 1
        touched = width * (band + 2) * (1 + int(self._orders[hi]))
        return max(1, min(ELEMENTS_PER_RUN // touched, max(width // 2, 32), angles.size))

    def _reserve(self, more: int) -> None:
        """Make room for so many levels above the highest occupied one."""
        room = self._states.shape[1] - 2 * MARGIN
        needed = min(int(self._region[1]) + more + 1, self.population.size)
        if needed > room:
            roomier = _matrices(min(max(needed, room + room // 2), self.population.size))
            filled = slice(self._states.shape[1])
            roomier[0, filled, filled] = self._current()[:, filled]
            self._states, self._region[3] = roomier, 0

    def _leap(self, angles: NDArray[np.float64]) -> int:
        """Return how many of the next collisions one leap covers; 0 if stepping is as quick."""
        if len(self._weights) > 1 or angles.size < SHORTEST_LEAP:
            return 0
        swap = abs(angles[0]) * self._elements[: self._region[1] + SHORTEST_LEAP].max()
        # |Φ - 1| is at most this: the drive and the incoherent jumps, Eq. (A13).
        change = 4.0 * self._r * swap + 2.0 * swap**2
        within = change * angles.size <= LEAP_REACH
        reach = angles.size if within else int(LEAP_REACH / change)
        return reach if reach >= SHORTEST_LEAP and np.ptp(angles[:reach]) == 0.0 else 0

    def _current(self) -> NDArray[np.float64]:
        current: NDArray[np.float64] = self._states[self._region[3]]
        return current


def loss_weights(levels: int, gamma: float) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the amplitudes f_k(n) with which the loss of k quanta leads to level n.

    f_k(n)² = C(n+k, k) γ^k (1-γ)^n, the square roots of the binomial chances in
    Salvia et al. 2023, Eq. (21): R'_nm = sum_k f_k(n) f_k(m) R_{n+k,m+k}.

    Args:
        levels: number of levels d.
        gamma: loss probability of a quantum, 0 … 1.

    Returns:
        f, shape (k, d), and for each n the largest k with a share above LOSS_TOLERANCE.
    """
    n = np.arange(levels)
    row = (1.0 - gamma) ** (n / 2.0)
    rows, orders = [row], np.zeros(levels, dtype=np.int64)
    for k in range(1, levels if gamma > 0.0 else 1):
        row = row * np.sqrt(gamma * (n + k) / k)
        row[levels - k :] = 0.0
        counts = row * row.max(initial=0.0) > LOSS_TOLERANCE
        if k > gamma * levels and not counts.any():
            break  # beyond the mean loss the shares only fall
        rows.append(row)
        orders[counts] = k
    kept = int(orders.max()) + 1
    return np.array(rows[:kept]), orders


def sample_points(collisions: int, samples: int) -> NDArray[np.int64]:
    """Return collisions spread evenly, and the last: as many at round distances as `samples` allow.

    Example:
        >>> sample_points(955, 191)[[0, 1, -1]]
        array([  5,  10, 955])
        >>> sample_points(955, 48)[[0, 1, -2, -1]]
        array([ 20,  40, 940, 955])
    """
    distance = next(round_ for round_ in round_numbers() if collisions <= round_ * samples)
    return np.append(np.arange(distance, collisions, distance), collisions)


def round_numbers() -> Iterator[int]:
    """Yield 1, 2, 3, 4, 5, 10, 20, 25, 30, 40, 50, 100, 200, …"""
    yield from (1, 2, 3, 4, 5)
    for ten in (10**power for power in count(1)):
        yield from (ten, 2 * ten, 5 * ten // 2, 3 * ten, 4 * ten, 5 * ten)


def embedded(block: NDArray[np.float64], lowest: int, levels: int) -> NDArray[np.float64]:
    """Return a matrix of so many levels that is zero but for a block from one of them up."""
    full = np.zeros((levels, levels))
    inside = slice(lowest, lowest + len(block))
    full[inside, inside] = block
    return full


def density_matrix(state: NDArray[np.float64], alpha: float = 0.0) -> NDArray[np.complex128]:
    """Return rho_nm = g^(n-m) R_nm, g = -i e^{iα}, from the state R of a `Charge`.

    Args:
        state: R, real symmetric, shape (d, d).
        alpha: phase of the qubits, rad, Salvia et al. 2023, Eq. (1).

    Returns:
        The density matrix in the level basis, shape (d, d).
    """
    phase = np.exp(1j * (alpha - np.pi / 2) * np.arange(len(state)))
    rho: NDArray[np.complex128] = phase[:, None] * state * phase.conj()
    return rho


def _matrices(levels: int) -> NDArray[np.float64]:
    """Three empty states of so many levels, with the margins that the kernels ask for."""
    size = levels + 2 * MARGIN
    return np.zeros((3, size, _stride(size)))


def _stride(size: int) -> int:
    """Round up to an odd number of cache lines, so that rows do not alias in the cache."""
    lines = -(-size // CACHE_LINE)
    return CACHE_LINE * (lines + 1 - lines % 2)


def _check(
    q: float,
    c: float,
    angles: NDArray[np.float64],
    gamma: float,
    samples: NDArray[np.int64],
    window: float,
) -> None:
    for name, value in (("q", q), ("c", c), ("gamma", gamma), ("window", window)):
        if not 0.0 <= value <= 1.0:
            raise ValueError(f"{name} must be between 0 and 1, not {value}.")
    if angles.ndim != 1:
        raise ValueError(f"angles must be a list of numbers, not of shape {angles.shape}.")
    for wild in np.flatnonzero(~np.isfinite(angles)):
        raise ValueError(f"angles must be finite, not {angles[wild]} at collision {wild + 1}.")
    ordered = samples.ndim == 1 and (np.diff(samples) > 0).all()
    within = ((samples >= 0) & (samples <= angles.size)).all()
    if not (ordered and within and np.equal(samples, np.floor(samples)).all()):
        raise ValueError(
            f"samples must be increasing whole numbers from 0 to {angles.size}, not {samples}."
        )
