"""A page's state: its scenarios together, their history, pins, and the link holding it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import param

from dashboard.plain import visible
from engine.fields import Field, ScenarioError, did_you_mean
from engine.scenario import Scenario, read_fields

HISTORY = 200
# Texts longer than this count in the history, which holds so many letters of them.
LONG, MOST_LETTERS = 10_000, 5_000_000
PINS = 6
PIN_KEY = "pin"
QUERY_LENGTH = 16_000
MOST_SETTINGS = 200  # in one link or file: each unknown name is compared with all known ones
# So many texts that people wrote are remembered, and none that is longer.
TEXTS, LONGEST_TEXT = 400, 200

Values = dict[str, Any]
# How a person wrote a value: name and value → text.
Written = dict[tuple[str, Any], str]


@dataclass(frozen=True)
class Pin:
    """Settings kept to compare with: what is not default, under a label."""

    label: str
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class History:
    """Where a page has been: settings to go back to, the present ones, and those to go on to.

    `written` tells how a person wrote some of their values.
    """

    past: tuple[Values, ...]
    present: Values
    future: tuple[Values, ...]
    written: Mapping[tuple[str, Any], str] = field(default_factory=dict)


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > LONG


def declared(scenario: type[Scenario], *names: str) -> Iterator[Field]:
    """Fields as a scenario declares them, for a page that has them among its own."""
    return (copy(scenario.field(name)) for name in names)


class PageState:
    """Scenarios as one flat set of named settings, with undo and redo, pins and a query string.

    Parameters
    ----------
    parts
        Scenarios whose field names are distinct. They stay live: a change made to one of them
        directly (from a notebook's next cell, say) counts like a change made by a control.
    derive
        Settings that follow from the others, set with every change.

    `changed` is called once after every change, whoever made it.
    """

    def __init__(self, *parts: Scenario, derive: Callable[[Values], Values] = lambda _: {}) -> None:
        self.parts = parts
        self.pins: list[Pin] = []
        self.changed: Callable[[], None] = lambda: None
        self._derive = derive
        self.fields: dict[str, Field] = {}
        self._owner: dict[str, Scenario] = {}
        self._past: list[Values] = []
        self._future: list[Values] = []
        self._gesture: Values | None = None
        self._written: Written = {}
        # What a person set last, and what else moved with it: name → values before and after.
        self.asked: set[str] = set()
        self.moved: dict[str, tuple[Any, Any]] = {}
        self._silent = False
        self._known: Values | None = None
        for part in parts:
            self.fields |= type(part).fields()
            self._owner |= dict.fromkeys(type(part).fields(), part)
            part.param.watch(self._changed_somewhere, list(type(part).fields()))

    # -- reading and changing -------------------------------------------------------------------

    def values(self) -> Values:
        """Every setting by name."""
        if self._known is None:
            self._known = {
                name: value for part in self.parts for name, value in part.values().items()
            }
        return dict(self._known)

    def non_default(self) -> Values:
        """The settings that are not at their default."""
        return {name: value for part in self.parts for name, value in part.non_default().items()}

    def field(self, name: str) -> Field:
        """One setting's declaration; an unknown name is refused with the nearest known one."""
        if name not in self.fields:
            raise ScenarioError(
                f"The setting must be one of this page's, not “{name[:40]}”."
                f"{did_you_mean(name, self.fields)}"
            )
        return self.fields[name]

    def read(self, changes: Mapping[str, Any]) -> tuple[Values, dict[str, str]]:
        """Changes as values, and what is refused: name → message. Text is read as written."""
        accepted: Values = {}
        refused: dict[str, str] = {}
        for name, value in changes.items():
            try:
                own = self.field(name)
                text = isinstance(value, str)
                accepted[name] = own.from_text(value) if text else own.accept(value)
            except ScenarioError as error:
                refused[name] = str(error)
        return accepted, refused

    def apply(
        self,
        changes: Mapping[str, Any],
        *,
        final: bool = True,
        brought: Mapping[str, Any] | None = None,
    ) -> dict[str, str]:
        """Set what is right and say what is not: name → message.

        A gesture (changes that are not final) becomes one step of the history when it ends. What is
        `brought` along is set with the changes; what it and the rest moved is told in `moved`.
        """
        asked = set(changes)
        changes = {**(brought or {}), **changes}
        accepted, refused = self.read(changes)
        self._keep({name: changes[name] for name in accepted}, accepted)
        present = self.values()
        before = self._gesture or present
        try:
            self._set(accepted)
        except ScenarioError as error:
            self._write(present)
            refused |= dict.fromkeys(accepted, str(error))
        self.asked = asked if self._gesture is None else self.asked | asked
        self.moved = self._moved(before, accepted)
        self._gesture = None if final else before
        if final and before != self.values():
            self._remember(before)
        self.changed()
        return refused

    def _moved(self, before: Values, accepted: Values) -> dict[str, tuple[Any, Any]]:
        """What a person did not set and has moved, and what was set and became something else."""
        now = self.values()
        meant = {
            **before,
            **{name: accepted.get(name, now[name]) for name in self.asked & now.keys()},
        }
        return {name: (meant[name], now[name]) for name in now if meant[name] != now[name]}

    def load(self, values: Mapping[str, Any]) -> None:
        """These settings and the defaults elsewhere, as one step of the history.

        Raises ScenarioError, and changes nothing, where a value is refused.
        """
        for name, value in values.items():
            self.field(name).accept(value)
        before, self.moved = self.values(), {}
        self._set({name: own.default for name, own in self.fields.items()} | dict(values))
        self._gesture = None
        if before != self.values():
            self._remember(before)
        self.changed()

    @property
    def in_gesture(self) -> bool:
        """Whether a drag goes on."""
        return self._gesture is not None

    def _set(self, values: Mapping[str, Any]) -> None:
        """Set these, and what follows from them."""
        self._write(values)
        self._write(self._derive(self.values()))

    def _set_possible(self, values: Values) -> list[str]:
        """Set these; where what follows from them all is refused, each that can be on its own."""
        present = self.values()
        try:
            self._set(values)
        except ScenarioError as error:
            self._write(present)
            if len(values) == 1:
                return [str(error)]
            each = [self._set_possible({name: value}) for name, value in values.items()]
            return [problem for problems in each for problem in problems]
        return []

    def _write(self, values: Mapping[str, Any]) -> None:
        with self._silence():
            for part in self.parts:
                own = {name: value for name, value in values.items() if self._owner[name] is part}
                part.param.update(**own)

    @contextmanager
    def _silence(self) -> Iterator[None]:
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def _changed_somewhere(self, *events: param.parameterized.Event) -> None:
        self._known = None
        if not self._silent:
            self._remember(self.values() | {event.name: event.old for event in events})
            self._set({})
            self.changed()

    # -- history ------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether there are settings to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there are settings to go forward to again."""
        return bool(self._future)

    def undo(self) -> None:
        """One step back, if there is one."""
        self._travel(self._past, self._future)

    def redo(self) -> None:
        """One step forward again, if there is one."""
        self._travel(self._future, self._past)

    def history(self) -> History:
        """Where this page has been."""
        return History(tuple(self._past), self.values(), tuple(self._future), dict(self._written))

    def take_up(self, history: History) -> None:
        """Go on with the history of another page of the same kind, whose place this one takes."""
        self._written |= history.written
        self._past = list(history.past)
        self._future = list(history.future)
        if history.present != self.values():
            self._remember(history.present)
        self.changed()

    def _remember(self, before: Values) -> None:
        self._past.append(before)
        del self._past[:-HISTORY]
        if any(map(_is_long, before.values())):
            self._forget_long()
        self._future.clear()

    def _forget_long(self) -> None:
        """Give up the oldest settings while long texts, each counted once, are too many letters."""
        held: set[str] = set()
        for place in reversed(range(len(self._past))):
            held |= set(filter(_is_long, self._past[place].values()))
            if sum(map(len, held)) > MOST_LETTERS:
                del self._past[: place + 1]
                return

    def _travel(self, source: list[Values], target: list[Values]) -> None:
        if source:
            target.append(self.values())
            self.moved = {}
            self._set(source.pop())
            self._gesture = None
            self.changed()

    # -- how values are written ---------------------------------------------------------------

    def text(self, name: str, value: Any) -> str:
        """A value as a link has it: as a person wrote it, else as its field does."""
        return self.as_typed(name, value) or self.fields[name].to_text(value)

    def as_typed(self, name: str, value: Any) -> str:
        """How a person last wrote a value; nothing where none did, or as the field would."""
        return self._written.get((name, value), "")

    def _keep(self, texts: Mapping[str, Any], values: Values) -> None:
        """Remember how values were written, where that is not how their fields write them."""
        for name, text in texts.items():
            own, key = self.fields[name], (name, values[name])
            if not isinstance(text, str):
                continue
            self._written.pop(key, None)
            typed = text.strip()
            if own.as_typed and typed != own.to_text(values[name]) and len(typed) <= LONGEST_TEXT:
                self._written[key] = typed
        while len(self._written) > TEXTS:
            del self._written[next(iter(self._written))]

    # -- pins ---------------------------------------------------------------------------------

    def pin(self, label: str) -> None:
        """Keep the present settings to compare with; raises ScenarioError when all are taken."""
        pin = Pin(label, tuple(self.non_default().items()))
        if pin.values in [kept.values for kept in self.pins]:
            raise ScenarioError(
                "A pin must differ from the others, not repeat one: these settings are pinned."
            )
        if len(self.pins) >= PINS:
            raise ScenarioError(f"The number of pins must be at most {PINS}, not {PINS + 1}.")
        self.pins.append(pin)
        self.changed()

    def unpin(self, index: int) -> None:
        """Remove one pin; an index that is none is refused."""
        if not 0 <= index < len(self.pins):
            raise ScenarioError(f"The pin must be one of {len(self.pins)}, not number {index + 1}.")
        del self.pins[index]
        self.changed()

    # -- link ---------------------------------------------------------------------------------

    def query(self) -> str:
        """The query string that holds everything that is not default, pins included."""
        parts = list(self._texts(self.non_default()).items())
        parts += [
            (PIN_KEY, urlencode({"label": pin.label, **self._texts(dict(pin.values))}))
            for pin in self.pins
        ]
        return urlencode(parts, safe=",")

    def _texts(self, values: Mapping[str, Any]) -> dict[str, str]:
        return {name: self.text(name, value) for name, value in values.items()}

    def read_query(self, query: str, ignore: frozenset[str] = frozenset()) -> list[str]:
        """Apply a query string: the good keys apply, the others are reported, one sentence each."""
        if len(query) > QUERY_LENGTH:
            return [f"The link must be at most {QUERY_LENGTH} characters, not {len(query)}."]
        entries = parse_qsl(query.lstrip("?"), keep_blank_values=True)
        texts = {key: text for key, text in entries if key not in ignore and key != PIN_KEY}
        values, problems = read_fields(self.fields, texts)
        self._keep({name: texts[name] for name in values}, values)
        problems += self._set_possible(values)
        for text in [text for key, text in entries if key == PIN_KEY]:
            parts = dict(parse_qsl(text, keep_blank_values=True))
            label = visible(parts.pop("label", "pin")[:80])
            pinned, trouble = read_fields(self.fields, parts)
            self._keep({name: parts[name] for name in pinned}, pinned)
            problems += trouble
            if len(self.pins) < PINS:
                self.pins.append(Pin(label, tuple(pinned.items())))
            else:
                problems.append(f"The number of pins must be at most {PINS}, not more.")
        self.changed()
        return problems
