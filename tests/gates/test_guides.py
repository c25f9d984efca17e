"""What README, CONTRIBUTING and SECURITY name is there, and their examples run.

A gate takes the root of a checkout and a text, and returns what the text names in vain.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = ("README.md", "CONTRIBUTING.md", "SECURITY.md")

CODE = re.compile(r"```python\n(.*?)```", re.S)
# What a guide tells to write, which is not there yet: `test_example.py` follows it.
WRITTEN = re.compile(r"```python \S+\n.*?```", re.S)
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#:\s]+)\)")
INDENTED = re.compile(r"(?:^|\n)((?: {4}[^\n]*\n)+)")
FOLDERS = r"(?:engine|dashboard|tests|assets|\.ci)"
PATH = re.compile(
    rf"(?<![\w/.-])({FOLDERS}/[\w./-]*[\w/]|[\w.-]+\.(?:py|md|toml|lock|js|css))(?!\w)"
)
MODULE = re.compile(r"(?<![\w/.-])((?:engine|dashboard|tests)(?:\.\w+)+)")
TARGET = re.compile(r"\bmake ([a-z]+)\b")
# Files that a topic has, said of any of them; and what the first call makes.
ANYWHERE = re.compile(r"[\w-]+\.(?:py|js|css)")


def spoken(text: str) -> Iterator[str]:
    """What a guide sets as code: between backticks, indented, or as an example."""
    yield from CODE.findall(text)
    without = WRITTEN.sub("", CODE.sub("", text))
    yield from INDENTED.findall(without)
    yield from QUOTED.findall(without)


def topics(root: Path) -> list[str]:
    """The topics, which are folders of the engine; a page may be about another's, and is none."""
    return sorted(path.parent.name for path in root.glob("engine/*/model.py"))


def is_there(root: Path, path: str) -> bool:
    """Whether a path is there; TOPIC stands for each topic, and a bare name for one anywhere."""
    if "TOPIC" in path:
        return all(is_there(root, path.replace("TOPIC", topic)) for topic in topics(root))
    if ANYWHERE.fullmatch(path):
        return any(any((root / folder).rglob(path)) for folder in ("engine", "dashboard", "tests"))
    return (root / path).exists()


def is_module(root: Path, name: str) -> bool:
    """Whether a dotted name is a module, or a name in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        place = root.joinpath(*parts[:end])
        source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if source.is_file() or (place.is_dir() and end == len(parts)):
            rest = parts[end:]
            return not rest or bool(re.search(rf"\b{rest[0]}\b", source.read_text("utf-8")))
    return False


def named_in_vain(root: Path, text: str) -> list[str]:
    """Paths, modules, targets of make and linked files that are not there."""
    said = "\n".join(spoken(text))
    makefile = (root / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    paths = {*PATH.findall(said), *LINK.findall(text)}
    return sorted(
        [path for path in paths if not is_there(root, path)]
        + [name for name in set(MODULE.findall(said)) if not is_module(root, name)]
        + [f"make {one}" for one in set(TARGET.findall(said)) if one not in targets]
    )


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_names_is_there(guide: str) -> None:
    assert named_in_vain(ROOT, (ROOT / guide).read_text("utf-8")) == []


@pytest.mark.parametrize("guide", GUIDES)
def test_the_examples_of_a_guide_run(guide: str) -> None:
    if examples := CODE.findall((ROOT / guide).read_text("utf-8")):
        command = [sys.executable, "-W", "error", "-c", "\n".join(examples)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See `dashboard/honest.py`.", "dashboard/honest.py"),
        ("Each has `dashboard/pages/TOPIC.py`.", "dashboard/pages/TOPIC.py"),
        ("Each has `engine/TOPIC/gone.py`.", "engine/TOPIC/gone.py"),
        ("Beside it `telepathy.py` says more.", "telepathy.py"),
        ("Give `--plugins dashboard.guard`.", "dashboard.guard"),
        ("It is `dashboard.server.private.replaced`.", "dashboard.server.private.replaced"),
        ("Text.\n\n    make everything\n\nMore.", "make everything"),
        ("![A page](assets/gone.png)", "assets/gone.png"),
        ("Read [this](GUIDE.md).", "GUIDE.md"),
        ("```python\nfrom engine.telepathy import Mind\n```\n", "engine.telepathy"),
    ],
)
def test_the_gate_sees_a_planted_fault(text: str, found: str) -> None:
    assert named_in_vain(ROOT, text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "`dashboard/pages/TOPIC/page.py` and `engine/TOPIC/model.py`, `kernels.py` if it is slow",
        "`make serve PORT=8080` reads `pyproject.toml`; make no changes",
        "`dashboard.server.private.replace` and `engine.compiled`, in `engine/collision/`",
    ],
)
def test_the_gate_passes_what_is_sound(text: str) -> None:
    assert named_in_vain(ROOT, text) == []
