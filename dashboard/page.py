"""A page: a subclass declares scenarios, views, controls, presets and claims; this does the rest.

Live updates, history, link, pins, exports and messages come from here, the same for every page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any, ClassVar

import holoviews as hv
import panel as pn
import xarray as xr
from panel.io.document import hold
from panel.io.state import set_curdoc

from dashboard import export, layout
from dashboard.actions import Actions
from dashboard.components.claims_table import ClaimsTable
from dashboard.components.connection import Connection
from dashboard.components.controls import Controls, Group
from dashboard.components.status import Readout, Status
from dashboard.components.story import StoryBar
from dashboard.components.theory import Section, theory
from dashboard.computer import COMPUTER, Doing, Job
from dashboard.histories import HISTORIES
from dashboard.home import Home
from dashboard.live import Frame, Loop, explain, running_loop, settled
from dashboard.picture import pins
from dashboard.picture.views import View
from dashboard.presets import Preset
from dashboard.state import PageState, Values
from dashboard.stories import Step, Story
from dashboard.turns import BUILDING, CROWDED, TURNS, Crowded, client_of
from engine.claims import Check, Claim, Outcome
from engine.fields import Field
from engine.scenario import Scenario, ScenarioError, Snapshot

Acknowledge = Callable[[], None]

FAILURE = "failure:"
SETTINGS = "settings"
CLAIMS_AT_ONCE = 4
SAID = 6
FURNISH_EVERY = 0.02
SCRIPTS_TAKE = 0.1


class Page(pn.viewable.Viewer):
    """A live page; keyword arguments set any of its settings.

    `scenario` is live (`page.scenario.theta = 0.05` redraws the page), `display` holds what only
    the picture has, `result` is the main dataset and `plot` the main view as a HoloViews element.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    menu: ClassVar[Sequence[tuple[str, str]]] = ()  # key and title of every page, on a server
    source: ClassVar[str]
    part_types: ClassVar[tuple[type[Scenario], ...]]
    presets: ClassVar[Sequence[Preset]]
    claims: ClassVar[Sequence[Claim]]
    theory: ClassVar[Sequence[Section]]
    stories: ClassVar[Sequence[Story]] = ()

    def __init__(self, **settings: Any) -> None:
        super().__init__()
        self._home = Home()
        self.state = PageState(*(part() for part in self.part_types), derive=self.consequences)
        self.scenario, self.display = self.state.parts[:2]
        self.results: dict[str, xr.Dataset] = {}
        self.failures: dict[str, str] = {}
        self.document = pn.state.curdoc
        self.embedded = self.document is None or self.document.session_context is None
        self.loop = Loop(self._show, self._busy)
        self.views = {view.key: view for view in self.make_views()}
        self.state.load(settings)
        self._wanted: Mapping[str, Snapshot] = {}
        self._acknowledge: Acknowledge = nothing
        self._make_components()
        self.layout = layout.arrange(self)
        self.state.changed = self.refresh
        self._open()

    # -- what a subclass gives ------------------------------------------------------------------

    def make_views(self) -> Sequence[View]:
        """Every view of the page, the main one first."""
        raise NotImplementedError

    def control_groups(self) -> list[Group]:
        """The controls beside the picture."""
        raise NotImplementedError

    def side_controls(self) -> Mapping[str, Group]:
        """Controls that stand with one view, by the view's key."""
        raise NotImplementedError

    def visible(self) -> list[str]:
        """The keys of the views on the screen; only these are computed and drawn."""
        raise NotImplementedError

    def slot_behind(self, view: str) -> str:
        """The slot a view cannot do without."""
        return view

    def wanted(self) -> dict[str, Snapshot]:
        """The snapshot each slot should show now; raises ScenarioError."""
        raise NotImplementedError

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

    def read_upload(self, content: bytes, filename: str) -> Mapping[str, Any]:
        """The settings that an uploaded file stands for; raises ScenarioError."""
        return export.read_settings_file(self.key, content)

    def copied_code(self) -> Mapping[str, tuple[str, str]]:
        """Code to copy: each key of `bar.CODES` → what the copy is called, and its text.

        Raises ScenarioError where the settings do not fit together.
        """
        raise NotImplementedError

    # -- for subclasses -------------------------------------------------------------------------

    def pick(self, *names: str) -> dict[str, Field]:
        """Fields by name, for a group of controls."""
        return {name: self.state.fields[name] for name in names}

    def settings(self) -> SimpleNamespace:
        """Every setting as an attribute, and the labels of the pins, as the views read them."""
        labels = [pin.label for pin in self.state.pins]
        return SimpleNamespace(**self.state.values(), pins=labels)

    def set_from_picture(self, changes: Mapping[str, Any]) -> None:
        """Set what a person chose by clicking on a picture."""
        self.say(*self.state.apply(changes).values())

    # -- a notebook's doors ---------------------------------------------------------------------

    @property
    def result(self) -> xr.Dataset:
        """The main dataset at the present settings."""
        return COMPUTER.result(self.main_scenario().snapshot())

    @property
    def plot(self) -> hv.Overlay:
        """The main view at the present settings, as a HoloViews element."""
        results = {slot: COMPUTER.result(snapshot) for slot, snapshot in self._slots().items()}
        return next(iter(self.views.values())).element(results, self.settings())

    def __panel__(self) -> pn.viewable.Viewable:
        return self.layout

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        """The page in a notebook's output; the scripts it needs come with the first one."""
        if not pn.extension._loaded:
            pn.extension(inline=True)
        self._listening = False
        return super()._repr_mimebundle_(include, exclude)

    def listen(self) -> None:
        """The browser of a notebook has built the page; what was sent to it before was lost."""
        self._listening = True
        self.refresh()

    _listening = True

    # -- components -----------------------------------------------------------------------------

    def _make_components(self) -> None:
        values = self.state.values()
        self.controls = self._make_controls(self.control_groups(), values)
        self.chooser = self._make_controls([Group("", self.pick("view"))], values, compact=True)
        self.side = {
            key: self._make_controls([group], values, compact=True)
            for key, group in self.side_controls().items()
        }
        self.stage, self.shelf = layout.stage(), layout.shelf()
        self.placed: dict[str, pn.Column] = {}
        self.status = Status(on_cancel=self.loop.cancel)
        self.connection = Connection(self._rejoin, ticket=HISTORIES.open(self.state))
        self.story = StoryBar(tuple(self.stories), self._tell)
        self.claims_table = ClaimsTable(self.claims, on_show=self._show_claim)
        self.words = layout.tabs(
            {"Theory": theory(self.theory), "Claims": self.claims_table}, self._words_opened
        )
        self.actions = Actions(self)

    def _make_controls(
        self, groups: list[Group], values: Values, compact: bool = False
    ) -> Controls:
        def set_by_person(changes: Mapping[str, Any], final: bool, seq: int) -> None:
            self._set(controls, changes, final, seq)

        controls = Controls(groups, values, set_by_person, compact=compact)
        return controls

    # -- the live loop --------------------------------------------------------------------------

    def _set(self, controls: Controls, changes: Mapping[str, Any], final: bool, seq: int) -> None:
        """A control was moved: set what is right, say what is not, answer with the picture."""
        TURNS.hand_moves()
        refused: dict[str, str] = {}

        def acknowledge() -> None:
            in_passing = None if final else changes.keys()
            controls.acknowledge(seq, self.state.values(), refused, in_passing)

        self._acknowledge = acknowledge
        refused |= self.state.apply({**self.suited(changes), **changes}, final=final)

    def _open(self) -> None:
        """Draw what is known already; the rest comes once the browser is ready for news."""
        if self.embedded:
            layout.put_up(self, self.visible()[0])
            self.refresh()
            return
        self._ready = False
        self.refresh()
        pn.state.onload(lambda: self._home(self._loaded))
        self._home(self._begin_to_furnish)

    def _loaded(self) -> None:
        self._ready = True
        self.refresh()

    _ready = True

    # -- pictures come one by one ---------------------------------------------------------------

    def _begin_to_furnish(self) -> None:
        if not running_loop():  # a server that warms up: all at once, nobody waits
            layout.put_up_missing(self)
            return
        self._furnishing = asyncio.get_running_loop().create_task(self._furnish())
        BUILDING[self.document] = self._furnishing

    async def _furnish(self) -> None:
        """Put up the pictures that are wanted, each in a turn of its own."""
        client = client_of(self.document.session_context.request)
        try:
            while missing := layout.missing(self):
                await self._worth_building()
                async with TURNS.turn(client):
                    with set_curdoc(self.document):
                        layout.put_up(self, missing[0])
                    await self._taken()
        except Crowded:
            self.say(f"{CROWDED}.")

    async def _worth_building(self) -> None:
        """Wait until a browser comes for the page; not for ever while no hand moves on another.

        First of all it has scripts to fetch, through the loop that a picture would hold.
        """
        now = asyncio.get_running_loop().time
        opened = now()
        while TURNS.at_work or now() - opened < SCRIPTS_TAKE:
            session = self.document.session_context.session
            if session is not None and session.connection_count > 0:
                return
            await asyncio.sleep(FURNISH_EVERY)

    def _taken(self) -> asyncio.Future[None]:
        """Done when the document has what was put up: on its next tick, where a session runs."""
        taken = asyncio.get_running_loop().create_future()
        self.document.add_next_tick_callback(partial(self._home, taken.set_result, None))
        return taken

    _furnishing: asyncio.Task[None] | None = None

    def refresh(self) -> None:
        """Want what the settings say; called after every change, whoever made it, in any thread."""
        if self._ready:
            self._home(self._refresh)
        else:
            self._refresh()  # nobody sees it yet but the thread that makes it

    def _refresh(self) -> None:
        acknowledge, self._acknowledge = self._acknowledge, nothing
        refused: dict[str, str] = {}
        try:
            wanted = self._slots()
        except ScenarioError as error:
            refused = {SETTINGS: str(error)}
            wanted = self._wanted
        # The loop does not try again what failed or was cancelled, so it stays said until then.
        self.failures = refused | {
            slot: text
            for slot, text in self.failures.items()
            if slot in wanted and wanted[slot] == self._wanted.get(slot)
        }
        self._wanted = wanted
        if not self._ready:
            self.results = {}  # what was known before the link was read is not what it asks for
            frame = self.loop.known(wanted)
            frame.tickets.append(acknowledge)
            self._show(frame)
        elif running_loop():
            self.loop.request(wanted, acknowledge)

    def _slots(self) -> dict[str, Snapshot]:
        """What the page wants, its pins included."""
        pinned = {
            pins.slot(index): self.main_scenario_of(dict(pin.values)).snapshot()
            for index, pin in enumerate(self.state.pins)
        }
        return self.wanted() | pinned

    def _show(self, frame: Frame) -> None:
        """Draw what changed and answer the controls, all in one update."""
        self.results |= frame.results
        self.failures = {
            slot: text for slot, text in self.failures.items() if slot not in frame.results
        } | frame.failures
        late = frame.waiting | self.failures.keys()
        self.results = {
            slot: self.results[slot]
            for slot in self._wanted
            if slot in self.results and (slot not in late or slot in self._dimmed_when_late())
        }
        if not self._listening:
            return
        with self.one_update():
            if self._furnishing is None or self._furnishing.done():
                layout.put_up_missing(self)
            layout.show_visible(self)
            settings = self.settings()
            for key in self.visible():
                self.views[key].draw(self.results, settings, settled=not self.state.in_gesture)
            for acknowledge in frame.tickets:
                acknowledge()
            self._show_state()
            self.connection.put(ready=self._ready)
            stale = {key for key in self.visible() if late & {SETTINGS, self.slot_behind(key)}}
            layout.dim(self, stale)
            self.status.put(stale=self.visible()[0] in stale)

    def _dimmed_when_late(self) -> set[str]:
        """The slots whose last picture stays, dimmed; beside one, what is late is left out."""
        return {self.slot_behind(key) for key in self.visible()}

    def _show_state(self) -> None:
        """Everything beside the pictures that follows the state."""
        values = self.state.values()
        ranges = {name: list(ends) for name, ends in self.slider_ranges().items()}
        for controls in (self.controls, self.chooser, *self.side.values()):
            controls.show(values)
        inactive = dict(self.inactive())
        for controls in (self.controls, *self.side.values()):
            controls.put(ranges=ranges, inactive=inactive)
        self.status.show(self.readout())
        self._tell_failures()
        self.actions.show()

    def _tell_failures(self) -> None:
        """One message for each thing that failed, gone when it works again."""
        told = {key for key, _, _ in self.status.messages if key.startswith(FAILURE)}
        failed = {f"{FAILURE}{slot}": text for slot, text in self.failures.items()}
        for key in told - failed.keys():
            self.status.unsay(key)
        seen: set[str] = set()
        for key, text in failed.items():
            if text not in seen:
                self.status.say(text, level="bad", key=key)
            seen.add(text)

    def _busy(self, doing: Doing | None) -> None:
        if not self._listening:
            return
        with self.one_update():
            if doing is None:
                self.status.busy(None)
            else:
                self.status.busy(doing.fraction, doing.words)

    @contextmanager
    def one_update(self) -> Iterator[None]:
        """Everything changed inside reaches the browser together."""
        if self.embedded or not self._ready:
            yield
            return
        with set_curdoc(self.document), hold(self.document):
            yield

    def _rejoin(self, ticket: str) -> None:
        """The browser was shown another page before its connection was lost: go on with that."""
        history = HISTORIES.take(ticket)
        if history is not None and history.present.keys() == self.state.values().keys():
            self.state.take_up(history)

    # -- messages, claims -------------------------------------------------------------------------

    def say(self, *texts: str) -> None:
        """Say these in one message, a line each, as plain text, each once and not too many."""
        said = list(dict.fromkeys(texts))
        more = [f"And {len(said) - SAID} more."] if len(said) > SAID else []
        if said:
            self.status.say("\n".join(said[:SAID] + more))

    def reset_views(self) -> None:
        """Let every view follow its data again."""
        for view in self.views.values():
            for figure in view.figures:
                figure.follow()

    def _tell(self, step: Step) -> None:
        """Set what a step of a story says."""
        self.state.load(step.settings)
        self.reset_views()

    def _show_claim(self, key: str) -> None:
        claim = next(claim for claim in self.claims if claim.key == key)
        self.state.load(claim.show)
        self.reset_views()
        self.status.say(f"{claim.source}: {claim.statement}", level="info", key="preset")

    def _words_opened(self, name: str) -> None:
        """When the claims are looked at, compute their numbers, a few at a time."""
        if name == "Claims" and running_loop() and self._claims_task is None:
            self._claims_task = asyncio.get_running_loop().create_task(self._check_claims())

    _claims_task: asyncio.Task[None] | None = None

    async def _check_claims(self) -> None:
        topic = type(self.scenario).public_name().rpartition(".")[0]
        for first in range(0, len(self.claims), CLAIMS_AT_ONCE):
            claims = self.claims[first : first + CLAIMS_AT_ONCE]
            jobs = [COMPUTER.submit(Check(topic, claim.key), self) for claim in claims]
            try:
                await settled(jobs)
            finally:
                for job in jobs:
                    COMPUTER.release(job, self)
            self._fill_claims(zip(claims, jobs, strict=True))

    def _fill_claims(self, checked: Iterable[tuple[Claim, Job]]) -> None:
        """Show the numbers that came, and say why others did not."""
        found, failed = [], []
        for claim, job in checked:
            if (error := job.future.exception()) is None:
                found.append(Outcome(claim, job.future.result()))
            else:
                failed.append(explain(error))
        with self.one_update():
            self.claims_table.fill(found)
            self.say(*failed)

    def close(self) -> None:
        """The session ended."""
        self._home(self._close)

    def _close(self) -> None:
        HISTORIES.close(self.connection.ticket)
        self.loop.close()
        for task in (self._claims_task, self._furnishing):
            if task is not None:
                task.cancel()
        self.actions.close()


def nothing() -> None:
    """An answer nobody waits for."""
