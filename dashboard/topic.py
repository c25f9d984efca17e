"""A topic: what a page says of itself, in attributes and hooks with defaults for a common page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import inf, isnan, nan
from types import SimpleNamespace
from typing import Any, ClassVar

import xarray as xr

from dashboard import export
from dashboard.components.controls import Group
from dashboard.components.hand import stepped
from dashboard.components.status import Readout
from dashboard.components.theory import Section
from dashboard.papers import Paper
from dashboard.picture import pins
from dashboard.picture.hidden import Legends
from dashboard.picture.views import View
from dashboard.presets import Preset
from dashboard.sides import Beside, Side
from dashboard.state import PageState, Values
from dashboard.stories import Story
from dashboard.wording import shorten
from engine.claims import Claim
from engine.fields import Choice, Count, Field, Real
from engine.scenario import Scenario, ScenarioError, Snapshot, describe, program


def moved_words(field: Field, before: Any, now: Any, asked: str) -> str:
    """What became of a setting: it moved with one that was asked for, or was brought elsewhere.

    >>> field = Count(3, label="cells")
    >>> moved_words(field, 3, 5, "geometry"), moved_words(field, 9, 5, "")
    ('was 3, moved with geometry', 'brought to 5, not 9')
    """
    first, second = (
        field.named(value) if isinstance(field, Choice) else shorten(field.shown(value)) or "empty"
        for value in (before, now)
    )
    return f"was {first}, moved with {asked}" if asked else f"brought to {second}, not {first}"


class Topic:
    """What is shown and said of one topic, at settings that a person changes.

    `scenario` is live: a change of `scenario.theta` counts like one made by a control. `display`
    holds what only the picture has. `wishes` are the snapshots that the page waits for or shows, by
    slot; `results` and `failures` are what came of them.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    menu: ClassVar[Sequence[tuple[str, str, str]]] = ()  # on a server: of every page what it is
    paper: ClassVar[Paper | None] = None  # what the page follows, if that is one paper
    part_types: ClassVar[tuple[type[Scenario], ...]]
    presets: ClassVar[Sequence[Preset]]
    claims: ClassVar[Sequence[Claim]]
    theory: ClassVar[Sequence[Section]]
    stories: ClassVar[Sequence[Story]] = ()
    opens: ClassVar[str] = "a JSON file saved here"  # what a page can open
    main: ClassVar[str]  # the key of the main view
    main_slot: ClassVar[str] = ""  # the slot it cannot do without; its key where none is named
    sides: ClassVar[Sequence[Side]] = ()  # what may stand beside it; a display's `view` chooses

    scenario: Scenario
    display: Scenario

    def __init__(self) -> None:
        super().__init__()
        parts = [part() for part in self.part_types]
        self.state = PageState(*parts, Legends(), derive=self.consequences)
        self.scenario, self.display = self.state.parts[:2]
        self.wishes: Mapping[str, Snapshot] = {}
        self.results: dict[str, xr.Dataset] = {}
        self.failures: dict[str, str] = {}

    # -- what a page gives ----------------------------------------------------------------------

    def make_views(self) -> Sequence[View]:
        """Every view of the page, the main one first."""
        raise NotImplementedError

    def control_groups(self) -> list[Group]:
        """The controls beside the picture."""
        raise NotImplementedError

    def side_controls(self) -> Mapping[str, Group]:
        """Controls that stand with one view, by the view's key."""
        return {
            key: Group("", self.pick(*one.controls))
            for key, one in self.side_views.items()
            if one.controls
        }

    def visible(self) -> list[str]:
        """The keys of the views on the screen; only these are computed and drawn."""
        settings = SimpleNamespace(**self.state.values())
        chosen = next(one for one in self.sides if one.key == settings.view)
        return [self.main, *chosen.shown(settings)]

    def slot_behind(self, view: str) -> str:
        """The slot a view cannot do without."""
        if view == self.main:
            return self.main_slot or view
        return self.side_views[view].slot or view

    def wanted(self) -> dict[str, Snapshot]:
        """The snapshot each slot should show now; raises ScenarioError.

        What is refused of a side is said beside the rest.
        """
        main = self.main_scenario()
        if reason := main.refusal():
            raise ScenarioError(reason)
        shown = {self.slot_behind(self.main): main, **self.beside()}
        return {slot: scenario.snapshot() for slot, scenario in shown.items()}

    def beside(self) -> dict[str, Scenario]:
        """What the views beside the main one need, by slot."""
        visible = self.visible()
        return {
            one.slot or view: self.alike(one.wants)
            for view, one in self.side_views.items()
            if one.wants is not None and view in visible
        }

    def alike(self, wants: type[Scenario]) -> Scenario:
        """What a side wants, at the page's settings."""
        return wants.like(self.scenario, self.display)

    def readout(self) -> Readout:
        """What the results say, in words and numbers."""
        raise NotImplementedError

    def main_scenario(self) -> Scenario:
        """The scenario behind the main view and the main slot."""
        return self.scenario

    def main_scenario_of(self, values: Mapping[str, Any]) -> Scenario:
        """The main scenario at other settings: those of a pin."""
        own = {name: values[name] for name in type(self.scenario).fields() if name in values}
        return type(self.scenario)(**own)

    def suited(self, changes: Mapping[str, Any]) -> Values:
        """Further settings that a person's choice should bring along, in the same step."""
        return {}

    def consequences(self, values: Values) -> Values:
        """Settings that follow from the others."""
        return {}

    def inactive(self) -> Mapping[str, str]:
        """Controls without effect now: name → why; without a reason they are out of sight."""
        return {}

    def slider_ranges(self) -> Mapping[str, tuple[float, float]]:
        """Ends of sliders that depend on other settings."""
        return {}

    def allowed_ranges(self) -> Mapping[str, tuple[float, float]]:
        """What is allowed of settings whose sliders go on beyond it."""
        return {}

    def notes(self) -> Mapping[str, str]:
        """What became of settings that nobody touched, or that snap: name → in words."""
        state = self.state
        if not state.moved:
            return {}
        asked = " and ".join(state.fields[name].said for name in sorted(state.asked))
        why, silent = self.reasons(), self.inactive()
        return {
            name: moved_words(state.fields[name], *ends, "" if name in state.asked else asked)
            + why.get(name, "")
            for name, ends in state.moved.items()
            if name not in silent
        }

    def reasons(self) -> Mapping[str, str]:
        """Why settings move with others or are brought elsewhere: name → the end of a note."""
        return {}

    def meant(self, pointed: Values) -> Values:
        """Further settings that go with those that were pointed at in a picture."""
        return {}

    def read_upload(self, content: bytes, filename: str) -> Mapping[str, Any]:
        """The settings that an uploaded file stands for; raises ScenarioError."""
        return export.read_settings_file(self.key, content)

    def copied_code(self) -> Mapping[str, tuple[str, str]]:
        """Code to copy: each key of `bar.CODES` → what the copy is called, and its text.

        Raises ScenarioError where the settings do not fit together.
        """
        main = self.slot_behind(self.main)
        return self.codes({s: w.rebuild() for s, w in self.wanted().items() if s != main})

    def codes(self, others: Mapping[str, Scenario]) -> dict[str, tuple[str, str]]:
        """Code of the main scenario, in a variable `result`, and in Python of others by name."""
        scenario = self.main_scenario()
        named = {slot.replace(":", "_"): one for slot, one in others.items()}
        return {
            "python": ("Copy as Python", program({"result": scenario, **named})),
            "qutip": ("Copy as QuTiP", scenario.qutip_code()),
        }

    # -- what follows from it -------------------------------------------------------------------

    @cached_property
    def side_views(self) -> dict[str, Beside]:
        """Every view that may stand beside the main one, by its key."""
        return {key: view for one in self.sides for key, view in one.views.items()}

    def pick(self, *names: str) -> dict[str, Field]:
        """Fields by name, for a group of controls."""
        return {name: self.state.fields[name] for name in names}

    def pointed_at(self, view: View, x: float, y: float, layer: str = "") -> Values:
        """The settings that a place in a view's picture stands for, or in one of its layers."""
        settings = self.settings()
        found: Values = {}
        for one in view.layers:
            if layer in ("", one.key):
                for along, place in enumerate(one.sets(settings)):
                    if isnan((x, y)[along]):
                        continue
                    at = view.pointed(along, (x, y)[along]) * place.unit
                    if place.value is not None:
                        at = place.value(self.results, settings, at)
                    found[place.field] = self.within(place.field, at)
        return found | self.meant(found)

    def moved(self, view: View, moves: Mapping[str, float | str]) -> Values:
        """The settings that markers stand for where a hand drew them, or after steps of a key."""
        found: Values = {}
        for layer in view.layers:
            if (to := moves.get(layer.key)) is None:
                continue
            if isinstance(to, (int, float)):
                found |= self.pointed_at(view, to, nan, layer.key)
                continue
            for place in layer.sets(self.settings()):
                field, value = self.state.fields[place.field], self.state.values()[place.field]
                if isinstance(field, (Real, Count)):
                    going = stepped(field, self.reach(place.field), value, to)
                    found[place.field] = self.within(place.field, going)
            found |= self.meant(found)
        return found

    def markers(self, view: View) -> dict[str, dict[str, Any]]:
        """The lines of a view that a hand may take: what they set, from where to where, to what."""
        settings = self.settings()
        found = {}
        for layer in view.layers:
            if layer.kind == "rule" and view.is_drawn(layer):
                for place in layer.sets(settings):
                    field, value = self.state.fields[place.field], getattr(settings, place.field)
                    low, high = self.reach(place.field)
                    found[layer.key] = {
                        "label": field.label, "low": low, "high": high, "now": value,
                        "text": describe(field, value),
                    }  # fmt: skip
        return found

    def words_for(self, view: str) -> str:
        """What stands in place of a picture that has no result yet."""
        failed = self.slot_behind(view) in self.failures
        return "No picture: the message says why." if failed else "Computing the picture …"

    def reach(self, name: str) -> tuple[float, float]:
        """The ends of a number's slider."""
        field = self.state.fields[name]
        low, high = (
            self.slider_ranges().get(name)
            or getattr(field, "soft", None)
            or getattr(field, "bounds", None)
            or (-inf, inf)
        )
        return (-inf if low is None else low), (inf if high is None else high)

    def within(self, name: str, value: float) -> float | int:
        """What a number's slider goes to at this value."""
        field = self.state.fields[name]
        low, high = self.slider_ranges().get(name) or getattr(field, "bounds", None) or (None, None)
        value = max(value, value if low is None else low)
        value = min(value, value if high is None else high)
        return round(value) if isinstance(field, Count) else value

    def settings(self) -> SimpleNamespace:
        """Every setting as an attribute, and the labels of the pins, as the views read them."""
        labels = [pin.label for pin in self.state.pins]
        return SimpleNamespace(**self.state.values(), pins=labels)

    def slots(self) -> dict[str, Snapshot]:
        """What the page wants, its pins included; raises ScenarioError."""
        pinned = {
            pins.slot(index): self.main_scenario_of(dict(pin.values)).snapshot()
            for index, pin in enumerate(self.state.pins)
        }
        return self.wanted() | pinned

    def is_waiting(self, view: str) -> bool:
        """Whether a view is without the result that it cannot do without, and asks for it."""
        slot = self.slot_behind(view)
        return slot in self.wishes and slot not in self.results

    def slots_in_sight(self) -> set[str]:
        """The slots that the views on the screen cannot do without."""
        return {self.slot_behind(key) for key in self.visible()}
