"""Scripts: which of Bokeh's and Panel's a page loads, and how they travel.

They are most of what a first visit waits for. Each is packed once, in a thread, for browsers that
take it packed; its address holds its version, so that a browser asks for it once and for all.
"""

from __future__ import annotations

import gzip
import mimetypes
import os
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path
from threading import Thread
from typing import Any

from bokeh.resources import Resources
from bokeh.server.tornado import BokehTornado
from bokeh.settings import settings
from panel.io.resources import DIST_DIR

from dashboard.server.answers import Answer, takes_packed

# Every figure is drawn on a canvas. Panel's own script cannot do without the other parts.
UNUSED = frozenset({"bokeh-gl"})
SHIMS = "bundled/reactiveesm/es-module-shims*/dist/*.min.js"

FOR_EVER = "public, max-age=31536000, immutable"

_packed: dict[str, bytes] = {}


def only_used(resources: Callable[..., Resources]) -> Callable[..., Resources]:
    """A server's list of Bokeh's scripts without those that no page uses."""

    @wraps(resources)
    def used(app: BokehTornado, *arguments: Any) -> Resources:
        found = resources(app, *arguments)
        found.components = [name for name in found.components if name not in UNUSED]
        return found

    return used


def needed() -> Iterator[Path]:
    """The scripts that every page loads."""
    for name in Resources._default_components:
        if name not in UNUSED | {"bokeh-mathjax"}:
            yield Path(settings.bokehjs_path()) / "js" / f"{name}.min.js"
    yield DIST_DIR / "panel.min.js"
    yield from DIST_DIR.glob(SHIMS)


@cache
def pack_ahead() -> Thread:
    """Pack them before anybody asks; until one is packed it is sent as it is."""

    def pack() -> None:
        for path in needed():
            if path.is_file():
                _packed[os.path.abspath(path)] = gzip.compress(path.read_bytes(), 9, mtime=0)

    thread = Thread(target=pack, name="pack scripts", daemon=True)
    thread.start()
    return thread


class FileAnswer(Answer):
    """Before Tornado's handler of files."""

    path: str
    absolute_path: str | None
    _body: bytes | None = None

    def validate_absolute_path(self, root: Any, absolute_path: str) -> str | None:
        """The file to send, and whether it is there packed."""
        found: str | None = super().validate_absolute_path(root, absolute_path)  # type: ignore[misc]
        if found is not None and takes_packed(self.request):
            self._body = _packed.get(found)
        if self._body is not None:
            # The class's own reads files, for all who ask: only this answer's is another.
            self.get_content = self._content
        return found

    def _content(self, path: str, start: int | None = None, end: int | None = None) -> bytes:
        return (self._body or b"")[start:end]

    def get_content_size(self) -> int:
        """How many bytes are sent."""
        own: int = super().get_content_size() if self._body is None else len(self._body)  # type: ignore[misc]
        return own

    def get_content_type(self) -> str:
        """What the file is, packed or not."""
        return mimetypes.guess_type(self.path)[0] or "application/octet-stream"

    def compute_etag(self) -> str | None:
        """A mark of the bytes that are sent."""
        etag: str | None = super().compute_etag()
        return etag if etag is None or self._body is None else f'{etag[:-1]}-gzip"'

    def set_extra_headers(self, path: str) -> None:
        """What says how the file travels, and how long it holds."""
        self.set_header("Vary", "Accept-Encoding")
        if self._body is not None:
            self.set_header("Content-Encoding", "gzip")
        if self.get_query_argument("v", ""):
            self.set_header("Cache-Control", FOR_EVER)
