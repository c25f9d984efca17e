"""What the collision page draws: how results become the layers of its views.

Figures are those of Salvia et al. 2023.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np
import xarray as xr

from dashboard.layers import Columns, Layer, Reader, Results, read
from dashboard.pins import ghosts
from dashboard.views import Axis, View
from engine.fields import number_text


@dataclass(frozen=True)
class Account:
    """What is counted as spent, and the variables that hold the results against it."""

    clock: str
    bound: str
    advantage: str
    power: str
    window: str = ""


ACCOUNTS = {
    "interaction": Account("time", "bound", "advantage", "average_power", "window"),
    "total": Account(
        "total_time", "total_bound", "total_advantage", "total_power", "total_window"
    ),
    "qubits": Account("collision", "qubit_bound", "qubit_advantage", "energy_per_qubit"),
}


def clock(dataset: xr.Dataset, settings: Any) -> xr.Variable:
    """What is counted along the main axis: interaction time, all time, or qubits."""
    name = ACCOUNTS[settings.accounting].clock
    return dataset.variables["step" if name == "collision" and "step" in dataset.dims else name]


def along(slot: str, name: str = "energy") -> Reader:
    """A reader of a quantity against what is counted; `name` may be a field of Account."""

    def reader(results: Results, settings: Any) -> Columns | None:
        if slot not in results:
            return None
        variable = getattr(ACCOUNTS[settings.accounting], name, name)
        return {"x": clock(results[slot], settings), "y": results[slot].variables[variable]}

    return reader


def in_interaction_time(reader: Reader) -> Reader:
    """A reader whose statement holds for interaction time only: drawn in that account alone."""
    return lambda results, settings: (
        reader(results, settings) if settings.accounting == "interaction" else None
    )


def unnamed(reader: Reader) -> Reader:
    """A reader whose variables do not name the axes: another layer's do."""

    def read_values(results: Results, settings: Any) -> Columns | None:
        columns = reader(results, settings)
        return columns and {name: np.asarray(data) for name, data in columns.items()}

    return read_values


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


def ergotropy(results: Results, settings: Any) -> Columns | None:
    """Ergotropy at the sampled collisions, against what is counted."""
    if "collision" not in results:
        return None
    dataset = results["collision"]
    counted = clock(dataset, settings).values[dataset.sample_collision.values]
    return {"x": counted, "y": dataset.variables["ergotropy"]}


def window(results: Results, settings: Any) -> Columns | None:
    """Where the coherent curve is ahead of the bound."""
    name = ACCOUNTS[settings.accounting].window
    if "collision" not in results or not name:
        return None
    dataset = results["collision"]
    start, stop = (float(dataset.variables[f"{name}_{end}"]) for end in ("start", "stop"))
    if isnan(start):
        return None
    last = float(clock(dataset, settings)[-1])
    return {"start": np.array([start]), "stop": np.array([min(stop, last)])}


def marked(dataset: xr.Dataset, settings: Any) -> int:
    """The marked collision, at most the last."""
    return min(settings.at, dataset.sizes["collision"] - 1)


def marker(results: Results, settings: Any) -> Columns | None:
    if "collision" not in results:
        return None
    dataset = results["collision"]
    return {"x": clock(dataset, settings).values[[marked(dataset, settings)]]}


def family(results: Results, settings: Any) -> Columns | None:
    """Coherent curves of the further swap angles."""
    members = [results[slot] for slot in sorted(results) if slot.startswith("family:")]
    if not members:
        return None
    return {
        "xs": [clock(dataset, settings).values for dataset in members],
        "ys": [dataset.energy.values for dataset in members],
    }


def family_names(results: Results, settings: Any) -> Columns | None:
    """The swap angle at the end of each further curve."""
    columns = family(results, settings)
    if columns is None:
        return None
    angles = settings.family[: len(columns["xs"])]
    return {
        "x": np.array([x[-1] for x in columns["xs"]]),
        "y": np.array([y[-1] for y in columns["ys"]]),
        "text": [f"θ = {number_text(angle, 'π')}" for angle in angles],
    }


@dataclass(frozen=True)
class MarkedState:
    """The battery at the marked collision: populations by level, ergotropy, purity."""

    population: np.ndarray
    ergotropy: float
    purity: float


def marked_state(results: Results, settings: Any) -> MarkedState | None:
    """The state at the marked collision, from the main run or from one that ends there."""
    if "collision" not in results:
        return None
    dataset, at = results["collision"], marked(results["collision"], settings)
    if at == 0:
        return MarkedState(np.eye(1, dataset.sizes["level"])[0], 0.0, 1.0)
    samples = dataset.variables["sample_collision"].values
    sample = int(np.searchsorted(samples, at))
    if sample == len(samples) or samples[sample] != at:
        run, dataset, sample = dataset, results.get("state", dataset), -1
        if dataset.sizes["collision"] - 1 != at or not of_one_run(run, dataset):
            return None
    values = (
        dataset.variables[name].values[sample] for name in ("population", "ergotropy", "purity")
    )
    return MarkedState(*values)


def of_one_run(one: xr.Dataset, other: xr.Dataset) -> bool:
    """Whether two results differ only in where the run ends and is read: one may come late."""
    first, second = (json.loads(dataset.attrs["scenario"])["values"] for dataset in (one, other))
    return all(
        first[name] == second[name]
        for name in first.keys() - {"collisions", "schedule", "samples"}
    )


def population(results: Results, settings: Any) -> Columns | None:
    """Populations of the marked state by level."""
    state = marked_state(results, settings)
    if state is None:
        return None
    variables = results["collision"].variables
    return {
        "x": variables["level"],
        "y": xr.Variable("level", state.population, variables["population"].attrs),
    }


def marked_time(results: Results, settings: Any) -> float:
    dataset = results["collision"]
    return float(dataset.time[marked(dataset, settings)])


def comparison_population(slot: str) -> Reader:
    """Populations of a comparison at the last of its times that is not after the marked one."""

    def reader(results: Results, settings: Any) -> Columns | None:
        if slot not in results or "collision" not in results:
            return None
        dataset = results[slot]
        now = marked_time(results, settings) + 1e-9
        row = max(int(np.searchsorted(dataset.time.values, now, side="right")) - 1, 0)
        return {"x": dataset.level.values, "y": dataset.population.values[row]}

    return reader


def swapped_level(results: Results, settings: Any) -> Columns | None:
    """The level that full swaps have reached at the marked time."""
    if "full_swap" not in results or "collision" not in results:
        return None
    dataset = results["full_swap"]
    now = marked_time(results, settings) + 1e-9
    row = max(int(np.searchsorted(dataset.time.values, now, side="right")) - 1, 0)
    return {"x": dataset.energy.values[[row]]}


def bounded_levels(results: Results, settings: Any) -> Columns | None:
    """Mean energies that incoherent charging can have reached at the marked time."""
    if "collision" not in results:
        return None
    dataset = results["collision"]
    reach = float(dataset.bound[marked(dataset, settings)])
    return {"start": np.zeros(1), "stop": np.array([reach])}


def picture(slot: str, **names: str) -> Reader:
    """A reader of an image, for a result that has one with these axes."""
    reader = read(slot, **names)

    def read_picture(results: Results, settings: Any) -> Columns | None:
        known = slot in results and set(names.values()) <= set(results[slot].variables)
        return reader(results, settings) if known else None

    return read_picture


def onset_curves(results: Results, settings: Any) -> Columns | None:
    """One curve of onset times for each loss."""
    if "onset" not in results:
        return None
    dataset = results["onset"]
    rows = [row for row in dataset.onset_time.values if np.isfinite(row).any()]
    return {"xs": [dataset.theta.values / np.pi] * len(rows), "ys": rows}


def onset_ends(results: Results, settings: Any) -> Columns | None:
    """Where a curve of onset times ends: a tangency, not a divergence."""
    columns = onset_curves(results, settings)
    if columns is None:
        return None
    ends = [
        (x[place], y[place])
        for x, y in zip(columns["xs"], columns["ys"], strict=True)
        for place in branch_ends(np.isfinite(y))
    ]
    return {"x": np.array([x for x, _ in ends]), "y": np.array([y for _, y in ends])}


def branch_ends(known: np.ndarray) -> list[int]:
    """Positions next to a gap or beside the map's edge being unknown.

    >>> branch_ends(np.array([True, True, False, False, True]))
    [1, 4]
    """
    before = np.concatenate([[True], known[:-1]])
    after = np.concatenate([known[1:], [True]])
    return [int(place) for place in np.flatnonzero(known & ~(before & after))]


def onset_names(results: Results, settings: Any) -> Columns | None:
    """The loss at the lowest point of each curve, where curves are apart."""
    if "onset" not in results:
        return None
    dataset = results["onset"]
    known = [
        (float(gamma), row, int(np.nanargmin(row)))
        for gamma, row in zip(dataset.gamma.values, dataset.onset_time.values, strict=True)
        if np.isfinite(row).any()
    ]
    return {
        "x": np.array([dataset.theta.values[low] / np.pi for _, _, low in known]),
        "y": np.array([row[low] for _, row, low in known]),
        "text": [f"γ = {number_text(gamma)}" for gamma, _, _ in known],
    }


def onset_point(results: Results, settings: Any) -> Columns | None:
    """The present swap angle and its onset."""
    if "collision" not in results or isnan(results["collision"].window_start):
        return None
    start = float(results["collision"].window_start)
    return {"x": np.array([settings.theta / np.pi]), "y": np.array([start])}


def map_picture(quantity: str) -> Reader:
    """A reader of one quantity of the advantage map."""

    def read_map(results: Results, settings: Any) -> Columns | None:
        if "map" not in results:
            return None
        row, column = results["map"].advantage.dims
        x = results["map"].variables[column]
        return {
            "x": in_multiples_of_pi(x) if column == "theta" else x,
            "y": results["map"].variables[row],
            "z": results["map"].variables[quantity],
        }

    return read_map


def in_multiples_of_pi(angle: xr.Variable) -> xr.Variable:
    """An angle's axis in multiples of π, as the paper gives swap angles."""
    return xr.Variable(angle.dims, angle.values / np.pi, {**angle.attrs, "units": "π"})


def map_point(results: Results, settings: Any) -> Columns | None:
    """The present settings on the map."""
    if settings.map_plane == "theta_gamma":
        return {"x": np.array([settings.theta / np.pi]), "y": np.array([settings.gamma])}
    return {"x": np.array([settings.q]), "y": np.array([settings.c])}


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
            Layer("driving", "curve", "driving", driving, "driving limit θ → 0", fits=False),
            Layer("full_swap", "steps", "full_swap", along("full_swap"), "full swap", fits=False),
            Layer("greedy", "curve", "greedy", along("greedy"), "greedy", fits=False),
            Layer("ghosts", "paths", "ghost", ghosts(along("collision"), "collision"), "pinned"),
            Layer("family", "paths", "series", family, "further θ"),
            Layer("family_names", "text", "note", family_names, fits=False),
            Layer("ergotropy", "curve", "ergotropy", unnamed(ergotropy), "ergotropy"),
            Layer("coherent", "curve", "coherent", along("collision"), "coherent energy"),
            Layer("marker", "rule", "marker", marker),
        ],
        x=Axis(limits=(0.0, None), tight=True),
        y=Axis(limits=(0.0, None)),
    )


def distribution_view() -> View:
    """Fig. 2, at any collision."""
    return View(
        "distribution",
        "Energy distribution at the marked collision",
        [
            Layer("reach", "band", "region", bounded_levels, "incoherent mean"),
            Layer("population", "bars", "population", population, "coherent"),
            Layer("driving", "curve", "driving", comparison_population("driving"),
                  "driving limit"),
            Layer("greedy", "outline", "greedy", comparison_population("greedy"), "greedy"),
            Layer("full_swap", "rule", "full_swap", swapped_level, "full swap"),
        ],
        x=Axis(tight=True),
        y=Axis(limits=(0.0, None)),
        height=300,
    )  # fmt: skip


def phase_views() -> list[View]:
    """Wigner and Husimi functions in the plane, Husimi function on the sphere of a spin."""
    plane = {"x": Axis(tight=True), "y": Axis(tight=True), "aspect": 1.1}
    pictures = {
        "wigner": Layer("wigner", "image", "signed", picture("phase", x="re", y="im", z="wigner")),
        "husimi": Layer("husimi", "image", "density", picture("phase", x="re", y="im", z="husimi")),
        "sphere": Layer(
            "sphere", "image", "density", picture("phase", x="azimuth", y="polar", z="husimi")
        ),
    }
    return [
        View(key, "Phase space at the marked collision", [layer], **plane)
        for key, layer in pictures.items()
    ]


def advantage_view() -> View:
    """Energy over the incoherent bound."""
    ratio = along("collision", "advantage")
    return View(
        "advantage",
        "Advantage over the incoherent bound",
        [
            Layer("window", "band", "window", window, "ahead", fits=False),
            Layer("one", "level", "reference", lambda results, settings: {"y": np.ones(1)}),
            Layer("ghosts", "paths", "ghost", ghosts(ratio, "collision"), "pinned"),
            Layer("advantage", "curve", "coherent", ratio, "coherent"),
            Layer("marker", "rule", "marker", marker),
        ],
        x=Axis(limits=(0.0, None), tight=True),
        y=Axis(limits=(0.0, None)),
    )


def power_view() -> View:
    """Average and transient power, Eqs. (6) and (7)."""
    average = along("collision", "power")
    transient = in_interaction_time(unnamed(along("collision", "transient_power")))
    return View(
        "power",
        "Charging power",
        [
            Layer("ghosts", "paths", "ghost", ghosts(average, "collision"), "pinned"),
            Layer("transient", "curve", "transient_power", transient, "transient"),
            Layer("average", "curve", "average_power", average, "average"),
            Layer("marker", "rule", "marker", marker),
        ],
        x=Axis(limits=(0.0, None), tight=True),
        y=Axis(include=(0.0,)),
    )


def onset_view() -> View:
    """Fig. 4."""
    return View(
        "onset",
        "Onset of the advantage",
        [
            Layer("curves", "paths", "series", onset_curves),
            Layer("ends", "points", "marker", onset_ends, "a curve ends"),
            Layer("names", "text", "note", onset_names),
            Layer("point", "points", "coherent", onset_point, "present settings"),
        ],
        x=Axis("swap angle θ (π)", limits=(0.0, None)),
        y=Axis("onset of the advantage Ωτ_ad"),
    )


def map_views() -> list[View]:
    """The best advantage and its onset over (θ, γ) or (q, c)."""
    point = Layer("point", "points", "marker", map_point, "present settings", fits=False)
    return [
        View(
            f"map_{quantity}",
            "Advantage map",
            [Layer("map", "image", role, map_picture(quantity)), point],
            x=Axis(tight=True),
            y=Axis(tight=True),
        )
        for quantity, role in (("advantage", "ratio"), ("onset_time", "density"))
    ]
