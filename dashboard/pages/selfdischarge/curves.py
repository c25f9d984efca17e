"""Curves over time of the self-discharge page: Figs. 2 to 5 of Santos 2021, parts, disorder."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, single, unnamed, where
from dashboard.picture.pins import ghosts
from dashboard.picture.places import always
from dashboard.picture.standard import FLOOR, TIGHT, Curves, marker, over
from dashboard.picture.views import View

# The slot of what is computed at the marked time alone.
NOW = "now"


# -- the marked time ----------------------------------------------------------------------------


def main_slot(settings: Any) -> str:
    """The slot whose dataset the read-out and the canvas speak of."""
    return "cell" if settings.view == "cell" else "network"


def marked(data: xr.Dataset, settings: Any) -> int:
    """The place on the time grid nearest to the marked time."""
    return int(np.abs(data.time.values - settings.at).argmin())


def at_mark(results: Results, settings: Any, slot: str = "") -> tuple[xr.Dataset, int] | None:
    """A result and the place in it of the marked time: of the main slot where none is named.

    That is the very time where it was computed for itself, else the nearest on the time grid.
    """
    slot = slot or main_slot(settings)
    if slot not in results:
        return None
    if slot == main_slot(settings) and NOW in results:
        now = results[NOW]
        if isclose(float(now.variables["time"].values[-1]), settings.at, rel_tol=1e-12):
            return now, now.sizes["time"] - 1
    return results[slot], marked(results[slot], settings)


def time_marker(results: Results, settings: Any) -> Columns | None:
    """The marked time, as the read-out and the canvas tell it."""
    found = at_mark(results, settings)
    time = settings.at if found is None else found[0].variables["time"].values[found[1]]
    return {"x": np.array([time])}


MARKER = marker(always("at"), time_marker)


def quantity(slot: str, chosen: str = "curve") -> Reader:
    """A reader of the chosen quantity over time; where a result has none, nothing is drawn."""

    def read_curve(results: Results, settings: Any) -> Columns | None:
        data, name = results.get(slot), getattr(settings, chosen)
        if data is None or name not in data:
            return None
        return {"x": data.variables["time"], "y": data.variables[name]}

    return read_curve


def marked_value(results: Results, settings: Any) -> Columns | None:
    """The chosen quantity at the marked time."""
    slot, found = main_slot(settings), at_mark(results, settings)
    columns = quantity(slot)({slot: found[0]}, settings) if found else None
    if found is None or columns is None:
        return None
    at = found[1]
    return {name: column.values[at : at + 1] for name, column in columns.items()}


def of_geometry(geometry: str) -> Reader:
    """A reader of the chosen quantity for one geometry; the chosen one is the network itself."""

    def read_geometry(results: Results, settings: Any) -> Columns | None:
        slot = "network" if settings.geometry == geometry else geometry
        return quantity(slot)(results, settings)

    return read_geometry


def other_start(initial: str) -> Reader:
    """A reader of the same network from another initial state."""

    return unnamed(where(lambda settings: settings.initial != initial, quantity(initial)))


def markers() -> list[Layer]:
    """The marked time, and the main curve's value there."""
    return [
        MARKER,
        Layer("value", "points", "marker", marked_value, fits=False),
    ]


def is_set(field: str, value: Any) -> Callable[[Any], bool]:
    """Whether a setting has this value: which of curves that are alike is drawn strong."""
    return lambda settings: bool(getattr(settings, field) == value)


GEOMETRY_ROLES = {
    "linear": "greedy",
    "circular": "full_swap",
    "central": "coherent",
    "symmetric": "ergotropy",
    "custom": "bound",
}


def geometries_view() -> View:
    """Figs. 4 and 5: geometries side by side, and the other start as a ghost."""
    return View(
        "geometries",
        "Geometries side by side",
        [
            Layer("pins", "paths", "pins", ghosts(quantity("network"), "network"), "pinned"),
            Layer("classical", "curve", "ghost", other_start("classical"), "chosen, classical"),
            Layer("quantum", "curve", "ghost", other_start("quantum"), "chosen, quantum"),
            *(
                Layer(one, "curve", role, of_geometry(one), one, chosen=is_set("geometry", one))
                for one, role in GEOMETRY_ROLES.items()
            ),
            *markers(),
        ],
        x=TIGHT,
        y=FLOOR,
    )


SIZE_ROLES = ("bound", "single_shot", "redundancy", "local", "driving", "greedy")
SIZES = len(SIZE_ROLES)


def size_slots(results: Results) -> list[tuple[int, str]]:
    """The slots of networks of 1, 2, … cells that are there."""
    sizes = [(int(slot.partition(":")[2]), slot) for slot in results if slot.startswith("size:")]
    return sorted(sizes)


def sizes_view() -> View:
    """Fig. 3: the chosen geometry for one cell after another."""
    return View(
        "sizes",
        "From one cell to all",
        [
            *(
                Layer(
                    f"N{n}",
                    "curve",
                    role,
                    quantity(f"size:{n}"),
                    f"N = {n}",
                    chosen=is_set("cells", n),
                )
                for n, role in enumerate(SIZE_ROLES, start=1)
            ),
            *markers(),
        ],
        x=TIGHT,
        y=FLOOR,
    )


def cell_view() -> View:
    """Fig. 2: one cell."""
    starts = {
        "cell_quantum": ("coherent", "quantum"),
        "cell_classical": ("ergotropy", "classical"),
        "cell_full": ("greedy", "full"),
    }
    return View(
        "cell",
        "A single cell",
        [
            *(Layer(f"{slot}_half", "rule", "reference", single(slot, x="half_life"), "half-lives")
              for slot in starts),
            *(Layer(slot, "curve", role, quantity(slot), label, chosen=is_set("initial", label))
              for slot, (role, label) in starts.items()),
            *markers(),
        ],
        x=TIGHT,
        y=FLOOR,
    )  # fmt: skip


PARTS: Curves = {
    "energy": ("bound", "energy U"),
    "ergotropy": ("coherent", "ergotropy ℰ"),
    "coherent_ergotropy": ("greedy", "from coherence"),
    "incoherent_ergotropy": ("ergotropy", "from populations"),
    "local_ergotropy": ("full_swap", "cell by cell Σℰₙ"),
    "dead_energy": ("printed", "dead U − ℰ"),
}


def decomposition_view() -> View:
    """What the energy is made of."""
    time, y = Axis("time t (1/Γ₀)", tight=True), Axis("energy (ħω)", limits=(0.0, None))
    return over("decomposition", "What the energy is made of", "network", PARTS, marked=MARKER,
                axis=time, y=y)  # fmt: skip


def quantile(place: int) -> Reader:
    """A reader of one quantile over the drawn networks."""

    def read_quantile(results: Results, settings: Any) -> Columns | None:
        data, name = results.get("disorder"), settings.banded
        if data is None or name not in data:
            return None
        return {"x": data.variables["time"], "y": data.variables[name][place]}

    return read_quantile


def band(results: Results, settings: Any) -> Columns | None:
    """From the lowest quantile to the highest."""
    low, high = quantile(0)(results, settings), quantile(-1)(results, settings)
    if low is None or high is None:
        return None
    return {"x": low["x"].values, "lower": low["y"].values, "upper": high["y"].values}


def disorder_view() -> View:
    """Bands of the curves of networks drawn at random."""
    return View(
        "disorder",
        "Disorder",
        [
            Layer("band", "area", "region", band, "tenth to ninetieth percentile"),
            Layer("clean", "curve", "coherent", quantity("network", "banded"), "without disorder"),
            Layer("median", "curve", "ergotropy", quantile(1), "median"),
            MARKER,
        ],
        x=TIGHT,
        y=FLOOR,
    )
