"""The capacitance page in a real browser: what a person does, against what the engine says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from dashboard.pages.capacitance.page import Capacitance
from dashboard.pages.capacitance.presets import PRESETS
from dashboard.wording import number
from engine import capacitance as engine
from engine.channels import depolarizing
from engine.fields import read_number
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


def test_opens_with_fig2a_and_a_dragged_decay_moves_noise_and_curves(explorer: Explorer) -> None:
    explorer.open(page="capacitance")
    expect(explorer.sentence).to_contain_text("joint recovery gains 0.0406973")
    expect(explorer.number("C_loc")).to_have_text("0.412871")
    explorer.expect_drawn(MAIN, "gap")
    expect_curve(explorer, (("mad", 0.3, 0.2, 0.6),))
    assert explorer.messages.count() == 0
    expect(explorer.page.locator("[data-name=decay_10]")).to_be_visible()
    expect(explorer.page.locator("[data-name=kappa]")).to_be_hidden()  # no part of this noise
    explorer.drag("decay_10", 0.6)
    explorer.until("the link to hold the noise", lambda: "stages" in explorer.link())
    rate = float(explorer.link()["stages"][0].removeprefix("mad:").split(",")[0])
    assert rate == pytest.approx(0.6, abs=0.02)
    expect_curve(explorer, (("mad", rate, 0.2, 0.6),))
    expect_same_as_fresh(explorer, MAIN, "gap")


def test_a_click_on_the_curves_sets_the_energy_and_exports_hold_them(explorer: Explorer) -> None:
    explorer.open(page="capacitance")
    explorer.expect_drawn(MAIN)
    explorer.click_on(MAIN, 0.8, 0.6)
    explorer.until("the link to hold the energy", lambda: "energy" in explorer.link())
    energy = read_number(explorer.link()["energy"][0])
    assert energy == pytest.approx(0.8, abs=0.02)
    here = engine.CapacitanceAt(energy=energy).run().isel(e=0)
    expect(explorer.number("C_loc")).to_have_text(number(float(here.c_loc)))
    expect(explorer.number("ΔC")).to_have_text(number(float(here.exact_gap)))

    taken = explorer.download("JSON")
    assert taken.suggested_filename == "capacitance.json"
    document = json.loads(taken.path().read_text("utf-8"))
    run = engine.Capacitance().run()
    for name in ("c_loc", "chi_tot", "c_sep"):
        assert document["capacitance"]["variables"][name]["data"] == run[name].values.tolist()
    notes = document["capacitance"]["certificate"]
    assert notes["sep_dual_gap"] < 1e-8 and "see-saws" in notes["inner_maximum"]


HADAMARD = [[[0.5**0.5, 0.5**0.5], [0.5**0.5, -(0.5**0.5)]]]
REFUSED = {
    "not trace preserving": (
        {"kraus": [[[1, 0], [0, 1.1]]]},
        "Kraus operators must have Σ K†K = 1 within 1e-08",
    ),
    "not square": (
        {"kraus": [[[1, 0, 0], [0, 1, 0]]]},
        "Kraus operators must be of shape (operators, d, d)",
    ),
    "not positive": (
        {"choi": [[1, 0, 0, 2], [0, 0, 0, 0], [0, 0, 0, 0], [2, 0, 0, 1]]},
        "A Choi matrix must have no eigenvalue below -1e-08",
    ),
}


def test_a_channel_of_ones_own_is_opened_and_bad_ones_are_refused(
    explorer: Explorer, tmp_path: Path
) -> None:
    explorer.open(page="capacitance")
    file = tmp_path / "channel.json"
    file.write_text(json.dumps({"kraus": HADAMARD}), "utf-8")
    explorer.upload(file)
    explorer.until("the link to hold the channel", lambda: "stages" in explorer.link())
    stage = explorer.link()["stages"]
    assert stage[0].startswith("kraus:0.7071")
    expect(explorer.number("C_loc")).to_have_text("1")
    # Two levels take an energy of at most 1: the slider's handle stands at its end.
    slider = explorer.slider("energy")
    explorer.until(
        "the slider of the energy to end at the highest level",
        lambda: slider.input_value() == slider.get_attribute("max"),
    )
    for document, message in REFUSED.values():
        file.write_text(json.dumps(document), "utf-8")
        explorer.upload(file)
        expect(explorer.messages).to_contain_text(message)
    assert explorer.link()["stages"] == stage

    array = tmp_path / "channel.npy"
    np.save(array, np.diag([1.0, 1.1])[None])
    explorer.upload(array)
    expect(explorer.messages).to_contain_text("Kraus operators must have Σ K†K = 1 within 1e-08")
    assert explorer.link()["stages"] == stage
    np.save(array, depolarizing(0.5, 2).choi())
    explorer.upload(array)
    explorer.until("the link to hold the array", lambda: explorer.link()["stages"] != stage)
    assert explorer.link()["stages"][0].startswith("kraus:")
    expect_same_as_fresh(explorer, MAIN, "gap")


def test_every_view_is_drawn(explorer: Explorer) -> None:
    explorer.open(page="capacitance")
    for label, view in VIEWS.items():
        explorer.choose("view", label)
        explorer.expect_drawn(MAIN, view)
    expect(explorer.number("ΔC")).to_have_text("0.0705923")


def test_every_preset_draws_both_pictures(explorer: Explorer) -> None:
    explorer.open(page="capacitance")
    for preset in PRESETS:
        explorer.take_preset(preset, Capacitance)
        expect(explorer.messages.first).to_contain_text(preset.title)
        explorer.expect_settled()
        explorer.expect_drawn(*explorer.views())
    assert explorer.messages.count() == 1


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 390, "height": 844}}])
def test_on_a_phone_the_whole_legend_is_in_sight(explorer: Explorer) -> None:
    explorer.open(page="capacitance")
    explorer.expect_drawn(MAIN)
    entries = explorer.figure(MAIN).locator(".bk-item:visible")
    wanted = {"C_ℰ lies here", "C_ℰ, at most", "C_sep", "χ_tot, bound (12)", "C_loc"}
    assert {text.strip() for text in entries.all_inner_texts()} == wanted
    frame = explorer.figure(MAIN).bounding_box()
    for entry in entries.all():
        box = entry.bounding_box()
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
