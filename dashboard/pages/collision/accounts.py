"""What is counted along the collision page's axes, and which collision is marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.layers import Columns, Reader, Results, reads, where
from dashboard.picture.places import Place
from dashboard.picture.standard import marker
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
    "total": Account("total_time", "total_bound", "total_advantage", "total_power", "total_window"),
    "qubits": Account("collision", "qubit_bound", "qubit_advantage", "energy_per_qubit"),
}


def clock(dataset: xr.Dataset, settings: Any) -> xr.Variable:
    """What is counted along the main axis: interaction time, all time, or qubits."""
    name = ACCOUNTS[settings.accounting].clock
    if name != "collision":
        return dataset.variables[name]
    counted = dataset.variables["step" if "step" in dataset.dims else name]
    (along,) = counted.dims
    return QUBITS.variable(str(along), counted.values)


def along(slot: str, name: str = "energy") -> Reader:
    """A reader of a quantity against what is counted; `name` may be a field of Account."""

    @reads(slot)
    def reader(data: xr.Dataset, settings: Any) -> Columns | None:
        variable = getattr(ACCOUNTS[settings.accounting], name, name)
        return {"x": clock(data, settings), "y": data.variables[variable]}

    return reader


def in_interaction_time(reader: Reader) -> Reader:
    """A reader whose statement holds for interaction time only: drawn in that account alone."""
    return where(lambda settings: settings.accounting == "interaction", reader)


def marked(dataset: xr.Dataset, settings: Any) -> int:
    """The marked collision, at most the last."""
    return min(settings.at, dataset.sizes["collision"] - 1)


def marked_time(dataset: xr.Dataset, settings: Any) -> float:
    """Ωτ at the marked collision."""
    return float(dataset.variables["time"].values[marked(dataset, settings)])


@reads("collision")
def marked_place(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """Where the marked collision stands along the axis; None where there is no curve yet."""
    return {"x": clock(dataset, settings).values[[marked(dataset, settings)]]}


def collision_at(results: Results, settings: Any, at: float) -> float:
    """The collision nearest to a place along the axis."""
    if "collision" not in results:
        return float(settings.at)
    return float(np.abs(clock(results["collision"], settings).values - at).argmin())


MARKED = (Place("at", value=collision_at),)
MARKER = marker(lambda settings: MARKED, marked_place)
