"""A user who owns nothing: `python -m tests.powerless FOLDER COMMAND…` runs a command as one.

The powers of root to read and write whatever the modes of files say are given up for good; then
the tests, which may run as root, meet what a user of somebody else's tree meets. Linux alone has
such a call; elsewhere the tests run as a user who has no such powers.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def command(folder: Path, *words: str) -> list[str]:
    """The command line that lets Python do these words in `folder`, without powers."""
    return [sys.executable, str(Path(__file__)), str(folder), *words]


def environment(tree: Path) -> dict[str, str]:
    """What such a user has around: a tree to import from, no home, no place for temporary files."""
    nowhere = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME"), str(tree / "nonexistent"))
    return {**nowhere, "NUMBA_CACHE_DIR": "", "PYTHONPATH": str(tree)}


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """A folder in which nothing may be written, until the end."""
    whole = [folder, *folder.rglob("*")]
    for path in whole:
        path.chmod(path.stat().st_mode & ~WRITE)
    try:
        yield folder
    finally:
        for path in whole:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)


def main(folder: str, *words: str) -> None:
    """Give the powers up, go there, and become the command."""
    if sys.platform == "linux" and os.geteuid() == 0:
        for power in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, power, 0, 0, 0)
    os.chdir(folder)
    os.execv(sys.executable, [sys.executable, *words])


if __name__ == "__main__":
    main(*sys.argv[1:])
