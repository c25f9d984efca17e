"""The structure rule: what imports what has no circle, and in the dashboard no arrow goes up.

A circle of modules can be read, tested and moved only whole. The parts of the dashboard lie in
layers, and each imports those below it only. Imports are read from the source, wherever in a file
they stand: one inside a function closes a circle as one at the top does. What `TYPE_CHECKING`
guards is no import when the code runs; the circles that it would close are counted by a gate of
their own. That importing a module runs its package first is no arrow.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The folders whose imports close no circle when they run, and those where types close none either.
RUNNING = ("engine", "dashboard")
TYPED = ("engine", "dashboard")
# The parts of the dashboard, files and folders, from the top down. A part may import its own
# modules and those of parts below; the folder of a topic is a part of its own.
LAYERS = (
    {"app", "command"},
    {"server"},
    {"pages"},
    {"page"},
    {"actions", "checking", "notebook"},
    {"session"},
    {"console", "furnishing", "taking"},
    {"panes", "tables", "topic"},
    {"export", "frame", "histories", "layout"},
    {"about", "components", "live", "picture", "state"},
    {"computer"},
    {"fair", "files", "home", "papers", "plain", "presets", "runners", "stories", "turns"},
)

Imports = Mapping[str, set[str]]


def modules(root: Path, folder: str) -> dict[str, Path]:
    """Every module below a folder, by its dotted name."""
    found = {}
    for path in sorted((root / folder).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def statements(tree: ast.AST, typing: bool = False) -> Iterator[tuple[ast.stmt, bool]]:
    """Every import statement, and whether it is there for the type checker alone."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Import() | ast.ImportFrom():
                yield node, typing
            case ast.If(test=ast.Name("TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
                for part in node.body:
                    yield from statements(ast.Module([part], []), True)
                for part in node.orelse:
                    yield from statements(ast.Module([part], []), typing)
            case _:
                yield from statements(node, typing)


@cache
def written(source: str) -> list[tuple[ast.stmt, bool]]:
    """The same of a file's text, read once however many copies there are of it."""
    return list(statements(ast.parse(source)))


def named(statement: ast.stmt, package: str) -> Iterator[tuple[str, str | None]]:
    """Module and name in it of everything that a statement in a package imports."""
    match statement:
        case ast.Import(names=names):
            yield from ((name.name, None) for name in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
            base = ".".join([*above, *([module] if module else [])])
            yield from ((base, name.name) for name in names)


def imports(root: Path, folders: tuple[str, ...], typing: bool = False) -> dict[str, set[str]]:
    """Which modules each module imports: when it runs, or for the type checker alone."""
    known = {name: path for folder in folders for name, path in modules(root, folder).items()}
    found: dict[str, set[str]] = {}
    for module, path in known.items():
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        found[module] = {
            target
            for statement, for_types in written(path.read_text(encoding="utf-8"))
            if for_types is typing
            for base, name in named(statement, package)
            for target in [f"{base}.{name}" if f"{base}.{name}" in known else base]
            if target in known and target != module
        }
    return found


def reached(graph: Imports, start: str) -> set[str]:
    """What a module imports, directly or through others."""
    found: set[str] = set()
    ahead = [*graph[start]]
    while ahead:
        module = ahead.pop()
        if module not in found:
            found.add(module)
            ahead += graph[module]
    return found


def groups(graph: Imports) -> list[str]:
    """The groups of modules that reach each other; each is one circle, or several."""
    reach = {module: reached(graph, module) for module in graph}
    found = {
        " ↔ ".join(sorted(other for other in reach[module] if module in reach[other]))
        for module in graph
        if module in reach[module]
    }
    return sorted(found)


def circles(root: Path) -> list[str]:
    """The circles that imports close when the code runs."""
    return groups(imports(root, RUNNING))


def circles_of_types(root: Path) -> list[str]:
    """The circles that imports close with those for the type checker alone."""
    running, typing = imports(root, TYPED), imports(root, TYPED, typing=True)
    return groups({module: running[module] | typing[module] for module in running})


def part(module: str) -> str:
    """The part of the dashboard that a module belongs to.

    >>> part("dashboard.picture.views"), part("dashboard.pages.storage.page"), part("dashboard.app")
    ('picture', 'pages.storage', 'app')
    """
    _, *names = module.split(".")
    return ".".join(names[: 2 if names[0] == "pages" else 1])


def layer(part: str) -> int:
    """How far below the top a part lies; one without a layer lies below all."""
    top = part.partition(".")[0]
    return next((place for place, parts in enumerate(LAYERS) if top in parts), len(LAYERS))


def arrows_up(root: Path) -> list[str]:
    """Imports of the dashboard that do not go down, for the type checker alone or not."""
    running, typing = imports(root, ("dashboard",)), imports(root, ("dashboard",), typing=True)
    return [
        f"{module} imports {target}"
        for module in running
        for target in sorted(running[module] | typing[module])
        if part(target) != part(module) and layer(part(target)) <= layer(part(module))
    ]


@pytest.mark.parametrize("gate", [circles, circles_of_types, arrows_up])
def test_no_imports_close_a_circle_or_go_up(gate):
    assert gate(ROOT) == []


@pytest.fixture
def tree(tmp_path):
    """A copy of the folders to plant faults in."""
    for folder in RUNNING:
        for path in modules(ROOT, folder).values():
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text("utf-8"), encoding="utf-8")
    return tmp_path


def plant(tree: Path, fault: str) -> None:
    """Have the fields, which the scenarios import, import in turn."""
    fields = tree / "engine" / "fields.py"
    fields.write_text(f"{fields.read_text('utf-8')}\n{fault}\n", encoding="utf-8")


@pytest.mark.parametrize(
    "fault",
    [
        "from engine import scenario",
        "import engine.scenario",
        "from engine.scenario import Scenario",
        "from .scenario import Scenario",
        "def late():\n    from engine.scenario import Scenario",
        "if False:\n    from engine import scenario",
        "if TYPE_CHECKING:\n    pass\nelse:\n    from engine import scenario",
    ],
)
def test_the_gates_see_a_planted_circle(tree, fault):
    plant(tree, fault)
    for gate in (circles, circles_of_types):
        (found,) = gate(tree)
        assert "engine.fields ↔ engine.scenario" in found


def test_a_circle_may_be_long(tree):
    plant(tree, "from engine import precompile")
    (found,) = circles(tree)
    assert found == "engine.catalogue ↔ engine.claims ↔ engine.describing ↔ engine.fields ↔ " + (
        "engine.precompile ↔ engine.scenario"
    )


@pytest.mark.parametrize("guard", ["TYPE_CHECKING", "typing.TYPE_CHECKING"])
def test_what_the_type_checker_alone_imports_is_told_apart(tree, guard):
    plant(tree, f"if {guard}:\n    from engine.scenario import Scenario")
    assert circles(tree) == []
    (found,) = circles_of_types(tree)
    assert found == "engine.describing ↔ engine.fields ↔ engine.scenario"


def test_what_leads_nowhere_closes_no_circle(tree):
    plant(tree, "import math\nfrom engine import __version__")
    assert circles(tree) == circles_of_types(tree) == []


@pytest.mark.parametrize(
    ("file", "fault", "report"),
    [
        ("picture/axis.py", "from dashboard.state import PageState", "picture.axis imports"),
        ("state.py", "def late():\n    from dashboard import session", "state imports"),
        ("topic.py", "if TYPE_CHECKING:\n    from dashboard.page import Page", "topic imports"),
        ("pages/storage/views.py", "import dashboard.pages.collision.words", "views imports"),
        ("planted.py", "from dashboard import home", "planted imports dashboard.home"),
        ("home.py", "import dashboard.app", "home imports dashboard.app"),
    ],
)
def test_the_gate_sees_a_planted_arrow_up(tree, file, fault, report):
    path = tree / "dashboard" / file
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{fault}\n", encoding="utf-8")
    (found,) = arrows_up(tree)
    assert report in found
