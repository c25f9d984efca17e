"""Every page on a phone, with letters twice as large, and in the system's own colours.

Each page is opened once and looked at in each of these ways in turn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from dashboard import pages
from tests.browser.explorer import TREES, Explorer
from tests.chromium import watched_context

DESK, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}

ALL = f"""
{TREES}
const all = (selector) => trees().flatMap((tree) => [...tree.querySelectorAll(selector)])
  .filter((one) => one.checkVisibility())
"""
# The edges of the first element that matches, wherever it stands: left, top, right, bottom.
EDGES = f"""(selector) => {{
  {ALL}
  const {{left, top, right, bottom}} = all(selector)[0].getBoundingClientRect()
  return [left, top, right, bottom]
}}"""
# The edges of all of them.
EVERY_EDGE = f"""(selector) => {{
  {ALL}
  return all(selector).map((one) => one.getBoundingClientRect())
    .map(({{left, top, right, bottom}}) => [left, top, right, bottom])
}}"""
# Words that stand over other words, or beyond the window, in all that is no picture.
CROWDED = f"""() => {{
  {ALL}
  const texts = []
  const range = document.createRange()
  for (const tree of trees()) {{
    if (tree.host?.closest?.(".main, .words, .bk-Figure, .bk-Legend")) continue
    const walker = document.createTreeWalker(tree, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
      const parent = node.parentElement
      if (!node.data.trim() || !parent?.checkVisibility({{visibilityProperty: true}})) continue
      if (parent.closest("style, script, option, math, sub, textarea, .hearable, .skip, [popover]")
        || (tree.host && tree.host.closest("[popover]"))) continue
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) {{
        if (box.width > 2 && box.height > 2) texts.push({{words: node.data.trim(), node, box}})
      }}
    }}
  }}
  const found = []
  for (const [place, {{words, node, box}}] of texts.entries()) {{
    if (box.right > innerWidth + 1) found.push(`“${{words}}” ends beyond the window`)
    for (const other of texts.slice(place + 1)) {{
      if (other.node === node) continue
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
      if (across > 2 && down > 0.4 * Math.min(box.height, other.box.height)) {{
        found.push(`“${{words}}” and “${{other.words}}”`)
      }}
    }}
  }}
  for (const box of all(".box, .button, .segments span, .badge")) {{
    if (box.closest("[popover]") || !(box.value ?? box.textContent)) continue
    if (box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2) {{
      found.push(`“${{box.value ?? box.textContent}}” is cut off`)
    }}
  }}
  return found
}}"""


@pytest.fixture(scope="module", params=pages.folders())
def met(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Explorer]:
    """A page, opened once for all that is looked at."""
    context, record = watched_context(browser, viewport=DESK)
    explorer = Explorer(context.new_page(), server).open(page=request.param)
    explorer.expect_settled()
    yield explorer
    assert record.faults() == []
    context.close()


def edges(explorer: Explorer, selector: str) -> list[float]:
    return explorer.page.evaluate(EDGES, selector)


def test_on_a_phone_the_picture_comes_early_and_stays_with_what_is_told(met: Explorer) -> None:
    page = met.page
    page.set_viewport_size(PHONE)
    met.until("the picture to come early", lambda: 100 < edges(met, ".main")[1] < 250)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    words = page.locator(".tools .word")
    for word in words.all():
        box = word.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"], word.inner_text()
    # While the settings pass below, the sentence and the picture stay, one above the other.
    page.evaluate("scrollTo(0, 450)")
    met.until("what is told to stay", lambda: -1 <= edges(met, ".sentence")[1] < 100)
    told, main = edges(met, ".status"), edges(met, ".main")
    assert told[3] <= main[1] + 1 and main[3] < 0.5 * PHONE["height"]
    page.evaluate("scrollTo(0, 0)")


def test_every_page_is_in_a_menu(met: Explorer) -> None:
    """By a finger, by keys, and to a screen reader; however many there are, in one row."""
    page, keys = met.page, met.page.keyboard
    page.set_viewport_size(PHONE)
    button = page.get_by_role("navigation", name="Pages").get_by_role("button", name="Pages")
    title, pages_button = edges(met, "h1"), button.bounding_box()
    assert pages_button["y"] < title[3] and pages_button["y"] + pages_button["height"] > title[1]
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    menu = pages.menu()
    assert links.all_inner_texts() == [title for _, title, _ in menu]
    here = links.filter(has_text=page.locator("h1").inner_text())
    expect(here).to_be_focused()
    expect(here).to_have_attribute("aria-current", "page")
    keys.press("Home")
    expect(links.first).to_be_focused()
    keys.press("ArrowUp")
    expect(links.last).to_be_focused()
    assert [link.get_attribute("href") for link in links.all()] == [
        f"?page={key}" for key, _, _ in menu
    ]
    left, _, right, bottom = edges(met, ".pages")
    assert left >= 0 and right <= PHONE["width"] and bottom <= PHONE["height"]
    keys.press("Escape")
    expect(button).to_be_focused()
    expect(links.first).to_be_hidden()


def test_letters_twice_as_large_have_room(met: Explorer) -> None:
    met.page.set_viewport_size(DESK)
    met.page.evaluate("document.documentElement.style.fontSize = '200%'")
    found: list[str] = []

    def roomy() -> bool:
        found[:] = met.page.evaluate(CROWDED)
        return not found

    try:
        met.until("all words to have room", roomy)
    except AssertionError:
        raise AssertionError("\n".join(found)) from None
    finally:
        met.page.evaluate("document.documentElement.style.fontSize = ''")


def test_in_the_systems_colours_all_that_is_taken_hold_of_is_seen(met: Explorer) -> None:
    """Tracks and knobs of sliders, what is chosen, switches, tools, markers."""
    page = met.page
    page.set_viewport_size(DESK)
    page.evaluate("scrollTo(0, 0)")
    page.emulate_media(forced_colors="active")
    try:
        image = Image.open(io.BytesIO(page.screenshot())).convert("L")
        picture = np.asarray(image, dtype=float)
        for selector, share in (
            ("input[type=range]", 0.97),
            ("[role=switch]", 0.5),
            (".bk-tool-icon", 0.3),
            (".knob", 0.5),
            ("select", 0.9),
            (".box", 0.9),
        ):
            for left, top, right, bottom in np.round(page.evaluate(EVERY_EDGE, selector)).astype(
                int
            ):
                if top < 0 or bottom > DESK["height"] or right > DESK["width"]:
                    continue
                part = picture[top:bottom, left:right]
                ink = np.abs(part - np.median(picture)) > 90
                assert ink.any(axis=0).mean() >= share, (selector, left, top)
        for group in page.locator(".segments").filter(visible=True).all():
            grounds: dict[bool, set[str]] = {True: set(), False: set()}
            for label in group.locator("label").all():
                is_chosen = label.locator("input").is_checked()
                grounds[is_chosen].add(label.locator("span").evaluate(GROUND))
            assert len(grounds[True]) == 1 and not grounds[True] & grounds[False]
    finally:
        page.emulate_media(forced_colors="none")


GROUND = "(element) => getComputedStyle(element).backgroundColor"
