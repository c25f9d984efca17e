"""Strangers at the door: requests as bytes over a socket, and a websocket without a browser."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE = 60
TOKEN = re.compile(r'"token":"([^"]+)"')

Json = Any


@dataclass(frozen=True)
class Reply:
    """An answer: its status, its headers, its body as text."""

    status: int
    headers: dict[str, str]
    body: str


def connect(base: str) -> socket.socket:
    """A bare connection to the server."""
    address = urlsplit(base)
    return socket.create_connection((address.hostname or "", address.port or 80), PATIENCE)


def ask(
    base: str, target: str | bytes, *, method: str = "GET", host: str | None = None, **headers: str
) -> Reply:
    """One request, its target as it stands; the names of headers with `_` for `-`."""
    path = target if isinstance(target, bytes) else target.encode("latin-1")
    lines = [f"Host: {host or urlsplit(base).netloc}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = method.encode() + b" " + path + b" HTTP/1.1\r\n" + "\r\n".join(lines).encode("latin-1")
    with connect(base) as stranger:
        stranger.sendall(head + b"\r\n\r\n")
        response = HTTPResponse(stranger, method=method)
        response.begin()
        body = response.read().decode(errors="replace")
        return Reply(response.status, dict(response.getheaders()), body)


class Visitor:
    """A page without a browser: its socket, and what came over it."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.socket = socket

    @classmethod
    async def enter(cls, base: str, query: str = "", **headers: str) -> Visitor:
        """Open a page as a browser does: its document, its socket, its models."""
        loop = asyncio.get_running_loop()
        reply = await loop.run_in_executor(None, ask, base, f"/app{query}")
        found = TOKEN.search(reply.body)
        assert found, reply
        visitor = await cls.knock(base, found[1], **headers)
        await visitor.read(1)
        return visitor

    @classmethod
    async def knock(cls, base: str, token: str, **headers: str) -> Visitor:
        """Open a socket with a token."""
        url = base.replace("http", "ws", 1) + "/app/ws"
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = HTTPRequest(url, headers=names)
        return cls(await websocket_connect(request, subprotocols=["bokeh", token]))

    async def send(self, kind: str, content: Json, **header: Json) -> None:
        """One message of Bokeh's protocol; content that is text is sent as it is."""
        head = {"msgid": "1", "msgtype": kind, **header}
        text = content if isinstance(content, str) else json.dumps(content)
        for part in (json.dumps(head), "{}", text):
            await self.socket.write_message(part)

    async def patch(self, *events: Json) -> None:
        """A change of the document."""
        await self.send("PATCH-DOC", {"events": list(events)})

    async def act(self, model: str, data: Json) -> None:
        """What one of the page's own components tells."""
        values = {"type": "map", "entries": [["model", {"id": model}], ["data", mapped(data)]]}
        event = {"type": "event", "name": "data_event", "values": values}
        await self.patch({"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event})

    async def read(self, messages: int) -> list[dict[str, Json]]:
        """The next messages: header and content."""
        found = []
        for _ in range(messages):
            head, _, content = [await self._part() for _ in range(3)]
            for _ in range(2 * head.get("num_buffers", 0)):
                await asyncio.wait_for(self.socket.read_message(), PATIENCE)
            found.append({"head": head, "content": content})
        return found

    async def _part(self) -> Json:
        part = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
        if part is None:
            raise ConnectionError(self.farewell)
        return json.loads(part)

    async def document(self) -> Json:
        """The page's models; the page is then told that it stands."""
        await self.send("PULL-DOC-REQ", {})
        while (message := (await self.read(1))[0])["head"]["msgtype"] != "PULL-DOC-REPLY":
            pass
        ready = {"type": "event", "name": "document_ready", "values": {"type": "map"}}
        await self.patch({"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": ready})
        return message["content"]["doc"]

    async def answer(self) -> dict[str, Json]:
        """The next message that answers one of ours."""
        while "reqid" not in (message := (await self.read(1))[0])["head"]:
            pass
        return message

    async def closed(self) -> tuple[int | None, str | None]:
        """Wait until the server closes the socket: the code and its reason."""
        while await asyncio.wait_for(self.socket.read_message(), PATIENCE) is not None:
            pass
        return self.farewell

    async def __aenter__(self) -> Visitor:
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close the socket, as a closed tab does."""
        self.socket.close()
        if self.socket.close_code is None:
            await self.closed()

    @property
    def farewell(self) -> tuple[int | None, str | None]:
        return self.socket.close_code, self.socket.close_reason


def mapped(data: Json) -> Json:
    """Dictionaries as Bokeh's scripts write them."""
    if isinstance(data, dict):
        return {"type": "map", "entries": [[key, mapped(value)] for key, value in data.items()]}
    return data


def models(document: Json, kind: str) -> list[str]:
    """The identities of the models of a kind."""
    found: list[str] = []

    def search(part: Json) -> None:
        if isinstance(part, dict):
            if part.get("name") == kind and "id" in part:
                found.append(part["id"])
            for inner in part.values():
                search(inner)
        elif isinstance(part, list):
            for inner in part:
                search(inner)

    search(document)
    return found
