"""A function fits on a screen and a module has one subject: neither outgrows what can be read."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("engine", "dashboard")

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
# Numba's cache on disk notices a change of a kernel only in the file of what calls it, so a topic's
# kernels stand in one. The two pages are to become shorter, and must not become longer.
LONGER_MODULES = {
    "engine/capacitance/kernels.py": 860,
    "engine/collision/kernels.py": 860,
    "dashboard/page.py": 500,
    "dashboard/pages/selfdischarge/page.py": 500,
}

SILENT = {
    tokenize.ENDMARKER,
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of_code(source: str) -> set[int]:
    """The numbers of the lines that hold more than a comment.

    >>> sorted(lines_of_code("a = 1\\n\\n# why\\nb = 2  # this\\n"))
    [1, 4]
    """
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        line
        for token in tokens
        if token.type not in SILENT
        for line in range(token.start[0], token.end[0] + 1)
    }


def length(function: Function, code: set[int]) -> int:
    """The lines of a function that hold code, without its docstring."""
    own = code & set(range(function.lineno, (function.end_lineno or 0) + 1))
    if ast.get_docstring(function) is not None:
        told = function.body[0]
        own -= set(range(told.lineno, (told.end_lineno or 0) + 1))
    return len(own)


def long_functions(root: Path) -> list[str]:
    """Functions longer than a screen."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            source = path.read_text("utf-8")
            code = lines_of_code(source)
            found += [
                f"{path.relative_to(root)}:{node.lineno}: {node.name} has {lines} lines"
                for node in ast.walk(ast.parse(source))
                if isinstance(node, Function) and (lines := length(node, code)) > LONGEST_FUNCTION
            ]
    return found


def long_modules(root: Path) -> list[str]:
    """Modules longer than they may be."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            lines = path.read_text("utf-8").count("\n")
            if lines > LONGER_MODULES.get(name, LONGEST_MODULE):
                found.append(f"{name} has {lines} lines")
    return found


@pytest.mark.parametrize("gate", [long_functions, long_modules])
def test_nothing_is_too_long(gate) -> None:
    assert gate(ROOT) == []


def test_the_gates_see_planted_faults(tmp_path: Path) -> None:
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
    planted = tmp_path / "engine" / "planted.py"
    told = 'def told():\n    """It says\n\n    much."""\n' + "    # why\n    x = 1\n\n" * 59
    planted.write_text(told, "utf-8")
    assert long_functions(tmp_path) == []
    planted.write_text(f"{told}\n\nclass A:\n    def f(self):\n" + "        x = 1\n" * 60, "utf-8")
    (found,) = long_functions(tmp_path)
    assert found.startswith("engine/planted.py:") and found.endswith("f has 61 lines")
    assert long_modules(tmp_path) == []
    planted.write_text("x = 1\n" * 401, "utf-8")
    assert long_modules(tmp_path) == ["engine/planted.py has 401 lines"]
    kernels = tmp_path / "engine" / "collision" / "kernels.py"
    kernels.parent.mkdir()
    planted.rename(kernels)
    assert long_modules(tmp_path) == []
    kernels.write_text("x = 1\n" * 1000, "utf-8")
    assert long_modules(tmp_path) == ["engine/collision/kernels.py has 1000 lines"]
