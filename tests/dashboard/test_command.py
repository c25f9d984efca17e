"""The command: what it serves and how, and that it is the only place which says so."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from itertools import pairwise

import pytest

from dashboard import command
from dashboard.files import ASSETS
from engine import __version__, compiled
from tests.serving import ROOT


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines that Panel was called with, and what was run beside."""
    lines: list[list[str]] = []
    monkeypatch.setattr(sys, "argv", ["before"])
    monkeypatch.setattr("panel.command.main", lambda: lines.append(list(sys.argv)))
    monkeypatch.setattr(command, "compile_ahead", lambda: lines.append(["precompile"]))
    monkeypatch.setattr(compiled, "forecast", lambda files: None)
    return lines


def test_it_serves_this_machine_alone_and_guarded(called: list[list[str]]) -> None:
    command.main(["serve", "--port", "6201", "--show", "--allow-websocket-origin", "a.example"])
    ((program, task, app, *options),) = called
    assert (program, task) == ("panel", "serve")
    assert app == str(ROOT / "dashboard" / "app.py")
    told = dict(pairwise(options))
    assert told["--plugins"] == "dashboard.server.guard"
    assert told["--address"] == "127.0.0.1" and told["--port"] == "6201"
    assert told["--unused-session-lifetime"] == str(command.WAITS)
    assert "--warm" in options
    origins = [after for one, after in pairwise(options)
               if one == "--allow-websocket-origin"]  # fmt: skip
    assert origins == ["127.0.0.1:6201", "localhost:6201", "a.example"]
    assert options[-3:] == ["--show", "--allow-websocket-origin", "a.example"]


def test_panel_takes_what_it_is_told() -> None:
    import argparse

    from panel.command.serve import Serve

    parser = argparse.ArgumentParser()
    Serve(parser=parser)
    told = parser.parse_args(command.serving(6201, ["--address", "0.0.0.0"])[1:])
    assert told.address == "0.0.0.0", "what is said last holds"
    assert (told.port, told.plugins, told.warm) == (6201, ["dashboard.server.guard"], True)
    assert told.unused_session_lifetime == command.WAITS


@pytest.mark.parametrize(
    ("forecast", "compiles"), [(None, False), (compiled.FIRST, True), ("kept nowhere", False)]
)
def test_what_is_not_compiled_is_before_it_listens(
    called: list[list[str]], monkeypatch: pytest.MonkeyPatch, forecast: str | None, compiles: bool
) -> None:
    monkeypatch.setattr(compiled, "forecast", lambda files: forecast)
    command.main(["serve"])
    assert [line[0] for line in called] == (["precompile", "panel"] if compiles else ["panel"])


def test_it_compiles_ahead(called: list[list[str]]) -> None:
    command.main(["precompile"])
    assert called == [["precompile"]]


@pytest.mark.parametrize("line", [[], ["precompile", "--fast"], ["server"]])
def test_what_it_does_not_know_is_refused(line: list[str], called: list[list[str]]) -> None:
    with pytest.raises(SystemExit) as refused:
        command.main(line)
    assert refused.value.code == 2 and called == []


def test_the_version_is_told_in_any_encoding() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.command", "--version"],
        cwd=ROOT, capture_output=True, check=True,
        env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "PATH": ""},
    )  # fmt: skip
    assert done.stdout.decode() == f"quantum-battery-explorer {__version__}\n"


def test_make_and_the_wheel_use_the_same_command() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "-m dashboard.command serve --port $(PORT) $(ARGS)" in makefile
    assert "panel serve dashboard" not in makefile
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"] == {command.NAME: "dashboard.command:main"}
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["sources"] == {"assets": "dashboard/assets"}


def test_the_assets_are_there() -> None:
    for name in ("style.css", "theme.js", "restyle.js", "icons/favicon.ico"):
        assert (ASSETS / name).is_file()
