"""A session without a browser: it speaks Bokeh's protocol and paces itself as controls.js does."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import numpy as np
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

SECONDS_TO_ANSWER = 60
TOKEN = re.compile(r'"token":"([^"]+)"')
NUMBERS = {"nan": np.nan, "+inf": np.inf, "-inf": -np.inf}

Json = Any


class Session:
    """One open page: the sources' columns as the server sent them, and a slider's controls."""

    def __init__(self, socket: WebSocketClientConnection, slider: str) -> None:
        self.socket = socket
        self.slider = slider
        # What came for each source, read when it is asked for: this is not the browser measured.
        self._sent: dict[str, list[tuple[bool, Json, dict[str, bytes]]]] = {}
        self.errors: list[str] = []
        self._names = count()
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._seq = 0
        self._files: asyncio.Queue[str] = asyncio.Queue()

    @classmethod
    async def open(cls, address: str, slider: str = "theta") -> Session:
        """Load the page, take its document and say that it stands, as a browser does."""
        request = HTTPRequest(address, request_timeout=SECONDS_TO_ANSWER)
        page = (await AsyncHTTPClient().fetch(request)).body.decode()
        found = TOKEN.search(page)
        if found is None:
            raise RuntimeError(f"The page at {address} must hold a session's token.")
        url = address.partition("?")[0].replace("http", "ws", 1) + "/ws"
        session = cls(await websocket_connect(url, subprotocols=["bokeh", found[1]]), slider)
        await session._read()
        await session._send("PULL-DOC-REQ", {})
        await session._take(await session._read())
        session._reader = asyncio.create_task(session._listen())
        await session._event("document_ready", {"type": "map"})
        return session

    async def set(self, changes: Mapping[str, float], final: bool) -> dict[str, Any]:
        """Send what the hand did; returns the values that hold, once they come with the picture."""
        self._seq += 1
        answer = self._answers[self._seq] = asyncio.get_running_loop().create_future()
        data = {"kind": "set", "seq": self._seq, "changes": mapped(changes), "final": final}
        await self._tell(self.controls, data)
        return await asyncio.wait_for(answer, SECONDS_TO_ANSWER)

    async def download(self, kind: str) -> str:
        """Ask for a file, as the bar's menu does; returns its name once it is there."""
        await self._tell(self.bar, {"kind": "action", "name": "download", "value": kind})
        return await asyncio.wait_for(self._files.get(), SECONDS_TO_ANSWER)

    def columns(self) -> list[dict[str, Any]]:
        """The columns of every source, in the order of the document."""
        found: list[dict[str, Any]] = []
        for sent in self._sent.values():
            found.append({})
            for adds, data, buffers in sent:
                found[-1] = (found[-1] if adds else {}) | plain(data, buffers)
        return found

    async def close(self) -> None:
        """Leave, as a closed tab does."""
        self._reader.cancel()
        self.socket.close()

    # Messages: three texts (header, metadata, content), then a text and bytes for each buffer.

    async def _send(self, kind: str, content: Json) -> None:
        header = {"msgid": f"{id(self)}-{next(self._names)}", "msgtype": kind}
        for part in (header, {}, content):
            await self.socket.write_message(json.dumps(part))

    async def _tell(self, component: str, data: Mapping[str, Json]) -> None:
        values = [["model", {"id": component}], ["data", mapped(data)]]
        await self._event("data_event", {"type": "map", "entries": values})

    async def _event(self, name: str, values: Json) -> None:
        event = {"type": "event", "name": name, "values": values}
        sent = {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}
        await self._send("PATCH-DOC", {"events": [sent]})

    async def _read(self) -> tuple[str, Json, dict[str, bytes]]:
        texts = [json.loads(await self._frame()) for _ in range(3)]
        header, _, content = texts
        buffers = {}
        for _ in range(header.get("num_buffers", 0)):
            name = json.loads(await self._frame())["id"]
            buffers[name] = await self._frame()
        return header["msgtype"], content, buffers

    async def _frame(self) -> Any:
        frame = await self.socket.read_message()
        if frame is None:
            raise ConnectionError("The server closed the session.")
        return frame

    async def _listen(self) -> None:
        try:
            while True:
                await self._hear(*await self._read())
        except Exception as error:
            self.errors.append(repr(error))
            for answer in self._answers.values():
                answer.cancel()

    async def _hear(self, kind: str, content: Json, buffers: dict[str, bytes]) -> None:
        if kind == "ERROR":
            self.errors.append(str(content))
        if kind != "PATCH-DOC":
            return
        for event in content["events"]:
            match event:
                case {"kind": "ColumnDataChanged", "model": {"id": name}, "data": data}:
                    self._sent[name].append((True, data, buffers))
                case {"kind": "ModelChanged", "attr": "data", "model": {"id": name}, "new": data}:
                    self._sent[name] = [(False, data, buffers)]
                case {"kind": "ModelChanged", "attr": "shown", "model": {"id": self.shown}}:
                    self._answered(plain(event["new"], buffers))
                case {"kind": "MessageSent", "msg_data": {"name": "esm_event", "values": values}}:
                    match plain(values, buffers)["data"]:
                        case {"kind": "download", "filename": name}:
                            self._files.put_nowait(name)

    def _answered(self, shown: dict[str, Any]) -> None:
        for seq in [seq for seq in self._answers if str(seq) in shown["answers"]]:
            refused = shown["answers"][str(seq)]
            self.errors += refused.values()
            self._answers.pop(seq).set_result(
                {name: value for name, (value, _) in shown["values"].items()}
            )

    async def _take(self, message: tuple[str, Json, dict[str, bytes]]) -> None:
        """Find the sources and the controls in the whole document."""
        _, content, buffers = message
        for model in models(content["doc"]["roots"]):
            attributes = model.get("attributes", {})
            if model["name"] == "ColumnDataSource":
                self._sent[model["id"]] = [(False, attributes["data"], buffers)]
            data = attributes.get("data")
            if isinstance(data, dict) and "presets" in data.get("attributes", {}):
                self.bar = model["id"]
            if isinstance(data, dict) and f'["name", "{self.slider}"]' in json.dumps(
                data.get("attributes", {}).get("groups", "")
            ):
                self.controls, self.shown = model["id"], data["id"]


def mapped(values: Mapping[str, Any]) -> Json:
    """A mapping as Bokeh writes it."""
    return {"type": "map", "entries": [[name, value] for name, value in values.items()]}


def models(part: Json) -> Iterator[dict[str, Any]]:
    """Every model written out in a document."""
    if isinstance(part, list):
        for entry in part:
            yield from models(entry)
    elif isinstance(part, dict):
        if part.get("type") == "object" and "id" in part:
            yield part
        for entry in part.values():
            yield from models(entry)


def plain(part: Json, buffers: Mapping[str, bytes]) -> Any:
    """What Bokeh wrote, as plain Python and NumPy."""
    match part:
        case {"type": "map"}:
            return {key: plain(value, buffers) for key, value in part.get("entries", [])}
        case {"type": "ndarray", "array": array, "dtype": dtype, "shape": shape}:
            data = array["data"]
            inline = isinstance(data, str)
            raw = gzip.decompress(base64.b64decode(data)) if inline else buffers[data["id"]]
            return np.frombuffer(raw, dtype).reshape(shape)
        case {"type": "number", "value": str(word)}:
            return NUMBERS[word]
        case list():
            return [plain(entry, buffers) for entry in part]
    return part
