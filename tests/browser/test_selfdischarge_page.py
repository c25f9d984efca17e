"""The self-discharge page in a real browser: what a person does, against what the engine says."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from engine import selfdischarge as engine
from engine.fields import read_number
from engine.selfdischarge.claims import CLAIMS
from engine.selfdischarge.layout import places
from engine.selfdischarge.presets import PRESETS
from tests.browser.explorer import Explorer, expect_same_as_fresh

MAIN, BESIDE = "network", "geometries"
VIEWS = {
    "From one cell to all (Fig. 3)": "sizes",
    "A single cell (Fig. 2)": "cell",
    "What the energy is made of": "decomposition",
    "Rates of the collective modes": "leak",
    "Half-life against size": "scaling",
    "Half-life over J and Γ_icl": "map",
    "Search for the best geometry": "search",
    "Disorder": "disorder",
}


def opened(explorer: Explorer, **settings: str) -> Explorer:
    """The self-discharge page at these settings."""
    return explorer.open(page="selfdischarge", **settings)


def click_cell(explorer: Explorer, geometry: str, cells: int, cell: int) -> None:
    """Click on a cell of the canvas."""
    x, y = places(geometry, cells)
    explorer.click_on(MAIN, float(x[cell]), float(y[cell]))


def test_opens_with_four_geometries_and_their_half_lives(explorer: Explorer) -> None:
    opened(explorer)
    expect(explorer.page.get_by_role("heading", level=1)).to_have_text("Self-discharge")
    explorer.expect_drawn(MAIN, BESIDE)
    for geometry in ("linear", "circular", "central", "symmetric"):
        run = engine.Network(geometry=geometry).run()
        expect(explorer.number(f"τ½ {geometry}")).to_have_text(f"{float(run.half_life):.4f}")
        shown = explorer.column(BESIDE, geometry, "y")
        assert np.array_equal(shown, run.relative_ergotropy.values.astype(np.float32))
    assert explorer.messages.count() == 0


def test_the_canvas_follows_the_marked_time(explorer: Explorer) -> None:
    opened(explorer, geometry="central")
    explorer.drag("at", 0.5)
    explorer.until("the link to hold the time", lambda: "at" in explorer.link())
    at = read_number(explorer.link()["at"][0])
    run = engine.Network(geometry="central").run()
    energies = run.cell_energy.sel(time=at, method="nearest").values.astype(np.float32)
    explorer.until(
        "the cells to have the energies of that time",
        lambda: np.array_equal(explorer.column(MAIN, "cells", "fill_color"), energies),
    )
    assert explorer.column(BESIDE, "marker", "x")[0] == pytest.approx(at, abs=0.026)
    expect_same_as_fresh(explorer, MAIN, BESIDE)


def test_two_clicks_join_two_cells_and_part_them_again(explorer: Explorer) -> None:
    opened(explorer)
    explorer.expect_drawn(MAIN)
    click_cell(explorer, "linear", 5, 0)
    explorer.until("a ring", lambda: len(explorer.columns(MAIN)[MAIN]["picked"]["xs"]) == 1)
    click_cell(explorer, "linear", 5, 4)
    explorer.expect_link(geometry="custom", edges="0-1,0-4,1-2,2-3,3-4")
    ring = engine.Network(geometry="circular").run()
    expect(explorer.number("τ½ custom")).to_have_text(f"{float(ring.half_life):.4f}")
    click_cell(explorer, "custom", 5, 1)
    click_cell(explorer, "custom", 5, 2)
    explorer.expect_link(edges="0-1,0-4,2-3,3-4")
    explorer.press("Undo")
    explorer.expect_link(edges="0-1,0-4,1-2,2-3,3-4")


def test_cells_are_added_and_removed(explorer: Explorer) -> None:
    opened(explorer, cells="4")
    explorer.expect_drawn(MAIN)
    explorer.click_on(MAIN, -1.6, 1.42)
    explorer.expect_link(geometry="custom", cells=None, edges="0-1,1-2,2-3")
    click_cell(explorer, "custom", 5, 0)
    explorer.until("a ring", lambda: len(explorer.columns(MAIN)[MAIN]["picked"]["xs"]) == 1)
    explorer.click_on(MAIN, -0.6, 1.42)
    explorer.expect_link(cells="4", edges="0-1,1-2")


def test_beyond_the_limit_nothing_is_drawn_and_one_click_clips(explorer: Explorer) -> None:
    opened(explorer, geometry="central", cells="6")
    expect(explorer.sentence).to_contain_text("Γ_icl must be between -0.4472 and 0.4472")
    assert len(explorer.column(MAIN, "cells", "fill_color")) == 0
    assert len(explorer.column(BESIDE, "central", "y")) == 0
    explorer.control("clip").locator("input").click()
    expect(explorer.sentence).to_contain_text("Half of the ergotropy")
    rate = read_number(explorer.link()["collective_rate"][0])
    assert rate == pytest.approx(1 / 5**0.5, abs=1e-12)
    run = engine.Network(geometry="central", cells=6, collective_rate=rate).run()
    expect(explorer.number("τ½ central")).to_have_text(f"{float(run.half_life):.4f}")


def test_the_gauge_stops_at_the_limit(explorer: Explorer) -> None:
    opened(explorer, geometry="central", cells="6")
    explorer.expect_drawn(MAIN)
    explorer.click_on(MAIN, 1.25, -1.62)
    expect(explorer.sentence).to_contain_text("Half of the ergotropy")
    rate = read_number(explorer.link()["collective_rate"][0])
    assert rate == pytest.approx(1 / 5**0.5, abs=1e-12)


def test_dragging_the_coupling_ends_at_a_fresh_page(explorer: Explorer) -> None:
    opened(explorer, geometry="central")
    explorer.drag("coupling", 0.8)
    explorer.until("the link to hold J", lambda: "coupling" in explorer.link())
    coupling = read_number(explorer.link()["coupling"][0])
    half_life = float(engine.Network(geometry="central", coupling=coupling).run().half_life)
    expect(explorer.number("τ½ central")).to_have_text(f"{half_life:.4f}")
    expect_same_as_fresh(explorer, MAIN, BESIDE)


def test_every_view_is_drawn(explorer: Explorer) -> None:
    opened(explorer, cells="4")
    for name, view in VIEWS.items():
        explorer.choose("view", name)
        explorer.until(f"the {view} to be shown", lambda view=view: view in explorer.views())
        explorer.expect_drawn(view)
    assert explorer.messages.count() == 0


def test_the_search_ranks_and_a_click_loads(explorer: Explorer) -> None:
    opened(explorer, view="search")
    expect(explorer.sentence).to_contain_text("Of 21 connected graphs of 5 cells 18 are physical")
    expect(explorer.sentence).to_contain_text("central, 0.3407")
    explorer.expect_drawn("search")
    explorer.click_on("search", 0.0, 0.0)
    explorer.expect_link(geometry="custom")
    expect(explorer.number("τ½ custom")).to_have_text("0.3407")


def test_a_long_search_is_cancelled(explorer: Explorer) -> None:
    opened(explorer, cells="6", collective_rate="0.4", points="2", view="decomposition")
    explorer.choose("view", "Search for the best geometry")
    explorer.running.wait_for()
    explorer.running.get_by_role("button").click()
    expect(explorer.messages.first).to_contain_text("Cancelled")


def test_presets_bring_both_conventions(explorer: Explorer) -> None:
    opened(explorer)
    titles = {preset.key: preset.title for preset in PRESETS}
    explorer.preset(titles["fig2a-paper"])
    expect(explorer.number("τ½ quantum")).to_have_text("0.6439")
    expect(explorer.number("τ½ classical")).to_have_text("0.3646")
    explorer.choose("convention", "exact, Eq. (5)")
    expect(explorer.number("τ½ quantum")).to_have_text("0.4700")
    explorer.preset("Negative collective rate")
    expect(explorer.number("τ½ symmetric")).to_have_text("0.5328")


def test_every_claim_is_computed_and_holds(explorer: Explorer) -> None:
    opened(explorer)
    explorer.page.get_by_text("Claims", exact=True).click()
    table = explorer.page.locator(".words")
    count = f"{len(CLAIMS)} of {len(CLAIMS)} computed"
    expect(table.get_by_role("status")).to_have_text(count, timeout=90_000)
    assert table.locator(".differs").all_inner_texts() == []
