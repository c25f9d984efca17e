"""Numbers in words: how the pages say them.

`number` writes every number that a person reads. What a machine reads has all digits and plain
ASCII, and does not come by here.
"""

from __future__ import annotations

from math import ceil, floor, isfinite, isnan, log10

from engine.numerals import DIGITS, ENDLESS, NONE, duration, number

__all__ = [
    "ENDLESS", "NONE", "duration", "exact", "interval", "number", "percent", "shorten", "size",
    "within",
]  # fmt: skip

# No arithmetic of these pages is more exact than this, whatever its residuals say.
MOST_DIGITS = 15


def percent(ratio: float) -> str:
    """How far a ratio is above or below one.

    >>> percent(1.284), percent(0.5), percent(1.0001)
    ('+28 %', '−50 %', 'none')
    """
    if isnan(ratio) or abs(ratio - 1) < 5e-4:
        return "none"
    change = 100 * (ratio - 1)
    text = number(float(round(change, 0 if abs(change) >= 0.95 else 2)))
    return f"{text if change < 0 else f'+{text}'} %"


def interval(low: float, high: float) -> str:
    """From where to where.

    >>> interval(-1 / 3, 0.5)
    '−0.333333 to 0.5'
    """
    return f"{number(low)} to {number(high)}"


def size(error: float) -> str:
    """How large an error is at most, in one digit.

    >>> size(2.2e-16), size(0.0)
    ('3·10⁻¹⁶', '0')
    """
    if error == 0 or not isfinite(error):
        return number(abs(error))
    unit = 10.0 ** floor(log10(abs(error)))
    return number(ceil(abs(error) / unit * 0.95) * unit, 1)


def exact(error: float) -> str:
    """Of how many digits a relative error leaves no doubt.

    >>> exact(1e-11), exact(0.0), exact(0.2)
    ('exact to 11 digits', 'exact to 15 digits', 'exact to 0 digits')
    """
    digits = MOST_DIGITS if error <= 0 else floor(-log10(error) + 1e-9)
    return f"exact to {min(max(digits, 0), MOST_DIGITS)} digits"


def within(value: float, error: float) -> str:
    """A number with its uncertainty where that reaches the digits shown, else the number alone.

    What is no larger than its uncertainty is none.

    >>> within(0.421337, 3e-4), within(0.421337, 1e-9), within(2e-17, 1e-10)
    ('0.4213 ± 0.0003', '0.421337', '0')
    """
    if 0 < abs(value) <= error:
        return "0"
    if not isfinite(value) or error <= 0.5 * 10.0 ** -(DIGITS - 1) * abs(value) / 10:
        return number(value)
    places = floor(log10(error))
    return f"{number(float(round(value, -places)))} ± {size(error)}"


def shorten(text: str, longest: int = 40) -> str:
    """A text in so many letters.

    >>> shorten("a long list of numbers", 10)
    'a long li…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
