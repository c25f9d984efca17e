"""Files and code a person takes away: each is read again and compared with the engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from math import pi
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from PIL import Image
from playwright.sync_api import expect

from engine import __version__
from engine.collision import Collision, IncoherentBound
from tests.browser.explorer import Explorer
from tests.serving import ROOT

MAIN = "charging"
SETTINGS = {"theta": 0.02 * pi, "gamma": 1e-3, "collisions": 400, "levels": 120}
LINK = {"theta": "0.02π", "gamma": "0.001", "collisions": "400", "levels": "120"}


# Bokeh rasters the keys of its legends, and nothing else.
LEGEND_KEY = 30


def said_link(file: Path) -> str:
    """The link among the notes of a table."""
    notes = pd.read_csv(file)["about"].dropna()
    return next(note for note in notes if note.startswith("link: ")).removeprefix("link: ")


def test_files_hold_every_number_with_its_source(explorer: Explorer) -> None:
    explorer.open(**LINK)
    explorer.expect_settled()
    run = Collision(**SETTINGS).run()
    for noted in (True, False):
        taken = explorer.download("CSV: Energy stored")
        assert taken.suggested_filename == "collision-charging.csv"
        table = pd.read_csv(taken.path())
        assert np.array_equal(table["charging time Ωτ"].dropna(), run.time)
        assert np.array_equal(table["mean energy Ē (E)"].dropna(), run.energy)
        said = " ".join(table["about"].dropna()) if noted else "nothing"
        assert ("about" in table) == noted and (__version__ in said) == noted
        for name, value in LINK.items():
            assert (f"{name} = {value};" in said) == noted
        explorer.press("Export")
        notes = explorer.page.get_by_role("menuitemcheckbox")
        expect(notes).to_have_attribute("aria-checked", str(noted).lower())
        notes.click()
        explorer.page.keyboard.press("Escape")
    # Whoever opens the link that stands in the file sees what its writer saw.
    link = said_link(explorer.download("CSV: Energy stored").path())
    assert link.startswith(f"{explorer.base}/app?page=collision&")
    explorer.page.goto(link)
    explorer.wait_until_drawn()
    assert explorer.link() == {name: [text] for name, text in LINK.items()}

    taken = explorer.download("JSON")
    assert taken.suggested_filename == "collision.json"
    everything = json.loads(taken.path().read_text("utf-8"))
    assert everything["about"]["link"] == link
    document = everything["collision"]
    assert document["engine_version"] == __version__
    assert document["scenario"]["values"]["theta"] == SETTINGS["theta"]
    energy = document["variables"]["energy"]
    assert energy["data"] == run.energy.values.tolist()
    assert (energy["dims"], energy["units"]) == (["collision"], run.energy.attrs["units"])
    assert document["equations"] and document["certificate"]

    taken = explorer.download("NetCDF")
    assert taken.suggested_filename == "collision.nc"
    with xr.open_dataset(taken.path(), engine="h5netcdf") as plain:
        assert np.array_equal(plain.energy, run.energy) and plain.attrs["link"] == link
    groups = xr.open_groups(taken.path(), engine="h5netcdf")
    saved = groups["/collision"].load()
    assert np.array_equal(saved.energy, run.energy)
    assert np.array_equal(saved.population, run.population)
    assert saved.energy.attrs["units"] == run.energy.attrs["units"]
    scenario = Collision.from_json(saved.attrs["scenario"])
    assert scenario.run().identical(run)
    bound = groups["/bound"].load()
    again = IncoherentBound.from_json(bound.attrs["scenario"]).run()
    assert np.array_equal(bound.energy, again.energy)
    for dataset in groups.values():
        dataset.close()


def test_a_scenario_file_is_opened_again(explorer: Explorer, tmp_path: Path) -> None:
    explorer.open(**LINK, view="power", battery="spin", family="0.01π,0.03π")
    link = explorer.link()
    taken = explorer.download("Scenario")
    file = tmp_path / taken.suggested_filename
    taken.save_as(file)
    explorer.press("Reset every setting")
    explorer.expect_link(theta=None, view=None)

    explorer.upload(file)
    explorer.until("the link to come back", lambda: explorer.link() == link)
    expect(explorer.messages).to_have_count(0)

    document = json.loads(file.read_text("utf-8"))
    document["settings"] |= {"q": "0.4", "c": "7", "<i>": "1"}
    file.write_text(json.dumps(document), "utf-8")
    explorer.upload(file)
    explorer.expect_link(q="0.4", c=None)
    expect(explorer.messages).to_contain_text("c must be between 0 and 1, not 7.")
    expect(explorer.messages).to_contain_text("not “<i>”")
    for content, message in [
        ("not JSON", "A settings file must be JSON, not other text."),
        ("[]", "A settings file must hold “settings”, not other JSON."),
        ('{"page": "storage", "settings": {}}', "The file must be for the page “collision”"),
        ("[" * 100_000, "A settings file must be JSON, not other text."),
        ("x" * 300_000, "A settings file must be at most 200000 characters, not 300000."),
    ]:
        file.write_text(content, "utf-8")
        explorer.upload(file)
        expect(explorer.messages).to_contain_text(message)
    explorer.expect_link(q="0.4", theta="0.02π")


def test_pictures_are_saved_as_png_and_svg(explorer: Explorer) -> None:
    explorer.open(theta="0.02π")
    explorer.expect_drawn(MAIN, "distribution")
    explorer.expect_settled()
    titles = {MAIN: "Energy stored", "distribution": "Energy distribution at the marked collision"}
    for view, title in titles.items():
        shown = explorer.figure(view).bounding_box()
        files = []
        for take in (
            lambda kind, view=view: explorer.tool(view, f"Save as {kind}").click(),
            lambda kind, title=title: explorer.take(f"{kind}: {title}"),
        ):
            for kind in ("PNG", "SVG"):
                with explorer.page.expect_download() as taken:
                    take(kind)
                assert taken.value.suggested_filename == f"collision-{view}.{kind.lower()}"
                files.append(taken.value.path())
        assert files[0].read_bytes() == files[2].read_bytes(), "the tool and the menu save the same"

        picture = Image.open(files[0]).convert("RGB")
        assert picture.width > 1.9 * shown["width"] and picture.height > 2 * shown["height"]
        assert len(picture.getcolors(10**6)) > 100
        paper = picture.getpixel((0, 0))
        margin = 20
        for edge in (
            (0, 0, picture.width, margin),
            (0, 0, margin, picture.height),
            (picture.width - margin, 0, picture.width, picture.height),
            (0, picture.height - margin, picture.width, picture.height),
        ):
            assert picture.crop(edge).getcolors() == [
                ((edge[2] - edge[0]) * (edge[3] - edge[1]), paper)
            ], "nothing touches the edge"

        drawing = ElementTree.parse(files[1]).getroot()
        parts = [element.tag.rpartition("}")[2] for element in drawing.iter()]
        assert parts[:3] == ["svg", "title", "desc"]
        assert parts.count("path") > 20
        assert drawing[0].text == f"{title}: Collisional charging"
        assert "10.1103/PhysRevResearch.5.013155" in drawing[1].text
        images = [element for element in drawing.iter() if element.tag.endswith("}image")]
        assert all(float(image.get("width")) <= LEGEND_KEY for image in images)
        said = " ".join(drawing.itertext())
        assert "θ = 0.02π" in said and f"{explorer.base}/app?page=collision" in said
        assert "Ωτ" in said or view != MAIN


def run_python(code: str) -> list[float]:
    """What a script ends with: the numbers it prints last."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    output = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    return json.loads(output.splitlines()[-1])


def test_copied_code_runs_and_agrees(explorer: Explorer) -> None:
    explorer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explorer.open(
        battery="spin", levels="12", collisions="15", theta="0.02π", gamma="0.002", c="0.8"
    )
    run = Collision(
        battery="spin", levels=12, collisions=15, theta=0.02 * pi, gamma=0.002, c=0.8
    ).run()
    dialog = explorer.page.get_by_role("dialog")
    for entry, ending in [
        ("Copy as Python", "import json; print(json.dumps(result.energy.values.tolist()))"),
        ("Copy as QuTiP", "import json; print(json.dumps([float(one) for one in energy]))"),
    ]:
        explorer.take(entry)
        expect(dialog.get_by_role("heading")).to_have_text(entry)
        dialog.get_by_role("button", name="Copy").click()
        expect(explorer.toast).to_have_text("Copied")
        code = explorer.page.evaluate("navigator.clipboard.readText()")
        assert code == dialog.locator("pre").text_content()
        assert ("qutip" in code) == (entry == "Copy as QuTiP")
        assert run_python(f"{code}\n{ending}") == pytest.approx(run.energy.values, abs=1e-9)
        dialog.get_by_role("button", name="Close").click()
        expect(dialog).to_be_hidden()
