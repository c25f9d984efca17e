"""What a reader has hidden by a click on an entry of a legend: a setting like any other."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any, Unpack

import param

from engine.fields import Field, ScenarioError, did_you_mean, quote
from engine.said import Words
from engine.scenario import Scenario

# The name of the setting.
HIDDEN = "hidden"
# So many entries may one page's legends have.
MOST = 100


class Entries(Field, param.Tuple[Any]):
    """Entries of legends, each a view's key and a layer's, in alphabetical order.

    `known` are those that a page has; where it is None every text is one. As text: with commas.

    >>> field = entries_of(["charging.bound", "charging.greedy"])
    >>> field.from_text("charging.greedy,charging.bound")
    ('charging.bound', 'charging.greedy')
    """

    __slots__ = ["known"]

    as_typed = False

    def __init__(self, default: tuple[str, ...] = (), **said: Unpack[Words]) -> None:
        self.known: frozenset[str] | None = None
        super().__init__(default, length=None, **said)

    def _validate_length(self, val: Any, length: Any) -> None:
        """Lengths are free up to `MOST`, which `accept` checks."""

    def accept(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
            raise self.refuse("a list of entries of legends", value)
        entries = list(value)
        if len(entries) > MOST:
            raise self.refuse(f"at most {MOST} entries of legends", len(entries))
        for entry in entries:
            if not isinstance(entry, str) or not (self.known is None or entry in self.known):
                raise ScenarioError(
                    f"{self.said} must be in this page's legends, not {quote(entry)}."
                    f"{did_you_mean(entry, self.known or ())}"
                )
        return tuple(sorted(set(entries)))

    def from_text(self, text: str) -> tuple[str, ...]:
        return self.accept([part.strip() for part in text.split(",") if part.strip()])

    def to_text(self, value: tuple[str, ...]) -> str:
        return ",".join(value)


class Legends(Scenario):
    """What the legends of a page's pictures say."""

    hidden = Entries(
        label="hidden curves", group="Drawing",
        doc="Which entries of legends were clicked: their curves are not drawn.",
    )  # fmt: skip


def entries_of(known: Iterable[str]) -> Entries:
    """The field of a page whose legends have these entries."""
    own = copy(Legends.field(HIDDEN))
    assert isinstance(own, Entries)
    own.known = frozenset(known)
    return own
