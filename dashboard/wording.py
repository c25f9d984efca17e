"""Numbers in words: how the read-outs write them."""

from __future__ import annotations

from math import isinf, isnan


def number(value: float, digits: int = 6) -> str:
    """A number with at most so many digits, as a person writes it.

    >>> number(0.25), number(-1 / 3, 3), number(float("inf")), number(float("nan"))
    ('0.25', '−0.333', '∞', 'unknown')
    """
    if isnan(value):
        return "unknown"
    text = "∞" if isinf(value) else f"{abs(value):.{digits}g}"
    return f"−{text}" if value < 0 else text
