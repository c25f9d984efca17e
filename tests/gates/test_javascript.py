"""The scripts of the pages: linted, type-checked and tried in Node, each as the browser gets it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.components import connection
from dashboard.components.bar import Bar
from dashboard.components.claims_table import ClaimsTable
from dashboard.components.controls import Controls
from dashboard.components.hand import Hand
from dashboard.components.status import Status
from tests.javascript.check import HERE, ROOT, SCRIPTS, faults, node

FOLDERS = ("dashboard", "assets")
COMPONENTS = (Bar, ClaimsTable, Controls, Hand, connection.Connection, Status)


def scripts_nobody_checks(root: Path) -> list[str]:
    """Scripts of the pages that are no part of what is checked."""
    checked = {part for script in SCRIPTS.values() for part in script.parts}
    there = {
        str(path.relative_to(root)) for folder in FOLDERS for path in (root / folder).rglob("*.js")
    }
    return sorted(there - checked)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the scripts alone, to plant faults in."""
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.js"):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    return tmp_path


def test_the_scripts_have_no_fault() -> None:
    assert faults(ROOT) == []


def test_every_script_is_checked(checkout: Path) -> None:
    assert scripts_nobody_checks(checkout) == []
    (checkout / "dashboard" / "planted.js").write_text("let x = 1\n", "utf-8")
    assert scripts_nobody_checks(checkout) == ["dashboard/planted.js"]


def test_what_is_checked_is_what_the_browser_gets() -> None:
    checked = ["".join(script.text(ROOT).split()) for script in SCRIPTS.values()]
    sent = [component._esm for component in COMPONENTS]
    for text in (*sent, connection.script(), connection.sending_script()):
        assert any("".join(text.split()) in one for one in checked)


# A text to put in the place of another, and what is found at its line.
FAULTS = [
    ("dashboard/components/pacer.js", "seq: this.seq,", "seq: this.sec,", "TS"),
    ("dashboard/components/controls.js", "tidy(value, digits)\n", "tidy(value, '12')\n", "TS2345"),
    ("dashboard/components/status.js", "(speaking)", "(talking)", "TS2304"),
    ("dashboard/components/bar.js", 'h("header"', 'h("heading"', "TS2345"),
    ("dashboard/components/component.js", "t.append(child)", "t.add(child)", "TS2339"),
    ("dashboard/components/connection.js", "this.beat(", "this.beats(", "TS2551"),
    ("dashboard/components/reading.js", "this.cut()", "this.cuts()", "TS"),
    ("dashboard/components/hand.js", "this.stand(at)", "this.stands(at)", "TS"),
    ("dashboard/picture/log_ticks.js", "const unit", "const one = 1\n  const unit", "TS6133"),
    ("assets/theme.js", "apply() {", "apply(fast) {", "TS6133"),
    ("assets/theme.js", 'choice === "dark"', 'choice == "dark"', "noDoubleEquals"),
    ("assets/theme.js", "const dark =", "debugger; const dark =", "noDebugger"),
]  # fmt: skip


def test_the_check_sees_planted_faults(checkout: Path) -> None:
    places = []
    for file, sound, fault, words in FAULTS:
        path = checkout / file
        text = path.read_text("utf-8")
        assert sound in text
        places.append((f"{file}:{text[: text.index(sound)].count(chr(10)) + 1}: ", words))
        path.write_text(text.replace(sound, fault, 1), "utf-8")
    found = faults(checkout)
    for place, words in places:
        assert any(one.startswith(place) and words in one for one in found), (place, found)


def test_the_scripts_do_as_they_should() -> None:
    tests = sorted(path.name for path in HERE.glob("*.test.js"))
    ended, said = node("--test", "--test-reporter=tap", *tests)
    assert ended == 0, said
    assert f"# pass {said.count(chr(10) + 'ok ')}" in said
