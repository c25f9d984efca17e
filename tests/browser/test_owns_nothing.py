"""A server run by a user who owns nothing: a tree that is not theirs, no home, no place to write.

What is compiled beside the source serves them; the page is drawn, by the computing processes too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import powerless
from tests.browser.explorer import Explorer
from tests.serving import ROOT, free_port, running


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """What the server said."""
    return tmp_path / "log"


@pytest.fixture
def somebodys_server(tmp_path: Path, log: Path) -> Iterator[str]:
    """The base address of a server in a tree that it may only read."""
    tree = tmp_path / "somebody’s tree"
    for folder in ("engine", "dashboard", "assets"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("*.py[co]"))
    port = free_port()
    words = ["-m", "panel", "serve", "dashboard/app.py", "--address", "127.0.0.1"]
    words += ["--port", str(port), "--allow-websocket-origin", f"127.0.0.1:{port}"]
    base = f"http://127.0.0.1:{port}"
    environment = powerless.environment(tree)
    with (
        powerless.locked(tree),
        running(powerless.command(tree, *words), f"{base}/app", log, **environment),
    ):
        yield base


def test_the_page_is_drawn(page: Page, somebodys_server: str, log: Path) -> None:
    explorer = Explorer(page, somebodys_server).open()
    explorer.expect_drawn("charging")
    explorer.drag("theta", 0.6)
    explorer.until("the link to follow", lambda: "theta" in explorer.link())
    explorer.expect_settled()
    said = log.read_text("utf-8", "replace")
    assert not re.search("ERROR|Traceback|ompil|could not start", said), said
