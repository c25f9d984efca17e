"""Text from outside, fit to be shown."""

from __future__ import annotations

import unicodedata

# Control characters and those that turn the direction of writing; line ends among them.
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str, keep: str = "") -> str:
    """The text with what cannot be seen written as its code: `\\x1b`, `\\u202e`.

    >>> visible("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter if letter in keep or not _unseen(letter) else ascii(letter)[1:-1] for letter in text
    )


def _unseen(letter: str) -> bool:
    return letter in TURNING or unicodedata.category(letter) in UNSEEN
