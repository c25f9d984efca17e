"""Confined: what a page that may keep or save nothing, or has no origin, still does and says."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.explorer import Explorer
from tests.chromium import Record

DARK = {"viewport": {"width": 1280, "height": 720}, "color_scheme": "dark"}

# What a browser does whose reader blocks the data of sites.
BLOCKED = """
const refuse = () => { throw new DOMException("Access is denied.", "SecurityError") }
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(globalThis, name, {get: refuse})
}
Object.defineProperty(Document.prototype, "cookie", {get: refuse, set: refuse})
"""


def framed(page: Page, base: str, sandbox: str) -> FrameLocator:
    """The page in a sandboxed frame of another one."""
    html = f'<!doctype html><iframe sandbox="{sandbox}" src="{base}/app"></iframe>'
    style = "<style>iframe { width: 1200px; height: 680px }</style>"
    page.route(
        "**/framing", lambda route: route.fulfill(body=html + style, content_type="text/html")
    )
    page.goto(f"{base}/framing")
    return page.frame_locator("iframe")


@pytest.mark.parametrize("context_options", [DARK], ids=["dark"])
def test_without_storage_the_theme_is_the_systems_and_can_be_changed(explorer: Explorer) -> None:
    explorer.page.add_init_script(BLOCKED)
    explorer.open()
    shown = explorer.page.locator("html")
    expect(shown).to_have_attribute("data-theme", "dark")
    dark = explorer.page.evaluate("getComputedStyle(document.body).backgroundColor")
    explorer.until("a dark picture", lambda: darkest(explorer))
    button = explorer.page.get_by_role("button", name="Theme")
    expect(button).to_have_accessible_name("Theme: auto. Change it")
    button.click()
    expect(shown).to_have_attribute("data-theme", "light")
    assert explorer.page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    explorer.drag("theta", 0.4)
    explorer.until("the link to follow", lambda: "theta" in explorer.link())


def darkest(explorer: Explorer) -> bool:
    """Whether the picture is on dark paper."""
    counts = explorer.pixels("charging")
    return bool(counts) and sum(max(counts, key=counts.__getitem__)) < 200


def test_a_frame_that_may_not_save_is_told_so(explorer: Explorer) -> None:
    frame = framed(explorer.page, explorer.base, "allow-scripts allow-same-origin")
    expect(frame.locator("p.sentence")).not_to_be_empty()
    frame.get_by_role("button", name="Export").click()
    frame.get_by_role("menuitem", name="Scenario the settings").click()
    dialog = frame.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_contain_text("open the page in a tab of its own")
    assert '"page": "collision"' in dialog.locator("pre").text_content()
    dialog.get_by_role("button", name="Close").click()
    frame.get_by_role("button", name="Export").click()
    frame.get_by_role("menuitem", name="NetCDF").click()
    expect(frame.locator(".toast")).to_contain_text("open the page in a tab of its own")


def test_a_frame_without_an_origin_is_told_so(
    context_and_record: tuple[BrowserContext, Record], server: str
) -> None:
    context, _ = context_and_record
    frame = framed(context.new_page(), server, "allow-scripts")
    words = frame.locator(".connection-words")
    expect(words).to_contain_text("gives it no origin")
    expect(words.get_by_role("button")).to_be_visible()
