"""The websocket of a page: bounded before it is unpacked, paced, and short in its answers."""

from __future__ import annotations

import asyncio
import json
import logging
import time
import zlib
from typing import Any
from weakref import WeakSet

from bokeh.protocol.message import Message
from bokeh.util.token import _TOKEN_ZLIB_KEY, _base64_decode, get_session_id

from dashboard.server import connections, honest, journal
from dashboard.server.answers import Answer
from dashboard.server.private import replace

# Seconds between pings. Who has not answered one by the next is gone: a lid closed for a shorter
# time than this costs nobody a page.
PING = 300.0

# A hand sends some sixty messages a second, an upload one of a megabyte now and then.
PER_SECOND, AT_ONCE = 150.0, 600.0
BYTES_A_MESSAGE = 5_000
# A browser asks for the whole document once; writing it takes as long as so many messages.
DOCUMENT = 100.0

# A page has one socket; while it is lost and made anew, one more or two.
SOCKETS = 4

# Bytes that a token may unpack to: the headers and the link that the page was opened with.
LONGEST_TOKEN = 200_000

HOSTILE, FAILED = 1008, 1011
NO_PAGE = "A page must be opened before its socket, not after it."
COULD_NOT = "The message could not be handled."

log = logging.getLogger(__name__)


class Pace:
    """How long a page must wait before its next message is read: the rest wait with it."""

    def __init__(self) -> None:
        self._left = AT_ONCE
        self._at = time.monotonic()

    def spend(self, messages: float) -> None:
        """Count a message for several."""
        self._left -= messages

    def wait(self, size: int) -> float:
        """Seconds to wait after a message of so many bytes."""
        now = time.monotonic()
        self._left = min(self._left + (now - self._at) * PER_SECOND, AT_ONCE)
        self._left -= 1 + size / BYTES_A_MESSAGE
        self._at = now
        return max(-self._left / PER_SECOND, 0.0)


class Socket(Answer):
    """Before Bokeh's handler of websockets. A refused message harms no page but its own."""

    connection: Any
    ws_connection: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._pace = Pace()
        self._parts: list[str] = []

    @property
    def max_message_size(self) -> int:
        """The longest message, in bytes."""
        return honest.LONGEST_MESSAGE

    @property
    def ping_interval(self) -> float:
        """Seconds between two questions whether the browser is there."""
        return PING

    @property
    def ping_timeout(self) -> float:
        """Seconds after which a browser that does not answer is gone."""
        return PING

    def get_compression_options(self) -> dict[str, Any]:
        """Messages may travel packed; see `send_message` for which do."""
        return {}

    def check_origin(self, origin: str) -> bool:
        """Its host was checked already; a page of ours comes from there or from a named origin."""
        same = origin.lower().partition("://")[2] == self.request.host.lower()
        return same or super().check_origin(origin)  # type: ignore[misc]

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """None where the token, which stands there, would unpack to too much."""
        if len(subprotocols) == 2 and not is_bounded(subprotocols[1]):
            return None
        return super().select_subprotocol(subprotocols)  # type: ignore[misc]

    async def head(self, *args: str, **kwargs: str) -> None:
        self.say(405, "A socket must be opened with GET, not HEAD.")

    def open(self, *args: str, **kwargs: str) -> None:
        """Let the socket of a page in; close any other."""
        connections.serve(self._stream)  # an open page is served, though it may say nothing
        try:
            self._name = get_session_id(self._token)  # type: ignore[attr-defined]
            journal.name_session(self._name)
            if sum(other._name == self._name for other in open_sockets) >= SOCKETS:
                raise ValueError(f"A page must have at most {SOCKETS} sockets, not more.")
            open_sockets.add(self)
            super().open(*args, **kwargs)  # type: ignore[misc]
        except Exception:
            # Who comes without a token of this server is told so by the closing alone.
            log.warning("A socket was opened without a valid token, or too many with one.")
            self.close(HOSTILE, NO_PAGE)

    def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Bokeh closes without a word who comes with no valid token."""
        if code is None and self.connection is None:
            code, reason = HOSTILE, NO_PAGE
        super().close(code, reason)  # type: ignore[misc]

    _name = ""

    def on_close(self) -> None:
        """Leave the page's session to itself."""
        open_sockets.discard(self)
        journal.name_session(self._name)
        if self._is_attached():
            super().on_close()  # type: ignore[misc]

    def _is_attached(self) -> bool:
        """Whether there is a session: it leaves a socket that Bokeh found closed on its own."""
        return self.connection is not None and self.connection._session is not None

    async def on_message(self, fragment: str | bytes) -> None:
        """Three texts make a message: header, metadata, content."""
        if (seconds := self._pace.wait(len(fragment))) > 0:
            await asyncio.sleep(seconds)
        if not self._is_attached():
            self._refuse("A message must wait until the socket is open, not come before.")
            return
        journal.name_session(self._name)
        try:
            if not isinstance(fragment, str):
                raise honest.Hostile("A message must be text, not packed bytes.")
            self._parts.append(fragment)
            if len(self._parts) == 3:
                parts, self._parts = tuple(self._parts), []
                await self._take(parts)  # type: ignore[arg-type]
        except honest.Hostile as error:
            self._refuse(str(error))

    async def _take(self, parts: honest.Parts) -> None:
        try:
            parts = honest.check(parts, self.connection.session.document)
        except honest.Unexpected as error:
            log.warning("A message is left out: %s", error)
            await self._answer(json.loads(parts[0])["msgid"], str(error))
            return
        if honest.PULL in parts[0]:
            self._pace.spend(DOCUMENT)
        for part in parts:
            await super().on_message(part)  # type: ignore[misc]

    def _refuse(self, why: str) -> None:
        self._parts = []
        log.warning("A socket is closed: %s", why)
        self.close(HOSTILE, why)

    async def _answer(self, to: str, text: str) -> None:
        answer = self.connection.protocol.create("ERROR", to, text)
        answer.content["traceback"] = None
        await super().send_message(answer)  # type: ignore[misc]

    async def send_message(self, message: Message[Any]) -> None:
        """Send Bokeh's message; an error says nothing of the inside.

        All is packed up to the document, which is most of what a page sends; later pictures are
        hardly smaller packed, and a hand waits for them.
        """
        if message.msgtype == "ERROR":
            message.content.update(text=COULD_NOT, traceback=None)
        await super().send_message(message)  # type: ignore[misc]
        if message.msgtype == "PULL-DOC-REPLY" and self.ws_connection is not None:
            replace(self.ws_connection, "_compressor", None)

    def _internal_error(self, message: str) -> None:
        log.error("A socket is closed after a fault: %s", message)
        self.close(FAILED, COULD_NOT)

    def _protocol_error(self, message: str) -> None:
        self._refuse(COULD_NOT)


open_sockets: WeakSet[Socket] = WeakSet()


def is_bounded(token: str) -> bool:
    """Whether a token unpacks to no more than a page's request can have held."""
    try:
        packed = json.loads(_base64_decode(token.split(".")[0])).get(_TOKEN_ZLIB_KEY)
        unpacking = zlib.decompressobj()
        if packed is not None:
            unpacking.decompress(_base64_decode(packed), LONGEST_TOKEN)
        return not unpacking.unconsumed_tail
    except (ValueError, AttributeError, AssertionError, TypeError, RecursionError, zlib.error):
        return False
