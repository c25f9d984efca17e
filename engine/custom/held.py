"""What was read or checked a moment ago, held by how much room it takes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

# A hundred small batteries, or two of the largest.
MOST_BYTES = 100_000_000
MOST_HELD = 128

Value = TypeVar("Value")


class Held(Generic[Value]):
    """A function that remembers what it returned last, as long as that fits into so many bytes.

    >>> squares = Held(lambda x: x * x, lambda found: 8)
    >>> squares(3), squares(3), squares.bytes
    (9, 9, 8)
    """

    def __init__(self, make: Callable[..., Value], size: Callable[[Value], int]) -> None:
        self._make, self._size = make, size
        self._found: dict[Hashable, tuple[Value, int]] = {}
        self._lock = Lock()
        self.bytes = 0

    def __call__(self, *key: Any) -> Value:
        with self._lock:
            if (known := self._found.pop(key, None)) is not None:
                self._found[key] = known  # the last to go
                return known[0]
        value = self._make(*key)
        with self._lock:
            self.bytes -= self._found.pop(key, (value, 0))[1]
            self._found[key] = value, self._size(value)
            self.bytes += self._found[key][1]
            while self.bytes > MOST_BYTES or len(self._found) > MOST_HELD:
                self.bytes -= self._found.pop(next(iter(self._found)))[1]
        return value
