"""A drag of the θ slider: the hand's way through its positions, and the age of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isclose, log, pi

import numpy as np

from dashboard.components.controls import slider
from engine.collision import Collision

POSITIONS = 400
RULE = slider(Collision.fields()["theta"])
# The hand goes this many positions to either side of the default, a position at each event.
REACH = 45
AGE_SAMPLING = 10.0  # ms
SAME = 1e-4

Moment = tuple[float, float]


def place(theta: float) -> int:
    """The slider's position nearest to a swap angle.

    >>> place(theta(216)), round(theta(216) / pi, 6)
    (216, 0.00994)
    """
    low, high = RULE["low"], RULE["high"]
    return round(log(theta / low) / log(high / low) * POSITIONS)


def theta(place: int) -> float:
    """The swap angle at a position of the slider, tidied as controls.js tidies it."""
    value = RULE["low"] * (RULE["high"] / RULE["low"]) ** (place / POSITIONS)
    return float(f"{value / pi:.3g}") * pi


def path() -> list[tuple[int, float]]:
    """Positions and swap angles from below the default to above it and back, from 0.0038 to 0.026π.

    It ends where it has not been before: the last picture has to be computed.
    """
    middle = place(Collision.fields()["theta"].default)
    there = list(range(middle - REACH, middle + REACH + 1))
    return [(index, theta(index)) for index in [*there, *there[-2::-1], there[0] - 1]]


def same(one: float, other: float) -> bool:
    """Whether two swap angles are of one position; a picture holds them in single precision."""
    return isclose(one, other, rel_tol=SAME)


def ages(moves: Iterable[Moment], pictures: Iterable[Moment], stop: float) -> list[float]:
    """How long ago the hand was where the picture shows it, sampled evenly until `stop`.

    `moves` and `pictures` are (time in ms, swap angle): when the hand was there, when it was shown.

    >>> [float(age) for age in ages([(0.0, 1.0), (10.0, 2.0)], [(30.0, 1.0), (50.0, 2.0)], 70.0)]
    [30.0, 40.0, 40.0, 50.0]
    """
    moves = list(moves)

    def shown() -> Iterator[Moment]:
        for time, angle in pictures:
            born = [at for at, value in moves if at <= time and same(value, angle)]
            if born and time <= stop:
                yield time, born[-1]

    known = list(shown())
    ends = [*(time for time, _ in known[1:]), stop]
    return [
        now - born
        for (time, born), end in zip(known, ends, strict=True)
        for now in np.arange(time, end, AGE_SAMPLING)
    ]
