"""What a page's socket takes: an honest browser's messages, and nothing that unpacks into more."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from bokeh.document import Document
from bokeh.models import ColumnDataSource, Range1d
from bokeh.plotting import figure
from tornado.httpclient import HTTPClientError

from dashboard.server import honest
from dashboard.server.socket import AT_ONCE, LONGEST_TOKEN, Pace, is_bounded
from tests.server.strangers import TOKEN, Visitor, ask, mapped, models

Json = Any
HEADER = {"msgid": "1", "msgtype": "PATCH-DOC"}


@pytest.fixture(scope="module")
def drawn() -> tuple[Document, dict[str, str]]:
    """A document with a figure, and the identities of what is in it by class."""
    plot = figure(x_range=Range1d(0, 1))
    plot.scatter([1, 2], [3, 4])
    document = Document()
    document.add_root(plot)
    found = {type(model).__name__: model.id for model in document.models}
    assert {"figure", "Range1d", "ColumnDataSource"} <= found.keys()
    return document, found


def change(model: str, name: str, new: Json) -> Json:
    return {"kind": "ModelChanged", "model": {"id": model}, "attr": name, "new": new}


def happening(name: str, **values: Json) -> Json:
    event = {"type": "event", "name": name, "values": mapped(values)}
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}


def check(document: Document, content: Json, header: Json = HEADER) -> honest.Parts:
    texts = [part if isinstance(part, str) else json.dumps(part) for part in (header, {}, content)]
    return honest.check((texts[0], texts[1], texts[2]), document)


def test_what_browsers_send_passes(drawn: tuple[Document, dict[str, str]]) -> None:
    document, found = drawn
    plot, ends = found["figure"], found["Range1d"]
    upload = {"name": "upload", "value": {"base64": "A" * (4 * 1_000_000 // 3)}}
    for event in (
        change(plot, "inner_width", 447),
        change(ends, "start", -0.25),
        change(ends, "end", -999_999_999_999_999_868_928),  # a wheel that was turned far out
        change(ends, "reset_end", {"type": "number", "value": "nan"}),
        change(found["GlyphRenderer"], "visible", False),
        change(found["Toolbar"], "active_drag", {"id": found["PanTool"]}),
        happening("document_ready"),
        happening("tap", model={"id": plot}, x=1.5, y=-2e-5, modifiers={"shift": False}),
        happening("data_event", model={"id": plot}, data=upload),
    ):
        check(document, {"events": [event]})
    check(document, {}, {"msgid": "1", "msgtype": "PULL-DOC-REQ"})


def test_a_model_of_the_page_that_a_browser_writes_out_is_handed_on_by_its_name(
    drawn: tuple[Document, dict[str, str]],
) -> None:
    """As Bokeh's scripts write one that came after the page did; it may hold packed columns."""
    document, found = drawn
    whole = {"type": "object", "name": "Figure", "id": found["figure"], "attributes": {
        "subscribed_events": {"type": "set", "entries": ["tap"]}, "data": ARRAY}}  # fmt: skip
    named = {"id": found["figure"]}
    sent, expected = (
        {"events": [happening("tap", x=1) | {"model": model}]} for model in (whole, named)
    )
    assert json.loads(check(document, sent)[2]) == expected


PACKED = base64.b64encode(gzip.compress(bytes(100_000))).decode()
ARRAY = {"type": "ndarray", "array": {"type": "bytes", "data": PACKED}, "dtype": "uint8",
         "order": "little", "shape": [100_000]}  # fmt: skip
HOSTILE: dict[str, Callable[[dict[str, str]], tuple[Json, Json]]] = {
    "columns": lambda found: (HEADER, {"events": [
        {"kind": "ColumnDataChanged", "model": {"id": found["ColumnDataSource"]}, "attr": "data",
         "data": {"type": "map", "entries": [["x", ARRAY]]}}]}),
    "streamed columns": lambda found: (HEADER, {"events": [
        {"kind": "ColumnsStreamed", "model": {"id": found["ColumnDataSource"]}, "attr": "data",
         "data": {"x": [1]}, "rollover": None}]}),
    "packed bytes": lambda found: (HEADER, {"events": [
        change(found["Range1d"], "start", {"type": "bytes", "data": PACKED})]}),
    "an array": lambda found: (HEADER, {"events": [change(found["Range1d"], "start", ARRAY)]}),
    "an array in an event": lambda found: (HEADER, {"events": [
        happening("data_event", model={"id": found["figure"]}) | {"msg_data": {
            "type": "event", "name": "data_event", "values": {"type": "map", "entries": [
                ["data", ARRAY]]}}}]}),
    "a new model": lambda found: (HEADER, {"events": [
        change(found["figure"], "inner_width",
               {"type": "object", "name": "Div", "id": "p0", "attributes": {}})]}),
    "a slice": lambda found: (HEADER, {"events": [
        change(found["Range1d"], "start", {"type": "slice", "start": 0, "stop": 1, "step": 1})]}),
    "a new root": lambda found: (HEADER, {"events": [
        {"kind": "RootAdded", "model": {"id": found["figure"]}}]}),
    "no root": lambda found: (HEADER, {"events": [
        {"kind": "RootRemoved", "model": {"id": found["figure"]}}]}),
    "a title": lambda found: (HEADER, {"events": [{"kind": "TitleChanged", "title": "x"}]}),
    "another message": lambda found: (HEADER, {"events": [
        {"kind": "MessageSent", "msg_type": "other", "msg_data": {}}]}),
    "a new document": lambda found: (HEADER | {"msgtype": "PUSH-DOC"}, {"doc": {}}),
    "an answer": lambda found: (HEADER | {"msgtype": "OK"}, {}),
    "buffers": lambda found: (HEADER | {"num_buffers": 1}, {"events": []}),
    "a long header": lambda found: (HEADER | {"x": "y" * 2_000}, {"events": []}),
    "no header": lambda found: ([], {"events": []}),
    "no identity": lambda found: ({"msgtype": "PATCH-DOC"}, {"events": []}),
    "depth": lambda found: (HEADER, "[" * 100_000 + "]" * 100_000),
    "less depth": lambda found: (HEADER, '{"events": ' + "[" * 100 + "]" * 100 + "}"),
    "a long integer": lambda found: (HEADER, '{"events": [' + "9" * 5_000 + "]}"),
    "an infinite number": lambda found: (HEADER, '{"events": [1e999]}'),
    "no number": lambda found: (HEADER, '{"events": [NaN]}'),
    "text for a number": lambda found: (HEADER, {"events": [
        change(found["Range1d"], "start", {"type": "number", "value": "9" * 9_999})]}),
    "many events": lambda found: (HEADER, {"events": [
        change(found["Range1d"], "start", 1)] * 1_000}),
    "no JSON": lambda found: (HEADER, "'"),
    "nothing": lambda found: (HEADER, "{}"),
    "a list": lambda found: (HEADER, "[]"),
    "a type that is none": lambda found: (HEADER, {"events": [{"type": ["map"]}]}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_browser_sends_is_refused_in_words(
    drawn: tuple[Document, dict[str, str]], name: str
) -> None:
    document, found = drawn
    header, content = HOSTILE[name](found)
    with pytest.raises(honest.Hostile, match=r"^An? .* must .*\.$") as caught:
        check(document, content, header)
    assert not isinstance(caught.value, honest.Unexpected)
    assert len(str(caught.value)) < 120  # what the end of a socket may say


def test_a_browser_has_no_say_in_most_properties(drawn: tuple[Document, dict[str, str]]) -> None:
    document, found = drawn
    for model, name in (("figure", "title"), ("ColumnDataSource", "data"), ("figure", "tags"),
                        ("ColumnDataSource", "selected"), ("GlyphRenderer", "glyph")):  # fmt: skip
        with pytest.raises(honest.Unexpected):
            check(document, {"events": [change(found[model], name, None)]})
    with pytest.raises(honest.Unexpected):
        check(document, {"events": [change("none", "start", 1)]})
    with pytest.raises(honest.Unexpected):
        check(document, {"events": [happening("server_event")]})
    assert isinstance(document.models[found["ColumnDataSource"]], ColumnDataSource)


def test_a_token_unpacks_to_no_more_than_a_request_held() -> None:
    import zlib

    def token(payload: bytes) -> str:
        packed = base64.urlsafe_b64encode(zlib.compress(payload, 9)).decode().rstrip("=")
        text = json.dumps({"session_id": "a", "__bk__zlib_": packed})
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    assert is_bounded(token(b"{}"))
    assert not is_bounded(token(bytes(LONGEST_TOKEN + 1)))
    assert not is_bounded("\xff") and not is_bounded("e30x") and not is_bounded("")


def test_a_page_that_sends_without_end_waits() -> None:
    pace = Pace()
    assert sum(pace.wait(300) for _ in range(400)) == 0
    assert sum(pace.wait(300) for _ in range(1_000)) > 10
    pace = Pace()
    assert pace.wait(1_400_000) == 0
    pace.spend(AT_ONCE)
    assert pace.wait(300) > 0


def on_a_page(server: str, *steps: Callable[[Visitor, Json], Awaitable[Any]]) -> list[Any]:
    """Run each on a page of its own, while another page is open, which must not feel it."""

    async def all_of_them() -> list[Any]:
        async with await Visitor.enter(server, "?page=storage") as bystander:
            await bystander.document()
            found = []
            for step in steps:
                async with await Visitor.enter(server, "?page=storage") as visitor:
                    found.append(await step(visitor, await visitor.document()))
            await bystander.document()
        return found

    return asyncio.run(all_of_them())


def test_a_hostile_message_ends_its_own_page_alone(server: str, server_log: Any) -> None:
    async def columns(visitor: Visitor, document: Json) -> Any:
        source = models(document, "ColumnDataSource")[0]
        await visitor.send(*_message(HOSTILE["columns"], {"ColumnDataSource": source}))
        return await visitor.closed()

    async def binary(visitor: Visitor, document: Json) -> Any:
        await visitor.socket.write_message(b"\0" * 100, binary=True)
        return await visitor.closed()

    async def long(visitor: Visitor, document: Json) -> Any:
        await visitor.socket.write_message("x" * (honest.LONGEST_MESSAGE + 1))
        return await visitor.closed()

    ends = on_a_page(server, columns, binary, long)
    assert [code for code, _ in ends] == [1008, 1008, 1009]
    assert ends[1][1] == "A message must be text, not packed bytes."


def _message(make: Callable[[dict[str, str]], tuple[Json, Json]], found: dict[str, str]) -> Any:
    header, content = make(found)
    return header["msgtype"], content


def test_a_refused_change_is_answered_in_one_sentence(server: str) -> None:
    async def wrong(visitor: Visitor, document: Json) -> list[Json]:
        plot = models(document, "Figure")[0]
        answers = []
        for event in (
            change(plot, "inner_width", "wide"),
            change(plot, "title", None),
            change(plot, "inner_width", 300),
        ):
            await visitor.patch(event)
            answers.append(await visitor.answer())
            while answers[-1]["head"]["msgtype"] == "OK" and len(answers) == 1:
                answers[-1] = await visitor.answer()  # of document_ready
        return answers

    ((first, second, third),) = on_a_page(server, wrong)
    nothing = {"traceback": None}
    assert first["content"] == nothing | {"text": "The message could not be handled."}
    assert second["content"]["text"] == "A property must be one that a browser sets."
    assert second["content"].get("traceback") is None
    assert third["head"]["msgtype"] == "OK"


def test_a_socket_needs_a_page_of_this_server(server: str) -> None:
    forged = (
        base64.urlsafe_b64encode(json.dumps({"session_id": "x", "session_expiry": 9e9}).encode())
        .decode()
        .rstrip("=")
    )
    page = TOKEN.search(ask(server, "/app?page=storage").body)
    assert page is not None

    async def knock(token: str, **headers: str) -> Any:
        try:
            visitor = await Visitor.knock(server, token, **headers)
        except HTTPClientError as error:
            return str(error)
        async with visitor:
            return await visitor.closed()

    assert asyncio.run(knock(forged))[0] == 1008
    assert asyncio.run(knock(page[1][:-2] + "AA"))[0] == 1008
    for origin in ("http://evil.example", "null", "http://127.0.0.1", "http://localhost:1"):
        assert "403" in asyncio.run(knock(page[1], Origin=origin))
