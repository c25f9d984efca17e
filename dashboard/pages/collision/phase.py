"""Phase space on the collision page: Wigner and Husimi functions at the marked collision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read
from dashboard.picture.views import View
from engine.collision.sphere import MIDDLE


def picture(slot: str, **names: str) -> Reader:
    """A reader of an image, for a result that has one with these axes."""
    reader = read(slot, **names)

    def read_picture(results: Results, settings: Any) -> Columns | None:
        known = slot in results and set(names.values()) <= set(results[slot].variables)
        return reader(results, settings) if known else None

    return read_picture


def on_discs(columns: Columns) -> Reader:
    """A reader of what stands on both discs of a sphere, as soon as there is a picture of one."""
    return lambda results, settings: (
        columns if "phase" in results and "across" in results["phase"].variables else None
    )


TURN = np.linspace(0, 2 * np.pi, 181)
# The rim of each disc and the equator across it.
DISCS = {
    "xs": [np.cos(TURN)] * 2 + [np.array([-1.0, 1.0])] * 2,
    "ys": [at + line for line in (np.sin(TURN), np.zeros(2)) for at in (MIDDLE, -MIDDLE)],
}
NAMES = {
    "x": np.array([0.0, 0.0, -0.85] * 2),
    "y": np.array([at + by for at in (MIDDLE, -MIDDLE) for by in (1.12, -1.12, 0.95)]),
    "text": ["full", "empty", "front", "full", "empty", "back"],
}


# What is fainter than this share of the strongest is not seen.
SEEN = 0.01


def where_it_is(columns: Mapping[str, np.ndarray]) -> Mapping[str, np.ndarray]:
    """The part of the plane where the state is seen: the axes follow it."""
    strength = np.abs(columns["z"])
    seen = strength > SEEN * np.max(strength, initial=0.0)
    rows, columns_seen = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    if rows.size == 0:
        return columns
    up, across = slice(rows[0], rows[-1] + 1), slice(columns_seen[0], columns_seen[-1] + 1)
    return {"x": columns["x"][across], "y": columns["y"][up], "z": columns["z"][up, across]}


def phase_views() -> list[View]:
    """Wigner and Husimi functions in the plane, Husimi function on the sphere of a spin."""
    title = "Phase space at the marked collision"
    pictures = {
        name: Layer(name, "image", role, picture("phase", x="re", y="im", z=name), fits=where_it_is)
        for name, role in (("wigner", "signed"), ("husimi", "density"))
    }
    sphere = [
        Layer("sphere", "image", "density", picture("phase", x="across", y="up", z="husimi")),
        Layer("discs", "paths", "link", on_discs(DISCS)),
        Layer("names", "text", "name", on_discs(NAMES)),
    ]
    return [
        *(View(key, title, [layer], equal=True) for key, layer in pictures.items()),
        View(
            "sphere",
            f"{title}: front and back of the sphere, areas true",
            sphere,
            x=Axis(tight=True, include=(-1.1, 1.1), hidden=True),
            y=Axis(tight=True, include=(-2.5, 2.5), hidden=True),
            equal=True,
        ),
    ]
