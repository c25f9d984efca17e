"""Pinned curves: drawn as ghosts behind the live ones, to compare with."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.layers import Columns, Reader, Results

PREFIX = "pin:"


def slot(index: int) -> str:
    """The slot in which a pin's dataset arrives."""
    return f"{PREFIX}{index}"


def ghosts(reader: Reader, main: str) -> Reader:
    """A reader of the same curve in every pinned dataset, as lines; `main` is the live slot."""

    def read_pins(results: Results, settings: Any) -> Columns | None:
        curves = [
            (reader({main: results[slot(index)]}, settings), label)
            for index, label in enumerate(settings.pins)
            if slot(index) in results
        ]
        known = [(columns, label) for columns, label in curves if columns is not None]
        if not known:
            return None
        return {
            "xs": [np.asarray(columns["x"]) for columns, _ in known],
            "ys": [np.asarray(columns["y"]) for columns, _ in known],
            "label": [label for _, label in known],
        }

    return read_pins
