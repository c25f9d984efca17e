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

from dashboard.layers import Columns, Layer, Reader, Results, read, unnamed
from dashboard.pins import ghosts
from dashboard.views import Axis, View
from engine.fields import number_text
from engine.result import Quantity


@dataclass(frozen=True)
class Account:
    """What is counted as spent, and the variables that hold the results against it."""

    clock: str
    bound: str
    advantage: str
    power: str
    window: str = ""


QUBITS = Quantity("qubits used", "k", "k")

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
    if name != "collision":
        return dataset.variables[name]
    counted = dataset.variables["step" if "step" in dataset.dims else name]
    return QUBITS.variable(counted.dims, counted.values)


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


def lossy(reader: Reader, loss: bool) -> Reader:
    """A reader that draws only with loss, or only without: the comparison itself knows none."""
    return lambda results, settings: (
        reader(results, settings) if (settings.gamma > 0) == loss else None
    )


def comparison(key: str, kind: str, label: str, reader: Reader) -> list[Layer]:
    """A comparison computed without loss, which its name says where the battery has some."""
    return [
        Layer(key, kind, key, lossy(reader, False), label, fits=False),
        Layer(f"{key}_lossless", kind, key, lossy(reader, True), f"{label}, no loss", fits=False),
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


def family(name: str = "energy") -> Reader:
    """A reader of the same curve for each further swap angle."""

    def read_family(results: Results, settings: Any) -> Columns | None:
        members = [
            (along(slot, name)({slot: results[slot]}, settings), theta)
            for slot, theta in ((f"family:{i}", t) for i, t in enumerate(settings.family))
            if slot in results
        ]
        if not members:
            return None
        return {
            "xs": [columns["x"].values for columns, _ in members],
            "ys": [columns["y"].values for columns, _ in members],
            "label": [f"θ = {number_text(theta, 'π')}" for _, theta in members],
        }

    return read_family


def family_names(name: str = "energy") -> Reader:
    """A reader of the swap angle of each further curve, at its highest point."""
    further = family(name)

    def read_names(results: Results, settings: Any) -> Columns | None:
        columns = further(results, settings)
        if columns is None:
            return None
        own = along("collision", name)(results, settings)
        curves = list(zip(columns["xs"], columns["ys"], columns["label"], strict=True))
        if own is not None:
            label = f"θ = {number_text(settings.theta, 'π')}"
            curves.append((own["x"].values, own["y"].values, label))
        tops = [int(np.nanargmax(y)) for _, y, _ in curves]
        return {
            "x": np.array([x[top] for (x, _, _), top in zip(curves, tops, strict=True)]),
            "y": np.array([y[top] for (_, y, _), top in zip(curves, tops, strict=True)]),
            "text": [text for _, _, text in curves],
        }

    return read_names


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
    return float(dataset.variables["time"].values[marked(dataset, settings)])


def last_row(dataset: xr.Dataset, time: float) -> int:
    """The last of a comparison's times that is not after this one."""
    return max(int(np.searchsorted(dataset.time.values, time + 1e-9, side="right")) - 1, 0)


def comparison_population(slot: str) -> Reader:
    """Populations of a comparison at the last of its times that is not after the marked one."""

    def reader(results: Results, settings: Any) -> Columns | None:
        if slot not in results or "collision" not in results:
            return None
        dataset = results[slot]
        row = last_row(dataset, marked_time(results, settings))
        return {"x": dataset.level.values, "y": dataset.population.values[row]}

    return reader


def comparison_mean(slot: str) -> Reader:
    """A reader of the mean energy of a comparison at the marked time."""

    def reader(results: Results, settings: Any) -> Columns | None:
        if slot not in results or "collision" not in results:
            return None
        row = last_row(results[slot], marked_time(results, settings))
        return {"x": results[slot].energy.values[[row]]}

    return reader


def bounded_levels(results: Results, settings: Any) -> Columns | None:
    """Mean energies that incoherent charging can have reached at the marked time."""
    if "collision" not in results:
        return None
    dataset = results["collision"]
    bounds = dataset.variables["bound"].values
    reach = min(float(bounds[marked(dataset, settings)]), dataset.sizes["level"] - 1.0)
    return {"start": np.zeros(1), "stop": np.array([reach])}


def mean_level(results: Results, settings: Any) -> Columns | None:
    """The mean energy at the marked collision."""
    if "collision" not in results:
        return None
    dataset = results["collision"]
    return {"x": dataset.energy.values[[marked(dataset, settings)]]}


def picture(slot: str, **names: str) -> Reader:
    """A reader of an image, for a result that has one with these axes."""
    reader = read(slot, **names)

    def read_picture(results: Results, settings: Any) -> Columns | None:
        known = slot in results and set(names.values()) <= set(results[slot].variables)
        return reader(results, settings) if known else None

    return read_picture


def onset_curves(results: Results, settings: Any) -> Columns | None:
    """One curve of onset times for each loss, with its ends where they are known."""
    if "onset" not in results:
        return None
    dataset = results["onset"]
    lines, labels = [], []
    for gamma, times in zip(dataset.gamma.values, dataset.onset_time.values, strict=True):
        if np.isfinite(times).any():
            thetas, times = with_tails(dataset.theta.values, times, gamma, results.get("ends"))
            lines.append((thetas / np.pi, times))
            labels.append(f"γ = {number_text(float(gamma))}")
    return {"xs": [x for x, _ in lines], "ys": [y for _, y in lines], "label": labels}


def with_tails(
    thetas: np.ndarray, times: np.ndarray, gamma: float, ends: xr.Dataset | None
) -> tuple[np.ndarray, np.ndarray]:
    """A curve of onset times completed by the points that lead to its ends."""
    if ends is not None:
        own = ends.gamma.values == gamma
        thetas = np.concatenate([thetas, ends.theta.values[own].ravel()])
        times = np.concatenate([times, ends.onset_time.values[own].ravel()])
        order = np.argsort(thetas)
        thetas, times = thetas[order], times[order]
    return thetas, times


def onset_ends(results: Results, settings: Any) -> Columns | None:
    """Where a curve of onset times ends: a tangency, not a divergence."""
    if "ends" not in results:
        return None
    ends = results["ends"]
    return {"x": ends.theta.values[:, -1] / np.pi, "y": ends.onset_time.values[:, -1]}


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


def map_limit(results: Results, settings: Any) -> Columns | None:
    """Up to where many weak collisions beat the bound."""
    if "map" not in results:
        return None
    _, column = results["map"].advantage.dims
    x = results["map"].variables[column].values
    return {
        "x": x / np.pi if column == "theta" else x,
        "y": results["map"].variables["weak_limit"].values,
    }


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
            *comparison("driving", "curve", "driving limit", driving),
            *comparison("full_swap", "steps", "full swap", unnamed(along("full_swap"))),
            *comparison("greedy", "curve", "greedy", unnamed(along("greedy"))),
            Layer("ghosts", "paths", "pins", ghosts(along("collision"), "collision"), "pinned"),
            Layer("family", "paths", "family", family(), "further θ"),
            Layer("names", "text", "note", family_names(), fits=False),
            Layer("coherent", "curve", "coherent", along("collision"), "energy"),
            Layer("ergotropy", "curve", "ergotropy", unnamed(ergotropy), "ergotropy"),
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
            Layer("reach", "band", "region", bounded_levels, "incoherent means", fits=False),
            Layer("population", "bars", "population", population, "battery"),
            Layer("driving", "curve", "driving", comparison_population("driving"),
                  "driving limit"),
            Layer("greedy", "outline", "greedy", comparison_population("greedy"), "greedy"),
            Layer("full_swap", "rule", "full_swap", comparison_mean("full_swap"), "full swap",
                  fits=False),
            Layer("greedy_mean", "rule", "greedy", comparison_mean("greedy"), fits=False),
            Layer("mean", "rule", "coherent", mean_level, "mean", fits=False),
        ],
        x=Axis(tight=True),
        y=Axis(limits=(0.0, None)),
        height=300,
    )  # fmt: skip


def phase_views() -> list[View]:
    """Wigner and Husimi functions in the plane, Husimi function on the sphere of a spin."""
    plane = {"x": Axis(tight=True), "y": Axis(tight=True), "equal": True}
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
            Layer("ghosts", "paths", "pins", ghosts(ratio, "collision"), "pinned"),
            Layer("family", "paths", "family", family("advantage"), "further θ"),
            Layer("names", "text", "note", family_names("advantage"), fits=False),
            Layer("advantage", "curve", "coherent", ratio, "energy over bound"),
            Layer("marker", "rule", "marker", marker),
        ],
        x=Axis(limits=(0.0, None), tight=True),
        y=Axis(limits=(0.0, None)),
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
            Layer("ghosts", "paths", "pins", ghosts(average, "collision"), "pinned"),
            Layer("bound", "curve", "bound", timed("bound"), "incoherent bound", fits=False),
            *comparison("greedy", "curve", "greedy", timed("greedy")),
            Layer("family", "paths", "family", family("power"), "further θ"),
            Layer("names", "text", "note", family_names("power"), fits=False),
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
    limit = Layer("limit", "curve", "reference", map_limit, "limit of weak collisions", fits=False)
    return [
        View(
            f"map_{quantity}",
            "Advantage map",
            [Layer("map", "image", role, map_picture(quantity)), limit, point],
            x=Axis(tight=True),
            y=Axis(tight=True),
        )
        for quantity, role in (("advantage", "ratio"), ("onset_time", "density"))
    ]
