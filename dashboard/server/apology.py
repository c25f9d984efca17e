"""Apology: what stands on a page that could not be made, instead of nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import panel as pn

log = logging.getLogger(__name__)

WORDS = (
    "This page could not be made ({kind}); the server's log has the details. Loading it again may "
    "help; if it does not, whoever runs the server should read that log."
)


@contextmanager
def instead_of_nothing() -> Iterator[None]:
    """Say on the page that an error inside kept it from being made; tell the log all about it.

    Bokeh itself sends an empty page then, with the status of a good one.
    """
    try:
        yield
    except Exception as error:
        log.exception("A page could not be made")
        if pn.state.curdoc is not None:
            pn.state.curdoc.clear()
        words = escape(WORDS.format(kind=type(error).__name__))
        pn.pane.HTML(f'<p role="alert">{words}</p>').servable(title="Quantum Battery Explorer")
