"""Home: the event loop on which a page was made, and on which all that happens to it happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


class Home:
    """Calls a function on the event loop on which this was made.

    A server hears the browser there anyway. JupyterLab's messages reach a kernel in a thread of
    their own, which may not touch what belongs to the loop of the cells.
    """

    def __init__(self) -> None:
        self._loop = running()

    def __call__(self, function: Callable[..., object], *arguments: Any) -> None:
        """Call it now if this is home or there is none; else as soon as home is free."""
        if self._loop is None or self._loop is running():
            function(*arguments)
        else:
            self._loop.call_soon_threadsafe(function, *arguments)


def running() -> asyncio.AbstractEventLoop | None:
    """The event loop running here, if any."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
