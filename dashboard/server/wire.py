"""The wire: the same messages between a session and its browser, with less ado.

Bokeh sends each array as two messages of its own, lists every model of the document anew for each
change, and lets the system wait with small messages. None of that is felt on a page that changes
now and then; it is most of the work of a hand on a slider. What is sent means the same.

From 3.10 on Bokeh also hands each message to another thread, and what is to be sent to a third. A
page lives on the event loop, and its results come there: both would write in one document at once.
"""

from __future__ import annotations

import base64
import gzip
import importlib
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import bokeh
from bokeh.core.serialization import Serializer
from bokeh.model import Model
from bokeh.server import session as sessions
from bokeh.server.views.ws import WSHandler

from dashboard.server.private import replace

# Beyond this an array is worth messages of its own: within the text it takes a third more bytes.
INLINE_BYTES = 16_000


class LeanSerializer(Serializer):
    """Writes short arrays into the message itself, and looks models up instead of listing them."""

    def __init__(self, *, references: set[Model] = frozenset(), **options: Any) -> None:  # type: ignore[assignment]
        super().__init__(**options)
        self._known = references

    def has_ref(self, obj: Any) -> bool:
        """Whether the browser knows this already."""
        return self.get_ref(obj) is not None

    def get_ref(self, obj: Any) -> Any:
        """The reference by which the browser knows it, if it does."""
        known = isinstance(obj, Model) and obj in self._known
        return obj.ref if known else super().get_ref(obj)

    def _encode_bytes(self, obj: bytes | memoryview) -> Any:
        size = obj.nbytes if isinstance(obj, memoryview) else len(obj)
        if size > INLINE_BYTES:
            return super()._encode_bytes(obj)
        # The browser takes text for a gzip file; packing so little is not worth its time.
        packed = gzip.compress(bytes(obj), compresslevel=0, mtime=1)
        return {"type": "bytes", "data": base64.b64encode(packed).decode("ascii")}


def at_once(opened: Callable[..., object]) -> Callable[..., None]:
    """A websocket's `open` that lets small messages leave at once.

    A system holds them back until the last one is acknowledged, which browsers put off for 40 ms:
    half of the time between a hand and its picture.
    """

    @wraps(opened)
    def open_at_once(handler: WSHandler, *args: str, **kwargs: str) -> None:
        handler.set_nodelay(True)
        opened(handler, *args, **kwargs)

    return open_at_once


async def on_the_loop(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
    """Call a function here and now, where Bokeh would have a thread call it."""
    return function(*arguments, **keywords)


async def of_a_session(
    session: sessions.ServerSession, function: Callable[..., Any], *arguments: Any
) -> Any:
    """The same, as a method of a session."""
    return function(*arguments)


def uses_threads() -> bool:
    """Whether this Bokeh hears and answers in threads."""
    major, minor = map(int, bokeh.__version__.split(".")[:2])
    return (major, minor) >= (3, 10)


@cache
def be_lean() -> None:
    """Let every session of this process send so."""
    replace(WSHandler, "open", at_once(WSHandler.open))
    # By its name: a class of the same one stands before the module.
    messages = importlib.import_module("bokeh.protocol.messages.patch_doc")
    replace(messages, "Serializer", LeanSerializer)
    if uses_threads():
        replace(sessions, "_run_in_executor", on_the_loop)
        replace(sessions.ServerSession, "_run_in_executor", of_a_session)
