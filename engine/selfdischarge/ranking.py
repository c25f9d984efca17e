"""Putting numbers in order, the largest first, as far as they can be told apart."""

from __future__ import annotations

from math import inf, nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vector = NDArray[np.float64]


def ranking(scores: ArrayLike, resolution: ArrayLike) -> tuple[NDArray[np.int64], Vector]:
    """Return the order of scores, the largest first, and the rank of each in that order.

    Scores closer than they are known share a rank, and keep the order in which they came; a score
    that is no number comes last and has no rank.

    Args:
        scores: what is compared, shape (n,).
        resolution: how far each may be off, shape (n,) or one for all.

    Example:
        >>> order, ranks = ranking([1.0, 3.0, 3.0 + 1e-12, float("nan")], 1e-9)
        >>> order.tolist(), ranks.tolist()
        ([1, 2, 0, 3], [1.0, 1.0, 3.0, nan])
    """
    values = np.asarray(scores, dtype=float)
    off = np.broadcast_to(resolution, values.shape)
    known = np.where(np.isnan(values), -inf, values)
    falling = np.argsort(-known, kind="stable")
    ranks, order, begin = np.full(values.size, nan), [], 0
    while begin < values.size:
        first, end = falling[begin], begin + 1
        while end < values.size and told_alike(known[first], known[falling[end]], off[first]):
            end += 1
        tied = np.sort(falling[begin:end])
        order.append(tied)
        ranks[begin:end] = nan if known[first] == -inf else begin + 1.0
        begin = end
    return np.concatenate(order) if order else falling, ranks


def told_alike(larger: float, smaller: float, off: float) -> bool:
    """Whether two scores cannot be told apart."""
    return bool(larger == smaller or larger - smaller <= off)
