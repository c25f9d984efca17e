"""Run after precompiling: which kernels the scenarios still need for other types than those.

`python -m tests.engine.nothing_left` prints them, one a line: the test of compiled code reads it.
"""

from __future__ import annotations

import importlib
from typing import Any

from engine.catalogue import kernel_modules, quick_scenarios
from engine.precompile import precompile


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
