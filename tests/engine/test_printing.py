"""What is printed fits the terminal, whatever its encoding lacks."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from engine.printing import fit_terminal
from tests.serving import ROOT

ENCODINGS = ("ascii", "latin-1", "cp1252", "utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_the_terminal_lacks_is_written_as_an_escape(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    with monkeypatch.context() as here:
        here.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
        fit_terminal()
        print("θ = 0.03 … ± 2 × 10⁻³", flush=True)
        # A text stream that nobody holds any more closes what it writes to.
        text = written.getvalue().decode(encoding)
    assert " = 0.03 " in text
    assert text.startswith("θ" if encoding == "utf-8" else "\\u03b8")


def test_a_stream_of_somebody_elses_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as here:
        here.setattr(sys, "stdout", io.StringIO())
        fit_terminal()
        print("θ")
        assert sys.stdout.getvalue() == "θ\n"  # type: ignore[attr-defined]


PRINTS = {
    "precompiling": "from engine import precompile; precompile.precompile()",
    "a benchmark": "import tests.benchmarks; print('θ ± 3 …')",
}


@pytest.mark.parametrize("what", PRINTS)
def test_what_is_printed_at_a_start_goes_through(what: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    kept |= {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LANG": "C"}
    done = subprocess.run(
        [sys.executable, "-c", PRINTS[what]],
        cwd=ROOT,
        env=kept,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert done.stdout.isascii()
