"""Descriptions of scenarios made from their fields: what `help`, `repr` and a notebook show."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from engine.fields import ANGLE_UNIT, Field

INDENT = "    "


def fields_text(fields: Mapping[str, Field]) -> str:
    """The fields as a docstring lists them: symbol, unit, rule, default, and what each is."""
    if not fields:
        return ""
    lines = ["Settings:"]
    for name, field in fields.items():
        told = "; ".join(filter(None, (symbol(field), rule(field), default(field))))
        lines += [f"{INDENT}{name}: {told}", f"{2 * INDENT}{field.doc}"]
    return "\n".join(lines)


def symbol(field: Field) -> str:
    """The field's symbol and unit, such as "Ωτ in s"."""
    unit = "" if field.unit in ("", ANGLE_UNIT) else f" in {field.unit}"
    return f"{field.said}{unit}"


def rule(field: Field) -> str:
    """What the field must be."""
    if (objects := getattr(field, "objects", None)) is not None:
        return f"one of {', '.join(repr(one) for one in objects)}"
    return str(field.rule()) if hasattr(field, "rule") else ""


def default(field: Field) -> str:
    """What the field is where nothing else is said."""
    text = field.to_text(field.default)
    return f"default {text}" if text else "empty by default"


def call(name: str, values: Mapping[str, Any]) -> str:
    """The call that makes a scenario anew; what is as declared need not be said.

    >>> call("Collision", {"theta": 0.05})
    'Collision(theta=0.05)'
    """
    return f"{name}({', '.join(f'{key}={value!r}' for key, value in values.items())})"


def table(title: str, fields: Mapping[str, Field], values: Mapping[str, Any]) -> str:
    """A scenario in a notebook: every field with its value, those that were set in bold."""
    rows = "".join(
        f'<tr title="{escape(field.doc or "")}"><td>{escape(field.label or name)}</td>'
        f"<td>{escape(symbol(field))}</td><td><code>{escape(name)}</code></td>"
        f"<td>{_weighed(field.to_text(values[name]), values[name] != field.default)}</td>"
        f"<td>{escape(rule(field))}</td></tr>"
        for name, field in fields.items()
    )
    head = "".join(f"<th>{word}</th>" for word in ("setting", "symbol", "name", "value", "rule"))
    return (
        f"<p><b>{escape(title)}</b></p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _weighed(text: str, bold: bool) -> str:
    return f"<b>{escape(text)}</b>" if bold else escape(text)
