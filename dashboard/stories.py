"""Stories: an argument in steps, each of which sets the page and points at what it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Look:
    """What a step points at.

    kind    a "control" or "number" of the page, a "picture", or a "curve" of one
    name    the field, the number's label, the view's key, or the curve's label in the legend
    view    of a curve: the key of its view
    """

    kind: Literal["control", "number", "picture", "curve"]
    name: str
    view: str = ""


def control(name: str) -> Look:
    """Point at the control of a field."""
    return Look("control", name)


def number(label: str) -> Look:
    """Point at a number of the read-out."""
    return Look("number", label)


def picture(view: str) -> Look:
    """Point at a whole picture."""
    return Look("picture", view)


def curve(view: str, label: str) -> Look:
    """Point at a curve of a picture, by its label in the legend."""
    return Look("curve", label, view)


@dataclass(frozen=True)
class Step:
    """One sentence of a story.

    text        the sentence
    look        what it speaks of
    settings    the settings that differ from their defaults, by field: the whole state, so that a
                step looks the same from wherever one comes to it
    """

    text: str
    look: Look
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """An argument to step through.

    key     short identifier, unique within its page
    title   what it argues, in a few words
    source  the paper
    steps   in order
    """

    key: str
    title: str
    source: str
    steps: Sequence[Step]
