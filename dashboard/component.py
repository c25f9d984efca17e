"""What the page's own components share: plain JavaScript and CSS beside each Python module.

A component's script is `component.js` followed by its own; its look is `component.css` followed
by its own. Nothing is fetched: both travel with the component.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import panel as pn

from dashboard.home import Home

FOLDER = Path(__file__).parent


def source(name: str) -> str:
    """A file beside this module after the shared one of its kind, as in `source("bar.js")`."""
    kind = Path(name).suffix
    return "\n".join((FOLDER / part).read_text("utf-8") for part in (f"component{kind}", name))


class Component(pn.custom.JSComponent):
    """Base of the page's own components: full width, and messages as plain dictionaries."""

    __abstract = True

    def __init__(self, **params: Any) -> None:
        super().__init__(**{"sizing_mode": "stretch_width", "margin": 0, **params})
        self._home = Home()

    def _process_event(self, event: Any) -> None:
        self._home(super()._process_event, event)
