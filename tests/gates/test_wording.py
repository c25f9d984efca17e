"""What is said to a person who asks for what cannot be: WHAT must RULE, not RECEIVED.

The gate reads every message that is written in the code, whether it is raised, returned or shown.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("engine", "dashboard")

# A sentence begins with a capital or a symbol, or is about a name of the code, which is one word.
# What is put in after its end asks whether something else was meant.
FORM = re.compile(r"(?:[^a-z].*?|\w+) must .+, not .+\.(?:\{.+\})?", re.S)
# A rule as `refuse` takes it, which makes the sentence.
RULE = re.compile(r"(?!.*\bmust\b)[^A-Z].*[^.]", re.S)

# Of what a stranger sends nothing is repeated.
STRANGERS = {"Hostile", "Unexpected"}
STRANGERS_FORM = re.compile(r"An? .+ must .+\.", re.S)
# Python's own form, a server's status, what one part of the code tells another: no person reads it.
INNER = {"AttributeError", "LinAlgError", "HTTPError", "WorkerLost"}
# What happened, where nobody broke a rule.
EVENTS = {
    "The process of this run ended, and no other could start.",
    "The processes for this run end before it begins.",
}


def literal(node: ast.AST | None) -> str | None:
    """The text of a literal with what is put in as `{expression}`; None for anything else.

    >>> literal(ast.parse("f'{x} must be ' + rule").body[0].value)
    '{x} must be {rule}'
    """
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=value):
            return f"{{{ast.unparse(value)}}}"
        case ast.JoinedStr(values=parts):
            return "".join(literal(part) or "" for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            texts = [literal(part) for part in (left, right)]
            if texts == [None, None]:
                return None
            return "".join(
                text if text is not None else f"{{{ast.unparse(part)}}}"
                for text, part in zip(texts, (left, right), strict=True)
            )
    return None


def called(node: ast.AST | None) -> str:
    """The last name of what a call calls.

    >>> called(ast.parse("np.linalg.LinAlgError('x')").body[0].value)
    'LinAlgError'
    """
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def unspoken(tree: ast.Module) -> Iterator[ast.AST]:
    """The texts that describe code or physics: docstrings, docs of fields; and parts of texts."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as text):
                yield text
            case ast.keyword(arg="doc", value=text):
                yield from ast.walk(text)
            case ast.JoinedStr() | ast.BinOp():
                yield from (part for part in ast.walk(node) if part is not node)


def is_well_formed(text: str, kind: str) -> bool:
    """Whether a message of a kind of error (empty where it is not raised) has the grammar.

    >>> is_well_formed("θ must be between 0 and π, not 7.", "ScenarioError")
    True
    >>> is_well_formed("levels must be at least 2, not {levels}.", "ValueError")
    True
    >>> is_well_formed("The levels are too few.", "ValueError")
    False
    """
    if kind in INNER or text in EVENTS:
        return True
    return bool((STRANGERS_FORM if kind in STRANGERS else FORM).fullmatch(text))


def messages(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Line, kind of error and text of each message."""
    passed = set(unspoken(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            passed |= set(ast.walk(node))
            if called(node.exc) != "refuse" and (text := literal(node.exc.args[0])) is not None:
                yield node.lineno, called(node.exc), text
    for node in ast.walk(tree):
        if node not in passed and " must " in (text := literal(node) or ""):
            yield node.lineno, "", text


def refusals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and rule of each refusal of a field."""
    for node in ast.walk(tree):
        if called(node) == "refuse" and (text := literal(node.args[0])) is not None:
            yield node.lineno, text


def ill_formed(root: Path) -> list[str]:
    """Messages that break the grammar; a claim says in our words what a paper does, and is none."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "claims" in path.parts:
                continue
            tree = ast.parse(path.read_text("utf-8"))
            lines = [
                (line, text)
                for line, kind, text in messages(tree)
                if not is_well_formed(text, kind)
            ]
            lines += [(line, text) for line, text in refusals(tree) if not RULE.fullmatch(text)]
            found += [f"{path.relative_to(root)}:{line}: {text}" for line, text in sorted(lines)]
    return found


def test_every_message_has_the_grammar() -> None:
    assert ill_formed(ROOT) == []


@pytest.mark.parametrize(
    "fault",
    [
        "raise ScenarioError('Too many cells.')",
        "raise ScenarioError(f'N must be at most {most}.')",
        "raise ValueError(f'N must be at most {most}, not {count}')",
        "raise ValueError('the cells must be at most 8, not ' + count + '.')",
        "raise ValueError('N should be at most 8, not 9.')",
        "raise TypeError(f'{name} is no field')",
        "raise honest.Hostile('bad message')",
        "raise self.refuse('must be at least 1', value)",
        "raise field.refuse('At least 1.', value)",
        "error = ScenarioError('wrong')\n    raise ScenarioError('wrong') from error",
        "return f'N must be at most {most} in this geometry'",
        "status.say('A download must wait.')",
    ],
)
def test_the_gate_sees_a_planted_fault(tmp_path: Path, fault: str) -> None:
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
    planted = tmp_path / "dashboard" / "planted.py"
    planted.write_text(f'def f():\n    """It must be so."""\n    {fault}\n', "utf-8")
    (found,) = ill_formed(tmp_path)
    assert found.startswith("dashboard/planted.py:")


@pytest.mark.parametrize(
    "sound",
    [
        "raise ScenarioError(f'{self.said} must be {self.rule()}, not {quote(value)}.{hint}')",
        "raise ValueError('levels must be at least 2, not ' + str(levels) + '.')",
        "raise honest.Hostile('A message must have a header.')",
        "raise AttributeError(f'module {__name__} has no attribute {name}')",
        "raise self.refuse('a number of cells', value)",
        "raise ScenarioError(reason)",
        "q = Real(0.5, doc='The drive must exceed the loss')",
    ],
)
def test_the_gate_passes_what_is_sound(tmp_path: Path, sound: str) -> None:
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "engine" / "sound.py").write_text(f"def f():\n    {sound}\n", "utf-8")
    assert ill_formed(tmp_path) == []
