"""Where things stand: pictures begin at one place, symbols are set, equations can be copied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from dashboard import pages
from dashboard.page import Page
from dashboard.sides import Side
from tests.browser.explorer import TREES, Explorer
from tests.chromium import watched_context

PAGES = sorted(pages.every_page().items())
COMMON, PROJECTOR = {"width": 1280, "height": 720}, {"width": 1280, "height": 590}

# Top and bottom of the main picture's card, and of whatever else hangs in the room above it.
ENDS = f"""(selector) => {{
  {TREES}
  const [found] = trees().flatMap((tree) => [...tree.querySelectorAll(selector)])
  const {{top, bottom}} = found.getBoundingClientRect()
  return [top, bottom]
}}"""

# How many rows each legend on the screen has, the main one's first.
LEGEND_ROWS = f"""() => {{
  {TREES}
  return trees().map((tree) => [...tree.querySelectorAll(".bk-item")]
    .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().top))
    .filter((tops) => tops.length).map((tops) => new Set(tops).size)
}}"""


@pytest.fixture(scope="module")
def desk(browser: Browser, server: str) -> Iterator[Explorer]:
    """One tab for all tests of this module, with a clipboard."""
    context, record = watched_context(browser, viewport=COMMON)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield Explorer(context.new_page(), server)
    assert record.faults() == []
    context.close()


def ends(explorer: Explorer, selector: str = ".main") -> list[float]:
    return explorer.page.evaluate(ENDS, selector)


def look_at(explorer: Explorer, page_type: type[Page], side: Side) -> None:
    """Choose what stands beside the main picture, and wait until it is there."""
    (view,) = [part.fields()["view"] for part in page_type.part_types if "view" in part.fields()]
    explorer.choose("view", side.title)
    explorer.expect_link(view=None if side.key == view.default else side.key)
    explorer.expect_settled()


@pytest.mark.parametrize(("key", "page_type"), PAGES, ids=[key for key, _ in PAGES])
def test_pictures_begin_at_one_place_and_end_above_the_fold(
    desk: Explorer, key: str, page_type: type[Page]
) -> None:
    """Whatever view, pin or preset; a message hangs over the picture and moves none."""
    desk.page.set_viewport_size(COMMON)
    desk.open(page=key)
    found = {}
    for side in page_type.sides:
        look_at(desk, page_type, side)
        found[side.title] = ends(desk)
        main, *others = desk.page.evaluate(LEGEND_ROWS)
        assert main <= 2 and max(others, default=0) <= 3, side.title
    desk.press("Pin the present curves")
    expect(desk.pins).to_have_count(1)
    found["with a pin"] = ends(desk)
    for preset in page_type.presets[:2]:
        desk.take_preset(preset, page_type)
        expect(desk.messages.filter(has_text=preset.title)).to_be_visible()
        desk.expect_settled()
        found[preset.title] = ends(desk)
    tops = {title: top for title, (top, _) in found.items()}
    assert max(tops.values()) - min(tops.values()) <= 1, tops
    assert max(bottom for _, bottom in found.values()) <= COMMON["height"], found
    desk.page.set_viewport_size(PROJECTOR)
    desk.until("the pictures to end above the fold", lambda: ends(desk)[1] <= PROJECTOR["height"])


def test_progress_covers_no_badge(desk: Explorer) -> None:
    """Nor does it move what stands below it."""
    desk.page.set_viewport_size(COMMON)
    desk.open(page="collision")
    before = ends(desk)
    running = desk.page.locator("div.running")
    running.evaluate("(element) => { element.hidden = false }")
    expect(running).to_be_visible()
    assert ends(desk, ".running")[0] >= ends(desk, ".badge")[1]
    assert ends(desk) == before


def test_symbols_are_set_and_still_copied_as_written(desk: Explorer) -> None:
    """In read-out, legend and the names of axes; a name with underscores stays one."""
    desk.open(page="storage", zzz_top="1")
    label = desk.page.locator("dt", has_text="J_coh").first
    assert label.locator("sub").inner_text() == "_coh"
    assert label.locator("sub span").evaluate("(mark) => mark.getBoundingClientRect().width") == 0
    assert desk.messages.locator("sub").count() == 0
    desk.expect_drawn("section_gamma")
    entry = desk.figure("section_gamma").locator(".bk-label", has_text="J_coh")
    assert entry.locator("sub").count() == 1
    narrow, wide = desk.page.evaluate(
        """() => {
          const {TextBox} = Bokeh.require("core/graphics")
          return ["Ωτ_ad", "Ωτ_adx"].map((text) => {
            const box = new TextBox({text})
            box.visuals = {color: "black", alpha: 1, outline_color: "black", outline_width: 0,
              font_style: "normal", font_size: "14px", font: "sans-serif", line_height: 1.2,
              align: "left", baseline: "top"}
            return box.size().width
          })
        }"""
    )
    assert 0 < wide - narrow < 8


def test_an_entry_of_a_legend_is_a_switch(desk: Explorer) -> None:
    desk.open(page="collision")
    entry = desk.figure("charging").get_by_role("switch", name="greedy", exact=True)
    expect(entry).to_have_attribute("aria-checked", "true")
    expect(entry).to_have_attribute("title", "Click to hide “greedy”")
    ink = desk.ink("charging", "greedy")
    entry.press("Enter")
    expect(entry).to_have_attribute("aria-checked", "false")
    desk.until("the curve to go", lambda: desk.ink("charging", "greedy") < ink / 2)
    desk.expect_link(hidden="charging.greedy")
    desk.press("Undo")
    expect(entry).to_have_attribute("title", "Click to hide “greedy”")
    desk.until("the curve to come", lambda: desk.ink("charging", "greedy") > ink / 2)
    desk.press("Redo")
    expect(entry).to_have_attribute("aria-checked", "false")
    desk.expect_link(hidden="charging.greedy")
    desk.open(page="collision", hidden="charging.greedy")
    desk.expect_settled()
    entry = desk.figure("charging").get_by_role("switch", name="greedy", exact=True)
    expect(entry).to_have_attribute("aria-checked", "false")
    assert desk.ink("charging", "greedy") < ink / 2
    entry.press(" ")
    desk.expect_link(hidden=None)
    desk.until("the curve to come", lambda: desk.ink("charging", "greedy") > ink / 2)


def test_a_number_plays_by_keyboard_with_steps_speed_and_loop(desk: Explorer) -> None:
    """From where it is; a run is one step of the history, whoever ends it."""
    desk.open(page="collision")
    player = desk.control("at").get_by_role("group", name="Play marked collision")
    player.get_by_role("button", name="A step on: marked collision").click()
    desk.expect_link(at="601")
    player.get_by_role("button", name="A step back: marked collision").press("Enter")
    desk.expect_link(at=None)
    player.get_by_role("button", name="Speed: 1×. Change it").click()
    player.get_by_role("button", name="Speed: 2×. Change it").click()
    loop = player.get_by_role("button", name="Begin again at the end")
    loop.click()
    expect(loop).to_have_attribute("aria-pressed", "true")
    desk.slider("at").press(" ")
    expect(player.get_by_role("status")).to_have_text("Playing")
    desk.until("the run to begin again", lambda: float(desk.slider("at").input_value()) < 600)
    expect(player.get_by_role("button", name="Pause marked collision")).to_be_visible()
    desk.slider("at").press(" ")
    expect(player.get_by_role("status")).to_have_text("Paused")
    desk.expect_settled()
    desk.expect_link(at=desk.box("at").input_value())
    desk.press("Undo")
    desk.expect_link(at=None)


def test_number_boxes_stand_beside_their_sliders(desk: Explorer) -> None:
    """However long the name; and the ring of a focused slider is its handle's."""
    for key, view in (("selfdischarge", "scaling"), ("storage", "cells")):
        desk.open(page=key, view=view, **({"protocol": "blocks"} if view == "cells" else {}))
        for control in (
            desk.page.locator(".compact .number:not(.played)").filter(visible=True).all()
        ):
            box, slider = control.locator(".frame"), control.locator("input[type=range]")
            one, other = box.bounding_box(), slider.bounding_box()
            middles = [place["y"] + place["height"] / 2 for place in (one, other)]
            assert abs(middles[0] - middles[1]) < 4, control.get_attribute("data-name")
    slider = desk.page.locator("input[type=range]").filter(visible=True).first
    slider.press("ArrowRight")
    assert slider.evaluate("(one) => getComputedStyle(one).outlineStyle") == "none"


def test_an_equation_is_copied_as_latex(desk: Explorer) -> None:
    desk.open(page="collision")
    button = desk.page.get_by_role("button", name="Copy as LaTeX, Salvia et al. 2023, Eq. (15)")
    button.click()
    expect(button.locator("..").get_by_role("status")).to_have_text("Copied as LaTeX")
    assert r"\bar E \le" in desk.page.evaluate("() => navigator.clipboard.readText()")


def test_a_formula_goes_on_where_its_root_ends(desk: Explorer) -> None:
    desk.open(page="collision")
    roots = desk.page.locator(".theory msqrt[style]")
    roots.first.wait_for(state="attached")
    rooms = roots.evaluate_all(
        """(all) => all.map((root) => {
          const {fontSize, marginInlineEnd} = getComputedStyle(root)
          const inside = root.lastElementChild.getBoundingClientRect()
          const end = root.getBoundingClientRect().right + parseFloat(marginInlineEnd)
          return (end - inside.right) / parseFloat(fontSize)
        })"""
    )
    assert len(rooms) > 3
    assert max(rooms) < 0.1
