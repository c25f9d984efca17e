"""Many networks at once on the self-discharge page: against size, over rates, every geometry."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from dashboard.pages.selfdischarge.curves import GEOMETRY_ROLES, is_set
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, reads
from dashboard.picture.places import Place, always
from dashboard.picture.standard import FLOOR, TIGHT, marker, spot
from dashboard.picture.views import View
from dashboard.wording import number
from engine.graphs import PRESETS, Edge
from engine.result import label
from engine.selfdischarge.layout import places

# The gallery: so many graphs, the best first, in rows.
GALLERY, GALLERY_ROW = 25, 5


# -- half-life against size, over coupling and rate ---------------------------------------------


def scaling_of(geometry: str) -> Reader:
    """A reader of the half-life against the number of cells."""

    @reads("scaling")
    def read_scaling(data: xr.Dataset, settings: Any) -> Columns | None:
        half_life = data.half_life.sel(geometry=geometry)
        known = np.isfinite(half_life.values)
        return {
            "x": data.variables["cells"][known],
            "y": half_life.variable[known],
        }

    return read_scaling


def scaling_view() -> View:
    """Half-life against the number of cells."""
    return View(
        "scaling",
        "Half-life against size",
        [
            *(Layer(geometry, "curve", GEOMETRY_ROLES[geometry], scaling_of(geometry), geometry,
                    chosen=is_set("geometry", geometry))
              for geometry in PRESETS),
            *(Layer(f"{geometry}_sizes", "points", GEOMETRY_ROLES[geometry], scaling_of(geometry))
              for geometry in PRESETS),
            marker(always("cells")),
        ],
        y=FLOOR,
    )  # fmt: skip


def forbidden(side: int) -> Reader:
    """A reader of the rates above (1) or below (-1) those the graph allows."""

    @reads("map")
    def read_forbidden(data: xr.Dataset, settings: Any) -> Columns | None:
        limit = float(data.collective_rate_max if side > 0 else data.collective_rate_min)
        rates, couplings = data.collective_rate.values, data.coupling.values
        edge = side * (rates[-1] + (rates[1] - rates[0]) / 2)
        if side * limit >= side * edge:
            return None
        half = (couplings[1] - couplings[0]) / 2
        low, high = sorted((limit, edge))
        return {
            "x": np.array([couplings[0] - half, couplings[-1] + half]),
            "lower": np.full(2, low),
            "upper": np.full(2, high),
        }

    return read_forbidden


def map_point(results: Results, settings: Any) -> Columns | None:
    """The present coupling and collective rate; without detunings the half-life is even in J."""
    if settings.coupling < 0 and any(settings.detunings):
        return None
    return {
        "x": np.array([abs(settings.coupling)]),
        "y": np.array([settings.collective_rate]),
    }


# The half-life is mapped for couplings that are not negative.
MAPPED = (
    Place("coupling", value=lambda results, settings, at: max(at, 0.0)),
    Place("collective_rate"),
)


def map_view() -> View:
    """Half-life over J and Γ_icl."""
    half_life = read("map", x="coupling", y="collective_rate", z="half_life")
    return View(
        "map",
        "Half-life over J and Γ_icl",
        [
            Layer("half_life", "image", "density", half_life),
            Layer("above", "area", "forbidden", forbidden(1), "forbidden: a negative rate"),
            Layer("below", "area", "forbidden", forbidden(-1), "forbidden: a negative rate"),
            spot(lambda settings: MAPPED, "present network", map_point),
        ],
        x=TIGHT,
        y=TIGHT,
    )


# -- the gallery of the search ------------------------------------------------------------------


def slots_of_gallery(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the graphs of the gallery stand, row by row from the top."""
    shown = np.arange(min(count, GALLERY))
    return (shown % GALLERY_ROW).astype(float), -1.25 * (shown // GALLERY_ROW)


def edges_of(data: xr.Dataset, place: int) -> tuple[Edge, ...]:
    """The edges of a graph of the search."""
    pairs = np.argwhere(np.triu(data.adjacency.values[place]))
    return tuple((int(n), int(m)) for n, m in pairs)


def gallery_edges(allowed: bool) -> Reader:
    """A reader of the edges of all physical graphs, or of all others."""

    @reads("search")
    def read_gallery(data: xr.Dataset, settings: Any) -> Columns | None:
        x, y = places("circular", data.sizes["cell"])
        xs, ys = [], []
        corners = zip(*slots_of_gallery(data.sizes["graph"]), strict=True)
        for place, (left, up) in enumerate(corners):
            if bool(data.allowed[place]) == allowed:
                for edge in edges_of(data, place):
                    xs.append(left + 0.36 * x[list(edge)])
                    ys.append(up + 0.36 * y[list(edge)])
        return {"xs": xs, "ys": ys}

    return read_gallery


@reads("search")
def gallery_cells(data: xr.Dataset, settings: Any) -> Columns | None:
    """The cells of every graph of the gallery."""
    left, up = slots_of_gallery(data.sizes["graph"])
    x, y = places("circular", data.sizes["cell"])
    told = [graph_words(data, place, settings.criterion) for place in range(left.size)]
    return {
        "x": np.add.outer(left, 0.36 * x).ravel(),
        "y": np.add.outer(up, 0.36 * y).ravel(),
        "text": [words for words in told for _ in x],
    }


def graph_words(data: xr.Dataset, place: int, criterion: str) -> str:
    """What a graph of the gallery joins, and its score."""
    edges = ", ".join(f"{n}–{m}" for n, m in edges_of(data, place))
    if not bool(data.allowed[place]):
        return f"graph {edges}: forbidden, a rate would be negative"
    told = bool(np.isfinite(data["rank"].values[place]))
    score = score_text(float(data[criterion].values[place]), told)
    return f"graph {edges}: {data[criterion].attrs['long_name']} {score}"


@reads("search")
def gallery_names(data: xr.Dataset, settings: Any) -> Columns | None:
    """The score of each graph that is physical; n/a where rounding is all there is."""
    left, up = slots_of_gallery(data.sizes["graph"])
    scores = data[settings.criterion].values
    told = np.isfinite(data["rank"].values)
    texts = [
        "–" if not bool(data.allowed[place]) else score_text(scores[place], told[place])
        for place in range(left.size)
    ]
    return {"x": left, "y": up - 0.57, "text": texts}


def score_text(score: float, told: bool) -> str:
    """A score in the gallery, where it can be told at all.

    >>> score_text(0.3407, True), score_text(np.inf, True), score_text(np.nan, False)
    ('0.3407', '∞', 'n/a')
    """
    return number(score if told else np.nan, 4)


RANKED = ("graph", "rank", "half_life", "energy", "ergotropy", "efficiency", "edges",
          "rate_min", "collective_rate_max")  # fmt: skip


def gallery_numbers(results: Results, settings: Any) -> list[tuple[str, Any]] | None:
    """Every graph of the search, the best first, and what it is judged by."""
    if "search" not in results:
        return None
    data = results["search"]
    return [(label(data[name]), data[name].values) for name in RANKED]


def search_view() -> View:
    """Every connected graph, the best first; a click loads one."""
    rows = -(-GALLERY // GALLERY_ROW)
    return View(
        "search",
        "Best geometries",
        [
            Layer("edges", "paths", "coherent", gallery_edges(True), "physical"),
            Layer("others", "paths", "printed", gallery_edges(False), "forbidden"),
            Layer("cells", "points", "bound", gallery_cells),
            Layer("names", "text", "name", gallery_names),
        ],
        x=Axis(limits=(-0.6, GALLERY_ROW - 0.4), hidden=True),
        y=Axis(limits=(-1.25 * (rows - 1) - 0.75, 0.55), hidden=True),
        height=460,
        numbers=gallery_numbers,
    )


def gallery_place(x: float, y: float) -> int | None:
    """Which graph of the gallery was clicked, if any.

    >>> gallery_place(0.1, -1.2), gallery_place(-0.9, 0.0)
    (5, None)
    """
    column, row = round(x), round(-y / 1.25)
    inside = 0 <= column < GALLERY_ROW and 0 <= row < GALLERY // GALLERY_ROW
    return row * GALLERY_ROW + column if inside else None
