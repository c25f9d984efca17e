"""A page's state: its settings, their history, the pins, and the link that holds it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from engine.scenario import Scenario, ScenarioError, read_fields

HISTORY = 200
PINS = 6
PIN_KEY = "pin"
QUERY_LENGTH = 16_000


@dataclass(frozen=True)
class Pin:
    """Settings kept to compare with; `label` says how they differ from the defaults."""

    label: str
    values: tuple[tuple[str, Any], ...]


class PageState:
    """Settings with undo and redo, pins and a query string.

    Parameters
    ----------
    settings
        The page's scenario; its class declares every setting with default and rule.
    """

    def __init__(self, settings: Scenario) -> None:
        self.settings = settings
        self.pins: list[Pin] = []
        self._past: list[dict[str, Any]] = []
        self._future: list[dict[str, Any]] = []
        self._before: dict[str, Any] | None = None

    # -- changing -----------------------------------------------------------------------------

    def apply(self, changes: Mapping[str, Any], *, final: bool = True) -> dict[str, str]:
        """Set what is right and say what is not: name → message.

        Text is read as a person writes it. A gesture (changes that are not final) becomes one
        step of the history when it ends.
        """
        accepted: dict[str, Any] = {}
        refused: dict[str, str] = {}
        for name, value in changes.items():
            try:
                field = self.settings.field(name)
                accepted[name] = (
                    field.from_text(value) if isinstance(value, str) else field.accept(value)
                )
            except ScenarioError as error:
                refused[name] = str(error)
        before = self._before if self._before is not None else self.settings.values()
        self.settings.param.update(**accepted)
        self._before = None if final else before
        if final and before != self.settings.values():
            self._remember(before)
        return refused

    def load(self, values: Mapping[str, Any]) -> None:
        """Set exactly these values and the defaults elsewhere, as one step of the history."""
        fields = type(self.settings).fields()
        complete = {name: field.default for name, field in fields.items()} | dict(values)
        before = self.settings.values()
        self.settings.param.update(**type(self.settings)(**complete).values())
        self._before = None
        if before != self.settings.values():
            self._remember(before)

    def reset(self) -> None:
        """Every setting at its default."""
        self.load({})

    def _remember(self, before: dict[str, Any]) -> None:
        self._past.append(before)
        del self._past[:-HISTORY]
        self._future.clear()

    # -- history ------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def undo(self) -> None:
        """One step back, if there is one."""
        self._travel(self._past, self._future)

    def redo(self) -> None:
        """One step forward again, if there is one."""
        self._travel(self._future, self._past)

    def _travel(self, source: list[dict[str, Any]], target: list[dict[str, Any]]) -> None:
        if source:
            target.append(self.settings.values())
            self.settings.param.update(**source.pop())
            self._before = None

    # -- pins ---------------------------------------------------------------------------------

    def pin(self, label: str) -> None:
        """Keep the present settings to compare with; raises ScenarioError when all are taken."""
        pin = Pin(label, tuple(self.settings.non_default().items()))
        if pin in self.pins:
            return
        if len(self.pins) >= PINS:
            raise ScenarioError(f"The number of pins must be at most {PINS}, not {PINS + 1}.")
        self.pins.append(pin)

    def unpin(self, index: int) -> None:
        """Remove one pin; an index that is none is refused."""
        if not 0 <= index < len(self.pins):
            raise ScenarioError(f"The pin must be one of {len(self.pins)}, not number {index + 1}.")
        del self.pins[index]

    def pinned(self, pin: Pin) -> Scenario:
        """The settings a pin holds."""
        return type(self.settings)(**dict(pin.values))

    # -- link ---------------------------------------------------------------------------------

    def query(self) -> str:
        """The query string that holds everything that is not default, pins included."""
        parts = list(self._texts(self.settings.non_default()).items())
        parts += [
            (PIN_KEY, urlencode({"label": pin.label, **self._texts(dict(pin.values))}))
            for pin in self.pins
        ]
        return urlencode(parts, safe="π×,()")

    def _texts(self, values: Mapping[str, Any]) -> dict[str, str]:
        fields = type(self.settings).fields()
        return {name: fields[name].to_text(value) for name, value in values.items()}

    def read_query(self, query: str, ignore: frozenset[str] = frozenset()) -> list[str]:
        """Apply a query string: the good keys apply, the others are reported, one sentence each."""
        if len(query) > QUERY_LENGTH:
            return [f"The link must be at most {QUERY_LENGTH} characters, not {len(query)}."]
        entries = parse_qsl(query.lstrip("?"), keep_blank_values=True)
        fields = type(self.settings).fields()
        texts = {key: text for key, text in entries if key not in ignore and key != PIN_KEY}
        values, problems = read_fields(fields, texts)
        self.settings.param.update(**values)
        for key, text in entries:
            if key == PIN_KEY and len(self.pins) < PINS:
                parts = dict(parse_qsl(text, keep_blank_values=True))
                label = parts.pop("label", "pin")[:80]
                pinned, trouble = read_fields(fields, parts)
                problems += trouble
                self.pins.append(Pin(label, tuple(pinned.items())))
        return problems
