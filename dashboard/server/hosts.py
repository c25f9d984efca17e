"""Which names the server answers to, and which other sites may hold its pages.

A foreign page whose name suddenly points at this machine (DNS rebinding) is of the same origin as
what it asks for, so no check of origins sees it; the name it asks under gives it away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bokeh.server.tornado import BokehTornado
from bokeh.server.util import check_allowlist
from bokeh.settings import settings

# No foreign page can make a browser ask under one of these: a browser never looks them up.
LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])\.?(:\d{1,5})?")
HOST = re.compile(r"(\[[0-9a-f:]+\]|[a-z0-9_.-]+)(:\d{1,5})?")


def named(app: BokehTornado) -> Collection[str]:
    """The origins that who started the server named, as `name:port`."""
    return set(settings.allowed_ws_origin() or ()) or app.websocket_origins


def is_ours(host: str, origins: Collection[str]) -> bool:
    """Whether a request for this host is meant for this server."""
    host = host.lower()
    if LOOPBACK.fullmatch(host):
        return True
    return bool(HOST.fullmatch(host)) and check_allowlist(host.replace(".:", ":"), list(origins))


def framing(origins: Collection[str]) -> str:
    """The sites that may show a page in a frame, as a policy lists them."""
    if "*" in origins:
        return "*"
    return " ".join(["'self'", *sorted(_addresses(origins))])


def _addresses(origins: Collection[str]) -> Iterator[str]:
    for origin in origins:
        if HOST.fullmatch(origin):
            site = origin.removesuffix(":80")  # what a name without a port was completed to
            yield from (f"{scheme}://{site}" for scheme in ("http", "https"))
