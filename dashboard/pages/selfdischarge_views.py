"""What the self-discharge page draws: how results become the layers of its views.

Figures are those of Santos 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from dashboard.layers import Columns, Layer, Reader, Results, read
from dashboard.pins import ghosts
from dashboard.views import Axis, View
from engine.graphs import PRESETS, Edge
from engine.selfdischarge.layout import places

# The canvas: cells stand within the unit circle, the gauge of the collective rate below them.
GAUGE_Y, GAUGE_HALF = -1.62, 1.3
HINT, ADD_CELL, REMOVE_CELL = (-1.75, 1.68), (-1.75, 1.42), (-0.75, 1.42)
RING = 0.2
NAMED_CELLS = 12
WIDEST = 16.0
# The gallery: so many graphs, the best first, in rows.
GALLERY, GALLERY_ROW = 25, 5

TIME = Axis(tight=True)
SHARE = Axis(limits=(0.0, None))


# -- the marked time ----------------------------------------------------------------------------


def main_slot(settings: Any) -> str:
    """The slot whose dataset the read-out and the canvas speak of."""
    return "cell" if settings.view == "cell" else "network"


def marked(data: xr.Dataset, settings: Any) -> int:
    """The place on the time grid nearest to the marked time."""
    return int(np.abs(data.time.values - settings.at).argmin())


def time_marker(results: Results, settings: Any) -> Columns | None:
    """The marked time, as the canvas shows it."""
    data = results.get(main_slot(settings))
    time = settings.at if data is None else float(data.time[marked(data, settings)])
    return {"x": np.array([time])}


def scalar_rule(slot: str, name: str) -> Reader:
    """A reader of a time among the results, for a line that stands there."""

    def read_rule(results: Results, settings: Any) -> Columns | None:
        if slot not in results or not np.isfinite(results[slot][name]):
            return None
        return {"x": np.array([float(results[slot][name])])}

    return read_rule


# -- the canvas ---------------------------------------------------------------------------------


def ends(results: Results) -> tuple[np.ndarray, np.ndarray] | None:
    """Both ends of each edge, shape (edge, 2) each for x and y."""
    if "graph" not in results:
        return None
    graph = results["graph"]
    pairs = np.stack([graph.edge_start.values, graph.edge_end.values], axis=1)
    return graph.cell_x.values[pairs], graph.cell_y.values[pairs]


def all_edges(results: Results, settings: Any) -> Columns | None:
    """Every edge as a thin line."""
    found = ends(results)
    return found and {"xs": list(found[0]), "ys": list(found[1])}


def edge_values(results: Results, settings: Any) -> np.ndarray | None:
    """What the edges show at the marked time; None where that is not known."""
    if "graph" not in results or "network" not in results:
        return None
    graph, data = results["graph"], results["network"]
    known = all(
        np.array_equal(graph[end].values, data[end].values) for end in ("edge_start", "edge_end")
    )
    return data[settings.edge_quantity].values[marked(data, settings)] if known else None


def strong_edges(sign: int) -> Reader:
    """A reader of the edges whose value has a sign, as wide as its root is large."""

    def read_edges(results: Results, settings: Any) -> Columns | None:
        values, found = edge_values(results, settings), ends(results)
        if values is None or found is None:
            return None
        chosen = np.flatnonzero(sign * values > 1e-4)
        widths = WIDEST * np.sqrt(np.abs(values[chosen]))
        return {
            "xs": list(found[0][chosen]),
            "ys": list(found[1][chosen]),
            "width": list(widths.round(3)),
            "label": [f"{value:.4f}" for value in values[chosen]],
        }

    return read_edges


def cell_energies(results: Results, settings: Any) -> xr.Variable | None:
    """The energy of each cell at the marked time; None where that is not known."""
    if settings.view == "cell" and settings.cells == 1:
        if "cell" not in results:
            return None
        data = results["cell"]
        return data.energy.variable[[marked(data, settings)]]
    if "network" not in results or "graph" not in results:
        return None
    data = results["network"]
    same = data.sizes["cell"] == results["graph"].sizes["cell"]
    return data.cell_energy.variable[marked(data, settings)] if same else None


def cells(results: Results, settings: Any) -> Columns | None:
    """The cells, coloured by their energy."""
    energies = cell_energies(results, settings)
    if "graph" not in results or energies is None:
        return None
    graph = results["graph"]
    return {"x": graph.cell_x.values, "y": graph.cell_y.values, "z": energies}


def bare_cells(results: Results, settings: Any) -> Columns | None:
    """The cells of a graph whose discharge is not known."""
    if "graph" not in results or cell_energies(results, settings) is not None:
        return None
    graph = results["graph"]
    return {"x": graph.cell_x.values, "y": graph.cell_y.values}


def cell_names(results: Results, settings: Any) -> Columns | None:
    """Each cell's number and energy, below it."""
    if "graph" not in results or results["graph"].sizes["cell"] > NAMED_CELLS:
        return None
    graph, energies = results["graph"], cell_energies(results, settings)
    numbers = graph.cell.values
    texts = [str(n) for n in numbers]
    if energies is not None:
        texts = [f"{n}: {u:.3f}" for n, u in zip(numbers, energies.values, strict=True)]
    return {"x": graph.cell_x.values, "y": graph.cell_y.values - 0.25, "text": texts}


def picked_cell(results: Results, settings: Any) -> Columns | None:
    """A ring around the cell that was clicked."""
    if "graph" not in results or settings.picked is None:
        return None
    graph = results["graph"]
    if settings.picked >= graph.sizes["cell"]:
        return None
    around = np.linspace(0, 2 * np.pi, 49)
    x, y = (float(graph[name][settings.picked]) for name in ("cell_x", "cell_y"))
    return {
        "xs": [x + RING * np.cos(around)],
        "ys": [y + RING * np.sin(around)],
    }


def buttons(results: Results, settings: Any) -> Columns | None:
    """What can be clicked besides cells."""
    hint = "Click two cells to join or part them."
    if settings.picked is not None:
        hint = f"Click another cell to join it with cell {settings.picked}, or to part them."
    shown = [(*HINT, hint), (*ADD_CELL, "+ add a cell")]
    if settings.picked is not None:
        shown.append((*REMOVE_CELL, f"− remove cell {settings.picked}"))
    x, y, texts = zip(*shown, strict=True)
    return {"x": np.array(x), "y": np.array(y), "text": list(texts)}


# -- the gauge of the collective rate -----------------------------------------------------------


def gauge_span(low: float, high: float, rate: float) -> float:
    """How far the gauge reaches on either side of zero."""
    known = [abs(value) for value in (low, high, rate) if np.isfinite(value)]
    return 1.3 * max([*known, 1e-3])


def gauge(results: Results, settings: Any) -> tuple[float, float, float] | None:
    """The limits of the collective rate and its place, in units of the gauge's half length."""
    if "graph" not in results:
        return None
    graph = results["graph"]
    low, high = float(graph.collective_rate_min), float(graph.collective_rate_max)
    span = gauge_span(low, high, settings.collective_rate)
    return tuple(
        float(np.clip(value / span, -1, 1)) for value in (low, high, settings.collective_rate)
    )


def gauge_line(part: str) -> Reader:
    """A reader of the gauge's allowed or forbidden stretches."""

    def read_line(results: Results, settings: Any) -> Columns | None:
        if (found := gauge(results, settings)) is None:
            return None
        low, high, _ = found
        stretches = [(low, high)] if part == "allowed" else [(-1, low), (high, 1)]
        kept = [np.array(ends) * GAUGE_HALF for ends in stretches if ends[1] > ends[0]]
        return {"xs": kept, "ys": [np.full(2, GAUGE_Y)] * len(kept)}

    return read_line


def gauge_point(results: Results, settings: Any) -> Columns | None:
    """The present collective rate on the gauge."""
    found = gauge(results, settings)
    return found and {"x": np.array([found[2] * GAUGE_HALF]), "y": np.array([GAUGE_Y])}


def gauge_names(results: Results, settings: Any) -> Columns | None:
    """The limits, written at their places, and what the gauge is."""
    if (found := gauge(results, settings)) is None:
        return None
    graph = results["graph"]
    limits = [float(graph.collective_rate_min), float(graph.collective_rate_max)]
    finite = [(place, limit) for place, limit in zip(found[:2], limits, strict=True)
              if np.isfinite(limit)]  # fmt: skip
    title = "Γ_icl: allowed between" if finite else "any Γ_icl is allowed"
    return {
        "x": np.array([0.0, *(place * GAUGE_HALF for place, _ in finite)]),
        "y": np.array([GAUGE_Y + 0.17, *[GAUGE_Y - 0.17] * len(finite)]),
        "text": [title, *(f"{limit:.4g}".replace("-", "−") for _, limit in finite)],
    }


def network_view() -> View:
    """The network: cells by energy, edges by what they share, and the gauge of Γ_icl."""
    return View(
        "network",
        "Network",
        [
            Layer("all_edges", "paths", "link", all_edges),
            Layer("edges", "links", "coherent", strong_edges(1)),
            Layer("negative_edges", "links", "ergotropy", strong_edges(-1)),
            Layer("picked", "paths", "marker", picked_cell),
            Layer("bare_cells", "points", "ghost", bare_cells),
            Layer("cells", "nodes", "energy", cells),
            Layer("names", "text", "name", cell_names),
            Layer("forbidden", "paths", "printed", gauge_line("forbidden")),
            Layer("allowed", "paths", "greedy", gauge_line("allowed"), "allowed Γ_icl"),
            Layer("rate", "points", "marker", gauge_point, "present Γ_icl"),
            Layer("limits", "text", "name", gauge_names),
            Layer("buttons", "text", "note", buttons),
        ],
        x=Axis(limits=(-1.8, 1.8), hidden=True),
        y=Axis(limits=(-1.9, 1.8), hidden=True),
        height=420,
        equal=True,
    )


# -- curves over time ---------------------------------------------------------------------------


def quantity(slot: str, chosen: str = "curve") -> Reader:
    """A reader of the chosen quantity over time; where a result has none, nothing is drawn."""

    def read_curve(results: Results, settings: Any) -> Columns | None:
        data, name = results.get(slot), getattr(settings, chosen)
        if data is None or name not in data:
            return None
        return {"x": data.variables["time"], "y": data.variables[name]}

    return read_curve


def unnamed(reader: Reader) -> Reader:
    """A reader whose variables do not name the axes: another layer's do."""

    def read_values(results: Results, settings: Any) -> Columns | None:
        columns = reader(results, settings)
        return columns and {name: np.asarray(data) for name, data in columns.items()}

    return read_values


def marked_value(results: Results, settings: Any) -> Columns | None:
    """The chosen quantity at the marked time."""
    slot = main_slot(settings)
    columns = quantity(slot)(results, settings)
    if columns is None:
        return None
    at = marked(results[slot], settings)
    return {name: column.values[at : at + 1] for name, column in columns.items()}


def of_geometry(geometry: str) -> Reader:
    """A reader of the chosen quantity for one geometry; the chosen one is the network itself."""

    def read_geometry(results: Results, settings: Any) -> Columns | None:
        slot = "network" if settings.geometry == geometry else geometry
        return quantity(slot)(results, settings)

    return read_geometry


def other_start(initial: str) -> Reader:
    """A reader of the same network from another initial state."""

    def read_ghost(results: Results, settings: Any) -> Columns | None:
        return None if settings.initial == initial else quantity(initial)(results, settings)

    return unnamed(read_ghost)


def markers() -> list[Layer]:
    """The marked time, and the main curve's value there."""
    return [
        Layer("marker", "rule", "marker", time_marker, fits=False),
        Layer("value", "points", "marker", marked_value, fits=False),
    ]


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
            *(Layer(geometry, "curve", role, of_geometry(geometry), geometry)
              for geometry, role in GEOMETRY_ROLES.items()),
            *markers(),
        ],
        x=TIME,
        y=SHARE,
    )  # fmt: skip


def size_slots(results: Results) -> list[tuple[int, str]]:
    """The slots of networks of 1, 2, … cells that are there."""
    sizes = [(int(slot.partition(":")[2]), slot) for slot in results if slot.startswith("size:")]
    return sorted(sizes)


def sizes(results: Results, settings: Any) -> Columns | None:
    """The chosen quantity for each size, as lines."""
    curves = [(n, quantity(slot)(results, settings)) for n, slot in size_slots(results)]
    known = [(n, columns) for n, columns in curves if columns is not None]
    if not known:
        return None
    return {
        "xs": [columns["x"].values for _, columns in known],
        "ys": [columns["y"].values for _, columns in known],
        "label": [f"N = {n}" for n, _ in known],
    }


def size_names(results: Results, settings: Any) -> Columns | None:
    """Each size, written at its curve."""
    lines = sizes(results, settings)
    if lines is None:
        return None
    count = len(lines["xs"])
    at = [(len(x) - 1) * (place + 1) // (3 * (count + 1)) for place, x in enumerate(lines["xs"])]
    return {
        "x": np.array([x[k] for x, k in zip(lines["xs"], at, strict=True)]),
        "y": np.array([y[k] for y, k in zip(lines["ys"], at, strict=True)]),
        "text": lines["label"],
    }


def sizes_view() -> View:
    """Fig. 3: the chosen geometry for one cell after another."""
    return View(
        "sizes",
        "From one cell to all",
        [
            Layer("axes", "curve", "ghost", quantity("network"), fits=False),
            Layer("sizes", "paths", "series", sizes),
            Layer("names", "text", "series", size_names, fits=False),
            *markers(),
        ],
        x=TIME,
        y=SHARE,
    )


def cell_view() -> View:
    """Fig. 2: one cell."""
    starts = {"cell_quantum": ("coherent", "quantum"), "cell_classical": ("ergotropy", "classical"),
              "cell_full": ("greedy", "full")}  # fmt: skip
    return View(
        "cell",
        "A single cell",
        [
            *(Layer(f"{slot}_half", "rule", "reference", scalar_rule(slot, "half_life"),
                    "half-lives", fits=False) for slot in starts),
            *(Layer(slot, "curve", role, quantity(slot), label)
              for slot, (role, label) in starts.items()),
            *markers(),
        ],
        x=TIME,
        y=SHARE,
    )  # fmt: skip


# -- decomposition, modes -----------------------------------------------------------------------

PARTS = (
    ("energy", "bound", "energy U"),
    ("ergotropy", "coherent", "ergotropy ℰ"),
    ("coherent_ergotropy", "greedy", "ℰ from coherence"),
    ("incoherent_ergotropy", "ergotropy", "ℰ from populations"),
    ("local_ergotropy", "full_swap", "cell by cell Σ ℰₙ"),
    ("dead_energy", "printed", "dead energy U − ℰ"),
)


def decomposition_view() -> View:
    """What the energy is made of."""
    return View(
        "decomposition",
        "What the energy is made of",
        [
            *(Layer(name, "curve", role, unnamed(read("network", x="time", y=name)), label)
              for name, role, label in PARTS),
            Layer("marker", "rule", "marker", time_marker, fits=False),
        ],
        x=Axis("time t (1/Γ₀)", tight=True),
        y=Axis("energy (ħω)", limits=(0.0, None)),
    )  # fmt: skip


def mode_rates(results: Results, settings: Any) -> Columns | None:
    """The rate of each collective mode, negative ones too."""
    if "graph" not in results:
        return None
    rates = results["graph"].variables["mode_rate"]
    return {"x": np.arange(1.0, rates.size + 1), "y": rates}


def single_rate(results: Results, settings: Any) -> Columns | None:
    """The rate of a cell on its own."""
    return {"y": np.array([settings.rate])}


def modes_view() -> View:
    """Super- and subradiant rates."""
    return View(
        "modes",
        "Rates of the collective modes",
        [
            Layer("rates", "bars", "population", mode_rates, "γₖ"),
            Layer("single", "level", "reference", single_rate, "Γ, one cell on its own"),
        ],
        x=Axis("mode k"),
        y=Axis(include=(0.0,)),
        height=200,
    )


def mode_energies(results: Results, settings: Any) -> Columns | None:
    """The energy in modes of each rate over time; modes of one rate are only told apart at will."""
    if "network" not in results:
        return None
    data = results["network"]
    rates, group = np.unique(data.mode_rate.values.round(9), return_inverse=True)
    members = [group == place for place in range(rates.size)]
    labels = [
        f"γ = {rate:.3g}" + (f" ({own.sum()} modes)" if own.sum() > 1 else "")
        for rate, own in zip(rates, members, strict=True)
    ]
    return {
        "xs": [data.time.values] * rates.size,
        "ys": [data.mode_energy.values[:, own].sum(axis=1) for own in members],
        "label": labels,
    }


def mode_names(results: Results, settings: Any) -> Columns | None:
    """Each rate, written at its curve, side by side."""
    lines = mode_energies(results, settings)
    if lines is None or len(lines["xs"]) > NAMED_CELLS:
        return None
    count = len(lines["xs"])
    at = [int((len(x) - 1) * (place + 0.15) / count) for place, x in enumerate(lines["xs"])]
    return {
        "x": np.array([x[k] for x, k in zip(lines["xs"], at, strict=True)]),
        "y": np.array([y[k] for y, k in zip(lines["ys"], at, strict=True)]),
        "text": lines["label"],
    }


def leak_view() -> View:
    """Where the energy sits and how fast it leaks."""
    return View(
        "leak",
        "Energy in the modes and leaking power",
        [
            Layer("leak", "curve", "bound", unnamed(read("network", x="time", y="leak")),
                  "leaking power −dU/dt"),
            Layer("modes", "paths", "series", mode_energies),
            Layer("names", "text", "series", mode_names, fits=False),
            Layer("marker", "rule", "marker", time_marker, fits=False),
        ],
        x=Axis("time t (1/Γ₀)", tight=True),
        y=Axis("energy in the modes (ħω)", limits=(0.0, None)),
        height=260,
    )  # fmt: skip


# -- many networks ------------------------------------------------------------------------------


def scaling_of(geometry: str) -> Reader:
    """A reader of the half-life against the number of cells."""

    def read_scaling(results: Results, settings: Any) -> Columns | None:
        if "scaling" not in results:
            return None
        half_life = results["scaling"].half_life.sel(geometry=geometry)
        known = np.isfinite(half_life.values)
        return {
            "x": results["scaling"].variables["cells"][known],
            "y": half_life.variable[known],
        }

    return read_scaling


def size_marker(results: Results, settings: Any) -> Columns | None:
    """The present number of cells."""
    return {"x": np.array([float(settings.cells)])}


def scaling_view() -> View:
    """Half-life against the number of cells."""
    return View(
        "scaling",
        "Half-life against size",
        [
            *(Layer(geometry, "curve", GEOMETRY_ROLES[geometry], scaling_of(geometry), geometry)
              for geometry in PRESETS),
            *(Layer(f"{geometry}_sizes", "points", GEOMETRY_ROLES[geometry], scaling_of(geometry))
              for geometry in PRESETS),
            Layer("marker", "rule", "marker", size_marker, fits=False),
        ],
        y=SHARE,
    )  # fmt: skip


def half_life_plane(results: Results, settings: Any) -> Columns | None:
    """The half-life over coupling and collective rate."""
    return read("map", x="coupling", y="collective_rate", z="half_life")(results, settings)


def forbidden(side: int) -> Reader:
    """A reader of the rates above (1) or below (-1) those the graph allows."""

    def read_forbidden(results: Results, settings: Any) -> Columns | None:
        if "map" not in results:
            return None
        data = results["map"]
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
    """The present coupling and collective rate; the half-life is even in J."""
    return {
        "x": np.array([abs(settings.coupling)]),
        "y": np.array([settings.collective_rate]),
    }


def map_view() -> View:
    """Half-life over J and Γ_icl."""
    return View(
        "map",
        "Half-life over J and Γ_icl",
        [
            Layer("half_life", "image", "density", half_life_plane),
            Layer("above", "area", "forbidden", forbidden(1), "forbidden: a negative rate"),
            Layer("below", "area", "forbidden", forbidden(-1), "forbidden: a negative rate"),
            Layer("point", "points", "marker", map_point, "present network", fits=False),
        ],
        x=Axis(tight=True),
        y=Axis(tight=True),
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

    def read_gallery(results: Results, settings: Any) -> Columns | None:
        if "search" not in results:
            return None
        data = results["search"]
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


def gallery_cells(results: Results, settings: Any) -> Columns | None:
    """The cells of every graph of the gallery."""
    if "search" not in results:
        return None
    data = results["search"]
    left, up = slots_of_gallery(data.sizes["graph"])
    x, y = places("circular", data.sizes["cell"])
    return {
        "x": np.add.outer(left, 0.36 * x).ravel(),
        "y": np.add.outer(up, 0.36 * y).ravel(),
    }


def gallery_names(results: Results, settings: Any) -> Columns | None:
    """Rank and score of each graph."""
    if "search" not in results:
        return None
    data = results["search"]
    left, up = slots_of_gallery(data.sizes["graph"])
    scores = data[settings.criterion].values
    texts = [
        f"{rank + 1}: {scores[rank]:.4f}" if bool(data.allowed[rank]) else "forbidden"
        for rank in range(left.size)
    ]
    return {"x": left, "y": up - 0.57, "text": texts}


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
    )


def gallery_place(x: float, y: float) -> int | None:
    """Which graph of the gallery was clicked, if any.

    >>> gallery_place(0.1, -1.2), gallery_place(-0.9, 0.0)
    (5, None)
    """
    column, row = round(x), round(-y / 1.25)
    inside = 0 <= column < GALLERY_ROW and 0 <= row < GALLERY // GALLERY_ROW
    return row * GALLERY_ROW + column if inside else None


# -- disorder -----------------------------------------------------------------------------------


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
            Layer("median", "curve", "ergotropy", quantile(1), "median"),
            Layer("clean", "curve", "coherent", quantity("network", "banded"), "without disorder"),
            Layer("marker", "rule", "marker", time_marker, fits=False),
        ],
        x=TIME,
        y=SHARE,
    )


def nearest_cell(graph: xr.Dataset, x: float, y: float, reach: float = 0.25) -> int | None:
    """The cell at a place of the canvas, if there is one."""
    away = np.hypot(graph.cell_x.values - x, graph.cell_y.values - y)
    return int(away.argmin()) if away.min() <= reach else None


def on_button(place: Sequence[float], x: float, y: float) -> bool:
    """Whether a click hit a button of the canvas."""
    return place[0] - 0.1 <= x <= place[0] + 0.7 and abs(y - place[1]) <= 0.14
