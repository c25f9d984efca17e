"""A topic costs its own folders alone: the worked example of CONTRIBUTING.md, done in a copy.

The text is followed to the letter. Nothing that was there before is opened.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"^```python (\S+)\n(.*?)^```$", re.M | re.S)
FOLDERS = ("engine", "dashboard", "tests", "assets")
# Lines beside physics, theory and presets that form may cost.
MOST_OF_PAGE, MOST_OF_ENGINE = 300, 200


def written() -> dict[str, str]:
    """The files that the example writes, by path."""
    return dict(CODE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the tree with the example in it."""
    root = tmp_path_factory.mktemp("copy") / "tree"
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("*.py[co]"))
    shutil.copy(ROOT / "pyproject.toml", root)
    for name, text in written().items():
        assert not (root / name).exists(), f"{name} is opened"
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    yield root
    shutil.rmtree(root)


def run(copy: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=copy, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_it_stands_in_folders_of_its_own() -> None:
    folders = {Path(name).parent for name in written()}
    assert folders == {Path("engine/rabi"), Path("dashboard/pages/rabi")}


def test_form_costs_little() -> None:
    lines = {name: len(text.splitlines()) for name, text in written().items()}
    page = sum(count for name, count in lines.items() if name.startswith("dashboard/pages"))
    assert page <= MOST_OF_PAGE
    assert sum(lines.values()) - page <= MOST_OF_ENGINE


def test_it_has_the_form_of_all_code(copy: Path) -> None:
    own = ("engine/rabi", "dashboard/pages/rabi")
    run(copy, "ruff", "check", *own)
    run(copy, "ruff", "format", "--check", *own)


def test_what_walks_over_everything_has_taken_it_in(copy: Path) -> None:
    walks = ("tests/dashboard/test_pages.py", "tests/dashboard/test_stories.py",
             "tests/properties/test_every_scenario.py")  # fmt: skip
    own = ("--doctest-modules", "engine/rabi", "-k", "rabi or Rabi")
    run(copy, "pytest", "-q", "-p", "no:cacheprovider", *walks, *own)


COMPARED = """
import numpy as np
from dashboard import pages
page = pages.Rabi(detuning=0.5)
scope = {}
exec(page.copied_code()["qutip"][1], scope)
assert np.allclose(scope["energy"], page.result.energy, atol=1e-4)
exec(page.copied_code()["python"][1])
assert dict(pages.titles())["rabi"] == "A driven cell"
"""


def test_its_numbers_are_right_and_its_code_runs(copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", COMPARED],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-3000:]
