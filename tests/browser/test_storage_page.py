"""The storage page in a real browser: what a person does, against what the engine says."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from dashboard.pages.storage.page import Storage
from dashboard.pages.storage.presets import PRESETS
from dashboard.wording import number
from engine import storage as engine
from engine.fields import read_number
from engine.storage.claims import CLAIMS
from tests.browser.explorer import Explorer, expect_same_as_fresh

MAIN, BESIDE = "map", "section_gamma"
VIEWS = {
    "Cut through the map": "section_gamma",
    "Best way to store": "winner",
    "Work against energy": "energy",
    "Bloch ball": "bloch",
    "Finitely many cells": "redundancy",
    "Storage time": "time",
}


def opened(explorer: Explorer, **settings: str) -> Explorer:
    """The storage page at these settings."""
    return explorer.open(page="storage", **settings)


def expect_map(explorer: Explorer, **settings: float | str) -> None:
    """Until the image on the map is what the engine computes, the relaxation to the right."""
    wanted = engine.StorageMap(**settings).run().advantage.values.T.astype(np.float32)

    def equal() -> bool:
        return np.array_equal(explorer.column(MAIN, "advantage", "image").ravel(), wanted.ravel())

    explorer.until(f"the map of {settings}", equal)


def test_opens_with_fig1_and_dragging_dephasing_moves_it_all(explorer: Explorer) -> None:
    opened(explorer)
    expect(explorer.page.get_by_role("heading", level=1)).to_have_text("Noisy storage")
    expect(explorer.sentence).to_contain_text("Spread thinly: 0.6 of the energy")
    point = engine.Storage().run()
    expect(explorer.number("single shot ℰ₁,₁")).to_have_text(number(float(point.single_shot)))
    expect(explorer.number("J_coh")).to_have_text("0.6")
    explorer.expect_drawn(MAIN, BESIDE)
    expect_map(explorer)
    assert explorer.messages.count() == 0
    explorer.drag("kappa", 0.4)
    explorer.until("the link to hold κ", lambda: "kappa" in explorer.link())
    kappa = read_number(explorer.link()["kappa"][0])
    assert kappa == pytest.approx(0.4, abs=0.02)
    expect(explorer.number("J_coh")).to_have_text(number(0.6 * (1 - kappa)))
    expect_map(explorer, kappa=kappa)
    expect_same_as_fresh(explorer, MAIN, BESIDE)


def test_a_click_on_the_map_sets_the_noise_and_an_export_holds_it(explorer: Explorer) -> None:
    opened(explorer, numbers="device", view="time")
    explorer.expect_drawn(MAIN)
    explorer.click_on(MAIN, 0.7, 0.3)
    explorer.until("the noise to be set by hand", lambda: "numbers" not in explorer.link())
    gamma, eta = (read_number(explorer.link()[name][0]) for name in ("gamma", "eta"))
    assert (gamma, eta) == (pytest.approx(0.7, abs=0.01), pytest.approx(0.3, abs=0.01))
    expect(explorer.box("gamma")).to_have_value(explorer.link()["gamma"][0])
    explorer.until(
        "the point to stand there",
        lambda: explorer.column(MAIN, "point", "x")[0] == pytest.approx(gamma),
    )
    taken = explorer.download("JSON")
    assert taken.suggested_filename == "storage.json"
    document = json.loads(taken.path().read_text("utf-8"))
    kappa = read_number(explorer.link()["kappa"][0])
    wanted = engine.Storage(gamma=gamma, eta=eta, kappa=kappa).run()
    assert document["storage"]["variables"]["single_shot"]["data"] == float(wanted.single_shot)
    drawn = np.array(document["map"]["variables"]["advantage"]["data"])
    assert np.array_equal(drawn, engine.StorageMap(kappa=kappa).run().advantage)


def test_the_meaning_of_j_decides_who_wins(explorer: Explorer) -> None:
    opened(explorer, against="kappa", gamma="0.1", kappa="0.9", view="winner")
    expect(explorer.sentence).to_contain_text("One cell returns the most")
    explorer.expect_drawn(MAIN, "winner")
    assert explorer.column(MAIN, "advantage", "image").min() == -1
    explorer.choose("ratio", "all together")
    expect(explorer.sentence).to_contain_text("Redundancy")
    expect(explorer.number("J_sep")).to_have_text("0.9")
    expect_map(explorer, against="kappa", ratio="separable")
    assert explorer.column(MAIN, "advantage", "image").min() > -1e-6
    assert "redundancy" in explorer.columns("winner")["winner"]["names"]["text"]


def test_every_view_is_drawn_and_equals_a_fresh_one(explorer: Explorer) -> None:
    opened(explorer, kappa="0.1")
    for name, view in reversed(VIEWS.items()):
        explorer.choose("view", name)
        explorer.until(f"the {view} to be shown", lambda view=view: view in explorer.views())
        explorer.expect_drawn(view)
    explorer.choose("along", "dephasing κ")
    explorer.expect_drawn("section_kappa")
    explorer.choose("view", "Finitely many cells")
    explorer.choose("protocol", "fixed energy per cell e")
    explorer.expect_drawn("blocks")
    expect_same_as_fresh(explorer, MAIN, "blocks")


def test_the_ball_is_round_and_a_click_shows_a_state(explorer: Explorer) -> None:
    opened(explorer, view="bloch", gamma="0.64", energy="1")
    explorer.expect_drawn("bloch")
    ends = {along: explorer.axis_ends("bloch", along) for along in "xy"}
    frame = explorer.page.evaluate(
        """() => { const figure = Bokeh.documents
          .flatMap((document) => [...document._all_models.values()])
          .find((model) => model.type === "Figure" && model.name === "bloch")
          return [figure.inner_width, figure.inner_height] }"""
    )
    scales = [(end - start) / span for (start, end), span in zip(ends.values(), frame, strict=True)]
    assert scales[0] == pytest.approx(scales[1], rel=0.01)
    assert all(start < -1 and end > 1 for start, end in ends.values())
    expect(explorer.number("returns ℰ")).to_have_text("0.125")
    explorer.click_on("bloch", 0.0, -0.5)
    explorer.expect_link(state="chosen")
    population = read_number(explorer.link()["population"][0])
    assert population == pytest.approx(0.75, abs=0.02)
    ball = engine.BlochBall(
        gamma=0.64,
        state="chosen",
        population=population,
        coherence=read_number(explorer.link()["coherence"][0]),
    ).run()
    expect(explorer.number("state holds")).to_have_text(number(population))
    expect(explorer.number("returns ℰ")).to_have_text(number(float(ball.ergotropy)))


def test_a_device_sets_the_noise_over_time(explorer: Explorer) -> None:
    opened(explorer)
    explorer.preset("Transmon: 5 GHz, 50 mK")
    explorer.expect_link(numbers="device", view="time")
    expect(explorer.number("J_coh ahead from")).to_contain_text("33.65")
    explorer.drag("time", 0.5)
    explorer.until("the link to hold t", lambda: explorer.link().get("time") is not None)
    time = read_number(explorer.link()["time"][0])
    noise = engine.Device(time=time).noise(time)
    expect(explorer.number("κ")).to_have_text(number(float(noise[2])))
    expect(explorer.box("gamma")).to_have_value(explorer.link()["gamma"][0])
    explorer.type("t2", "300")
    expect(explorer.refusal("t2")).to_contain_text("T₂ must be at most 2T₁ = 200 µs, not 300 µs.")


def test_every_preset_draws_both_pictures(explorer: Explorer) -> None:
    opened(explorer)
    for preset in PRESETS:
        explorer.take_preset(preset, Storage)
        expect(explorer.messages.first).to_contain_text(preset.title)
        explorer.expect_settled()
        explorer.expect_drawn(*explorer.views())
    assert explorer.messages.count() == 1


def test_every_claim_is_computed_and_one_shows_itself(explorer: Explorer) -> None:
    opened(explorer)
    explorer.page.get_by_text("Claims", exact=True).click()
    table = explorer.page.locator(".words")
    rows = table.locator("li[data-key]")
    rows.first.wait_for()
    count = f"{len(CLAIMS)} of {len(CLAIMS)} computed"
    expect(table.get_by_role("status")).to_have_text(count, timeout=90_000)
    assert table.locator(".differs").all_inner_texts() == []
    row = table.locator('li[data-key="blocks-limit"]')
    row.get_by_role("button", name=re.compile("^Show me")).click()
    explorer.expect_link(view="cells", protocol="blocks", kappa="1")
    expect(explorer.number("limit")).to_contain_text("0.258")


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 390, "height": 844}}])
def test_a_phone_shows_everything_within_its_width(explorer: Explorer) -> None:
    opened(explorer, view="bloch")
    explorer.expect_drawn(MAIN, "bloch")
    assert explorer.page.evaluate("document.documentElement.scrollWidth") <= 390
