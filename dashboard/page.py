"""A page: a topic at work behind two doors, a server's and a notebook's."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Literal

import holoviews as hv
import panel as pn
import xarray as xr

from dashboard import layout, notebook
from dashboard.actions import Actions
from dashboard.checking import Checking
from dashboard.components.theory import Theory
from dashboard.computer import COMPUTER
from dashboard.frame import Frame, OwnFrame
from dashboard.picture.hidden import HIDDEN, entries_of
from dashboard.picture.places import nothing
from dashboard.picture.views import View
from dashboard.session import Session
from dashboard.topic import Topic

THEORY, CLAIMS = "Theory", "Claims"


class Page(Topic, pn.viewable.Viewer):
    """A live page; keyword arguments set any of its settings.

    `scenario` is live (`page.scenario.theta = 0.05` redraws the page), `display` holds what only
    the picture has, `result` is the main dataset and `plot` the main view as a HoloViews element.
    Live updates, history, link, pins, exports and messages are the same for every page.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__()
        self.views = {view.key: view for view in self.make_views()}
        for view in self.views.values():
            if not view.has_taps and any(layer.sets is not nothing for layer in view.layers):
                view.on_tap(partial(self._pointed, view))
            view.on_switch(self._switched)
        switches = [name for view in self.views.values() for name in view.switches]
        self.state.fields[HIDDEN] = entries_of(switches)
        self.state.load(settings)
        self.session = session = Session(self, self.views)
        self.loop, self.status, self.connection = session.loop, session.status, session.connection
        console, panes = session.console, session.panes
        self.controls, self.chooser, self.side = console.main, console.chooser, console.side
        self.checking = Checking(session, self)
        self.words = layout.tabs(
            {THEORY: Theory(self.theory), CLAIMS: self.checking.table}, self._words_opened
        )
        self.actions = Actions(session, self)
        self.story = self.actions.story
        content = layout.arrange(
            bar=[self.actions.bar],
            rail=[self.controls],
            status=[self.connection, self.story, self.status],
            stage=panes.stage,
            side=[self.chooser, panes.shelf],
            words=[self.words],
            embedded=session.embedded,
        )
        self.layout: Frame = (
            OwnFrame(content, session.complete) if session.embedded else Frame(content)
        )
        session.also = self.actions.show
        self.state.changed = session.refresh
        session.open()

    def _words_opened(self, name: str) -> None:
        if name == CLAIMS:
            self.checking.begin()

    # -- a notebook's doors ---------------------------------------------------------------------

    @property
    def result(self) -> xr.Dataset:
        """The main dataset at the present settings."""
        return COMPUTER.result(self.main_scenario().snapshot())

    @property
    def plot(self) -> hv.Overlay:
        """The main view at the present settings, as a HoloViews element."""
        notebook.show_elements()
        results = {slot: COMPUTER.result(snapshot) for slot, snapshot in self.slots().items()}
        return next(iter(self.views.values())).element(results, self.settings())

    def __panel__(self) -> pn.viewable.Viewable:
        return self.layout

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        """The page in a notebook's output, with all that it needs."""
        notebook.prepare()
        shown = super()._repr_mimebundle_(include, exclude)  # type: ignore[no-untyped-call]
        if not isinstance(shown, tuple):
            return shown
        bundle, about = shown
        notebook.leave_prints(about)
        views = [self.views[key] for key in self.visible()]
        return notebook.output(bundle, notebook.still(self.title, self.readout(), views)), about

    # -- what the session does for hooks and doors ----------------------------------------------

    def refresh(self) -> None:
        """Want and show what the settings say."""
        self.session.refresh()

    def say(self, *texts: str) -> None:
        """Say these in one message."""
        self.session.say(*texts)

    def one_update(self) -> AbstractContextManager[None]:
        """Everything changed inside reaches the browser together."""
        return self.session.one_update()

    def _pointed(self, view: View, x: float, y: float) -> None:
        """Set what a place that was clicked stands for."""
        changes = self.pointed_at(view, x, y)
        self.set_from_picture({**self.suited(changes), **changes})

    def _switched(self, name: str) -> None:
        """Hide the curves of an entry of a legend that was clicked, or show them again."""
        self.set_from_picture({HIDDEN: {name}.symmetric_difference(self.state.values()[HIDDEN])})

    def set_from_picture(self, changes: Mapping[str, Any]) -> None:
        """Set what a person chose by clicking on a picture."""
        self.say(*self.state.apply(changes).values())

    def on_click(self, view: View, **fields: Literal["x", "y"]) -> None:
        """Let a click on a view's picture set fields, each to where it was along an axis."""

        def choose(x: float, y: float) -> None:
            clicked = {"x": x, "y": y}
            self.set_from_picture({name: clicked[along] for name, along in fields.items()})

        view.on_tap(choose)

    def close(self) -> None:
        """The session ended."""
        self.session.home(self._close)

    def _close(self) -> None:
        self.session.close()
        self.checking.close()
        self.actions.close()
