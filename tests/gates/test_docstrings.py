"""Every public method says what it does, itself or where it was first declared.

Ruff asks for a docstring of every module, class and function, but knows no inheritance: to it each
`cost` and `compute` would have to say again what `Scenario` says of them. What is set to work by
Python (`__len__`, `__init__`) is told of by the class.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import FunctionType, ModuleType

import dashboard
import engine


def modules() -> Iterator[ModuleType]:
    """Every module of the house but the application, which serves when it is imported."""
    for package in (engine, dashboard):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name != "dashboard.app":
                yield importlib.import_module(found.name)


def classes(module: ModuleType) -> Iterator[type]:
    """The public classes that a module declares."""
    for name, member in vars(module).items():
        if inspect.isclass(member) and member.__module__ == module.__name__ and name[0] != "_":
            yield member


def undocumented(owner: type) -> list[str]:
    """The public methods and properties of a class that it describes nowhere, nor any base."""
    return [
        f"{owner.__module__}.{owner.__qualname__}.{name}"
        for name, member in tuple(vars(owner).items())
        if name[0] != "_"
        and isinstance(member, FunctionType | property | classmethod | staticmethod)
        and name not in inspect.get_annotations(owner)
        and not any(inspect.getdoc(vars(base).get(name)) for base in owner.__mro__[:-1])
    ]


def test_every_public_method_is_described() -> None:
    owners = [owner for module in modules() for owner in classes(module)]
    assert [name for owner in owners for name in undocumented(owner)] == []


def test_the_gate_sees_a_planted_fault() -> None:
    class Base:
        """A base."""

        def said(self) -> None:
            """It is said here."""

    class Planted(Base):
        """A class of faults."""

        def said(self) -> None: ...

        def silent(self) -> None: ...

        @property
        def quiet(self) -> None: ...

        @classmethod
        def mute(cls) -> None: ...

    found = [name.rpartition(".")[2] for name in undocumented(Planted)]
    assert found == ["silent", "quiet", "mute"]
