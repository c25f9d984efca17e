"""A charging curve at constant settings, run side by side with its incoherent bound.

It advances in short runs, so that whoever watches can stop it as soon as the outcome is clear. An
oscillator stops by itself when it reaches the top of its finite ladder, beyond which it would no
longer be one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.collision.advantage import first_crossing
from engine.collision.bounds import incoherent_bound
from engine.collision.charging import Trajectory
from engine.fields import quote
from engine.scenario import Cancelled

BOUNDS = ("lossless", "damped")
# Interaction time of a run.
RUN_TIME = 0.4
# Population of the top level at which an oscillator counts as cut off.
LEAK = 1e-8


@dataclass
class Race:
    """One charging curve and the incoherent bound it is measured against.

    Attributes:
        battery, levels, theta, gamma, q, c: constant settings, as in `engine.collision.charging`.
        bound: "lossless" or "damped".
        time_max: the race ends at the first collision at or after this x = Ωτ.
        window: population below which a level is left out.
        time, energy, ceiling: x, mean energy (0 where not yet run) and bound after each collision,
            shape (K + 1,).

    Raises:
        ValueError: for an unknown battery or bound, or an angle or time out of range.
    """

    battery: str
    levels: int
    theta: float
    gamma: float
    q: float
    c: float
    bound: str
    time_max: float
    window: float
    time: NDArray[np.float64] = field(init=False)
    energy: NDArray[np.float64] = field(init=False)
    ceiling: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        if self.bound not in BOUNDS:
            raise ValueError(f"bound must be one of {', '.join(BOUNDS)}, not {quote(self.bound)}.")
        for name in ("theta", "time_max"):
            if not 0 < getattr(self, name) < np.inf:
                raise ValueError(f"{name} must be above 0, not {quote(getattr(self, name))}.")
        collisions = int(np.ceil(self.time_max / self.theta))
        self.time = self.theta * np.arange(collisions + 1, dtype=float)
        self.energy = np.zeros_like(self.time)
        loss = self.gamma if self.bound == "damped" else 0.0
        self.ceiling = incoherent_bound(self.time, self.battery, self.levels, loss)

    def runs(self, cancelled: Callable[[], bool] | None) -> Iterator[tuple[int, int]]:
        """Charge in short runs; each yields the number of collisions before and after it.

        Raises Cancelled between two runs when ``cancelled`` says so.
        """
        trajectory = Trajectory(
            self.battery, self.levels, self.q, self.c, self.gamma, window=self.window
        )
        angles = np.full(max(1, int(RUN_TIME / self.theta)), self.theta)
        for first in range(0, self.time.size - 1, angles.size):
            if cancelled is not None and cancelled():
                raise Cancelled
            last = min(first + angles.size, self.time.size - 1)
            self.energy[first + 1 : last + 1] = trajectory.advance(angles[: last - first])
            if self.battery == "oscillator" and trajectory.truncation > LEAK:
                return
            yield first, last

    def crossing(self, first: int, last: int) -> float:
        """x at which the curve overtakes the bound between two collisions, NaN where not."""
        run = slice(first, last + 1)
        return first_crossing(self.time[run], self.energy[run], self.ceiling[run])

    def lead(self, collision: int) -> float:
        """Energy above the bound after a number of collisions."""
        return float(self.energy[collision] - self.ceiling[collision])
