"""Styles stand on any page: what they read from outside has a name that is ours alone.

A custom property crosses the borders of shadow roots, and a host such as a notebook has its own
`--muted` and `--accent`: read under those names, they make our words as pale as its own.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = "qb-"
SHARED = "component"
KINDS = {".css", ".js", ".py"}
READ = re.compile(r"var\(\s*--([\w-]+)|getPropertyValue\([\"']--([\w-]+)")
SET = re.compile(r"(?<![\w(-])--([\w-]+)[\"']?\s*[:,]")


def foreign_properties(root: Path) -> list[str]:
    """Every custom property that is read and is neither ours by name nor set by who reads it.

    What reads it is a component: the files of one name in a folder, and the style and script that
    all components share.
    """
    files = [
        path
        for folder in ("assets", "dashboard")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in KINDS
    ]
    texts = {path: path.read_text("utf-8") for path in files}
    own: dict[Path, set[str]] = {}
    for path, text in texts.items():
        # What the whole document has is nobody's own.
        if path.suffix != ".css" or path.parent.name != "assets":
            own.setdefault(path.with_suffix(""), set()).update(SET.findall(text))
    shared = {name for path, names in own.items() if path.name == SHARED for name in names}
    return [
        f"{path.relative_to(root)}: --{name}"
        for path, text in texts.items()
        for name in ("".join(groups) for groups in READ.findall(text))
        if not name.startswith(OURS) and name not in shared | own.get(path.with_suffix(""), set())
    ]


def test_what_a_style_reads_from_outside_has_our_name() -> None:
    assert foreign_properties(ROOT) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("dashboard/components/bar.css", "a { color: var(--muted, #555); }"),
        ("dashboard/components/bar.js", 'style.getPropertyValue("--late-opacity")'),
        ("dashboard/layout.py", 'DESK = ":host { background: var( --bg); }"'),
        ("assets/style.css", ":root { --bg: red; }\nbody { background: var(--bg); }"),
    ],
)
def test_the_gate_sees_a_planted_fault(tmp_path: Path, file: str, text: str) -> None:
    for path, sound in {
        "dashboard/components/component.css": ":host { --target: 1px; width: var(--target); }",
        "dashboard/components/bar.css": "a { height: var(--target); color: var(--qb-muted); }",
        "dashboard/components/story.css": "a { width: var(--filled); }",
        "dashboard/components/story.js": 'style.setProperty("--filled", 1)',
        "assets/style.css": ":root { --qb-bg: red; }",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(sound, "utf-8")
    assert foreign_properties(tmp_path) == []
    with (tmp_path / file).open("a", encoding="utf-8") as planted:
        planted.write(f"\n{text}\n")
    (found,) = foreign_properties(tmp_path)
    assert found.startswith(f"{file}: --")


# A text in pixels does not follow the size that a reader has set in the browser.
PIXELS = re.compile(r"(?:font(?:-size)?|--size):[^;{}]*?\d(?:\.\d+)?px(?:/|;| )")
FEWEST = 0.75
REMS = re.compile(r"(?:font-size|--size):\s*([\d.]+)rem")


def fixed_texts(root: Path) -> list[str]:
    """Texts of our own elements in pixels, or smaller than 12 of them at a browser's own size."""
    files = [root / "dashboard" / "layout.py", *(root / "assets").rglob("*.css")]
    files += sorted((root / "dashboard").rglob("*.css"))
    return [
        f"{path.relative_to(root)}: {found}"
        for path in files
        for text in [path.read_text("utf-8")]
        for found in [
            *PIXELS.findall(text),
            *(f"{size}rem" for size in REMS.findall(text) if float(size) < FEWEST),
        ]
    ]


def test_every_text_follows_the_size_that_a_reader_has_set(tmp_path: Path) -> None:
    assert fixed_texts(ROOT) == []
    (tmp_path / "assets").mkdir()
    (tmp_path / "dashboard").mkdir()
    (tmp_path / "dashboard" / "layout.py").write_text('TAB = "a { font: 600 13px/1 b; }"', "utf-8")
    (tmp_path / "assets" / "a.css").write_text("a { font-size: 14px; }", "utf-8")
    (tmp_path / "dashboard" / "b.css").write_text("a { font-size: 0.6rem; }", "utf-8")
    assert len(fixed_texts(tmp_path)) == 3
