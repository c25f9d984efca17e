"""The parameters a scenario is declared with: each converts, checks and words its own refusal.

Every message has one grammar: *what* must be *rule*, not *received*.
"""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Unpack

import param

from engine.said import NumberWords, Said, Words


class ScenarioError(ValueError):
    """A value a scenario refuses; the message names the field, its rule and what was received."""


LONGEST_QUOTE = 40
ANGLE_UNIT = "π"

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_PI_MULTIPLE = re.compile(rf"^({_NUMBER}|[+-]?)\s*(?:\*\s*)?(?:π|pi)(?:\s*/\s*({_NUMBER}))?$", re.I)


def quote(value: Any) -> str:
    """What was received, short enough for a sentence and never as markup."""
    if isinstance(value, str):
        text = f"“{value}”" if value.strip() else "empty text"
    elif isinstance(value, bool) or value is None:
        text = str(value)
    elif isinstance(value, numbers.Real):
        text = number_text(as_float(value))
    else:
        text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


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
    """A number as a person writes it: multiples of π when the field is an angle.

    >>> number_text(0.25), number_text(math.pi / 100, ANGLE_UNIT), number_text(math.inf)
    ('0.25', '0.01π', 'infinity')
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "infinity" if value > 0 else "-infinity"
    if unit == ANGLE_UNIT and value != 0:
        multiple = value / math.pi
        for text in (f"{multiple:.6g}", repr(multiple)):
            if float(text) * math.pi == value:
                return "π" if text == "1" else f"{text}π"
        return repr(value)
    short = f"{value:.12g}"
    return short if float(short) == value else repr(value)


def read_number(text: str) -> float:
    """A number from text; multiples of π are understood ("0.01π", "pi/100").

    Raises ValueError where the text is no number.

    >>> read_number("pi/4") == math.pi / 4, read_number(" 1e-3 ")
    (True, 0.001)
    """
    text = text.strip().replace("−", "-")
    if match := _PI_MULTIPLE.match(text):
        factor, divisor = match.groups()
        multiple = float(factor) if factor not in ("", "+", "-") else float(f"{factor}1")
        if divisor and float(divisor) == 0:
            raise ValueError(text)
        return multiple * math.pi / float(divisor or 1)
    if not re.fullmatch(_NUMBER + r"|[+-]?(?:nan|inf|infinity)", text, re.I):
        raise ValueError(text)
    return float(text)


class Field(param.Parameter[Any]):
    """What every scenario parameter shares: what it says of itself, and its name in a sentence.

    symbol   as LaTeX
    short    the symbol as plain text, or what stands for it in a sentence
    unit     of its value
    group    the title it stands under
    because  why its rule is what it is
    """

    __slots__: list[str] = []

    symbol = Said("")
    short = Said("")
    unit = Said("")
    group = Said("Settings")
    because = Said("")

    def __init__(
        self, default: Any, *, metadata: Mapping[str, Any] | None = None, **told: Any
    ) -> None:
        own = [name for name in told if isinstance(getattr(type(self), name, None), Said)]
        # A symbol is there for whoever reads the metadata, if only an empty one.
        said = {"symbol": "", **(metadata or {}), **{name: told.pop(name) for name in own}}
        super().__init__(default=default, metadata=said, **told)

    @property
    def said(self) -> str:
        """The field's name as a sentence uses it."""
        return str(self.short or self.label or self.name).strip()

    def refuse(self, rule: str, received: Any) -> ScenarioError:
        """The error to raise: it says what the field must be and what was received."""
        reason = f" ({self.because})" if self.because else ""
        return ScenarioError(f"{self.said} must be {rule}, not {quote(received)}{reason}.")

    def accept(self, value: Any) -> Any:
        """The value as the scenario stores it; raises ScenarioError."""
        raise NotImplementedError

    def from_text(self, text: str) -> Any:
        """The value a text stands for, checked; raises ScenarioError."""
        return self.accept(text)

    def to_text(self, value: Any) -> str:
        """The value as text that `from_text` reads again."""
        return str(value)

    def __set__(self, obj: Any, val: Any) -> None:
        super().__set__(obj, self.accept(val))


class Slider(Field):
    """What numbers say besides, for whoever shows them on a line.

    scale  "log" where the line is logarithmic
    soft   the part of its bounds that the line shows; None for all of them
    play   whether the number can run along the line by itself, or in how many steps it does
    """

    __slots__: list[str] = []

    scale = Said[Literal["", "log"]]("")
    soft = Said[tuple[float, float] | None](None)
    play = Said[int](False)


class Real(Slider, param.Number[Any]):
    """A finite real number within bounds."""

    __slots__: list[str] = []

    def __init__(
        self,
        default: float,
        *,
        bounds: tuple[float | None, float | None] | None = None,
        **said: Unpack[NumberWords],
    ) -> None:
        super().__init__(default, bounds=bounds, **said)

    def rule(self) -> str:
        """What the number must be, empty where it has no bounds."""
        low, high = self.bounds or (None, None)
        if low is not None and high is not None:
            return f"between {number_text(low, self.unit)} and {number_text(high, self.unit)}"
        if low is not None:
            return f"at least {number_text(low, self.unit)}"
        if high is not None:
            return f"at most {number_text(high, self.unit)}"
        return ""

    def number_rule(self) -> str:
        """The same for what may be no number at all."""
        return f"a number {self.rule()}".strip()

    def accept(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            raise self.refuse(self.number_rule(), value)
        low, high = self.bounds or (None, None)
        number = as_float(value)
        if (
            not math.isfinite(number)
            or (low is not None and number < low)
            or (high is not None and number > high)
        ):
            raise self.refuse(self.rule() or "a finite number", value)
        return number

    def from_text(self, text: str) -> float:
        try:
            return self.accept(read_number(text))
        except ScenarioError:
            raise
        except ValueError:
            raise self.refuse(self.number_rule(), text) from None

    def to_text(self, value: float) -> str:
        return number_text(value, self.unit)


class Count(Slider, param.Integer[Any]):
    """A whole number within bounds; 250.0 counts as 250, 250.5 is refused."""

    __slots__: list[str] = []

    def __init__(
        self,
        default: int,
        *,
        bounds: tuple[int | None, int | None] | None = None,
        **said: Unpack[NumberWords],
    ) -> None:
        super().__init__(default, bounds=bounds, **said)

    def rule(self) -> str:
        """What the whole number must be."""
        low, high = self.bounds or (None, None)
        if high is None:
            return "a whole number" if low is None else f"a whole number of at least {low}"
        return f"a whole number between {low} and {high}"

    def accept(self, value: Any) -> int:
        number = as_float(value)
        low, high = self.bounds or (None, None)
        if (
            not number.is_integer()
            or (low is not None and number < low)
            or (high is not None and number > high)
        ):
            raise self.refuse(self.rule(), value)
        return int(number)

    def from_text(self, text: str) -> int:
        try:
            return self.accept(read_number(text))
        except ScenarioError:
            raise
        except ValueError:
            raise self.refuse(self.rule(), text) from None


class Choice(Field, param.Selector[Any]):
    """One of a few values, given alone or each with the name that a menu shows."""

    __slots__: list[str] = []

    def __init__(
        self,
        default: str,
        *,
        objects: Mapping[str, str] | Iterable[str],
        **said: Unpack[Words],
    ) -> None:
        names = {"names": dict(objects)} if isinstance(objects, Mapping) else None
        super().__init__(default, objects=list(objects), metadata=names, **said)

    def named(self, value: str) -> str:
        """The name of a value in a menu."""
        return str((self.metadata or {}).get("names", {}).get(value, value))

    def accept(self, value: Any) -> Any:
        allowed = list(self.objects)
        if not isinstance(value, str) or value not in allowed:
            options = ", ".join(f"“{option}”" for option in allowed)
            hint = did_you_mean(value, allowed)
            raise ScenarioError(f"{self.said} must be one of {options}, not {quote(value)}.{hint}")
        return value


class Numbers(Field, param.Tuple[Any]):
    """A tuple of finite numbers within bounds, of any length up to `longest`.

    As text: comma-separated, with `×count` (or `*count`) for repeats, "0.01π×300, 0.02π×200".
    """

    __slots__ = ["bounds", "longest"]

    def __init__(
        self,
        default: tuple[float, ...] = (),
        *,
        bounds: tuple[float, float],
        longest: int = 1000,
        **said: Unpack[Words],
    ) -> None:
        self.bounds = bounds
        self.longest = longest
        super().__init__(default, length=None, **said)

    def _validate_length(self, val: Any, length: Any) -> None:
        """Lengths are free up to `longest`, which `accept` checks."""

    def rule(self) -> str:
        """What the numbers must be, and how many at most."""
        low, high = (number_text(bound, self.unit) for bound in self.bounds)
        return f"at most {self.longest} numbers between {low} and {high}"

    def accept(self, value: Any) -> tuple[float, ...]:
        if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
            raise self.refuse(self.rule(), value)
        entries = tuple(value)
        if len(entries) > self.longest:
            raise ScenarioError(f"{self.said} must be {self.rule()}, not {len(entries)}.")
        low, high = self.bounds
        for entry in entries:
            if not low <= as_float(entry) <= high:
                raise self.refuse(self.rule(), entry)
        return tuple(float(entry) for entry in entries)

    def from_text(self, text: str) -> tuple[float, ...]:
        entries: list[float] = []
        for piece in text.split(",") if text.strip() else ():
            value, _, times = re.sub(r"[×x]|\*(?=\s*\d+\s*$)", "|", piece).partition("|")
            try:
                number, repeats = read_number(value), int(times) if times.strip() else 1
            except ValueError:
                raise self.refuse(self.rule(), piece.strip()) from None
            if repeats < 1 or repeats + len(entries) > self.longest:
                raise self.refuse(self.rule(), piece.strip())
            entries += [number] * repeats
        return self.accept(entries)

    def to_text(self, value: tuple[float, ...]) -> str:
        """The numbers with commas between them, those that repeat once with ×count."""
        runs: list[tuple[float, int]] = []
        for entry in value:
            if runs and runs[-1][0] == entry:
                runs[-1] = (entry, runs[-1][1] + 1)
            else:
                runs.append((entry, 1))
        return ",".join(
            number_text(entry, self.unit) + (f"×{times}" if times > 1 else "")
            for entry, times in runs
        )


def did_you_mean(received: Any, known: Iterable[str]) -> str:
    """A closing question with the nearest known name, or nothing.

    >>> did_you_mean("gama", ["gamma", "theta"])
    ' Did you mean “gamma”?'
    """
    import difflib

    if not isinstance(received, str):
        return ""
    near = difflib.get_close_matches(received.lower(), list(known), n=1, cutoff=0.5)
    return f" Did you mean “{near[0]}”?" if near else ""
