"""Concave envelopes of single-shot maxima, each with the price that proves it optimal.

χ(e) = max Σ p_j f(e_j) over Σ p_j e_j <= e is the upper hull of what pure inputs reach, and equals
min_{μ>=0} max_ψ [f(ψ) - μ⟨h⟩] + μe. The hull of known inputs bounds χ from below; the see-saw at
the hull's slopes bounds it from above, and what it finds refines the hull until both meet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.capacitance.search import ENERGY, PRICE, Cell, Pool, Searched, dual_maximum

MOST_ROUNDS = 30
CLOSE = 1e-12

Real = NDArray[np.float64]


@dataclass(frozen=True)
class Envelope:
    """A concave envelope over energies.

    value      the envelope, reached by the recipe, shape (n,)
    upper      what the dual search leaves room for, shape (n,)
    unsettled  by how much climbs that did not settle might raise that, shape (n,)
    price      its slope μ, shape (n,)
    parts      the inputs that share the time, as places in the pool, shape (n, 2)
    weight     their shares, shape (n, 2)
    """

    value: Real
    upper: Real
    unsettled: Real
    price: Real
    parts: NDArray[np.int64]
    weight: Real

    @property
    def room(self) -> float:
        """How far the dual bound is from the value, at worst."""
        return float(np.abs(self.upper - self.value).max())

    def shifted(self, places: int) -> Envelope:
        """The same, in a pool with so many inputs before."""
        return replace(self, parts=self.parts + places)


def envelope(cell: Cell, kind: int, energies: Real, pool: Pool) -> Envelope:
    """Return the non-falling concave envelope of a functional of the output.

    Tirone et al. 2023, Eqs. (6), (7) and (12).

    Args:
        cell: the noise and the levels.
        kind: ERGOTROPY or TOTAL_ERGOTROPY.
        energies: where to evaluate, rising, shape (n,).
        pool: inputs known so far, which takes those found here.
    """
    answers: dict[float, Searched] = {}
    for _ in range(MOST_ROUNDS):
        ends = upper_hull(pool.records[:, ENERGY], pool.values(kind))
        value, price, parts, weight = evaluate(pool, kind, ends, energies)
        known = len(pool.records)
        for place in np.flatnonzero(energies > 0.0):
            mu = float(price[place])
            if mu not in answers:
                answers[mu] = dual_maximum(
                    cell, kind, mu, pool, near=parts[place][weight[place] > 0.0],
                    search=len(answers),
                )  # fmt: skip
        if len(pool.records) == known:
            break
    for mu in answers:
        answers[mu] = answers[mu].at_least(float(pool.gains(kind, mu).max()))
    # Without energy the ground level is the only input: nothing is left to prove.
    upper = np.array(
        [
            answers[mu].best + mu * e if e > 0.0 else v
            for mu, e, v in zip(price, energies, value, strict=True)
        ]
    )
    unsettled = np.array(
        [answers[mu].unsettled if e > 0.0 else 0.0 for mu, e in zip(price, energies, strict=True)]
    )
    return Envelope(value, upper, unsettled, price, parts, weight)


def upper_hull(points: Real, heights: Real) -> NDArray[np.int64]:
    """Return the corners of the upper, non-falling hull of points, by rising energy.

    >>> upper_hull(np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 0.2, 1.0, 0.5]))
    array([0, 2])
    """
    corners: list[int] = []
    for k in np.lexsort((-heights, points)):
        if corners and heights[k] <= heights[corners[-1]]:
            continue
        while corners and 0.0 < points[corners[-1]] >= points[k] - CLOSE:
            corners.pop()
        while len(corners) > 1:
            a, b = corners[-2], corners[-1]
            across = (heights[b] - heights[a]) * (points[k] - points[a])
            if across > (heights[k] - heights[a]) * (points[b] - points[a]):
                break
            corners.pop()
        corners.append(int(k))
    return np.array(corners)


def evaluate(
    pool: Pool, kind: int, ends: NDArray[np.int64], energies: Real
) -> tuple[Real, Real, NDArray[np.int64], Real]:
    """Read a hull off: value, slope, the two inputs and their shares at each energy."""
    points, heights = pool.records[ends, ENERGY], pool.values(kind)[ends]
    slopes = np.append(np.diff(heights) / np.diff(points), 0.0)
    left = np.clip(np.searchsorted(points, energies + CLOSE, side="right") - 1, 0, None)
    right = np.minimum(left + 1, len(ends) - 1)
    gap = points[right] - points[left]
    share = np.divide(energies - points[left], gap, out=np.zeros(energies.size), where=gap > 0)
    share = np.where(share * gap <= CLOSE, 0.0, np.clip(share, 0.0, 1.0))
    value = heights[left] + share * (heights[right] - heights[left])
    # At a corner any slope between those of its edges will do: best its own price. Only at e = 0,
    # where the price may be infinite, it is that of the edge.
    own = np.clip(pool.records[ends, PRICE], slopes, np.append(slopes[0], slopes[:-1]))
    price = np.where((share == 0.0) & (energies <= points[-1] + CLOSE), own[left], slopes[left])
    parts = np.stack([ends[left], ends[right]], axis=1)
    return value, np.maximum(price, 0.0), parts, np.stack([1.0 - share, share], axis=1)
