"""Self-discharge: how coherence and connectivity slow a battery's leak.

Source: Santos 2021.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, isnan
from typing import Any

import numpy as np
import xarray as xr

from dashboard.controls import Group
from dashboard.page import Page
from dashboard.pages import selfdischarge_views as draw
from dashboard.pages.selfdischarge_theory import THEORY
from dashboard.state import Values, declared
from dashboard.status import Badge, Number, Readout
from dashboard.views import View
from engine import selfdischarge as engine
from engine.fields import Choice, Real
from engine.graphs import PRESETS as GEOMETRIES
from engine.graphs import Edge, normal_edges
from engine.result import certificate
from engine.scenario import Scenario, ScenarioError, Snapshot
from engine.selfdischarge.basis import LARGEST_GRAPH
from engine.selfdischarge.claims import CLAIMS
from engine.selfdischarge.presets import CURVES, PRESETS, VIEWS
from engine.selfdischarge.settings import Physics

SIZES = 6
SEARCHED = range(2, 7)
# What a band is drawn of where the curve is relative to its start.
BANDED = {"relative_energy": "energy", "relative_ergotropy": "ergotropy"}
SIDES = {"rates": ("modes", "leak")}


class Display(Scenario):
    """What only the picture has: the marked time, the view beside the network, comparisons."""

    at = Real(
        1.0,
        bounds=(0.0, 1000.0),
        label="marked time",
        doc="The time whose energies the network shows; the marker of the curves stands there.",
        metadata={
            "symbol": "t", "short": "t", "unit": "1/Γ₀", "soft": (0.0, 6.0), "play": True,
        },
    )  # fmt: skip
    view = Choice(
        "geometries",
        objects=list(VIEWS),
        label="view",
        doc="What stands beside the network.",
        metadata={
            "names": {
                "geometries": "Geometries side by side (Figs. 4, 5)",
                "sizes": "From one cell to all (Fig. 3)",
                "cell": "A single cell (Fig. 2)",
                "decomposition": "What the energy is made of",
                "rates": "Rates of the collective modes",
                "scaling": "Half-life against size",
                "map": "Half-life over J and Γ_icl",
                "search": "Search for the best geometry",
                "disorder": "Disorder",
            }
        },
    )
    curve = Choice(
        "relative_ergotropy",
        objects=list(CURVES),
        label="curve",
        doc="What is drawn over time.",
        metadata={
            "names": {
                "relative_ergotropy": "ergotropy ℰ/ℰ₀",
                "efficiency": "efficiency ε = ℰ/U",
                "relative_energy": "internal energy U/U₀",
                "coherence": "coherence C",
                "concurrence": "mean concurrence",
                "ergotropy": "ergotropy ℰ",
            }
        },
    )
    edge_quantity = Choice(
        "edge_concurrence",
        objects=["edge_concurrence", "edge_coherence"],
        label="edges show",
        doc="What makes an edge wide: the concurrence, or the coherence 2 Re⟨σ⁺σ⁻⟩ of its cells.",
        metadata={"names": {"edge_concurrence": "concurrence", "edge_coherence": "coherence"}},
    )
    clip = Choice(
        "off",
        objects=["off", "on"],
        label="keep Γ_icl allowed",
        doc="Bring Γ_icl to the nearest limit wherever it would make a collective rate negative.",
    )
    noise, convention = declared(engine.Cell, "noise", "convention")
    largest_graph, largest_star, largest_complete = declared(
        engine.Scaling, "largest_graph", "largest_star", "largest_complete"
    )
    coupling_max, collective_span = declared(
        engine.HalfLifeMap, "coupling_max", "collective_span"
    )
    criterion, judged_at = declared(engine.GeometrySearch, "criterion", "judged_at")
    coupling_disorder, detuning_disorder, realisations, seed = declared(
        engine.Ensemble, "coupling_disorder", "detuning_disorder", "realisations", "seed"
    )


class SelfDischarge(Page):
    """The self-discharge page; keyword arguments set any of its settings.

    >>> page = SelfDischarge(geometry="central")
    >>> round(float(page.result.half_life), 5)
    0.34071
    """

    key = "selfdischarge"
    title = "Self-discharge"
    source = "Santos 2021"
    part_types = (engine.Network, Display)
    presets = PRESETS
    claims = CLAIMS
    theory = THEORY

    picked: int | None = None

    def make_views(self) -> list[View]:
        network, plane, search = draw.network_view(), draw.map_view(), draw.search_view()
        network.on_tap(self.edit)
        plane.on_tap(self.move_on_map)
        search.on_tap(self.load_graph)
        curves = [
            draw.geometries_view(), draw.sizes_view(), draw.cell_view(), draw.decomposition_view(),
            draw.leak_view(), draw.disorder_view(),
        ]  # fmt: skip
        for view in curves:
            view.on_tap(self.choose_time)
        return [network, *curves, draw.modes_view(), draw.scaling_view(), plane, search]

    def control_groups(self) -> list[Group]:
        return [
            Group("Network", self.pick("cells", "geometry", "initial", "coherence")),
            Group("Decay", self.pick("rate", "collective_rate", "clip", "dephasing")),
            Group("Interaction", self.pick("interaction", "coupling")),
            Group("Drawing", self.pick("edge_quantity", "time_max", "points"), advanced=True),
            Group("Custom graph", self.pick("edges", "weights", "detunings"), advanced=True),
        ]

    def side_controls(self) -> dict[str, Group]:
        timed = Group("", self.pick("at", "curve"))
        return {
            "geometries": timed,
            "sizes": timed,
            "cell": Group("", self.pick("at", "curve", "convention", "noise")),
            "decomposition": Group("", self.pick("at")),
            "modes": Group("", self.pick("at")),
            "scaling": Group("", self.pick("largest_graph", "largest_star", "largest_complete")),
            "map": Group("", self.pick("coupling_max", "collective_span")),
            "search": Group("", self.pick("criterion", "judged_at")),
            "disorder": Group(
                "",
                self.pick("at", "curve", "coupling_disorder", "detuning_disorder", "realisations",
                          "seed"),
            ),
        }  # fmt: skip

    def visible(self) -> list[str]:
        view = self.display.view
        return ["network", *SIDES.get(view, (view,))]

    def slot_behind(self, view: str) -> str:
        own = {"network": "graph", "modes": "graph", "cell": "cell_quantum"}
        if view in ("scaling", "map", "search", "disorder"):
            return view
        return own.get(view, "network")

    def settings(self) -> Any:
        settings = super().settings()
        settings.picked = self.picked
        settings.banded = BANDED.get(settings.curve, settings.curve)
        return settings

    # -- what each slot shows -------------------------------------------------------------------

    def suited(self, changes: Mapping[str, Any]) -> Values:
        """What another graph leaves without meaning goes; a custom one starts from the present."""
        accepted, _ = self.state.read(changes)
        run = self.scenario
        if "edges" in accepted:
            return {"geometry": "custom", "weights": ()}
        if accepted.get("geometry", run.geometry) == run.geometry and "cells" not in accepted:
            return {}
        brought: Values = {"weights": (), "detunings": ()}
        if accepted.get("geometry") == "custom":
            brought["edges"] = run.joined() if run.cells <= LARGEST_GRAPH else ()
        elif run.geometry == "custom" and "cells" in accepted:
            brought["edges"] = tuple(e for e in run.edges if e[1] < accepted["cells"])
        self.picked = None
        return brought

    def consequences(self, values: Values) -> Values:
        """Γ_icl goes to its nearest limit when it is to be kept allowed."""
        if values["clip"] == "off":
            return {}
        run = engine.Network(**{name: values[name] for name in engine.Network.fields()})
        if run.shape_refusal() or not run.joined():
            return {}
        return {"collective_rate": run.clipped().collective_rate}

    def wanted(self) -> dict[str, Snapshot]:
        run = self.scenario
        if reason := run.shape_refusal():
            raise ScenarioError(reason)
        slots: dict[str, Scenario] = {
            "graph": shared(engine.Modes, run),
            "single": shared(engine.Cell, run, points=2),
        }
        if run.rate_refusal() is None:
            slots["network"] = run
        slots |= self.beside()
        return {slot: scenario.snapshot() for slot, scenario in slots.items()}

    def beside(self) -> dict[str, Scenario]:
        """The scenarios that only the view beside the network needs."""
        run, display = self.scenario, self.display
        match display.view:
            case "geometries":
                return self.geometries() | self.other_starts()
            case "sizes":
                return {
                    f"size:{n}": one
                    for n in range(1, min(run.cells, SIZES) + 1)
                    if (one := self.sized(n)).refusal() is None
                }
            case "cell":
                noise = {"noise": display.noise, "convention": display.convention}
                starts = {"quantum", "classical", run.initial}
                cells = {
                    f"cell_{start}": shared(engine.Cell, run, points=301, **noise, initial=start)
                    for start in starts
                }
                return cells | {"cell": cells[f"cell_{run.initial}"]}
            case "scaling":
                return {"scaling": shared(engine.Scaling, run, **taken(display, engine.Scaling))}
            case "map":
                plane = taken(display, engine.HalfLifeMap)
                return {"map": shared(engine.HalfLifeMap, run, points=17, **plane,
                                      collective_rate=0.0, coupling=0.0)}  # fmt: skip
            case "search" if run.cells in SEARCHED:
                judged = taken(display, engine.GeometrySearch)
                return {"search": shared(engine.GeometrySearch, run, **judged)}
            case "disorder":
                drawn = taken(display, engine.Ensemble)
                return {"disorder": shared(engine.Ensemble, run, points=61, **drawn)}
        return {}

    def geometries(self) -> dict[str, Scenario]:
        """The other geometries that are physical, and not too large to keep up."""
        run = self.scenario
        others = {
            geometry: run.replace(geometry=geometry, edges=(), weights=())
            for geometry in GEOMETRIES
            if geometry != run.geometry
        }
        return {geometry: one for geometry, one in others.items() if one.refusal() is None}

    def other_starts(self) -> dict[str, Scenario]:
        """The chosen network from the state it does not start in."""
        run = self.scenario
        if run.rate_refusal():
            return {}
        starts = [start for start in ("quantum", "classical") if start != run.initial]
        return {start: run.replace(initial=start) for start in starts}

    def sized(self, cells: int) -> engine.Network:
        """The chosen geometry with so many cells; of a custom graph, its first cells."""
        run = self.scenario
        edges = tuple(edge for edge in run.edges if edge[1] < cells)
        return run.replace(cells=cells, edges=edges, weights=(), detunings=run.detunings[:cells])

    def slider_ranges(self) -> dict[str, tuple[float, float]]:
        return {"at": (0.0, self.scenario.time_max)}

    def inactive(self) -> dict[str, str]:
        run, display = self.scenario, self.display
        reasons: dict[str, str] = {}
        if run.initial != "quantum":
            reasons["coherence"] = "only the quantum start has it"
        if run.cells == 1:
            alone = "a cell on its own has no neighbour"
            reasons |= dict.fromkeys(("collective_rate", "coupling", "interaction", "clip"), alone)
        if run.geometry != "custom":
            reasons["edges"] = "click two cells, or choose the custom geometry"
        if display.noise == "dephasing":
            reasons["convention"] = "phase damping has one reading only"
        if display.criterion == "half_life":
            reasons["judged_at"] = "the half-life needs no time of comparison"
        return reasons

    # -- clicks on the pictures -----------------------------------------------------------------

    def edit(self, x: float, y: float) -> None:
        """A click on the canvas: a cell picks it or joins it, the gauge sets Γ_icl."""
        if "graph" not in self.results:
            return
        graph, run = self.results["graph"], self.scenario
        picked, self.picked = self.picked, None
        if y <= draw.GAUGE_Y + 0.25:
            self.set_on_gauge(x / draw.GAUGE_HALF)
        elif draw.on_button(draw.ADD_CELL, x, y):
            self.reshape(run.cells + 1, self.editable_edges())
        elif picked is not None and draw.on_button(draw.REMOVE_CELL, x, y):
            self.reshape(run.cells - 1, without(self.editable_edges(), picked))
        else:
            cell = draw.nearest_cell(graph, x, y)
            if picked is not None and cell is not None and cell != picked:
                self.reshape(run.cells, toggled(self.editable_edges(), (picked, cell)))
            elif cell != picked:
                self.picked = cell
        self.refresh_picture()

    def editable_edges(self) -> tuple[Edge, ...]:
        """The present edges, to be changed by hand."""
        return self.scenario.joined() if self.scenario.cells <= LARGEST_GRAPH else ()

    def reshape(self, cells: int, edges: tuple[Edge, ...]) -> None:
        """Make the graph a custom one of these edges."""
        if not 1 <= cells <= LARGEST_GRAPH:
            self.say(f"N must be between 1 and {LARGEST_GRAPH} in a custom graph, not {cells}.")
            return
        detunings = self.scenario.detunings if cells == self.scenario.cells else ()
        self.set_from_picture(
            {"cells": cells, "geometry": "custom", "edges": edges, "weights": (),
             "detunings": detunings}
        )  # fmt: skip

    def set_on_gauge(self, share: float) -> None:
        """Set Γ_icl to a place on the gauge; beyond a limit, to the limit."""
        run = self.scenario
        low, high = run.collective_interval()
        span = draw.gauge_span(low, high, run.collective_rate)
        chosen = float(f"{np.clip(share, -1.0, 1.0) * span:.2g}")
        self.set_from_picture({"collective_rate": min(max(chosen, low), high)})

    def refresh_picture(self) -> None:
        """Draw the canvas anew: what was picked is no setting."""
        with self.one_update():
            self.views["network"].draw(self.results, self.settings())

    def choose_time(self, x: float, y: float) -> None:
        """Mark the time that was clicked."""
        self.set_from_picture({"at": min(max(x, 0.0), self.scenario.time_max)})

    def move_on_map(self, x: float, y: float) -> None:
        """Set the coupling and the collective rate that were clicked."""
        self.set_from_picture(
            {"coupling": float(f"{max(x, 0.0):.3g}"), "collective_rate": float(f"{y:.3g}")}
        )

    def load_graph(self, x: float, y: float) -> None:
        """Take a graph of the gallery."""
        place = draw.gallery_place(x, y)
        data = self.results.get("search")
        if data is None or place is None or place >= data.sizes["graph"]:
            return
        if not bool(data.allowed[place]):
            limit = largest_rate(data, place)
            self.say(f"Γ_icl must be at most {limit} for this graph, not "
                     f"{self.scenario.collective_rate:g}.")  # fmt: skip
            return
        self.picked = None
        self.reshape(data.sizes["cell"], draw.edges_of(data, place))

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "graph" not in self.results:
            return Readout()
        graph = self.results["graph"]
        numbers = [*self.state_numbers(), *self.half_lives(), *limit_numbers(graph)]
        return Readout(self.sentence(), numbers, self.badges())

    def state_numbers(self) -> list[Number]:
        """What the battery holds at the marked time."""
        slot = draw.main_slot(self.settings())
        if slot not in self.results:
            return []
        data = self.results[slot]
        now = data.isel(time=draw.marked(data, self.settings()))
        numbers = [
            Number("time t", shown(float(now.time)), "1/Γ₀"),
            Number("energy U", shown(float(now.energy)), "ħω"),
            Number("ergotropy ℰ", shown(float(now.ergotropy)), "ħω"),
            Number("efficiency ε", shown(float(now.efficiency))),
            Number("coherence C", shown(float(now.coherence))),
        ]
        if "concurrence" in data:
            numbers.append(Number("concurrence", shown(float(now.concurrence))))
        return numbers

    def half_lives(self) -> list[Number]:
        """The half-life of every network that is shown."""
        chosen = self.scenario.geometry
        slots = {
            "cell_quantum": "quantum", "cell_classical": "classical", "cell_full": "full",
            **{geometry: geometry for geometry in GEOMETRIES},
            **{slot: f"N = {n}" for n, slot in draw.size_slots(self.results)},
        }  # fmt: skip
        if self.display.view not in ("cell", "sizes"):
            slots = {"network": chosen, **slots}
        return [
            Number(f"τ½ {label}", lifetime(self.results[slot]), "1/Γ₀",
                   tone="accent" if slot == "network" else "")
            for slot, label in slots.items()
            if slot in self.results
        ]  # fmt: skip

    def sentence(self) -> str:
        run, results = self.scenario, self.results
        if self.display.view == "cell" and {"cell_quantum", "cell_classical"} <= results.keys():
            return cell_sentence(results["cell_quantum"], results["cell_classical"])
        if self.display.view == "search" and run.cells not in SEARCHED:
            return f"N must be between 2 and 6 for the search, not {run.cells}."
        if self.display.view == "search" and "search" in results:
            return search_sentence(results["search"], self.display.criterion)
        if refused := run.rate_refusal():
            return f"{refused} Switch on “keep Γ_icl allowed” or click the gauge to clip it."
        if "network" not in results or "single" not in results:
            return "Computing …"
        return network_sentence(run, results["network"], results["single"])

    def badges(self) -> list[Badge]:
        """Whether the generator is physical, how exact the curves are, whether energy stays."""
        graph = self.results["graph"]
        if not bool(graph.allowed):
            reason = f"A collective mode has the rate {shown(float(graph.rate_min))} Γ₀."
            return [Badge("not physical", ok=False, reason=reason)]
        badges = []
        if "network" in self.results:
            numbers = certificate(self.results["network"])
            reason = (
                f"{numbers['elements']} elements of the state are held; its trace is 1 to "
                f"{numbers['trace_defect']:.0e}, its least eigenvalue "
                f"{numbers['least_eigenvalue']:.0e}."
            )
            badges.append(Badge(f"exact to {numbers['error']:.0e}", ok=True, reason=reason))
        if int(graph.dark_modes):
            badges.append(dark_badge(graph))
        return badges

    def copied_code(self) -> dict[str, tuple[str, str]]:
        run: engine.Network | engine.Cell = self.scenario
        if self.display.view == "cell":
            noise = {"noise": self.display.noise, "convention": self.display.convention}
            run = shared(engine.Cell, self.scenario, **noise)
        return {
            "python": ("Copy as Python", run.code()),
            "qutip": ("Copy as QuTiP", run.qutip_code()),
        }


# -- settings from one scenario to another --------------------------------------------------------


def shared(scenario: type[Any], run: Scenario, **changes: Any) -> Any:
    """A scenario with the settings it has in common with another, and some changed."""
    common = scenario.fields().keys() & type(run).fields().keys()
    return scenario(**{**{name: getattr(run, name) for name in common}, **changes})


def taken(display: Display, scenario: type[Scenario]) -> Values:
    """The settings of a scenario that the display has."""
    names = scenario.fields().keys() & Display.fields().keys() - Physics.fields().keys()
    return {name: getattr(display, name) for name in names}


def toggled(edges: tuple[Edge, ...], edge: Edge) -> tuple[Edge, ...]:
    """The edges with one more, or one less where it was there.

    >>> toggled(((0, 1),), (2, 0)), toggled(((0, 1),), (1, 0))
    (((0, 1), (0, 2)), ())
    """
    return tuple(sorted(set(edges) ^ set(normal_edges([edge]))))


def without(edges: tuple[Edge, ...], cell: int) -> tuple[Edge, ...]:
    """The edges that are left without a cell; the later ones move up.

    >>> without(((0, 1), (1, 2), (2, 3)), 1)
    ((1, 2),)
    """
    kept = [edge for edge in edges if cell not in edge]
    return normal_edges([(n - (n > cell), m - (m > cell)) for n, m in kept])


# -- words and numbers ----------------------------------------------------------------------------


def shown(value: float) -> str:
    """A number as the read-out shows it; none where there is none.

    >>> shown(0.340712), shown(float("nan")), shown(2e-17)
    ('0.34071', 'n/a', '0')
    """
    if isnan(value):
        return "n/a"
    return f"{value:.5g}" if abs(value) > 1e-12 else "0"


def lifetime(data: xr.Dataset) -> str:
    """A half-life in words: a number, for ever, or longer than was looked."""
    value = float(data.half_life)
    if isnan(value):
        return "over 20"
    return f"{value:.4f}" if isfinite(value) else "∞"


def limit_numbers(graph: xr.Dataset) -> list[Number]:
    """The graph's least eigenvalue and the collective rates it allows."""
    low, high = float(graph.collective_rate_min), float(graph.collective_rate_max)
    ends = [f"{value:.4g}".replace("-", "−") if isfinite(value) else "∞" for value in (low, high)]
    allowed = "any" if not isfinite(high) else f"{ends[0]} to {ends[1]}"
    tone = "" if bool(graph.allowed) else "bad"
    return [
        Number("λ_min", f"{float(graph.least_eigenvalue):.4g}".replace("-", "−")),
        Number("Γ_icl allowed", allowed, "Γ₀", tone=tone),
        Number("least rate γ", shown(float(graph.rate_min)).replace("-", "−"), "Γ₀", tone=tone),
    ]


def largest_rate(data: xr.Dataset, place: int) -> str:
    """The largest collective rate a graph of the search allows, in four digits."""
    return f"{np.trunc(float(data.collective_rate_max[place]) * 1e4) / 1e4:g}"


def network_sentence(run: engine.Network, data: xr.Dataset, single: xr.Dataset) -> str:
    """The half-life, beside that of a cell on its own."""
    half, alone = float(data.half_life), float(single.half_life)
    if run.cells == 1 or not (isfinite(half) and isfinite(alone)):
        return f"Half of the ergotropy is lost after τ½ = {lifetime(data)}/Γ₀."
    ratio = half / alone
    if abs(ratio - 1) < 5e-4:
        compared = "as soon as in a cell on its own"
    else:
        share = f"{100 * abs(ratio - 1):.2g} %"
        compared = f"{share} {'later' if ratio > 1 else 'sooner'} than in a cell on its own"
    return (
        f"Half of the ergotropy is lost after τ½ = {half:.4f}/Γ₀, {compared} ({alone:.4f}/Γ₀)."
    )


def cell_sentence(quantum: xr.Dataset, classical: xr.Dataset) -> str:
    """Both half-lives and how much longer the quantum one is."""
    first, second = float(quantum.half_life), float(classical.half_life)
    words = (
        f"Half of the ergotropy is lost after {lifetime(quantum)}/Γ₀ from the quantum start, "
        f"after {lifetime(classical)}/Γ₀ from the classical one"
    )
    return f"{words}: a ratio of {first / second:.3f}." if isfinite(second) else f"{words}."


def search_sentence(data: xr.Dataset, criterion: str) -> str:
    """Which graph is best, and of how many."""
    allowed = int(data.allowed.sum())
    if not allowed:
        return f"None of the {data.sizes['graph']} connected graphs is physical at this Γ_icl."
    named = str(data.preset.values[0]) or f"a graph of {int(data.edges[0])} edges"
    return (
        f"Of {data.sizes['graph']} connected graphs of {data.sizes['cell']} cells {allowed} are "
        f"physical; the best by {criterion.replace('_', '-')} is {named}, "
        f"{float(data[criterion][0]):.4f}. Click one to load it."
    )


def dark_badge(graph: xr.Dataset) -> Badge:
    """Whether a mode that does not decay keeps its energy."""
    if int(graph.lasting_dark_modes):
        reason = "A collective mode neither decays nor mixes: some energy never leaks."
        return Badge("dark state: energy stays", ok=False, reason=reason)
    reason = "A collective mode does not decay, but the interaction mixes it with those that do."
    return Badge("marginal: a dark mode", ok=True, reason=reason)
