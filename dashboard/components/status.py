"""The read-out: a sentence, a row of numbers, the certificate, messages, progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import param
import xarray as xr

from dashboard.components.component import Component, source
from dashboard.plain import visible
from dashboard.wording import within

Level = Literal["info", "warn", "bad"]
Tone = Literal["", "ok", "warn", "bad", "accent"]

PAGE_LEVEL = "page"


@dataclass(frozen=True)
class Number:
    """A number of the read-out, as text, with what it is and its unit."""

    label: str
    value: str
    unit: str = ""
    tone: Tone = ""

    @classmethod
    def of(
        cls,
        variable: xr.DataArray | xr.Variable,
        label: str = "",
        *,
        at: int | None = None,
        error: float = 0.0,
        tone: Tone = "",
    ) -> Number:
        """A number of a result, called as it is labelled there unless a label is given.

        at     its place along the variable, where that is not a single number
        error  what the certificate leaves open, told where it reaches the digits shown

        >>> said = {"long_name": "energy", "short_name": "E", "units": "ħω"}
        >>> Number.of(xr.DataArray(0.25, attrs=said))
        Number(label='energy E', value='0.25', unit='ħω', tone='')
        """
        told = label or f"{variable.attrs['long_name']} {variable.attrs['short_name']}"
        value = float(variable.values[() if at is None else at])
        return cls(told, within(value, error), variable.attrs.get("units", ""), tone)


@dataclass(frozen=True)
class Badge:
    """What a result vouches for: a word or two, whether all is well, and the reason."""

    text: str
    ok: bool
    reason: str = ""


@dataclass(frozen=True)
class Readout:
    """What the results say: one sentence, numbers, and badges for the certificate."""

    sentence: str = ""
    numbers: Sequence[Number] = ()
    badges: Sequence[Badge] = field(default=())


class Status(Component):
    """The read-out of a page. All of it is plain text.

    Parameters
    ----------
    on_cancel
        Called when the person cancels the running computation.
    """

    readout = param.Dict(
        {"sentence": "", "numbers": [], "badges": []}, doc="The fields of what a `Readout` says."
    )
    messages = param.List([], doc="[key, level, text] of each message, the oldest first.")
    stale = param.Boolean(False, doc="Whether the read-out is not of the present settings.")
    progress = param.Number(
        None, bounds=(0, 1), allow_None=True, doc="The fraction done; None where nothing runs."
    )
    doing = param.String("", doc="What to say instead of the progress, such as what is waited for.")

    _esm = source("status.js")
    _stylesheets = [source("status.css")]

    def __init__(self, on_cancel: Callable[[], None], **params: Any) -> None:
        super().__init__(**params)
        self._on_cancel = on_cancel

    def show(self, readout: Readout) -> None:  # type: ignore[override]
        """Show this instead of what was shown."""
        self.put(readout=asdict(readout))

    def say(self, text: str, level: Level = "warn", key: str = PAGE_LEVEL) -> None:
        """Show a message until it is dismissed; it takes the place of one with the same key."""
        others = [message for message in self.messages if message[0] != key]
        self.messages = [*others, [key, level, visible(text, keep="\n")]]

    def unsay(self, key: str = PAGE_LEVEL) -> None:
        """Take the message with this key back, if it is still there."""
        if any(message[0] == key for message in self.messages):
            self.messages = [message for message in self.messages if message[0] != key]

    def busy(self, fraction: float | None, words: str = "") -> None:
        """Show the progress of a running computation, or words; None when nothing runs."""
        progress = None if fraction is None else min(max(fraction, 0.0), 1.0)
        self.put(progress=progress, doing=words)

    def _handle_msg(self, data: Any) -> None:
        match data:
            case {"kind": "cancel"}:
                self._on_cancel()
            case {"kind": "dismiss", "key": str(key)}:
                self.unsay(key)
