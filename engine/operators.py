"""Matrices from whoever has them: arrays, nested lists, QuTiP objects, lists of QuTiP objects.

QuTiP itself is not imported: its objects are known by what they can do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
# Digits after the point of numbers that somebody rounded.
FEWEST_ROUNDED, MOST_ROUNDED = 5, 13


def is_qobj(value: Any) -> bool:
    """Whether a value is a QuTiP `Qobj`."""
    return hasattr(value, "full") and hasattr(value, "dims")


def operator_of(value: Any) -> Array:
    """The matrix of a `Qobj`; a ket or a bra is its projector, a vectorised operator itself."""
    matrix: Array = value.full()
    row = matrix.ravel()
    match value.type:
        case "ket" | "bra":
            ket = row if value.type == "ket" else row.conj()
            return np.outer(ket, ket.conj())
        case "operator-ket" | "operator-bra":
            size = round(row.size**0.5)
            columns = row if value.type == "operator-ket" else row.conj()
            return columns.reshape(size, size).T
    return matrix


def numbers_of(what: str, value: Any, read: Callable[[Any], Array] = operator_of) -> Array:
    """Return numbers as an array, real or complex, in the precision they came in.

    Args:
        what: what a refusal calls them.
        value: an array, nested lists, a `Qobj`, or lists of them such as `result.states`.
        read: what makes an array of a `Qobj`.

    Raises:
        ValueError: if they are no numbers, or lists are of unequal length.

    Example:
        >>> numbers_of("state", [[1, 0], [0, 0]]).shape
        (2, 2)
    """
    if isinstance(value, np.ndarray) and value.dtype == object:
        value = value.tolist()
    try:
        array = np.asarray(_plain(value, read) if _holds_qobj(value) else value)
    except ValueError:
        raise ValueError(f"{what} must be numbers in lists of equal length, not others.") from None
    if array.dtype.kind not in "biufc":
        raise ValueError(f"{what} must be numbers, not of type {type(value).__name__}.")
    return array


def in_double(array: Array) -> Array:
    """The same numbers as double precision, real where they are."""
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64, copy=False)


def told_precision(array: Array) -> float:
    """How exact numbers say they are: by their type, or by the digits they were written with.

    Five digits after the point may be rounded ones; fewer are as often meant as they stand.

    >>> told_precision(np.array([0.6324555])), told_precision(np.array([0.5], np.float32)) < 1e-6
    (1e-07, True)
    """
    if array.dtype.kind not in "fc":
        return 0.0
    own = float(np.finfo(array.dtype).eps)
    parts = np.stack([array.real, array.imag])
    if own > np.finfo(np.float64).eps:
        return own
    for digits in range(MOST_ROUNDED):
        if np.array_equal(np.round(parts, digits), parts):
            return 10.0**-digits if digits >= FEWEST_ROUNDED else own
    return own


def rounding(array: Array) -> float:
    """By how much sums over a matrix's row may be off in the array's own precision."""
    if array.dtype.kind not in "fc":
        return 0.0
    own = max(float(np.finfo(array.dtype).eps), float(np.finfo(np.float64).eps))
    return 8 * array.shape[-1] * own


def _holds_qobj(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_holds_qobj(entry) for entry in value)
    return is_qobj(value)


def _plain(value: Any, read: Callable[[Any], Array]) -> Any:
    if is_qobj(value):
        return read(value)
    return [_plain(entry, read) for entry in value] if isinstance(value, (list, tuple)) else value
