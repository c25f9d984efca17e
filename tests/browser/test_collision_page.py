"""The collision page in a real browser: what a person does, against what the engine says."""

from __future__ import annotations

import re
from itertools import pairwise
from math import pi
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from dashboard.pages.collision.presets import PRESETS
from dashboard.wording import number
from engine import collision as engine
from engine.fields import read_number
from engine.scenario import read_fields
from tests.browser.explorer import Explorer, difference, expect_same_as_fresh

MAIN, BESIDE = "charging", "distribution"
COHERENT = "coherent"
MARKED = 600


def energy_text(at: int = MARKED, **settings: Any) -> str:
    """The energy at a collision as the read-out writes it."""
    return number(float(engine.Collision(**settings).run().energy[at]))


def linked_energy(explorer: Explorer) -> str:
    """The energy at the marked collision of the run that the link asks for."""
    texts = {name: texts[0] for name, texts in explorer.link().items()}
    own = {name: text for name, text in texts.items() if name in engine.Collision.fields()}
    values, problems = read_fields(engine.Collision.fields(), own)
    assert problems == []
    last = values.get("collisions", engine.Collision().collisions)
    return energy_text(min(int(texts.get("at", MARKED)), last), **values)


# -- opening ---------------------------------------------------------------------------------------


def test_opens_with_its_curves_and_asks_nobody_else(explorer: Explorer) -> None:
    explorer.open()
    expect(explorer.page).to_have_title(re.compile("Collisional charging"))
    expect(explorer.page.get_by_role("heading", level=1)).to_have_text("Collisional charging")
    expect(explorer.sentence).to_contain_text("Ωτ")
    expect(explorer.number("energy")).to_have_text(energy_text())
    explorer.expect_drawn(MAIN, BESIDE)
    energy = engine.Collision().run().energy.values
    assert np.array_equal(explorer.column(MAIN, COHERENT, "y"), energy.astype(np.float32))
    assert explorer.ink(MAIN, COHERENT) > 300
    assert explorer.messages.count() == 0
    assert not explorer.link()


def test_theory_is_typeset_in_the_page_itself(explorer: Explorer) -> None:
    explorer.open()
    formulas = explorer.page.locator("math")
    formulas.first.wait_for()
    sizes = formulas.evaluate_all("all => all.map((one) => one.getBoundingClientRect().width)")
    assert len(sizes) > 30
    assert sum(size > 5 for size in sizes) > 30
    sections = explorer.page.locator("section").filter(has=explorer.page.locator("h2"))
    text = " ".join(sections.all_inner_texts())
    assert "Salvia et al. 2023, Eq. (15)" in text
    assert not re.search(r"\$|\\[a-z]", text)


# -- setting numbers -------------------------------------------------------------------------------


def test_dragging_theta_changes_numbers_picture_and_link(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explorer.drag("theta", 0.62)
    explorer.until("the link to hold θ", lambda: "theta" in explorer.link())
    text = explorer.box("theta").input_value()
    assert explorer.link()["theta"] == [text]
    assert 0.012 * pi < read_number(text) < 0.03 * pi
    expect(explorer.number("energy")).to_have_text(energy_text(theta=read_number(text)))
    run = engine.Collision(theta=read_number(text)).run()
    start = number(float(run.window_start))
    expect(explorer.sentence).to_contain_text(start)

    explorer.press("Copy a link to this page")
    expect(explorer.toast).to_have_text("Link copied")
    copied = explorer.page.evaluate("navigator.clipboard.readText()")
    assert copied == explorer.page.url
    expect_same_as_fresh(explorer, MAIN, BESIDE)

    explorer.press("Undo (Ctrl+Z)")
    explorer.expect_link(theta=None)
    expect(explorer.page.get_by_role("button", name="Undo (Ctrl+Z)")).to_be_disabled()


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 1280, "height": 1000}}])
def test_dragging_every_slider_leaves_what_a_fresh_page_shows(explorer: Explorer) -> None:
    explorer.open()
    for name, to in {"levels": 0.3, "q": 0.4, "c": 0.9, "alpha": 0.2, "gamma": 0.02,
                     "collisions": 0.25, "at": 0.5}.items():  # fmt: skip
        before = explorer.slider(name).bounding_box()
        explorer.drag(name, to, steps=6)
        explorer.until(f"the link to hold {name}", lambda name=name: name in explorer.link())
        after = explorer.slider(name).bounding_box()
        assert (after["x"], after["width"]) == (before["x"], before["width"]), "stays in its place"
    link = {name: read_number(texts[0]) for name, texts in explorer.link().items()}
    assert link["levels"] == pytest.approx(0.3 * 500, abs=10)
    assert link["q"] == pytest.approx(0.4, abs=0.02)
    assert link["c"] == pytest.approx(0.9, abs=0.02)
    at = int(link.pop("at"))
    assert at == pytest.approx(link["collisions"] / 2, abs=10)
    whole = {name: int(link.pop(name)) for name in ("levels", "collisions")}
    expect(explorer.number("energy")).to_have_text(energy_text(at, **link, **whole))
    expect_same_as_fresh(explorer, MAIN, BESIDE)


def test_numbers_are_typed_as_people_write_them(explorer: Explorer) -> None:
    explorer.open()
    for name, text, written in [
        ("theta", "0.02π", "0.02π"),
        ("theta", "pi/40", "pi/40"),
        ("theta", " 0.02 * pi ", "0.02 * pi"),
        ("gamma", "1e-3", "1e-3"),
        ("levels", "250.0", "250.0"),
        ("levels", "120", "120"),
    ]:
        explorer.type(name, text)
        expect(explorer.box(name)).to_have_value(written)
        expect(explorer.refusal(name)).to_be_empty()
    explorer.expect_link(theta="0.02 * pi", gamma="1e-3", levels="120")
    settings = {"theta": 0.02 * pi, "gamma": 1e-3, "levels": 120}
    expect(explorer.number("energy")).to_have_text(energy_text(**settings))


MARKUP = '<img src="x" onerror="globalThis.ran = true">'


def test_refused_numbers_are_said_and_change_nothing(explorer: Explorer) -> None:
    explorer.open(theta="0.02π")
    before = explorer.columns(MAIN, BESIDE)
    shown = explorer.number("energy").inner_text()
    for name, text, message in [
        ("q", "2", "q must be between 0 and 1, not 2."),
        ("q", "-0.1", "q must be between 0 and 1, not −0.1."),
        ("levels", "2.5", "levels must be a whole number between 2 and 2000, not 2.5"),
        ("levels", "-3", "levels must be a whole number between 2 and 2000, not −3"),
        ("levels", "1e5", "levels must be a whole number between 2 and 2000, not 100000"),
        ("theta", "NaN", "θ must be between 0 and π, not NaN."),
        ("theta", "-inf", "θ must be between 0 and π, not −infinity."),
        ("gamma", "1e300", "γ must be between 0 and 1, not 10³⁰⁰."),
        ("c", "", "c must be a number between 0 and 1, not empty text."),
        ("c", "a lot", "c must be a number between 0 and 1, not “a lot”."),
        ("alpha", MARKUP, "α must be a number"),
        ("collisions", "1" * 400, "K must be a whole number between 1 and 100000, not infinity."),
        ("schedule", "0.01π×300, x", "θ schedule must be at most 5000 numbers between 0 and π"),
        ("family", MARKUP, "further θ must be"),
    ]:
        explorer.type(name, text)
        expect(explorer.refusal(name)).to_contain_text(message)
        expect(explorer.refusal(name)).to_have_text(re.compile(r"^[^.]+( [^ ]*\.[^.]+)*\.$"))
    assert MARKUP[:20] in explorer.refusal("alpha").inner_text()
    assert explorer.page.locator("img").count() == 0
    assert not explorer.page.evaluate("globalThis.ran")
    assert explorer.link() == {"theta": ["0.02π"]}
    assert explorer.number("energy").inner_text() == shown
    assert difference(before, explorer.columns(MAIN, BESIDE)) == ""

    explorer.type("q", "0.4")
    expect(explorer.refusal("q")).to_be_empty()
    explorer.expect_link(q="0.4")


# A ladder is occupied over all its levels: a long run of many collisions is truly long.
LONG = {"battery": "ladder", "theta": "0.05π"}


def test_a_run_beyond_the_ceiling_is_refused_with_its_cost(explorer: Explorer) -> None:
    explorer.open(**LONG, levels="50", collisions="100000")
    explorer.expect_settled()
    before = explorer.columns(MAIN)
    explorer.type("levels", "2000")
    bad = explorer.page.locator("li.bad")
    expect(bad).to_contain_text("The cost of this run must be at most 120 s")
    assert difference(before, explorer.columns(MAIN)) == ""
    assert explorer.opacity(MAIN) < 0.6
    explorer.type("collisions", "100")
    expect(bad).to_have_count(0)
    settings = {"battery": "ladder", "theta": 0.05 * pi, "levels": 2000, "collisions": 100}
    expect(explorer.number("energy")).to_have_text(energy_text(100, **settings))


def test_battery_kinds(explorer: Explorer) -> None:
    explorer.open(levels="100", collisions="300", theta="0.004π", at="250")
    for battery, words in [
        ("spin", "large spin"),
        ("ladder", "uniform ladder"),
        ("oscillator", "oscillator (cavity)"),
    ]:
        explorer.choose("battery", words)
        explorer.expect_link(battery=None if battery == "oscillator" else battery)
        expect(explorer.number("energy")).to_have_text(linked_energy(explorer))
    expect_same_as_fresh(explorer, MAIN, BESIDE)


def test_phase_space_of_each_battery(explorer: Explorer) -> None:
    explorer.open(view="phase", levels="60", collisions="300", theta="0.01π", at="200")
    explorer.expect_drawn("wigner")
    explorer.choose("battery", "large spin")
    explorer.expect_drawn("sphere")
    explorer.choose("battery", "uniform ladder")
    expect(explorer.messages).to_have_count(1)
    expect(explorer.messages).to_contain_text("a uniform ladder has no phase space")
    expect(explorer.number("energy")).to_have_text(linked_energy(explorer))
    (beside,) = explorer.views() - {MAIN}
    explorer.until("the picture to be dimmed", lambda: explorer.opacity(beside) < 0.6)
    explorer.choose("battery", "oscillator (cavity)")
    expect(explorer.messages).to_have_count(0)
    explorer.expect_settled()
    explorer.expect_drawn("wigner")
    expect_same_as_fresh(explorer, MAIN, "wigner")


def test_laboratory_units_set_theta_and_gamma(explorer: Explorer) -> None:
    explorer.open()
    explorer.choose("numbers", "laboratory units")
    for name, text in [("lifetime", "100"), ("interval", "50"), ("coupling", "20")]:
        explorer.type(name, text)
        explorer.until(f"the link to hold {name}", lambda name=name: name in explorer.link())
    device = engine.Device(lifetime=100.0, interval=50.0, coupling=20.0).run()
    assert read_number(explorer.link()["gamma"][0]) == float(device.gamma)
    assert read_number(explorer.link()["theta"][0]) == float(device.theta)
    assert float(device.gamma) == pytest.approx(1 - np.exp(-50e-6 / 100e-3), rel=1e-12)
    expect(explorer.control("theta")).to_contain_text("set by the laboratory units")
    settings = {"theta": float(device.theta), "gamma": float(device.gamma)}
    expect(explorer.number("energy")).to_have_text(energy_text(**settings))


def test_accounting_changes_what_is_counted(explorer: Explorer) -> None:
    explorer.open(waiting="0.5")
    run = engine.Collision(waiting=0.5).run()
    explorer.unfold("accounting")
    for words, counted in {
        "all time": run.total_time,
        "qubits": run.collision,
        "interaction time": run.time,
    }.items():
        explorer.choose("accounting", words)
        wanted = counted.values.astype(np.float32)
        explorer.until(
            f"the curve to be drawn over {words}",
            lambda wanted=wanted: np.array_equal(explorer.column(MAIN, COHERENT, "x"), wanted),
        )
        assert explorer.axis_ends(MAIN)[1] == pytest.approx(float(counted[-1]), rel=0.1)
    explorer.expect_drawn(MAIN)


# -- history, pins, presets ------------------------------------------------------------------------


def test_undo_redo_and_reset(explorer: Explorer) -> None:
    explorer.open()
    explorer.type("theta", "0.02π")
    explorer.expect_link(theta="0.02π")
    explorer.type("q", "0.4")
    explorer.expect_link(q="0.4")
    explorer.press("Undo (Ctrl+Z)")
    explorer.expect_link(theta="0.02π", q=None)
    expect(explorer.box("q")).to_have_value("0.5")
    explorer.page.locator("h1").click()
    explorer.page.keyboard.press("Control+z")
    explorer.expect_link(theta=None)
    explorer.page.keyboard.press("Control+Shift+z")
    explorer.expect_link(theta="0.02π")
    explorer.press("Redo (Ctrl+Shift+Z)")
    explorer.expect_link(theta="0.02π", q="0.4")
    expect(explorer.number("energy")).to_have_text(energy_text(theta=0.02 * pi, q=0.4))
    explorer.press("Reset every setting")
    explorer.expect_link(theta=None, q=None)
    expect(explorer.number("energy")).to_have_text(energy_text())
    explorer.press("Undo (Ctrl+Z)")
    explorer.expect_link(theta="0.02π", q="0.4")
    explorer.control("theta").hover()
    explorer.press("Reset swap angle to 0.01π")
    explorer.expect_link(theta=None, q="0.4")


def test_pins_are_ghosts_to_compare_with(explorer: Explorer) -> None:
    explorer.open()
    explorer.press("Pin the present curves to compare with")
    expect(explorer.pins).to_have_text(["defaults"])
    explorer.type("theta", "0.02π")
    explorer.expect_link(theta="0.02π")
    default = engine.Collision().run().energy.values
    explorer.until("the ghost", lambda: len(explorer.columns(MAIN)[MAIN]["ghosts"]["ys"]) == 1)
    ghost = np.array(explorer.columns(MAIN)[MAIN]["ghosts"]["ys"][0])
    assert ghost[-1] == pytest.approx(default[-1], rel=1e-6)
    explorer.press("Pin the present curves to compare with")
    expect(explorer.pins).to_have_text(["defaults", "θ = 0.02π"])
    explorer.press("Pin the present curves to compare with")
    expect(explorer.messages).to_contain_text("A pin must differ from the others")
    expect_same_as_fresh(explorer, MAIN, BESIDE)
    explorer.press("Remove the pin defaults")
    expect(explorer.pins).to_have_text(["θ = 0.02π"])
    explorer.press("Remove the pin θ = 0.02π")
    expect(explorer.pins).to_have_count(0)
    explorer.until("no ghost", lambda: not explorer.columns(MAIN)[MAIN]["ghosts"]["ys"])


def test_every_preset_opens_without_complaint(explorer: Explorer) -> None:
    explorer.open()
    fields = {
        name: field
        for part in (engine.Collision, engine.Device)
        for name, field in part.fields().items()
    }
    for preset in PRESETS:
        explorer.preset(preset.title)
        expect(explorer.page.locator("li.info")).to_contain_text(preset.note)
        wanted = {
            name: None if value == fields[name].default else fields[name].to_text(value)
            for name, value in preset.settings.items()
            if name in fields
        }
        explorer.expect_link(**wanted)
        explorer.expect_settled()
        explorer.expect_drawn(*explorer.views())
        assert explorer.page.locator("li.bad, li.warn").all_inner_texts() == [], preset.title
        run = engine.Collision(
            **{
                name: value
                for name, value in preset.settings.items()
                if name in engine.Collision.fields()
            }
        ).run()
        at = min(preset.settings.get("at", MARKED), run.sizes["collision"] - 1)
        expect(explorer.number("energy")).to_have_text(number(float(run.energy[at])))


def test_presets_are_found_by_typing(explorer: Explorer) -> None:
    explorer.open()
    explorer.press("Presets")
    search = explorer.page.get_by_role("combobox", name="Search the presets")
    expect(search).to_be_focused()
    options = explorer.page.get_by_role("option").filter(visible=True)
    expect(options).to_have_count(len(PRESETS))
    explorer.page.keyboard.type("micromaser")
    expect(options).to_have_count(2)
    explorer.page.keyboard.press("ArrowDown")
    explorer.page.keyboard.press("Enter")
    explorer.expect_link(accounting="total", numbers="laboratory")
    expect(search).to_be_hidden()


# -- pictures --------------------------------------------------------------------------------------


VIEWS = {
    "Phase space": ("wigner", {}),
    "Advantage ratio": ("advantage", {}),
    "Power": ("power", {}),
    "Energy against q": ("best_q", {}),
    "Onset of the advantage (Fig. 4)": ("onset", {}),
    "Advantage map": ("map_advantage", {"map_plane": "q and c"}),
    "Energy distribution (Fig. 2)": ("distribution", {}),
}


def test_every_view_of_the_selector_draws(explorer: Explorer) -> None:
    explorer.open(gamma="0.001", theta="0.02π", collisions="478", at="300", levels="120")
    for words, (view, choices) in VIEWS.items():
        explorer.choose("view", words)
        for name, choice in choices.items():
            explorer.choose(name, choice)
        explorer.expect_settled()
        explorer.until(f"{words} to be shown", lambda view=view: explorer.views() == {MAIN, view})
        explorer.expect_drawn(MAIN, view)
    for words, name, choice, view in [
        ("Phase space", "phase_picture", "Husimi", "husimi"),
        ("Advantage map", "map_quantity", "onset", "map_onset_time"),
    ]:
        explorer.choose("view", words)
        explorer.choose(name, choice)
        explorer.until(f"{choice} to be shown", lambda view=view: explorer.views() == {MAIN, view})
        explorer.expect_settled()
        explorer.expect_drawn(view)
    expect_same_as_fresh(explorer, MAIN, "map_onset_time")


def test_slow_work_shows_progress_and_can_be_cancelled(explorer: Explorer) -> None:
    explorer.open(battery="spin", theta="0.0001π", gamma="1e-4", collisions="30000", levels="10")
    explorer.expect_settled()
    before = explorer.columns(MAIN)
    explorer.type("levels", "800")
    expect(explorer.running).to_be_visible()
    expect(explorer.running).to_contain_text(re.compile(r"[1-9]\d* %"))
    explorer.until("the old picture to be dimmed", lambda: explorer.opacity(MAIN) < 0.6)
    explorer.press("Cancel")
    expect(explorer.running).to_be_hidden()
    expect(explorer.page.locator("li.bad")).to_contain_text("Cancelled")
    coherent = [columns[MAIN][COHERENT] for columns in (before, explorer.columns(MAIN))]
    assert coherent[0] == coherent[1]
    assert explorer.opacity(MAIN) < 0.6
    explorer.press("Reset every setting")
    expect(explorer.number("energy")).to_have_text(energy_text())
    expect(explorer.page.locator("li.bad")).to_have_count(0)
    explorer.expect_settled()


def test_the_marker_plays_to_the_end(explorer: Explorer) -> None:
    explorer.open(at="900")
    explorer.expect_drawn(BESIDE)
    places: list[float] = []

    def at_the_end() -> bool:
        place = float(explorer.column(MAIN, "marker", "x")[0])
        if place not in places:
            places.append(place)
        return explorer.link().get("at") == ["955"]

    explorer.press("Play marked collision")
    explorer.until("the marker to arrive", at_the_end)
    expect(explorer.page.get_by_role("button", name="Play marked collision")).to_be_visible()
    expect(explorer.number("collision")).to_have_text("955")
    expect(explorer.number("energy")).to_have_text(energy_text(955))
    assert len(places) > 2
    assert all(earlier < later for earlier, later in pairwise(places))
    expect_same_as_fresh(explorer, MAIN, BESIDE)


def test_a_click_on_the_energy_against_q_sets_q(explorer: Explorer) -> None:
    setting = {"theta": 0.02 * pi, "collisions": 318}
    explorer.open(view="best_q", theta="0.02π", collisions="318", at="318")
    explorer.expect_settled()
    explorer.expect_drawn(MAIN, "best_q")
    scan = engine.PopulationScan(**setting).run()
    expect(explorer.number("best q")).to_contain_text(number(float(scan.best_q)))
    expect(explorer.sentence).to_contain_text("those with q = 0.3482")
    energy = explorer.column("best_q", "energy", "y")
    assert np.array_equal(energy, scan.energy.values.astype(np.float32))
    assert explorer.column("best_q", "highest", "x")[0] == pytest.approx(0.348, abs=1e-3)
    assert explorer.column("best_q", "point", "x")[0] == 0.5
    explorer.click_on("best_q", float(scan.best_q), 60)
    explorer.until("the link to hold q", lambda: "q" in explorer.link())
    q = read_number(explorer.link()["q"][0])
    assert q == pytest.approx(float(scan.best_q), abs=0.01)
    expect(explorer.number("energy")).to_have_text(energy_text(318, **setting, q=q))
    explorer.until(
        "the point to stand there",
        lambda: explorer.column("best_q", "point", "x")[0] == pytest.approx(q, rel=1e-6),
    )
    # The curve is that of all q: setting one of them leaves it; less coherence does not.
    assert np.array_equal(explorer.column("best_q", "energy", "y"), energy)
    explorer.drag("c", 0.7, steps=6)
    explorer.until("the curve to fall", lambda: explorer.column("best_q", "energy", "y").max() < 60)
    explorer.expect_settled()
    pure = explorer.column("best_q", "pure", "y")
    assert np.array_equal(pure, energy), "c = 1 stays for comparison"
    expect_same_as_fresh(explorer, MAIN, "best_q")


def test_a_click_on_the_map_moves_the_sliders(explorer: Explorer) -> None:
    explorer.open(view="map", levels="60", bound="lossless")
    explorer.expect_settled()
    (view,) = set(explorer.views()) - {MAIN}
    explorer.expect_drawn(view)
    (left, right), (low, high) = explorer.axis_ends(view), explorer.axis_ends(view, "y")
    x, y = left + 0.7 * (right - left), low + 0.6 * (high - low)
    explorer.click_on(view, x, y)
    explorer.until("the link to hold θ and γ", lambda: {"theta", "gamma"} <= set(explorer.link()))
    theta, gamma = (read_number(explorer.link()[name][0]) for name in ("theta", "gamma"))
    assert theta / pi == pytest.approx(x, abs=0.01 * (right - left))
    assert gamma == pytest.approx(y, abs=0.01 * (high - low))
    expect(explorer.box("theta")).to_have_value(explorer.link()["theta"][0])
    settings = {"theta": theta, "gamma": gamma, "levels": 60, "bound": "lossless"}
    expect(explorer.number("energy")).to_have_text(energy_text(**settings))
    explorer.until(
        "the point to stand there",
        lambda: explorer.column(view, "point", "x")[0] == pytest.approx(x, rel=0.02),
    )
    explorer.press("Undo (Ctrl+Z)")
    explorer.expect_link(theta=None, gamma=None)


def test_legend_hides_curves(explorer: Explorer) -> None:
    explorer.open()
    explorer.expect_drawn(MAIN)
    assert explorer.ink(MAIN, COHERENT) > 300
    explorer.click_legend(MAIN, "energy")
    explorer.until("the curve to vanish", lambda: explorer.ink(MAIN, COHERENT) < 50)
    explorer.click_legend(MAIN, "energy")
    explorer.until("the curve to come back", lambda: explorer.ink(MAIN, COHERENT) > 300)


def test_a_zoom_stays_until_it_is_reset(explorer: Explorer) -> None:
    explorer.open()
    explorer.expect_drawn(MAIN)
    whole = explorer.axis_ends(MAIN)
    explorer.tool(MAIN, "Box Zoom").click()
    explorer.drag_over(MAIN, (5, 40), (15, 120))
    explorer.until("the zoom", lambda: explorer.axis_ends(MAIN)[1] < 16)
    zoomed = explorer.axis_ends(MAIN)
    assert zoomed == pytest.approx([5, 15], abs=0.5)
    explorer.type("collisions", "1200")
    explorer.expect_link(collisions="1200")
    assert explorer.axis_ends(MAIN) == zoomed
    explorer.tool(MAIN, "Reset").click()
    longest = 1200 * 0.01 * pi
    explorer.until("the whole", lambda: explorer.axis_ends(MAIN)[1] >= longest * (1 - 1e-6))
    explorer.type("collisions", "955")
    explorer.until("the axes to follow", lambda: explorer.axis_ends(MAIN) == whole)


# -- claims ----------------------------------------------------------------------------------------


def test_every_claim_is_computed_and_holds(explorer: Explorer) -> None:
    explorer.open()
    explorer.page.get_by_text("Claims", exact=True).click()
    table = explorer.page.locator(".words")
    rows = table.locator("li[data-key]")
    rows.first.wait_for()
    count = rows.count()
    assert count > 100
    expect(table.get_by_role("status")).to_have_text(f"{count} of {count} computed", timeout=90_000)
    assert table.locator(".differs").all_inner_texts() == []
    assert rows.locator("dd:last-child .waiting").count() == 0

    chosen = table.get_by_role("button", name=re.compile("corrected$"))
    chosen.click()
    corrected = rows.filter(visible=True)
    assert 0 < corrected.count() < count
    assert corrected.locator(".verdict").all_inner_texts() == ["corrected"] * corrected.count()


def test_a_claim_shows_itself(explorer: Explorer) -> None:
    explorer.open(q="0.4")
    explorer.page.get_by_text("Claims", exact=True).click()
    row = explorer.page.locator('li[data-key="window-stop-0.01"]')
    row.get_by_role("button", name=re.compile("^Show me")).click()
    explorer.expect_link(q=None)
    expect(explorer.messages).to_contain_text("Salvia et al. 2023")


# -- everywhere ------------------------------------------------------------------------------------


@pytest.mark.parametrize("context_options", [{"color_scheme": "light"}])
def test_theme_turns_page_and_pictures(explorer: Explorer) -> None:
    explorer.open()
    explorer.expect_drawn(MAIN)

    def paper() -> tuple[int, int, int]:
        return tuple(
            explorer.page.evaluate(
                "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
            )
        )

    def brightness() -> float:
        pixels = explorer.pixels(MAIN)
        total = sum(pixels.values())
        return sum(sum(shade) * count for shade, count in pixels.items()) / (3 * total)

    button = explorer.page.get_by_role("button", name=re.compile("^Theme"))
    assert min(paper()) > 200
    assert brightness() > 200
    while "dark" not in button.get_attribute("aria-label"):
        button.click()
    assert max(paper()) < 60
    explorer.until("dark figures", lambda: brightness() < 80)
    explorer.expect_drawn(MAIN, BESIDE)
    explorer.page.reload()
    explorer.wait_until_drawn()
    explorer.until("dark figures after a reload", lambda: 0 < brightness() < 80)


def test_theta_by_keyboard_alone(explorer: Explorer) -> None:
    explorer.open()
    slider = explorer.slider("theta")
    explorer.page.locator("h1").click()
    for _ in range(60):
        explorer.page.keyboard.press("Tab")
        if slider.evaluate("(element) => element.getRootNode().activeElement === element"):
            break
    expect(slider).to_be_focused()
    before = float(slider.input_value())
    explorer.page.keyboard.press("ArrowRight")
    explorer.until("a larger θ", lambda: float(slider.input_value()) == before + 1)
    explorer.until("the link to hold θ", lambda: "theta" in explorer.link())
    theta = read_number(explorer.link()["theta"][0])
    assert theta > 0.01 * pi
    expect(explorer.number("energy")).to_have_text(energy_text(theta=theta))
    explorer.page.keyboard.press("ArrowLeft")
    explorer.until("the old θ", lambda: float(slider.input_value()) == before)


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("context_options", [PHONE])
def test_on_a_phone(explorer: Explorer) -> None:
    explorer.open()
    explorer.expect_drawn(MAIN, BESIDE)
    page = explorer.page
    assert page.evaluate("innerWidth") == 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    canvases = page.locator(".bk-Figure").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map(({left, right}) => [left, right])"
    )
    assert len(canvases) >= 2
    assert all(left >= 0 and right <= 390 for left, right in canvases)
    for name in ("theta", "q", "gamma"):
        slider = explorer.slider(name)
        slider.scroll_into_view_if_needed()
        assert slider.bounding_box()["width"] > 150
    explorer.type("theta", "0.02π")
    explorer.until("the link to hold θ", lambda: "theta" in explorer.link())
    theta = read_number(explorer.link()["theta"][0])
    expect(explorer.number("energy")).to_have_text(energy_text(theta=theta))
    explorer.preset("Fig. 5")
    explorer.expect_link(gamma="0.001", theta=None)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
