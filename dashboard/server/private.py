"""Private names of other packages, which a server replaces: what each is for, and put in once.

`pyproject.toml` bounds the packages in which these names were found; `make versions` tries both
ends. Where one is missing all the same, the page works without it and the log says so.
"""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import Any

log = logging.getLogger(__name__)


def replace(owner: Any, name: str, new: Any) -> bool:
    """Put our own in the place of a module's or a class's private name; whether it was there.

    >>> import types
    >>> owner = types.SimpleNamespace(_collect=None)
    >>> replace(owner, "_collect", print), owner._collect
    (True, <built-in function print>)
    """
    if hasattr(owner, name):
        setattr(owner, name, new)
        return True
    log.warning(missing(owner, name))
    return False


def missing(owner: Any, name: str) -> str:
    """What to say of a name that is not there."""
    place = getattr(owner, "__module__", None) or owner.__name__
    package = place.partition(".")[0]
    whole = ".".join(filter(None, (place, getattr(owner, "__qualname__", None), name)))
    return (
        f"{package.capitalize()} must have the private name {whole}, which the explorer replaces, "
        f"not be without it as version {version(package)} is. pyproject.toml says which have it."
    )
