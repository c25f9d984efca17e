"""Compiling every kernel ahead of its first use: `python -m engine.precompile`.

numba compiles a kernel when it is first called, which takes seconds, and keeps the result on disk.
Doing so before serving moves that wait from the first slider to the start.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from functools import cache
from pathlib import Path
from time import perf_counter

import engine
from engine import compiled
from engine.printing import fit_terminal

log = logging.getLogger(__name__)


def kernel_modules() -> list[str]:
    """The engine's kernel modules by name: every module whose name ends in `kernels`.

    Returns
    -------
    list of str
        Dotted names, sorted.
    """
    modules = pkgutil.walk_packages(engine.__path__, prefix="engine.")
    return sorted(module.name for module in modules if module.name.endswith("kernels"))


def kernel_files() -> list[Path]:
    """The files of the kernel modules, without importing them."""
    folder = Path(engine.__file__).parent
    return [folder.joinpath(*name.split(".")[1:]).with_suffix(".py") for name in kernel_modules()]


def precompile() -> None:
    """Call `precompile()` of every kernel module, with one line of progress for each.

    Raises
    ------
    AttributeError
        If a kernel module has no `precompile`.
    """
    names = kernel_modules()
    for position, name in enumerate(names, start=1):
        print(f"Compiling kernels {position}/{len(names)}: {name} ... ", end="", flush=True)
        start = perf_counter()
        importlib.import_module(name).precompile()
        print(f"{perf_counter() - start:.1f} s", flush=True)


@cache
def foretell() -> None:
    """Say in the log, once, what the first computations have to wait for, if for anything."""
    if lacking := compiled.forecast(kernel_files()):
        log.warning(lacking)


def main() -> None:
    """Compile everything, and say where nothing could be kept."""
    fit_terminal()
    compiled.be_quiet()
    precompile()
    if lacking := compiled.forecast(kernel_files()):
        print(lacking)


if __name__ == "__main__":
    main()
