"""What the foundations page draws: the sorting that makes the passive state, copies, power, speed.

In the sorting each column is a state: a bar at the height of each level, as long as its population.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, reads, single, unnamed
from dashboard.picture.palette import Stroke
from dashboard.picture.pins import ghosts
from dashboard.picture.places import always
from dashboard.picture.standard import TIGHT, marker, over
from dashboard.picture.views import View
from dashboard.wording import number
from engine.result import label

# The columns: populations, their mean energy, and what they are called.
STATES = (
    ("population", "energy", "state"),
    ("sorted_population", "sorted_energy", "sorted"),
    ("passive_population", "passive_energy", "passive"),
    ("thermal_population", "thermal_energy", "thermal"),
)
# How much of its column a full level takes, and where between two columns a step stands.
LONGEST, BETWEEN = 0.8, 0.9
BAR = 9.0
# How far above a line its name stands, as a share of the levels' range.
CLEAR = 0.04
BARS = (
    ("state", Stroke("#0072b2", "#56b4e9", width=BAR)),
    ("populations, sorted", Stroke("#a8477f", "#dd8fbc", width=BAR)),
    ("passive state", Stroke("#d55e00", "#f0a14a", width=BAR)),
    ("thermal state", Stroke("#6b7682", "#98a3b0", width=BAR)),
)
MOVE = Stroke("#6b7682", "#98a3b0", width=1.5, dash="2 4")


def bars(column: int) -> Reader:
    """A reader of a state's populations, each a bar at the height of its level."""

    @reads("work")
    def read_bars(data: xr.Dataset, settings: Any) -> Columns | None:
        work = data.variables
        shares = work[STATES[column][0]].values
        return {
            "xs": [np.array([column, column + LONGEST * share]) for share in shares],
            "ys": [np.array([height, height]) for height in work["height"].values],
        }

    return read_bars


@reads("work")
def ladder(data: xr.Dataset, settings: Any) -> Columns | None:
    """The levels, drawn thinly under every state."""
    heights = data.variables["height"].values
    places = [(column, height) for column in range(len(STATES)) for height in heights]
    return {
        "xs": [np.array([column, column + LONGEST]) for column, _ in places],
        "ys": [np.array([height, height]) for _, height in places],
    }


@reads("work")
def moves(data: xr.Dataset, settings: Any) -> Columns | None:
    """Where sorting moves each population."""
    work = data.variables
    heights, shares = work["height"].values, work["population"].values
    targets = heights[work["moved_to"].values - 1]
    return {
        "xs": [np.array([LONGEST * share, 1.0]) for share in shares],
        "ys": [np.array(ends) for ends in zip(heights, targets, strict=True)],
    }


@reads("work")
def means(data: xr.Dataset, settings: Any) -> Columns | None:
    """The mean energy of every state, across its column."""
    work = data.variables
    return {
        "xs": [np.array([c - 0.05, c + BETWEEN]) for c in range(len(STATES))],
        "ys": [np.full(2, float(work[mean].values)) for _, mean, _ in STATES],
    }


def falls(results: Results) -> Iterator[tuple[float, float, float]]:
    """Where each step stands, and from which mean energy to which it goes."""
    work = results["work"].variables
    heights = [float(work[mean].values) for _, mean, _ in STATES]
    for column, (high, low) in enumerate(pairwise(heights)):
        yield column + BETWEEN, high, low


def steps(results: Results, settings: Any) -> Columns | None:
    """The energy between one state and the next."""
    if "work" not in results:
        return None
    found = list(falls(results))
    return {
        "xs": [np.array([x, x]) for x, _, _ in found],
        "ys": [np.array([high, low]) for _, high, low in found],
    }


def step_names(results: Results, settings: Any) -> Columns | None:
    """What each step is called, with its size."""
    if "work" not in results:
        return None
    names = ("ℰ_i =", "ℰ_c =", "copies:")
    found = list(falls(results))
    clear = CLEAR * np.ptp(results["work"].variables["height"].values)
    return {
        "x": np.array([x for x, _, _ in found]),
        # On a short step the name stands above the line of the next mean energy.
        "y": np.array([max((high + low) / 2, low + clear) for _, high, low in found]),
        "text": [
            f"{name} {number(high - low, 4)}"
            for name, (_, high, low) in zip(names, found, strict=True)
        ],
    }


@reads("work")
def column_names(data: xr.Dataset, settings: Any) -> Columns | None:
    """What each column is, above the highest level."""
    heights = data.variables["height"].values
    top = heights.max() + 0.12 * np.ptp(heights)
    return {
        "x": np.arange(len(STATES)) + LONGEST / 2,
        "y": np.full(len(STATES), top),
        "text": [name for _, _, name in STATES],
    }


def outline(results: Results, settings: Any) -> Columns | None:
    """All bars as one broken line, as a pin shows them."""
    if "work" not in results:
        return None
    lines = [bars(column)(results, settings) for column in range(len(STATES))]
    gap = [np.array([np.nan])]
    pieces = {
        name: [part for line in lines if line for one in line[name] for part in (one, *gap)]
        for name in ("xs", "ys")
    }
    return {"x": np.concatenate(pieces["xs"]), "y": np.concatenate(pieces["ys"])}


def sorting_numbers(results: Results, settings: Any) -> list[tuple[str, Any]] | None:
    """The populations of the levels, from the state to the thermal one."""
    if "work" not in results:
        return None
    data = results["work"]
    names = ("level", "height", *(population for population, _, _ in STATES))
    return [(label(data[name]), data[name].values) for name in names]


def sorting_view() -> View:
    """From the state to its passive state, step by step."""
    return View(
        "sorting",
        "From the state to what cannot be drawn",
        [
            Layer("levels", "paths", "ghost", ladder, fits=False),
            Layer("ghosts", "paths", "pins", ghosts(outline, "work"), "pinned"),
            Layer("moves", "paths", MOVE, moves, "sorting"),
            *(
                Layer(STATES[column][0], "paths", stroke, bars(column), label)
                for column, (label, stroke) in enumerate(BARS)
            ),
            Layer("means", "paths", "marker", means, "mean energy"),
            Layer("steps", "paths", "note", steps, "drawn as work"),
            Layer("step_names", "text", "note", step_names),
            Layer("names", "text", "name", column_names),
        ],
        x=Axis(" ", limits=(-0.1, len(STATES) - 0.05), hidden=True),
        y=Axis("energy (ε)"),
        height=420,
        numbers=sorting_numbers,
    )


@reads("work")
def elements(data: xr.Dataset, settings: Any) -> Columns | None:
    """The density matrix, its columns side by side; row 1 below, as the lowest level is."""
    work = data.variables
    return {"x": work["column"], "y": work["row"], "z": work["density"]}


def matrix_view() -> View:
    """How large the elements of the density matrix are."""
    axis = Axis(tight=True)
    return View(
        "matrix",
        "Density matrix",
        [Layer("elements", "image", "chances", elements)],
        x=axis,
        y=axis,
        height=330,
    )


def copies_view() -> View:
    """What ever more copies yield together, per copy."""
    slot = "copies"
    return View(
        "copies",
        "Work per copy from many copies",
        [
            Layer("bound", "level", "bound", single(slot, y="bound"), "bound of equal entropy"),
            Layer("alone", "level", "local", single(slot, y="alone"), "each on its own"),
            Layer("together", "curve", "coherent",
                  read(slot, x="copies", y="ergotropy_per_copy"), "all together"),
        ],
        x=TIGHT,
    )  # fmt: skip


def power_view() -> View:
    """The line from the origin that touches the charging curve, and what F_α picks instead."""
    slot = "drive"
    return View(
        "power",
        "Where charging is best stopped",
        [
            Layer("stored", "curve", "coherent", read(slot, x="time", y="energy_stored"),
                  "energy stored"),
            Layer("tangent", "curve", "reference", unnamed(read(slot, x="time", y="tangent")),
                  "t·P_max, the tangent", fits=False),
            Layer("objective", "curve", "greedy", unnamed(read(slot, x="time", y="objective")),
                  "F_α"),
            Layer("power", "curve", "transient_power",
                  unnamed(read(slot, x="time", y="instantaneous_power")), "power now", fits=False),
            Layer("best", "rule", "reference", single(slot, x="best_time"), "best time for F_α"),
            marker(always("at")),
        ],
        x=TIGHT,
        y=Axis("energy (gap)", limits=(0.0, None)),
    )  # fmt: skip


def speed_view() -> View:
    """The angle that a state has turned, under what fluctuations of the energy allow."""
    curves = {
        "travelled": ("coherent", "angle travelled"),
        "deviation_limit": ("bound", "ΔE·t, the limit"),
        "mean_limit": ("printed", "⟨E⟩·t, as Eq. (12) prints it"),
        "fidelity": ("greedy", "overlap with the target"),
    }
    y = Axis("angle (rad), overlap", limits=(0.0, 2.0))
    return over("speed", "How fast a state may turn", "drive", curves, y=y, marked="at")
