"""Where the curves of Fig. 4 end: each branch runs into a vertical tangent at a finite time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.collision import equations
from engine.collision.maps import ONSET_ERROR, Onset
from engine.collision.onset import branch_end, onset_map, onset_time
from engine.collision.quantities import Named
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress

TAIL_POINTS = 8
RUNS_PER_END = 30 + TAIL_POINTS  # the bisection's, and the points towards the end


class OnsetEnds(Onset):
    """The last stretch of each branch of onset times, Salvia et al. 2023, Sec. III.D and Fig. 4.

    The paper says that the onset diverges; it does not: beyond a last swap angle, at a finite
    onset time, curve and bound no longer meet.

    >>> ends = OnsetEnds(thetas=(0.02 * np.pi, 0.05 * np.pi), gammas=(0.0,)).run()
    >>> round(float(ends.theta[0, -1]) / np.pi, 5), ends.sizes["point"]
    (0.04654, 8)
    """

    def cost(self) -> Cost:
        ends = 2 * len(self.gammas)
        runs = ends * RUNS_PER_END / max(1, len(self.thetas) * len(self.gammas))
        grid = super().cost()
        return Cost(seconds=(1 + runs) * grid.seconds, bytes=grid.bytes)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        known = onset_map(
            self.battery, self.levels, self.thetas, self.gammas, self.q, self.c, self.bound,
            self.time_max, lambda share: progress(0.3 * share), cancelled,
        )  # fmt: skip
        stretches = [
            (gamma, inside, outside)
            for gamma, times in zip(self.gammas, known, strict=True)
            for inside, outside in steps_out(np.array(self.thetas), np.isfinite(times))
        ]
        tails = []
        for count, (gamma, inside, outside) in enumerate(stretches):
            tails.append(self.tail(gamma, inside, outside, cancelled))
            progress(0.3 + 0.7 * (count + 1) / len(stretches))
        points = np.array(tails).reshape(-1, 2, TAIL_POINTS)
        branch = ("branch", "point")
        return build(
            self,
            [Named.onset_time(points[:, 1], *branch)],
            [
                Named.theta(points[:, 0], *branch),
                Named.gamma([gamma for gamma, _, _ in stretches], "branch"),
            ],
            equations=[equations.POWER_CONSTANT, equations.COLLISION],
            certificate={"relative_error": ONSET_ERROR, "searched_to": self.time_max},
        )

    def tail(
        self, gamma: float, inside: float, outside: float, cancelled: CancelCheck
    ) -> NDArray[np.float64]:
        """Angles and onset times from a known one to the end, closer together towards it."""
        common = (gamma, self.q, self.c, self.bound, self.time_max, cancelled)
        end, time = branch_end(self.battery, self.levels, inside, outside, *common)
        towards = 1 - np.linspace(1, 0, TAIL_POINTS) ** 2
        angles = inside + (end - inside) * towards
        times = [onset_time(self.battery, self.levels, angle, *common) for angle in angles[:-1]]
        return np.array([angles, [*times, time]])


def steps_out(angles: NDArray[np.float64], known: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Neighbouring angles of which one has an onset and the other has none: (with, without).

    >>> steps_out(np.array([1.0, 2.0, 3.0]), np.array([False, True, False]))
    [(2.0, 1.0), (2.0, 3.0)]
    """
    return [
        (float(angles[first]), float(angles[second]))
        if known[first]
        else (float(angles[second]), float(angles[first]))
        for first, second in pairwise(range(len(angles)))
        if known[first] != known[second]
    ]
