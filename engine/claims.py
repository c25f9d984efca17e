"""Claims: what the sources state in numbers, computed here and judged.

A claim is data plus one function. Its verdict follows from the numbers: *reproduced* where the
printed value stands, *corrected* where the right value differs, *ambiguous* where the text allows
several readings (each given with its number), *derived* where the number is this project's own.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from engine.scenario import CancelCheck, Cost, Progress
from engine.threads import one_thread

# What a claim's number may take; most take far less, some a minute.
CHECK = Cost(seconds=20.0, bytes=1e8)


class Verdict(StrEnum):
    """What came of checking a statement."""

    REPRODUCED = "reproduced"
    CORRECTED = "corrected"
    AMBIGUOUS = "ambiguous"
    DERIVED = "derived"


class Basis(StrEnum):
    """What vouches for a number that no source prints.

    Each but the last is a way in which the tests derive the number again, from the definition and
    without the engine.
    """

    FORMULA = "a formula in closed form"
    DIGITS = "arithmetic with 50 digits"
    MATRICES = "whole matrices, straight from the definition"
    COUNTING = "counting every state"
    SEARCH = "a fine search through all possibilities"
    QUADRATURE = "numerical integration"
    QUTIP = "the library QuTiP"
    ENGINE = "this engine's own number"


@dataclass(frozen=True)
class Claim:
    """One quantitative statement of a source and the way to check it.

    key         short identifier, unique within its topic
    source      paper and place, such as "Salvia et al. 2023, Eq. (15)"
    statement   what it says, in our words
    printed     the printed number, or None where the source prints none
    quoted      how it stands in print: as a "number", as a "formula" evaluated here, or in "words"
    expected    the right number, as derived or computed independently
    compute     returns the number as this engine computes it
    tolerance   absolute, between computed and expected
    precision   absolute, how far the printed number may stand from the computed one and still be
                reproduced (its rounding); None for claims that are ours or ambiguous
    verdict     what the check must come to
    explanation why the verdict, in a sentence or two; for readings: each with its number
    basis       what vouches for the expected number; None where it is the printed one, for which
                its source does
    unit        of the numbers
    show        page settings that put the statement on the screen
    """

    key: str
    source: str
    statement: str
    printed: float | None
    expected: float
    compute: Callable[[], float]
    tolerance: float
    verdict: Verdict
    explanation: str = ""
    basis: Basis | None = None
    precision: float | None = None
    quoted: Literal["number", "formula", "words"] = "number"
    unit: str = ""
    show: Mapping[str, Any] = field(default_factory=dict)

    def check(self) -> Outcome:
        """Compute the number now and judge it."""
        return Outcome(self, float(self.compute()))


@dataclass(frozen=True)
class Outcome:
    """A claim and the number computed for it."""

    claim: Claim
    computed: float

    @property
    def holds(self) -> bool:
        """Whether the computed number is the expected one."""
        return abs(self.computed - self.claim.expected) <= self.claim.tolerance

    @property
    def verdict(self) -> Verdict:
        """The verdict the numbers come to."""
        claim = self.claim
        if claim.verdict in (Verdict.AMBIGUOUS, Verdict.DERIVED):
            return claim.verdict
        if claim.printed is None or claim.precision is None:
            raise ValueError(f"Claim {claim.key} must print a number with a precision, not none.")
        reproduced = abs(self.computed - claim.printed) <= claim.precision
        return Verdict.REPRODUCED if reproduced else Verdict.CORRECTED


@dataclass(frozen=True)
class Check:
    """A claim to be checked somewhere: where it is found, and what it takes.

    topic   the package whose `claims.CLAIMS` hold it, such as "engine.collision"
    key     the claim's
    """

    topic: str
    key: str

    def cost(self) -> Cost:
        """What computing the number may take."""
        return CHECK

    def run(self, progress: Progress, cancelled: CancelCheck) -> float:
        """The number, as this engine computes it."""
        claims = importlib.import_module(f"{self.topic}.claims").CLAIMS
        with one_thread():
            return next(claim for claim in claims if claim.key == self.key).check().computed
