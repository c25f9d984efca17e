"""Maps of the collision page: onset (Salvia et al. 2023, Fig. 4) and advantage over a plane."""

from __future__ import annotations

from functools import cache
from math import isclose, isnan
from typing import Any

import numpy as np
import xarray as xr

from dashboard.pages.collision.presets import PRESETS
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, reads
from dashboard.picture.places import Place
from dashboard.picture.regions import lines_at
from dashboard.picture.standard import TIGHT, spot
from dashboard.picture.views import View
from engine.collision import Collision
from engine.numerals import shown

# The settings along the axes of each plane.
PLANES = {"theta_gamma": ("theta", "gamma"), "q_c": ("q", "c")}


def onset_curves(results: Results, settings: Any) -> Columns | None:
    """One curve of onset times for each loss, with its ends where they are known."""
    if (dataset := results.get("onset")) is None:
        return None
    lines, labels = [], []
    for gamma, times in zip(dataset.gamma.values, dataset.onset_time.values, strict=True):
        if np.isfinite(times).any():
            thetas, times = with_tails(dataset.theta.values, times, gamma, results.get("ends"))
            lines.append((thetas / np.pi, times))
            labels.append(f"γ = {shown(float(gamma))}")
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


@reads("ends")
def onset_ends(ends: xr.Dataset, settings: Any) -> Columns | None:
    """Where a curve of onset times ends: a tangency, not a divergence."""
    return {"x": ends.theta.values[:, -1] / np.pi, "y": ends.onset_time.values[:, -1]}


# How far above its curve a name stands, as a share of the way to the next one's lowest point.
NAME_ABOVE = 0.6


@reads("onset")
def onset_names(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """The loss of each curve just above its lowest point, below the curve of the next loss."""
    known = [
        (float(gamma), row, int(np.nanargmin(row)))
        for gamma, row in zip(dataset.gamma.values, dataset.onset_time.values, strict=True)
        if np.isfinite(row).any()
    ]
    lows = np.array([row[low] for _, row, low in known])
    gaps = np.diff(lows)
    above = NAME_ABOVE * np.append(gaps, gaps[-1:] if len(gaps) else 0.05 * lows)
    return {
        "x": np.array([dataset.theta.values[low] / np.pi for _, _, low in known]),
        "y": lows + above,
        "text": [f"γ = {shown(gamma)}" for gamma, _, _ in known],
    }


@reads("collision")
def onset_point(dataset: xr.Dataset, settings: Any) -> Columns | None:
    """The present swap angle and its onset."""
    start = float(dataset.window_start)
    if isnan(start):
        return None
    return {"x": np.array([settings.theta / np.pi]), "y": np.array([start])}


def onset_view() -> View:
    """Fig. 4."""
    return View(
        "onset",
        "Onset of the advantage",
        [
            Layer("curves", "paths", "series", onset_curves),
            Layer("ends", "points", "marker", onset_ends, "a curve ends"),
            Layer("names", "text", "name", onset_names, fits=False),
            Layer("point", "points", "coherent", onset_point, "present settings"),
        ],
        x=Axis("swap angle θ (π)", limits=(0.0, None)),
        y=Axis("onset of the advantage Ωτ_ad"),
    )


def map_picture(quantity: str) -> Reader:
    """A reader of one quantity of the advantage map."""

    @reads("map")
    def read_map(data: xr.Dataset, settings: Any) -> Columns | None:
        row, column = data.advantage.dims
        x = data.variables[column]
        return {
            "x": in_multiples_of_pi(x) if column == "theta" else x,
            "y": data.variables[row],
            "z": data.variables[quantity],
        }

    return read_map


@reads("map")
def map_limit(data: xr.Dataset, settings: Any) -> Columns | None:
    """Up to where many weak collisions beat the bound."""
    _, column = data.advantage.dims
    x = data.variables[column].values
    return {
        "x": x / np.pi if column == "theta" else x,
        "y": data.variables["weak_limit"].values,
    }


def map_border(results: Results, settings: Any) -> Columns | None:
    """Where the best of coherent charging equals the incoherent bound."""
    columns = map_picture("advantage")(results, settings)
    return columns and lines_at(1.0, *(columns[name].values for name in "xyz"))


def in_multiples_of_pi(angle: xr.Variable) -> xr.Variable:
    """An angle's axis in multiples of π, as the paper gives swap angles."""
    return xr.Variable(angle.dims, angle.values / np.pi, {**angle.attrs, "units": "π"})


def mapped(settings: Any) -> tuple[Place, Place]:
    """The settings along the axes of the map, angles in multiples of π."""
    across, up = PLANES[settings.map_plane]
    return Place(across, unit=np.pi if across == "theta" else 1.0), Place(up)


@cache
def presets_placed() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Title and physical settings of every preset whose swap angle is constant."""
    defaults = {name: field.default for name, field in Collision.fields().items()}
    return tuple(
        (preset.title, {**defaults, **{n: v for n, v in preset.settings.items() if n in defaults}})
        for preset in PRESETS
        if "schedule" not in preset.settings
    )


@reads("map")
def map_presets(data: xr.Dataset, settings: Any) -> Columns | None:
    """The presets that lie in the plane of the map: they share what it holds."""
    up, across = data.advantage.dims
    held = {"theta", "gamma", "q", "c", "levels"} - {across, up}
    ends = {name: float(data[name].max()) for name in (across, up)}
    found = [
        (title, values)
        for title, values in presets_placed()
        if values["battery"] == settings.battery
        and all(isclose(values[name], getattr(settings, name), rel_tol=1e-6) for name in held)
        and all(values[name] <= end for name, end in ends.items())
    ]
    scale = np.pi if across == "theta" else 1.0
    return {
        "x": np.array([values[across] / scale for _, values in found]),
        "y": np.array([values[up] for _, values in found]),
        "text": [title for title, _ in found],
    }


def map_views() -> list[View]:
    """The best advantage and its onset over (θ, γ) or (q, c)."""
    point = spot(mapped, "present settings")
    limit = Layer("limit", "curve", "reference", map_limit, "limit of weak collisions", fits=False)
    border = Layer("border", "paths", "note", map_border, "equals the bound", fits=False)
    presets = Layer("presets", "marks", "note", map_presets, "presets", fits=False)
    return [
        View(
            f"map_{quantity}",
            "Advantage map",
            [Layer("map", "image", role, map_picture(quantity)), limit, border, presets, point],
            x=TIGHT,
            y=TIGHT,
        )
        for quantity, role in (("advantage", "ratio"), ("onset_time", "density"))
    ]
