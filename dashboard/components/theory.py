"""Formulas and explanations, typeset as MathML: our own text in, safe HTML out, no script."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import panel as pn
from latex2mathml.converter import convert

from dashboard.components.component import source
from engine.result import Equation

_FORMULA = re.compile(r"\$([^$]+)\$")

# Browsers draw a `mathvariant` other than "normal" as if it were not there; the letters themselves
# are in Unicode, some of them among the letter-like symbols.
_VARIANT = re.compile(r'<(m[in]) mathvariant="(script|fraktur|double-struck)">(\w)</\1>')
_ALPHABETS = {"script": "SCRIPT", "fraktur": "BLACK-LETTER", "double-struck": "DOUBLE-STRUCK"}


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
    converted = convert(latex, display="block" if display else "inline")
    return _VARIANT.sub(lambda found: f"<mi>{variant(found[2], found[3])}</mi>", converted)


def variant(alphabet: str, letter: str) -> str:
    """A letter or digit of the script, Fraktur or double-struck alphabet.

    >>> variant("script", "E"), variant("script", "P"), variant("fraktur", "e")
    ('ℰ', '𝒫', '𝔢')
    """
    name = unicodedata.name(letter).replace("LATIN ", "").replace("LETTER ", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL {alphabet.upper()} {name}")
    except KeyError:
        return unicodedata.lookup(f"{_ALPHABETS[alphabet]} {name}")


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
        f'<div class="equation"><div class="formula">{mathml(shown.latex, display=True)}</div>'
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


class SharedHTML(pn.pane.HTML):
    """HTML of which all sessions hold the same text, escaped once."""

    def _transform_object(self, obj: Any) -> dict[str, Any]:
        return {"object": escaped(obj)}


escaped = cache(html.escape)


def theory(sections: Iterable[Section]) -> pn.pane.HTML:
    """A pane that shows sections of theory."""
    return SharedHTML(  # type: ignore[no-untyped-call]
        theory_html(tuple(sections)),
        stylesheets=[source("theory.css")],
        sizing_mode="stretch_width",
        margin=0,
    )
