"""Columns: the numbers behind a layer, thinned for the screen, compared, measured."""

from __future__ import annotations

from typing import Any

import numpy as np

Limits = tuple[float, float]

DRAWN_POINTS = 1200
SHORT = 8


def thin(x: np.ndarray, y: np.ndarray, points: int = DRAWN_POINTS) -> tuple[Any, Any]:
    """A curve of at most `points` points that keeps the ends and each stretch's extremes.

    >>> x, y = thin(np.arange(10_000), np.eye(1, 10_000, 4321)[0])
    >>> len(x) <= DRAWN_POINTS, y.max()
    (True, np.float32(1.0))
    """
    if len(x) > points:
        stretches = points // 2 - 1
        width = -(-(len(x) - 2) // stretches)
        padded = np.full(stretches * width, y[-2], dtype=float)
        padded[: len(x) - 2] = y[1:-1]
        folded = padded.reshape(stretches, width)
        start = 1 + width * np.arange(stretches)
        with_nan = np.isnan(folded)
        lowest = start + np.where(with_nan, np.inf, folded).argmin(axis=1)
        highest = start + np.where(with_nan, -np.inf, folded).argmax(axis=1)
        kept = np.unique(np.concatenate([[0, len(x) - 1], lowest, highest]))
        kept = kept[kept < len(x)]
        x, y = x[kept], y[kept]
    return x.astype(np.float32), y.astype(np.float32)


def light(column: Any) -> Any:
    """A column as it travels: an array costs two messages of its own, a short list none."""
    short = isinstance(column, np.ndarray) and column.size <= SHORT
    return column.tolist() if short else column


def stairs(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Corners of a curve that holds each value until the next point.

    >>> [corner.tolist() for corner in stairs(np.array([0, 1, 2]), np.array([5, 6, 7]))]
    [[0, 1, 1, 2, 2], [5, 5, 6, 6, 7]]
    """
    return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]


def borders(centres: np.ndarray, log: bool = False) -> np.ndarray:
    """Borders of the cells around evenly spaced centres (evenly in log x where `log`).

    >>> borders(np.array([1.0, 2.0, 3.0])).tolist()
    [0.5, 1.5, 2.5, 3.5]
    """
    if len(centres) == 0:
        return centres
    scaled = np.log10(centres) if log else centres
    half = (scaled[1] - scaled[0]) / 2 if len(scaled) > 1 else 0.5
    found = np.append(scaled - half, scaled[-1] + half)
    return 10.0**found if log else found


def share(x: np.ndarray, limits: Limits, log: bool = False) -> np.ndarray:
    """How far along an axis of these ends numbers are, from 0 to 1.

    >>> share(np.array([1.0, 10.0]), (1.0, 100.0), log=True).tolist()
    [0.0, 0.5]
    """
    low, high = (np.log10(end) if log else end for end in limits)
    return ((np.log10(x) if log else x) - low) / (high - low)


def plain_column(data: Any, as_list: bool) -> Any:
    """A column as a NumPy array, or as a list where its entries are curves or texts."""
    if as_list:
        return [entry if isinstance(entry, str) else np.asarray(entry) for entry in data]
    return np.atleast_1d(np.asarray(getattr(data, "values", data)))


def same_column(left: Any, right: Any) -> bool:
    """Whether two columns hold the same."""
    if left is right:
        return True
    if isinstance(left, list) or isinstance(right, list):
        return len(left) == len(right) and all(map(same_column, left, right))
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        if left.shape != right.shape:
            return False
        # Curves that differ mostly do so at their end, too.
        probed = left.size == 0 or same_number(left.flat[-1], right.flat[-1])
        return probed and np.array_equal(left, right, equal_nan=True)
    return type(left) is type(right) and same_number(left, right)


def same_number(left: Any, right: Any) -> bool:
    """Whether two numbers are the same, or both unknown."""
    return bool(left == right or (left != left and right != right))


def same(left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether two sets of columns hold the same."""
    return left.keys() == right.keys() and all(
        same_column(data, right[name]) for name, data in left.items()
    )


def reach_of(values: np.ndarray) -> Limits | None:
    """The lowest and highest finite number, or None where there is none."""
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else None
