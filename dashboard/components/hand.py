"""A hand on a picture: what it points at is read, and a marker's line can be taken and moved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from math import isfinite, log
from typing import Any

import param

from dashboard.components.component import Component, source
from engine.fields import Count, Real

# Where arrow keys go on an axis without steps: as many as a slider has.
LINEAR_STEPS, LOG_STEPS = 500, 400
FIRST, LAST = "first", "last"

# The layers' keys, and for each a place along x, or how many steps to go, or to which end.
Moves = Mapping[str, float | str]
OnMove = Callable[["Hand", Moves, bool, int], None]


class Hand(Component):
    """What stands over the figure of a view: the box of readings, its cross-hair, the grips.

    Parameters
    ----------
    view
        The view's key.
    layers
        Its layers in their order: key, kind and label of each.
    on_move
        Called with where markers were drawn to, whether the gesture has ended, and the number to
        acknowledge; every call must be acknowledged.
    """

    layers = param.List(doc="Key, kind and label of each layer.")
    names = param.Dict({}, doc="What each axis and the colours are called, and their units.")
    markers = param.Dict({}, doc="The lines to take hold of, by layer: what they set, and to what.")
    waiting = param.String("", doc="What stands in place of a picture that has no result yet.")
    answers = param.Dict({}, doc="The number of the last answer → what was refused.")

    _esm = source("number.js", "pacer.js", "reading.js", "hand.js")
    _stylesheets = [source("hand.css")]

    def __init__(self, view: str, layers: list[dict[str, str]], on_move: OnMove) -> None:
        self.view = view
        self._on_move = on_move
        super().__init__(layers=layers)

    def acknowledge(
        self,
        seq: int,
        values: Mapping[str, Any],
        refused: Mapping[str, str] | None = None,
        in_passing: Collection[str] | None = None,
    ) -> None:
        """Let the next move come; send it with the picture."""
        self.answers = {str(seq): dict(refused or {})}

    def _handle_msg(self, data: Any) -> None:
        match data:
            case {
                "kind": "set",
                "seq": int(seq),
                "final": bool(final),
                "changes": dict(moves),
            } if self._are_moves(moves):
                self._on_move(self, moves, final, seq)

    def _are_moves(self, moves: dict[Any, Any]) -> bool:
        """Whether these are what grips send: places and steps by the keys of the markers."""
        return moves.keys() <= self.markers.keys() and all(
            (isinstance(to, str) and (to in (FIRST, LAST) or steps_of(to) is not None))
            or (isinstance(to, (int, float)) and not isinstance(to, bool) and isfinite(to))
            for to in moves.values()
        )  # fmt: skip


def steps_of(text: str) -> int | None:
    """How many steps a text says, such as "+1" and "-10"; None where it says none.

    >>> steps_of("+1"), steps_of("-10"), steps_of("further")
    (1, -10, None)
    """
    digits = text[1:] if text[:1] in ("+", "-") else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None


def stepped(field: Real | Count, ends: tuple[float, float], value: float, to: str) -> float:
    """Where a marker goes from a value by a key: some steps of its slider, or to one of its ends.

    >>> stepped(Real(1.0, bounds=(0.0, 5.0)), (0.0, 5.0), 1.0, "+3")
    1.03
    """
    low, high = ends
    if to in (FIRST, LAST):
        return low if to == FIRST else high
    by = steps_of(to) or 0
    if field.scale == "log":
        share = (log(value / low) / log(high / low)) * LOG_STEPS
        moved = float(f"{low * (high / low) ** ((round(share) + by) / LOG_STEPS):.3g}")
    else:
        step = field.step or (1 if isinstance(field, Count) else (high - low) / LINEAR_STEPS)
        moved = float(f"{low + (round((value - low) / step) + by) * step:.12g}")
    return min(max(moved, low), high)
