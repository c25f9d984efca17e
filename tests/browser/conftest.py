"""The dashboard for browser tests: a fresh tab for each, or one page of a topic for several."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import pages
from tests.browser.explorer import PATIENCE, Explorer
from tests.chromium import Record, watched_context

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def explorer(page: Page, server: str) -> Explorer:
    """A tab for the served dashboard; at the end of the test its record must be without fault."""
    return Explorer(page, server)


@pytest.fixture(scope="session", params=pages.folders())
def opened(
    request: pytest.FixtureRequest, browser: Browser, server: str
) -> Iterator[tuple[str, Explorer, Record]]:
    """The page of each topic, opened once: pytest runs all tests of one topic together."""
    context, record = watched_context(browser, viewport={"width": 1280, "height": 720})
    yield request.param, Explorer(context.new_page(), server).open(page=request.param), record
    context.close()


@pytest.fixture
def topic(opened: tuple[str, Explorer, Record]) -> Iterator[tuple[str, Explorer]]:
    """A topic and its page at its defaults, for tests of what does not depend on its history.

    As a fresh page does, it must have no fault on its record at the end of each test.
    """
    key, explorer, record = opened
    explorer.reset()
    yield key, explorer
    faults = record.faults()
    record.clear()
    assert faults == []
