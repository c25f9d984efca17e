"""What `panel serve dashboard/app.py` is given: one page a session, chosen by the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import panel as pn

from dashboard import pages
from dashboard.components.connection import FRESH
from dashboard.computer import COMPUTER
from dashboard.page import Page
from dashboard.server import (
    apology,
    ending,
    garbage,
    guard,
    links,
    opening,
    scripts,
    shell,
    wire,
)
from engine.fields import did_you_mean
from engine.precompile import foretell

NOT_SETTINGS = frozenset({"page", FRESH})


def open_page(query: str, *problems: str) -> Page:
    """The page an address asks for, at the settings it holds; what is wrong is said on it."""
    titles = dict(pages.titles())
    asked = parse_qs(query.lstrip("?")).get("page", [pages.first()])[-1]
    wrong = list(problems)
    if asked not in titles:
        known = ", ".join(titles)
        wrong.append(
            f"The page must be one of {known}, not “{asked[:40]}”.{did_you_mean(asked, titles)}"
        )
    page = pages.page(asked if asked in titles else pages.first())()
    wrong += page.state.read_query(query, ignore=NOT_SETTINGS)
    page.say(*wrong)
    return page


def address() -> str:
    """The query string this session was opened with; the server reads its keys as Latin-1."""
    arguments = links.settings(pn.state.session_args)
    return urlencode(
        [(key.encode("latin-1"), value) for key, values in arguments.items() for value in values],
        safe=",",  # as the page writes it, lest a link grow beyond what is read
    )


def prepare() -> None:
    """What a server does once, with its first page."""
    guard.stand()
    scripts.pack_ahead()
    foretell()
    Page.menu = pages.menu()
    COMPUTER.employ()
    wire.be_lean()
    opening.take_turns()
    garbage.settle()


def serve() -> None:
    """Put this session's page on the screen."""
    if (document := pn.state.curdoc) is None:
        raise RuntimeError("The app must be given to `panel serve`, not imported.")
    prepare()
    pn.extension()
    shell.dress(document)
    page = open_page(address(), *links.left_out(pn.state.session_args))
    ending.open_pages.add(page)
    pn.state.on_session_destroyed(lambda context: page.close())
    page.layout.servable(title=f"{page.title} · Quantum Battery Explorer")


with apology.instead_of_nothing():
    serve()
