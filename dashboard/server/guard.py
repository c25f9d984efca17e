"""The guard of a server: every door of Panel and Bokeh is watched from when this is imported.

    panel serve dashboard/app.py --plugins dashboard.server.guard

guards the server before it listens. Without the option it is guarded from the first page on (with
`--warm`, from before it listens), but for the signature of sessions.
"""

from __future__ import annotations

from functools import cache

from bokeh.server.tornado import BokehTornado
from tornado.httpserver import HTTPServer

from dashboard.server import connections, doors, ending, journal, links, scripts

# What `panel serve --plugins` asks for: further routes. The doors know their own.
ROUTES: list[tuple[str, type]] = []


@cache
def stand() -> None:
    """Guard every server of this process, those that run already too."""
    journal.keep()
    links.read_leniently()
    for owner, name, ours in (
        (BokehTornado, "start_request", doors.start_request),
        (BokehTornado, "find_handler", doors.find_handler),
        (BokehTornado, "resources", scripts.only_used(BokehTornado.resources)),
        (BokehTornado, "start", ending.attended(BokehTornado.start)),
        (HTTPServer, "handle_stream", connections.counted(HTTPServer.handle_stream)),
    ):
        setattr(owner, name, ours)


stand()
