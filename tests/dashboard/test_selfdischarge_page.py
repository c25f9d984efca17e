"""The self-discharge page without a browser: clicks, gauges, files, limits."""

from __future__ import annotations

import csv
from math import inf
from urllib.parse import quote

import numpy as np
import pytest
import xarray as xr

from dashboard.components.controls import allowed_shares
from dashboard.computer import COMPUTER
from dashboard.pages.selfdischarge.page import SelfDischarge, canvas, toggled, without
from engine.fields import ScenarioError
from engine.selfdischarge import Network


def shown(**settings: object) -> SelfDischarge:
    """The page with everything it shows computed and drawn."""
    page = SelfDischarge(**settings)
    page.results = {slot: COMPUTER.result(snapshot) for slot, snapshot in page.wanted().items()}
    for key in page.visible():
        page.views[key].draw(page.results, page.settings())
    return page


def change(page: SelfDischarge, **changes: object) -> None:
    """What a person sets in the controls, with what it brings along."""
    assert page.state.apply({**page.suited(changes), **changes}) == {}


def click_cell(page: SelfDischarge, cell: int) -> None:
    """Click on a cell, and have the graph that follows."""
    graph = page.results["graph"]
    page.edit(float(graph.cell_x[cell]), float(graph.cell_y[cell]))
    page.results["graph"] = COMPUTER.result(page.wanted()["graph"])


def test_the_cells_are_rows_of_the_csv_file() -> None:
    page = shown(cells=3)
    name, _, content = page.actions.taking.file("csv:network")()
    assert name == "selfdischarge-network.csv"
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    network = page.results["network"].sel(time=1.0, method="nearest")
    assert [float(row["energy of the cell Uₙ (ħω)"]) for row in rows] == [*network.cell_energy]
    assert [row["second cell of the edge m"] for row in rows] == ["1", "2", ""]
    concurrences = [row["concurrence of the edge Cₙₘ"] for row in rows]
    assert [float(text) for text in concurrences if text] == [*network.edge_concurrence]


def test_clicks_edit_the_graph() -> None:
    page = shown(cells=4)
    click_cell(page, 0)
    assert page.picked == 0
    click_cell(page, 3)
    assert page.scenario.edges == ((0, 1), (0, 3), (1, 2), (2, 3))
    page.edit(*canvas.ADD_CELL)
    assert (page.scenario.cells, page.picked) == (5, None)
    page.results["graph"] = COMPUTER.result(page.wanted()["graph"])
    click_cell(page, 1)
    page.edit(*canvas.REMOVE_CELL)
    assert page.scenario.cells == 4
    assert page.scenario.edges == without(((0, 1), (0, 3), (1, 2), (2, 3)), 1)
    assert toggled(page.scenario.edges, (0, 2)) == ((1, 2),)


# -- weights stay with their edges ----------------------------------------------------------------

UNSORTED = "cells=4&geometry=custom&edges=2-3,1-0,1-2&weights=5,1,2&collective_rate=0.05"


def weights_of(page: SelfDischarge) -> dict[tuple[int, int], float]:
    return page.scenario.weight_of()


@pytest.mark.parametrize("backwards", [False, True])
def test_a_link_gives_each_edge_its_weight(backwards: bool) -> None:
    query = "&".join(reversed(UNSORTED.split("&"))) if backwards else UNSORTED
    page = SelfDischarge(weights=(1.0, 1.0, 1.0, 1.0))
    assert page.state.read_query(query) == []
    assert weights_of(page) == {(0, 1): 1.0, (1, 2): 2.0, (2, 3): 5.0}
    again = SelfDischarge()
    assert again.state.read_query(page.state.query()) == []
    assert again.scenario.values() == page.scenario.values()


def test_a_pin_of_a_link_gives_each_edge_its_weight() -> None:
    page = SelfDischarge()
    page.state.read_query(f"pin={quote('label=one&' + UNSORTED)}")
    pinned = page.main_scenario_of(dict(page.state.pins[0].values))
    assert pinned.weight_of() == {(0, 1): 1.0, (1, 2): 2.0, (2, 3): 5.0}


def test_typed_weights_go_with_the_edges_as_they_are_shown() -> None:
    page = SelfDischarge(cells=4)
    change(page, edges="2-3,0-1,1-2")
    assert page.state.fields["edges"].to_text(page.scenario.edges) == "0-1,1-2,2-3"
    change(page, weights="1,2,5")
    assert weights_of(page) == {(0, 1): 1.0, (1, 2): 2.0, (2, 3): 5.0}
    change(page, edges="2-3,0-1,0-2")
    assert weights_of(page) == {(0, 1): 1.0, (0, 2): 1.0, (2, 3): 5.0}


def test_an_edge_with_two_weights_is_refused_on_the_page() -> None:
    page = SelfDischarge(cells=3)
    page.state.read_query("cells=3&geometry=custom&edges=0-1,1-0,1-2&weights=1,2,3")
    with pytest.raises(ScenarioError, match="The weight of edge 0-1 must be one number, not both"):
        page.wanted()


def test_weights_and_detunings_stay_where_the_graph_is_edited() -> None:
    page = shown(cells=4, weights=(1.0, 2.0, 5.0), detunings=(0.1, 0.2, 0.3, 0.4))
    change(page, geometry="custom")
    assert weights_of(page) == {(0, 1): 1.0, (1, 2): 2.0, (2, 3): 5.0}
    assert page.scenario.detunings == (0.1, 0.2, 0.3, 0.4)
    page.results["graph"] = COMPUTER.result(page.wanted()["graph"])
    click_cell(page, 0)
    click_cell(page, 3)
    assert weights_of(page) == {(0, 1): 1.0, (0, 3): 1.0, (1, 2): 2.0, (2, 3): 5.0}
    click_cell(page, 1)
    page.edit(*canvas.REMOVE_CELL)
    assert weights_of(page) == {(0, 2): 1.0, (1, 2): 5.0}
    assert page.scenario.detunings == (0.1, 0.3, 0.4)
    change(page, cells=4)
    assert page.scenario.detunings == (0.1, 0.3, 0.4, 0.0)
    assert weights_of(page) == {(0, 2): 1.0, (1, 2): 5.0}


def test_the_largest_of_the_sizes_is_the_chosen_network() -> None:
    page = SelfDischarge(view="sizes", cells=4, weights=(1.0, 2.0, 5.0))
    assert page.sized(4).values() == page.scenario.values()
    assert page.sized(3).weights == (1.0, 2.0)


def test_where_weights_are_asked_the_edges_of_a_geometry_are_shown() -> None:
    assert "0-1,0-2,0-3" in SelfDischarge(cells=4, geometry="central").inactive()["edges"]
    assert "edges" not in SelfDischarge(cells=4, geometry="custom").inactive()


# -- the gauge ------------------------------------------------------------------------------------


def test_the_gauge_stops_at_the_limit() -> None:
    page = shown(cells=6, geometry="central", view="decomposition")
    assert "network" not in page.results and page.scenario.rate_refusal()
    page.edit(canvas.GAUGE_HALF, canvas.GAUGE_Y)
    assert page.scenario.collective_rate == pytest.approx(5**-0.5, abs=1e-12)
    assert page.scenario.rate_refusal() is None


@pytest.mark.parametrize(
    ("low", "high", "shares"),
    [
        (-0.5, 0.25, ("0.2500", "0.6250")),
        (-inf, inf, ("0.0000", "1.0000")),
        (-3.0, 0.0, ("0.0000", "0.5000")),
    ],
)
def test_the_slider_has_the_same_gauge(low: float, high: float, shares: tuple[str, str]) -> None:
    graph = xr.Dataset({"collective_rate_min": low, "collective_rate_max": high})
    ends = allowed_shares(Network.fields()["collective_rate"], canvas.allowed(graph))
    assert tuple(f"{end:.4f}" for end in ends) == shares


def test_only_what_is_on_the_screen_is_wanted() -> None:
    page = SelfDischarge(view="decomposition")
    assert set(page.wanted()) == {"graph", "single", "network"}
    page.state.apply({"view": "geometries"})
    assert set(page.wanted()) == {
        "graph", "single", "network", "classical", "circular", "central", "symmetric"
    }  # fmt: skip


def test_names_of_modes_stand_apart() -> None:
    page = shown(geometry="circular", view="rates")
    names = page.views["leak"].columns_shown(full=True)["names"]
    top = float(page.results["network"].leak[0])
    assert len(names["text"]) == 3  # a ring of five has three different rates
    assert np.all(-np.diff(names["y"]) > 0.1 * top)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "after 0.470004/Γ₀ from the quantum start, after 0.182322/Γ₀ from the classical one: "
             "a ratio of 2.57788."),
        ({"noise": "dephasing"}, "after 0.693147/Γ₀ from the quantum start, never from the "
                                 "classical one."),
        ({"initial": "full"}, "after 0.287682/Γ₀ from full charge, after 0.470004/Γ₀ from the "
                              "quantum start, after 0.182322/Γ₀ from the classical one."),
    ],
)  # fmt: skip
def test_a_cell_is_spoken_of_from_each_start(settings, words):
    page = shown(cells=1, view="cell", **settings)
    assert page.readout().sentence == f"Half of the ergotropy is lost {words}"


def test_what_is_never_lost_is_called_so():
    page = shown(rate=0.0, collective_rate=0.0)
    assert page.readout().sentence == "Half of the ergotropy is never lost."


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"criterion": "efficiency", "judged_at": 90.0, "collective_rate": 0.1},
         "6 are physical; none is ranked by efficiency: so late only rounding is left."),
        ({"criterion": "energy", "judged_at": 90.0, "collective_rate": 0.1},
         "6 cannot be told apart as the best by energy, 0."),
        ({"rate": 0.0, "collective_rate": 0.0},
         "6 cannot be told apart as the best by half-life, ∞."),
        ({}, "the best by half-life is central, 0."),
    ],
)  # fmt: skip
def test_a_search_says_what_it_cannot_tell(settings: dict[str, object], words: str) -> None:
    page = shown(cells=4, view="search", **settings)
    assert words in page.sentence()


def test_the_page_bears_that_there_is_no_efficiency_any_more() -> None:
    page = shown(cells=3, curve="efficiency", collective_rate=0.1, time_max=60.0, at=60.0)
    numbers = {number.label: number.value for number in page.state_numbers()}
    assert numbers["efficiency ε"] == "n/a" and numbers["time t"] == "60"
