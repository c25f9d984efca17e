"""The pages there are: every module of `dashboard.pages` that defines one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.page import Page


@cache
def pages() -> dict[str, type[Page]]:
    """Every page by its key, in the order of the modules' names."""
    from dashboard import pages as package
    from dashboard.page import Page

    found: dict[str, type[Page]] = {}
    for module in pkgutil.iter_modules(package.__path__):
        members = vars(importlib.import_module(f"{package.__name__}.{module.name}")).values()
        for member in members:
            if inspect.isclass(member) and issubclass(member, Page) and member is not Page:
                found[member.key] = member
    return found


def titles() -> list[tuple[str, str]]:
    """Key and title of every page."""
    return [(key, page.title) for key, page in pages().items()]
