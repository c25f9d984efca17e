"""The page on the origin of the advantage: what it says at its extremes."""

from __future__ import annotations

from dashboard.pages import Quantum
from tests.dashboard.test_pages import drawn


def test_one_cell_has_nothing_to_gain() -> None:
    assert "nothing to gain" in drawn(Quantum(cells=1, view="ratio")).readout().sentence
    assert "1.66 times" in drawn(Quantum(cells=4, view="ratio")).readout().sentence


def test_numbers_of_the_largest_battery_say_so() -> None:
    labels = [
        one.label for one in drawn(Quantum(cells=1, view="bounds", largest=3)).readout().numbers
    ]
    assert [label for label in labels if label.endswith(", N = 3")] == [
        "power over its bound P/P₂₄, N = 3", "correlations' share of the variance c, N = 3",
    ]  # fmt: skip
