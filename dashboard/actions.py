"""What the bar's buttons do: presets, history, pins, link, files, code and theme."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import panel as pn

from dashboard import export
from dashboard.components.bar import CODES, Bar, Chip, Entry, Upload
from dashboard.components.story import StoryBar
from dashboard.computer import COMPUTER
from dashboard.live import explain, running_loop, settled
from dashboard.picture.palette import THEMES, ThemeName, pin_colour
from dashboard.session import Session
from dashboard.state import QUERY_LENGTH
from dashboard.taking import Taking
from dashboard.topic import Topic
from engine.scenario import ScenarioError, describe

PIN_WORDS = 4
THEME = "explorer-theme"


class Actions:
    """The bar of a page, and what each of its actions does to the page."""

    def __init__(self, session: Session, topic: Topic) -> None:
        self.session, self.topic = session, topic
        self.taking = Taking(topic, session.views)
        self._query: str | None = None
        theme = theme_shown()
        for view in session.views.values():
            view.theme(theme)
        self._presets = {preset.key: preset for preset in topic.presets}
        self.story = StoryBar(tuple(topic.stories), lambda step: session.put_into(step.settings))
        self.bar = Bar(
            title=topic.title,
            opens=topic.opens,
            pages=() if session.embedded else topic.menu,  # a link would leave the notebook
            page=topic.key,
            codes=[list(code) for code in CODES],
            presets=[
                Entry(preset.key, preset.title, preset.group, preset.note)
                for preset in topic.presets
            ],
            stories=[[story.key, story.title, story.source] for story in topic.stories],
            on_action=self.act,
            on_theme=self.paint,
            embedded=session.embedded,
            theme=theme,
        )

    def act(self, name: str, value: Any) -> None:
        """Do what a button says; what cannot be done is said in one sentence."""
        state = self.topic.state
        try:
            match name:
                case "preset":
                    self.preset(value)
                case "story":
                    self.tell(value)
                case "undo":
                    state.undo()
                case "redo":
                    state.redo()
                case "reset":
                    state.load({})
                    self.session.reset_views()
                case "ready":
                    self.session.listen()
                case "pin":
                    state.pin(self.pin_label())
                case "unpin":
                    state.unpin(value)
                case "download":
                    self.download(self.taking.file(value))
                case "picture":
                    self.bar.save_picture(self.taking.picture(value))
                case "code":
                    self.code(value)
                case "cite":
                    self.bar.show_code("Cite", self.taking.about().citation(), prose=True)
                case "address":
                    self.taking.address = value
                case "upload":
                    self.upload(value)
        except ScenarioError as error:
            self.session.say(str(error))

    def preset(self, key: str) -> None:
        """Set what a preset says; its note stays in sight until the next one."""
        if key not in self._presets:
            raise ScenarioError(f"The preset must be one of this page's, not “{key[:40]}”.")
        preset = self._presets[key]
        self.session.put_into(preset.settings, f"{preset.title}: {preset.note}")

    def tell(self, key: str) -> None:
        """Begin to tell a story."""
        if key not in {story.key for story in self.topic.stories}:
            raise ScenarioError(f"The story must be one of this page's, not “{key[:40]}”.")
        self.story.begin(key)

    def pin_label(self) -> str:
        """The settings that are not default, in a few words."""
        state = self.topic.state
        own = type(self.topic.scenario).fields()
        changed = {name: value for name, value in state.non_default().items() if name in own}
        words = [describe(state.fields[name], value) for name, value in changed.items()]
        more = [f"+{len(words) - PIN_WORDS} more"] if len(words) > PIN_WORDS else []
        return ", ".join(words[:PIN_WORDS] + more) or "defaults"

    def download(self, write: Callable[[], export.File]) -> None:
        """Write a file beside the event loop, where there is one, and hand it over."""
        if not running_loop():
            self.bar.download(*write())
            return
        if self._writing is not None and not self._writing.done():
            raise ScenarioError("A download must wait for the one before it, not overtake it.")

        async def hand_over() -> None:
            job = COMPUTER.submit(export.Writing(write), self)
            try:
                await settled([job])
            finally:
                COMPUTER.release(job, self)
            with self.session.one_update():
                if (error := job.future.exception()) is None:
                    self.bar.download(*job.future.result())
                else:
                    self.session.say(explain(error))

        self._writing = asyncio.get_running_loop().create_task(hand_over())

    _writing: asyncio.Task[None] | None = None

    def close(self) -> None:
        """The session ended: nobody waits for a file any more."""
        if self._writing is not None:
            self._writing.cancel()

    def code(self, language: str) -> None:
        """Show code that recomputes what is shown."""
        codes = self.topic.copied_code()
        if language not in codes:
            raise ScenarioError(f"Code must be in {', '.join(codes)}, not “{language[:20]}”.")
        self.bar.show_code(*codes[language])

    def upload(self, file: Upload) -> None:
        """Set what an uploaded file says: the good settings apply, the others are named."""
        settings = self.topic.read_upload(file.content, file.filename)
        self.session.say(*self.topic.state.apply(settings).values())

    def show(self) -> None:
        """Bring the bar up to date with the state, and the address when no drag goes on."""
        state = self.topic.state
        self.bar.show(
            can_undo=state.can_undo,
            can_redo=state.can_redo,
            pins=[
                Chip(pin.label, pin_colour(place, self.bar.theme))
                for place, pin in enumerate(state.pins)
            ],
        )
        if not state.in_gesture:
            self.bar.put(pictures=[list(picture) for picture in self.taking.pictures()])
        if not state.in_gesture and (query := state.query()) != self._query:
            if self._query is not None:
                self.link(query)
            self._query = query

    def link(self, query: str) -> None:
        """Let the address hold the settings, or say that they are too long for one."""
        if len(query) > QUERY_LENGTH:
            self.session.status.say(
                f"The link must be at most {QUERY_LENGTH} characters, not {len(query)}: it leaves "
                "these settings out. Export the scenario to keep them.",
                key="link",
            )
            query = ""
        else:
            self.session.status.unsay("link")
        self.bar.set_query(f"page={self.topic.key}&{query}".rstrip("&"))

    def paint(self, theme: ThemeName) -> None:
        """Draw every view on light or dark paper."""
        with self.session.one_update():
            self.bar.put(theme=theme)
            for view in self.session.views.values():
                view.theme(theme)


def theme_shown() -> ThemeName:
    """The theme this browser showed last, as theme.js remembers it in a cookie."""
    remembered = (pn.state.cookies or {}).get(THEME)
    return remembered if remembered in THEMES else "light"
