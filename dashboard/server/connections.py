"""Open connections: how many there may be, how long a request may take, and who has to go.

Whoever sends half a request and waits holds a descriptor; without a limit a few hundred of them
keep everybody out. When there is no room, the one that has been waited for longest goes.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

MOST = 1_000
# Descriptors that files, pipes of computing processes and listening sockets need besides.
RESERVED = 60

# Seconds and bytes. An idle connection is kept as long as one whose headers are on their way.
HEADERS = 60.0
BODY = 10.0
HEADER_BYTES = 128_000
BODY_BYTES = 100_000

FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Retry-After: 30\r\nConnection: close\r\n\r\n"
    b"The server holds as many open pages as it can; try again in a while.\n"
)

log = logging.getLogger(__name__)


@dataclass
class Visit:
    """A connection: since when it is open or idle, and whether somebody is being served."""

    since: float
    served: bool = False


_visits: dict[IOStream, Visit] = {}


def counted(
    handle_stream: Callable[[HTTPServer, IOStream, tuple[str, int]], None],
) -> Callable[[HTTPServer, IOStream, tuple[str, int]], None]:
    """`HTTPServer.handle_stream` that makes room first, or says that there is none."""

    def handle_counted(server: HTTPServer, stream: IOStream, address: tuple[str, int]) -> None:
        limits = server.conn_params
        limits.header_timeout, limits.body_timeout = HEADERS, BODY
        limits.max_header_size, limits.max_body_size = HEADER_BYTES, BODY_BYTES
        if not _make_room(stream):
            log.warning(
                "A connection must wait, not be served: %d are open and in use.", len(_visits)
            )
            stream.write(FULL)
            stream.close()
            return
        _visits[stream] = Visit(time.monotonic())
        handle_stream(server, stream, address)

    return handle_counted


def serve(stream: IOStream | None) -> None:
    """A whole request has come; its connection stays until it is answered."""
    if stream in _visits:
        _visits[stream].served = True


def wait(stream: IOStream | None) -> None:
    """The request is answered; its connection waits for the next one."""
    if stream in _visits:
        _visits[stream] = Visit(time.monotonic())


def _make_room(stream: IOStream) -> bool:
    """Close what waits, the longest first, until there is room for one more."""
    if not _is_full(stream):
        return True
    for closed in [other for other in _visits if other.closed()]:
        del _visits[closed]
    waiting = sorted(
        (visit.since, number, other)
        for number, (other, visit) in enumerate(_visits.items())
        if not visit.served
    )
    # A few at once: closing one for each that comes would look through all of them each time.
    for _, _, other in waiting[: max(len(waiting) // 8, 1)]:
        other.close()
        del _visits[other]
    if waiting:
        log.warning("Connections that sent no whole request are closed: there is no room for more.")
    return bool(waiting) or not _is_full(stream)


def _is_full(stream: IOStream) -> bool:
    """Whether too many are open, or the system's descriptors run out: the lowest is given first."""
    return len(_visits) >= MOST or stream.socket.fileno() >= _descriptors() - RESERVED


def _descriptors() -> float:
    if sys.platform == "win32":
        return float("inf")
    import resource

    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return float("inf") if most == resource.RLIM_INFINITY else most
