"""Every page: complete, its presets and claims fit its settings, and it draws without a browser."""

from __future__ import annotations

import asyncio
import csv
import importlib
import json
import re
import threading
import time
from collections.abc import Callable
from math import pi

import numpy as np
import panel as pn
import pytest
import xarray as xr
from bokeh.document import Document
from panel.io.state import set_curdoc

from dashboard import export, pages
from dashboard.components.bar import CODES
from dashboard.components.theory import Theory, prose
from dashboard.computer import COMPUTER
from dashboard.page import Page
from dashboard.picture.columns import reach_of, share
from dashboard.picture.hidden import HIDDEN
from dashboard.picture.views import View
from dashboard.state import PageState
from engine.collision import AdvantageMap
from engine.scenario import Cost, ScenarioError

PAGES = sorted(pages.every_page().items())


def drawn(page: Page) -> Page:
    """The page with everything it shows now computed and drawn."""
    page.results = {slot: COMPUTER.result(snapshot) for slot, snapshot in page.wanted().items()}
    for key in page.visible():
        page.views[key].draw(page.results, page.settings())
    return page


async def until(condition: Callable[[], bool]) -> None:
    """Wait, letting the loop work, until the page got there."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "the page did not get there"
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(("key", "page_type"), PAGES)
def test_the_registry_is_complete(key: str, page_type: type[Page]) -> None:
    assert getattr(pages, page_type.__name__) is page_type
    assert page_type.title and page_type.presets and page_type.claims and page_type.theory
    page = page_type()
    shown = [page.controls, page.chooser, *page.side.values()]
    controlled = {name for controls in shown for name in controls.shown["values"]}
    assert controlled == set(page.state.fields) - {HIDDEN}, "every setting has its control"


@pytest.mark.parametrize(("key", "page_type"), PAGES)
def test_a_refused_side_leaves_the_rest(
    key: str, page_type: type[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands beside may be refused, too large for instance; the main picture stays."""
    page = page_type()
    behind = page.slot_behind(page.main)
    for side in page.sides:
        page.state.apply({"view": side.key})
        whole = page.wanted()
        for wants in {one.wants for one in side.views.values()} - {None, type(page.scenario)}:
            with monkeypatch.context() as patched:
                patched.setattr(wants, "refusal", lambda self: "It is too large.")
                assert page.wanted() == whole, f"beside {side.key}"
            assert behind in whole


@pytest.mark.parametrize(
    ("page_type", "preset"),
    [(page_type, preset) for _, page_type in PAGES for preset in page_type.presets],
    ids=lambda value: getattr(value, "key", ""),
)
def test_every_preset_draws(page_type: type[Page], preset) -> None:
    page = page_type()
    page.state.load(preset.settings)
    for name, value in preset.settings.items():
        assert (
            page.state.values()[name] == pytest.approx(value, rel=1e-12)
            if isinstance(value, float)
            else page.state.values()[name] == value
        )
    quick = all(snapshot.rebuild().cost().seconds < 2 for snapshot in page.wanted().values())
    if quick:
        drawn(page)
        columns = page.views[page.visible()[0]].columns_shown(full=True)
        assert any(len(next(iter(layer.values()))) for layer in columns.values())
        assert page.readout().sentence
        for view in page.visible():
            assert_fills(page.views[view])
            assert_counts(page.views[view])


def assert_counts(view: View) -> None:
    """Bars over what is counted have no room below the first of them."""
    if any(layer.kind == "bars" and view.is_drawn(layer) for layer in view.layers):
        first = min(min(columns["x"]) for columns in (
            view.columns_shown(full=True)[layer.key] for layer in view.layers
            if layer.kind == "bars"
        ) if len(columns["x"]))  # fmt: skip
        assert view.limits[0][0] == first - 0.5, (view.key, view.limits[0])


# The least share of an axis that what is drawn must reach over.
FILLED = 0.4


def assert_fills(view: View) -> None:
    """What is drawn reaches over a good part of each axis; lines that mark places do not count."""
    columns = view.columns_shown(full=True)
    for along, name in enumerate("xy"):
        reaches = [
            reach_of(layer.form.reach(columns[layer.key], view.log)[along])
            for layer in view.layers
            if layer.kind not in ("rule", "text")
        ]
        ends = [end for reach in reaches if reach is not None for end in reach]
        # A curve that is level to rounding has no reach of its own.
        level = bool(ends) and 0 < max(ends) - min(ends) <= 1e-12 * max(map(abs, ends))
        if ends and not level and not view.axes[along].hidden:
            low, high = share(np.clip([min(ends), max(ends)], *view.limits[along]),
                              view.limits[along], view.log[along])  # fmt: skip
            assert high - low >= FILLED, (view.key, name, view.limits[along], min(ends), max(ends))


@pytest.mark.parametrize(("key", "page_type"), PAGES)
def test_every_claim_can_be_shown(key: str, page_type: type[Page]) -> None:
    state = PageState(*(part() for part in page_type.part_types))
    for claim in page_type.claims:
        state.load(claim.show)
        values = state.values()
        assert {name: values[name] for name in claim.show} == dict(claim.show), claim.key


@pytest.mark.parametrize(("key", "page_type"), PAGES)
def test_every_claim_is_found_where_its_check_looks(key: str, page_type: type[Page]) -> None:
    topic = page_type.part_types[0].public_name().rpartition(".")[0]
    found = {claim.key: claim for claim in importlib.import_module(f"{topic}.claims").CLAIMS}
    assert [found[claim.key] for claim in page_type.claims] == list(page_type.claims)


def test_one_file_at_a_time_is_written_for_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    may_end, files = threading.Event(), []

    def written(*args: object) -> export.File:
        may_end.wait(20)
        return "trial.csv", "text/csv", b""

    async def scene() -> None:
        page = drawn(pages.Storage())
        monkeypatch.setattr(export, "csv_file", written)
        monkeypatch.setattr(page.actions.bar, "download", lambda *file: files.append(file))
        for _ in range(2):
            page.actions.act("download", "csv:map")
        assert [text for _, _, text in page.status.messages] == [
            "A download must wait for the one before it, not overtake it."
        ]
        may_end.set()
        await until(lambda: len(files) == 1)
        await asyncio.sleep(0)
        page.actions.act("download", "csv:map")
        await until(lambda: len(files) == 2)
        page.actions.act("download", "csv:map")
        page.close()
        await asyncio.sleep(0.05)
        assert len(files) == 2, "a page that is closed waits for no file"

    asyncio.run(scene())


def test_the_notebook_door() -> None:
    page = pages.Collision(theta=0.02 * pi, collisions=318)
    assert float(page.result.energy[-1]) == pytest.approx(85.243926643, abs=1e-9)
    page.scenario.theta = 0.03 * pi
    assert float(page.result.energy[-1]) == pytest.approx(122.620916260, abs=1e-9)
    assert {"Energy", "Incoherent_bound"} <= {path[1] for path in page.plot.keys()}  # noqa: SIM118 - no dict
    with pytest.raises(ScenarioError, match=r"θ must be between 0 and π, not 7\."):
        page.scenario.theta = 7
    with pytest.raises(ScenarioError, match="Did you mean “theta”"):
        pages.Collision(thetta=0.1)


def test_laboratory_units_set_the_models() -> None:
    page = pages.Collision()
    page.state.apply({"numbers": "laboratory", "lifetime": 65, "interval": 82})
    assert page.scenario.gamma == pytest.approx(1.26074e-3, rel=1e-5)
    assert "gamma" in page.inactive()


def test_what_failed_stays_said_until_it_is_wanted_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(AdvantageMap, "ceiling", Cost(0.0, 0.0))
    page = pages.Collision(battery="ladder", levels=1999, view="map")

    async def scene() -> None:
        page.refresh()
        await until(lambda: "map" in page.failures)
        page.state.apply({"alpha": 1.0})
        await asyncio.sleep(0.1)
        assert "map" in page.failures, "the map on the screen is still not the one wanted"
        page.state.apply({"view": "power"})
        assert "map" not in page.failures
        page.close()

    asyncio.run(scene())


UNFIT = [
    (pages.SelfDischarge, {"weights": (1.0, 2.0)}),
    (pages.SelfDischarge, {"detunings": (1.0,)}),
    (pages.SelfDischarge, {"geometry": "custom", "edges": ((0, 7),)}),
    (pages.SelfDischarge, {"cells": 12}),
    (pages.Capacitance, {"levels": (0.0, 1.0)}),
    (pages.Capacitance, {"stages": (("gad", 0.1, 0.1),)}),
    (pages.Capacitance, {"stages": (("mad", 0.9, 0.9, 0.9),)}),
]


@pytest.mark.parametrize(("page_type", "settings"), UNFIT, ids=str)
def test_settings_that_do_not_fit_are_said_and_the_page_goes_on(page_type, settings) -> None:
    opened = page_type(**settings)
    opened.refresh()
    assert " must " in opened.failures["settings"]
    opened.close()
    page = page_type()

    async def scene() -> None:
        page.refresh()
        await until(lambda: page.results.keys() >= page.wanted().keys())
        page.state.load(settings)
        page.refresh()
        reason = opened.failures["settings"]
        await until(lambda: [text for _, _, text in page.status.messages] == [reason])
        page.actions.act("code", "qutip")
        if isinstance(page, pages.SelfDischarge):
            assert page.sentence() == reason
            page.set_on_gauge(0.5)
            assert page.state.values()["collective_rate"] == 0.5, "a gauge of another graph"
        page.state.load({})
        await until(lambda: not page.failures and page.results.keys() >= page.wanted().keys())
        assert page.readout().sentence
        page.close()

    asyncio.run(scene())


def test_a_part_that_is_refused_by_its_cost_leaves_the_others() -> None:
    """Disorder has no symmetry, so that a star of more than 8 cells cannot be followed with it."""
    page = pages.SelfDischarge(cells=30, geometry="central", view="disorder")

    async def scene() -> None:
        page.refresh()
        await until(lambda: "graph" in page.results and "disorder" in page.failures)
        assert page.failures == {"disorder": "N must be at most 8 with disorder, not 30."}
        page.close()

    asyncio.run(scene())


@pytest.mark.parametrize(("key", "page_type"), PAGES)
def test_every_page_has_its_code_in_every_language(key: str, page_type: type[Page]) -> None:
    assert list(page_type().copied_code()) == [language for language, _, _ in CODES]


def test_a_late_comparison_of_another_battery_is_left_out() -> None:
    page = pages.Collision()

    async def scene() -> None:
        page.refresh()
        await until(lambda: "greedy" in page.results)
        page.state.apply({"levels": 1999, "theta": 1.0})
        await until(lambda: page.results["collision"].sizes["level"] == 1999)
        assert "greedy" not in page.results
        page.state.undo()
        await until(lambda: "greedy" in page.results)
        assert page.results["greedy"].sizes["level"] == 250
        page.close()

    asyncio.run(scene())


def test_the_menu_begins_with_the_course_and_links_without_a_page_open_what_they_did() -> None:
    with set_curdoc(Document()):
        from dashboard import app
    course = ["foundations", "collective", "dicke", "quantum", "custom"]
    keys = [key for key, _ in pages.titles()]
    assert keys[: len(course)] == course and keys[len(course) :] == sorted(keys[len(course) :])
    assert app.open_page("theta=0.02π").scenario.theta == pytest.approx(0.02 * pi)
    assert type(app.open_page("page=foundations")) is pages.Foundations


def test_an_address_of_any_bytes_opens_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    with set_curdoc(Document()):
        from dashboard import app
    # As the server has them: keys read as Latin-1, values as bytes.
    arguments = {"θ".encode().decode("latin-1"): [b"1"], "q": [b"\xff"], "c": [b"0.5"]}
    monkeypatch.setattr(type(pn.state), "session_args", arguments)
    page = app.open_page(app.address())
    assert page.scenario.c == 0.5
    ((_, _, text),) = page.status.messages
    assert "not “θ”" in text and "q must be a number between 0 and 1, not “\ufffd”." in text


def test_settings_too_long_for_a_link_are_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = pages.Collision()
    links: list[str] = []
    monkeypatch.setattr(page.actions.bar, "set_query", links.append)
    page.actions.show()
    page.state.apply({"schedule": ",".join(f"{0.001 + 1e-6 * step:.9f}" for step in range(2000))})
    page.actions.show()
    assert links == ["page=collision"]
    assert "Export the scenario" in page.status.messages[-1][2]
    page.state.apply({"schedule": "0.1×20"})
    page.actions.show()
    assert links[-1].startswith("page=collision&schedule=")
    assert not page.status.messages


def test_many_complaints_are_told_once_and_in_short() -> None:
    page = pages.Collision()
    page.say(*[f"Key {number // 2} is unknown." for number in range(200)])
    ((_, _, text),) = page.status.messages
    assert text.startswith("Key 0 is unknown.\nKey 1 is unknown.\n")
    assert text.endswith("And 94 more.")


def test_marked_state_is_exact_between_samples() -> None:
    page = drawn(pages.Collision(at=301, collisions=600))
    numbers = {number.label: number.value for number in page.readout().numbers}
    exact = page.scenario.replace(collisions=301).run()
    assert float(numbers["ergotropy"]) == pytest.approx(float(exact.ergotropy[-1]), rel=1e-5)
    assert float(numbers["energy"]) >= float(numbers["ergotropy"])


def test_files_read_back() -> None:
    page = drawn(pages.Collision(theta=0.02 * pi, collisions=50))
    file = page.actions.taking.file
    _, _, content = file("csv:charging")()
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    energy = [float(text) for row in rows if (text := row["mean energy Ē (E)"])]
    assert np.array_equal(energy, page.results["collision"].energy)

    _, _, content = file("netcdf")()
    tree = xr.open_datatree(content, engine="h5netcdf")
    assert np.array_equal(tree["collision"].energy, page.results["collision"].energy)
    assert json.loads(tree["collision"].attrs["scenario"])["values"]["collisions"] == 50

    _, _, content = file("json")()
    document = json.loads(content)
    assert document["collision"]["variables"]["energy"]["data"] == energy
    assert document["collision"]["variables"]["average_power"]["data"][0] is None

    texts = {name: page.state.fields[name].to_text(v) for name, v in page.state.values().items()}
    _, _, content = export.settings_file(page.key, texts)
    other = pages.Collision()
    assert other.state.apply(export.read_settings_file("collision", content)) == {}
    assert other.state.values() == page.state.values()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("not json", "must be JSON"),
        ("[1, 2]", "must hold “settings”"),
        ('{"settings": 3}', "must hold “settings”"),
        ('{"page": "storage", "settings": {}}', "for the page “collision”, not “storage”"),
        ('{"settings": {}}', "for the page “collision”, not without one"),
        ("\ufeff[]", "must hold “settings”"),
        ("[" * 100_000, "must be JSON"),
        ("1" * 5000, "must be JSON"),
        ("x" * 300_000, "at most"),
        (
            json.dumps({"page": "collision", "settings": {f"collision{n}": 1 for n in range(201)}}),
            "at most 200 settings, not 201",
        ),
    ],
)
def test_a_bad_file_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ScenarioError, match=sentence):
        export.read_settings_file("collision", text.encode())


def test_bytes_that_are_no_text_are_one_sentence() -> None:
    with pytest.raises(ScenarioError, match="must be JSON"):
        export.read_settings_file("collision", b"\x93NUMPY\xff")


@pytest.mark.parametrize(("key", "page_type"), PAGES)
def test_every_formula_is_typeset(key: str, page_type: type[Page]) -> None:
    """What the typesetting does not know it leaves as it stands, in LaTeX."""
    texts = [Theory(page_type.theory).text]
    texts += [
        prose(text) for claim in page_type.claims for text in (claim.statement, claim.explanation)
    ]
    for text in texts:
        seen = re.sub(r"<annotation.*?</annotation>|<[^>]+>", "", text)
        assert re.findall(r".{0,40}(?:\$|\\[a-z]).{0,40}", seen) == []
