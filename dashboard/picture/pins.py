"""Pinned curves: drawn behind the live ones, each in its pin's colour, to compare with."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.picture.layers import Columns, Reader, Results

PREFIX = "pin:"
NOWHERE = {"x": np.array([np.nan]), "y": np.array([np.nan])}


def slot(index: int) -> str:
    """The slot in which a pin's dataset arrives."""
    return f"{PREFIX}{index}"


def ghosts(reader: Reader, main: str) -> Reader:
    """A reader of the same curve in every pinned dataset, as lines; `main` is the live slot.

    Each pin keeps its place, and so its colour, also while another's dataset is on its way.
    """

    def read_pins(results: Results, settings: Any) -> Columns | None:
        known = [slot(place) in results for place in range(len(settings.pins))]
        curves = [
            (reader({main: results[slot(place)]}, settings) if known[place] else None) or NOWHERE
            for place in range(len(settings.pins))
        ]
        if all(columns is NOWHERE for columns in curves):
            return None
        return {
            "xs": [np.asarray(columns["x"]) for columns in curves],
            "ys": [np.asarray(columns["y"]) for columns in curves],
            "label": list(settings.pins),
        }

    return read_pins
