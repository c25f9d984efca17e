"""What `help`, `repr`, `==` and a notebook say of scenarios and results, on every one there is."""

from __future__ import annotations

import importlib
import pydoc
import sys
from html import escape
from html.parser import HTMLParser

import pytest
import xarray as xr

from engine import showing
from engine.catalogue import quick_scenarios, scenarios
from engine.collision import Collision, IncoherentBound
from engine.scenario import Scenario

EVERY = scenarios()


class Balanced(HTMLParser):
    """Fails where a tag is closed that was not opened last."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in {"br", "img", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_help_lists_the_fields(kind: type[Scenario]) -> None:
    told = pydoc.render_doc(kind, renderer=pydoc.plaintext)
    head = told[: told.index("Method resolution order")]
    for name, field in kind.fields().items():
        assert f"{name}: {field.said}" in head
        assert field.doc.split("\n")[0] in head
        assert (text := field.to_text(field.default)) in head or not text
    assert kind.__doc__.count("Settings:") == 1


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_the_repr_is_the_call_that_makes_it(kind: type[Scenario]) -> None:
    package, _, name = kind.public_name().rpartition(".")
    known = {name: getattr(importlib.import_module(package), name)}
    scenario = kind()
    assert repr(scenario) == str(scenario) == f"{name}()"
    assert eval(repr(scenario), known) == scenario


def test_values_that_were_set_are_in_the_repr() -> None:
    scenario = Collision(battery="spin", theta=0.05, schedule=(0.1, 0.2))
    assert repr(scenario) == "Collision(battery='spin', theta=0.05, schedule=(0.1, 0.2))"
    assert eval(repr(scenario)) == scenario


def test_scenarios_are_equal_by_class_and_values() -> None:
    assert Collision() == Collision() and hash(Collision()) == hash(Collision())
    assert Collision(theta=0.05) != Collision()
    assert Collision() != IncoherentBound() and Collision() != "Collision()"
    changed = Collision()
    changed.theta = 0.05
    assert changed == Collision(theta=0.05)
    assert len({Collision(), Collision(), Collision(q=0.1)}) == 2


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_a_notebook_shows_the_fields(kind: type[Scenario]) -> None:
    html = kind()._repr_html_()
    Balanced(html)
    for name in kind.fields():
        assert f"<code>{name}</code>" in html
    assert "<script" not in html and "name=" not in html


def test_a_notebook_shows_what_a_result_is_of() -> None:
    for scenario in quick_scenarios("storage"):
        html = showing.html(scenario.run())
        assert f"Result of {escape(repr(scenario))}" in html
        assert "&quot;values&quot;" not in html, "no JSON is to be read"
    other = xr.Dataset({"a": ("x", [1.0])})
    assert showing.html(other)[:40] == other._repr_html_()[:40]


def test_results_introduce_themselves_where_a_notebook_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {}

    class Shell:
        class display_formatter:
            class formatters(dict):
                pass

    class Html:
        @staticmethod
        def for_type(kind: type, function: object) -> None:
            told[kind] = function

    Shell.display_formatter.formatters = {"text/html": Html}
    module = importlib.import_module("IPython.core.getipython")
    monkeypatch.setattr(module, "get_ipython", lambda: Shell)
    showing.introduce.cache_clear()
    showing.introduce()
    showing.introduce.cache_clear()
    assert told == {xr.Dataset: showing.html}
    assert "IPython" in sys.modules
