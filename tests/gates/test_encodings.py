"""Text is UTF-8 wherever this runs: every file and pipe that is read as text names its encoding.

Without one Python takes the system's, which on Windows and in a Latin-1 terminal has no θ.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("engine", "dashboard", "tests")
# Which argument of each call is the encoding, where it is not named.
PLACE = {"read_text": 0, "write_text": 1}


def opens_text(call: ast.Call) -> bool:
    """Whether a call reads or writes text in whatever encoding the system has.

    >>> def opens(code):
    ...     return opens_text(ast.parse(code).body[0].value)
    >>> [opens(code) for code in ("open(a)", "open(a, 'rb')", "a.open('w')", "page.open(q=1)")]
    [True, False, True, False]
    >>> [opens(code) for code in ("a.read_text()", "a.write_text(b, 'utf-8')", "run(a, text=True)")]
    [True, False, True]
    """
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if "encoding" in named:
        return False
    if isinstance(named.get("text"), ast.Constant) or "universal_newlines" in named:
        return True
    match call.func:
        case ast.Attribute(attr="read_text" | "write_text" as name):
            return len(call.args) <= PLACE[name]
        case ast.Name(id="open"):
            mode = named.get("mode", call.args[1] if len(call.args) > 1 else ast.Constant("r"))
            return isinstance(mode, ast.Constant) and "b" not in str(mode.value)
        case ast.Attribute(attr="open"):
            mode = named.get("mode", call.args[0] if call.args else None)
            modes = {"r", "w", "a", "x", "r+", "w+", "a+", "rt", "wt"}
            return isinstance(mode, ast.Constant) and mode.value in modes
    return False


def text_without_encoding(root: Path) -> list[str]:
    """Every such call below the folders of the project, by file and line."""
    return [
        f"{path.relative_to(root)}:{node.lineno}: {ast.unparse(node)[:60]}"
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and opens_text(node)
    ]


def test_every_text_names_its_encoding() -> None:
    assert text_without_encoding(ROOT) == []


@pytest.mark.parametrize(
    "fault",
    [
        "open('a')", "open('a', 'w')", "open('a', mode='a')", "Path('a').open('w')",
        "Path('a').read_text()", "Path('a').write_text('θ')", "run(['a'], text=True)",
        "Popen(['a'], universal_newlines=True)",
    ],
)  # fmt: skip
def test_the_gate_sees_a_planted_fault(tmp_path: Path, fault: str) -> None:
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "engine" / "planted.py").write_text(f"x = 1\n{fault}\n", "utf-8")
    (found,) = text_without_encoding(tmp_path)
    assert found.startswith("engine/planted.py:2: ")
