"""Phase space on the collision page: Wigner and Husimi functions at the marked collision."""

from __future__ import annotations

from typing import Any

from dashboard.layers import Columns, Layer, Reader, Results, read
from dashboard.views import Axis, View


def picture(slot: str, **names: str) -> Reader:
    """A reader of an image, for a result that has one with these axes."""
    reader = read(slot, **names)

    def read_picture(results: Results, settings: Any) -> Columns | None:
        known = slot in results and set(names.values()) <= set(results[slot].variables)
        return reader(results, settings) if known else None

    return read_picture


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
