"""Maps of the collision page: onset (Salvia et al. 2023, Fig. 4) and advantage over a plane."""

from __future__ import annotations

from math import isnan
from typing import Any

import numpy as np
import xarray as xr

from dashboard.layers import Columns, Layer, Reader, Results
from dashboard.views import Axis, View
from engine.fields import number_text


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
