"""Answers: the headers that every one has, in words where something is wrong, and the icon."""

from __future__ import annotations

import gzip
import re
import secrets
from functools import cached_property
from html import escape
from typing import Any

from bokeh.server.tornado import BokehTornado
from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

from dashboard.files import ASSETS
from dashboard.server import connections, hosts, journal

ICON_FILE = ASSETS / "icons" / "favicon.ico"

# What a page may load and do. Bokeh makes functions from text and styles in place; Panel loads its
# components' scripts as blobs. Everything else is of this server, and marked with the answer's own
# number, so that no text that reached a page becomes a script.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' blob:{sockets}; worker-src 'self' blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {frames}"
)
SCRIPT = re.compile(r"<script(?=[\s>])")

WORDS = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{status}</title>'
    '<meta name="viewport" content="width=device-width">'
    "<style>body{{font:1rem system-ui;margin:3rem;color-scheme:light dark}}</style>"
    "<p>{text}"
)

# Too many pages are being opened: the browser comes again by itself, after so many seconds.
TOO_MANY, COME_AGAIN = 503, 5


def takes_packed(request: HTTPServerRequest) -> bool:
    """Whether who asks unpacks what comes."""
    return "gzip" in request.headers.get("Accept-Encoding", "")


class Answer(RequestHandler):
    """Before the handlers of Panel and Bokeh: what all answers of this server share."""

    application: BokehTornado

    @cached_property
    def nonce(self) -> str:
        """A number that scripts of this one answer carry."""
        return secrets.token_urlsafe(16)

    def set_default_headers(self) -> None:
        super().set_default_headers()
        host = self.request.host
        own = hosts.HOST.fullmatch(host)
        sockets = "".join(f" {scheme}://{host}" for scheme in ("ws", "wss") if own)
        frames = hosts.framing(hosts.named(self.application))
        policy = POLICY.format(nonce=self.nonce, sockets=sockets, frames=frames)
        self.set_header("Content-Security-Policy", policy)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.clear_header("Server")

    def prepare(self) -> Any:
        # The whole request is here; a socket takes the stream away later.
        self._stream = getattr(self.request.connection, "stream", None)
        connections.serve(self._stream)
        return super().prepare()

    def on_finish(self) -> None:
        connections.wait(self._stream)
        super().on_finish()

    _stream = None

    async def head(self, *args: str, **kwargs: str) -> None:
        """As `get` would answer; the body is left out on the way."""
        own = super().head
        same = self.get if own.__func__ is RequestHandler.head else own  # type: ignore[attr-defined]
        if (answer := same(*args, **kwargs)) is not None:
            await answer

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        if status_code == TOO_MANY:
            self.set_header("Refresh", str(COME_AGAIN))
        self.say(status_code, f"{status_code}: {self._reason}.")

    def say(self, status: int, text: str) -> None:
        """Answer with one sentence."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(WORDS.format(status=status, text=escape(text)))


class PageAnswer(Answer):
    """Before Panel's handler of pages."""

    async def head(self, *args: str, **kwargs: str) -> None:
        """No session is made for who only asks whether there is a page."""
        self.set_header("Content-Type", "text/html")
        self.set_header("Cache-Control", "no-store")

    async def get_session(self) -> Any:
        """The session, by whose name the journal knows this request from now on."""
        session = await super().get_session()  # type: ignore[misc]
        journal.name_session(session.id)
        return session

    def write(self, chunk: Any) -> None:
        if isinstance(chunk, str):
            chunk = SCRIPT.sub(f'<script nonce="{self.nonce}"', chunk)
            self.set_header("Vary", "Accept-Encoding")
            if takes_packed(self.request):
                # What is secret in a page is of this one answer: its length gives nothing away.
                self.set_header("Content-Encoding", "gzip")
                chunk = gzip.compress(chunk.encode(), mtime=0)
        super().write(chunk)


class Refusal(Answer):
    """Says why a request is not answered, whatever its method."""

    def initialize(self, status: int, text: str) -> None:
        """Take the status and the words to refuse with."""
        self.refused = status, text

    def prepare(self) -> None:
        self.set_header("Connection", "close")
        self.say(*self.refused)


class Icon(Answer):
    """The explorer's icon, wherever a page looks for it."""

    def get(self) -> None:
        """Send the icon."""
        self.set_header("Content-Type", "image/x-icon")
        self.set_header("Cache-Control", "max-age=86400")
        self.write(ICON_FILE.read_bytes())
