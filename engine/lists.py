"""Lists of numbers as text: commas between them, ×count behind what repeats.

A comma stands between numbers and a point within them. Whoever writes 0,02 meant one number, and a
list that begins with 0 and goes on with 02 is none: nobody writes a number that begins so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from engine.numerals import read_number

# So many numbers of a list are told one by one.
MOST_TOLD = 8

# What stands between a number and its count, but not before a power of ten.
_TIMES = re.compile(r"[×x](?!\s*10[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹])|\*(?=\s*\d+\s*$)")
_LEADING_ZERO = re.compile(r"\s*[+−-]?0\d")


def read(text: str, longest: int) -> list[float]:
    """The numbers of a text, `longest` at most; raises ValueError with what is none.

    >>> read("0.5×2, 1/4", 10)
    [0.5, 0.5, 0.25]
    """
    entries: list[float] = []
    for piece in text.split(",") if text.strip() else ():
        value, *times = _TIMES.split(piece, maxsplit=1)
        try:
            number, repeats = read_entry(value), int(*times) if "".join(times).strip() else 1
        except ValueError:
            raise ValueError(text if with_points(text) != text else piece.strip()) from None
        if repeats < 1 or repeats + len(entries) > longest:
            raise ValueError(piece.strip())
        entries += [number] * repeats
    return entries


def read_entry(text: str) -> float:
    """One number of a list; raises ValueError for one that begins with a zero, as 02 of 0,02 does.

    >>> read_entry("0.02")
    0.02
    """
    if _LEADING_ZERO.match(text):
        raise ValueError(text)
    return read_number(text)


def with_points(text: str) -> str:
    """A list whose commas within numbers are points: those before a zero, or all beside semicolons.

    >>> with_points("0,01π×300, 0,02"), with_points("0,5; 1,5"), with_points("1, 2")
    ('0.01π×300, 0.02', '0.5, 1.5', '1, 2')
    """
    if ";" in text:
        return re.sub(r"\s*;\s*", ", ", re.sub(r"(\d),(\d)", r"\1.\2", text)).strip(", ")
    return re.sub(r"(?<![\d.,])(\d+),(?=0\d)", r"\1.", text)


def write(
    values: Iterable[float], one: Callable[[float], str], between: str = ",", times: str = "×{}"
) -> str:
    """Numbers as text, `one` writing each; what repeats is written once.

    >>> write((0.5, 0.5, 1.0), str), write((0.5, 0.5), str, times=" ({} times)")
    ('0.5×2,1.0', '0.5 (2 times)')
    """
    return between.join(told(values, one, times))


def told(values: Iterable[float], one: Callable[[float], str], times: str) -> list[str]:
    """Each number of a list, with how often it comes in a row where that is more than once."""
    return [
        one(entry) + (times.format(count) if count > 1 else "") for entry, count in runs(values)
    ]


def in_words(values: tuple[float, ...], one: Callable[[float], str]) -> str:
    """How a list was read: how many numbers there are, and the first and last of them.

    >>> in_words((0.5, 0.5, 1.0), str), in_words((1.0,), str)
    ('3 numbers: 0.5 (2 times), 1.0', '1 number: 1.0')
    """
    listed = told(values, one, " ({} times)")
    if len(listed) > MOST_TOLD:
        listed = [*listed[: MOST_TOLD - 1], "…", listed[-1]]
    return f"{len(values)} number{'s' * (len(values) > 1)}: {', '.join(listed)}"


def runs(values: Iterable[float]) -> list[tuple[float, int]]:
    """Each number of a list with how often it comes in a row.

    >>> runs((0.5, 0.5, 1.0))
    [(0.5, 2), (1.0, 1)]
    """
    found: list[tuple[float, int]] = []
    for entry in values:
        if found and found[-1][0] == entry:
            found[-1] = (entry, found[-1][1] + 1)
        else:
            found.append((entry, 1))
    return found
