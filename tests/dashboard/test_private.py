"""What the explorer takes from Panel, HoloViews and Bokeh without their promise is there."""

from __future__ import annotations

import importlib
import logging
import types

import panel as pn
import pytest
from bokeh.document import Document
from bokeh.models import ColumnDataSource

from dashboard.server import private, wire

# Where each name is looked up, and what the page loses without it.
NAMES = {
    "bokeh.server.views.ws:WSHandler.open": "small messages leave at once",
    "bokeh.protocol.messages.patch_doc:Serializer": "short arrays travel in the text",
    "bokeh.core.serialization:Serializer._encode_bytes": "short arrays travel in the text",
    "bokeh.core.serialization:Serializer.get_ref": "models are looked up, not listed",
    "bokeh.core.serialization:Serializer.has_ref": "models are looked up, not listed",
    "panel.io.document:_garbage_collect": "garbage is searched when nobody drags",
    "panel.io.state:state._unblocked": "a picture is sent at once where it may be",
    "panel.custom:JSComponent._process_bokeh_event": "events come home",
    "panel.custom:JSComponent._process_event": "events come home",
    "panel.custom:JSComponent._process_param_change": "a property costs little",
    "panel.custom:JSComponent._update_properties": "a property costs little",
    "panel.custom:JSComponent._handle_msg": "a component hears its browser",
    "panel.viewable:Viewer._repr_mimebundle_": "a page stands in a notebook",
    "panel:extension._loaded": "a page brings its scripts to a notebook",
}
THREADS = {
    "bokeh.server.session:_run_in_executor": "a page lives on one thread",
    "bokeh.server.session:ServerSession._run_in_executor": "a page lives on one thread",
}


def found(place: str) -> bool:
    """Whether a name is there: `module:attribute.attribute`."""
    module, _, names = place.partition(":")
    owner: object = importlib.import_module(module)
    for name in names.split("."):
        if not hasattr(owner, name):
            return False
        owner = getattr(owner, name)
    return True


@pytest.mark.parametrize("place", [*NAMES, *(THREADS if wire.uses_threads() else ())])
def test_the_name_is_there(place: str) -> None:
    assert found(place), f"{place} is gone: without it, not so: {(NAMES | THREADS)[place]}"


def test_threads_are_where_they_were_found() -> None:
    assert all(found(place) == wire.uses_threads() for place in THREADS)


def test_a_rendered_pane_has_its_plots() -> None:
    assert hasattr(pn.pane.HoloViews(), "_plots")


def test_a_document_knows_what_its_browser_has() -> None:
    document = Document()
    document.add_root(ColumnDataSource())
    assert document.models.synced_references is not None


def test_a_name_that_is_missing_is_said_in_words(caplog: pytest.LogCaptureFixture) -> None:
    import bokeh.server.session as owner

    with caplog.at_level(logging.WARNING):
        assert not private.replace(owner, "_gone", print)
        assert not private.replace(Document, "_gone", print)
    assert not hasattr(owner, "_gone")
    first, second = (record.message for record in caplog.records)
    assert first.startswith("Bokeh must have the private name bokeh.server.session._gone, ")
    assert "the private name bokeh.document.document.Document._gone, which" in second
    own = types.SimpleNamespace(_here=None)
    assert private.replace(own, "_here", print) and own._here is print
