"""Compiling every kernel ahead of its first use: `python -m engine.precompile`.

numba compiles a kernel when it is first called, which takes seconds, and keeps the result on disk.
Doing so before serving moves that wait from the first slider to the start.
"""

from __future__ import annotations

import logging
import sys
from functools import cache
from time import perf_counter

from engine import compiled
from engine.catalogue import kernel_files, kernel_modules, rehearsals, topics
from engine.printing import fit_terminal

log = logging.getLogger(__name__)


def precompile() -> None:
    """Run what each topic rehearses its kernels with, with one line of progress for each.

    Raises LookupError where a kernel module is left out.
    """
    for position, topic in enumerate(topics(), start=1):
        print(f"Compiling kernels {position}/{len(topics())}: {topic} ... ", end="", flush=True)
        start = perf_counter()
        for scenario in rehearsals(topic):
            scenario.run()
        print(f"{perf_counter() - start:.1f} s", flush=True)
    if missed := [name for name in kernel_modules() if name not in sys.modules]:
        raise LookupError(
            f"Every kernel module must be called in what a scenario rehearses, not {missed[0]}."
        )


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
