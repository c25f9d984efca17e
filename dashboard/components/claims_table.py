"""The claims of a topic: what the sources print, what is computed here, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import param

from dashboard.components.component import Component, source
from dashboard.components.theory import prose
from dashboard.wording import number, size
from engine.claims import Basis, Claim, Outcome, Verdict

DIGITS = 8
ROUNDING = 1e-12
QUOTED = {"number": "printed", "formula": "as the formula prints it", "words": "as worded"}


class ClaimsTable(Component):
    """A list of claims whose computed numbers fill in as they come.

    Parameters
    ----------
    claims
        The claims; those of the sources come first, and what is said in one place together.
    on_show
        Called with the key of the claim the person wants on the screen.
    """

    claims = param.List(doc="What is shown of each claim, in order.")
    outcomes = param.Dict(
        {}, doc="By key: [computed number as text, whether it is the expected one]."
    )
    verdicts = param.List(
        [verdict.value for verdict in Verdict], doc="What a claim may be found to be."
    )

    _esm = source("claims_table.js")
    _stylesheets = [source("claims_table.css")]

    def __init__(
        self, claims: Sequence[Claim], on_show: Callable[[str], None], **params: Any
    ) -> None:
        super().__init__(claims=[row(claim) for claim in in_order(claims)], **params)
        self._on_show = on_show
        self._keys = {claim.key for claim in claims}

    def fill(self, outcomes: Sequence[Outcome]) -> None:
        """Show the numbers computed for some of the claims."""
        new = {outcome.claim.key: [computed_number(outcome), outcome.holds] for outcome in outcomes}
        self.outcomes = self.outcomes | new

    def _handle_msg(self, data: Any) -> None:
        match data:
            case {"kind": "show", "key": str(key)} if key in self._keys:
                self._on_show(key)


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """The sources' own statements, then what this project derived, each by where it stands."""
    places = list(dict.fromkeys(claim.source for claim in claims))
    return sorted(
        claims,
        key=lambda claim: (claim.verdict is Verdict.DERIVED, places.index(claim.source)),
    )


def computed_number(outcome: Outcome) -> str:
    """The computed number of a claim; what only rounding keeps from zero is zero."""
    value, claim = outcome.computed, outcome.claim
    if claim.expected == 0 and 0 < abs(value) < ROUNDING:
        return f"0 (to {size(abs(value))}) {claim.unit}".strip()
    return told(value, claim.unit)


def told(value: float | None, unit: str) -> str:
    """A number of a claim with its unit, or nothing; more digits than elsewhere, to be compared."""
    return "" if value is None else f"{number(value, DIGITS)} {unit}".strip()


def place(claim: Claim) -> str:
    """Where a statement stands; one of our own only takes its setting from there."""
    derived = claim.verdict is Verdict.DERIVED
    return f"This project, in the setting of {claim.source}" if derived else claim.source


def basis(claim: Claim) -> str:
    """What vouches for a number that no source prints, in words; nothing where one does."""
    if claim.basis is None:
        return ""
    if claim.basis is Basis.ENGINE:
        return "This engine's own number: it was not derived a second time without it."
    return f"Derived independently, without this engine: {claim.basis}."


def row(claim: Claim) -> dict[str, Any]:
    """A claim as the browser has it; the texts are ours and typeset, the rest is plain."""
    return {
        "key": claim.key,
        "source": place(claim),
        "statement": prose(claim.statement),
        "printed": told(claim.printed, claim.unit),
        "quoted": QUOTED[claim.quoted],
        "verdict": claim.verdict.value,
        "explanation": prose(claim.explanation),
        "basis": basis(claim),
        "shows": bool(claim.show),
    }
