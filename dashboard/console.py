"""The console: every control of a page, and how the controls follow the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.components.controls import Controls, Group
from dashboard.topic import Topic

OnSet = Callable[[Controls, Mapping[str, Any], bool, int], None]


class Console:
    """The controls beside the picture, the chooser of the view, and what stands with one view.

    `on_set(controls, changes, final, seq)` is called with what a person changed, and where; every
    call must be acknowledged by those controls.
    """

    def __init__(self, topic: Topic, on_set: OnSet) -> None:
        self._topic, self._on_set = topic, on_set
        self._values = topic.state.values()
        self.main = self._controls(topic.control_groups())
        self.chooser = self._controls([Group("", topic.pick("view"))], compact=True)
        self.side = {
            key: self._controls([group], compact=True)
            for key, group in topic.side_controls().items()
        }

    def _controls(self, groups: list[Group], compact: bool = False) -> Controls:
        def set_by_person(changes: Mapping[str, Any], final: bool, seq: int) -> None:
            self._on_set(controls, changes, final, seq)

        controls = Controls(
            groups, self._values, set_by_person, self._topic.state.as_typed, compact=compact
        )
        return controls

    def show(self) -> None:
        """Show the present settings, which of them have no effect, and the sliders' ranges."""
        topic = self._topic
        values = topic.state.values()
        ranges = {name: list(ends) for name, ends in topic.slider_ranges().items()}
        for controls in (self.main, self.chooser, *self.side.values()):
            controls.show(values)
        inactive = dict(topic.inactive())
        allowed, notes = topic.allowed_ranges(), dict(topic.notes())
        for controls in (self.main, *self.side.values()):
            controls.put(ranges=ranges, inactive=inactive, notes=notes)
            controls.allow(allowed)
