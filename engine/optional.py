"""Two more kinds of fields: what is on or off, and a number that may be left to the scenario."""

from __future__ import annotations

from typing import Any, Unpack

from engine.fields import Count, Field, Real, ScenarioError
from engine.said import Words

WORDS = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


class Flag(Field):
    """True or False; as text "on" or "off"."""

    __slots__: list[str] = []

    def __init__(self, default: bool, **said: Unpack[Words]) -> None:
        super().__init__(default, **said)

    def accept(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.refuse("on or off, True or False", value)
        return value

    def from_text(self, text: str) -> bool:
        word = text.strip().lower()
        if word not in WORDS:
            raise self.refuse("“on” or “off”", text)
        return WORDS[word]

    def to_text(self, value: bool) -> str:
        return "on" if value else "off"


class Optional(Field):
    """A number within bounds, or None: then the scenario derives it.

    As text None is empty, or what the hint says of it.
    """

    __slots__ = ["number", "otherwise"]

    def __init__(self, number: Real | Count, otherwise: str) -> None:
        """A field like this number, which is None at first; `otherwise` says what it is then."""
        self.number, self.otherwise = number, otherwise
        super().__init__(None, metadata=number.metadata, label=number.label, doc=number.doc)

    def hint(self) -> str:
        return self.otherwise

    def accept(self, value: Any) -> Any:
        if value is None:
            return None
        try:
            return self.number.accept(value)
        except ScenarioError:
            raise self.refuse(f"{self.number.rule()}, or None", value) from None

    def from_text(self, text: str) -> Any:
        if text.strip() in ("", self.otherwise):
            return None
        try:
            return self.number.from_text(text)
        except ScenarioError:
            raise self.refuse(f"{self.number.rule()}, or empty", text) from None

    def to_text(self, value: Any) -> str:
        return "" if value is None else self.number.to_text(value)

    def shown(self, value: Any) -> str:
        return "" if value is None else self.number.shown(value)
