"""A session: a page at work wants what its settings say, shows what comes, and says what does not.

Everything of one change reaches the browser in one update.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import panel as pn
from panel.io.document import hold
from panel.io.state import set_curdoc

from dashboard.components.connection import Connection
from dashboard.components.controls import Controls
from dashboard.components.hand import Hand, Moves
from dashboard.components.status import Status
from dashboard.computer import Doing
from dashboard.console import Console
from dashboard.furnishing import Furnisher
from dashboard.histories import HISTORIES
from dashboard.home import Home
from dashboard.live import Frame, Loop, running_loop
from dashboard.panes import Panes
from dashboard.picture.views import View
from dashboard.topic import Topic
from dashboard.turns import TURNS
from engine.scenario import ScenarioError, Snapshot

Acknowledge = Callable[[], None]

FAILURE = "failure:"
SETTINGS = "settings"
SAID = 6
# So many seconds may the output of a notebook's cell wait for its pictures.
PATIENCE = 10.0


def nothing() -> None:
    """An answer nobody waits for."""


class Session:
    """A topic's page at work, in a document that a server shows or, embedded, in a notebook.

    `also` is called with every update, for what else follows the state. `ready` says whether the
    browser can take news, `listening` whether that of a notebook has built the page.
    """

    def __init__(self, topic: Topic, views: Mapping[str, View]) -> None:
        self.topic, self.views = topic, views
        self.home = Home()
        self.document = pn.state.curdoc
        self.embedded = self.document is None or self.document.session_context is None
        self.ready = self.listening = True
        self.also: Callable[[], None] = nothing
        self._acknowledge: Acknowledge = nothing
        self._furnisher: Furnisher | None = None
        self.loop = Loop(self._show, self._busy)
        self.console = Console(topic, self._set)
        self.panes = Panes(views, self.console.side, self._move)
        self.status = Status(on_cancel=self.loop.cancel)
        self.connection = Connection(self.rejoin, ticket=HISTORIES.open(topic.state))

    # -- opening and closing --------------------------------------------------------------------

    def open(self) -> None:
        """Draw what is known already; the rest comes once the browser is ready for news."""
        if self.document is None or self.embedded:
            self.panes.put_up(self.topic.visible()[0])
            self.refresh()
            return
        self.ready = False
        self._furnisher = Furnisher(
            self.document, self.home, self.panes, self.topic.visible, self.say
        )
        self.refresh()
        pn.state.onload(lambda: self.home(self.loaded))
        self.home(self._furnisher.begin)

    def loaded(self) -> None:
        """The browser has the page."""
        self.ready = True
        self.refresh()

    def listen(self) -> None:
        """The browser of a notebook has built the page; what was sent to it before was lost."""
        self.listening = True
        self.refresh()

    def rejoin(self, ticket: str) -> None:
        """The browser was shown another page before its connection was lost: go on with that."""
        state, history = self.topic.state, HISTORIES.take(ticket)
        if history is not None and history.present.keys() == state.values().keys():
            state.take_up(history)

    def close(self) -> None:
        """The session ended."""
        HISTORIES.close(self.connection.ticket)
        self.loop.close()
        if self._furnisher is not None:
            self._furnisher.close()

    # -- wanting --------------------------------------------------------------------------------

    def _set(
        self, controls: Controls | Hand, changes: Mapping[str, Any], final: bool, seq: int
    ) -> None:
        """A control was moved: set what is right, say what is not, answer with the picture."""
        TURNS.hand_moves()
        topic = self.topic
        refused: dict[str, str] = {}

        def acknowledge() -> None:
            in_passing = None if final else changes.keys()
            controls.acknowledge(seq, topic.state.values(), refused, in_passing)

        self._acknowledge = acknowledge
        refused |= topic.state.apply(changes, final=final, brought=topic.suited(changes))

    def _move(self, hand: Hand, moves: Moves, final: bool, seq: int) -> None:
        """A marker was drawn along its axis: set what its place stands for."""
        self._set(hand, self.topic.moved(self.views[hand.view], moves), final, seq)

    def put_into(self, settings: Mapping[str, Any], note: str = "") -> None:
        """Put the page into a state worth seeing; a note stays in sight until the next one."""
        self.topic.state.load(settings)
        self.reset_views()
        if note:
            self.status.say(note, level="info", key="preset")

    def refresh(self) -> None:
        """Want what the settings say; called after every change, whoever made it, in any thread."""
        if self.ready:
            self.home(self._refresh)
        else:
            self._refresh()  # nobody sees it yet but the thread that makes it

    def complete(self, listened: bool) -> None:
        """Show what the settings say before a notebook or a file gets the page.

        What takes too long comes later, where somebody listens: after the browser says that it has
        built the page, since until then news are lost.
        """
        self.listening = True
        self._show(self.loop.awaited(self._wish(), PATIENCE))
        self.listening = not listened

    def _wish(self) -> Mapping[str, Snapshot]:
        """Note what the settings wish for, and why not where they do not fit together."""
        topic = self.topic
        refused: dict[str, str] = {}
        try:
            wishes = topic.slots()
        except ScenarioError as error:
            refused = {SETTINGS: str(error)}
            wishes = dict(topic.wishes)
        # The loop does not try again what failed or was cancelled, so it stays said until then.
        topic.failures = refused | {
            slot: text
            for slot, text in topic.failures.items()
            if slot in wishes and wishes[slot] == topic.wishes.get(slot)
        }
        topic.wishes = wishes
        return wishes

    def _refresh(self) -> None:
        topic = self.topic
        acknowledge, self._acknowledge = self._acknowledge, nothing
        wishes = self._wish()
        if not self.ready:
            topic.results = {}  # what was known before the link was read is not what it asks for
            frame = self.loop.known(wishes)
            frame.tickets.append(acknowledge)
            self._show(frame)
        elif running_loop():
            self.loop.request(wishes, acknowledge)

    # -- showing --------------------------------------------------------------------------------

    def _show(self, frame: Frame) -> None:
        """Draw what changed and answer the controls, all in one update."""
        topic = self.topic
        late = self._take(frame)
        if not self.listening:
            return
        with self.one_update():
            visible = topic.visible()
            if self._furnisher is None or not self._furnisher.at_work:
                for key in self.panes.missing(visible):
                    self.panes.put_up(key)
            self.panes.show(visible)
            settings = topic.settings()
            for key in visible:
                waiting = topic.is_waiting(key)
                self.views[key].draw(
                    topic.results, settings, settled=not topic.state.in_gesture, waiting=waiting
                )
                markers = topic.markers(self.views[key])
                self.panes.tell(key, markers, topic.words_for(key) if waiting else "")
            for acknowledge in frame.tickets:
                acknowledge()
            self.console.show()
            self.status.show(topic.readout())
            self._tell_failures()
            self.also()
            self.connection.put(ready=self.ready)
            stale = {key for key in visible if late & {SETTINGS, topic.slot_behind(key)}}
            self.panes.dim(stale, visible)
            self.status.put(stale=visible[0] in stale)

    def _take(self, frame: Frame) -> set[str]:
        """Let the topic have what came; returns the slots that are late.

        The last picture of a view in sight stays, dimmed; beside one, what is late is left out.
        """
        topic = self.topic
        results = topic.results | frame.results
        topic.failures = {
            slot: text for slot, text in topic.failures.items() if slot not in frame.results
        } | frame.failures
        late = frame.waiting | topic.failures.keys()
        kept = topic.slots_in_sight()
        topic.results = {
            slot: results[slot]
            for slot in topic.wishes
            if slot in results and (slot not in late or slot in kept)
        }
        return late

    def _tell_failures(self) -> None:
        """One message for each thing that failed, gone when it works again."""
        told = {key for key, _, _ in self.status.messages if key.startswith(FAILURE)}
        failed = {f"{FAILURE}{slot}": text for slot, text in self.topic.failures.items()}
        for key in told - failed.keys():
            self.status.unsay(key)
        seen: set[str] = set()
        for key, text in failed.items():
            if text not in seen:
                self.status.say(text, level="bad", key=key)
            seen.add(text)

    def _busy(self, doing: Doing | None) -> None:
        if not self.listening:
            return
        with self.one_update():
            if doing is None:
                self.status.busy(None)
            else:
                self.status.busy(doing.fraction, doing.words)

    @contextmanager
    def one_update(self) -> Iterator[None]:
        """Everything changed inside reaches the browser together."""
        if self.embedded or not self.ready:
            yield
            return
        with set_curdoc(self.document), hold(self.document):
            yield

    def reset_views(self) -> None:
        """Let every view follow its data again."""
        for view in self.views.values():
            for figure in view.figures:
                figure.follow()

    # -- saying ---------------------------------------------------------------------------------

    def say(self, *texts: str) -> None:
        """Say these in one message, a line each, as plain text, each once and not too many."""
        said = list(dict.fromkeys(texts))
        more = [f"And {len(said) - SAID} more."] if len(said) > SAID else []
        if said:
            self.status.say("\n".join(said[:SAID] + more))
