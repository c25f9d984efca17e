"""Threads of the linear algebra: one, while the engine computes.

Its matrices are small: several threads would spend more on waiting for each other than they save,
and burn every core of the machine. What a user computes beside or after is as it was.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import LibController, ThreadpoolController


class Limit:
    """One thread for as long as any run needs it; then as many as there were.

    The libraries know one number for the whole process: what runs end in another order than they
    began, and only the last to end gives back what the first one found.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs = 0
        self._held: list[tuple[LibController, int]] = []

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if self._runs == 0:
                known = libraries("scipy.linalg" in sys.modules)
                self._held = [(one, one.get_num_threads()) for one in known]
                self._set([(one, 1) for one, threads in self._held if threads != 1])
            self._runs += 1
        try:
            yield
        finally:
            with self._lock:
                self._runs -= 1
                if self._runs == 0:
                    self._set([(one, threads) for one, threads in self._held if threads != 1])

    def _set(self, wanted: list[tuple[LibController, int]]) -> None:
        """Set the threads, and let others set them too: threadpoolctl keeps that for one thread."""
        for library, threads in wanted:
            library.set_num_threads(threads)
            getattr(library, "clear_controlling_thread", nothing)()


def nothing() -> None:
    """What older releases of threadpoolctl have to do afterwards."""


@cache
def libraries(with_scipy: bool) -> list[LibController]:
    """The libraries that are loaded: NumPy's, and SciPy's own once that is imported."""
    found = ThreadpoolController().select(user_api="blas")
    return list(found.lib_controllers)


one_thread = Limit()
