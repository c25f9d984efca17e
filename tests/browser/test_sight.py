"""Sight: a picture nobody sees is not painted while a hand moves, and right once it is seen."""

from __future__ import annotations

import pytest

from tests.browser.explorer import Explorer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

# What waits until the hand rests waits until it is let go.
HOLD = """
const later = setTimeout
window.held = []
window.setTimeout = (work, ms, ...rest) =>
  ms === 400 ? (held.push(work), 0) : later(work, ms, ...rest)
"""

# Counts the paints of each figure, and keeps what its layers held at the last one.
WATCH = """() => {
  const {PlotView: {prototype}} = Bokeh.require("models/plots/plot_canvas")
  const paint = prototype._actual_paint
  window.painted = {}
  prototype._actual_paint = function (...args) {
    paint.apply(this, args)
    const {name, renderers} = this.model
    const own = painted[name] ??= {count: 0, columns: {}}
    own.count += 1
    for (const {tags: [layer], data_source: {data}} of renderers) {
      if (layer) own.columns[layer] = Array.from(data.x ?? [])
    }
  }
}"""

# A frame in which the browser has told who watches what is in sight.
LOOKED = """(element) => new Promise((done) => {
  new IntersectionObserver(([entry], watch) => {
    watch.disconnect()
    done(entry.isIntersecting)
  }).observe(element)
})"""

MOVE = """(input, share) => {
  input.value = Math.round(share * input.max)
  input.dispatchEvent(new Event("input", {bubbles: true}))
}"""


@pytest.mark.parametrize("context_options", [PHONE], ids=["phone"])
def test_what_nobody_sees_is_painted_when_it_is_seen(explorer: Explorer) -> None:
    page = explorer.page
    page.add_init_script(HOLD)
    explorer.open(page="storage")

    def rest() -> None:
        page.evaluate("() => held.splice(0).forEach((work) => work())")

    def is_drawn() -> bool:
        rest()
        return explorer.has_drawn("map") and explorer.has_drawn("section_gamma")

    explorer.until("both to be drawn", is_drawn)
    explorer.expect_settled()
    slider = explorer.slider("gamma")
    slider.evaluate("(input) => input.scrollIntoView({block: 'center'})")
    side = explorer.figure("section_gamma")
    explorer.until("the side to be out of sight", lambda: not side.evaluate(LOOKED))
    page.evaluate(WATCH)

    def paints(view: str) -> int:
        return page.evaluate("(view) => painted[view]?.count ?? 0", view)

    def is_current() -> bool:
        shown = explorer.columns("section_gamma")["section_gamma"]["marker"]["x"]
        return page.evaluate("() => painted.section_gamma?.columns.marker") == shown

    def drag(*shares: float) -> None:
        for share in shares:
            seen, before = paints("map"), explorer.columns("section_gamma")
            slider.evaluate(MOVE, share)
            explorer.until("the picture in sight", lambda seen=seen: paints("map") > seen)
            explorer.until(
                "the answer", lambda before=before: explorer.columns("section_gamma") != before
            )

    rest()
    seen = paints("section_gamma")
    drag(0.3, 0.6, 0.4)
    assert paints("section_gamma") == seen
    side.evaluate("(element) => element.scrollIntoView({block: 'center'})")
    explorer.until("the side to be painted", is_current)

    slider.evaluate("(input) => input.scrollIntoView({block: 'center'})")
    explorer.until("the side to be out of sight", lambda: not side.evaluate(LOOKED))
    rest()
    seen = paints("section_gamma")
    drag(0.7, 0.2)
    assert paints("section_gamma") == seen
    rest()
    assert is_current()
