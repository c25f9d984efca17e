"""A warm start, and an end: a server that is asked to tells its pages, and leaves nothing over."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.server.strangers import Visitor, ask
from tests.serving import ROOT, serving

APP = ROOT / "dashboard" / "app.py"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and forks are POSIX's")


def processes_of(base: str) -> dict[int, int]:
    """The processes that serve at this address, each with the one that made it."""
    port = base.rpartition(":")[2].encode()
    found = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if b"serve" in words and port in words:
                status = (entry / "stat").read_text("utf-8").rpartition(")")[2]
                found[int(entry.name)] = int(status.split()[1])
    return found


def wait_until_gone(base: str) -> None:
    """Wait until no process serves at this address."""
    deadline = time.monotonic() + 60
    while processes_of(base) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_of(base) == {}


def test_a_page_is_told_and_no_process_is_left(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with serving(APP, log, "--num-procs", "2") as base:
        found = processes_of(base)
        assert len(found) == 3
        (parent,) = (process for process, maker in found.items() if maker == os.getpid())

        async def told() -> tuple[str, tuple[int | None, str | None]]:
            async with await Visitor.enter(base, "?page=storage") as visitor:
                await visitor.document()
                os.kill(parent, signal.SIGTERM)
                heard = ""
                while (part := await visitor.socket.read_message()) is not None:
                    heard += part if isinstance(part, str) else ""
            return heard, visitor.farewell

        heard, farewell = asyncio.run(told())
        assert "The server is closing." in heard
        assert farewell == (1001, "The server is closing.")
        wait_until_gone(base)
    assert "The server closes on the end of its parent" in log.read_text("utf-8")


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server that made itself ready before it opened: its address, and its log."""
    log = tmp_path_factory.mktemp("warm") / "server.log"
    with serving(APP, log, "--warm") as base:
        yield base, log


def test_a_warm_start_has_a_page_and_says_nothing_of_errors(warm: tuple[str, Path]) -> None:
    said = warm[1].read_text("utf-8")
    assert "Starting Bokeh server" in said
    assert "Traceback" not in said and "ERROR" not in said


def test_a_hangup_ends_a_server_like_a_termination(warm: tuple[str, Path]) -> None:
    base, log = warm
    (process,) = processes_of(base)
    assert ask(base, "/app", method="HEAD").status == 200
    os.kill(process, signal.SIGHUP)
    wait_until_gone(base)
    text = log.read_text("utf-8")
    assert "The server closes on SIGHUP; 0 pages are open." in text
    assert "Traceback" not in text
