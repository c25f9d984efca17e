"""A page that could not be made says so in words; it is never just empty."""

from __future__ import annotations

import pytest
from bokeh.document import Document
from panel.io.document import MockSessionContext
from panel.io.state import set_curdoc

from dashboard.server.apology import instead_of_nothing


@pytest.fixture
def document() -> Document:
    """The document of a session."""
    document = Document()
    context = MockSessionContext(document=document)
    document._session_context = lambda: context  # type: ignore[assignment]
    return document


def words(document: Document) -> str:
    """What stands on a page; Panel puts models without words beside."""
    return " ".join(str(getattr(root, "text", "")) for root in document.roots)


def test_what_kept_it_from_being_made_is_said(
    document: Document, caplog: pytest.LogCaptureFixture
) -> None:
    with set_curdoc(document), instead_of_nothing():
        raise RuntimeError("no place for <kernels>")
    assert "This page could not be made (RuntimeError)" in words(document)
    assert "kernels" not in words(document), "what only the log should hold"
    assert document.title == "Quantum Battery Explorer"
    assert "no place for <kernels>" in caplog.text


def test_a_sound_page_is_left_alone(document: Document) -> None:
    with set_curdoc(document), instead_of_nothing():
        pass
    assert words(document) == ""


def test_it_stands_around_all_that_a_session_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run app.py as Panel does, with a page that cannot be made."""
    from panel.io.handlers import ScriptHandler

    from dashboard import pages
    from tests.serving import ROOT

    def broken() -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(pages, "titles", broken)
    document = Document()
    context = MockSessionContext(document=document)
    document._session_context = lambda: context  # type: ignore[assignment]
    handler = ScriptHandler(filename=str(ROOT / "dashboard" / "app.py"))
    with set_curdoc(document):
        handler.modify_document(document)
    assert "This page could not be made (RuntimeError)" in words(document)
