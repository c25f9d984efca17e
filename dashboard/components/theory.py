"""Theory: explanations and equations, typeset as MathML; our own text in, safe HTML out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import param

from dashboard.components.component import Component, source
from dashboard.components.mathml import mathml
from engine.result import Equation

_FORMULA = re.compile(r"\$([^$]+)\$")


@dataclass(frozen=True)
class Section:
    """A titled piece of theory: paragraphs with `$…$` formulas, and equations on their own line."""

    title: str
    body: tuple[str | Equation, ...]


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
    """An equation on its own line with its source beside it; its LaTeX goes along, to be copied."""
    return (
        f'<div class="equation" data-latex="{html.escape(shown.latex)}">'
        f'<div class="formula">{mathml(shown.latex, display=True)}</div>'
        f'<span class="source">{html.escape(shown.source)}</span></div>'
    )


@cache
def theory_html(sections: tuple[Section, ...]) -> str:
    """Sections of theory as HTML."""
    return "".join(
        f"<section><h2>{prose(section.title)}</h2>"
        + "".join(
            equation(part) if isinstance(part, Equation) else f"<p>{prose(part)}</p>"
            for part in section.body
        )
        + "</section>"
        for section in sections
    )


class Theory(Component):
    """Sections of theory, as wide as the card: one beside the other where two have room.

    Parameters
    ----------
    sections
        What is explained, in order.
    """

    text = param.String(doc="All of it as HTML, made from formulas and sentences of ours.")

    _esm = source("theory.js")
    _stylesheets = [source("theory.css")]

    def __init__(self, sections: Iterable[Section], **params: Any) -> None:
        super().__init__(text=theory_html(tuple(sections)), **params)
