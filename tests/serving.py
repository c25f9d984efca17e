"""The dashboard served for a test or a benchmark: its own process and port, this machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 300
SECONDS_TO_END = 10


@contextmanager
def serving(script: Path, log: Path, *options: str) -> Iterator[str]:
    """Serve `script` as `make serve` does; yields the base address, which has no path.

    The page is at the script's name: `dashboard/app.py` at `/app`. Output goes to `log`;
    `options` go to `panel serve`. The page has been opened once when this yields.
    """
    port = free_port()
    with serving_at(port, script, log, *options) as base:
        yield base


@contextmanager
def serving_at(port: int, script: Path, log: Path, *options: str) -> Iterator[str]:
    """The same at a port of one's choice."""
    command = [sys.executable, "-m", "panel", "serve", str(script), "--address", "127.0.0.1"]
    command += ["--port", str(port), "--allow-websocket-origin", f"127.0.0.1:{port}", *options]
    if script.is_relative_to(ROOT / "dashboard"):
        command += ["--plugins", "dashboard.server.guard"]
    base = f"http://127.0.0.1:{port}"
    with running(command, f"{base}/{script.stem}", log):
        yield base


@contextmanager
def running(command: Sequence[str], address: str, log: Path, **environment: str) -> Iterator[None]:
    """Run a server from when its address opens; with its output in `log`, ended at the end."""
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | threads | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_open(address, server, log)
        yield
    finally:
        _end(server)


def free_port() -> int:
    """A port that nobody uses on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_open(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=SECONDS_TO_START).close()
            return
        except HTTPError as error:
            error.close()
            break
        except URLError:
            time.sleep(0.1)
    said = log.read_text("utf-8", "replace")
    raise RuntimeError(f"The server did not open at {address}. Its log:\n{said}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
