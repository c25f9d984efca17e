"""Every claim of every topic: the number holds, the verdict follows, the page can show it.

And what no source prints is vouched for: derived a second time in tests/reference/claims/TOPIC.py,
without the engine, or said to be this engine's own.
"""

import importlib
import importlib.util
import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from engine.catalogue import claims, scenarios, topics
from engine.claims import Basis, Claim, Outcome, Verdict
from engine.fields import ScenarioError
from engine.scenario import Scenario
from tests.reference.claims.derivation import Derivation

# "Salvia et al. 2023, Eq. (5)": a paper, then a place in it.
SOURCE = re.compile(r"[A-Z].+?, (?:Eqs?\.|Figs?\.|Secs?\.|App\.|Table|Ref\.|abstract|Supplement)")


TOPICS = {topic: claims(topic) for topic in topics()}
every_claim = pytest.mark.parametrize(
    ("topic", "claim"),
    [(topic, claim) for topic, claims in TOPICS.items() for claim in claims],
    ids=lambda part: part if isinstance(part, str) else part.key,
)


@cache
def outcome_of(topic: str, key: str) -> Outcome:
    """A claim's number, computed once for all tests."""
    return next(claim for claim in TOPICS[topic] if claim.key == key).check()


@cache
def derivations(topic: str) -> dict[str, Derivation]:
    """What is derived a second time for a topic; nothing where it has no such file."""
    if importlib.util.find_spec(f"tests.reference.claims.{topic}") is None:
        return {}
    return importlib.import_module(f"tests.reference.claims.{topic}").DERIVATIONS


@every_claim
def test_claim_holds_and_its_verdict_follows_from_the_numbers(topic, claim):
    outcome = outcome_of(topic, claim.key)
    assert outcome.holds, f"{claim.statement} {outcome.computed} is not {claim.expected}"
    assert outcome.verdict is claim.verdict
    assert math.isfinite(outcome.computed)


def unvouched(outcome: Outcome, derivation: Derivation | None) -> list[str]:
    """What is wrong with the ground that a claim's expected number stands on."""
    claim = outcome.claim
    if claim.basis is None:
        own = claim.printed is None or abs(claim.expected - claim.printed) > claim.tolerance
        return ["no source prints the number, and the claim names no basis"] if own else []
    if claim.basis is Basis.ENGINE:
        return [] if derivation is None else ["said to be the engine's own, yet derived"]
    if derivation is None:
        return [f"said to be derived by {claim.basis}, and no derivation is there"]
    if derivation.basis is not claim.basis:
        return [f"said to be derived by {claim.basis}, but derived by {derivation.basis}"]
    number = derivation.number()
    others = {"expected": claim.expected, "computed": outcome.computed}
    return [
        f"derived as {number!r} by {claim.basis}, {name} as {other!r}"
        for name, other in others.items()
        if not abs(number - other) <= claim.tolerance
    ]


@every_claim
def test_a_number_that_no_source_prints_is_derived_a_second_time(topic, claim):
    outcome = outcome_of(topic, claim.key)
    assert unvouched(outcome, derivations(topic).get(claim.key)) == []


@pytest.mark.parametrize("topic", TOPICS)
def test_every_derivation_is_that_of_a_claim(topic):
    assert derivations(topic).keys() <= {claim.key for claim in TOPICS[topic]}


@pytest.mark.parametrize("topic", TOPICS)
def test_keys_are_unique(topic):
    counts = Counter(claim.key for claim in TOPICS[topic])
    assert [key for key, count in counts.items() if count > 1] == []


@every_claim
def test_claim_says_where_it_stands_and_why_it_is_judged(topic, claim):
    assert SOURCE.match(claim.source)
    assert claim.statement.endswith(".")
    if claim.verdict in (Verdict.CORRECTED, Verdict.AMBIGUOUS):
        assert claim.explanation
    # A tolerance that swallowed the printed error would call everything reproduced.
    if claim.verdict is Verdict.CORRECTED:
        assert abs(claim.printed - claim.expected) > claim.precision + claim.tolerance


def accepts(scenario: type[Scenario], show: Mapping[str, Any]) -> bool:
    """Whether a scenario runs with its part of the settings that show a claim."""
    known = {name: show[name] for name in scenario.fields() if name in show}
    try:
        return scenario(**known).refusal() is None
    except ScenarioError:
        return False


@every_claim
def test_the_settings_that_show_a_claim_are_accepted(topic, claim):
    showing = [scenario for scenario in scenarios(topic) if scenario.fields().keys() & claim.show]
    assert not showing or any(accepts(scenario, claim.show) for scenario in showing)
    if topic == "collision" and "at" in claim.show:
        assert 0 <= claim.show["at"] <= claim.show.get("collisions", 955)


PAPERS_NUMBERS = {
    "collision": {
        "power-constant", "power-angle", "ninety-percent", "ninety-percent-at-30",
        "full-swap-share", "zeta", "swap-time-constant", "clear-advantage", "critical-loss",
        "divergence", "micromaser-loss", "circuit-units", "thirty-eight-percent",
        "thirty-eight-percent-at-99/2", "spin-swap-share", "spin-swap-time", "bound-28-start",
        "full-charge-time", "spin-angle", "projectors-b3", "rotation-norm", "mixture-trace",
        "displacement-real", "greedy-transient", "greedy-cumulative", "swap-as-printed-3",
        "loss-timing-before", "loss-timing-after", "figure-2-time", "fifty-quanta-total-time",
        "best-q-oscillator-0.02", "best-q-oscillator-0.01", "best-q-spin-0.004", "best-q-weak",
        "best-q-gain-oscillator-0.02", "best-q-gain-spin-0.004", "best-q-shift", "best-c",
        "swap-transient-power", "swap-average-power", "swap-average-half", "greedy-over-swap",
        "spin-greedy-over-swap", "full-charge-power", "spin-swap-index", "spin-swap-steps",
        "spin-driving-full", "driving-power", "driving-purity", "phase-of-qubits",
        "generator-b2", "qubit-ergotropy-mixed", "qubit-ergotropy-pure", "loss-per-quantum",
    },
    "storage": {
        "trace", "fixed-point", "amplitude-damping", "dephasing-root", "redundancy-energy",
        "inverted", "depolarizing-0.5", "shot-maximised", "shot-full", "fig1-minimum",
        "fig1-supremum", "fig2-minimum", "fig2-boundary", "fig2-share", "finite-ratio",
        "meaning-coherent", "meaning-local", "meaning-separable", "never-negative",
        "thin-limit", "blocks-limit", "blocks-512",
    },
    "selfdischarge": {
        "full-death", "full-death-paper", "classical-death", "classical-half-life",
        "classical-half-life-paper", "quantum-half-life", "quantum-half-life-paper", "advantage",
        "coherence-decay", "population-decay", "full-energy-decay", "equal-ergotropy-quantum",
        "equal-ergotropy-classical", "equation-9a", "equation-9b", "phase-damping-quantum",
        "phase-damping-classical", "start-ergotropy", "start-energy", "start-efficiency-quantum",
        "start-efficiency-classical", "dead-share", "dead-energy", "more-cells",
        "independent-cells", "equation-12-one-way", "equation-12-pumping", "more-channels",
        "central-efficiency", "central-efficiency-exchange", "central-energy",
        "same-connections", "classical-geometry", "classical-coherence",
        "classical-entanglement", "entanglement-death", "entanglement-cause",
        "connections-central", "connections-circular", "star-limit", "physical-graphs-5",
        "connections-linear", "concurrence-basis", "concurrence-standard", "ergotropy-formula",
        "no-entanglement-at-first", "full-ergotropy-decay", "phase-damping-energy",
    },
    "capacitance": {
        "identity", "theorem-1", "remark-1", "ordering", "corollary-1", "corollary-2",
        "two-levels", "two-levels-gap", "not-convex", "data-processing", "remad-is-mad",
        "gap-mad-0.1", "gap-mad-1.0", "gap-mad-1.5", "gap-remad-0.1", "gap-remad-1.0",
        "gap-remad-1.5", "plateau-loc-mad", "plateau-chi_tot-mad", "plateau-c_loc-remad",
        "plateau-chi_tot-remad", "bound-exact-mad", "bound-exact-remad", "certificate-mad",
        "certificate-remad", "labelling-0.3-0.6-0.2", "constraint-equal", "constraint-hull",
        "coarse-grid", "one-mode-attenuator", "one-mode-amplifier", "one-mode-noise",
        "gap-constant", "gap-two-quanta", "beta-gibbs", "beta-output", "gap-unbounded",
        "gap-vanishes", "engine-at-rest", "same-noise", "depolarizing-gap",
        "depolarizing-at-rest", "depolarizing-beyond", "depolarizing-64-cells", "loose-c_loc",
        "loose-chi_tot", "loose-c_sep", "loose-certificate", "classical-c_loc",
        "classical-c_sep", "classical-512-cells", "energy-kept", "convexity", "one-mode-gap",
        "affine",
    },
}  # fmt: skip


@pytest.mark.parametrize("topic", PAPERS_NUMBERS)
def test_the_papers_numbers_are_all_there(topic):
    assert {claim.key for claim in TOPICS[topic]} >= PAPERS_NUMBERS[topic]


def claim(**changes):
    settings = {
        "key": "key", "source": "Somebody 2020, Eq. (1)", "statement": "One is one.",
        "printed": 1.0, "expected": 1.0, "compute": lambda: 1.0, "tolerance": 1e-9,
        "precision": 1e-3, "verdict": Verdict.REPRODUCED,
    }  # fmt: skip
    return Claim(**{**settings, **changes})


def derived(number: float, basis: Basis = Basis.FORMULA) -> Derivation:
    return Derivation(basis, lambda: number)


OURS = {"printed": None, "precision": None, "verdict": Verdict.DERIVED, "basis": Basis.FORMULA}


@pytest.mark.parametrize(
    ("changes", "derivation", "fault"),
    [
        ({"basis": None}, None, "names no basis"),
        ({"basis": None, "verdict": Verdict.CORRECTED, "printed": 2.0}, None, "names no basis"),
        ({"basis": None, "verdict": Verdict.AMBIGUOUS}, None, "names no basis"),
        # The print's 1.0 is reproduced by 1.0005, whose digits are ours.
        ({"basis": None, "verdict": Verdict.REPRODUCED, "printed": 1.0005}, None, "names no basis"),
        ({}, None, "no derivation is there"),
        ({}, derived(1.0, Basis.SEARCH), "but derived by a fine search"),
        ({}, derived(1.1), "derived as 1.1"),
        ({}, derived(math.nan), "derived as nan"),
        ({"compute": lambda: 1.1}, derived(1.0), "computed as 1.1"),
        ({"basis": Basis.ENGINE}, derived(1.0), "yet derived"),
    ],
)
def test_a_number_that_nothing_vouches_for_is_found(changes, derivation, fault):
    found = unvouched(claim(**{**OURS, **changes}).check(), derivation)
    assert found and fault in found[-1]


@pytest.mark.parametrize(
    ("changes", "derivation"),
    [
        (OURS, derived(1.0)),
        ({**OURS, "basis": Basis.ENGINE}, None),
        ({}, None),
    ],
)
def test_a_number_that_is_vouched_for_passes(changes, derivation):
    assert unvouched(claim(**changes).check(), derivation) == []


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
