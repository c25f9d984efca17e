"""Energy against the qubits' ground-state population; the question of Salvia et al. 2023, III.C."""

from __future__ import annotations

import json
from math import isclose, isnan
from typing import Any

import numpy as np
import xarray as xr

from dashboard.components.status import Badge, Number
from dashboard.pages.collision.accounts import in_interaction_time, marked
from dashboard.pages.collision.words import value
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Results, read, reads, single, unnamed
from dashboard.picture.places import always
from dashboard.picture.standard import FLOOR
from dashboard.picture.views import View
from dashboard.wording import number, percent, size, within
from engine.result import certificate

SLOT, PURE = "best_q", "best_q_pure"
# Where the best point's numbers stand, of the highest curve's height.
NAME_HEIGHT = 0.08


@reads("collision")
def present(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """The present qubits: their population and the energy of the main run by then."""
    at = max(marked(dataset, settings), 1)
    return {"x": np.array([settings.q]), "y": dataset.variables["energy"].values[[at]]}


@reads(SLOT)
def highest(scan: xr.Dataset, settings: Any) -> Columns | None:
    """The best qubits, where any store anything, with their numbers."""
    q, energy = (value(scan, name) for name in ("best_q", "best_energy"))
    if isnan(q):
        return None
    text = f"q* = {best_q_text(scan)}, {number(energy)} E"
    return {"x": np.array([q]), "y": np.array([energy]), "text": [text]}


def best_name(results: Results, settings: Any) -> Columns | None:
    """The best point's numbers, low beside its line, where no curve passes."""
    columns = highest(results, settings)
    curves = [results[slot].variables["energy"].values for slot in (SLOT, PURE) if slot in results]
    return columns and {**columns, "y": np.array([NAME_HEIGHT * np.max(curves)])}


def population_view() -> View:
    """The energy over all ground-state populations, at the marked collision's time."""
    return View(
        "best_q",
        "Energy against the ground-state population",
        [
            Layer("bound", "level", "bound", in_interaction_time(single(SLOT, y="bound")),
                  "incoherent bound", fits=False),
            Layer("best", "rule", "reference", single(SLOT, x="best_q")),
            Layer("pure", "curve", "driving", unnamed(read(PURE, x="q", y="energy")), "c = 1"),
            Layer("energy", "curve", "coherent", read(SLOT, x="q", y="energy"), "energy"),
            Layer("ergotropy", "curve", "ergotropy",
                  unnamed(read(SLOT, x="sample_q", y="ergotropy")), "ergotropy"),
            Layer("highest", "marks", "note", highest),
            Layer("name", "text", "note", best_name),
            Layer("point", "points", "marker", present, "present settings", sets=always("q")),
        ],
        x=Axis(limits=(0.0, 1.0)),
        y=FLOOR,
    )  # fmt: skip


def of_the_mark(results: Results, settings: Any) -> xr.Dataset | None:
    """The scan, if it is that of the main run up to the marked collision: it may come late."""
    if SLOT not in results or "collision" not in results:
        return None
    run, scan = results["collision"], results[SLOT]
    time = run.variables["time"].values[max(marked(run, settings), 1)]
    first, second = (json.loads(data.attrs["scenario"])["values"] for data in (run, scan))
    shared = first.keys() & second.keys() - {"collisions", "schedule"}
    same = all(first[name] == second[name] for name in shared)
    return scan if same and isclose(time, value(scan, "time"), rel_tol=1e-9) else None


def best_q_text(data: xr.Dataset) -> str:
    """The best population as exactly as it is known."""
    return within(value(data, "best_q"), certificate(data)["best_q_error"])


def population_sentence(data: xr.Dataset, c: float) -> str:
    """Which qubits of this coherence store most by then, and how much more than those of q = ½."""
    time = f"Ωτ = {number(value(data, 'time'))}"
    best_q, gain = value(data, "best_q"), value(data, "gain")
    if isnan(best_q):
        return f"By {time} no qubits have stored anything."
    more = "as much as" if percent(gain) == "none" else f"{percent(gain)} against"
    return (
        f"Of all qubits with c = {number(c)} those with q = {best_q_text(data)} store most by "
        f"{time}: {number(value(data, 'best_energy'))} E, {more} q = ½."
    )


def best_numbers(data: xr.Dataset) -> list[Number]:
    """The best population, for the row of numbers; none where nothing is stored."""
    return [] if isnan(value(data, "best_q")) else [Number("best q", best_q_text(data))]


def best_badge(data: xr.Dataset) -> Badge:
    """How well the best population is known."""
    numbers = certificate(data)
    error, points = numbers["best_q_error"], data.sizes["sample"]
    text = f"best q to {size(error)}" if error else "best q at an end"
    reason = (
        f"The energy is a polynomial in q, known from {points} runs; what they leave open of it "
        f"is at most {size(numbers['curve_error'])} of its largest value."
    )
    if numbers["truncated"]:
        share = number(numbers["best_top_population"], 2)
        reason += (
            f" At the best q {share} of the state has been in the top level: for an endless "
            "oscillator another q is best."
        )
    ok = bool(numbers["resolved"]) and not numbers["truncated"]
    return Badge(text, ok=ok, reason=reason)
