"""What the storage page draws: how results become the layers of its views.

Figures are those of the storage poster by Tirone et al.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, unnamed
from dashboard.picture.palette import Codes
from dashboard.picture.pins import PREFIX, ghosts
from dashboard.picture.places import Place, always
from dashboard.picture.regions import lines_at, names
from dashboard.picture.standard import marker, spot, upright
from dashboard.picture.views import View

# Tints of the curves' colours: single shot, coherent, redundancy, noise charges, nothing left.
BEST_WAY = Codes(
    light=("#f6c9a8", "#b3d6ec", "#a3d9c5", "#f3e6a0", "#d3d9df"),
    dark=("#6b3a12", "#12486e", "#0e5541", "#5f5310", "#3a434e"),
)

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


def storage_path(results: Results, settings: Any) -> Columns | None:
    """Where time leads on the map against dephasing, whose held η a device has at all times."""
    if "device" not in results or (settings.numbers, settings.against) != ("device", "kappa"):
        return None
    device = results["device"].variables
    return {"x": device["gamma_curve"].values, "y": device["kappa_curve"].values}


def map_view() -> View:
    """Figs. 1 and 2."""
    return View(
        "map",
        "Advantage of spreading",
        [
            Layer("advantage", "image", "difference", upright("map", "advantage")),
            Layer("border", "paths", "reference", borderline, "as good as a single shot"),
            Layer("path", "curve", "note", storage_path, "over time", fits=False),
            Layer("pins", "points", "pins", pinned_points, "pinned", fits=False),
            spot(noise_mapped, "present noise"),
        ],
        x=Axis(tight=True),
        y=Axis(tight=True),
        height=420,
    )


def winner_view() -> View:
    """The best way to store over the plane."""
    return View(
        "winner",
        "Best way to store",
        [
            Layer("winner", "image", BEST_WAY, upright("map", "winner")),
            Layer("names", "text", "name", region_names, fits=False),
            Layer("path", "curve", "note", storage_path, "over time", fits=False),
            spot(noise_mapped, "present noise"),
        ],
        x=Axis(tight=True),
        y=Axis(tight=True),
    )


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


def level(slot: str, name: str) -> Reader:
    """A reader of a scalar result, for a level line."""

    def read_level(results: Results, settings: Any) -> Columns | None:
        if slot not in results or not np.isfinite(results[slot].variables[name].values):
            return None
        return {"y": results[slot].variables[name].values[None]}

    return read_level


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
    return View(
        f"section_{along}",
        "Cut through the map at the present noise",
        [*ways(f"section_{along}", along), marker(always(along))],
        x=Axis(tight=True),
        y=Axis("returned per unit of energy", limits=(0.0, None), include=(1.0,)),
    )


def energy_view() -> View:
    """What a cell returns against the energy it may hold."""
    best = read("storage", x="energy", y="best_ergotropy")
    return View(
        "energy",
        "Work against energy",
        [
            Layer("ghosts", "paths", "pins", ghosts(best, "storage"), "pinned"),
            Layer("capacitance", "curve", "bound",
                  unnamed(read("storage", x="energy", y="capacitance")), "C_loc, unequal cells"),
            Layer("exact", "curve", "single_shot",
                  unnamed(read("storage", x="energy", y="ergotropy")), "pure state of energy e"),
            Layer("best", "curve", "coherent", best, "best of energy up to e"),
            marker(always("energy")),
        ],
        x=Axis(tight=True),
        y=Axis(limits=(0.0, None)),
    )  # fmt: skip


def point(which: str) -> Reader:
    """A reader of one state in the Bloch ball."""

    def read_point(results: Results, settings: Any) -> Columns | None:
        if "bloch" not in results:
            return None
        ball = results["bloch"].variables
        return {axis: ball[f"{which}_{end}"].values[None] for axis, end in (("x", "x"), ("y", "z"))}

    return read_point


def emptied(results: Results, settings: Any) -> Columns | None:
    """The passive state that is left when the work is drawn: on the axis, as long as the output."""
    if "bloch" not in results:
        return None
    return {"x": np.zeros(1), "y": results["bloch"].variables["passive_z"].values[None]}


def bloch_view() -> View:
    """The ball's section, what the noise makes of it, and the state shown."""
    slot = "bloch"
    return View(
        "bloch",
        "Bloch ball",
        [
            Layer("plane", "image", "density", read(slot, x="x", y="z", z="plane")),
            Layer("input", "curve", "note", unnamed(read(slot, x="input_x", y="input_z")),
                  "inputs"),
            Layer("output", "curve", "coherent", unnamed(read(slot, x="output_x", y="output_z")),
                  "outputs"),
            Layer("best_input", "curve", "single_shot",
                  unnamed(read(slot, x="best_input_x", y="best_input_z")), "best, e from 0"),
            Layer("best_output", "curve", "single_shot",
                  unnamed(read(slot, x="best_output_x", y="best_output_z")), "best, e from 0"),
            Layer("state", "points", "marker", point("state"), "state"),
            Layer("result", "points", "coherent", point("result"),
                  "its output"),
            Layer("passive", "points", "greedy", emptied,
                  "emptied"),
        ],
        x=Axis(limits=(-1.08, 1.08)),
        y=Axis(limits=(-1.08, 1.08)),
        height=330,
        equal=True,
    )  # fmt: skip


# -- cells and time -----------------------------------------------------------------------------


def redundancy_view() -> View:
    """A fixed total energy over ever more cells."""
    slot = "redundancy"
    return View(
        "redundancy",
        "A fixed energy over ever more cells",
        [
            Layer("j_separable", "level", "redundancy", level(slot, "j_separable"), "J_sep"),
            Layer("j_coherent", "level", "reference", level(slot, "j_coherent"), "J_coh"),
            Layer("single_shot", "level", "single_shot", level(slot, "single_shot"), "ℰ₁,₁"),
            Layer("block", "curve", "greedy", unnamed(read(slot, x="cells", y="block")),
                  "full among empty cells"),
            Layer("coherent", "curve", "coherent", read(slot, x="cells", y="coherent"),
                  "coherent state (6)"),
        ],
        x=Axis(log=True, tight=True),
        y=Axis("returned per unit of energy", limits=(0.0, None)),
    )  # fmt: skip


def blocks_view() -> View:
    """A fixed energy per cell, blocks of ever more cells emptied together."""
    slot = "blocks"
    return View(
        "blocks",
        "Blocks of cells emptied together",
        [
            Layer("limit", "level", "redundancy", level(slot, "limit"), "limit"),
            Layer("capacitance", "level", "reference", level(slot, "capacitance"), "C_loc"),
            Layer("global", "curve", "coherent", read(slot, x="cells", y="global_ergotropy"),
                  "one unitary on n cells"),
        ],
        x=Axis(log=True, tight=True),
        y=Axis(limits=(0.0, None)),
    )  # fmt: skip


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
        y=Axis("returned per unit of energy", limits=(0.0, None), include=(1.0,)),
    )


def crossing(results: Results, settings: Any) -> Columns | None:
    """The time from which spreading pays, if it is in sight."""
    if "device" not in results:
        return None
    device = results["device"].variables
    time = float(device["crossing_time"].values)
    return {"x": np.array([time])} if time <= device["time"].values[-1] else None
