"""What the capacitance page draws: how results become the layers of its views.

Figures are those of Tirone et al. 2023.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, reads, unnamed, where
from dashboard.picture.places import Place
from dashboard.picture.standard import FLOOR, TIGHT, Curves, kept, marker, over
from dashboard.picture.views import View
from engine.result import Quantity, certificate

# What the attenuator's capacitances are called beside those of the cell.
ATTENUATED = {"c_sep": "C_sep = C_ℰ, attenuator", "c_loc": "C_loc, attenuator"}
# Of the highest level: what rounding leaves of the difference of two capacitances.
ROUNDING = 1e-12


def room(notes: Mapping[str, Any]) -> float:
    """What the certificate leaves open of the capacitances."""
    gaps = (abs(notes[f"{kind}_dual_gap"]) for kind in ("loc", "tot", "sep"))
    return float(max(gaps) + notes["unsettled"])


def smallest_gap(notes: Mapping[str, Any], data: xr.Dataset) -> float:
    """A difference of two capacitances that is no larger than this is none."""
    highest = json.loads(data.attrs["scenario"])["values"]["levels"][-1]
    return max(2 * room(notes), ROUNDING * float(highest))


def vouched(reader: Reader, otherwise: float = 0.0) -> Reader:
    """A reader of differences in which what the certificate does not vouch for is something else.

    That is zero, or nothing on a logarithmic axis.
    """

    def read_vouched(results: Results, settings: Any) -> Columns | None:
        columns = reader(results, settings)
        if columns is None:
            return None
        data = results["capacitance"]
        least = smallest_gap(certificate(data), data)
        return {name: column if name == "x" else above(column, least, otherwise)
                for name, column in columns.items()}  # fmt: skip

    return read_vouched


def above(column: Any, least: float, otherwise: float) -> Any:
    """A column in which what is no larger than the least is something else."""
    values = np.asarray(column)
    kept = np.where(np.abs(values) > least, values, otherwise)
    return column.copy(data=kept) if isinstance(column, xr.Variable) else kept


def curve(name: str) -> Reader:
    """A reader of one capacitance over the input energy that leaves the axes' names to another."""
    return unnamed(read("capacitance", x="e", y=name))


def between(lower: str, upper: str) -> Reader:
    """A reader of the area between two curves."""
    return unnamed(read("capacitance", x="e", lower=lower, upper=upper))


def of_the_cell(reader: Reader) -> Reader:
    """A reader that draws unless the attenuator takes the place of the cell."""
    return where(lambda settings: settings.view != "gaussian", reader)


def attenuated(name: str) -> Reader:
    """A reader of a capacitance of the attenuator, where it takes the place of the cell."""
    reader = in_work(read("gaussian", x="e", y=name), "ħω")
    return where(lambda settings: settings.view == "gaussian", reader)


def in_work(reader: Reader, unit: str) -> Reader:
    """A reader whose numbers are work per cell: what all capacitances have in common."""
    work = Quantity("work per cell", "C", "C", unit)

    def read_work(results: Results, settings: Any) -> Columns | None:
        columns = reader(results, settings)
        return columns and {**columns, "y": work.variable(columns["y"].dims, columns["y"].values)}

    return read_work


def energy_marked(settings: Any) -> tuple[Place, ...]:
    """The energy that each cell is charged with; an attenuator has no such cell."""
    return () if settings.view == "gaussian" else (Place("energy"),)


MARKER = marker(energy_marked)


def curves_view() -> View:
    """The four capacitances, or those of the attenuator that the page speaks of."""
    sep = in_work(read("capacitance", x="e", y="c_sep"), "ε₀")
    interval = between("c_total_lower", "c_total_upper")
    upper, bound, loc = (of_the_cell(curve(name)) for name in ("c_total_upper", "chi_tot", "c_loc"))
    return View(
        "curves",
        "Work capacitances",
        [
            Layer("interval", "area", "region", of_the_cell(interval), "C_ℰ lies here"),
            kept(of_the_cell(sep), "capacitance", "pinned C_sep"),
            Layer("upper", "curve", "reference", upper, "C_ℰ, at most"),
            Layer("sep", "curve", "coherent", of_the_cell(sep), "C_sep"),
            Layer("bound", "curve", "bound", bound, "χ_tot, bound (12)"),
            Layer("loc", "curve", "single_shot", loc, "C_loc"),
            Layer("gaussian_sep", "curve", "coherent", attenuated("c_sep"), ATTENUATED["c_sep"]),
            Layer("gaussian_loc", "curve", "single_shot", unnamed(attenuated("c_loc")),
                  ATTENUATED["c_loc"]),
            MARKER,
        ],
        x=TIGHT,
        height=420,
    )  # fmt: skip


# -- what nonlocal means gain -------------------------------------------------------------------

EXACT = read("capacitance", x="e", y="exact_gap")


def gap_view(log: bool = False) -> View:
    """Fig. 2(a)."""
    none = np.nan if log else 0.0
    exact = vouched(EXACT, none)
    bound = vouched(curve("gap"), none)
    return View(
        "gap_log" if log else "gap",
        "Capacitance gap",
        [
            kept(exact, "capacitance"),
            Layer("exact", "curve", "coherent", exact, "C_sep − C_loc"),
            Layer("bound", "curve", "bound", bound, "χ_tot − C_loc, Fig. 2(a)"),
            MARKER,
        ],
        x=TIGHT,
        y=Axis(log=log, limits=(None, None) if log else (0.0, None)),
    )


def bound_view() -> View:
    """Where Eq. (12) falls short of C_sep."""
    return View(
        "bound",
        "What the bound (12) misses",
        [
            Layer("missed", "area", "window", vouched(between("gap", "exact_gap")),
                  "missed by (12)"),
            Layer("exact", "curve", "coherent", vouched(EXACT), "C_sep − C_loc"),
            Layer("bound", "curve", "bound", vouched(curve("gap")), "χ_tot − C_loc"),
            Layer("looseness", "curve", "redundancy", vouched(curve("looseness")), "C_sep − χ_tot"),
            MARKER,
        ],
        x=TIGHT,
        y=Axis("gain per cell (ε₀)", limits=(0.0, None)),
    )  # fmt: skip


# -- the attenuator -----------------------------------------------------------------------------


BETAS = {"gibbs": "β of the two-mode Gibbs state", "output": "β of the hot output mode"}


@reads("gaussian")
def gaussian_point(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """The present attenuator on the curve; without noise it lies at infinity."""
    data = dataset.variables
    beta = data[f"beta_{settings.beta}"].values[None]
    return {"x": np.where(np.isfinite(beta), beta, np.nan), "y": data["gap"].values[None]}


def gaussian_view(beta: str) -> View:
    """Fig. 2(b)."""
    return View(
        f"gaussian_{beta}",
        "Gap of the two-mode attenuator",
        [
            Layer("gap", "curve", "coherent",
                  read("gaussian", x=f"curve_beta_{beta}", y="curve_gap"), "ΔC, Fig. 2(b)"),
            Layer("point", "points", "marker", gaussian_point, "present attenuator", fits=False),
        ],
        x=Axis(f"{BETAS[beta]} (1/ħω)", limits=(0.0, None)),
        y=FLOOR,
    )  # fmt: skip


def modes_view() -> View:
    """The attenuator's capacitances, which differ by the same amount at every energy."""
    known: Curves = {"sep": ("coherent", "C_sep = C_ℰ", "c_sep"),
                     "loc": ("single_shot", "C_loc", "c_loc")}  # fmt: skip
    y = Axis("work per cell (ħω)", limits=(0.0, None))
    title = "Capacitances of the two-mode attenuator"
    return over("gaussian_modes", title, "gaussian", known, x="e", y=y)
