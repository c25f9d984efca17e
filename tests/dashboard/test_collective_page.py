"""The page of charging together or apart: settings that follow from others, and what it says."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.pages import Collective
from dashboard.pages.collective import views
from tests.dashboard.test_pages import drawn


@pytest.mark.parametrize(
    ("settings", "block"),
    [({"cells": 20}, 20), ({"block": 5}, 4), ({"block": 7}, 6), ({"cells": 13, "block": 5}, 1),
     ({"cells": 12, "block": 3}, 3), ({"cells": 1}, 1)],
)  # fmt: skip
def test_a_block_is_a_divisor_of_the_cells(settings, block):
    page = Collective()
    assert page.state.apply({**page.suited(settings), **settings}) == {}
    assert page.scenario.block == block
    assert page.scenario.refusal() is None
    page.state.undo()
    assert (page.scenario.cells, page.scenario.block) == (12, 12)


def test_the_interaction_fits_the_cells():
    page = Collective(cells=3, block=1, view="lattice", order=9, participation=20)
    assert (page.display.order, page.display.participation) == (3, 3)
    assert drawn(page).readout().sentence.startswith("With this interaction")


def test_a_click_on_a_curve_shows_the_levels_of_that_time():
    page = drawn(Collective(block=3, view="variance"))
    full = float(page.results["blocks"].charging_time)
    page.views["variance"]._on_tap(full / 4, 0.0)
    assert page.display.moment == pytest.approx(0.25, abs=1e-3)
    columns = views.populations("blocks")(page.results, page.settings())
    p = np.asarray(columns["y"])
    assert p @ np.asarray(columns["x"]) == pytest.approx(12 * np.sin(np.pi / 8) ** 2, abs=0.05)
    page.views["variance"]._on_tap(9 * full, 0.0)
    assert page.display.moment == 1.0


@pytest.mark.parametrize("cells", [2, 5, 25, 200])
def test_the_lattice_is_drawn_within_its_frame(cells):
    page = drawn(Collective(cells=cells, block=1, view="lattice", participation=2))
    shown = page.views["lattice"].columns_shown(full=True)
    assert shown["cells"]["x"].size == cells
    for axis in "xy":
        assert np.abs(shown["cells"][axis]).max() <= 1
    assert len(shown["links"]["xs"]) == min(2, cells - 1)


def test_one_cell_alone_is_no_lattice_and_no_ball():
    page = Collective(cells=1, block=1, view="ball")
    with pytest.raises(ValueError, match=r"N must be at least 2 there, not 1\."):
        page.wanted()


@pytest.mark.parametrize(
    ("cells", "told"), [(1, "A single cell has none"), (2, "Each of 2 cells is charged on its own")]
)
def test_what_is_said_of_cells_on_their_own(cells: int, told: str) -> None:
    assert drawn(Collective(cells=cells, block=1)).readout().sentence.startswith(told)
