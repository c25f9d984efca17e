"""Home: calls from any thread happen on the loop an object was made on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from bokeh.document import Document
from panel.io.state import set_curdoc
from panel.models.esm import DataEvent

from dashboard import pages
from dashboard.checking import Checking
from dashboard.furnishing import Furnisher
from dashboard.home import Home, running, serving
from dashboard.live import Loop
from dashboard.page import Page

PAGES = sorted(pages.every_page().items())


def test_without_a_loop_calls_happen_at_once() -> None:
    said: list[int] = []
    Home()(said.append, 1)
    assert said == [1]
    assert running() is None
    assert serving() is None


def test_calls_from_another_thread_and_loop_come_home() -> None:
    places: list[tuple[object, int]] = []

    def note() -> None:
        places.append((running(), threading.get_ident()))

    async def life() -> None:
        home = Home()
        home(note)
        assert len(places) == 1

        async def elsewhere() -> None:
            home(note)

        await asyncio.to_thread(asyncio.run, elsewhere())
        await asyncio.sleep(0)
        assert places == [(asyncio.get_running_loop(), threading.get_ident())] * 2

    asyncio.run(life())


def test_one_whose_loop_has_ended_calls_at_once() -> None:
    said: list[int] = []

    async def life() -> Home:
        return Home()

    asyncio.run(life())(said.append, 1)
    assert said == [1]


@pytest.fixture
def served() -> Iterator[Document]:
    """The document of a session, without a server: its loop is to be set."""
    document = Document()
    application = SimpleNamespace(io_loop=None)
    context: Any = SimpleNamespace(
        request=SimpleNamespace(arguments={}, cookies={}, headers={}),
        server_context=SimpleNamespace(application_context=application),
        session=None,
    )
    document._session_context = lambda: context  # type: ignore[assignment]
    yield document


def lend(document: Document, loop: Any) -> None:
    context: Any = document.session_context
    context.server_context.application_context.io_loop = loop


@pytest.mark.parametrize("wrapped", [True, False], ids=["Tornado's loop", "asyncio's own"])
def test_made_in_a_thread_it_is_the_loop_of_the_server(served: Document, wrapped: bool) -> None:
    """Bokeh from 3.10 on runs an app that is a function in a thread."""
    places: list[tuple[object, int]] = []

    def note() -> None:
        places.append((running(), threading.get_ident()))

    def app() -> Home:
        with set_curdoc(served):
            home = Home()
        home(note)
        return home

    async def life() -> None:
        loop = asyncio.get_running_loop()
        lend(served, SimpleNamespace(asyncio_loop=loop) if wrapped else loop)
        home = await asyncio.to_thread(app)
        await asyncio.sleep(0)
        assert places == [(loop, threading.get_ident())]
        home(note)
        assert len(places) == 2

    asyncio.run(life())


@pytest.mark.parametrize(("key", "page_type"), PAGES, ids=[key for key, _ in PAGES])
def test_a_page_made_in_a_thread_is_furnished_at_home(
    served: Document, key: str, page_type: type[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    furnished: list[int] = []

    async def furnish(furnisher: Furnisher) -> None:
        furnished.append(threading.get_ident())

    monkeypatch.setattr(Furnisher, "furnish", furnish)

    def make() -> Page:
        with set_curdoc(served):
            return page_type()

    async def life() -> None:
        lend(served, asyncio.get_running_loop())
        page = await asyncio.to_thread(make)
        assert not any("pane" in vars(view) for view in page.views.values()), "none is built yet"
        await asyncio.sleep(0.01)
        assert furnished == [threading.get_ident()]
        page.close()

    asyncio.run(life())


def test_made_without_a_loop_it_takes_the_first_that_it_meets() -> None:
    places: list[object] = []
    home = Home()

    async def life() -> None:
        home(lambda: places.append(running()))
        await asyncio.to_thread(home, lambda: places.append(running()))
        await asyncio.sleep(0)
        assert places == [asyncio.get_running_loop()] * 2

    asyncio.run(life())


@pytest.mark.parametrize(("key", "page_type"), PAGES, ids=[key for key, _ in PAGES])
def test_nothing_that_a_thread_asks_of_a_page_is_dropped(
    key: str, page_type: type[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened, changed, its claims looked at and closed from a thread, as a newer Bokeh does."""
    asked: list[tuple[int, set[str]]] = []

    def request(loop: Loop, wanted: Any, ticket: object = None) -> None:
        asked.append((threading.get_ident(), set(wanted)))

    checked: list[int] = []

    async def check(checking: Checking) -> None:
        checked.append(threading.get_ident())

    monkeypatch.setattr(Loop, "request", request)
    monkeypatch.setattr(Checking, "check", check)

    async def life() -> None:
        page = page_type()
        here = threading.get_ident()

        async def from_a_thread(function: Any, *arguments: Any) -> None:
            asked.clear()
            await asyncio.to_thread(function, *arguments)
            await asyncio.sleep(0.01)

        page.session.ready = False
        await from_a_thread(page.session.home, page.session.loaded)
        assert asked == [(here, set(page.wanted()))], "the browser has the page"
        await from_a_thread(page.refresh)
        assert asked == [(here, set(page.wanted()))]
        preset = page_type.presets[-1]
        await from_a_thread(page.actions.bar._process_event, message("preset", preset.key))
        assert asked and all(thread == here for thread, _ in asked)
        await from_a_thread(setattr, page.words, "active", 1)
        assert checked == [here]
        closed: list[int] = []
        monkeypatch.setattr(Loop, "close", lambda loop: closed.append(threading.get_ident()))
        await from_a_thread(page.close)
        assert closed == [here]

    asyncio.run(life())


def message(name: str, value: Any) -> Any:
    """What the bar's script sends."""
    return DataEvent(None, data={"kind": "action", "name": name, "value": value})
