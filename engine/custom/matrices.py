"""Matrices as text, and the fields that hold them: rows between semicolons, numbers between commas.

A complex number is written 0.5-2i; ×4 behind a number repeats it. A state may be one row: a ket.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.custom.held import Held
from engine.fields import Field, ScenarioError
from engine.operators import numbers_of

Complex = NDArray[np.complex128]

MOST_LEVELS = 1024
MOST_OPERATORS = 64
LONGEST_TEXT = 4_000_000
# Squares of the numbers, their products and sums stay far from the largest there is.
LARGEST = 1e50
FORM = "numbers between commas, up to 10⁵⁰ in size, rows between semicolons, such as 0,1-i;1+i,0"
# How far the halves of a Hermitian matrix may differ, of what is left without its mean on the
# diagonal, which turns nothing; and what doubles leave of that.
HERMITIAN, ROUNDING = 2e-9, 1e-14
_IMAGINARY = re.compile(r"(?:(?<=[+-])|^)i$")


def read(text: str) -> Complex:
    """The matrix of a text, shape (rows, columns); raises ValueError where it is none.

    >>> read("0,1-i; 1+i,0")
    array([[0.+0.j, 1.-1.j],
           [1.+1.j, 0.+0.j]])
    """
    return _known(text)


def _read(text: str) -> Complex:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"text must be at most {LONGEST_TEXT} characters, not {len(text)}.")
    if text.count(";") >= MOST_LEVELS:
        raise ValueError(f"rows must be at most {MOST_LEVELS}, not more.")
    rows = [_row(row) for row in text.split(";")]
    if len({len(row) for row in rows}) != 1:
        raise ValueError("rows must be as long as each other, not others.")
    matrix = np.array(rows, dtype=complex)
    if not (np.abs(matrix) <= LARGEST).all():
        raise ValueError(f"numbers must be at most {LARGEST:g} in size, not larger.")
    matrix.flags.writeable = False
    return matrix


def _row(text: str) -> list[complex]:
    """The numbers of a row; a long one is given up before a few signs become millions."""
    if text.count(",") >= MOST_LEVELS:
        raise ValueError(f"row must have at most {MOST_LEVELS} numbers, not more.")
    row: list[complex] = []
    for piece in text.split(","):
        row += entry(piece)
        if len(row) > MOST_LEVELS:
            raise ValueError(f"row must have at most {MOST_LEVELS} numbers, not more.")
    return row


_known: Held[Complex] = Held(_read, lambda matrix: matrix.nbytes)


def entry(piece: str) -> list[complex]:
    """A number with how often it is repeated.

    >>> entry("2-3i"), entry("0×3"), entry("-i")
    ([(2-3j)], [0j, 0j, 0j], [-1j])
    """
    value, _, times = piece.replace(" ", "").replace("−", "-").partition("×")
    if "n" in value.lower() or "_" in value:
        raise ValueError(piece)
    number = complex(_IMAGINARY.sub("1j", value.replace("j", "i")).replace("i", "j"))
    count = int(times) if times else 1
    if not 1 <= count <= MOST_LEVELS:
        raise ValueError(piece)
    return [number] * count


def write(matrix: NDArray[Any]) -> str:
    """A matrix as text that `read` reads again, to the last digit.

    >>> write(np.array([[0, 1j], [-1j, 0.5]]))
    '0,i;-i,0.5'
    """
    return ";".join(",".join(runs(row)) for row in matrix)


def number(value: complex) -> str:
    """A complex number as text."""
    value = complex(value)
    real = repr(value.real).removesuffix(".0")
    if value.imag == 0:
        return "0" if value.real == 0 else real
    imaginary = {1.0: "i", -1.0: "-i"}.get(value.imag, repr(value.imag).removesuffix(".0") + "i")
    if value.real == 0:
        return imaginary
    return real + ("" if imaginary.startswith("-") else "+") + imaginary


def runs(row: NDArray[Any]) -> list[str]:
    """Numbers as text with how often each comes in a row, where that is more than twice."""
    starts = np.flatnonzero(np.append(True, row[1:] != row[:-1]))
    found: list[str] = []
    for start, count in zip(starts, np.diff(starts, append=row.size), strict=True):
        text = number(row[start])
        found += [f"{text}×{count}"] if count > 2 else [text] * count
    return found


class Matrix(Field):
    """A matrix as text, made of text, nested lists, an array or a `Qobj`."""

    __slots__: list[str] = []

    def rule(self) -> str:
        """What it is, as a refusal says it."""
        return FORM

    def accept(self, value: Any) -> str:
        try:
            return self.one(value)
        except ValueError:
            raise self.refuse(self.rule(), value) from None

    def one(self, value: Any) -> str:
        """One matrix as text; raises ValueError."""
        if not isinstance(value, str):
            array = numbers_of(self.said, value)
            array = array[None, :] if array.ndim == 1 else array
            if array.ndim != 2 or 0 in array.shape or max(array.shape) > MOST_LEVELS:
                raise ValueError(f"array must be a matrix, not of shape {array.shape}.")
            value = write(np.asarray(array, dtype=complex))
        return write(read(value))


class Matrices(Matrix):
    """Several matrices as text, a bar | between them; none where it is empty.

    One matrix alone is taken for a list of one.
    """

    __slots__: list[str] = []

    def rule(self) -> str:
        return f"at most {MOST_OPERATORS} matrices with a | between them, each {FORM}"

    def accept(self, value: Any) -> str:
        try:
            if isinstance(value, str):
                pieces: Any = value.split("|", MOST_OPERATORS) if value.strip() else []
            else:
                pieces = value
                if len(pieces) and np.ndim(pieces[0]) == 1:
                    pieces = [value]
            if len(pieces) > MOST_OPERATORS:
                raise ValueError(f"operators must be at most {MOST_OPERATORS}, not {len(pieces)}.")
            return "|".join(self.one(piece) for piece in pieces)
        except (ValueError, TypeError):
            raise self.refuse(self.rule(), value) from None


def read_several(text: str) -> list[Complex]:
    """The matrices of a text that `Matrices` holds."""
    return [read(piece) for piece in text.split("|")] if text else []


def square(name: str, text: str, levels: int | None = None) -> Complex:
    """A square matrix, of so many levels where that is said; raises ScenarioError."""
    matrix = read(text)
    rows, columns = matrix.shape
    if rows != columns or levels not in (None, rows):
        wanted = "square" if levels is None else f"{levels}×{levels}"
        raise ScenarioError(f"{name} must be {wanted}, not {rows}×{columns}.")
    return matrix


def hermitian(name: str, text: str, levels: int | None = None) -> Complex:
    """A Hermitian matrix; raises ScenarioError, which says how far it is from being one."""
    matrix = square(name, text, levels)
    across = matrix.conj().T
    skew = float(np.abs(matrix - across).max())
    turning = np.abs(matrix - np.eye(len(matrix)) * np.diagonal(matrix).mean()).max()
    if skew > HERMITIAN * turning + ROUNDING * np.abs(matrix).max():
        raise ScenarioError(f"{name} must be Hermitian, not with H - H† up to {skew:.2g}.")
    return (matrix + across) / 2 if skew else matrix
