"""Sides: what may stand beside the main picture, each declared once.

A side's key is a choice of the field `view`; its title, its views, their controls and the slots
that they cannot do without follow from the declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.fields import Choice
from engine.scenario import Scenario


@dataclass(frozen=True)
class Beside:
    """A view beside the main one.

    controls    the fields whose controls stand with it
    slot        the slot that it cannot do without; the view's own key where none is named
    wants       what that slot shows, at the page's settings; None where the page says it itself
    """

    controls: tuple[str, ...] = ()
    slot: str = ""
    wants: type[Scenario] | None = None


@dataclass(frozen=True)
class Side:
    """One choice of what stands beside the main picture.

    key     of the choice
    title   in the chooser
    views   its views by key
    shows   which of them the settings ask for; all where nothing is said
    """

    key: str
    title: str
    views: Mapping[str, Beside]
    shows: Callable[[Any], Sequence[str]] | None = None

    def shown(self, settings: Any) -> list[str]:
        """The keys of the views that stand there at these settings."""
        return list(self.views if self.shows is None else self.shows(settings))


def either(key: str, title: str, views: Mapping[str, Beside], shown: Callable[[Any], str]) -> Side:
    """A side of several views, one of which is shown.

    >>> cells = {"blocks": Beside(), "redundancy": Beside()}
    >>> either("cells", "Finitely many cells", cells, lambda settings: settings).shown("blocks")
    ['blocks']
    """
    return Side(key, title, views, lambda settings: [shown(settings)])


def side(
    key: str, title: str, *controls: str, slot: str = "", wants: type[Scenario] | None = None
) -> Side:
    """A side of one view, which has its key.

    >>> side("winner", "Best way to store", slot="map").shown(None)
    ['winner']
    """
    return Side(key, title, {key: Beside(controls, slot, wants)})


def chooser(sides: Sequence[Side], doc: str) -> Choice:
    """The field `view` of a display: which side is shown, the first one at the start."""
    return Choice(
        sides[0].key,
        objects={one.key: one.title for one in sides},
        label="view",
        doc=doc,
    )
