"""What the page of the Dicke battery draws; figures are those of Campaioli et al. 2024."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, read, reads, unnamed
from dashboard.picture.places import always
from dashboard.picture.standard import FLOOR, FROM_ZERO, TIGHT, occupied, over, spot
from dashboard.picture.views import View

ENERGIES = {
    "energy": ("coherent", "energy E"),
    "ergotropy": ("ergotropy", "ergotropy ℰ, all states"),
    "ergotropy_ladder": ("greedy", "ergotropy ℰ, ladder"),
}
LEDGER = {
    "energy": ("coherent", "cells"),
    "charger_energy": ("greedy", "cavity"),
    "switching_work": ("single_shot", "work of switching"),
}
POWERS = {
    "average_power": ("average_power", "average E/t"),
    "instantaneous_power": ("transient_power", "instantaneous"),
}


def energy_view() -> View:
    """The energy and both ergotropies over the turn, and where the power is largest."""
    view = over(
        "energy", "Energy and ergotropy", "energy", ENERGIES, x="turn", marked="at", y=FLOOR,
        axis=FROM_ZERO, pinned=True,
    )  # fmt: skip
    return View(
        view.key,
        view.title,
        [*view.layers, Layer("best", "points", "single_shot", steepest, "largest power")],
        x=FROM_ZERO,
        y=FLOOR,
        height=420,
    )


@reads("energy")
def steepest(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """The point of the largest power."""
    data = dataset.variables
    per_time = float(data["turn"].values[-1] / data["time"].values[-1])
    return {
        "x": np.array([float(data["optimal_time"].values) * per_time]),
        "y": data["optimal_energy"].values[None],
    }


def power_view() -> View:
    """Average and instantaneous power."""
    return over("power", "Power", "energy", POWERS, x="turn", marked="at", axis=FROM_ZERO)


def ledger_view() -> View:
    """Who gained and who paid."""
    return over("ledger", "Where the energy comes from", "energy", LEDGER, x="turn", marked="at",
                axis=FROM_ZERO)  # fmt: skip


def purity_view() -> View:
    """How mixed the cells are."""
    curves = {"purity": ("coherent", "cells")}
    return over("purity", "Purity", "energy", curves, x="turn", marked="at", axis=FROM_ZERO,
                y=Axis(limits=(0.0, None), include=(1.0,)))  # fmt: skip


def scaling_view() -> View:
    """Fig. 5(c)."""
    curves = {
        "scaled_power": ("coherent", "one cavity"),
        "scaled_parallel": ("transient_power", "a cavity each"),
    }
    return over("scaling", "Power against size, Fig. 5(c)", "scaling", curves, x="cells", y=FLOOR)


def charger_view() -> View:
    """The Wigner function of the cavity."""
    layer = Layer("wigner", "image", "signed", read("charger", x="re", y="im", z="wigner"))
    return View(
        "charger", "Cavity at the marked time", [layer], x=TIGHT, y=TIGHT, height=330, equal=True
    )


def photons_view() -> View:
    """The photon numbers of the cavity."""
    shares = read("charger", x="photon_number", y="photon_share")
    layer = Layer("shares", "bars", "population", shares, fits=occupied)
    return View("photons", "Photons at the marked time", [layer], x=TIGHT, y=FLOOR)


def collapse_view() -> View:
    """How large the coupling may be for two photons at a time."""
    line = read("collapse", x="cells", y="collapse_coupling")
    return View(
        "collapse",
        "Collapse of two photons at a time",
        [
            Layer("line", "curve", "bound", line, "no lowest energy above"),
            spot(always("cells", "coupling"), "present battery"),
        ],
        x=TIGHT,
        y=Axis(log=True, include=(5e-3,)),
    )


def single_view() -> View:
    """One cell that a star of spins charges, or a cavity of as many photons."""
    curve = {"energy": ("coherent", "energy of the cell")}
    return over("single", "One cell, many chargers", "single", curve, axis=FROM_ZERO, y=FLOOR)


def open_view() -> View:
    """The battery in a leaky cavity, and without the leak."""
    closed = unnamed(read("energy", x="turn", y="energy"))
    curves = {
        "energy": ("coherent", "energy E"),
        "ergotropy_ladder": ("greedy", "ergotropy ℰ, ladder"),
    }
    view = over("open", "A leaky cavity", "open", curves, x="turn", marked="at", y=FLOOR)
    ideal = Layer("closed", "curve", "driving", closed, "energy without leak")
    return View(view.key, view.title, [*view.layers, ideal], x=FROM_ZERO, y=FLOOR)
