"""Every page there is lives: opened, it draws; a slider dragged, its picture and link follow.

`make versions` runs this with the lowest and the newest packages that pyproject.toml allows.
"""

from __future__ import annotations

from playwright.sync_api import expect

from dashboard import pages
from tests.browser.explorer import Explorer


def first_slider(explorer: Explorer) -> str:
    """The name of the first setting on the screen that has a slider and takes effect."""
    sliders = explorer.page.locator("[data-name]:has(input[type=range]:enabled)")
    return sliders.filter(visible=True).first.get_attribute("data-name") or ""


def test_it_draws_and_follows_a_hand(topic: tuple[str, Explorer]) -> None:
    key, explorer = topic
    main = pages.page(key)().visible()[0]
    explorer.expect_drawn(main)
    explorer.expect_settled()
    before, name = explorer.columns(main), first_slider(explorer)
    explorer.drag(name, 0.7)
    explorer.until("the picture to follow", lambda: explorer.columns(main) != before)
    explorer.until("the link to follow", lambda: name in explorer.link())
    explorer.expect_settled()
    dragged = explorer.columns(main)
    explorer.press("Undo")
    explorer.until("the picture to come back", lambda: explorer.columns(main) == before)
    assert dragged != before


def test_its_story_is_told_by_the_keyboard(topic: tuple[str, Explorer]) -> None:
    key, explorer = topic
    (story,) = pages.page(key).stories
    explorer.press("Story")
    expect(explorer.page.get_by_role("menuitem", name=story.title)).to_be_focused()
    explorer.page.keyboard.press("Enter")
    bar = explorer.page.get_by_role("region", name="Story")
    looked = explorer.page.locator("[data-looked]")
    for place, step in enumerate(story.steps):
        expect(bar).to_contain_text(step.text)
        expect(bar).to_contain_text(f"{place + 1} of {len(story.steps)}")
        expect(looked.first).to_be_visible()
        explorer.page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Next")).to_be_disabled()
    explorer.page.keyboard.press("ArrowLeft")
    expect(bar).to_contain_text(story.steps[-2].text)
    explorer.page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(looked).to_have_count(0)
