"""The command `quantum-battery-explorer`: serve the dashboard, compile ahead, say the version.

`make serve` calls it too: how the dashboard is served on one's own machine stands here alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from engine import __version__
from engine.printing import fit_terminal

NAME = "quantum-battery-explorer"
APP = Path(__file__).parent / "app.py"
PORT = 5006
# A session whose browser is gone waits so long for it to come back, and is looked after so often; a
# new one waits while its browser fetches the scripts, which takes five seconds on a slow line.
WAITS, LOOKED_AFTER = 8000, 1000


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says."""
    fit_terminal()
    asked, more = parser().parse_known_args(arguments)
    if asked.task == "serve":
        serve(asked.port, more)
        return
    if more:
        parser().error(f"unrecognized arguments: {' '.join(more)}")
    compile_ahead()


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    whole = argparse.ArgumentParser(NAME, description="Quantum-battery models as live pages.")
    whole.add_argument("--version", action="version", version=f"{NAME} {__version__}")
    tasks = whole.add_subparsers(dest="task", required=True)
    served = tasks.add_parser(
        "serve",
        help="serve the dashboard on this machine",
        description="Serves the dashboard on this machine. Further options go to `panel serve`.",
    )
    served.add_argument("--port", type=int, default=PORT, help=f"where it listens ({PORT})")
    tasks.add_parser("precompile", help="compile the kernels ahead of their first use")
    return whole


def serve(port: int, more: Sequence[str]) -> None:
    """Serve the dashboard until it is told to end; what is not compiled yet is, before."""
    from engine import compiled
    from engine.catalogue import kernel_files

    if compiled.forecast(kernel_files()) == compiled.FIRST:
        compile_ahead()
    from panel.command import main as panel

    print(f"Quantum Battery Explorer: http://127.0.0.1:{port}/app (Ctrl+C ends it)", flush=True)
    sys.argv = ["panel", *serving(port, more)]
    panel()


def serving(port: int, more: Sequence[str]) -> list[str]:
    """What `panel` is told: guarded, and for this machine alone unless `more` says otherwise.

    >>> serving(5006, ["--show"])[-5:]
    ['--allow-websocket-origin', '127.0.0.1:5006', '--allow-websocket-origin', 'localhost:5006', \
'--show']
    """
    here = [f"{name}:{port}" for name in ("127.0.0.1", "localhost")]
    return [
        "serve", str(APP), "--plugins", "dashboard.server.guard", "--warm",
        "--address", "127.0.0.1", "--port", str(port),
        "--unused-session-lifetime", str(WAITS), "--check-unused-sessions", str(LOOKED_AFTER),
        *(part for origin in here for part in ("--allow-websocket-origin", origin)),
        *more,
    ]  # fmt: skip


def compile_ahead() -> None:
    """Compile every kernel, in a process that ends with what that took."""
    subprocess.run([sys.executable, "-m", "engine.precompile"], check=True)


if __name__ == "__main__":
    main()
