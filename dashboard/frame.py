"""The frame of a page: its parts are laid out by the frame's width, not by that of the window.

A page has a part of a notebook's window alone, and a notebook has colours of its own: there the
frame has an end, and a ground on which the page's words can be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import panel as pn
from bokeh.document import Document
from bokeh.model import Model
from bokeh.models.ui.ui_element import UIElement
from panel.io.notebook import patch_inline_stylesheets

from dashboard.files import ASSETS
from dashboard.picture.palette import ThemeName

FRAME = """
:host {
  container-type: inline-size;
  display: block !important;
  width: 100% !important;
  height: auto !important;
}
"""
# What follows in a notebook is never far: the frame scrolls, and on paper it does not end.
ENDING = """
:host {
  max-height: min(900px, 92vh);
  box-sizing: border-box;
  overflow: auto;
  border: 1px solid var(--qb-line);
  border-radius: var(--qb-radius);
  background: var(--qb-bg);
  color: var(--qb-text);
}
@media print { :host { max-height: none; overflow: visible; } }
"""
SHELL = (ASSETS / "style.css").read_text("utf-8")


class Frame(pn.Column):
    """A page's frame, for a server that has dressed its document.

    Parameters
    ----------
    content
        The page's parts.
    """

    def __init__(self, content: pn.viewable.Viewable, *more: str) -> None:
        super().__init__(content, stylesheets=[FRAME, *more], sizing_mode="stretch_both", margin=0)


class OwnFrame(Frame):
    """A page's frame where there is no shell.

    Parameters
    ----------
    content
        The page's parts.
    before
        Called with whether somebody listens, before anything is made of the page: it is to be
        complete by then, since what is made may never be changed again.
    """

    def __init__(self, content: pn.viewable.Viewable, before: Callable[[bool], None]) -> None:
        # The bar marks the frame with the theme that the page is drawn in.
        dark = ground("dark").replace(":host", ':host([data-theme="dark"])', 1)
        super().__init__(content, ENDING, ground("light"), dark)
        self._before = before

    def _get_model(
        self,
        doc: Document,
        root: Model | None = None,
        parent: Model | None = None,
        comm: Any = None,
    ) -> Any:
        self._before(comm is not None)
        return super()._get_model(doc, root, parent, comm)

    def _render_model(self, doc: Document | None = None, comm: Any = None) -> Model:
        """As Panel does, but that nothing is fetched from another machine, whoever shows this."""
        pn.config.inline = True  # type: ignore[misc]  # it is a setting
        made = super()._render_model(doc, comm)
        for part in made.select({"type": UIElement}):
            patch_inline_stylesheets(part)
        return made


def ground(theme: ThemeName) -> str:
    """The shell's colours and measures as those of an element.

    >>> "--qb-bg: #f4f6f8;" in ground("light"), "--qb-bg: #0e1318;" in ground("dark")
    (True, True)
    """
    light, dark = (
        "".join(re.findall(rf"^:root{re.escape(mark)} {{(.*?)^}}", SHELL, re.S | re.M))
        for mark in ("", '[data-theme="dark"]')
    )
    return f":host {{{light}{dark if theme == 'dark' else ''}}}"
