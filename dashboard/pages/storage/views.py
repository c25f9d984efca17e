"""What the storage page draws: how results become the layers of its views.

Figures are those of the storage poster by Tirone et al.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, reads, single, unnamed
from dashboard.picture.palette import Codes
from dashboard.picture.pins import PREFIX
from dashboard.picture.places import Place, always
from dashboard.picture.regions import lines_at, names
from dashboard.picture.standard import (
    FLOOR,
    TIGHT,
    Curves,
    curves,
    kept,
    marker,
    over,
    plane,
    spot,
    upright,
)
from dashboard.picture.views import View

# Tints of the curves' colours: single shot, coherent, redundancy, noise charges, nothing left.
BEST_WAY = Codes(
    light=("#f6c9a8", "#b3d6ec", "#a3d9c5", "#f3e6a0", "#d3d9df"),
    dark=("#6b3a12", "#12486e", "#0e5541", "#5f5310", "#3a434e"),
)

TIMES = Axis(log=True, tight=True)
RETURNED = Axis("returned per unit of energy", limits=(0.0, None), include=(1.0,))

# -- the plane of the noise ---------------------------------------------------------------------


def borderline(results: Results, settings: Any) -> Columns | None:
    """Where the advantage changes its sign, or ends."""
    columns = upright("map", "advantage")(results, settings)
    return columns and lines_at(1e-9, *(columns[name].values for name in "xyz"))


def noise_mapped(settings: Any) -> tuple[Place, Place]:
    """The noise along the axes of the map."""
    return Place("gamma"), Place(settings.against)


def region_names(results: Results, settings: Any) -> Columns | None:
    """The best way to store, written in the middle of its region."""
    columns = upright("map", "winner")(results, settings)
    if columns is None:
        return None
    words = columns["z"].attrs["flag_meanings"].split()
    meanings = {code: word.replace("_", " ") for code, word in enumerate(words)}
    x, y, codes = (columns[name].values for name in "xyz")
    return names(x, y, codes, meanings)


def pinned_points(results: Results, settings: Any) -> Columns | None:
    """The noise of each pin on the map."""
    datasets = [results[slot] for slot in sorted(results) if slot.startswith(PREFIX)]
    noises = [json.loads(dataset.attrs["scenario"])["values"] for dataset in datasets]
    return {
        "x": np.array([noise["gamma"] for noise in noises]),
        "y": np.array([noise[settings.against] for noise in noises]),
    }


@reads("device")
def storage_path(device: xr.Dataset, settings: Any) -> Columns | None:
    """Where time leads on the map against dephasing, whose held η a device has at all times."""
    if (settings.numbers, settings.against) != ("device", "kappa"):
        return None
    return {
        "x": device.variables["gamma_curve"].values,
        "y": device.variables["kappa_curve"].values,
    }


PATH = Layer("path", "curve", "note", storage_path, "over time", fits=False)
PRESENT = spot(noise_mapped, "present noise")


def map_view() -> View:
    """Figs. 1 and 2."""
    border = Layer("border", "paths", "reference", borderline, "as good as a single shot")
    pins = Layer("pins", "points", "pins", pinned_points, "pinned", fits=False)
    return plane("map", "Advantage of spreading", "map", "advantage", role="difference",
                 point=PRESENT, above=[border, PATH, pins], height=420)  # fmt: skip


def winner_view() -> View:
    """The best way to store over the plane."""
    names = Layer("names", "text", "name", region_names, fits=False)
    return plane("winner", "Best way to store", "map", "winner", role=BEST_WAY, point=PRESENT,
                 above=[names, PATH])  # fmt: skip


# -- cuts, energies, states ---------------------------------------------------------------------


def finite(reader: Reader) -> Reader:
    """A reader whose infinite values are gaps."""

    def read_finite(results: Results, settings: Any) -> Columns | None:
        columns = reader(results, settings)
        if columns is None:
            return None
        y = columns["y"]
        return {**columns, "y": y.copy(data=np.where(np.isfinite(y.values), y.values, np.nan))}

    return read_finite


WAYS = (
    ("j_separable", "redundancy", "J_sep"),
    ("j_local", "local", "J_loc"),
    ("j_coherent", "coherent", "J_coh"),
    ("single_shot", "single_shot", "ℰ₁,₁"),
)


def ways(slot: str, x: str) -> list[Layer]:
    """A curve for each way to store."""
    return [
        Layer(
            name, "curve", role, finite(read(slot, x=x, y=name)), label, fits=name == "single_shot"
        )
        for name, role, label in WAYS
    ]


def section_view(along: str) -> View:
    """A cut through the map at the present noise."""
    slot = f"section_{along}"
    layers = [*ways(slot, along), marker(always(along))]
    return View(slot, "Cut through the map at the present noise", layers, x=TIGHT, y=RETURNED)


def energy_view() -> View:
    """What a cell returns against the energy it may hold."""
    beside: Curves = {
        "capacitance": ("bound", "C_loc, unequal cells"),
        "exact": ("single_shot", "pure state of energy e", "ergotropy"),
    }
    (best,) = curves("storage", {"best": ("coherent", "best of energy up to e", "best_ergotropy")},
                     x="energy")  # fmt: skip
    behind = [kept(best.columns, "storage"), *curves("storage", beside, x="energy", named=False)]
    line = marker(always("energy"))
    return View("energy", "Work against energy", [*behind, best, line], x=TIGHT, y=FLOOR)


def point(which: str) -> Reader:
    """A reader of one state in the Bloch ball."""
    return single("bloch", x=f"{which}_x", y=f"{which}_z")


@reads("bloch")
def emptied(ball: xr.Dataset, settings: Any) -> Columns | None:
    """The passive state that is left when the work is drawn: on the axis, as long as the output."""
    return {"x": np.zeros(1), "y": ball.variables["passive_z"].values[None]}


def sections(name: str) -> Reader:
    """A reader of a curve in the section of the Bloch ball."""
    return unnamed(read("bloch", x=f"{name}_x", y=f"{name}_z"))


def bloch_view() -> View:
    """The ball's section, what the noise makes of it, and the state shown."""
    axis = Axis(limits=(-1.08, 1.08))
    return View(
        "bloch",
        "Bloch ball",
        [
            Layer("plane", "image", "density", read("bloch", x="x", y="z", z="plane")),
            Layer("input", "curve", "note", sections("input"), "inputs"),
            Layer("output", "curve", "coherent", sections("output"), "outputs"),
            Layer("best_input", "curve", "single_shot", sections("best_input"), "best, e from 0"),
            Layer("best_output", "curve", "single_shot", sections("best_output"), "best, e from 0"),
            Layer("state", "points", "marker", point("state"), "state"),
            Layer("result", "points", "coherent", point("result"), "its output"),
            Layer("passive", "points", "greedy", emptied, "emptied"),
        ],
        x=axis,
        y=axis,
        height=330,
        equal=True,
    )


# -- cells and time -----------------------------------------------------------------------------


def redundancy_view() -> View:
    """A fixed total energy over ever more cells."""
    slot = "redundancy"
    levels = [
        Layer("j_separable", "level", "redundancy", single(slot, y="j_separable"), "J_sep"),
        Layer("j_coherent", "level", "reference", single(slot, y="j_coherent"), "J_coh"),
        Layer("single_shot", "level", "single_shot", single(slot, y="single_shot"), "ℰ₁,₁"),
        *curves(slot, {"block": ("greedy", "full among empty cells")}, x="cells", named=False),
    ]
    known: Curves = {"coherent": ("coherent", "coherent state (6)")}
    y = Axis("returned per unit of energy", limits=(0.0, None))
    return over(slot, "A fixed energy over ever more cells", slot, known, x="cells", behind=levels,
                axis=TIMES, y=y)  # fmt: skip


def blocks_view() -> View:
    """A fixed energy per cell, blocks of ever more cells emptied together."""
    slot = "blocks"
    levels = [
        Layer("limit", "level", "redundancy", single(slot, y="limit"), "limit"),
        Layer("capacitance", "level", "reference", single(slot, y="capacitance"), "C_loc"),
    ]
    known: Curves = {"global": ("coherent", "one unitary on n cells", "global_ergotropy")}
    return over(slot, "Blocks of cells emptied together", slot, known, x="cells", behind=levels,
                axis=TIMES, y=FLOOR)  # fmt: skip


def time_view() -> View:
    """What each way to store returns after a time."""
    return View(
        "time",
        "Storage time",
        [
            *ways("device", "time"),
            Layer("crossing", "rule", "reference", crossing, "J_coh ahead from here"),
            marker(always("time")),
        ],
        x=Axis("storage time t", tight=True, unit="µs"),
        y=RETURNED,
    )


@reads("device")
def crossing(device: xr.Dataset, settings: Any) -> Columns | None:
    """The time from which spreading pays, if it is in sight."""
    time = float(device.variables["crossing_time"].values)
    return {"x": np.array([time])} if time <= device.variables["time"].values[-1] else None
