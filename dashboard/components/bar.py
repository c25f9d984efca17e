"""The bar above a page: navigation, presets, history, pins, link, files, code and theme."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any, Literal

import param

from dashboard.components.component import Component, source

# Bytes of a file that a person opens, and letters of what a menu's entry is called.
LONGEST_UPLOAD = 1_000_000
LONGEST_KEY = 200
ADDRESS = re.compile(r"https?://[\w.:\[\]-]{1,255}(/[\w.~%+-]*){0,20}", re.A)
DOWNLOADS = (
    ("json", "JSON", "every number, with settings, units and source"),
    ("netcdf", "NetCDF", "the labelled datasets, for xarray"),
    ("scenario", "Scenario", "the settings alone, to open here again"),
)
CODES = (
    ("python", "Copy as Python", "recomputes the main dataset"),
    ("qutip", "Copy as QuTiP", "the main curve in plain QuTiP"),
)


@dataclass(frozen=True)
class Upload:
    """A file that a person opens: what it is called, and its bytes."""

    filename: str
    content: bytes


@dataclass(frozen=True)
class Entry:
    """A line of the presets menu: its key, what it is called, under what, and a note."""

    key: str
    title: str
    group: str = ""
    note: str = ""


@dataclass(frozen=True)
class Chip:
    """A pin as the bar shows it: how it differs, and the colour of its curves."""

    label: str
    colour: str


class Bar(Component):
    """The bar above a page.

    Parameters
    ----------
    title
        What the page is called.
    pages
        Key, title and source of every page, for the navigation; the current one is `page`.
    presets
        The presets to choose from.
    opens
        What a file may be that a person opens.
    stories
        Key, title and source of every story of the page.
    on_action
        Called with a name and a value: "preset" (key), "story" (key), "undo", "redo", "reset",
        "pin", "unpin" (place among the pins), "download" (key of DOWNLOADS, or "csv:" and a view's
        key, "csv-only:" without notes), "picture" ("png:" or "svg:" and a view's key), "cite",
        "code" (key of CODES), "upload" (an Upload), "address" (of the page, without settings),
        "ready" (in a notebook: the browser listens from now on); without a value it is None.
    on_theme
        Called with "light" or "dark" when the browser shows another theme than was told last.
    theme
        What the pictures are drawn for at the start.
    embedded
        Whether the page stands in a notebook, whose address and shortcuts are not the page's.
    """

    title = param.String(doc="What the page is called.")
    pages = param.List([], doc="[key, title, source] of every page, those of a source together.")
    page = param.String(doc="The key of this page.")
    presets = param.List([], doc="The fields of each preset to choose from.")
    stories = param.List([], doc="Key, title and source of each story.")
    pins = param.List([], doc="The label and colour of each pin.")
    opens = param.String(doc="What a file may be that a person opens.")
    can_undo = param.Boolean(False, doc="Whether there is something to undo.")
    can_redo = param.Boolean(False, doc="Whether there is something to do again.")
    embedded = param.Boolean(False, doc="Whether the page stands in a notebook.")
    theme: param.Selector[Any] = param.Selector(
        default="light", objects=["light", "dark"], doc="What the pictures are first drawn for."
    )
    pictures = param.List([], doc="[key, title] of each picture in sight.")
    downloads = param.List(
        [list(entry) for entry in DOWNLOADS], doc="[key, title, note] of what can be downloaded."
    )
    codes = param.List(
        [list(entry) for entry in CODES], doc="[key, title, note] of each way to copy code."
    )

    _esm = source("saving.js", "bar.js")
    _stylesheets = [source("bar.css")]
    _constants = {"longest_upload": LONGEST_UPLOAD}

    def __init__(
        self,
        *,
        title: str,
        on_action: Callable[[str, Any], None],
        on_theme: Callable[[Literal["light", "dark"]], None],
        presets: Sequence[Entry] = (),
        pages: Sequence[tuple[str, str, str]] = (),
        **params: Any,
    ) -> None:
        super().__init__(
            title=title,
            presets=[asdict(preset) for preset in presets],
            pages=[list(page) for page in pages],
            **params,
        )
        self._on_action = on_action
        self._on_theme = on_theme

    def show(  # type: ignore[override]
        self, *, can_undo: bool, can_redo: bool, pins: Sequence[Chip]
    ) -> None:
        """Show what can be undone and what is pinned."""
        chips = [asdict(pin) for pin in pins]
        self.put(can_undo=can_undo, can_redo=can_redo, pins=chips)

    def download(self, filename: str, mime: str, content: bytes) -> None:
        """Hand the person a file."""
        encoded = base64.b64encode(content).decode("ascii")
        self._send_msg({"kind": "download", "filename": filename, "mime": mime, "base64": encoded})

    def save_picture(self, wish: Mapping[str, str]) -> None:
        """Let the browser save a picture as it shows it, with what is to be said on it."""
        self._send_msg({"kind": "picture", **wish})

    def show_code(self, title: str, text: str, prose: bool = False) -> None:
        """Show a text in a dialog, to be copied; prose may be broken into lines."""
        self._send_msg({"kind": "code", "title": title, "text": text, "prose": prose})

    def set_query(self, query: str) -> None:
        """Make the address of the page hold this query string; a notebook's address stays."""
        self._send_msg({"kind": "url", "query": query})

    def toast(self, text: str) -> None:
        """Say something in passing."""
        self._send_msg({"kind": "toast", "text": text})

    def _handle_msg(self, data: Any) -> None:
        match data:
            case {"kind": "theme", "value": ("light" | "dark") as theme}:
                self._on_theme(theme)
            case {"kind": "action", "name": "unpin", "value": int(place)}:
                self._on_action("unpin", place)
            case {
                "kind": "action",
                "name": ("preset" | "story" | "download" | "picture" | "code") as name,
                "value": str(value),
            } if len(value) <= LONGEST_KEY:
                self._on_action(name, value)
            case {
                "kind": "action",
                "name": "upload",
                "value": {"filename": str(filename), "base64": str(encoded)},
            } if len(encoded) <= 4 * ceil(LONGEST_UPLOAD / 3):
                try:
                    content = base64.b64decode(encoded, validate=True)
                except ValueError:  # not what the bar in the browser sends
                    return
                self._on_action("upload", Upload(filename, content))
            case {"kind": "action", "name": "address", "value": str(address)}:
                if ADDRESS.fullmatch(address):
                    self._on_action("address", address)
            case {
                "kind": "action",
                "name": ("undo" | "redo" | "reset" | "pin" | "cite" | "ready") as name,
            }:
                self._on_action(name, None)
