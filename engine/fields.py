"""The parameters a scenario is declared with: each converts, checks and words its own refusal.

Every message has one grammar: *what* must be *rule*, not *received*.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Unpack

import param

from engine import lists
from engine.numerals import (
    ANGLE_UNIT,
    as_float,
    exactly,
    meant,
    number_text,
    read_number,
    shown,
)
from engine.said import NumberWords, Said, Words

__all__ = [
    "ANGLE_UNIT",
    "Choice",
    "Count",
    "Field",
    "Numbers",
    "Real",
    "ScenarioError",
    "Slider",
    "as_float",
    "did_you_mean",
    "number_text",
    "quote",
    "read_number",
]


class ScenarioError(ValueError):
    """A value a scenario refuses; the message names the field, its rule and what was received."""


LONGEST_QUOTE = 40


def quote(value: Any) -> str:
    """What was received, short enough for a sentence and never as markup."""
    if isinstance(value, str):
        text = f"“{value}”" if value.strip() else "empty text"
    elif isinstance(value, bool) or value is None:
        text = str(value)
    elif isinstance(value, numbers.Real):
        text = exactly(as_float(value))
    else:
        text = " ".join(repr(value).split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


class Field(param.Parameter[Any]):
    """What every scenario parameter shares: what it says of itself, and its name in a sentence.

    symbol   as LaTeX
    short    the symbol as plain text, or what stands for it in a sentence
    unit     of its value
    group    the title it stands under
    because  why its rule is what it is
    example  of a text it takes, for whoever is asked to write one

    `as_typed` says of a kind of field that a text it was given may stand for the value: another
    text of the same value means nothing else.
    """

    __slots__: list[str] = []

    as_typed = True

    symbol = Said("")
    short = Said("")
    unit = Said("")
    group = Said("Settings")
    because = Said("")
    example = Said("")

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
        """The error to raise: it says what the field must be and what was received.

        Of a text that means something else elsewhere, such as 0,02, it asks whether that was meant.
        """
        reason = f" ({self.because})" if self.because else ""
        ways = self.ways_meant(received) if isinstance(received, str) else []
        asked = " or ".join(f"“{way}”" for way in ways)
        hint = f" Did you mean {asked}?" if asked else ""
        return ScenarioError(f"{self.said} must be {rule}, not {quote(received)}{reason}.{hint}")

    def ways_meant(self, text: str) -> list[str]:
        """Texts that the field takes and that a refused one may have meant."""
        return [way for way in meant(text) if self.takes(way)]

    def takes(self, text: str) -> bool:
        """Whether a text stands for a value."""
        try:
            self.from_text(text)
        except ScenarioError:
            return False
        return True

    def accept(self, value: Any) -> Any:
        """The value as the scenario stores it; raises ScenarioError."""
        raise NotImplementedError

    def from_text(self, text: str) -> Any:
        """The value a text stands for, checked; raises ScenarioError."""
        return self.accept(text)

    def to_text(self, value: Any) -> str:
        """The value as text that `from_text` reads again, to the last digit."""
        return str(value)

    def shown(self, value: Any) -> str:
        """The value as a person reads it, which `from_text` takes as well."""
        return self.to_text(value)

    def reading(self, value: Any) -> str:
        """How a written value was read, in words; nothing where that is plain."""
        return ""

    def hint(self) -> str:
        """A text to write one's own after."""
        return str(self.example) or self.shown(self.default)

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
            return f"between {exactly(low, self.unit)} and {exactly(high, self.unit)}"
        if low is not None:
            return f"at least {exactly(low, self.unit)}"
        if high is not None:
            return f"at most {exactly(high, self.unit)}"
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

    def shown(self, value: float) -> str:
        return shown(value, self.unit)


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

    def shown(self, value: int) -> str:
        return exactly(value)


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
        low, high = (exactly(bound, self.unit) for bound in self.bounds)
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
        try:
            return self.accept(lists.read(text, self.longest))
        except ScenarioError:
            raise
        except ValueError as what:
            raise self.refuse(self.rule(), str(what)) from None

    def ways_meant(self, text: str) -> list[str]:
        way = lists.with_points(text)
        return [way] if way != text and self.takes(way) else []

    def to_text(self, value: tuple[float, ...]) -> str:
        """The numbers with commas between them, those that repeat once with ×count."""
        return lists.write(value, self._exact)

    def shown(self, value: tuple[float, ...]) -> str:
        return lists.write(value, self._short, between=", ")

    def reading(self, value: tuple[float, ...]) -> str:
        unit = f" {self.unit}" if self.unit not in ("", ANGLE_UNIT) else ""
        return lists.in_words(value, self._short) + unit if value else ""

    def hint(self) -> str:
        low, high = self.bounds
        return str(self.example) or f"{self._short(high)}, {self._short((low + high) / 2)}×2"

    def _exact(self, entry: float) -> str:
        return number_text(entry, self.unit)

    def _short(self, entry: float) -> str:
        return shown(entry, self.unit)


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
