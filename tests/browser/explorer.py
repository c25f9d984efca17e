"""The dashboard as a person at the browser meets it: what to look at and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import numpy as np
from playwright.sync_api import Download, Locator, Page, expect

from dashboard.picture.palette import THEMES, ThemeName
from dashboard.presets import Preset
from dashboard.topic import Topic

Columns = dict[str, dict[str, list[Any]]]

# Slow machines share their cores with the server and the browser of these tests.
PATIENCE = 30_000

# The document and every shadow root in it.
TREES = """
const trees = (tree = document, found = []) => {
  found.push(tree)
  for (const one of tree.querySelectorAll("*")) if (one.shadowRoot) trees(one.shadowRoot, found)
  return found
}
"""

FIGURES = """
const figures = () => Object.fromEntries(Bokeh.documents
  .flatMap((document) => [...document._all_models.values()])
  .filter((model) => model.type === "Figure")
  .map((figure) => [figure.name, figure]))
"""

# What the live sources of each figure hold: view → layer → column → plain values.
COLUMNS = f"""(views) => {{
  {FIGURES}
  const plain = (value) => ArrayBuffer.isView(value) || Array.isArray(value)
    ? Array.from(value, plain) : value
  const read = ({{renderers}}) => Object.fromEntries(renderers
    .filter(({{tags}}) => tags.length)
    .map(({{tags, data_source}}) => [tags[0], Object.fromEntries(
      Object.entries(data_source.data).map(([column, values]) => [column, plain(values)]))]))
  return Object.fromEntries(Object.entries(figures())
    .filter(([view]) => views.includes(view)).map(([view, figure]) => [view, read(figure)]))
}}"""

# What the canvas of a figure shows inside its axes: [colour as 0xbbggrr, how many pixels].
PIXELS = f"""(view) => {{
  {FIGURES}
  const figure = figures()[view]
  const shown = figure && Bokeh.index.find_one(figure)
  const canvas = shown?.canvas_view.primary.canvas
  if (!canvas?.width) return []
  const ratio = canvas.width / shown.canvas_view.el.clientWidth
  const {{x, y, width, height}} = shown.frame.bbox.box
  const box = [x, y, width, height].map((length) => Math.round(length * ratio))
  const {{data}} = canvas.getContext("2d").getImageData(...box)
  const counts = new Map()
  for (const pixel of new Uint32Array(data.buffer)) {{
    const colour = pixel & 0xffffff
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }}
  return [...counts]
}}"""

# The colour in which a figure draws one of its layers, as "#rrggbb".
COLOUR = f"""([view, layer]) => {{
  {FIGURES}
  const {{glyph}} = figures()[view].renderers.find(({{tags}}) => tags[0] === layer)
  return (glyph.line_color?.value ?? glyph.fill_color?.value)
}}"""

# The views on the screen: their keys.
VIEWS = f"""() => {{
  {FIGURES}
  return Object.entries(figures())
    .filter(([, figure]) => Bokeh.index.find_one(figure)?.el.checkVisibility())
    .map(([view]) => view)
}}"""

# Whether no legend is written in this colour any more: it is the last of a picture to be painted.
UNWRITTEN = """async (ink) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const legends = Bokeh.documents.flatMap((document) => [...document._all_models.values()])
    .filter(({type}) => type === "Legend")
  await frame()
  await frame()
  return legends.every(({label_text_color}) => label_text_color !== ink)
}"""

# Ends of a figure's axis.
ENDS = f"""([view, along]) => {{
  {FIGURES}
  const {{start, end}} = figures()[view][`${{along}}_range`]
  return [start, end]
}}"""

# How opaque a figure is, with all that it stands in.
OPACITY = f"""(view) => {{
  {FIGURES}
  let opacity = 1
  for (let at = Bokeh.index.find_one(figures()[view]).el; at; at = at.parentElement
    ?? at.getRootNode().host) opacity *= Number(getComputedStyle(at).opacity)
  return opacity
}}"""

# The elements of a figure: its legend's entries and its tools live in shadow roots of their own.
ELEMENT = f"""(view) => {{
  {FIGURES}
  return Bokeh.index.find_one(figures()[view]).el
}}"""

# Where a point of a figure's axes is on the screen.
PLACE = f"""([view, x, y]) => {{
  {FIGURES}
  const shown = Bokeh.index.find_one(figures()[view])
  const {{left, top}} = shown.canvas_view.el.getBoundingClientRect()
  const {{x_scale, y_scale}} = shown.frame
  return [left + x_scale.compute(x), top + y_scale.compute(y)]
}}"""


class Explorer:
    """One page of the dashboard in a tab of the browser."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        page.set_default_timeout(PATIENCE)

    def open(self, query: str = "", **settings: str) -> Explorer:
        """Open a link, ready query string or settings as text, and wait for the first picture."""
        query = query or urlencode(settings)
        self.page.goto(f"{self.base}/app?{query}" if query else f"{self.base}/app")
        self.wait_until_drawn()
        return self

    def wait_until_drawn(self) -> None:
        """Until the first results are on the screen."""
        expect(self.sentence).not_to_be_empty(timeout=PATIENCE)

    # -- what there is to see ------------------------------------------------------------------

    @property
    def sentence(self) -> Locator:
        """The read-out in words."""
        return self.page.locator("p.sentence")

    @property
    def messages(self) -> Locator:
        """The messages, one a line."""
        return self.page.locator("ul.messages li")

    @property
    def running(self) -> Locator:
        """The progress of a long computation, with its button."""
        return self.page.locator("div.running")

    @property
    def toast(self) -> Locator:
        """What is said in passing."""
        return self.page.locator(".toast")

    @property
    def pins(self) -> Locator:
        """The pinned curves in the bar."""
        return self.page.get_by_role("list", name="Pinned curves").get_by_role("listitem")

    def number(self, label: str) -> Locator:
        """A number of the read-out by what it is."""
        term = self.page.get_by_text(label, exact=True)
        return self.page.locator("dl > div").filter(has=term).locator(".value")

    def control(self, name: str) -> Locator:
        """A setting's control by the name of its field."""
        return self.page.locator(f'[data-name="{name}"]').filter(visible=True)

    def slider(self, name: str) -> Locator:
        return self.control(name).locator("input[type=range]")

    def box(self, name: str) -> Locator:
        return self.control(name).locator("input.box, textarea")

    def refusal(self, name: str) -> Locator:
        """The sentence under a control that was given something it refuses."""
        return self.control(name).locator(".refusal")

    def link(self) -> dict[str, list[str]]:
        """The settings that the address holds, as text."""
        settings = parse_qs(urlsplit(self.page.url).query, keep_blank_values=True)
        settings.pop("page", None)
        return settings

    def columns(self, *views: str) -> dict[str, Columns]:
        """What the live sources of these views hold: view → layer → column → values."""
        return self.page.evaluate(COLUMNS, list(views))

    def column(self, view: str, layer: str, column: str) -> np.ndarray:
        """One column of one layer."""
        return np.array(self.columns(view)[view][layer][column], dtype=float)

    def pixels(self, view: str) -> dict[tuple[int, int, int], int]:
        """How many pixels of each colour the canvas of a view has within its axes."""
        return {
            (colour & 0xFF, colour >> 8 & 0xFF, colour >> 16): count
            for colour, count in self.page.evaluate(PIXELS, view)
        }

    def ink(self, view: str, layer: str) -> int:
        """How many pixels of a view are nearly of the colour in which a layer is drawn."""
        colour = self.page.evaluate(COLOUR, [view, layer])
        wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
        near = {
            shade: count
            for shade, count in self.pixels(view).items()
            if np.abs(np.array(shade) - wanted).max() < 40
        }
        return sum(near.values())

    def has_drawn(self, view: str) -> bool:
        """Whether the canvas of a view shows more than paper and grid, which are nearly grey."""
        shades = self.pixels(view).items()
        return sum(count for shade, count in shades if max(shade) - min(shade) > 40) > 100

    def views(self) -> set[str]:
        """The keys of the views on the screen."""
        return set(self.page.evaluate(VIEWS))

    def axis_ends(self, view: str, along: str = "x") -> list[float]:
        """Where an axis of a view starts and ends."""
        return self.page.evaluate(ENDS, [view, along])

    def opacity(self, view: str) -> float:
        """How opaque a view is: less than one while it is out of date."""
        return self.page.evaluate(OPACITY, view)

    def figure(self, view: str) -> Locator:
        """The element of a view's figure."""
        mark = self.page.evaluate_handle(ELEMENT, view)
        mark.evaluate("(element, view) => element.setAttribute('data-view', view)", view)
        return self.page.locator(f'[data-view="{view}"]')

    def tool(self, view: str, name: str) -> Locator:
        """A button of a view's toolbar."""
        return self.figure(view).get_by_title(name)

    # -- what there is to do -------------------------------------------------------------------

    def type(self, name: str, text: str) -> None:
        """Write into a setting's box and press Enter."""
        self.unfold(name)
        self.box(name).fill(text)
        self.box(name).press("Enter")

    def drag(self, name: str, to: float, steps: int = 12) -> None:
        """Drag a slider's handle to a share of its length."""
        self.unfold(name)
        slider = self.slider(name)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        last = float(slider.get_attribute("max"))
        start = float(slider.input_value()) / last
        mouse, y, room = self.page.mouse, box["y"] + box["height"] / 2, box["width"] - 16
        mouse.move(box["x"] + 8 + start * room, y)
        mouse.down()
        mouse.move(box["x"] + 8 + to * room, y, steps=steps)
        mouse.up()

    def choose(self, name: str, label: str) -> None:
        """Choose one of a setting's named values."""
        self.unfold(name)
        control = self.control(name)
        if control.locator("select").count():
            control.locator("select").select_option(label=label)
        else:
            control.locator("label", has=self.page.get_by_role("radio", name=label)).click()

    def unfold(self, name: str) -> None:
        """Open the group in which a control stands."""
        details = self.page.locator("details", has=self.page.locator(f'[data-name="{name}"]'))
        if details.count() and details.get_attribute("open") is None:
            details.locator("summary").click()

    def press(self, label: str) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=label).click()

    def go_to(self, title: str) -> None:
        """Take the link to another page."""
        self.press("Pages")
        self.page.get_by_role("link", name=title, exact=True).click()

    def reset(self) -> None:
        """Set every setting to its default."""
        if self.link():
            self.press("Reset every setting")
            self.until("an empty link", lambda: not self.link())
        self.expect_settled()

    def take(self, entry: str) -> None:
        """Choose an entry of the export menu."""
        self.press("Export")
        self.page.get_by_role("menuitem", name=re.compile(f"^{re.escape(entry)}")).click()

    def download(self, entry: str) -> Download:
        """What an entry of the export menu saves."""
        with self.page.expect_download() as taken:
            self.take(entry)
        return taken.value

    def upload(self, file: Path) -> None:
        """Open a file of settings, or of whatever else the page reads."""
        with self.page.expect_file_chooser() as chooser:
            self.take("Open a scenario…")
        chooser.value.set_files(file)

    def preset(self, title: str) -> None:
        """Choose a preset by its title."""
        self.press("Presets")
        self.page.get_by_role("combobox", name="Search the presets").fill(title)
        self.page.get_by_role("option").filter(visible=True).filter(has_text=title).first.click()

    def take_preset(self, preset: Preset, page_type: type[Topic]) -> None:
        """Choose a preset, and wait until the page shows the view that it sets."""
        self.preset(preset.title)
        (view,) = [
            part.fields()["view"] for part in page_type.part_types if "view" in part.fields()
        ]
        wanted = preset.settings.get("view", view.default)
        self.expect_link(view=None if wanted == view.default else wanted)

    def click_on(self, view: str, x: float, y: float) -> None:
        """Click on a point of a view's axes."""
        self.figure(view).scroll_into_view_if_needed()
        self.page.mouse.click(*self.page.evaluate(PLACE, [view, x, y]))

    def drag_over(self, view: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw the pointer from one point of a view's axes to another."""
        self.figure(view).scroll_into_view_if_needed()
        self.page.mouse.move(*self.page.evaluate(PLACE, [view, *start]))
        self.page.mouse.down()
        self.page.mouse.move(*self.page.evaluate(PLACE, [view, *end]), steps=5)
        self.page.mouse.up()

    def click_legend(self, view: str, label: str) -> None:
        """Click on an entry of a view's legend."""
        self.figure(view).get_by_text(label, exact=True).click()

    # -- what to wait for ----------------------------------------------------------------------

    def until(self, what: str, holds: Any) -> None:
        """Ask again and again until it holds, and fail by this name when it does not."""
        until(self.page, what, holds)

    def expect_link(self, **settings: str | None) -> None:
        """Until the address holds these settings; None where a setting is at its default."""
        wanted = {name: text and [text] for name, text in settings.items()}
        self.until(
            f"the link to hold {settings}, not {self.link()}",
            lambda: {name: self.link().get(name) for name in wanted} == wanted,
        )

    def expect_settled(self) -> None:
        """Until nothing is computed any more and no view is out of date."""
        self.until(
            "the page to settle",
            lambda: (
                not self.running.is_visible()
                and all(self.opacity(view) == 1 for view in self.views())
            ),
        )

    def expect_theme(self, theme: ThemeName) -> None:
        """Until no picture is painted in the colours of the other theme."""
        ink = THEMES["light" if theme == "dark" else "dark"].ink
        self.until(f"{theme} pictures", lambda: self.page.evaluate(UNWRITTEN, ink))

    def expect_drawn(self, *views: str) -> None:
        """Until each of these views shows something."""
        for view in views:
            self.until(f"the {view} to be drawn", lambda view=view: self.has_drawn(view))


def until(page: Page, what: str, holds: Any, seconds: float = PATIENCE / 1000) -> None:
    """Ask again and again until it holds, and fail by this name when it does not."""
    for _ in range(int(seconds / 0.1)):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"Waited in vain for {what}.")


def expect_same_as_fresh(explorer: Explorer, *views: str) -> None:
    """The picture must be that of a fresh page at the same link, column by column."""
    fresh = Explorer(explorer.page.context.new_page(), explorer.base)
    fresh.page.goto(explorer.page.url)
    fresh.wait_until_drawn()
    found: list[str] = []

    def equal() -> bool:
        found[:] = [difference(explorer.columns(*views), fresh.columns(*views))]
        return found == [""]

    explorer.until(f"the picture to equal a fresh page's; it differs in {found}", equal)
    fresh.page.close()


def difference(one: Mapping[str, Columns], other: Mapping[str, Columns]) -> str:
    """Where two pictures differ first, or nothing."""
    if one.keys() != other.keys():
        return f"views {sorted(one)} and {sorted(other)}"
    for view, layers in one.items():
        for layer, columns in layers.items():
            for name, values in columns.items():
                if not same(values, other[view][layer][name]):
                    return f"{view}, {layer}, {name}"
    return ""


def same(one: Iterable[Any], other: Iterable[Any]) -> bool:
    """Whether two columns are equal, number by number; two that are none are alike."""
    return repr(one) == repr(other)
