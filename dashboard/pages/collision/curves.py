"""The curves of the collision page: energy, advantage and power against what is counted.

Figures are those of Salvia et al. 2023.
"""

from __future__ import annotations

from math import isnan
from typing import Any

import numpy as np
import xarray as xr

from dashboard.pages.collision.accounts import ACCOUNTS, MARKER, along, clock, in_interaction_time
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, reads, unnamed, where
from dashboard.picture.standard import FLOOR, kept
from dashboard.picture.views import View
from engine.numerals import shown

SPENT = Axis(limits=(0.0, None), tight=True)
# What a name covers, as shares of the axes, and where along a rising curve it may stand.
NAME_ROOM = (0.2, 0.05)
NAME_SHARES = (1.0, 0.8, 0.6, 0.4, 0.2)


def comparison(key: str, kind: str, label: str, reader: Reader) -> list[Layer]:
    """A comparison computed without loss, which its name says where the battery has some."""
    alike = where(lambda settings: settings.gamma == 0, reader)
    unlike = where(lambda settings: settings.gamma > 0, reader)
    return [
        Layer(key, kind, key, alike, label, fits=False),
        Layer(f"{key}_lossless", kind, key, unlike, f"{label}, no loss", fits=False),
    ]


def bound(results: Results, settings: Any) -> Columns | None:
    """The most that incoherent charging can have stored for what was spent."""
    if settings.accounting == "interaction":
        return read("bound", x="time", y="energy")(results, settings)
    return along("collision", "bound")(results, settings)


def region(results: Results, settings: Any) -> Columns | None:
    """Everything an incoherent protocol can reach."""
    columns = bound(results, settings)
    if columns is None:
        return None
    return {"x": columns["x"], "lower": np.zeros(columns["y"].shape), "upper": columns["y"]}


@reads("collision")
def ergotropy(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """Ergotropy at the sampled collisions, against what is counted."""
    sampled = dataset.variables["sample_collision"].values
    counted = clock(dataset, settings).values[sampled]
    return {"x": counted, "y": dataset.variables["ergotropy"]}


@reads("collision")
def window(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """Where the coherent curve is ahead of the bound: the advantage window."""
    if not (name := ACCOUNTS[settings.accounting].window):
        return None
    start, stop = (float(dataset.variables[f"{name}_{end}"]) for end in ("start", "stop"))
    if isnan(start):
        return None
    last = float(clock(dataset, settings).values[-1])
    return {"start": np.array([start]), "stop": np.array([min(stop, last)])}


def family(name: str = "energy") -> Reader:
    """A reader of the same curve for each further swap angle."""

    def read_family(results: Results, settings: Any) -> Columns | None:
        members = [
            (columns, theta)
            for slot, theta in ((f"family:{i}", t) for i, t in enumerate(settings.family))
            if (columns := along(slot, name)(results, settings)) is not None
        ]
        if not members:
            return None
        return {
            "xs": [columns["x"].values for columns, _ in members],
            "ys": [columns["y"].values for columns, _ in members],
            "label": [f"θ = {shown(theta, 'π')}" for _, theta in members],
        }

    return read_family


def family_names(name: str = "energy") -> Reader:
    """A reader of the swap angle of each curve, near its highest point and apart from others."""
    others = family(name)

    def read_names(results: Results, settings: Any) -> Columns | None:
        columns = others(results, settings)
        if columns is None:
            return None
        own = along("collision", name)(results, settings)
        curves = list(zip(columns["xs"], columns["ys"], strict=True))
        text = list(columns["label"])
        if own is not None:
            curves.insert(0, (own["x"].values, own["y"].values))
            text.insert(0, f"θ = {shown(settings.theta, 'π')}")
        places = named_at(curves)
        return {"x": places[:, 0], "y": places[:, 1], "text": text}

    return read_names


def named_at(curves: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """A place for the name of each curve, shape (curves, 2).

    It is the highest point, or the first one a fifth of the way or more before it whose name would
    cover none placed already.

    >>> line = np.arange(11.0)
    >>> named_at([(line, line), (line, 1.01 * line)]).tolist()
    [[10.0, 10.0], [8.0, 8.08]]
    """
    reach = [max(float(np.nanmax(np.abs(curve[at]))) for curve in curves) or 1.0 for at in (0, 1)]
    room = np.array(NAME_ROOM) * reach
    places: list[np.ndarray] = []
    for x, y in curves:
        top = int(np.nanargmax(y))
        points = [np.array([x[at], y[at]]) for at in (int(top * share) for share in NAME_SHARES)]
        free = (
            point
            for point in points
            if all((np.abs(point - other) > room).any() for other in places)
        )
        places.append(next(free, points[0]))
    return np.array(places)


def further(name: str = "energy") -> list[Layer]:
    """The curves for further swap angles, with their names."""
    return [
        Layer("family", "paths", "family", family(name), "further θ"),
        Layer("names", "text", "note", family_names(name), fits=False),
    ]


def charging_view() -> View:
    """Figs. 3, 5 and 6."""
    printed, driving = (
        in_interaction_time(unnamed(read(slot, x="time", y="energy")))
        for slot in ("printed_bound", "driving")
    )
    return View(
        "charging",
        "Energy stored",
        [
            Layer("region", "area", "region", unnamed(region), "incoherent", fits=False),
            Layer("window", "band", "window", window, "advantage", fits=False),
            Layer("bound", "curve", "bound", unnamed(bound), "incoherent bound", fits=False),
            Layer("printed", "curve", "printed", printed, "bound (28) as printed", fits=False),
            *comparison("driving", "curve", "driving limit", driving),
            *comparison("full_swap", "steps", "full swap", unnamed(along("full_swap"))),
            *comparison("greedy", "curve", "greedy", unnamed(along("greedy"))),
            kept(along("collision"), "collision"),
            *further(),
            Layer("coherent", "curve", "coherent", along("collision"), "energy"),
            Layer("ergotropy", "curve", "ergotropy", unnamed(ergotropy), "ergotropy"),
            MARKER,
        ],
        x=SPENT,
        y=FLOOR,
    )


def advantage_view() -> View:
    """Energy over the incoherent bound."""
    ratio = along("collision", "advantage")
    return View(
        "advantage",
        "Advantage over the incoherent bound",
        [
            Layer("window", "band", "window", window, "ahead", fits=False),
            Layer("one", "level", "reference", lambda results, settings: {"y": np.ones(1)}),
            kept(ratio, "collision"),
            *further("advantage"),
            Layer("advantage", "curve", "coherent", ratio, "energy over bound"),
            MARKER,
        ],
        x=SPENT,
        y=FLOOR,
    )


def power_view() -> View:
    """Average and transient power, Eqs. (6) and (7)."""
    average = along("collision", "power")
    transient = in_interaction_time(unnamed(along("collision", "transient_power")))

    def timed(slot: str) -> Reader:
        return in_interaction_time(unnamed(read(slot, x="time", y="average_power")))

    return View(
        "power",
        "Charging power",
        [
            kept(average, "collision"),
            Layer("bound", "curve", "bound", timed("bound"), "incoherent bound", fits=False),
            *comparison("greedy", "curve", "greedy", timed("greedy")),
            *further("power"),
            Layer("transient", "curve", "transient_power", transient, "transient"),
            Layer("average", "curve", "average_power", average, "average"),
            MARKER,
        ],
        x=SPENT,
        y=Axis(include=(0.0,)),
    )
