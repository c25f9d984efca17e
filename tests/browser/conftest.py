"""The dashboard in a fresh tab for each browser test."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer import PATIENCE, Explorer

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def explorer(page: Page, server: str) -> Explorer:
    """A tab for the served dashboard; at the end of the test its record must be without fault."""
    return Explorer(page, server)
