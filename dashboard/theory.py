"""Formulas and explanations, typeset as MathML: our own text in, safe HTML out, no script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import panel as pn
from latex2mathml.converter import convert

from dashboard.component import source
from engine.result import Equation

_FORMULA = re.compile(r"\$([^$]+)\$")


@dataclass(frozen=True)
class Section:
    """A titled piece of theory: paragraphs with `$…$` formulas, and equations on their own line."""

    title: str
    body: tuple[str | Equation, ...]


@cache
def mathml(latex: str, *, display: bool = False) -> str:
    r"""A formula of ours as MathML.

    >>> mathml(r"\theta").endswith("<mi>&#x003B8;</mi></mrow></math>")
    True
    """
    return convert(latex, display="block" if display else "inline")


def prose(text: str) -> str:
    """A sentence with `$…$` formulas as HTML; everything else in it is escaped.

    >>> prose("a < b")
    'a &lt; b'
    """
    pieces = _FORMULA.split(text)
    return "".join(
        mathml(piece) if position % 2 else html.escape(piece)
        for position, piece in enumerate(pieces)
    )


def equation(shown: Equation) -> str:
    """An equation on its own line with its source beside it."""
    return (
        f'<div class="equation">{mathml(shown.latex, display=True)}'
        f'<span class="source">{html.escape(shown.source)}</span></div>'
    )


@cache
def theory_html(sections: tuple[Section, ...]) -> str:
    """Sections of theory as HTML."""
    return "".join(
        f"<section><h3>{prose(section.title)}</h3>"
        + "".join(
            equation(part) if isinstance(part, Equation) else f"<p>{prose(part)}</p>"
            for part in section.body
        )
        + "</section>"
        for section in sections
    )


def theory(sections: Iterable[Section]) -> pn.pane.HTML:
    """A pane that shows sections of theory."""
    return pn.pane.HTML(
        theory_html(tuple(sections)),
        stylesheets=[source("theory.css")],
        sizing_mode="stretch_width",
        margin=0,
    )
