"""Places: the settings that a place in a picture stands for, as a finger points at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

# A finger tells so many places along an axis apart.
TOLD_APART = 500


@dataclass(frozen=True)
class Place:
    """A setting that a place along an axis stands for.

    field   its name
    unit    what one along the axis is of it: π, where an angle is drawn in multiples of π
    value   what it is at a place, `value(results, settings, at)`; none where it is the place itself
    """

    field: str
    unit: float = 1.0
    value: Callable[[Any, Any, float], float] | None = None


# The settings that places along x, and along y, stand for; which may depend on the settings.
Places = Callable[[Any], Sequence[Place]]


def always(*fields: str) -> Places:
    """The same settings at all times, along x and along y.

    >>> always("time")(None)
    (Place(field='time', unit=1.0, value=None),)
    """
    known = tuple(Place(field) for field in fields)
    return lambda settings: known


def nothing(settings: Any) -> Sequence[Place]:
    """No place stands for a setting."""
    return ()


def pointed(at: float, ends: tuple[float, float], log: bool = False) -> float:
    """A place along an axis of these ends, as finely as a finger points.

    >>> pointed(0.72731, (0.0, 2.0)), pointed(2513.7, (0.0, 6000.0))
    (0.727, 2510.0)
    >>> pointed(0.012345, (1e-3, 1.0), log=True)
    0.0123
    """
    if log:
        return float(f"{at:.3g}")
    decimals = -floor(log10(abs(ends[1] - ends[0]) / TOLD_APART))
    return float(round(at, decimals))
