"""The connection between a page and its browser: said when it is lost, and taken up again.

The browser loads the page anew at its own address, which holds the settings; it sends those again
that had no answer, and names the page it was, whose history goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import param

from dashboard.components.component import Component, source

FOLDER = Path(__file__).parent

# In an address: the browser loads the page anew, whatever it or a proxy has kept. No setting.
FRESH = "fresh"
LONGEST_TICKET = 64


def script() -> str:
    """What watches the connection, for the head of a document, before Bokeh's own scripts."""
    return "\n".join((FOLDER / name).read_text("utf-8") for name in ("pulse.js", "connection.js"))


def sending_script() -> str:
    """What looks at each message before it leaves, after Bokeh's own scripts."""
    return (FOLDER / "sending.js").read_text("utf-8")


def style() -> str:
    """How the sentence about the connection looks."""
    return (FOLDER / "connection.css").read_text("utf-8")


class Connection(Component):
    """What a page and its browser know of each other.

    Parameters
    ----------
    on_rejoin
        Called with a ticket when the page of the browser had it before its connection was lost.
    """

    ticket = param.String(doc="By which the history of this page is found again.")
    ready = param.Boolean(False, doc="Whether settings sent from now on are answered.")

    _esm = source("rejoin.js")
    _stylesheets = [source("rejoin.css")]

    def __init__(self, on_rejoin: Callable[[str], None], **params: Any) -> None:
        super().__init__(**params)
        self._on_rejoin = on_rejoin

    def _handle_msg(self, data: Any) -> None:
        match data:
            case {"kind": "rejoin", "ticket": str(ticket)} if len(ticket) <= LONGEST_TICKET:
                self._on_rejoin(ticket)
