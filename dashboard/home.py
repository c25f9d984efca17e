"""Home: the event loop on which a page was made, and on which all that happens to it happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from panel.io.state import state


class Home:
    """Calls a function on the event loop on which this was made.

    What a browser says is heard in a thread by Bokeh from 3.10 on, by Panel with `--num-threads`
    and by JupyterLab's kernels; none of them may touch what belongs to the loop of a page. One
    made where no loop is known yet takes the first it meets.
    """

    def __init__(self) -> None:
        self._loop = running() or serving()

    def __call__(self, function: Callable[..., object], *arguments: Any) -> None:
        """Call it now if this is home or there is none (any more); else as soon as home is free."""
        if self._loop is None:
            self._loop = running() or serving()
        if self._loop is None or self._loop is running() or self._loop.is_closed():
            function(*arguments)
        else:
            self._loop.call_soon_threadsafe(function, *arguments)


def running() -> asyncio.AbstractEventLoop | None:
    """The event loop running here, if any."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def serving() -> asyncio.AbstractEventLoop | None:
    """The event loop of the server that shows the document at work here, if any."""
    session = state.curdoc and state.curdoc.session_context
    server: Any = session and session.server_context
    if not server:
        return None
    loop = server.application_context.io_loop
    return getattr(loop, "asyncio_loop", loop)  # Tornado's loop holds the one it stands for
