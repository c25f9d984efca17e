"""What the tests share: one served dashboard, one browser, and a fresh page for each test.

`page` is for a test of a sound page: at its end it fails on any request to another machine, any
console error and any uncaught error. A test that provokes those takes `context_and_record`, and so
does one that needs an empty cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import Record, launch, watched_context
from tests.serving import ROOT, serving

BROWSER_TESTS = ROOT / "tests" / "browser"

# No test asserts a time, whatever else the machine has to do.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All under tests/browser is marked `browser`, or `apart` where it starts what it looks at."""
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            shares = "server" in getattr(item, "fixturenames", ["server"])
            item.add_marker("browser" if shares else "apart")


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served dashboard writes its output."""
    return tmp_path_factory.mktemp("server") / "server.log"


@pytest.fixture(scope="session")
def server(server_log: Path) -> Iterator[str]:
    """The base address of the served dashboard; the application is at `/app` below it."""
    with serving(ROOT / "dashboard" / "app.py", server_log) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def context_options() -> dict[str, object]:
    """Options of the test's browser context; parametrize this to set a viewport, theme or touch."""
    return {"viewport": {"width": 1280, "height": 720}, "accept_downloads": True}


@pytest.fixture
def context_and_record(
    browser: Browser, context_options: dict[str, object]
) -> Iterator[tuple[BrowserContext, Record]]:
    """A fresh browser context and what its pages did, nothing held against them."""
    context, record = watched_context(browser, **context_options)
    yield context, record
    context.close()


@pytest.fixture(scope="session")
def kept_contexts(browser: Browser) -> Iterator[dict[str, tuple[BrowserContext, Record]]]:
    """The contexts that are kept for the pages of several tests, by their options."""
    kept: dict[str, tuple[BrowserContext, Record]] = {}
    yield kept
    for context, _ in kept.values():
        context.close()


@pytest.fixture
def page(
    browser: Browser,
    kept_contexts: dict[str, tuple[BrowserContext, Record]],
    context_options: dict[str, object],
) -> Iterator[Page]:
    """A fresh page, which must have no fault on its record at the end of the test.

    Its context is kept for its cache: a fresh one loads and reads every script anew. What else
    a test leaves is taken away: cookies, permissions, and what a page has stored.
    """
    options = repr(context_options)
    if options not in kept_contexts:
        kept_contexts[options] = watched_context(browser, **context_options)
    context, record = kept_contexts[options]
    record.clear()
    yield context.new_page()
    faults = record.faults()
    for opened in context.pages:
        if opened.url.startswith("http"):
            stored = {"origin": opened.url, "storageTypes": "local_storage"}
            context.new_cdp_session(opened).send("Storage.clearDataForOrigin", stored)
        opened.close()
    context.clear_cookies()
    context.clear_permissions()
    assert faults == []
