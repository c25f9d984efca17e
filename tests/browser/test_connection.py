"""A page whose connection is lost: it says so, keeps what is set, and joins again by itself."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from bokeh.util.token import generate_jwt_token, get_session_id
from playwright.sync_api import BrowserContext, Locator, Route, expect

from tests.browser.explorer import PATIENCE, Explorer, expect_same_as_fresh
from tests.chromium import Record
from tests.proxy import Proxy
from tests.serving import ROOT, free_port, serving_at

MAIN = "charging"
# With it a test can write a token that the server once could have written.
KEY = b"a key of these tests, which nobody else has"


class Served:
    """The dashboard behind a proxy of its own; it can be killed and started anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.proxy = Proxy(free_port(), self.port)
        self.base = f"http://127.0.0.1:{self.proxy.port}"
        self.stack = ExitStack()

    def start(self) -> None:
        origin = f"127.0.0.1:{self.proxy.port}"
        options = (
            "--allow-websocket-origin", origin,
            "--unused-session-lifetime", "3000", "--check-unused-sessions", "1000",
        )  # fmt: skip
        script = ROOT / "dashboard" / "app.py"
        self.stack.enter_context(
            serving_at(self.port, script, self.folder / "server.log", *options)
        )

    def stop(self) -> None:
        self.stack.close()

    @property
    def pid(self) -> int:
        """The number of the server's process."""
        lines = (self.folder / "server.log").read_text("utf-8")
        return int(re.findall(r"with process id: (\d+)", lines)[-1])


class Tab(Explorer):
    """A tab whose page has joined the server once it is open."""

    def open(self, query: str = "", **settings: str) -> Explorer:
        super().open(query, **settings)
        self.until("the page to join", lambda: self.page.evaluate("pageConnection.joined"))
        return self


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    one = Served(tmp_path_factory.mktemp("served"))
    with one.proxy.running(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOKEH_SECRET_KEY", KEY.decode())
        patch.setenv("BOKEH_SIGN_SESSIONS", "yes")
        one.start()
        yield one
        one.stop()


@pytest.fixture
def lost(context_and_record: tuple[BrowserContext, Record], served: Served) -> Iterator[Explorer]:
    """A tab that may lose its server: what its console says of that is not held against it."""
    context, record = context_and_record
    yield Tab(context.new_page(), served.base)
    assert record.page_errors == []


def words(explorer: Explorer) -> Locator:
    """The sentence about the connection."""
    return explorer.page.locator(".connection-words")


def state(explorer: Explorer) -> str:
    return str(explorer.page.evaluate("pageConnection.state"))


def expect_pale(explorer: Explorer) -> None:
    """Until whatever shows results is pale: every picture, the sentence and the numbers."""
    explorer.until(
        "every picture to be pale",
        lambda: all(explorer.opacity(view) < 0.6 for view in explorer.views()),
    )
    assert len(explorer.views()) > 1
    for part in (explorer.sentence, explorer.page.locator(".second")):
        expect(part).to_have_css("opacity", "0.45")


def expect_joined(explorer: Explorer) -> None:
    """Until the page is live again and has said so."""
    expect(words(explorer)).to_contain_text("Connected again", timeout=2 * PATIENCE)
    explorer.expect_settled()


def test_a_server_that_is_killed_and_started_again(lost: Explorer, served: Served) -> None:
    lost.open(c="0.9")
    lost.expect_drawn(MAIN)
    os.kill(served.pid, signal.SIGKILL)
    expect(words(lost)).to_contain_text("The connection to the server is lost since")
    expect(words(lost)).to_have_role("status")

    lost.type("theta", "0.02π")
    lost.choose("battery", "spin")
    lost.type("q", "7")
    expect_pale(lost)
    expect(lost.control("theta")).to_have_class(re.compile("unanswered"))
    lost.until("the link", lambda: lost.link().get("theta") == ["0.02π"])
    assert lost.link()["battery"] == ["spin"]
    for press in (
        lambda: lost.press("Reset every setting"),
        lambda: lost.preset("Fig"),
        lambda: lost.go_to("Noisy storage"),
    ):
        lost.page.evaluate("pageConnection.words.say('')")
        press()
        expect(words(lost)).to_contain_text("That needs the server")
    lost.box("collisions").fill("123")
    lost.page.wait_for_timeout(100)

    served.stop()
    served.start()
    expect_joined(lost)
    expect(lost.box("theta")).to_have_value("0.02π")
    expect(lost.box("q")).to_have_value("7")
    expect(lost.refusal("q")).to_contain_text("q must be between 0 and 1, not 7.")
    expect(lost.box("collisions")).to_have_value("123")
    lost.box("collisions").press("Escape")
    lost.expect_link(theta="0.02π", battery="spin", c="0.9", q=None, fresh=None)
    expect_same_as_fresh(lost, MAIN)
    lost.press("Undo (Ctrl+Z)")
    lost.expect_link(c="0.9", battery=None, theta=None)


def test_a_line_that_is_cut_keeps_the_history(lost: Explorer, served: Served) -> None:
    lost.open()
    lost.type("c", "0.9")
    lost.expect_link(c="0.9")
    lost.drag("q", 0.7)
    lost.until("the link", lambda: "q" in lost.link())
    served.proxy.cut()
    expect_joined(lost)
    lost.press("Undo (Ctrl+Z)")
    lost.expect_link(c="0.9", q=None)
    lost.press("Undo (Ctrl+Z)")
    lost.expect_link(c=None, q=None)
    lost.press("Redo (Ctrl+Shift+Z)")
    lost.expect_link(c="0.9", q=None)


def test_a_line_that_is_dead_without_a_word(lost: Explorer, served: Served) -> None:
    lost.open()
    served.proxy.forget()
    lost.type("theta", "0.02π")
    expect(words(lost)).to_contain_text("The server has not answered since")
    expect(words(lost)).to_contain_text("the connection is lost")
    expect_pale(lost)
    expect_joined(lost)
    lost.expect_link(theta="0.02π")


def test_a_network_that_loses_packets_for_a_while(lost: Explorer, served: Served) -> None:
    lost.open()
    lost.page.evaluate("globalThis.stayed = true")
    served.proxy.hold()
    try:
        lost.type("theta", "0.02π")
        expect(words(lost)).to_contain_text("has not answered")
        lost.page.wait_for_timeout(2500)
    finally:
        served.proxy.release()
    expect(words(lost)).to_contain_text("The server answers again.")
    lost.expect_link(theta="0.02π")
    lost.expect_settled()
    assert lost.page.evaluate("globalThis.stayed")


def test_a_server_that_is_busy_is_not_left(lost: Explorer, served: Served) -> None:
    lost.open()
    lost.page.evaluate("globalThis.stayed = true")
    os.kill(served.pid, signal.SIGSTOP)
    try:
        lost.type("theta", "0.03π")
        expect(words(lost)).to_contain_text("it is busy, or the connection is lost")
        lost.page.wait_for_timeout(5000)
        assert state(lost) == "silent"
    finally:
        os.kill(served.pid, signal.SIGCONT)
    expect(words(lost)).to_contain_text("The server answers again.")
    lost.expect_link(theta="0.03π")
    lost.expect_settled()
    assert lost.page.evaluate("globalThis.stayed")


def test_five_minutes_away(lost: Explorer, served: Served) -> None:
    lost.page.clock.install()
    lost.open()
    served.proxy.down()
    try:
        expect(words(lost)).to_contain_text("is lost since")
        lost.type("theta", "0.02π")
        lost.page.clock.fast_forward("05:00")
        expect(words(lost)).to_contain_text("so the page cannot join it")
        expect(words(lost).get_by_role("button", name="Try again")).to_be_visible()
        lost.page.clock.fast_forward("01:00:00")
        expect(words(lost)).to_contain_text("the page has stopped trying")
    finally:
        served.proxy.up()
    words(lost).get_by_role("button", name="Try again").click()
    expect_joined(lost)
    lost.expect_link(theta="0.02π")


def test_a_tab_that_was_suspended_while_its_line_was_cut(lost: Explorer, served: Served) -> None:
    lost.open()
    session = lost.page.context.new_cdp_session(lost.page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    served.proxy.cut()
    session.send("Page.setWebLifecycleState", {"state": "active"})
    expect_joined(lost)


def aged(html: str) -> str:
    """A page as its server gave it long ago: its token has expired."""

    def expire(found: re.Match[str]) -> str:
        session = get_session_id(found[1])
        token = generate_jwt_token(session, secret_key=KEY, signed=True, expiration=-10)
        return f'"token":"{token}"'

    found, count = re.subn(r'"token":"([^"]+)"', expire, html)
    assert count == 1
    return found


@pytest.mark.parametrize("stubborn", [False, True])
def test_a_page_that_is_older_than_its_token(
    stubborn: bool, lost: Explorer, served: Served
) -> None:
    asked: list[str] = []

    def store(route: Route) -> None:
        asked.append(route.request.url)
        if "fresh=" in route.request.url and not stubborn:
            route.continue_()
            return
        answer = route.fetch()
        route.fulfill(response=answer, body=aged(answer.text()))

    lost.page.route("**/app?*", store)
    lost.page.goto(f"{served.base}/app?theta=0.02π")
    if not stubborn:
        lost.wait_until_drawn()
        expect(lost.box("theta")).to_have_value("0.02π")
        lost.expect_link(theta="0.02π", fresh=None)
        assert len(asked) == 2
        return
    expect(words(lost)).to_contain_text("loaded again several times", timeout=2 * PATIENCE)
    lost.page.wait_for_timeout(1500)
    assert len(asked) == 4
    lost.page.unroute("**/app?*")
    words(lost).get_by_role("button", name="Try again").click()
    lost.wait_until_drawn()
    lost.expect_link(theta="0.02π", fresh=None)
