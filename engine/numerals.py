"""Numbers as text: all digits for machines, a few for people, and read again from either.

For machines a number is plain ASCII but for π; for people it has a true minus, at most six digits
unless it is told exactly, and powers of ten instead of exponents.
"""

from __future__ import annotations

import math
import numbers
import re
from decimal import ROUND_HALF_UP, Context
from functools import lru_cache
from typing import Any

ANGLE_UNIT = "π"
# What is read at a glance, and all that a result is told with where nothing else is said.
DIGITS = 6
# From 0.0001 to below 1000000 nobody writes a power of ten; a round number may be longer.
SMALLEST, LONGEST_ROUND = -4, 12
NONE, ENDLESS = "n/a", "∞"
LARGEST_DIVISOR = 1000
# From how many µs on a time is told in a unit, and how many that is.
TIMES = ((1e5, 1e6, "s"), (1e3, 1e3, "ms"))

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_PI_MULTIPLE = re.compile(rf"^({_NUMBER}|[+-]?)\s*(?:\*\s*)?(?:π|pi)(?:\s*/\s*({_NUMBER}))?$", re.I)
_FRACTION = re.compile(rf"^({_NUMBER})\s*/\s*({_NUMBER})$")
_PERCENT = re.compile(rf"^({_NUMBER})\s*%$")
_POWER = re.compile(r"(?:(?<=\d)\s*[·×]\s*)?(?<![\d.])10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = str.maketrans("+-0123456789", "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")


def as_float(value: Any) -> float:
    """A real number as a float, infinite beyond the largest; NaN for anything else, truth included.

    >>> as_float(2), as_float(-(10**400)), as_float("2"), as_float(True)
    (2.0, -inf, nan, nan)
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return -math.inf if value < 0 else math.inf


def number_text(value: float, unit: str = "") -> str:
    """A number with all its digits, as a link or a file has it; an angle as what is shortest.

    >>> number_text(0.25), number_text(-1 / 3), number_text(math.inf)
    ('0.25', '-0.3333333333333333', 'infinity')
    >>> [number_text(angle, ANGLE_UNIT) for angle in (math.pi / 100, 0.03, math.pi / 7)]
    ['0.01π', '0.03', 'π/7']
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "infinity" if value > 0 else "-infinity"
    if unit == ANGLE_UNIT and value != 0:
        return _angle_text(value)
    short = f"{value:.12g}"
    return short if float(short) == value else repr(value)


def _angle_text(value: float) -> str:
    multiple = value / math.pi
    if float(short := f"{multiple:.{DIGITS}g}") * math.pi == value:
        return "π" if short == "1" else f"{short}π"
    if float(radians := f"{value:.{DIGITS}g}") == value:
        return radians
    divisor = round(1 / multiple) if abs(multiple) > 1 / LARGEST_DIVISOR else 0
    if divisor > 1 and math.pi / divisor == value:
        return f"π/{divisor}"
    if float(whole := repr(multiple)) * math.pi == value:
        return f"{whole}π"
    return repr(value)


def exactly(value: float, unit: str = "") -> str:
    """The same for people: a refusal tells what it received to the last digit.

    >>> exactly(-1e-9), exactly(1e-9), exactly(math.pi, ANGLE_UNIT)
    ('−10⁻⁹', '10⁻⁹', 'π')
    >>> exactly(1e-6 * math.pi, ANGLE_UNIT)
    '10⁻⁶π'
    """
    mantissa, _, exponent = number_text(value, unit).partition("e")
    mantissa = mantissa.replace("-", "−")
    if not exponent:
        return mantissa
    angle = ANGLE_UNIT if exponent.endswith(ANGLE_UNIT) else ""
    return _raised(mantissa, int(exponent.removesuffix(ANGLE_UNIT))) + angle


@lru_cache(maxsize=4096)
def number(value: float, digits: int = DIGITS) -> str:
    """A number of so many digits for people, rounded half up as a hand does.

    Whole numbers below a million keep all theirs. `number.js` writes the same in the browser.

    >>> [number(x) for x in (0.25, -1 / 3, 1_800_000.0, 1.5e-7, 1e-9, math.inf, math.nan)]
    ['0.25', '−0.333333', '1800000', '1.5·10⁻⁷', '10⁻⁹', '∞', 'n/a']
    >>> number(1 / 3, 3), number(5054.23, 3)
    ('0.333', '5054')
    """
    if math.isnan(value):
        return NONE
    sign = "−" if value < 0 else ""
    if math.isinf(value):
        return sign + ENDLESS
    if value == 0:
        return "0"
    exact = Context(prec=800).create_decimal(abs(value))
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).plus(exact)
    exponent = rounded.adjusted()
    if digits <= exponent < DIGITS:
        whole = Context(prec=exponent + 1, rounding=ROUND_HALF_UP).plus(exact)
        return f"{sign}{whole:f}"
    is_round = DIGITS <= exponent < LONGEST_ROUND and rounded == exact
    if SMALLEST <= exponent < DIGITS or is_round:
        text = f"{rounded:f}"
        return sign + (text.rstrip("0").rstrip(".") if "." in text else text)
    mantissa = f"{rounded.scaleb(-exponent):f}".rstrip("0").rstrip(".")
    return _raised(sign + mantissa, exponent)


def _raised(mantissa: str, exponent: int) -> str:
    """A mantissa times a power of ten, alone where it is one."""
    power = f"10{str(exponent).translate(_RAISED)}"
    sign, one, rest = mantissa.partition("1")
    return f"{sign}{power}" if one and sign in ("", "−") and not rest else f"{mantissa}·{power}"


def shown(value: float, unit: str = "") -> str:
    """A setting at rest: as it is written where that is short, else in six digits.

    >>> shown(0.03, ANGLE_UNIT), shown(0.0245 * math.pi + 1e-17, ANGLE_UNIT), shown(0.1 + 0.2)
    ('0.03', '0.0245π', '0.3')
    """
    if unit != ANGLE_UNIT or value == 0 or not math.isfinite(value):
        return number(value)
    exact = _angle_text(value)
    if is_short(exact) and not exact.endswith(ANGLE_UNIT) and "/" not in exact:
        return number(value)
    if is_short(exact) and "e" not in exact:
        return exact.replace("-", "−")
    multiple = number(value / math.pi)
    return ANGLE_UNIT if multiple == "1" else f"{multiple}{ANGLE_UNIT}"


def is_short(text: str) -> bool:
    """Whether a written number has no more digits than are read at a glance.

    >>> is_short("1e-3"), is_short("π/100"), is_short("0.30000000000000004")
    (True, True, False)
    """
    mantissa = re.split(r"[eE·]|×10", text)[0]
    return len(re.sub(r"[^0-9]", "", mantissa).strip("0")) <= DIGITS


def duration(microseconds: float) -> tuple[str, str]:
    """A time in the unit that keeps its number short.

    >>> duration(33.6521), duration(692160.0), duration(2500.0)
    (('33.6521', 'µs'), ('0.69216', 's'), ('2.5', 'ms'))
    """
    for least, length, unit in TIMES:
        if least <= microseconds < math.inf:
            return number(microseconds / length), unit
    return number(microseconds), "µs"


def read_number(text: str) -> float:
    """A number from text: multiples of π, fractions, percents and powers of ten are understood.

    Raises ValueError where the text is no number.

    >>> read_number("pi/4") == math.pi / 4, read_number(" 1e-3 "), read_number("2·10⁻³")
    (True, 0.001, 0.002)
    >>> read_number("1/2"), read_number("50 %")
    (0.5, 0.5)
    """
    text = text.strip().replace("−", "-")
    if "10" in text:
        text = _POWER.sub(_as_exponent, text)
    if match := _PI_MULTIPLE.match(text):
        factor, divisor = match.groups()
        multiple = float(factor) if factor not in ("", "+", "-") else float(f"{factor}1")
        return _divided(text, multiple * math.pi, divisor or "1")
    if match := _FRACTION.match(text):
        return _divided(text, float(match[1]), match[2])
    if match := _PERCENT.match(text):
        return float(match[1]) / 100
    if not re.fullmatch(_NUMBER + r"|[+-]?(?:nan|inf|infinity|∞)", text, re.I):
        raise ValueError(text)
    return float(text.replace("∞", "inf"))


def _as_exponent(power: re.Match[str]) -> str:
    bare = power[0].startswith("10")
    return f"{'1' if bare else ''}e{power[1].translate(_LOWERED)}"


def _divided(text: str, value: float, divisor: str) -> float:
    if float(divisor) == 0:
        raise ValueError(text)
    return value / float(divisor)


def meant(text: str) -> list[str]:
    """What a text with a decimal comma, or commas between thousands, may have meant.

    >>> meant("0,02"), meant("1,000"), meant("0.5")
    (['0.02'], ['1.000', '1000'], [])
    """
    found = re.fullmatch(r"\s*([+−-]?\d*),(\d+)(\D.*)?", text, re.S)
    if not found:
        return []
    whole, part, rest = found[1], found[2], (found[3] or "").rstrip()
    if "," in rest:
        return []
    ways = [f"{whole}.{part}{rest}"]
    if len(part) == 3 and whole.strip("+−-0"):
        ways.append(f"{whole}{part}{rest}")
    return ways
