"""The page of a single battery in the browser: a state is edited by sliders, clicks and text."""

from __future__ import annotations

from tests.browser.explorer import Explorer


def bars(explorer: Explorer) -> list[list[float]]:
    """The populations of the state, a bar for each level."""
    return explorer.columns("sorting")["sorting"]["population"]["xs"]


def test_a_state_is_edited_by_slider_click_and_text(explorer: Explorer) -> None:
    explorer.open(page="foundations", share="0.5")
    explorer.expect_drawn("sorting")
    explorer.expect_settled()
    before = bars(explorer)
    # The lowest level is chosen on the picture, and its slider then sets the list of populations.
    explorer.click_on("sorting", 1.5, 0.01)
    explorer.expect_link(edit="1")
    explorer.drag("population", 0.9)
    explorer.until("the list to follow", lambda: "populations" in explorer.link())
    explorer.expect_settled()
    assert float(explorer.link()["populations"][0].split(",")[0]) > 0.5
    assert bars(explorer)[0] != before[0]
    # Two levels by text: the other lists follow in the same step.
    explorer.unfold("levels")
    explorer.type("levels", "0,1")
    explorer.until("two levels", lambda: len(bars(explorer)) == 2)
    explorer.expect_settled()
    explorer.expect_link(real="1,0")
    explorer.press("Undo")
    explorer.until("four levels again", lambda: len(bars(explorer)) == 4)
