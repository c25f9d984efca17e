"""The canvas of the self-discharge page: the network, the gauge of Γ_icl, what can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from dashboard.pages.selfdischarge.curves import at_mark
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, reads
from dashboard.picture.views import View
from dashboard.wording import number
from engine.result import label
from engine.selfdischarge.model import limit_text

# Cells stand within the unit circle, the gauge of the collective rate below them.
GAUGE_Y, GAUGE_HALF = -1.72, 1.2
HINT, ADD_CELL, REMOVE_CELL = (-1.45, 1.85), (-1.45, 1.6), (-0.5, 1.6)
# A name is clear of its cell where the canvas is as narrow as a phone.
NAME_AWAY = 0.34
RING = 0.2
NAMED_CELLS = 12
WIDEST = 16.0


def ends(results: Results) -> tuple[np.ndarray, np.ndarray] | None:
    """Both ends of each edge, shape (edge, 2) each for x and y."""
    if "graph" not in results:
        return None
    graph = results["graph"]
    pairs = np.stack([graph.edge_start.values, graph.edge_end.values], axis=1)
    return graph.cell_x.values[pairs], graph.cell_y.values[pairs]


def all_edges(results: Results, settings: Any) -> Columns | None:
    """Every edge as a thin line."""
    if (found := ends(results)) is None:
        return None
    values, graph = edge_values(results, settings), results["graph"]
    if values is None:
        pairs = zip(graph.edge_start.values, graph.edge_end.values, strict=True)
        words = [f"cells {n} and {m}" for n, m in pairs]
    else:
        words = edge_words(graph, np.arange(values.size), values, settings.edge_quantity)
    return {"xs": list(found[0]), "ys": list(found[1]), "label": words}


def edge_values(results: Results, settings: Any) -> np.ndarray | None:
    """What the edges show at the marked time; None where that is not known."""
    if "graph" not in results or "network" not in results:
        return None
    graph, found = results["graph"], at_mark(results, settings, "network")
    if found is None:
        return None
    data, place = found
    known = all(
        np.array_equal(graph[end].values, data[end].values) for end in ("edge_start", "edge_end")
    )
    return data[settings.edge_quantity].values[place] if known else None


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
            "label": edge_words(results["graph"], chosen, values, settings.edge_quantity),
        }

    return read_edges


EDGE_WORDS = {"edge_concurrence": "concurrence", "edge_coherence": "coherence"}


def edge_words(
    graph: xr.Dataset, chosen: np.ndarray, values: np.ndarray, quantity: str
) -> list[str]:
    """What each of these edges joins and shows."""
    what = EDGE_WORDS[quantity]
    ends = zip(graph.edge_start.values[chosen], graph.edge_end.values[chosen], strict=True)
    told = (number(value, 4) for value in values[chosen])
    return [f"cells {n} and {m}: {what} {text}" for (n, m), text in zip(ends, told, strict=True)]


def cell_energies(results: Results, settings: Any) -> xr.Variable | None:
    """The energy of each cell at the marked time; None where that is not known."""
    if settings.view == "cell" and settings.cells == 1:
        if "cell" not in results:
            return None
        data, place = at_mark(results, settings, "cell") or (results["cell"], 0)
        return data.energy.variable[[place]]
    if "network" not in results or "graph" not in results:
        return None
    data, place = at_mark(results, settings, "network") or (results["network"], 0)
    same = data.sizes["cell"] == results["graph"].sizes["cell"]
    return data.cell_energy.variable[place] if same else None


def cells(results: Results, settings: Any) -> Columns | None:
    """The cells, coloured by their energy."""
    graph, energies = results.get("graph"), cell_energies(results, settings)
    if graph is None or energies is None:
        return None
    words = [
        f"cell {n}: energy {number(energy, 4)} ħω"
        for n, energy in zip(graph.cell.values, energies.values, strict=True)
    ]
    return {"x": graph.cell_x.values, "y": graph.cell_y.values, "z": energies, "text": words}


def bare_cells(results: Results, settings: Any) -> Columns | None:
    """The cells of a graph whose discharge is not known."""
    graph = results.get("graph")
    if graph is None or cell_energies(results, settings) is not None:
        return None
    words = [f"cell {n}: its energy is not known" for n in graph.cell.values]
    return {"x": graph.cell_x.values, "y": graph.cell_y.values, "text": words}


def cell_names(results: Results, settings: Any) -> Columns | None:
    """Each cell's number and energy, on the side of it that looks outwards."""
    graph, energies = results.get("graph"), cell_energies(results, settings)
    if graph is None or graph.sizes["cell"] > NAMED_CELLS:
        return None
    numbers = graph.cell.values
    texts = [str(n) for n in numbers]
    if energies is not None:
        pairs = zip(numbers, energies.values, strict=True)
        texts = [f"{n}: {number(float(u), 3)}" for n, u in pairs]
    y = graph.cell_y.values
    y = y + np.where(y > 1e-9, NAME_AWAY, -NAME_AWAY)
    return {"x": graph.cell_x.values, "y": y, "text": texts}


@reads("graph")
def picked_cell(graph: xr.Dataset, settings: Any) -> Columns | None:
    """A ring around the cell that was clicked."""
    if settings.picked is None or settings.picked >= graph.sizes["cell"]:
        return None
    around = np.linspace(0, 2 * np.pi, 49)
    x, y = (float(graph[name][settings.picked]) for name in ("cell_x", "cell_y"))
    return {
        "xs": [x + RING * np.cos(around)],
        "ys": [y + RING * np.sin(around)],
    }


def buttons(results: Results, settings: Any) -> Columns | None:
    """What can be clicked besides cells."""
    shown = [(*ADD_CELL, "+ add a cell")]
    if settings.picked is not None:
        shown.append((*REMOVE_CELL, f"− remove cell {settings.picked}"))
    x, y, texts = zip(*shown, strict=True)
    return {"x": np.array(x), "y": np.array(y), "text": list(texts)}


def hint(results: Results, settings: Any) -> Columns:
    """How edges are drawn and taken away."""
    text = "Click two cells to join or part them."
    if settings.picked is not None:
        text = "Click another cell to join or part them."
    return {"x": np.array(HINT[:1]), "y": np.array(HINT[1:]), "text": [text]}


# -- the gauge of the collective rate -----------------------------------------------------------


def gauge_span(low: float, high: float, rate: float) -> float:
    """How far the gauge reaches on either side of zero."""
    known = [abs(value) for value in (low, high, rate) if np.isfinite(value)]
    return 1.3 * max([*known, 1e-3])


def allowed(graph: xr.Dataset) -> tuple[float, float]:
    """The limits of the collective rate."""
    return float(graph.collective_rate_min), float(graph.collective_rate_max)


def gauge(results: Results, settings: Any) -> tuple[float, float, float] | None:
    """The limits of the collective rate and its place, in units of the gauge's half length."""
    if "graph" not in results:
        return None
    low, high = allowed(results["graph"])
    span = gauge_span(low, high, settings.collective_rate)
    low, high, rate = np.clip(np.array([low, high, settings.collective_rate]) / span, -1, 1)
    return float(low), float(high), float(rate)


def gauge_line(part: str) -> Reader:
    """A reader of the gauge's allowed or forbidden stretches."""

    def read_line(results: Results, settings: Any) -> Columns | None:
        if (found := gauge(results, settings)) is None:
            return None
        low, high, _ = found
        stretches = [(low, high)] if part == "allowed" else [(-1, low), (high, 1)]
        kept = [np.array(ends) * GAUGE_HALF for ends in stretches if ends[1] > ends[0]]
        words = [f"Γ_icl here is {part}"] * len(kept)
        return {"xs": kept, "ys": [np.full(2, GAUGE_Y)] * len(kept), "label": words}

    return read_line


def gauge_point(results: Results, settings: Any) -> Columns | None:
    """The present collective rate on the gauge."""
    found = gauge(results, settings)
    words = f"present Γ_icl: {number(settings.collective_rate)} Γ₀"
    return found and {
        "x": np.array([found[2] * GAUGE_HALF]), "y": np.array([GAUGE_Y]), "text": [words],
    }  # fmt: skip


def gauge_names(results: Results, settings: Any) -> Columns | None:
    """The limits, written at their places, and what the gauge is."""
    if (found := gauge(results, settings)) is None:
        return None
    limits = allowed(results["graph"])
    finite = [
        (place, limit) for place, limit in zip(found[:2], limits, strict=True) if np.isfinite(limit)
    ]
    title = "allowed Γ_icl" if finite else "any Γ_icl is allowed"
    return {
        "x": np.array([0.0, *(place * GAUGE_HALF for place, _ in finite)]),
        "y": np.array([GAUGE_Y + 0.13, *[GAUGE_Y - 0.13] * len(finite)]),
        "text": [title, *(limit_text(limit) for _, limit in finite)],
    }


def numbers(results: Results, settings: Any) -> list[tuple[str, Any]] | None:
    """The cells with their energies, and the edges with what they show, at the marked time."""
    if "graph" not in results:
        return None
    graph, energies = results["graph"], cell_energies(results, settings)
    found = [(label(graph.cell), graph.cell.values)]
    if energies is not None:
        found.append((label(xr.DataArray(energies)), energies.values))
    if graph.sizes.get("edge"):
        found += [(label(graph[end]), graph[end].values) for end in ("edge_start", "edge_end")]
        if (values := edge_values(results, settings)) is not None:
            found.append((label(results["network"][settings.edge_quantity]), values))
    return found


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
            Layer("hint", "text", "note", hint, handle=True),
            Layer("buttons", "text", "population", buttons, handle=True),
        ],
        x=Axis(limits=(-1.5, 1.5), hidden=True),
        y=Axis(limits=(-2.0, 2.0), hidden=True),
        height=420,
        equal=True,
        numbers=numbers,
    )


def nearest_cell(graph: xr.Dataset, x: float, y: float, reach: float = 0.25) -> int | None:
    """The cell at a place of the canvas, if there is one."""
    away = np.hypot(graph.cell_x.values - x, graph.cell_y.values - y)
    return int(away.argmin()) if away.min() <= reach else None


def on_button(place: Sequence[float], x: float, y: float) -> bool:
    """Whether a click hit a button of the canvas."""
    return place[0] - 0.05 <= x <= place[0] + 0.9 and abs(y - place[1]) <= 0.1
