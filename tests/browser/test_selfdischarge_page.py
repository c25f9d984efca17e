"""The self-discharge page in a real browser: what a person does, against what the engine says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard.pages.selfdischarge import canvas
from dashboard.pages.selfdischarge.presets import PRESETS
from dashboard.wording import number
from engine import selfdischarge as engine
from engine.fields import read_number
from engine.selfdischarge.claims import CLAIMS
from engine.selfdischarge.layout import places
from tests.browser.explorer import Explorer, expect_same_as_fresh

MAIN, BESIDE = "network", "geometries"
VIEWS = {
    "From one cell to all (Fig. 3)": "sizes",
    "A single cell (Fig. 2)": "cell",
    "What the energy is made of": "decomposition",
    "Rates of the collective modes": "leak",
    "Half-life against size": "scaling",
    "Half-life over coupling and collective rate": "map",
    "Disorder": "disorder",
    "Search for the best geometry": "search",
}


def opened(explorer: Explorer, **settings: str) -> Explorer:
    """The self-discharge page at these settings."""
    return explorer.open(page="selfdischarge", **settings)


def click_cell(explorer: Explorer, geometry: str, cells: int, cell: int) -> None:
    """Click on a cell of the canvas."""
    x, y = places(geometry, cells)
    explorer.click_on(MAIN, float(x[cell]), float(y[cell]))


def click_button(explorer: Explorer, place: tuple[float, float]) -> None:
    """Click on the first letters of a button of the canvas."""
    explorer.click_on(MAIN, place[0] + 0.2, place[1])


def half_life(**settings: object) -> str:
    """A network's half-life as the read-out has it."""
    return number(float(engine.Network(**settings).run().half_life))


def expect_at_limit(explorer: Explorer) -> None:
    """Until Γ_icl of the star of six is at its limit Γ/√5, and drawn."""
    expect(explorer.sentence).to_contain_text("Half of the ergotropy")
    rate = read_number(explorer.link()["collective_rate"][0])
    assert rate == pytest.approx(1 / 5**0.5, abs=1e-12)
    shown = half_life(geometry="central", cells=6, collective_rate=rate)
    expect(explorer.number("τ½ central")).to_have_text(shown)


def test_four_geometries_and_a_canvas_that_follows_the_time(explorer: Explorer) -> None:
    opened(explorer)
    expect(explorer.page.get_by_role("heading", level=1)).to_have_text("Self-discharge")
    explorer.expect_drawn(MAIN, BESIDE)
    for geometry in ("linear", "circular", "central", "symmetric"):
        run = engine.Network(geometry=geometry).run()
        expect(explorer.number(f"τ½ {geometry}")).to_have_text(number(float(run.half_life)))
        shown = explorer.column(BESIDE, geometry, "y")
        assert np.array_equal(shown, run.relative_ergotropy.values.astype(np.float32))
    explorer.drag("coupling", 0.8)
    explorer.drag("at", 0.5)
    explorer.until("the link to hold both", lambda: {"at", "coupling"} <= explorer.link().keys())
    at, coupling = (read_number(explorer.link()[name][0]) for name in ("at", "coupling"))
    run = engine.Network(coupling=coupling).run()
    expect(explorer.number("τ½ linear")).to_have_text(number(float(run.half_life)))
    energies = run.cell_energy.sel(time=at, method="nearest").values.astype(np.float32)
    explorer.until(
        "the cells to have the energies of that time",
        lambda: np.array_equal(explorer.column(MAIN, "cells", "fill_color"), energies),
    )
    assert explorer.column(BESIDE, "marker", "x")[0] == pytest.approx(at, abs=0.026)
    expect_same_as_fresh(explorer, MAIN, BESIDE)
    assert explorer.messages.count() == 0


def test_edges_and_cells_are_edited_by_clicks_taken_away_and_shared(explorer: Explorer) -> None:
    explorer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(explorer)
    explorer.expect_drawn(MAIN)
    click_cell(explorer, "linear", 5, 0)
    explorer.until("a ring", lambda: len(explorer.columns(MAIN)[MAIN]["picked"]["xs"]) == 1)
    click_cell(explorer, "linear", 5, 4)
    explorer.expect_link(geometry="custom", edges="0-1,0-4,1-2,2-3,3-4")
    expect(explorer.number("τ½ custom")).to_have_text(half_life(geometry="circular"))
    click_cell(explorer, "custom", 5, 1)
    click_cell(explorer, "custom", 5, 2)
    explorer.expect_link(edges="0-1,0-4,2-3,3-4")
    explorer.press("Undo")
    explorer.expect_link(edges="0-1,0-4,1-2,2-3,3-4")
    click_button(explorer, canvas.ADD_CELL)
    explorer.expect_link(cells="6", edges="0-1,0-4,1-2,2-3,3-4")
    click_cell(explorer, "custom", 6, 0)
    explorer.until("a ring", lambda: len(explorer.columns(MAIN)[MAIN]["picked"]["xs"]) == 1)
    click_button(explorer, canvas.REMOVE_CELL)
    explorer.expect_link(cells=None, edges="0-1,1-2,2-3")
    explorer.expect_settled()

    run = engine.Network(geometry="custom", edges=((0, 1), (1, 2), (2, 3))).run()
    expect(explorer.number("τ½ custom")).to_have_text(number(float(run.half_life)))
    table = pd.read_csv(explorer.download("CSV: Geometries side by side").path())
    assert [*table["custom: ergotropy over its start ℰ/ℰ₀"]] == [*run.relative_ergotropy]
    drawing = explorer.download("SVG: Network").path().read_text("utf-8")
    assert "allowed " in drawing and "add a cell" not in drawing
    assert explorer.columns(MAIN)[MAIN]["buttons"]["text"], "what is clicked is there still"
    explorer.press("Copy a link to this page")
    expect(explorer.toast).to_have_text("Link copied")
    assert explorer.page.evaluate("navigator.clipboard.readText()") == explorer.page.url


def test_beyond_the_limit_nothing_is_drawn_and_one_click_clips(explorer: Explorer) -> None:
    opened(explorer, geometry="central", cells="6")
    forbidden = "Γ_icl must be between −0.447213 and 0.447213"
    expect(explorer.sentence).to_contain_text(forbidden)
    assert len(explorer.column(MAIN, "cells", "fill_color")) == 0
    assert len(explorer.column(BESIDE, "central", "y")) == 0
    explorer.expect_drawn(MAIN)
    gauge = explorer.control("collective_rate").locator(".track")
    shares = [
        float(gauge.evaluate(f"(track) => getComputedStyle(track).getPropertyValue('{name}')"))
        for name in ("--allowed-low", "--allowed-high")
    ]
    assert shares == pytest.approx([(1 - 5**-0.5) / 2, (1 + 5**-0.5) / 2], abs=1e-4)

    explorer.click_on(MAIN, canvas.GAUGE_HALF - 0.05, canvas.GAUGE_Y)
    expect_at_limit(explorer)
    explorer.press("Undo")
    expect(explorer.sentence).to_contain_text(forbidden)
    explorer.control("clip").locator("input").click()
    expect_at_limit(explorer)
    explorer.drag("collective_rate", 0.95)
    expect_at_limit(explorer)


def test_every_view_is_drawn_and_a_graph_of_the_search_is_loaded(explorer: Explorer) -> None:
    opened(explorer)
    for name, view in VIEWS.items():
        explorer.choose("view", name)
        explorer.until(f"the {view} to be shown", lambda view=view: view in explorer.views())
        explorer.expect_drawn(view)
    expect(explorer.sentence).to_contain_text("Of 21 connected graphs of 5 cells 18 are physical")
    expect(explorer.sentence).to_contain_text("central, 0.3407")
    explorer.click_on("search", 0.0, 0.0)
    explorer.expect_link(geometry="custom")
    expect(explorer.number("τ½ custom")).to_contain_text("0.340")
    assert explorer.messages.count() == 0


def test_a_long_search_is_cancelled(explorer: Explorer) -> None:
    opened(explorer, cells="6", collective_rate="0.4", points="2", view="decomposition")
    explorer.choose("view", "Search for the best geometry")
    explorer.running.wait_for()
    explorer.running.get_by_role("button").click()
    expect(explorer.messages.first).to_contain_text("Cancelled")


def test_presets_bring_both_conventions_and_claims_hold(explorer: Explorer) -> None:
    opened(explorer)
    titles = {preset.key: preset.title for preset in PRESETS}
    explorer.preset(titles["fig2a-paper"])
    expect(explorer.number("τ½ quantum")).to_contain_text("0.643")
    expect(explorer.number("τ½ classical")).to_contain_text("0.364")
    explorer.choose("convention", "exact, Eq. (5)")
    expect(explorer.number("τ½ quantum")).to_contain_text("0.470")
    explorer.preset("Negative collective rate")
    expect(explorer.number("τ½ symmetric")).to_contain_text("0.532")
    explorer.page.get_by_text("Claims", exact=True).click()
    table = explorer.page.locator(".words")
    count = f"{len(CLAIMS)} of {len(CLAIMS)} computed"
    expect(table.get_by_role("status")).to_have_text(count, timeout=90_000)
    assert table.locator(".differs").all_inner_texts() == []
