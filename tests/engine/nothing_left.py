"""Run after precompiling: which kernels the scenarios still need for other types than those.

`python -m tests.engine.nothing_left` prints them, one a line: the test of compiled code reads it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import engine
from engine.precompile import kernel_modules, precompile
from engine.scenario import Scenario

QUICK = 0.3


def signatures() -> set[str]:
    """Every kernel with the types it is compiled for now, as text."""
    return {
        f"{name}.{kernel} {types}"
        for name in kernel_modules()
        for kernel, dispatcher in kernels(name).items()
        for types in dispatcher.signatures
    }


def kernels(module: str) -> dict[str, Any]:
    """The kernels of a module by name."""
    members = vars(importlib.import_module(module)).items()
    return {name: member for name, member in members if hasattr(member, "py_func")}


def quick_scenarios() -> Iterator[Scenario]:
    """Each scenario of the engine at its defaults, where running that takes a moment."""
    for topic in pkgutil.iter_modules(engine.__path__):
        if topic.ispkg:
            for member in vars(importlib.import_module(f"engine.{topic.name}")).values():
                if isinstance(member, type) and issubclass(member, Scenario):
                    scenario = member()
                    if scenario.cost().seconds <= QUICK:
                        yield scenario


def main() -> None:
    """Precompile, run what is quick, and tell what that needed besides."""
    precompile()
    before = signatures()
    ran = [scenario.run() for scenario in quick_scenarios()]
    print("scenarios:", len(ran))
    for line in sorted(signatures() - before):
        print("left:", line)


if __name__ == "__main__":
    main()
