"""Every claim of every topic: the number holds, the verdict follows, the page can show it."""

import math
from collections import Counter

import pytest

from engine.claims import Claim, Verdict
from engine.collision import Collision, Device
from engine.collision.claims import CLAIMS


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.key)
def test_claim_holds_and_its_verdict_follows_from_the_numbers(claim):
    outcome = claim.check()
    assert outcome.holds, f"{claim.statement} {outcome.computed} is not {claim.expected}"
    assert outcome.verdict is claim.verdict
    assert math.isfinite(outcome.computed)


def test_keys_are_unique():
    assert [key for key, count in Counter(claim.key for claim in CLAIMS).items() if count > 1] == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.key)
def test_claim_says_where_it_stands_and_why_it_is_judged(claim):
    assert claim.source.startswith("Salvia et al. 2023, ")
    assert claim.statement.endswith(".")
    if claim.verdict in (Verdict.CORRECTED, Verdict.AMBIGUOUS):
        assert claim.explanation
    # A tolerance that swallowed the printed error would call everything reproduced.
    if claim.verdict is Verdict.CORRECTED:
        assert abs(claim.printed - claim.expected) > claim.precision + claim.tolerance


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.key)
def test_the_settings_that_show_a_claim_are_accepted(claim):
    for scenario in (Collision, Device):
        known = {name: claim.show[name] for name in scenario.fields() if name in claim.show}
        assert scenario(**known).refusal() is None
    if "at" in claim.show:
        assert 0 <= claim.show["at"] <= claim.show.get("collisions", 955)


def test_the_papers_numbers_are_all_there():
    keys = {claim.key for claim in CLAIMS}
    assert keys >= {
        "power-constant", "power-angle", "ninety-percent", "ninety-percent-at-30",
        "full-swap-share", "zeta", "swap-time-constant", "clear-advantage", "critical-loss",
        "divergence", "micromaser-loss", "circuit-units", "thirty-eight-percent",
        "thirty-eight-percent-at-99/2", "spin-swap-share", "spin-swap-time", "bound-28-start",
        "full-charge-time", "spin-angle", "projectors-b3", "rotation-norm", "mixture-trace",
        "displacement-real", "greedy-transient", "greedy-cumulative", "swap-as-printed-3",
        "loss-timing-before", "loss-timing-after", "figure-2-time", "fifty-quanta-total-time",
    }  # fmt: skip


def claim(**changes):
    settings = {
        "key": "key", "source": "Somebody 2020, Eq. (1)", "statement": "One is one.",
        "printed": 1.0, "expected": 1.0, "compute": lambda: 1.0, "tolerance": 1e-9,
        "precision": 1e-3, "verdict": Verdict.REPRODUCED,
    }  # fmt: skip
    return Claim(**{**settings, **changes})


def test_a_wrong_number_does_not_hold():
    assert not claim(compute=lambda: 1.1).check().holds


def test_not_a_number_does_not_hold():
    assert not claim(compute=lambda: math.nan).check().holds


def test_a_printed_number_beyond_its_precision_is_corrected():
    assert claim(printed=1.002).check().verdict is Verdict.CORRECTED
    assert claim(printed=1.0005).check().verdict is Verdict.REPRODUCED


def test_readings_and_our_own_numbers_keep_their_verdict():
    for verdict in (Verdict.AMBIGUOUS, Verdict.DERIVED):
        assert claim(verdict=verdict, printed=None, precision=None).check().verdict is verdict


def test_a_verdict_on_print_needs_the_print():
    with pytest.raises(ValueError, match="must print a number"):
        _ = claim(printed=None).check().verdict
