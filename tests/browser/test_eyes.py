"""Eyes: what there is for those who see a page poorly, in the system's colours, or not at all.

axe looks at every page, light and dark, with each of its texts and menus open, and finds nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard import pages
from tests.browser.explorer import Explorer

AXE = Path(sys.prefix) / "javascript" / "node_modules" / "axe-core" / "axe.min.js"
BARRIERS = Path(__file__).parent / "barriers.js"
PAGES = pages.folders()

# The policy of the server keeps a test's script out as well.
WATCHED = {"viewport": {"width": 1280, "height": 720}, "bypass_csp": True}


def barriers(page: Page) -> list[str]:
    """What axe finds, and what it leaves open."""
    return page.evaluate("barriers()")


def look(page: Page) -> None:
    """Let axe look at this page."""
    for script in (AXE, BARRIERS):
        page.evaluate(script.read_text("utf-8"))


@pytest.mark.parametrize("context_options", [WATCHED], ids=["watched"])
@pytest.mark.parametrize("key", PAGES)
def test_axe_finds_nothing(explorer: Explorer, key: str) -> None:
    explorer.open(page=key)
    explorer.expect_settled()
    page = explorer.page
    look(page)
    theme = page.get_by_role("button", name="Theme")
    found = {"Theory": barriers(page)}
    for label in ("Story", "Presets", "Export"):
        page.get_by_role("button", name=label, exact=True).click()
        page.wait_for_function("document.activeElement !== document.body")
        found[label] = barriers(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Show as table").first.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    found["table"] = barriers(page)
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Theory").press("ArrowRight")
    expect(page.get_by_role("tab", name="Claims", selected=True)).to_be_visible()
    expect(page.locator("ul .place").first).to_be_visible()
    found["Claims"] = barriers(page)
    while page.evaluate("pageTheme.shown") != "dark":
        theme.click()
    explorer.expect_theme("dark")
    explorer.expect_settled()
    found["Claims, dark"] = barriers(page)
    page.get_by_role("tab", name="Theory").click()
    expect(page.locator(".theory").first).to_be_visible()
    found["Theory, dark"] = barriers(page)
    lines = [f"{where}: {fault}" for where, faults in found.items() for fault in faults]
    assert "\n".join(lines) == ""


@pytest.mark.parametrize("context_options", [WATCHED], ids=["watched"])
def test_what_looks_sees_planted_faults(explorer: Explorer) -> None:
    explorer.open()
    page = explorer.page
    look(page)
    page.locator(".theory p").first.evaluate("(one) => { one.style.color = '#ccc' }")
    page.get_by_role("button", name="Export").evaluate("(one) => one.removeAttribute('aria-label')")
    page.locator(".theory h2").first.evaluate("(one) => one.outerHTML = '<h4>Late</h4>'")
    page.get_by_role("button", name="Undo").evaluate(
        "(one) => { for (const name of ['aria-label', 'title']) one.removeAttribute(name);"
        " one.disabled = false }"
    )
    found = "\n".join(barriers(page))
    for fault in ("below 4.5", "heading-order", "button-name"):
        assert fault in found
