"""What nobody holds any more is gone: a server must not keep what its sessions left."""

from __future__ import annotations

import gc
from functools import partial
from types import SimpleNamespace
from typing import Any
from weakref import ref

import pytest
from bokeh.document import Document
from panel.io.document import _destroy_document
from panel.io.state import set_curdoc, state

from dashboard import pages
from dashboard.computer import COMPUTER
from dashboard.page import Page
from dashboard.pages.collision.curves import charging_view

PAGES = sorted(pages.every_page().items())


def test_a_view_that_was_drawn_is_gone_with_its_page() -> None:
    view = charging_view()
    assert view.pane.object is not None
    gone = ref(view)
    del view
    gc.collect()
    assert gone() is None


def visit(kind: type[Page]) -> list[ref[Any]]:
    """Open a page as a session does, draw it, and end the session; what is left of it, by name."""
    document = Document()
    document.destroy = partial(_destroy_document, document)  # as Panel gives it to a session's
    with set_curdoc(document):
        page = kind()
        page.layout.server_doc(document)
        page.results = {slot: COMPUTER.result(one) for slot, one in page.wanted().items()}
        for key in page.visible():
            page.views[key].draw(page.results, page.settings())
        page.close()
    for told in tuple(document.session_destroyed_callbacks):
        told(SimpleNamespace(_document=document, id="visit"))
    left = [ref(one) for one in (document, page, page.state, *page.views.values())]
    document.destroy(None)
    return left


@pytest.mark.parametrize(("key", "kind"), PAGES)
def test_nothing_is_left_of_a_page(
    key: str, kind: type[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "schedule_task", lambda *_, **__: None)
    visit(kind)  # the first visit leaves what is made once: results, texts, tables
    left = visit(kind)
    gc.collect()
    objects = len(gc.get_objects())
    assert [one() for one in left if one() is not None] == []
    visit(kind)
    gc.collect()
    assert len(gc.get_objects()) - objects < 100


def test_a_page_that_is_kept_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "schedule_task", lambda *_, **__: None)
    kept: list[Page] = []
    monkeypatch.setattr(Page, "close", lambda page: kept.append(page))
    left = visit(pages.page("storage"))
    gc.collect()
    assert kept[0] in [one() for one in left]
