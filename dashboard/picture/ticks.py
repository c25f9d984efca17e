"""Ticks: the round numbers at which the axes of a still picture are marked."""

from __future__ import annotations

import numpy as np

from dashboard.picture.columns import Limits
from engine.numerals import number

MOST = 7


def ticks(limits: Limits, log: bool, whole: bool = False) -> list[tuple[float, str]]:
    """Round numbers between the ends of an axis, and how each is written.

    whole  what stands along the axis is counted: no tick lies between whole numbers

    >>> ticks((0.0, 1.0), log=False)
    [(0.0, '0'), (0.2, '0.2'), (0.4, '0.4'), (0.6, '0.6'), (0.8, '0.8'), (1.0, '1')]
    >>> ticks((0.5, 200.0), log=True)
    [(1.0, '1'), (10.0, '10'), (100.0, '100')]
    >>> ticks((0.5, 3.5), log=False, whole=True)
    [(1.0, '1'), (2.0, '2'), (3.0, '3')]
    """
    low, high = limits
    if not log:
        size = 10.0 ** np.floor(np.log10((high - low) / MOST))
        step = next(nice * size for nice in (1, 2, 5, 10) if nice * size * MOST >= high - low)
        step = max(step, 1.0) if whole else step
        counts = np.arange(np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9) + 1)
        numbers = [float(f"{one * step:.12g}") + 0.0 for one in counts]
        return [(one, number(one)) for one in numbers]
    first, last = int(np.ceil(np.log10(low) - 1e-9)), int(np.floor(np.log10(high) + 1e-9))
    apart = max(1, -(-(last - first) // MOST))
    decades = range(first, last + 1, apart)
    if len(decades) < 2:  # not two decades: the ends of the axis say more
        return [(float(end), number(end, 3)) for end in (low, high)]
    return [(10.0**one, number(10.0**one)) for one in decades]
