"""What the page of charging together or apart draws; figures are those of Campaioli et al. 2024."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, reads, single, unnamed
from dashboard.picture.palette import Codes
from dashboard.picture.pins import ghosts
from dashboard.picture.places import Place
from dashboard.picture.standard import FLOOR, TIGHT, marker, upright
from dashboard.picture.views import View

# Other cells, those coupled with the middle one, those in one interaction with it, itself.
PARTS = Codes(
    light=("#ffffff", "#b3d6ec", "#f6c9a8", "#d55e00"),
    dark=("#161c23", "#12486e", "#6b3a12", "#f0a14a"),
)

PART_WORDS = (
    "another cell", "coupled with the middle one", "in one interaction with it", "the middle cell",
)  # fmt: skip


def index_of(data: xr.Dataset, moment: float) -> int:
    """The sample at a share of the full charge."""
    return round(moment * (data.sizes["time"] - 1))


def populations(slot: str) -> Reader:
    """A reader of the populations of the levels at the moment."""

    @reads(slot)
    def read_populations(data: xr.Dataset, settings: Any) -> Columns | None:
        now = data.variables["population"][index_of(data, settings.moment)]
        return {"x": data.variables["excited"], "y": now}

    return read_populations


def share_of(results: Results, settings: Any, time: float) -> float:
    """Which share of the full charge a time is."""
    return time / float(results["blocks"].charging_time) if "blocks" in results else 0.0


def moments(settings: Any) -> Sequence[Place]:
    """A place along an axis of times stands for the moment."""
    return (Place("moment", value=share_of),)


@reads("blocks")
def now(data: xr.Dataset, settings: Any) -> Columns | None:
    """The moment on an axis of times."""
    return {"x": data.variables["time"].values[[index_of(data, settings.moment)]]}


def populations_view() -> View:
    """Fig. 3(b): the levels at one moment, in blocks and each cell on its own."""
    blocks = populations("blocks")
    return View(
        "populations",
        "Levels at the moment",
        [
            Layer("ghosts", "paths", "pins", ghosts(blocks, "blocks"), "pinned"),
            Layer("blocks", "bars", "population", blocks, "in blocks of k"),
            Layer("alone", "outline", "transient_power", unnamed(populations("alone")),
                  "each on its own, as full"),
        ],
        x=TIGHT,
        y=FLOOR,
        height=420,
    )  # fmt: skip


def curves_view() -> View:
    """The energy of blocks, and of cells on their own within the same time."""
    return View(
        "curves",
        "Energy while charging",
        [
            Layer("ghosts", "paths", "pins",
                  ghosts(read("blocks", x="time", y="energy"), "blocks"), "pinned"),
            Layer("blocks", "curve", "coherent", read("blocks", x="time", y="energy"),
                  "in blocks of k"),
            Layer("alone", "curve", "transient_power",
                  unnamed(read("alone", x="time", y="energy")), "each on its own"),
            Layer("now", "rule", "marker", now, fits=False),  # the axis goes on beyond the charge
        ],
        x=TIGHT,
        y=FLOOR,
    )  # fmt: skip


def variance_view() -> View:
    """Eqs. (22)-(24): what single cells and correlations have of the variance, and the power."""
    return View(
        "variance",
        "Fluctuations and power",
        [
            Layer("variance", "curve", "coherent", read("blocks", x="time", y="variance"),
                  "variance ΔE²"),
            Layer("own", "curve", "local", unnamed(read("blocks", x="time", y="local_variance")),
                  "of single cells"),
            Layer("between", "curve", "greedy",
                  unnamed(read("blocks", x="time", y="correlated_variance")), "of correlations"),
            Layer("power", "curve", "single_shot",
                  unnamed(read("blocks", x="time", y="instantaneous_power")), "power P"),
            Layer("bound", "curve", "bound",
                  unnamed(read("blocks", x="time", y="power_bound")), "its bound (24)"),
            marker(moments, now),
        ],
        x=TIGHT,
        y=Axis("ΔE² (ε²), P (ε²/ħ)", limits=(0.0, None)),
    )  # fmt: skip


def map_view() -> View:
    """Fig. 3(b) for all times at once."""
    return View(
        "map",
        "Levels while charging",
        [
            Layer("population", "image", "chances", upright("blocks", "population")),
            marker(moments, now),
        ],
        x=TIGHT,
        y=TIGHT,
    )


@reads("ball")
def guaranteed(data: xr.Dataset, settings: Any) -> Columns | None:
    """The temperatures at which every state on the way is separable for certain."""
    edge = data.variables["ball_inverse_temperature"].values[None]
    return {"start": np.zeros(1), "stop": edge}


def ball_view() -> View:
    """Sec. II.C.2: the work of thermal cells, and from where on they are entangled."""
    return View(
        "ball",
        "Hot cells charge fast without entanglement",
        [
            Layer("ball", "band", "window", guaranteed, "separable for certain"),
            Layer("share", "curve", "coherent",
                  read("ball", x="inverse_temperature", y="work_share"), "share of the work"),
            Layer("negativity", "curve", "greedy",
                  unnamed(read("ball", x="inverse_temperature", y="negativity")),
                  "entanglement of half and half"),
            Layer("first", "rule", "reference", single("ball", x="entangled_inverse_temperature"),
                  "first entangled"),
        ],
        x=TIGHT,
        y=Axis("W/W_max, negativity", limits=(0.0, None)),
    )  # fmt: skip


def placed(results: Results) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each cell stands, between -1 and 1 either way, and what it is to the middle one."""
    lattice = results["lattice"].variables
    x, y, part = (lattice[name].values for name in ("x", "y", "part"))
    half = max(x.max(), y.max(), 1) / 2
    return x / half - x.max() / half / 2, y.max() / half / 2 - y / half, part


def cells(results: Results, settings: Any) -> Columns | None:
    """The cells of the lattice, by what they are to the middle one."""
    if "lattice" not in results:
        return None
    x, y, part = placed(results)
    words = [PART_WORDS[int(one)] for one in part]
    return {"x": x, "y": y, "z": part, "text": words}


def links(results: Results, settings: Any) -> Columns | None:
    """A line from the middle cell to each that is coupled with it."""
    if "lattice" not in results:
        return None
    x, y, part = placed(results)
    middle = int(part.argmax())
    others = [int(k) for k in np.flatnonzero(part) if k != middle]
    return {
        "xs": [x[np.array([middle, other])] for other in others],
        "ys": [y[np.array([middle, other])] for other in others],
    }


def lattice_view() -> View:
    """Fig. 2: who is coupled with the cell in the middle."""
    return View(
        "lattice",
        "Who interacts with the cell in the middle",
        [
            Layer("links", "paths", "link", links, "coupled with it"),
            Layer("cells", "nodes", PARTS, cells),
        ],
        x=Axis(" ", limits=(-1.3, 1.3), hidden=True),
        y=Axis(" ", limits=(-1.3, 1.3), hidden=True),
        equal=True,
    )
