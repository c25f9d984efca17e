"""What the page on the origin of the advantage draws."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Results, read, single, unnamed
from dashboard.picture.places import always
from dashboard.picture.standard import FLOOR, FROM_ZERO, TIGHT, marker
from dashboard.picture.views import View


def both(quantity: str) -> list[Layer]:
    """A curve of the quantum battery and one of its classical double."""
    return [
        Layer("quantum", "curve", "coherent", read("quantum", x="turn", y=quantity), "quantum"),
        Layer("classical", "curve", "transient_power",
              unnamed(read("classical", x="turn", y=quantity)), "classical"),
    ]  # fmt: skip


def energy_view() -> View:
    """The energy of both."""
    return View("energy", "Energy, quantum and classical", both("energy"), x=FROM_ZERO, y=FLOOR,
                height=420)  # fmt: skip


def power_view() -> View:
    """The average power of both."""
    return View("power", "Average power", both("average_power"), x=FROM_ZERO, y=FLOOR)


def one(results: Results, settings: Any) -> Columns | None:
    """Where quantum and classical advantage are alike."""
    return {"y": np.ones(1)}


def ratio_view() -> View:
    """R against the phase of the oscillator, and of the ensemble."""
    return View(
        "ratio",
        "Quantum over classical",
        [
            Layer("one", "level", "reference", one, "as much as the classical"),
            Layer("ensemble", "level", "bound", single("ratio", y="ratio"), "all phases, R"),
            Layer("phases", "curve", "coherent", read("ratio", x="phase", y="phase_ratio"),
                  "one phase, R(φ)"),
            marker(always("phase")),
        ],
        x=TIGHT,
        y=Axis(),
    )  # fmt: skip


def bounds_view() -> View:
    """How much of its bounds the power reaches."""
    slot = "bounds"
    return View(
        "bounds",
        "Power over its bounds",
        [
            Layer("broken", "level", "reference", one, "a bound is broken above"),
            Layer("dicke", "curve", "coherent", read(slot, x="cells", y="power_share"),
                  "Dicke, (24)"),
            Layer("loose", "curve", "greedy",
                  unnamed(read(slot, x="cells", y="commutator_share")), "Dicke, (43) with the 2"),
            Layer("global", "level", "redundancy", single(slot, y="global_share"),
                  "global charging, both"),
            Layer("printed", "level", "printed", single(slot, y="global_printed_share"),
                  "global, (43) as printed"),
        ],
        x=TIGHT,
        y=Axis("power over its bound", limits=(0.0, None)),
    )  # fmt: skip


def correlations_view() -> View:
    """What correlations between cells have of the variance."""
    slot = "bounds"
    return View(
        "correlations",
        "Correlations' share of the variance",
        [
            Layer("dicke", "curve", "coherent", read(slot, x="cells", y="correlated_share"),
                  "Dicke"),
            Layer("global", "curve", "redundancy",
                  unnamed(read(slot, x="cells", y="global_correlated_share")), "global charging"),
        ],
        x=TIGHT,
        y=Axis(include=(0.0, 1.0)),
    )  # fmt: skip
