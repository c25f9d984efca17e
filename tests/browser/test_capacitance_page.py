"""The capacitance page in a real browser: what a person does, against what the engine says."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from engine import capacitance as engine
from tests.browser.explorer import Explorer, expect_same_as_fresh

MAIN = "curves"
VIEWS = {
    "Paper's bound against exact": "bound",
    "Envelope and recipe": "builder_loc",
    "Best state and extraction": "states",
    "Two-mode attenuator": "gaussian_gibbs",
}


def expect_curve(explorer: Explorer, stages: tuple) -> None:
    """Until the thick curve is what the engine computes."""
    wanted = engine.Capacitance(stages=stages).run().c_sep.values.astype(np.float32)
    explorer.until(
        f"C_sep of {stages}", lambda: np.array_equal(explorer.column(MAIN, "sep", "y"), wanted)
    )


def test_opens_with_fig2a_and_its_numbers(explorer: Explorer) -> None:
    explorer.open(page="capacitance")
    expect(explorer.sentence).to_contain_text("joint recovery gains 0.0407")
    expect(explorer.number("C_loc")).to_have_text("0.412871")
    explorer.expect_drawn(MAIN, "gap")
    expect_curve(explorer, (("mad", 0.3, 0.2, 0.6),))
    assert explorer.messages.count() == 0


def test_a_dragged_decay_moves_noise_and_curves(explorer: Explorer) -> None:
    explorer.open(page="capacitance")
    explorer.drag("decay_10", 0.6)
    explorer.until("the link to hold the noise", lambda: "stages" in explorer.link())
    rate = float(explorer.link()["stages"][0].removeprefix("mad:").split(",")[0])
    assert rate == pytest.approx(0.6, abs=0.02)
    expect_curve(explorer, (("mad", rate, 0.2, 0.6),))
    expect_same_as_fresh(explorer, MAIN, "gap")


def test_every_view_is_drawn(explorer: Explorer) -> None:
    explorer.open(page="capacitance")
    for label, view in VIEWS.items():
        explorer.choose("view", label)
        explorer.expect_drawn(MAIN, view)
    expect(explorer.number("ΔC")).to_have_text("0.0705923")
