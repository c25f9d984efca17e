"""Connections that hold room without a request go when somebody comes with one."""

from __future__ import annotations

import resource
import socket
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.server.strangers import TOKEN, ask, connect
from tests.serving import free_port, running

DESCRIPTORS = 200
HALVES = 260


def with_few_descriptors(port: int) -> list[str]:
    """The command that serves the dashboard in a process that may open only so many files."""
    served = [sys.executable, "-m", "panel", "serve", "dashboard/app.py",
              "--plugins", "dashboard.server.guard", "--address", "127.0.0.1",
              "--port", str(port), "--allow-websocket-origin", f"127.0.0.1:{port}"]  # fmt: skip
    start = (
        "import os, resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, "
        f"({DESCRIPTORS}, {DESCRIPTORS})); os.execv(sys.argv[1], sys.argv[1:])"
    )
    return [sys.executable, "-c", start, *served]


HALF = {
    "a line": b"GET /app HTTP/1.1\r\n",
    "a header": b"GET /app HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ",
    "a body": b"POST /app HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\na",
    "nothing": b"",
}


def test_half_sent_requests_keep_nobody_out(tmp_path: Path) -> None:
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 2 * HALVES:
        pytest.skip("too few descriptors for the strangers themselves")
    port, log = free_port(), tmp_path / "server.log"
    base = f"http://127.0.0.1:{port}"
    with running(with_few_descriptors(port), f"{base}/app", log), ExitStack() as strangers:
        reader = strangers.enter_context(open_socket(base))
        for number in range(HALVES):
            stranger = strangers.enter_context(connect(base))
            stranger.sendall(list(HALF.values())[number % len(HALF)])
        assert '"token":"' in ask(base, "/app?page=storage").body
        # So do those that had an answer and wait: whoever is served comes first.
        for _ in range(HALVES):
            stranger = strangers.enter_context(connect(base))
            stranger.sendall(b"HEAD /app HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert stranger.recv(12) == b"HTTP/1.1 200"
        assert ask(base, "/static/js/bokeh.min.js").status == 200
        assert is_open(reader)
    text = log.read_text("utf-8")
    assert "Too many open files" not in text and "Traceback" not in text
    assert 1 <= text.count("there is no room for more") <= 20


def open_socket(base: str) -> socket.socket:
    """A page's websocket; returned when the server has greeted it."""
    token = TOKEN.search(ask(base, "/app?page=storage").body)
    assert token is not None
    reader = connect(base)
    reader.sendall(
        b"GET /app/ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        b"Sec-WebSocket-Protocol: bokeh, " + token[1].encode() + b"\r\n\r\n"
    )
    greeting = b""
    while not greeting.endswith(2 * b"\x81\x02{}"):  # the last two of three texts
        greeting += reader.recv(1_000)
    return reader


def is_open(reader: socket.socket) -> bool:
    """Whether the server has not closed this connection; a ping may have come meanwhile."""
    reader.setblocking(False)
    try:
        return reader.recv(1_000) != b""
    except BlockingIOError:
        return True


LARGE = {
    "a header": b"GET /app HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + b"a" * 300_000,
    "many headers": b"GET /app HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-A: a\r\n" * 30_000,
    "a line": b"GET /" + b"a" * 300_000,
    "a body": b"POST /app HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n",
    "a negative body": b"POST /app HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "two hosts": b"GET /app HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    "two lengths": b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 9\r\n\r\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
}


@pytest.mark.parametrize("kind", LARGE)
def test_what_is_no_request_is_not_waited_for(server: str, kind: str) -> None:
    with connect(server) as stranger:
        try:
            stranger.sendall(LARGE[kind])
            answer = stranger.recv(100)
        except (ConnectionResetError, BrokenPipeError):
            answer = b""
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert ask(server, "/app", method="HEAD").status == 200
