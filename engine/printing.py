"""Printing for whatever terminal there is."""

from __future__ import annotations

import io
import sys


def fit_terminal() -> None:
    """Let standard output write as an escape what its encoding lacks, as standard error does.

    A terminal in Latin-1 has no θ and no …; Python ends a program that prints one there.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
