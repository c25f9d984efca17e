"""The page in a notebook: JupyterLab on this machine, in a real browser."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from dashboard.wording import number
from engine.collision import Collision
from engine.fields import read_number
from tests.browser.explorer import PATIENCE, Explorer, until
from tests.chromium import Record
from tests.serving import ROOT, free_port, running

MAIN = "charging"
# Cells note what they see in files: what is printed while a comm message is handled is captured
# by it (pyviz_comms redirects the output of every thread) and shown under the page.
CELLS = [
    "import json; from dashboard import pages; page = pages.Collision(theta=0.03); page",
    """
page.scenario.theta = 0.05
with open("set.json", "w") as file: json.dump([float(page.result.energy[-1])], file)
""",
    """
seen = [page.scenario.theta, float(page.result.energy[-1]), type(page.plot).__name__]
with open("seen.json", "w") as file: json.dump(seen, file)
""",
    "other = pages.Collision(q=0.4); display(other); other.scenario.q = 0.3",
    "import time\nfor line in range(300): print('said here'); time.sleep(0.003)",
    "page.plot",
]
DARK, LIGHT = "rgb(14, 19, 24)", "rgb(244, 246, 248)"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder of the notebook."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def jupyter(tmp_path: Path, work: Path) -> Iterator[str]:
    """JupyterLab with a notebook of our cells and nothing of the user's; yields its address."""
    notebook = {
        "cells": [
            {"cell_type": "code", "execution_count": None, "id": f"cell-{number}",
             "metadata": {}, "outputs": [], "source": source.strip()}
            for number, source in enumerate(CELLS)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    (work / "page.ipynb").write_text(json.dumps(notebook), "utf-8")
    own = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR",
           "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")  # fmt: skip
    places = {name: str(tmp_path / name.lower()) for name in own}
    port = free_port()
    options = [
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        "--IdentityProvider.token=", "--no-browser", "--allow-root",
        f"--ServerApp.root_dir={work}", "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
    ]  # fmt: skip
    command = [sys.executable, "-m", "jupyter", "lab", *options]
    base = f"http://127.0.0.1:{port}"
    with running(command, f"{base}/lab", tmp_path / "log", PYTHONPATH=str(ROOT), **places):
        yield base


def run_cell(page: Page, number: int, run: int | None = None) -> None:
    """Run a cell and wait until it is done; `run` is which run it is, where not in their order."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(number)
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    cell.locator(".cm-content").click()
    expect(cell.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    prompt = cell.locator(".jp-InputPrompt")
    expect(prompt).to_have_text(f"[{run or number + 1}]:", timeout=2 * PATIENCE)


def restart_kernel(page: Page) -> None:
    """Restart the notebook's kernel, and wait until it is ready."""
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel…").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()


def says_where_it_is_printed(page: Page, explorer: Explorer) -> None:
    """What a cell prints while a hand moves stands below the cell, all of it."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(4)
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    explorer.drag("theta", 0.5)
    expect(cell.locator(".jp-InputPrompt")).to_have_text("[4]:", timeout=2 * PATIENCE)
    assert cell.locator(".jp-OutputArea-output").inner_text().count("said here") == 300
    first = page.locator(".jp-Notebook .jp-CodeCell").first
    assert "said here" not in first.locator(".jp-OutputArea").inner_text()


def rail_is_below(main: Locator, rail: Locator, below: bool) -> bool:
    """Whether the rail stands below the main part, or beside it, and the main part has room."""
    picture, sliders = main.bounding_box(), rail.bounding_box()
    if not picture or not sliders:
        return False
    return (sliders["y"] > picture["y"] + 50) is below and picture["width"] > 300


def follows_its_host(page: Page) -> None:
    """The page has its own ground, dark on dark, and is laid out by its own width."""
    expect(page.locator(".explorer-still")).to_have_count(0)
    expect(page.locator(".explorer-output nav")).to_have_count(0)
    output = page.locator(".explorer-output").first
    # The first kernel may have said in words that it compiles.
    around = page.locator(".jp-OutputArea-output:has(.explorer-output)").first
    frame = output.locator("[data-root-id] > *").first
    expect(frame).to_have_css("background-color", LIGHT)
    around.evaluate("one => { one.style.background = '#111' }")
    expect(frame).to_have_css("background-color", DARK, timeout=PATIENCE)
    around.evaluate("one => { one.style.background = '' }")
    expect(frame).to_have_css("background-color", LIGHT, timeout=PATIENCE)
    main, rail = (
        output.get_by_role("region", name=name).first for name in ("Main picture", "Settings")
    )
    for width, below in (("1200px", False), ("600px", True)):
        output.evaluate("(one, width) => { one.style.width = width }", width)
        until(
            page,
            f"the rail to have its place at {width}",
            lambda below=below: rail_is_below(main, rail, below),
        )
    output.evaluate("one => { one.style.width = '' }")
    assert (output.bounding_box() or {})["height"] < 1000


def test_the_page_lives_in_a_notebook(
    context_and_record: tuple[BrowserContext, Record], jupyter: str, work: Path
) -> None:
    context, record = context_and_record
    page = context.new_page()
    page.set_default_timeout(2 * PATIENCE)
    page.goto(f"{jupyter}/lab/tree/page.ipynb")
    explorer = Explorer(page, jupyter)

    run_cell(page, 0)
    explorer.wait_until_drawn()
    assert read_number(explorer.box("theta").input_value()) == 0.03
    explorer.expect_drawn(MAIN)
    energy = Collision(theta=0.03).run().energy.values
    assert explorer.column(MAIN, "coherent", "y")[-1] == pytest.approx(energy[-1])

    energy = Collision(theta=0.05).run().energy.values
    run_cell(page, 1)
    assert json.loads((work / "set.json").read_text("utf-8")) == [energy[-1]]
    until(
        page,
        "the page to follow the cell",
        lambda: explorer.column(MAIN, "coherent", "y")[-1] == pytest.approx(energy[-1]),
    )

    explorer.drag("theta", 0.55)
    text = explorer.box("theta").input_value()
    run = Collision(theta=read_number(text)).run()
    expect(explorer.number("energy")).to_have_text(number(float(run.energy[600])))
    run_cell(page, 2)
    seen = json.loads((work / "seen.json").read_text("utf-8"))
    assert seen == [read_number(text), run.energy.values[-1], "Overlay"]

    says_where_it_is_printed(page, explorer)
    run_cell(page, 5, run=5)
    plot = page.locator(".jp-Notebook .jp-CodeCell").nth(5).locator("canvas").first
    expect(plot).to_be_visible()
    follows_its_host(page)

    run_cell(page, 3, run=6)
    energy = Collision(q=0.3).run().energy.values
    until(
        page,
        "a page that was changed before the browser had it",
        lambda: explorer.column(MAIN, "coherent", "y")[-1:] == pytest.approx(energy[-1:]),
    )

    restart_kernel(page)
    gone = page.locator(".gone").filter(visible=True)
    expect(gone).to_have_count(2)
    for said in gone.all():
        expect(said).to_contain_text("The kernel of this page was restarted or ended")
        expect(said).to_contain_text("Run its cell again")
    assert explorer.opacity(MAIN) < 0.6
    run_cell(page, 0)
    expect(gone).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    saved = json.loads((work / "page.ipynb").read_text("utf-8"))
    shown = "".join(saved["cells"][0]["outputs"][-1]["data"]["text/html"])
    assert shown.count("<img ") == 2, "a still for where no script may run"
    page.reload()
    expect(page.locator(".explorer-output h1").first).to_be_visible(timeout=2 * PATIENCE)
    until(
        page,
        "a saved page to draw itself again",
        lambda: len(explorer.column(MAIN, "coherent", "y")) > 900,
    )
    assert record.blocked == []
    assert record.page_errors == []
