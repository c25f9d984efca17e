"""The collective modes on the self-discharge page: their rates and the energy they hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from dashboard.pages.selfdischarge.curves import MARKER
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Results, reads
from dashboard.picture.standard import curves
from dashboard.picture.views import View
from dashboard.wording import number

NAMED_MODES = 7


@reads("graph")
def mode_rates(data: xr.Dataset, settings: Any) -> Columns | None:
    """The rate of each collective mode, negative ones too."""
    rates = data.variables["mode_rate"]
    return {"x": np.arange(1.0, rates.size + 1), "y": rates}


def single_rate(results: Results, settings: Any) -> Columns | None:
    """The rate of a cell on its own."""
    return {"y": np.array([settings.rate])}


def modes_view() -> View:
    """Super- and subradiant rates."""
    return View(
        "modes",
        "Rates of the collective modes",
        [
            Layer("rates", "bars", "population", mode_rates, "γₖ"),
            Layer("single", "level", "reference", single_rate, "Γ, one cell on its own"),
        ],
        x=Axis("mode k", tight=True),
        y=Axis(include=(0.0,)),
        height=200,
    )


@reads("network")
def mode_energies(data: xr.Dataset, settings: Any) -> Columns | None:
    """The energy in modes of each rate over time; modes of one rate are only told apart at will."""
    rates, group = np.unique(data.mode_rate.values.round(9), return_inverse=True)
    members = [group == place for place in range(rates.size)]
    labels = [
        f"γ = {number(rate)}" + (f" ({own.sum()} modes)" if own.sum() > 1 else "")
        for rate, own in zip(rates, members, strict=True)
    ]
    return {
        "xs": [data.time.values] * rates.size,
        "ys": [data.mode_energy.values[:, own].sum(axis=1) for own in members],
        "label": labels,
    }


def mode_names(results: Results, settings: Any) -> Columns | None:
    """Each rate in the colour of its curve, in the corner that leaking curves leave empty."""
    lines = mode_energies(results, settings)
    if lines is None or len(lines["xs"]) > NAMED_MODES:
        return None
    count, data = len(lines["xs"]), results["network"]
    top = max(float(data.leak.max()), *(float(y.max()) for y in lines["ys"]))
    return {
        "x": np.full(count, 0.5 * float(data.time[-1])),
        "y": top * (0.96 - 0.13 * np.arange(count)),
        "text": lines["label"],
    }


def leak_view() -> View:
    """Where the energy sits and how fast it leaks."""
    return View(
        "leak",
        "Energy in the modes and leaking power",
        [
            *curves("network", {"leak": ("bound", "leaking power −dU/dt")}),
            Layer("modes", "paths", "series", mode_energies),
            Layer("names", "text", "series", mode_names, fits=False),
            MARKER,
        ],
        x=Axis("time t (1/Γ₀)", tight=True),
        y=Axis("energy in the modes (ħω)", limits=(0.0, None)),
        height=260,
    )  # fmt: skip
