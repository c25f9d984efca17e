"""Sliders, number boxes and choices, made from the declarations of a scenario's fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import log10
from typing import Any

import param

from dashboard.components.component import Component, source
from dashboard.components.mathml import mathml
from engine.fields import Choice, Count, Field, Real
from engine.numerals import is_short
from engine.optional import Flag

SWITCH = ["off", "on"]
# Fields that are slid or chosen; the others are written: a box takes their text.
SLID = (Real, Count)
FRAMES_OF_A_PLAY = 120
# The newest answers travel together: a page may be open in several views, each waiting for its own.
ANSWERS_KEPT = 8

OnSet = Callable[[dict[str, float | str], bool, int], None]


@dataclass(frozen=True)
class Group:
    """Controls under one title; an advanced group starts closed."""

    title: str
    fields: Mapping[str, Field]
    advanced: bool = False


def groups_of(fields: Mapping[str, Field], advanced: frozenset[str] = frozenset()) -> list[Group]:
    """Fields by their `group`, in the order of declaration."""
    titles: dict[str, dict[str, Field]] = {}
    for name, field in fields.items():
        titles.setdefault(field.group, {})[name] = field
    return [Group(title, members, title in advanced) for title, members in titles.items()]


def control(field: Field) -> dict[str, Any]:
    """What the browser needs to know of a field: its kind, name, symbol, rule and default."""
    common = {
        "name": field.name,
        "kind": kind(field),
        "label": field.label,
        "symbol": mathml(field.symbol) if field.symbol else "",
        "unit": field.unit,
        "doc": field.doc or "",
        "default": as_shown(field, field.default),
        "hint": field.hint(),
    }
    if isinstance(field, Choice):
        return common | {"options": [[value, field.named(value)] for value in field.objects]}
    if isinstance(field, SLID):
        return common | slider(field)
    return common


def kind(field: Field) -> str:
    """How a field is set: real, count, choice, toggle or numbers."""
    if isinstance(field, Flag):
        return "toggle"
    if isinstance(field, Choice):
        return "toggle" if list(field.objects) == SWITCH else "choice"
    if isinstance(field, SLID):
        return "count" if isinstance(field, Count) else "real"
    return "numbers"


def slider(field: Real | Count) -> dict[str, Any]:
    """The slider of a number: its range is the soft one where there is one, else the rule's.

    Raises ValueError where a slider would have no ends.
    """
    low, high = field.soft or field.bounds or (None, None)
    if low is None or high is None:
        raise ValueError(f"The field {field.name} must have two bounds or a soft range, not none.")
    log = field.scale == "log"
    if log and low <= 0:
        raise ValueError(
            f"The range of {field.name} must start above 0, not {low}, to be logarithmic."
        )
    return {
        "low": float(low),
        "high": float(high),
        "log": log,
        "step": float(field.step) if field.step else 0.0,
        "play": FRAMES_OF_A_PLAY if field.play is True else int(field.play),
    }


def allowed_shares(field: Field, ends: tuple[float, float]) -> list[float]:
    """Where on the slider of a field a range begins and ends, from 0 to 1.

    Raises TypeError where the field has no slider.
    """
    if not isinstance(field, SLID):
        raise TypeError(f"The field {field.name} must be a number, not {kind(field)}.")
    rule = slider(field)
    along = log10 if rule["log"] else float
    low, high = along(rule["low"]), along(rule["high"])
    inside = (min(max(end, rule["low"]), rule["high"]) for end in ends)
    return [round((along(end) - low) / (high - low), 4) for end in inside]


def as_shown(field: Field, value: Any, typed: str = "") -> list[Any]:
    """A value as the browser has it: as a number or text; at rest; to the last digit; as read.

    What was typed stays where it is short enough to be read at a glance. The last two travel only
    where they say more than the one before.
    """
    if isinstance(field, Choice):
        return [value, value]
    exact = typed or field.to_text(value)
    rest = typed if typed and all(map(is_short, typed.split(","))) else field.shown(value)
    if isinstance(field, SLID):
        return [value, rest] if rest == exact else [value, rest, exact]
    return [field.to_text(value), rest, exact, field.reading(value)]


class Controls(Component):
    """The controls of a page.

    Parameters
    ----------
    groups
        The fields to show, by title.
    values
        The values to start with, by field name.
    as_typed
        Says of a name and a value how a person wrote it, if one did.
    on_set
        Called with what the person changed (numbers from sliders, text from boxes), whether the
        gesture has ended, and the number to acknowledge; every call must be acknowledged.
    """

    groups = param.List(doc="The title of each group, and what each of its controls is.")
    shown = param.Dict(doc="`answers`: seq → what was refused; `values`: name → `as_shown`.")
    ranges = param.Dict({}, doc="Ends that depend on other settings: name → [low, high].")
    inactive = param.Dict(
        {}, doc="Controls without effect just now: name → why; hidden where that is empty."
    )
    notes = param.Dict({}, doc="What became of settings that moved or snap: name → in words.")
    allowed = param.Dict({}, doc="What is allowed of sliders, hatched beyond: name → shares of it.")
    compact = param.Boolean(False, doc="Whether each control takes one line, without its title.")

    _esm = source("number.js", "pacer.js", "player.js", "controls.js")
    _stylesheets = [source("controls.css")]

    def __init__(
        self,
        groups: list[Group],
        values: Mapping[str, Any],
        on_set: OnSet,
        as_typed: Callable[[str, Any], str] = lambda name, value: "",
        **params: Any,
    ) -> None:
        self._as_typed = as_typed
        self._fields = {name: field for group in groups for name, field in group.fields.items()}
        self._held: dict[str, Any] = {}
        self._on_set = on_set
        specifications = [
            {
                "title": group.title,
                "advanced": group.advanced,
                "controls": [control(field) for field in group.fields.values()],
            }
            for group in groups
        ]
        start = {"answers": {}, "values": self._values(values)}
        super().__init__(groups=specifications, shown=start, **params)

    def acknowledge(
        self,
        seq: int,
        values: Mapping[str, Any],
        refused: Mapping[str, str] | None = None,
        in_passing: Collection[str] | None = None,
    ) -> None:
        """Show these values as what holds after the changes numbered `seq`, and what was refused.

        Send it with the picture. While a drag goes on, `in_passing` names what it changes: only
        that travels, and what else has changed since.
        """
        earlier = list(self.shown["answers"].items())[1 - ANSWERS_KEPT :]
        answers = dict(earlier) | {str(seq): dict(refused or {})}
        if in_passing is not None:
            values = {
                name: value
                for name, value in values.items()
                if name in in_passing or value != self._held.get(name)
            }
        self.shown = {"answers": answers, "values": self._values(values)}

    def show(self, values: Mapping[str, Any]) -> None:  # type: ignore[override]
        """Show values that changed from elsewhere: a preset, undo, a click on a map."""
        if any(values[name] != held for name, held in self._held.items()):
            self.shown = self.shown | {"values": self._values(values)}

    def allow(self, ranges: Mapping[str, tuple[float, float]]) -> None:
        """Mark on the sliders what is allowed of settings, by name; beyond it they are hatched."""
        own = ((self._fields[name], ends) for name, ends in ranges.items() if name in self._fields)
        self.put(allowed={field.name: allowed_shares(field, ends) for field, ends in own})

    def _values(self, values: Mapping[str, Any]) -> dict[str, list[Any]]:
        own = {name: value for name, value in values.items() if name in self._fields}
        self._held |= own
        return {
            name: as_shown(self._fields[name], value, self._as_typed(name, value))
            for name, value in own.items()
        }

    def _handle_msg(self, data: Any) -> None:
        match data:
            case {
                "kind": "set",
                "seq": int(seq),
                "final": bool(final),
                "changes": dict(changes),
            } if self._are_settings(changes):
                self._on_set(changes, final, seq)

    def _are_settings(self, changes: dict[Any, Any]) -> bool:
        """Whether these are what controls send: numbers and texts by the names of the fields."""
        plain = all(isinstance(value, (int, float, str)) for value in changes.values())
        return plain and changes.keys() <= self._fields.keys()
