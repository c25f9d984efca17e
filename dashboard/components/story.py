"""The story bar: one sentence of a story at a time, with the way back and forth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import param

from dashboard.components.component import Component, source
from dashboard.stories import Step, Story


class StoryBar(Component):
    """What stands above the pictures while a story is told.

    Parameters
    ----------
    stories
        The stories of the page.
    on_step
        Called with each step, to set the page as it says.
    """

    shown = param.Dict({}, doc="Title, source, place, count, text and look; empty without a story.")

    _esm = source("story.js")
    _stylesheets = [source("story.css")]

    def __init__(
        self, stories: tuple[Story, ...], on_step: Callable[[Step], None], **params: Any
    ) -> None:
        super().__init__(**params)
        self._stories = {story.key: story for story in stories}
        self._on_step = on_step
        self._told: Story | None = None

    def begin(self, key: str) -> None:
        """Tell a story of the page from its first step."""
        self._told = self._stories[key]
        self.step(0)

    def step(self, place: int) -> None:
        """Go to a step of the story that is told, if it has one there."""
        if self._told is None or not 0 <= place < len(self._told.steps):
            return
        step = self._told.steps[place]
        self._on_step(step)
        self.put(
            shown={
                "title": self._told.title,
                "source": self._told.source,
                "place": place,
                "count": len(self._told.steps),
                "text": step.text,
                "look": asdict(step.look),
            }
        )

    def end(self) -> None:
        """Put the story away; the page stays as it is."""
        self._told = None
        self.put(shown={})

    def _handle_msg(self, data: Any) -> None:
        match data:
            case {"kind": "step", "place": int(place)}:
                self.step(place)
            case {"kind": "end"}:
                self.end()
