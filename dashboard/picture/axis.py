"""Axes: what an axis is called and how it follows its data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.picture.columns import Limits


@dataclass(frozen=True)
class Axis:
    """How an axis follows its data.

    `label`: its name; else the name of the first labelled variable drawn along it.
    `limits`: a fixed low or high end. `include`: values always in sight. `tight`: end exactly
    where the data end, instead of at the next round number. `log`: logarithmic. What is never
    negative gets no axis below zero. `hidden`: its numbers say nothing and are not shown. `unit`:
    stands at each tick instead of at the name, µs as ms or s where that is shorter.
    """

    label: str = ""
    limits: tuple[float | None, float | None] = (None, None)
    include: tuple[float, ...] = ()
    tight: bool = False
    log: bool = False
    hidden: bool = False
    unit: str = ""

    def fit(self, reaches: list[Limits]) -> Limits:
        """The ends of the axis for what it has to hold: pairs of lowest and highest values."""
        values = [end for reach in reaches for end in reach] + list(self.include)
        values = [value for value in values if np.isfinite(value) and (value > 0 or not self.log)]
        if not values:
            return (0.1, 1.0) if self.log else (0.0, 1.0)
        low, high = min(values), max(values)
        if self.log:
            low, high = 10 ** np.array(self._widen(np.log10(low), np.log10(high)))
        else:
            least = 0.0 if low >= 0 else -np.inf
            low, high = self._widen(low, high)
            low = max(low, least)
        fixed_low, fixed_high = self.limits
        low = float(low if fixed_low is None else fixed_low)
        high = float(high if fixed_high is None else fixed_high)
        return (low, high) if high > low else (low, low + 1.0)

    def _widen(self, low: float, high: float) -> Limits:
        """Ends with a margin, on round numbers: a small change of the data moves no axis."""
        if low == high:
            return low - 0.5 * (abs(low) or 1.0), high + 0.5 * (abs(high) or 1.0)
        if self.tight:
            return low, high
        margin = 0.04 * (high - low)
        step = 10.0 ** np.floor(np.log10((high - low) / 10))
        step *= next(nice for nice in (1, 2, 5, 10) if nice * step * 10.000001 >= high - low)
        return np.floor((low - margin) / step) * step, np.ceil((high + margin) / step) * step


PLAIN = Axis()
