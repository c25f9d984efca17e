"""Self-discharge: how coherence and connectivity slow a battery's leak.

Source: Santos 2021.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isclose
from typing import Any

import numpy as np

from dashboard.components.controls import Group
from dashboard.components.status import Badge, Number, Readout
from dashboard.page import Page
from dashboard.pages.selfdischarge import PAPER, TITLE, canvas, curves, modes, networks, words
from dashboard.pages.selfdischarge.display import SIDES, Display
from dashboard.pages.selfdischarge.presets import PRESETS
from dashboard.pages.selfdischarge.stories import STORIES
from dashboard.pages.selfdischarge.theory import THEORY
from dashboard.picture.views import View
from dashboard.state import Values
from dashboard.wording import number
from engine import selfdischarge as engine
from engine.graphs import PRESETS as GEOMETRIES
from engine.graphs import Edge, follow, normal_edges
from engine.numerals import exactly
from engine.result import certificate
from engine.scenario import Scenario, ScenarioError, Snapshot
from engine.selfdischarge.basis import LARGEST_GRAPH
from engine.selfdischarge.claims import CLAIMS
from engine.selfdischarge.model import limit_text

SEARCHED = range(2, 7)
# What may be computed at the marked time besides, in seconds.
QUICK = 0.1
# What sides do not share with the network: along its axes the map's point moves alone.
OWN: dict[type[Scenario], Values] = {
    engine.HalfLifeMap: {"points": 17, "collective_rate": 0.0, "coupling": 0.0},
    engine.Ensemble: {"points": 61},
}
# What a band is drawn of where the curve is relative to its start.
BANDED = {"relative_energy": "energy", "relative_ergotropy": "ergotropy"}


class SelfDischarge(Page):
    """The self-discharge page; keyword arguments set any of its settings.

    >>> page = SelfDischarge(geometry="central")
    >>> round(float(page.result.half_life), 5)
    0.34071
    """

    key = "selfdischarge"
    title = TITLE
    paper = PAPER
    part_types = (engine.Network, Display)
    presets = PRESETS
    stories = STORIES
    claims = CLAIMS
    theory = THEORY
    main, main_slot, sides = "network", "graph", SIDES

    scenario: engine.Network
    display: Display

    picked: int | None = None
    left_out: Mapping[str, engine.Network] = {}

    def make_views(self) -> list[View]:
        network, search = canvas.network_view(), networks.search_view()
        network.on_tap(self.edit)
        search.on_tap(self.load_graph)
        return [
            network, curves.geometries_view(), curves.sizes_view(), curves.cell_view(),
            curves.decomposition_view(), modes.leak_view(), curves.disorder_view(),
            modes.modes_view(), networks.scaling_view(), networks.map_view(), search,
        ]  # fmt: skip

    def control_groups(self) -> list[Group]:
        return [
            Group("Network", self.pick("cells", "geometry", "initial", "coherence")),
            Group("Decay", self.pick("rate", "collective_rate", "clip", "dephasing")),
            Group("Interaction", self.pick("interaction", "coupling")),
            Group("Drawing", self.pick("edge_quantity", "time_max", "points"), advanced=True),
            Group("Custom graph", self.pick("edges", "weights", "detunings"), advanced=True),
        ]

    def settings(self) -> Any:
        settings = super().settings()
        settings.picked = self.picked
        settings.banded = BANDED.get(settings.curve, settings.curve)
        return settings

    # -- what each slot shows -------------------------------------------------------------------

    def suited(self, changes: Mapping[str, Any]) -> Values:
        """What another graph leaves without meaning goes; a custom one starts from the present.

        Weights stay with their edges.
        """
        accepted, _ = self.state.read(changes)
        run = self.scenario
        if "edges" in accepted:
            return {"geometry": "custom", "weights": follow(accepted["edges"], run.weight_of())}
        if accepted.get("geometry", run.geometry) == run.geometry and "cells" not in accepted:
            return {}
        cells = accepted.get("cells", run.cells)
        brought: Values = {"weights": (), "detunings": ()}
        if accepted.get("geometry", run.geometry) == "custom":
            edges = run.joined() if run.cells <= LARGEST_GRAPH else ()
            brought["edges"] = tuple(edge for edge in edges if edge[1] < cells)
            brought["weights"] = follow(brought["edges"], run.weight_of())
            brought["detunings"] = for_cells(run.detunings, cells)
        self.picked = None
        return brought

    def consequences(self, values: Values) -> Values:
        """Γ_icl goes to its nearest limit when it is to be kept allowed.

        Weights typed later go with the edges as these are shown, not as they were typed.
        """
        settled: Values = {} if values["weights"] else {"edges": tuple(values["edges"])}
        if values["clip"] == "off":
            return settled
        run = engine.Network(**{name: values[name] for name in engine.Network.fields()})
        if run.shape_refusal() or not run.joined():
            return settled
        return settled | {"collective_rate": run.clipped().collective_rate}

    def wanted(self) -> dict[str, Snapshot]:
        run = self.scenario
        if reason := run.shape_refusal():
            raise ScenarioError(reason)
        slots: dict[str, Scenario] = {
            "graph": engine.Modes.like(run),
            "single": engine.Cell.like(run, points=2),
        }
        if run.rate_refusal() is None:
            slots["network"] = run
        slots |= self.beside()
        slots |= self.at_the_mark(slots.get(curves.main_slot(self.settings())))
        return {slot: scenario.snapshot() for slot, scenario in slots.items()}

    def at_the_mark(self, main: Any) -> dict[str, Scenario]:
        """The main run at the marked time alone, where that is between those that are drawn.

        A hand that moves goes from one drawn time to the next; so does what would take too long.
        """
        at = self.display.at
        if main is None or self.state.in_gesture or not 0 < at < main.time_max:
            return {}
        steps = at / main.time_max * (main.points - 1)
        now = main.replace(time_max=at, points=2)
        on_the_grid = isclose(steps, round(steps), rel_tol=1e-12)
        return {} if on_the_grid or now.cost().seconds > QUICK else {curves.NOW: now}

    def beside(self) -> dict[str, Scenario]:
        run, display = self.scenario, self.display
        match display.view:
            case "geometries":
                return self.geometries() | self.other_starts()
            case "sizes":
                sizes = range(1, min(run.cells, curves.SIZES) + 1)
                return self.drawn({f"size:{n}": self.sized(n) for n in sizes})
            case "cell":
                noise = {"noise": display.noise, "convention": display.convention}
                starts = {"quantum", "classical", run.initial}
                cells: dict[str, Scenario] = {
                    f"cell_{start}": engine.Cell.like(run, points=301, **noise, initial=start)
                    for start in starts
                }
                return cells | {"cell": cells[f"cell_{run.initial}"]}
            case "search" if run.cells not in SEARCHED:
                return {}
        return super().beside()

    def alike(self, wants: type[Scenario]) -> Scenario:
        return wants.like(self.display, self.scenario, **OWN.get(wants, {}))

    def geometries(self) -> dict[str, Scenario]:
        """The other geometries that are physical, and not too large to keep up."""
        run = self.scenario
        others = {
            geometry: run.replace(geometry=geometry, edges=(), weights=())
            for geometry in GEOMETRIES
            if geometry != run.geometry
        }
        return self.drawn(others)

    def drawn(self, networks: Mapping[str, engine.Network]) -> dict[str, Scenario]:
        """Those of several networks that can be computed; why others cannot is told."""
        found = {slot: one for slot, one in networks.items() if one.refusal() is None}
        self.left_out = {slot: one for slot, one in networks.items() if slot not in found}
        return dict(found)

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
        fewer = run.replace(cells=cells, edges=edges, weights=(), detunings=run.detunings[:cells])
        return fewer.replace(weights=follow(fewer.joined(), run.weight_of()))

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
            reasons["edges"] = own_edges(run)
        if display.noise == "dephasing":
            reasons["convention"] = "phase damping has one reading only"
        if display.criterion == "half_life":
            reasons["judged_at"] = "the half-life needs no time of comparison"
        return reasons

    def notes(self) -> Mapping[str, str]:
        found = curves.at_mark(self.results, self.settings())
        told = dict(super().notes())
        if found is not None:
            time = float(found[0].variables["time"].values[found[1]])
            if not isclose(time, self.display.at, rel_tol=1e-9, abs_tol=1e-12):
                told["at"] = f"nearest computed time: {number(time)}"
        return told

    def reasons(self) -> Mapping[str, str]:
        return {"collective_rate": f": “{self.display.field('clip').label}” is on"}

    def allowed_ranges(self) -> dict[str, tuple[float, float]]:
        known = "graph" in self.results
        return {"collective_rate": canvas.allowed(self.results["graph"]) if known else (-inf, inf)}

    # -- clicks on the pictures -----------------------------------------------------------------

    def edit(self, x: float, y: float) -> None:
        """A click on the canvas: a cell picks it or joins it, the gauge sets Γ_icl."""
        if "graph" not in self.results:
            return
        graph, run = self.results["graph"], self.scenario
        picked, self.picked = self.picked, None
        if y <= canvas.GAUGE_Y + 0.22:
            self.set_on_gauge(x / canvas.GAUGE_HALF)
        elif canvas.on_button(canvas.ADD_CELL, x, y):
            self.reshape(run.cells + 1, self.editable_edges())
        elif picked is not None and canvas.on_button(canvas.REMOVE_CELL, x, y):
            self.remove(picked)
        else:
            cell = canvas.nearest_cell(graph, x, y)
            if picked is not None and cell is not None and cell != picked:
                self.reshape(run.cells, toggled(self.editable_edges(), (picked, cell)))
            elif cell != picked:
                self.picked = cell
        self.refresh_picture()

    def editable_edges(self) -> tuple[Edge, ...]:
        """The present edges, to be changed by hand."""
        return self.scenario.joined() if self.scenario.cells <= LARGEST_GRAPH else ()

    def reshape(self, cells: int, edges: tuple[Edge, ...]) -> None:
        """Make the graph a custom one of these edges; those that stay keep their weights."""
        run = self.scenario
        self.take_graph(cells, edges, run.weight_of(), for_cells(run.detunings, cells))

    def remove(self, cell: int) -> None:
        """Take a cell away, its edges and its detuning with it."""
        run, edges = self.scenario, self.editable_edges()
        weights = {
            moved: run.weight_of().get(edge, 1.0)
            for edge in edges
            for moved in without((edge,), cell)
        }
        detunings = tuple(d for n, d in enumerate(run.detunings) if n != cell)
        self.take_graph(run.cells - 1, without(edges, cell), weights, detunings)

    def take_graph(
        self,
        cells: int,
        edges: tuple[Edge, ...],
        weights: Mapping[Edge, float],
        detunings: tuple[float, ...] = (),
    ) -> None:
        """Make the graph a custom one, of so many cells."""
        if not 1 <= cells <= LARGEST_GRAPH:
            self.say(f"N must be between 1 and {LARGEST_GRAPH} in a custom graph, not {cells}.")
            return
        self.set_from_picture(
            {"cells": cells, "geometry": "custom", "edges": edges,
             "weights": follow(edges, weights), "detunings": detunings}
        )  # fmt: skip

    def set_on_gauge(self, share: float) -> None:
        """Set Γ_icl to a place on the gauge; beyond a limit, to the limit."""
        run = self.scenario
        if reason := run.shape_refusal():
            self.say(reason)
            return
        low, high = run.collective_interval()
        span = canvas.gauge_span(low, high, run.collective_rate)
        chosen = float(f"{np.clip(share, -1.0, 1.0) * span:.2g}")
        self.set_from_picture({"collective_rate": min(max(chosen, low), high)})

    def refresh_picture(self) -> None:
        """Draw the canvas anew: what was picked is no setting."""
        with self.one_update():
            self.views["network"].draw(self.results, self.settings())

    def load_graph(self, x: float, y: float) -> None:
        """Take a graph of the gallery."""
        place = networks.gallery_place(x, y)
        data = self.results.get("search")
        if data is None or place is None or place >= data.sizes["graph"]:
            return
        if not bool(data.allowed[place]):
            limit = limit_text(float(data.collective_rate_max[place]))
            self.say(
                f"Γ_icl must be at most {limit} for this graph, not "
                f"{exactly(self.scenario.collective_rate)}."
            )
            return
        self.picked = None
        self.take_graph(data.sizes["cell"], networks.edges_of(data, place), {})

    # -- what the results say -------------------------------------------------------------------

    def readout(self) -> Readout:
        if "graph" not in self.results:
            return Readout()
        graph = self.results["graph"]
        numbers = [*self.state_numbers(), *self.half_lives(), *words.limit_numbers(graph)]
        return Readout(self.sentence(), numbers, self.badges())

    def state_numbers(self) -> list[Number]:
        """What the battery holds at the marked time."""
        found = curves.at_mark(self.results, self.settings())
        if found is None:
            return []
        data, place = found
        now, error = data.isel(time=place), certificate(data)["error"]
        numbers = [
            Number.of(now.time, "time t"),
            Number.of(now.energy, "energy U", error=error * float(data.energy[0])),
            Number.of(now.ergotropy, "ergotropy ℰ", error=error * float(data.energy[0])),
            Number.of(now.efficiency, "efficiency ε"),
            Number.of(now.coherence, "coherence C", error=error),
        ]
        if "concurrence" in data:
            numbers.append(Number.of(now.concurrence, "concurrence", error=error))
        return numbers

    def half_lives(self) -> list[Number]:
        """The half-life of every network that is shown."""
        chosen = self.scenario.geometry
        slots = {
            "cell_quantum": "quantum",
            "cell_classical": "classical",
            "cell_full": "full",
            **{geometry: geometry for geometry in GEOMETRIES},
            **{slot: f"N = {n}" for n, slot in curves.size_slots(self.results)},
        }
        if self.display.view not in ("cell", "sizes"):
            slots = {"network": chosen, **slots}
        return [
            Number(f"τ½ {label}", words.lifetime(self.results[slot]), "1/Γ₀",
                   tone="accent" if slot == "network" else "")
            for slot, label in slots.items()
            if slot in self.results
        ]  # fmt: skip

    def sentence(self) -> str:
        """What the shown view comes to, in one sentence."""
        run, results = self.scenario, self.results
        starts = {
            start: results[slot] for start in words.STARTS if (slot := f"cell_{start}") in results
        }
        if self.display.view == "cell" and {"quantum", "classical"} <= starts.keys():
            return words.cell_sentence(starts)
        if self.display.view == "search" and run.cells not in SEARCHED:
            return f"N must be between 2 and 6 for the search, not {run.cells}."
        if self.display.view == "search" and "search" in results:
            return words.search_sentence(results["search"], self.display.criterion)
        if reason := run.shape_refusal():
            return reason
        if refused := run.rate_refusal():
            return f"{refused} Switch on “keep Γ_icl allowed” or click the gauge to clip it."
        if "network" not in results or "single" not in results:
            return "Computing …"
        return words.network_sentence(run, results["network"], results["single"])

    def badges(self) -> list[Badge]:
        """Whether the generator is physical, how exact the curves are, whether energy stays."""
        graph = self.results["graph"]
        if not bool(graph.allowed):
            reason = f"A collective mode has the rate {words.least_rate(graph)} Γ₀."
            return [Badge("not physical", ok=False, reason=reason)]
        badges = []
        if "network" in self.results:
            badges.append(words.exact_badge(self.results["network"]))
        if int(graph.dark_modes):
            badges.append(words.dark_badge(graph))
        if self.left_out and self.display.view in ("geometries", "sizes"):
            badges.append(words.left_out_badge(self.left_out))
        return badges

    def copied_code(self) -> dict[str, tuple[str, str]]:
        run: engine.Network | engine.Cell = self.scenario
        if self.display.view == "cell":
            noise = {"noise": self.display.noise, "convention": self.display.convention}
            run = engine.Cell.like(self.scenario, **noise)
        return {
            "python": ("Copy as Python", run.code()),
            "qutip": ("Copy as QuTiP", run.qutip_code()),
        }


# -- settings from one scenario to another --------------------------------------------------------


def own_edges(run: engine.Network) -> str:
    """What the box of edges says of a named geometry, in whose order its weights are."""
    change = "click two cells, or choose the custom geometry"
    if not 1 < run.cells <= LARGEST_GRAPH:
        return change
    return f"{run.field('edges').to_text(run.joined())} in this geometry; to change them {change}"


def for_cells(detunings: tuple[float, ...], cells: int) -> tuple[float, ...]:
    """Detunings of so many cells: none where there were none, 0 for new cells.

    >>> for_cells((0.5, 0.1), 3), for_cells((), 3)
    ((0.5, 0.1, 0.0), ())
    """
    return (*detunings, *[0.0] * (cells - len(detunings)))[:cells] if detunings else ()


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
