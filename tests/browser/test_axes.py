"""Logarithmic axes: their ticks and labels, as the browser makes them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from dashboard.picture.labels import LOG_TICKS, log_labels

TICKS = "([code, start, end]) => new Function('cb_data', code)({start, end})"
LABELS = """([code, ticks]) => ticks.map((tick) =>
  new Function('tick', 'ticks', code)(tick, ticks))"""


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [
        ((1e-9, 0.1), "10⁻⁹ 10⁻⁸ 10⁻⁷ 10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹"),
        ((1, 512), "1 10 100"),
        ((1, 64), "1 2 5 10 20 50"),
        ((0.05, 4), "0.05 0.1 0.2 0.5 1 2"),
        ((2e-6, 3e-5), "2·10⁻⁶ 5·10⁻⁶ 10⁻⁵ 2·10⁻⁵"),
        ((3, 8), "4 6 8"),
        ((0.0407, 0.0409), "0.0407 0.04075 0.0408 0.04085 0.0409"),
        ((1e-20, 1), "10⁻¹⁸ 10⁻¹⁵ 10⁻¹² 10⁻⁹ 10⁻⁶ 10⁻³ 10⁰"),
        ((8, 3), "4 6 8"),
        ((0, 1), ""),
    ],
)
def test_ticks_of_a_logarithmic_axis_read_well(page: Page, ends, wanted) -> None:
    ticks = page.evaluate(TICKS, [LOG_TICKS, *ends])
    assert " ".join(page.evaluate(LABELS, [log_labels().code, ticks])) == wanted
