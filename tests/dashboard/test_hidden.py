"""Curves hidden by a click in a legend: in the link and in undo, and in what is taken away."""

from __future__ import annotations

import csv

import pytest
from bokeh.document import Document
from bokeh.events import LegendItemClick

from dashboard import pages
from dashboard.computer import COMPUTER
from dashboard.page import Page
from dashboard.picture.still import svg

GREEDY = "charging.greedy"


def opened(query: str) -> Page:
    """The collision page of a link, with its main picture drawn."""
    page = pages.Collision()
    assert page.state.read_query(f"collisions=50&levels=40&{query}") == []
    page.results = {slot: COMPUTER.result(snapshot) for slot, snapshot in page.wanted().items()}
    page.views["charging"].draw(page.results, page.settings())
    return page


@pytest.mark.parametrize("key", pages.folders())
def test_every_entry_of_every_legend_hides_its_curves_by_link_and_undo(key: str) -> None:
    page, other = pages.page(key)(), pages.page(key)()
    names = [name for view in page.views.values() for name in view.switches]
    assert len(names) == len(set(names))
    assert page.state.query() == "", "where nothing is hidden the link says nothing of it"
    for name in names:
        page._switched(name)
        assert page.state.query() == f"hidden={name}", "set as it is, without escapes"
        other.state.load({})
        assert other.state.read_query(page.state.query()) == []
        for view in other.views.values():
            layers = {layer.key for layer in view.switches.get(name, ())}
            assert view.hidden(other.settings()) == layers
        page.state.undo()
        assert page.state.query() == ""
    for name in names:
        page._switched(name)
    assert other.state.read_query(page.state.query()) == []
    assert set(other.state.values()["hidden"]) == set(names)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (
            "charging.greddy",
            "hidden curves must be in this page's legends, not “charging.greddy”."
            " Did you mean “charging.greedy”?",
        ),
        ("<b>", "hidden curves must be in this page's legends, not “<b>”."),
        (
            ",".join([GREEDY] * 101),
            "hidden curves must be at most 100 entries of legends, not 101.",
        ),
    ],
)
def test_what_no_legend_has_is_refused_in_words(link: str, sentence: str) -> None:
    page = pages.Collision()
    assert page.state.read_query(f"hidden={link}&q=0.4") == [sentence]
    assert page.state.non_default() == {"q": 0.4}


def test_a_click_hides_in_every_figure_and_undo_shows_again() -> None:
    page = opened("")
    view = page.views["charging"]
    document, again = Document(), Document()
    for one in (document, again):
        one.add_root(view.pane.get_root(one))
    clicked = view.figures[0]

    def seen() -> list[bool]:
        return [
            one["greedy"].visible
            for figure in view.figures
            for one in (figure.renderers, figure.samples)
        ]

    assert seen() == [True] * 4
    click = LegendItemClick(clicked.legend, clicked.entries["greedy"])
    clicked.model.document.callbacks.trigger_event(click)
    assert page.state.values()["hidden"] == (GREEDY,)
    view.draw(page.results, page.settings())
    assert seen() == [False] * 4
    page.state.undo()
    view.draw(page.results, page.settings())
    assert seen() == [True] * 4


def test_a_fresh_page_of_the_link_and_its_files_leave_it_out() -> None:
    whole, page = opened(""), opened(f"hidden={GREEDY}")
    view = page.views["charging"]
    document = Document()
    document.add_root(view.pane.get_root(document))
    (figure,) = view.figures
    hidden = {key for key, renderer in figure.renderers.items() if not renderer.visible}
    assert hidden == {"greedy"}
    assert not figure.samples["greedy"].visible and figure.samples["bound"].visible
    assert ">greedy<" in svg(whole.views["charging"]) and ">greedy<" not in svg(view)

    def heads(page: Page) -> list[str]:
        _, _, content = page.actions.taking.file("csv-only:charging")()
        return next(csv.reader(content.decode("utf-8-sig").splitlines()))

    assert [head for head in heads(whole) if "greedy" not in head] == heads(page) != heads(whole)
    page.actions.taking.address = "https://batteries.example/app"
    assert page.actions.taking.about().link.endswith(f"&hidden={GREEDY}")
    shown = {element.label for element in page.plot}
    assert "greedy" not in shown and "greedy" in {element.label for element in whole.plot}
