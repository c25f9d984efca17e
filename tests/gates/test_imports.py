"""The import rule: arrows point one way, from the dashboard to the engine to numpy.

The engine knows no GUI, numba stays in `engine/compiled.py`, and a page never calls a solver. Each
gate takes the root of a checkout and names what breaks the rule; each is shown to see a planted
fault.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUI = {"panel", "panel_material_ui", "holoviews", "hvplot", "bokeh", "dashboard"}
SOLVERS = {"scipy", "qutip", "numba"}

IMPORT_EVERY_ENGINE_MODULE = """
import importlib, pkgutil, sys
import engine
for module in pkgutil.walk_packages(engine.__path__, "engine."):
    importlib.import_module(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def imported_packages(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and top-level package of every import, wherever in the file it stands.

    >>> list(imported_packages("import numpy.fft\\ndef f():\\n    from panel.io import hold"))
    [(1, 'numpy'), (3, 'panel')]
    >>> list(imported_packages("importlib.import_module('bokeh.plotting')"))
    [(1, 'bokeh')]
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name.partition(".")[0]) for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield node.lineno, module.partition(".")[0]
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__")
                | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                yield node.lineno, module.partition(".")[0]


@cache
def imported(source: str) -> list[tuple[int, str]]:
    """The same of a file's text, read once however many copies there are of it."""
    return list(imported_packages(source))


def imports_of(root: Path, folder: str, packages: set[str]) -> Iterator[tuple[Path, str]]:
    """Yield file and statement of every import of `packages` below `folder`."""
    for path in sorted((root / folder).rglob("*.py")):
        for line, package in imported(path.read_text(encoding="utf-8")):
            if package in packages:
                yield path, f"{path.relative_to(root)}:{line} imports {package}"


def gui_in_engine(root: Path) -> list[str]:
    """Import statements in the engine that name a GUI package."""
    return [statement for _, statement in imports_of(root, "engine", GUI)]


def gui_loaded_by_engine(root: Path) -> list[str]:
    """GUI packages in memory once every engine module is imported, however that came about."""
    loaded = subprocess.run(
        [sys.executable, "-c", IMPORT_EVERY_ENGINE_MODULE],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()
    return sorted(GUI & set(loaded))


def numba_elsewhere(root: Path) -> list[str]:
    """Imports of numba anywhere but in `engine/compiled.py`, which keeps what it compiles."""
    return [
        statement
        for folder in ("engine", "dashboard")
        for path, statement in imports_of(root, folder, {"numba"})
        if path != root / "engine" / "compiled.py"
    ]


def solvers_in_pages(root: Path) -> list[str]:
    """Import statements in the dashboard's pages that name a solver."""
    return [statement for _, statement in imports_of(root, "dashboard/pages", SOLVERS)]


GATES = [gui_in_engine, gui_loaded_by_engine, numba_elsewhere, solvers_in_pages]


@pytest.mark.parametrize("gate", GATES)
def test_the_import_rule_holds(gate):
    assert gate(ROOT) == []


@pytest.mark.parametrize(
    ("gate", "file", "fault", "report"),
    [
        (gui_in_engine, "engine/planted.py", "import holoviews", "planted.py:1 imports holoviews"),
        (gui_in_engine, "engine/planted.py", "if True:\n  import dashboard.live", ":2 imports"),
        (gui_loaded_by_engine, "engine/planted.py", "__import__('bok' + 'eh')", "bokeh"),
        (numba_elsewhere, "engine/planted.py", "from numba import njit", "imports numba"),
        (numba_elsewhere, "engine/planted_kernels.py", "from numba import njit", "imports numba"),
        (numba_elsewhere, "dashboard/planted.py", "import numba.typed", "imports numba"),
        (solvers_in_pages, "dashboard/pages/planted.py", "import scipy.linalg", "imports scipy"),
    ],
)
def test_each_gate_sees_a_planted_fault(tmp_path, gate, file, fault, report):
    for folder in ("engine", "dashboard"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    assert gate(tmp_path) == []
    (tmp_path / file).write_text(fault + "\n", encoding="utf-8")
    (found,) = gate(tmp_path)
    assert report in found
