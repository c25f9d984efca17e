"""Formulas as MathML that browsers set as a book does: our own LaTeX in, safe markup out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

from latex2mathml.converter import convert

Element = ElementTree.Element

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
# What the converter calls letters and browsers take for operators, with room on both sides.
FENCES = frozenset("|‖⟨⟩")
DAGGER, INFINITY = "†", "∞"
FUNCTIONS = frozenset({"sin", "cos", "tan", "arcsin", "arccos", "arctan", "exp", "ln", "log"})
THIN = {"width": "0.17em"}
# Heights in em of a capital letter, and of a letter with its feet: a root is never lower.
CAPITAL, STRUT = "0.7em", {"width": "0", "height": "0.75em", "depth": "0.18em"}
# Browsers draw a `mathvariant` other than "normal" as if it were not there; the letters themselves
# are in Unicode, some of them among the letter-like symbols.
ALPHABETS = {"script": "SCRIPT", "fraktur": "BLACK-LETTER", "double-struck": "DOUBLE-STRUCK"}


@cache
def mathml(latex: str, *, display: bool = False) -> str:
    r"""A formula of ours as MathML.

    >>> mathml(r"\theta")
    '<math display="inline"><mrow><mi>θ</mi></mrow></math>'
    """
    root = ElementTree.fromstring(convert(latex, display="block" if display else "inline"))
    for element in root.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
    for element in list(root.iter()):
        settle(element)
    return ElementTree.tostring(root, encoding="unicode")


def settle(element: Element) -> None:
    """Set one element, and how its children stand beside one another."""
    join_upright(element)
    part_functions(element)
    match element.tag:
        case "mi" | "mn" | "mo":
            settle_letter(element)
        case "msqrt":
            element.append(Element("mspace", STRUT))
        case "mover":
            element.set("accent", "true")
        case "msup" | "msubsup":
            lower(element)
        case "msub" if is_limit(element):
            element.tag = "munder"


def settle_letter(element: Element) -> None:
    """Give a letter its own alphabet, and an operator the room that it has in print."""
    text = (element.text or "").removeprefix("\\")
    element.text = text
    if text == INFINITY:
        element.tag = "mi"
    elif (alphabet := element.get("mathvariant", "normal")) in ALPHABETS:
        del element.attrib["mathvariant"]
        element.tag, element.text = "mi", variant(alphabet, text)
    elif text in FENCES or text == "/":
        element.tag = "mo"
        element.attrib.update({"stretchy": "false", "lspace": "0", "rspace": "0"} | element.attrib)
    elif element.tag == "mo" and len(text) > 1 and text.isalpha():
        element.attrib.update({"lspace": "0", "rspace": "0.17em", "movablelimits": "true"})


def variant(alphabet: str, letter: str) -> str:
    """A letter or digit of the script, Fraktur or double-struck alphabet.

    >>> variant("script", "E"), variant("script", "P"), variant("fraktur", "e")
    ('ℰ', '𝒫', '𝔢')
    """
    name = unicodedata.name(letter).replace("LATIN ", "").replace("LETTER ", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL {alphabet.upper()} {name}")
    except KeyError:
        return unicodedata.lookup(f"{ALPHABETS[alphabet]} {name}")


def join_upright(row: Element) -> None:
    """Make one word of upright letters that stand side by side, with the full stops among them."""
    for word in list(upright_words(row)):
        text = "".join(letter.text or "" for letter in word)
        word[0].tag = "mtext" if "." in text else "mi"
        word[0].text = text
        for letter in word[1:]:
            row.remove(letter)
        if len(text) > 1:
            del word[0].attrib["mathvariant"]


def upright_words(row: Element) -> Iterator[list[Element]]:
    """Runs of upright letters in a row."""
    word: list[Element] = []
    for child in [*row, Element("end")]:
        upright = child.tag == "mi" and child.get("mathvariant") == "normal"
        if upright or (word and child.tag == "mo" and child.text == "."):
            word.append(child)
        elif word:
            yield word
            word = []


def part_functions(row: Element) -> None:
    """Part the name of a function from the letter or number that it is of."""
    for place, (child, following) in reversed([*enumerate(pairwise(row))]):
        name = child[0] if child.tag in ("msup", "msub") else child
        if name.text in FUNCTIONS and following.tag in ("mi", "mn", "msup", "msub"):
            row.insert(place + 1, Element("mspace", THIN))


def lower(power: Element) -> None:
    """Keep an exponent at its height: above the letter, not its hat; a dagger has a long foot."""
    base, exponent = power[0], power[-1]
    if base.tag == "mover" and len("".join(base[0].itertext())) == 1:
        power[0] = padded(base, height=CAPITAL)
    if exponent.text == DAGGER:
        power[-1] = padded(exponent, depth="0")


def padded(element: Element, **box: str) -> Element:
    """An element that takes another height or depth than it has."""
    box_around = Element("mpadded", box)
    box_around.append(element)
    return box_around


def is_limit(sub: Element) -> bool:
    """Whether what stands below is that of a maximum or a limit, which belongs under it."""
    text = sub[0].text or ""
    return sub[0].tag == "mo" and len(text) > 1 and text.isalpha()
