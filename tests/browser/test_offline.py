"""Nothing leaves the machine; and the gate that says so is shown to work on planted faults."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.explorer import Explorer
from tests.chromium import Record, is_local
from tests.proxy import Proxy
from tests.serving import ROOT, free_port, serving


def test_everything_comes_from_this_machine(
    context_and_record: tuple[BrowserContext, Record], server: str
) -> None:
    context, record = context_and_record
    explorer = Explorer(context.new_page(), server).open()
    explorer.expect_drawn("charging", "distribution")
    explorer.page.evaluate("document.fonts.ready")
    assert len(record.requests) > 8
    assert [address for address in record.requests if not is_local(address)] == []
    assert any(address.startswith("ws://127.0.0.1") for address in record.requests)
    kinds = ("bokeh", "panel", ".js")
    assert all(any(kind in address for address in record.requests) for kind in kinds)
    sources = explorer.page.evaluate(
        "[...document.querySelectorAll('[src], link[href]')].map((one) => one.src ?? one.href)"
    )
    assert [address for address in sources if not is_local(address)] == []
    assert record.faults() == []


# Bytes of a first visit: page, scripts, document and font.
FIRST_VISIT = 1_100_000


def test_a_first_visit_is_light(page: Page, server: str) -> None:
    with Proxy(free_port(), urlsplit(server).port or 0).running() as proxy:
        explorer = Explorer(page, f"http://127.0.0.1:{proxy.port}").open()
        explorer.expect_drawn("charging", "distribution")
        explorer.page.evaluate("document.fonts.ready")
        assert 300_000 < proxy.came < FIRST_VISIT
        page.close()


# Each asks another machine for something in its own way.
PLANTS = {
    "script": "fetch('http://example.com/a.js').catch(() => null)",
    "style": "document.head.append(Object.assign(document.createElement('link'),"
    " {rel: 'stylesheet', href: 'https://fonts.example.com/b.css'}))",
    "picture": "Object.assign(new Image(), {src: 'https://example.org/c.png'})",
    "socket": "void new WebSocket('wss://example.net/d')",
}


# The server's own policy keeps such a request from being made at all; the gate must not rest on it.
@pytest.mark.parametrize("context_options", [{"bypass_csp": True}], ids=["no policy"])
@pytest.mark.parametrize("plant", PLANTS)
def test_a_request_to_another_machine_is_caught(
    plant: str, context_and_record: tuple[BrowserContext, Record], server: str
) -> None:
    context, record = context_and_record
    explorer = Explorer(context.new_page(), server).open()
    assert record.faults() == []
    explorer.page.evaluate(f"() => {{ {PLANTS[plant]} }}")
    explorer.until("the request to be refused", lambda: len(record.blocked) == 1)
    assert "example." in record.blocked[0]
    assert any("asked for" in fault for fault in record.faults())


def test_the_policy_of_the_server_keeps_pages_at_home(
    context_and_record: tuple[BrowserContext, Record], server: str
) -> None:
    context, record = context_and_record
    explorer = Explorer(context.new_page(), server).open()
    kinds = PLANTS.keys() - {"socket"}  # Playwright stands before the policy there
    for kind in kinds:
        explorer.page.evaluate(f"() => {{ {PLANTS[kind]} }}")
    explorer.until("all refusals", lambda: len(record.console_errors) >= len(kinds))
    assert all("Content Security Policy" in error for error in record.console_errors)
    explorer.until("none to come as far as the gate", lambda: record.blocked == [])


def test_errors_on_the_page_are_caught(
    context_and_record: tuple[BrowserContext, Record], server: str
) -> None:
    context, record = context_and_record
    page: Page = context.new_page()
    Explorer(page, server).open()
    page.evaluate("console.error('planted'); setTimeout(() => { throw Error('thrown') })")
    expect(page.locator("h1")).to_be_visible()
    Explorer(page, server).until("the errors", lambda: len(record.faults()) == 2)
    assert record.console_errors == ["planted"]
    assert "thrown" in record.page_errors[0]


# Ways in which a page's socket finds no session of its own request: it is gone before the scripts
# have come, another process had it, another visitor had it first.
SESSIONS = {
    "late": ("--unused-session-lifetime", "500", "--check-unused-sessions", "250"),
    "processes": ("--num-procs", "2"),
    "reused": ("--reuse-sessions",),
}
LOADS = 3
LATE_MS = 3_000
PATIENCE_MS = 120_000  # each process prepares itself with its own first page


@pytest.mark.parametrize("way", SESSIONS)
def test_nothing_leaves_the_machine_however_a_session_is_made(
    way: str, context_and_record: tuple[BrowserContext, Record], tmp_path: Path
) -> None:
    context, record = context_and_record
    with serving(ROOT / "dashboard" / "app.py", tmp_path / "server.log", *SESSIONS[way]) as base:
        for _ in range(1 if way == "late" else LOADS):
            page = context.new_page()
            page.set_default_navigation_timeout(PATIENCE_MS)
            if way == "late":
                page.route("**/bokeh.min.js*", late)
            Explorer(page, base).open()
            page.close()
        styles = [address for address in record.requests if ".css" in address]
    assert len(styles) >= 4
    assert [address for address in record.requests if not is_local(address)] == []
    assert record.faults() == []


def late(route: Route) -> None:
    """A script that is long on its way."""
    route.request.frame.page.wait_for_timeout(LATE_MS)
    route.continue_()
