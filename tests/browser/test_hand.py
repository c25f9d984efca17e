"""A hand on the pictures: what it points at is read, markers are taken by mouse, touch and key."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from dashboard import pages
from dashboard.page import Page
from engine import collision as engine
from tests.browser.explorer import PLACE, Explorer
from tests.dashboard.test_pages import PAGES
from tests.dashboard.test_places import states_of

FRAME = """([view, x, y]) => {
  const shown = Bokeh.documents.flatMap((document) => [...document._all_models.values()])
    .filter(({type}) => type === "Figure")
    .find(({name}) => name === view)
  const {canvas_view, frame: {bbox}} = Bokeh.index.find_one(shown)
  const {left, top} = canvas_view.el.getBoundingClientRect()
  return [left + bbox.left + x * bbox.width, top + bbox.top + y * bbox.height]
}"""
# Shares of both axes at which a picture is pointed at.
POINTED = [(x, y) for y in (0.15, 0.7) for x in (0.12, 0.45, 0.9)]
MARKER = "marked collision in the picture"


def reading(explorer: Explorer) -> list[list[str]]:
    """What the box of readings says, line by line; nothing where none is seen."""
    boxes = explorer.page.locator(".reading").filter(visible=True)
    return [box.inner_text().split("\n") for box in boxes.all()]


def point_at(explorer: Explorer, view: str, x: float, y: float) -> list[str]:
    """What is read at these shares of the axes of a view."""
    left, top = explorer.page.evaluate(FRAME, [view, x, y])
    explorer.page.mouse.move(left - 1, top)
    explorer.page.mouse.move(left, top)
    return [line for box in reading(explorer) for line in box if line.strip()]


# Minutes of computing stand behind these; their kind is tried on the other pages.
SLOW = {"map"}


@pytest.mark.parametrize(("key", "page_type"), PAGES, ids=[key for key, _ in PAGES])
def test_every_view_tells_in_its_own_words(
    explorer: Explorer, key: str, page_type: type[Page]
) -> None:
    explorer.open(page=key)
    seen: set[str] = set()
    for settings in states_of(page_type):
        page = page_type(**settings)
        views = [view for view in page.visible() if view not in seen]
        if not views or (key == "collision" and settings["view"] in SLOW):
            continue
        for name, value in settings.items():
            explorer.choose(name, page.state.fields[name].named(value))
        explorer.until(f"{views} to be there", lambda views=views: set(views) <= explorer.views())
        explorer.expect_settled()
        for view in views:
            seen.add(view)
            told = told_of(explorer, view)
            assert told, f"{view} must say something"
            for lines in told:
                assert len(lines) <= 11, "no tower"
                for line in lines:
                    assert re.search(r"[^\W\d_]", line), f"no number alone: {line}"
                    assert not re.search(r"undefined|NaN|null|object|(^|[ =])-\d", line), line
    assert seen


def told_of(explorer: Explorer, view: str) -> list[list[str]]:
    """What a view says over a grid of places, and at the first of its points."""
    told = [point_at(explorer, view, x, y) for x, y in POINTED]
    for layer in explorer.columns(view)[view].values():
        if {"x", "y", "text"} <= layer.keys() and len(layer["x"]) and "image" not in layer:
            left, top = explorer.page.evaluate(PLACE, [view, layer["x"][0], layer["y"][0]])
            explorer.page.mouse.move(left, top)
            told.append([line for box in reading(explorer) for line in box if line.strip()])
    return [lines for lines in told if lines]


def grip(explorer: Explorer, name: str = MARKER) -> Locator:
    return explorer.page.get_by_role("slider", name=name)


def test_the_marker_is_taken_by_mouse_and_by_key(explorer: Explorer) -> None:
    explorer.open()
    explorer.expect_settled()
    explorer.until(
        "the picture to be read",
        lambda: any("energy" in line for line in point_at(explorer, "charging", 0.3, 0.3)),
    )
    mark = grip(explorer)
    expect(mark).to_have_attribute("aria-valuetext", "k = 600")
    box, mouse = mark.bounding_box(), explorer.page.mouse
    left, top = explorer.page.evaluate(FRAME, ["charging", 0.25, 0.5])
    mouse.move(box["x"] + box["width"] / 2, top)
    mouse.down()
    mouse.move(left, top, steps=8)
    held = mark.bounding_box()
    assert held["x"] + held["width"] / 2 == pytest.approx(left, abs=1.5), "it follows at once"
    assert reading(explorer) == [], "what is read is out of the way while one drags"
    wanted = 0.25 * 955
    explorer.until(
        "numbers to follow the hand",
        lambda: abs(int(explorer.number("collision").inner_text().split()[0]) - wanted) < 5,
    )
    mouse.up()
    explorer.until("the link to hold k", lambda: "at" in explorer.link())
    at = int(explorer.link()["at"][0])
    assert at == pytest.approx(wanted, abs=4)
    energy = f"{float(engine.Collision().run().energy[at]):.6g}"
    expect(explorer.number("energy")).to_have_text(energy)
    expect(mark).to_be_focused()
    explorer.expect_settled()
    line = explorer.column("charging", "marker", "x")[0]
    x, _ = explorer.page.evaluate(PLACE, ["charging", line, 0.0])
    box = mark.bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(x, abs=1.5)

    for key, step in {"ArrowRight": 1, "ArrowUp": 1, "ArrowLeft": -1, "PageDown": -10}.items():
        at += step
        explorer.page.keyboard.press(key)
        explorer.expect_link(at=str(at))
    for _ in range(5):
        explorer.page.keyboard.press("ArrowRight")
    explorer.expect_link(at=str(at + 5))
    explorer.page.keyboard.press("End")
    explorer.expect_link(at="955")
    expect(mark).to_have_attribute("aria-valuenow", "955")

    explorer.click_on("charging", 12.0, 200.0)
    explorer.expect_link(at="382")
    explorer.press("Undo (Ctrl+Z)")
    explorer.expect_link(at="955")


@pytest.mark.parametrize(
    "context_options", [{"viewport": {"width": 390, "height": 844}, "has_touch": True}]
)
def test_the_marker_is_taken_by_a_finger_and_scrolling_sets_nothing(explorer: Explorer) -> None:
    explorer.open()
    explorer.expect_settled()
    mark = grip(explorer)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = explorer.page.context.new_cdp_session(explorer.page)

    def swipe(by_x: float, by_y: float) -> None:
        points = [{"x": x + by_x * share, "y": y + by_y * share} for share in (0, 0.1, 0.4, 0.7, 1)]
        for place, one in enumerate(points):
            kind = "touchMove" if place else "touchStart"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [one]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(0, -150)
    explorer.page.wait_for_timeout(400)
    assert "at" not in explorer.link()
    explorer.page.evaluate("scrollTo(0, 0)")
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    swipe(-60, 0)
    explorer.until("the link to hold k", lambda: "at" in explorer.link())
    assert int(explorer.link()["at"][0]) < 550


def test_a_picture_that_waits_says_so(explorer: Explorer) -> None:
    explorer.open(view="map", map_plane="q_c", q="0.43", theta="0.0013π", levels="700")
    words = explorer.page.locator(".waiting").filter(visible=True)
    expect(words).to_contain_text("Computing the picture")
    assert explorer.page.locator(".grip").filter(visible=True).count() == 1


def test_a_view_of_another_page_has_its_marker_too(explorer: Explorer) -> None:
    explorer.open(page="storage", view="time")
    mark = grip(explorer, "storage time in the picture")
    mark.focus()
    explorer.page.keyboard.press("ArrowRight")
    explorer.expect_link(time="50.4", numbers="device")
    assert pages.Storage().state.fields["time"].default == 50.0
