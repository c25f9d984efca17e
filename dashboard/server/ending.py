"""The end of a server: open pages are told, their sockets closed, and no process is left over."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from bokeh.server.tornado import BokehTornado
from bokeh.util.token import generate_secret_key
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.process import task_id

from dashboard.server.socket import open_sockets

if TYPE_CHECKING:
    from dashboard.page import Page

GOING_AWAY = 1001
CLOSING = "The server is closing."
# Seconds for the words to reach the pages, then for the sockets to close.
TELL, CLOSE = 0.3, 0.3
WATCH_PARENT_MS = 500

# Made before the processes of --num-procs part, so that all of them know it.
_KEY = generate_secret_key().encode()

log = logging.getLogger(__name__)


open_pages: WeakSet[Page] = WeakSet()
_attended: set[int] = set()


def attended(start: Callable[[BokehTornado], None]) -> Callable[[BokehTornado], None]:
    """`BokehTornado.start` after which the server ends well and knows its own sessions."""

    @wraps(start)
    def start_attended(app: BokehTornado) -> None:
        start(app)
        if app.generate_session_ids and not app.sign_sessions:
            app._secret_key, app._sign_sessions = _KEY, True
        app.io_loop.add_callback(attend)

    return start_attended


def attend() -> None:
    """End this process well when it is asked to, and when the process that forked it is gone."""
    if os.getpid() in _attended:
        return
    _attended.add(os.getpid())
    if sys.platform == "win32":
        return
    loop: Any = IOLoop.current()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.asyncio_loop.add_signal_handler(number, end, signal.Signals(number).name)
    if task_id() is not None:
        parent = os.getppid()

        def watch() -> None:
            if os.getppid() != parent:
                watching.stop()
                end("the end of its parent")

        watching = PeriodicCallback(watch, WATCH_PARENT_MS)
        watching.start()


def end(cause: str) -> None:
    """Tell every open page, close its socket, and let the server stop."""
    log.warning("The server closes on %s; %d pages are open.", cause, len(open_sockets))
    for page in list(open_pages):
        with page.one_update():
            page.status.say(CLOSING, level="bad", key="server")
    loop = IOLoop.current()
    loop.call_later(TELL, _close)
    loop.call_later(TELL + CLOSE, loop.stop)


def _close() -> None:
    for socket in list(open_sockets):
        socket.close(GOING_AWAY, CLOSING)
