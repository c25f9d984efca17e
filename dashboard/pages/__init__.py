"""The pages there are, a folder each: `from dashboard import pages; pages.Collision()`.

A folder says its page's title and the name of its class, so that a menu loads no engine; the page
itself is imported when it is first asked for. Pages of a course say their PLACE in it and stand
before the others. One folder says that its page is the FIRST, which an address without a page
opens, as it did when there was no other.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.page import Page


@cache
def names() -> dict[str, str]:
    """The name of each page's class by its key, in the menu's order."""
    return {key: folder(key).PAGE for key in folders()}


@cache
def titles() -> list[tuple[str, str]]:
    """Key and title of every page, in the menu's order."""
    return [(key, folder(key).TITLE) for key in folders()]


def menu() -> list[tuple[str, str, str]]:
    """Key, title and source of every page; those of one source stand together, the first first."""
    told = [(*entry, paper_of(entry[0])) for entry in titles()]
    sources = list(dict.fromkeys(source for *_, source in told))
    return sorted(told, key=lambda entry: sources.index(entry[-1]))


def paper_of(key: str) -> str:
    """The paper that a page follows, if that is one."""
    paper = getattr(folder(key), "PAPER", None)
    return paper.short if paper else "Others"


def folder(key: str) -> ModuleType:
    """What a page's folder says of it."""
    return importlib.import_module(f"{__name__}.{key}")


@cache
def folders() -> list[str]:
    """The keys of the pages, which are the names of their folders: a course's first, in order."""
    keys = [module.name for module in pkgutil.iter_modules(__path__) if module.ispkg]
    return sorted(keys, key=lambda key: getattr(folder(key), "PLACE", len(keys)))


@cache
def first() -> str:
    """The key of the page that stands first."""
    return next(key for key in folders() if hasattr(folder(key), "FIRST"))


@cache
def page(key: str) -> type[Page]:
    """A page by its key."""
    found: type[Page] = getattr(importlib.import_module(f"{__name__}.{key}.page"), names()[key])
    return found


def every_page() -> dict[str, type[Page]]:
    """Every page by its key; this loads them all."""
    return {key: page(key) for key in folders()}


def __getattr__(name: str) -> type[Page]:
    """A page by the name of its class."""
    for key, page_name in names().items() if name[0].isupper() else ():
        if page_name == name:
            return page(key)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(names().values())
