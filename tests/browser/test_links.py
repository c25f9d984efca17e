"""Links: a page's whole state in its address, and what an address may not do."""

from __future__ import annotations

from math import pi
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect

from dashboard.wording import number
from engine import collision as engine
from tests.browser.explorer import Explorer

MAIN = "charging"


def energy_text(at: int = 600, **settings: float) -> str:
    return number(float(engine.Collision(**settings).run().energy[at]))


def test_good_keys_apply_and_bad_ones_are_each_reported_once(explorer: Explorer) -> None:
    explorer.open(
        theta="0.02π", gama="0.1", q="7", levels="2.5", view="maps", c="0.9", pies="3", alpha=""
    )
    message = explorer.messages.inner_text()
    for sentence in [
        "A key of the link must be a setting of this page, not “gama”. Did you mean “gamma”?",
        "q must be between 0 and 1, not 7.",
        "levels must be a whole number between 2 and 2000, not 2.5",
        "not “maps”. Did you mean “map”?",
        "A key of the link must be a setting of this page, not “pies”.",
        "α must be a number",
    ]:
        assert message.count(sentence) == 1, sentence
    expect(explorer.box("theta")).to_have_value("0.02π")
    expect(explorer.box("c")).to_have_value("0.9")
    expect(explorer.box("q")).to_have_value("0.5")
    expect(explorer.number("energy")).to_have_text(energy_text(theta=0.02 * pi, c=0.9))
    explorer.messages.get_by_role("button", name="Dismiss").click()
    expect(explorer.messages).to_have_count(0)
    explorer.type("q", "0.4")
    explorer.expect_link(theta="0.02π", c="0.9", q="0.4", gama=None, levels=None, view=None)


def test_pins_travel_in_links(explorer: Explorer) -> None:
    pins = [
        urlencode({"label": "weak", "theta": "0.005π", "collisions": "1900"}),
        urlencode({"label": "<b>lossy</b>", "gamma": "0.001"}),
        urlencode({"label": "wrong", "gamma": "2"}),
    ]
    explorer.open(urlencode([("theta", "0.02π"), *(("pin", pin) for pin in pins)]))
    expect(explorer.pins).to_have_text(["weak", "<b>lossy</b>", "wrong"])
    expect(explorer.messages).to_contain_text("γ must be between 0 and 1, not 2.")
    runs = [
        engine.Collision(theta=0.005 * pi, collisions=1900).run(),
        engine.Collision(gamma=1e-3).run(),
    ]

    def ends() -> list[float]:
        return [ghost[-1] for ghost in explorer.columns(MAIN)[MAIN]["ghosts"]["ys"]]

    explorer.until("the ghosts", lambda: len(ends()) == 3)
    assert ends()[:2] == pytest.approx([float(run.energy[-1]) for run in runs], rel=1e-6)


def test_an_unknown_page_says_which_there_are(explorer: Explorer) -> None:
    explorer.open("page=colision&theta=0.02π")
    expect(explorer.messages).to_contain_text("not “colision”. Did you mean “collision”?")
    expect(explorer.number("energy")).to_have_text(energy_text(theta=0.02 * pi))
    explorer.open("page=")
    expect(explorer.number("energy")).to_have_text(energy_text())


def test_a_link_that_is_too_long_is_refused_in_one_sentence(explorer: Explorer) -> None:
    explorer.open("theta=0.02π&schedule=" + "0.01," * 4000)
    expect(explorer.messages).to_have_count(1)
    expect(explorer.messages).to_contain_text("The link must be at most 16000 characters, not 2")
    expect(explorer.number("energy")).to_have_text(energy_text())


def test_of_a_key_given_twice_the_last_counts(explorer: Explorer) -> None:
    explorer.open("theta=0.05π&theta=0.02π")
    expect(explorer.box("theta")).to_have_value("0.02π")
    expect(explorer.number("energy")).to_have_text(energy_text(theta=0.02 * pi))


def test_text_of_a_link_is_never_markup(explorer: Explorer) -> None:
    markup = '<img src="x" onerror="globalThis.ran = true">'
    explorer.open(
        f"q={quote(markup)}&{quote(markup)}=1&page={quote(markup)}"
        f"&pin={quote(urlencode({'label': markup, 'theta': markup}))}"
    )
    expect(explorer.messages).to_contain_text("<img src=")
    expect(explorer.pins).to_have_text([markup])
    assert explorer.page.locator("img").count() == 0
    assert not explorer.page.evaluate("globalThis.ran")
