"""The pages of the dashboard, one module each: `from dashboard import pages; pages.Collision()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import registry

if TYPE_CHECKING:
    from dashboard.page import Page


def __getattr__(name: str) -> type[Page]:
    """A page by the name of its class; modules have names in lower case."""
    if name[0].isupper():
        for page in registry.pages().values():
            if page.__name__ == name:
                return page
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(page.__name__ for page in registry.pages().values())
