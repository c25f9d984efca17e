"""Panes: the places of the pictures, the main one's on the stage and the others' on a shelf."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import panel as pn

from dashboard.components.hand import Hand, OnMove
from dashboard.layout import shelf, stage
from dashboard.picture.views import View


class Panes:
    """Gives each view a place when it is first wanted; one that was shown before is kept, hidden.

    Parameters
    ----------
    views
        The views by key, the main one first.
    side
        Controls that stand above a view on the shelf, by its key.
    on_move
        Called with where a hand drew the markers of a view.
    """

    def __init__(
        self,
        views: Mapping[str, View],
        side: Mapping[str, pn.viewable.Viewable],
        on_move: OnMove,
    ) -> None:
        self._views, self._side, self._on_move = views, side, on_move
        self._hands: dict[str, Hand] = {}
        self._main = next(iter(views))
        self._placed: dict[str, pn.viewable.Viewable] = {}
        self.stage, self.shelf = stage(), shelf()

    def put_up(self, key: str) -> None:
        """Give a view its place; HoloViews is at work on its picture."""
        view = self._views[key]
        layers = [
            {"key": one.key, "kind": one.kind, "label": one.label}
            for one in view.layers
            if one.kind != "text"
        ]
        hand = self._hands[key] = Hand(key, layers, self._on_move)
        if key == self._main:
            self.stage.extend([view.pane, hand])
            self._placed[key] = self.stage
        else:
            controls = [self._side[key]] if key in self._side else []
            self._placed[key] = shelf(*controls, view.pane, hand)
            self.shelf.append(self._placed[key])

    def missing(self, keys: Sequence[str]) -> list[str]:
        """Those of these views that have no place yet."""
        return [key for key in keys if key not in self._placed]

    def tell(self, key: str, markers: dict[str, Any], waiting: str) -> None:
        """What a view's picture is called, which markers it has, and what it waits for."""
        if key in self._hands:
            self._hands[key].put(names=self._views[key].words(), markers=markers, waiting=waiting)

    def show(self, keys: Collection[str]) -> None:
        """Let these views be seen, and no others."""
        for key, place in self._placed.items():
            place.visible = key in keys

    def dim(self, stale: Collection[str], keys: Sequence[str]) -> None:
        """Of the views in sight, dim those that do not show the present settings, or not yet."""
        for key in self._placed.keys() & set(keys):
            opacity = ".45" if key in stale else "1"
            if (pane := self._views[key].pane).styles.get("--qb-late-opacity") != opacity:
                pane.styles = {"--qb-late-opacity": opacity}
