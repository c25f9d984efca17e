"""A real Chromium that sees only this machine, and a record of everything a page did in it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Playwright,
    Request,
    WebSocketRoute,
)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SCHEMES_WITHOUT_HOST = {"about", "blob", "chrome", "data"}
# An expression, not a function: every message of a socket that a function looked at would go
# through the test, and it slows a page down.
SOCKET_ELSEWHERE = re.compile(r"^wss?://(?!(127\.0\.0\.1|localhost|\[::1\])([:/?#]|$))", re.I)

# The resolver rule holds below the page as well: prefetches, workers, the browser's own services.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@dataclass
class Record:
    """What the pages of one browser context did.

    `requests` are the addresses asked for, WebSockets included; `blocked` those of them that are
    not on this machine, each refused; `console_errors` and `page_errors` the messages.
    """

    requests: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Everything a sound page has none of, one line each."""
        return [
            *(f"asked for {address}" for address in self.blocked),
            *(f"console: {message}" for message in self.console_errors),
            *(f"uncaught: {message}" for message in self.page_errors),
        ]

    def clear(self) -> None:
        """Forget everything: what comes is another test's."""
        for kept in (self.requests, self.blocked, self.console_errors, self.page_errors):
            kept.clear()


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium without a window."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise RuntimeError("Browser tests need Chromium: `make test` installs it on Debian.")
    return playwright.chromium.launch(executable_path=program, args=list(FLAGS))


def is_local(address: str) -> bool:
    """Whether a request for this address stays on this machine."""
    parts = urlsplit(address)
    return parts.scheme in SCHEMES_WITHOUT_HOST or parts.hostname in LOOPBACK


def watched_context(browser: Browser, **options: object) -> tuple[BrowserContext, Record]:
    """A fresh context whose pages are recorded and cannot leave this machine.

    `options` go to Playwright's `new_context`: viewport, color_scheme, has_touch and so on.
    """
    context = browser.new_context(service_workers="block", **options)
    record = Record()

    # The resolver refuses what is elsewhere. A route would have every request wait for the test,
    # and would keep the browser from taking a script from its cache.
    def on_request(request: Request) -> None:
        record.requests.append(request.url)
        if not is_local(request.url):
            record.blocked.append(request.url)

    def on_failure(request: Request) -> None:
        # The page's own policy kept this one from being made.
        if request.failure == "csp" and request.url in record.blocked:
            record.blocked.remove(request.url)

    def refuse_socket(route: WebSocketRoute) -> None:
        record.blocked.append(route.url)
        route.close()

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            record.console_errors.append(message.text)

    context.route_web_socket(SOCKET_ELSEWHERE, refuse_socket)
    context.on("request", on_request)
    context.on("requestfailed", on_failure)
    context.on("console", on_console)
    context.on("weberror", lambda error: record.page_errors.append(str(error.error)))
    context.on(
        "page",
        lambda page: page.on("websocket", lambda socket: record.requests.append(socket.url)),
    )
    return context, record
