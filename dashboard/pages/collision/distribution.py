"""The battery's levels at the marked collision; Salvia et al. 2023, Fig. 2."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from dashboard.pages.collision.accounts import marked, marked_time
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, reads
from dashboard.picture.standard import occupied
from dashboard.picture.views import View

# So many levels are shown at least.
LEAST_LEVELS = 5.0


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
        first[name] == second[name] for name in first.keys() - {"collisions", "schedule", "samples"}
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


def last_row(dataset: xr.Dataset, time: float) -> int:
    """The last of a comparison's times that is not after this one."""
    times = dataset.variables["time"].values
    return max(int(np.searchsorted(times, time + 1e-9, side="right")) - 1, 0)


def comparison_population(slot: str) -> Reader:
    """Populations of a comparison at the last kept of its times not after the marked one."""

    @reads(slot, "collision")
    def reader(dataset: xr.Dataset, run: xr.Dataset, settings: Any) -> Columns | None:
        row = last_row(dataset, marked_time(run, settings))
        if "sample_step" in dataset.variables:
            kept = dataset.variables["sample_step"].values
            row = int(np.searchsorted(kept, row, side="right")) - 1
        variables = dataset.variables
        return {"x": variables["level"].values, "y": variables["population"].values[row]}

    return reader


def comparison_mean(slot: str) -> Reader:
    """A reader of the mean energy of a comparison at the marked time."""

    @reads(slot, "collision")
    def reader(dataset: xr.Dataset, run: xr.Dataset, settings: Any) -> Columns | None:
        row = last_row(dataset, marked_time(run, settings))
        return {"x": dataset.variables["energy"].values[[row]]}

    return reader


@reads("collision")
def bounded_levels(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """Mean energies that incoherent charging can have reached at the marked time."""
    bounds = dataset.variables["bound"].values
    reach = min(float(bounds[marked(dataset, settings)]), dataset.sizes["level"] - 1.0)
    return {"start": np.zeros(1), "stop": np.array([reach])}


@reads("collision")
def mean_level(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """The mean energy at the marked collision."""
    return {"x": dataset.variables["energy"].values[[marked(dataset, settings)]]}


def distribution_view() -> View:
    """Fig. 2, at any collision."""
    return View(
        "distribution",
        "Energy distribution at the marked collision",
        [
            Layer("reach", "band", "region", bounded_levels, "incoherent means", fits=False),
            Layer("population", "bars", "population", population, "battery", fits=occupied),
            Layer("driving", "curve", "driving", comparison_population("driving"),
                  "driving limit", fits=occupied),
            Layer("greedy", "outline", "greedy", comparison_population("greedy"), "greedy",
                  fits=False),
            Layer("full_swap", "rule", "full_swap", comparison_mean("full_swap"), "full swap"),
            Layer("greedy_mean", "rule", "greedy", comparison_mean("greedy")),
            Layer("mean", "rule", "coherent", mean_level, "mean"),
        ],
        x=Axis(limits=(-0.5, None), include=(LEAST_LEVELS,)),
        y=Axis(limits=(0.0, None)),
        height=300,
    )  # fmt: skip
