"""A claim's number found a second way: what the registries of this folder hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import localcontext

from engine.claims import Basis

DIGITS = 50


@dataclass(frozen=True)
class Derivation:
    """One number, found without the engine.

    basis       in which way
    compute     returns the number; decimals in it have 50 digits
    """

    basis: Basis
    compute: Callable[[], float]

    def number(self) -> float:
        """The number, derived now."""
        with localcontext(prec=DIGITS):
            return float(self.compute())


def by(basis: Basis, numbers: Mapping[str, Callable[[], float]]) -> dict[str, Derivation]:
    """The derivations of several claims, by the claims' keys, all made in one way."""
    return {key: Derivation(basis, compute) for key, compute in numbers.items()}
