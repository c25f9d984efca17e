"""Hands: what a finger and a key do on a page, and what they must not do."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from dashboard import pages
from tests.browser.explorer import TREES, Explorer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PAGES = pages.folders()

# The shown values of every control, by name; and what the pictures hold.
SHOWN = f"""() => {{
  {TREES}
  const inputs = trees().flatMap((tree) => [...tree.querySelectorAll("[data-name] input")])
  return inputs.map((one) => [one.id || one.value, one.type === "radio" ? one.checked : one.value])
}}"""


class Finger:
    """A finger on a screen, as the browser's engine is told of it."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.page = page

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    def swipe(self, start: tuple[float, float], by: tuple[float, float], steps: int = 8) -> None:
        """Touch, move, and let go."""
        (x, y), (along, across) = start, by
        self.send("touchStart", start)
        for step in range(1, steps + 1):
            self.send("touchMove", (x + along * step / steps, y + across * step / steps))
        self.send("touchEnd")
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")


# What is thrown goes on by itself for a while: until the element stands for three frames in a row.
STAND = """async (element) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  for (let still = 0, last = NaN; still < 3;) {
    element.scrollIntoView({block: "center", behavior: "instant"})
    await frame()
    const {top} = element.getBoundingClientRect()
    still = top === last ? still + 1 : 0
    last = top
  }
}"""


def middle(element: Locator, share: float = 0.5) -> tuple[float, float]:
    """A point of an element that stands in the middle of the screen."""
    element.evaluate(STAND)
    box = element.bounding_box()
    return box["x"] + share * box["width"], box["y"] + box["height"] / 2


@pytest.mark.parametrize("context_options", [PHONE], ids=["phone"])
@pytest.mark.parametrize("key", PAGES)
def test_a_finger_that_scrolls_sets_nothing(explorer: Explorer, key: str) -> None:
    explorer.open(page=key)
    explorer.expect_settled()
    page, finger = explorer.page, Finger(explorer.page)
    page.locator("details:not([open])").evaluate_all(
        "(all) => all.map((one) => { one.open = true })"
    )
    sliders = page.locator("[data-name] input[type=range]").filter(visible=True).all()
    others = page.locator(".segments, select, input[role=switch]").filter(visible=True).all()
    pictures = [explorer.figure(view) for view in sorted(explorer.views())]
    assert len(sliders) > 2
    before, link = page.evaluate(SHOWN), explorer.link()
    scrolled = 0
    for element in [*sliders, *others, *pictures]:
        for share in (0.2, 0.7):
            start = middle(element, share)
            top = page.evaluate("scrollY")
            # A finger is never quite straight; near an end of the page there is nowhere to go.
            finger.swipe(start, (5, -130 if top < 300 else 130))
            scrolled += page.evaluate("scrollY") != top
            assert page.evaluate(SHOWN) == before, element
    # What a finger only touches and lets go of is not set either.
    for slider in sliders:
        finger.swipe(middle(slider, 0.8), (0, 0), steps=1)
    assert page.evaluate(SHOWN) == before
    assert explorer.link() == link
    assert scrolled > len(sliders)


@pytest.mark.parametrize("context_options", [PHONE], ids=["phone"])
def test_a_finger_slides_sideways(explorer: Explorer) -> None:
    explorer.open()
    finger, slider = Finger(explorer.page), explorer.slider("theta")
    x, y = middle(slider, 0.2)
    width = slider.bounding_box()["width"]
    finger.swipe((x, y), (0.4 * width, 3))
    last = float(slider.get_attribute("max"))
    assert float(slider.input_value()) / last == pytest.approx(0.62, abs=0.03)
    explorer.until("the link to follow", lambda: "theta" in explorer.link())
    # Once it slides, it slides on, wherever the finger strays; one undo takes all of it back.
    explorer.press("Undo")
    explorer.expect_link(theta=None)


def focus(page: Page) -> str:
    """What has the focus: the name of the button, the role of another, or the body."""
    return page.evaluate(
        """() => {
          let one = document.activeElement
          while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
          return one.getAttribute("aria-label") ?? one.id ?? one.tagName
        }"""
    )


def test_the_focus_stays_where_the_hand_is(explorer: Explorer) -> None:
    explorer.open()
    page, keys = explorer.page, explorer.page.keyboard
    for label in ("Story", "Presets", "Export"):
        button = page.get_by_role("button", name=label)
        panel = page.locator(".panel:popover-open")
        for way in ("mouse", "key"):
            page.evaluate("document.activeElement?.blur()")
            if way == "mouse":
                button.click()
            else:
                button.press("Enter")
            expect(panel).to_have_count(1)
            page.wait_for_function("document.activeElement !== document.body")
            keys.press("Escape")
            expect(panel).to_have_count(0)
            expect(button).to_be_focused()
            button.press("Enter")
            expect(panel).to_have_count(1)
            expect(button).not_to_be_focused()
            keys.press("Tab")
            expect(panel).to_have_count(0)
            expect(button).not_to_be_focused()
            assert focus(page) not in ("", "BODY"), label
    explorer.press("Export")
    explorer.page.get_by_role("menuitem", name="Copy as Python").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("button", name="Export")).to_be_focused()
    page.get_by_role("tab", name="Theory").press("ArrowRight")
    expect(page.get_by_role("tab", name="Claims", selected=True)).to_be_focused()


def test_the_focus_goes_on_from_what_goes_away(explorer: Explorer) -> None:
    explorer.open()
    page, keys = explorer.page, explorer.page.keyboard
    # A preset takes the focus back to its button, its message to what the page says.
    explorer.press("Presets")
    page.get_by_role("combobox", name="Search the presets").press("Enter")
    expect(page.get_by_role("button", name="Presets")).to_be_focused()
    explorer.messages.get_by_role("button", name="Dismiss").press("Enter")
    expect(explorer.messages).to_have_count(0)
    expect(page.locator(".sheet")).to_be_focused()
    # A control that is reset keeps it, and history hands it over to what still has an effect.
    explorer.type("theta", "0.03π")
    explorer.expect_link(theta="0.03π")
    explorer.control("theta").get_by_role("button", name="Reset").press("Enter")
    explorer.expect_link(theta=None)
    assert focus(page) == "c-theta"
    undo = page.get_by_role("button", name="Undo")
    for _ in range(9):
        if undo.is_disabled():
            break
        undo.press("Enter")
        page.wait_for_timeout(300)
    expect(undo).to_be_disabled()
    expect(page.get_by_role("button", name="Redo")).to_be_focused()
    # So do pins, one after the other.
    pin = page.get_by_role("button", name="Pin the present")
    for place in (1, 2):
        pin.press("Enter")
        expect(explorer.pins).to_have_count(place)
        explorer.type("theta", f"0.0{place}1π")
    explorer.pins.first.get_by_role("button").press("Enter")
    expect(explorer.pins).to_have_count(1)
    expect(explorer.pins.first.get_by_role("button")).to_be_focused()
    keys.press("Enter")
    expect(explorer.pins).to_have_count(0)
    expect(pin).to_be_focused()
    # A story gives it back to the button that began it.
    explorer.press("Story")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    keys.press("Enter")
    bar = page.get_by_role("region", name="Story")
    expect(bar).to_be_visible()
    keys.press("Escape")
    expect(bar).to_be_hidden()
    expect(page.get_by_role("button", name="Story")).to_be_focused()
