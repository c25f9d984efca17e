"""Every file of every page: it is read as its users read it, and says where it comes from."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from dashboard import pages, tables
from dashboard.computer import COMPUTER
from dashboard.page import Page
from dashboard.taking import Taking
from engine import __version__
from engine.fields import Count, Real
from engine.scenario import ScenarioError

ADDRESS = "https://batteries.example/lab/app"
# Estimated seconds above which what a preset shows is not computed for this.
QUICK = 0.3
# A key of a layer as it stands in the code.
KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")


def states(page_type: type[Page]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Settings whose runs are quick, and the views first seen under them."""
    seen: set[str] = set()
    sides = [{"view": one.key} for one in page_type.sides]
    page = page_type()
    for settings in ({}, *(preset.settings for preset in page_type.presets), *sides):
        page.state.load(settings)
        new = [view for view in page.visible() if view not in seen]
        try:
            quick = all(one.rebuild().cost().seconds < QUICK for one in page.wanted().values())
        except ScenarioError:
            continue
        if new and quick:
            seen |= set(new)
            yield settings, new


def opened(key: str, settings: dict[str, Any]) -> Page:
    """A page with all it shows computed and drawn, at an address."""
    page = pages.page(key)()
    page.state.load(settings)
    page.results = {slot: COMPUTER.result(snapshot) for slot, snapshot in page.slots().items()}
    for view in page.visible():
        page.views[view].draw(page.results, page.settings())
    page.actions.act("address", ADDRESS)
    return page


@pytest.mark.parametrize("key", pages.folders())
def test_the_numbers_of_every_picture_are_a_table(key: str) -> None:
    for settings, views in states(pages.page(key)):
        page = opened(key, settings)
        for view in views:
            is_a_table(page, view)


def is_a_table(page: Page, view: str) -> None:
    """Check a picture's file: what reads it without a word, and what it holds."""
    name, mime, content = page.actions.taking.file(f"csv-only:{view}")()
    assert (name, mime) == (f"{page.key}-{view}.csv", "text/csv")
    assert content.startswith(b"\xef\xbb\xbf"), "Excel is told that it is UTF-8"
    table = pd.read_csv(io.BytesIO(content))
    assert len(table) and all(kind.kind in "if" for kind in table.dtypes), view
    heads = next(csv.reader([content.decode("utf-8-sig").splitlines()[0]]))
    assert [*table.columns] == heads, "heads are distinct, and none is empty"
    assert not any(KEY.fullmatch(head) or head.rstrip().endswith(":") for head in heads), heads
    drawn = page.views[view]
    shown = drawn.columns_shown(full=True)
    for layer in drawn.layers:
        if layer.kind in ("curve", "steps", "bars") and len(shown[layer.key]["x"]):
            assert has_column(table, shown[layer.key]["y"]), (view, layer.key)
        if layer.kind in ("image", "nodes") and drawn.numbers is None:
            assert has_column(table, shown[layer.key]["z"].ravel()), (view, layer.key)


def has_column(table: pd.DataFrame, numbers: np.ndarray) -> bool:
    """Whether a column holds these, wherever else it is empty."""
    known = numbers[~np.isnan(numbers)]
    return any(np.array_equal(known, table[name].dropna()) for name in table)


@pytest.mark.parametrize("key", pages.folders())
def test_the_notes_stand_beside_the_numbers(key: str) -> None:
    page = opened(key, {})
    for view in page.visible():
        _, _, plain = page.actions.taking.file(f"csv-only:{view}")()
        _, _, noted = page.actions.taking.file(f"csv:{view}")()
        numbers, table = (pd.read_csv(io.BytesIO(content)) for content in (plain, noted))
        assert [*table.columns[: len(numbers.columns)]] == [*numbers.columns]
        pd.testing.assert_frame_equal(table[numbers.columns], numbers)
        empty, notes = table.columns[len(numbers.columns) :]
        assert table[empty].isna().all() and notes == "about"
        said = " ".join(table[notes].dropna())
        assert f"{ADDRESS}?page={key}" in said and page.views[view].title in said
        assert __version__ in said and page.paper.reference() in said
        assert all(f"{name} = " in said for name in page.state.fields)


@pytest.mark.parametrize("key", pages.folders())
def test_datasets_open_plainly_and_as_a_tree(key: str, tmp_path: Path) -> None:
    page = opened(key, {})
    page.state.pin("one")
    page.state.apply({name: value for name, value in other_setting(page).items()})
    page = opened(key, dict(page.state.non_default()))
    page.state.pin("two")
    page.results = {slot: COMPUTER.result(snapshot) for slot, snapshot in page.slots().items()}
    name, _, content = page.actions.taking.file("netcdf")()
    assert name == f"{key}.nc"
    (tmp_path / name).write_bytes(content)
    main = page.result
    with xr.open_dataset(tmp_path / name) as plain:
        said, groups = plain.attrs, plain.attrs["groups"].split()
        for variable in main.variables:
            known = plain[f"main_{variable}" if variable in groups else variable]
            np.testing.assert_array_equal(known.values, main[variable].values)
            assert known.attrs["long_name"] == main[variable].attrs["long_name"]
    assert said["link"].startswith(f"{ADDRESS}?page={key}&") and said["version"] == __version__
    assert page.paper.bibtex() in said["citation"] and page.title in said["title"]
    assert groups == [slot.replace(":", "_") for slot in page.results]
    with xr.open_datatree(tmp_path / name) as tree:
        assert set(tree.children) == set(groups)
    for group, dataset in xr.open_groups(tmp_path / name).items():
        if group != "/":
            held = page.results[group.strip("/").replace("pin_", "pin:").replace("size_", "size:")]
            assert dataset.load().identical(held)
            dataset.close()

    _, _, content = page.actions.taking.file("json")()
    document = json.loads(content)
    assert next(iter(document)) == "about" and document["about"]["link"] == said["link"]
    assert document["about"]["groups"] == [*document][1:]
    assert document["about"]["main"] in document["about"]["groups"]
    energies = document[document["about"]["main"]]["variables"]
    assert set(energies) == set(main.variables)


def other_setting(page: Page) -> dict[str, Any]:
    """A setting of the main scenario that is not its default."""
    fields = type(page.scenario).fields().items()
    return next(
        {name: type(field.default)(field.default / 2)}
        for name, field in fields
        if isinstance(field, Real | Count) and field.default > 0
    )


@pytest.mark.parametrize("key", pages.folders())
def test_what_to_cite_is_said(key: str) -> None:
    page = opened(key, {})
    sent: list[Any] = []
    page.actions.bar._send_msg = sent.append
    page.actions.act("cite", None)
    text = sent[0]["text"]
    assert page.paper.reference() in text and page.paper.bibtex() in text
    assert f"version = {{{__version__}}}" in text and f"url = {{{ADDRESS}?page={key}}}" in text
    for entry in re.findall(r"^@.*?^}$", text, re.M | re.S):
        assert entry.count("{") == entry.count("}")
    described = text.partition(f"  {page.title}: ")[2].partition("\n")[0]
    assert " = " in described and not re.search(r" = ,| = $", described)


@pytest.mark.parametrize("key", pages.folders())
def test_a_picture_says_what_it_shows(key: str) -> None:
    page = opened(key, {})
    page.actions.show()
    for view in page.visible():
        said = page.actions.taking.picture(f"svg:{view}")
        assert said["filename"] == f"{key}-{view}.svg" and said["title"].endswith(page.title)
        assert said["place"] == f"{ADDRESS}?page={key}"
        assert said["place"] in said["description"] and page.paper.doi in said["description"]
    assert page.actions.bar.pictures == [[view, page.views[view].title] for view in page.visible()]


def test_in_a_notebook_the_line_that_shows_the_page_stands_for_a_link() -> None:
    page = pages.Collision(theta=0.1, battery="spin")
    about = page.actions.taking.about()
    assert about.link == "" and "url" not in about.bibtex()
    scope: dict[str, Any] = {}
    exec(about.recipe.replace("pages.Coll", "page = pages.Coll"), scope)
    assert scope["page"].state.values() == page.state.values()
    assert any(about.recipe in note for note in about.notes("a picture"))


def test_a_result_of_other_settings_is_not_given_away() -> None:
    page = opened("collision", {})
    page.state.apply({"theta": 0.1})
    for wish in ("csv:charging", "json", "netcdf"):
        with pytest.raises(ScenarioError, match="must wait for the result of these settings"):
            page.actions.taking.file(wish)
    name, _, content = page.actions.taking.file("scenario")()
    assert name == "collision-settings.json" and b"0.1" in content


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("csv:nowhere", "The picture must be one of map, section_gamma, not “nowhere”"),
        ("pdf", "A download must be CSV, JSON, NetCDF or scenario, not “pdf”."),
    ],
)
def test_a_wish_for_what_there_is_not_is_one_sentence(wish: str, sentence: str) -> None:
    page = opened("storage", {})
    with pytest.raises(ScenarioError, match=re.escape(sentence)):
        page.actions.taking.file(wish)
    with pytest.raises(ScenarioError, match="A picture must be PNG or SVG"):
        page.actions.taking.picture("gif:map")


def test_curves_over_the_same_places_share_them() -> None:
    """The ergotropy is sampled at some of the collisions; the bound has times of its own."""
    page = opened("collision", {})
    view = page.views["charging"]
    found = dict(tables.table(view, page.results, page.settings()).columns)
    run = page.results["collision"]
    ergotropy = found["ergotropy ℰ (E)"]
    sampled = run.sample_collision.values
    assert np.array_equal(ergotropy[sampled], run.ergotropy)
    assert np.isnan(np.delete(ergotropy, sampled)).all()
    assert len(found["incoherent bound Ē_inc (E)"]) == page.results["bound"].sizes["time"]


def test_the_same_pictures_can_be_taken_as_are_in_sight() -> None:
    page = pages.Storage(view="cells")
    assert [key for key, _ in Taking(page, page.views).pictures()] == ["map", "redundancy"]
