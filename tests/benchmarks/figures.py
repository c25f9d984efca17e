"""Figures of a benchmark: medians and percentiles, bars they are held against, and their table."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np


@dataclass(frozen=True)
class Figure:
    """A measured value and, where the project sets one, the bar it is held against."""

    name: str
    value: float
    unit: str = ""
    bar: float | None = None
    side: Literal["at most", "at least"] = "at most"

    @property
    def met(self) -> bool | None:
        """Whether the value is on the right side of its bar; None without one.

        >>> Figure("ratio", 2.5, "×", 2.0, "at least").met
        True
        """
        if self.bar is None:
            return None
        within = self.value <= self.bar if self.side == "at most" else self.value >= self.bar
        return bool(within)


def median(values: Iterable[float]) -> float:
    """The middle of the values."""
    return float(np.median(list(values)))


def p95(values: Iterable[float]) -> float:
    """What 95 of 100 values do not exceed.

    >>> p95(range(101))
    95.0
    """
    return float(np.percentile(list(values), 95))


def number(value: float) -> str:
    """Four digits, or as many as there are before the point.

    >>> number(3.14159), number(12345.6), number(4.2e-11)
    ('3.142', '12,346', '4.2e-11')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines: name, value, bar, met or not.

    >>> print(table([Figure("step", 80.0, "ms", 130.0), Figure("rounds", 10)]))
    step    80 ms  at most 130  met
    rounds  10
    """
    words = {True: "met", False: "NOT MET", None: ""}
    rows = [
        (
            figure.name,
            f"{number(figure.value)} {figure.unit}".strip(),
            "" if figure.bar is None else f"{figure.side} {number(figure.bar)}",
            words[figure.met],
        )
        for figure in figures
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)) for row in rows)
    return "\n".join(map(str.rstrip, lines))


def run(title: str, measure: Callable[[], list[Figure]], notes: str) -> None:
    """A benchmark's command line: measure, print notes and table, and with --json write a file."""
    parser = ArgumentParser(description=title)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    path = parser.parse_args().json
    print(f"{title}\n")
    figures = measure()
    print(f"{table(figures)}\n\n{notes}")
    if path is not None:
        rows = [asdict(figure) | {"met": figure.met} for figure in figures]
        path.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
