"""What the bar's buttons do: presets, history, pins, link, files, code and theme."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import panel as pn

from dashboard import export
from dashboard.components.bar import CODES, Bar, Chip, Entry, Upload
from dashboard.computer import COMPUTER
from dashboard.live import explain, running_loop, settled
from dashboard.picture.palette import THEMES, ThemeName, pin_colour
from dashboard.state import QUERY_LENGTH
from engine.scenario import ScenarioError, describe

if TYPE_CHECKING:
    from dashboard.page import Page

PIN_WORDS = 4
THEME = "explorer-theme"


class Actions:
    """The bar of a page, and what each of its actions does to the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.theme: ThemeName = theme_shown()
        self._query: str | None = None
        for view in page.views.values():
            view.theme(self.theme)
        self._presets = {preset.key: preset for preset in page.presets}
        self.bar = Bar(
            title=page.title,
            pages=page.menu,
            page=page.key,
            codes=[list(code) for code in CODES],
            presets=[
                Entry(preset.key, preset.title, preset.group, preset.note)
                for preset in page.presets
            ],
            stories=[[story.key, story.title, story.source] for story in page.stories],
            on_action=self.act,
            on_theme=self.paint,
            embedded=page.embedded,
            theme=self.theme,
        )

    def act(self, name: str, value: Any) -> None:
        """Do what a button says; what cannot be done is said in one sentence."""
        state = self.page.state
        try:
            match name:
                case "preset":
                    self.preset(value)
                case "story":
                    self.story(value)
                case "undo":
                    state.undo()
                case "redo":
                    state.redo()
                case "reset":
                    state.load({})
                    self.page.reset_views()
                case "ready":
                    self.page.listen()
                case "pin":
                    state.pin(self.pin_label())
                case "unpin":
                    state.unpin(value)
                case "download":
                    self.download(self.file(value))
                case "code":
                    self.code(value)
                case "upload":
                    self.upload(value)
        except ScenarioError as error:
            self.page.say(str(error))

    def preset(self, key: str) -> None:
        """Set what a preset says; its note stays in sight until the next one."""
        if key not in self._presets:
            raise ScenarioError(f"The preset must be one of this page's, not “{key[:40]}”.")
        preset = self._presets[key]
        self.page.state.load(preset.settings)
        self.page.reset_views()
        self.page.status.say(f"{preset.title}: {preset.note}", level="info", key="preset")

    def story(self, key: str) -> None:
        """Begin to tell a story."""
        if key not in {story.key for story in self.page.stories}:
            raise ScenarioError(f"The story must be one of this page's, not “{key[:40]}”.")
        self.page.story.begin(key)

    def pin_label(self) -> str:
        """The settings that are not default, in a few words."""
        state = self.page.state
        own = type(self.page.scenario).fields()
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
            with self.page.one_update():
                if (error := job.future.exception()) is None:
                    self.bar.download(*job.future.result())
                else:
                    self.page.say(explain(error))

        self._writing = asyncio.get_running_loop().create_task(hand_over())

    _writing: asyncio.Task[None] | None = None

    def close(self) -> None:
        """The session ended: nobody waits for a file any more."""
        if self._writing is not None:
            self._writing.cancel()

    def file(self, kind: str) -> Callable[[], export.File]:
        """What writes the file a download asks for, from what is shown at this moment."""
        page = self.page
        texts = {
            name: page.state.fields[name].to_text(value)
            for name, value in page.state.values().items()
        }
        if kind != "scenario" and not page.results:
            raise ScenarioError("A download must wait for the first result, not come before it.")
        match kind:
            case "csv":
                views = [page.views[key] for key in page.visible()]
                tables = export.tables(views)
                return partial(export.csv_file, page.key, tables, texts, page.state.query())
            case "json":
                export.check_json(page.results)
                return partial(export.json_file, page.key, dict(page.results))
            case "netcdf":
                return partial(export.netcdf_file, page.key, dict(page.results))
            case "scenario":
                return partial(export.settings_file, page.key, texts)
        raise ScenarioError(f"A download must be CSV, JSON, NetCDF or scenario, not “{kind[:20]}”.")

    def code(self, language: str) -> None:
        """Show code that recomputes what is shown."""
        codes = self.page.copied_code()
        if language not in codes:
            raise ScenarioError(f"Code must be in {', '.join(codes)}, not “{language[:20]}”.")
        self.bar.show_code(*codes[language])

    def upload(self, file: Upload) -> None:
        """Set what an uploaded file says: the good settings apply, the others are named."""
        settings = self.page.read_upload(file.content, file.filename)
        self.page.say(*self.page.state.apply(settings).values())

    def show(self) -> None:
        """Bring the bar up to date with the state, and the address when no drag goes on."""
        state = self.page.state
        self.bar.show(
            can_undo=state.can_undo,
            can_redo=state.can_redo,
            pins=[
                Chip(pin.label, pin_colour(place, self.theme))
                for place, pin in enumerate(state.pins)
            ],
        )
        if not state.in_gesture and (query := state.query()) != self._query:
            if self._query is not None:
                self.link(query)
            self._query = query

    def link(self, query: str) -> None:
        """Let the address hold the settings, or say that they are too long for one."""
        if len(query) > QUERY_LENGTH:
            self.page.status.say(
                f"The link must be at most {QUERY_LENGTH} characters, not {len(query)}: it leaves "
                "these settings out. Export the scenario to keep them.",
                key="link",
            )
            query = ""
        else:
            self.page.status.unsay("link")
        self.bar.set_query(f"page={self.page.key}&{query}".rstrip("&"))

    def paint(self, theme: ThemeName) -> None:
        """Draw every view on light or dark paper."""
        self.theme = theme
        with self.page.one_update():
            for view in self.page.views.values():
                view.theme(theme)


def theme_shown() -> ThemeName:
    """The theme this browser showed last, as theme.js remembers it in a cookie."""
    remembered = (pn.state.cookies or {}).get(THEME)
    return remembered if remembered in THEMES else "light"
