"""The wire: the same messages between a session and its browser, with less ado.

Bokeh sends each array as two messages of its own, lists every model of the document anew for each
change, and lets the system wait with small messages. None of that is felt on a page that changes
now and then; it is most of the work of a hand on a slider. What is sent means the same.
"""

from __future__ import annotations

import base64
import gzip
import importlib
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from bokeh.core.serialization import Serializer
from bokeh.model import Model
from bokeh.server.views.ws import WSHandler

# Beyond this an array is worth messages of its own: within the text it takes a third more bytes.
INLINE_BYTES = 16_000


class LeanSerializer(Serializer):
    """Writes short arrays into the message itself, and looks models up instead of listing them."""

    def __init__(self, *, references: set[Model] = frozenset(), **options: Any) -> None:  # type: ignore[assignment]
        super().__init__(**options)
        self._known = references

    def has_ref(self, obj: Any) -> bool:
        return self.get_ref(obj) is not None

    def get_ref(self, obj: Any) -> Any:
        known = isinstance(obj, Model) and obj in self._known
        return obj.ref if known else super().get_ref(obj)

    def _encode_bytes(self, obj: bytes | memoryview) -> Any:
        size = obj.nbytes if isinstance(obj, memoryview) else len(obj)
        if size > INLINE_BYTES:
            return super()._encode_bytes(obj)
        # The browser takes text for a gzip file; packing so little is not worth its time.
        packed = gzip.compress(bytes(obj), compresslevel=0, mtime=1)
        return {"type": "bytes", "data": base64.b64encode(packed).decode("ascii")}


def at_once(opened: Callable[..., None]) -> Callable[..., None]:
    """A websocket's `open` that lets small messages leave at once.

    A system holds them back until the last one is acknowledged, which browsers put off for 40 ms:
    half of the time between a hand and its picture.
    """

    @wraps(opened)
    def open_at_once(handler: WSHandler, *args: str, **kwargs: str) -> None:
        handler.set_nodelay(True)
        opened(handler, *args, **kwargs)

    return open_at_once


@cache
def be_lean() -> None:
    """Let every session of this process send so."""
    WSHandler.open = at_once(WSHandler.open)
    # By its name: a class of the same one stands before the module.
    messages = importlib.import_module("bokeh.protocol.messages.patch_doc")
    messages.Serializer = LeanSerializer  # type: ignore[attr-defined]
