"""Every scenario of the engine: what its fields say, and what it does at their ends.

It is tried with one field at an end, and with two.

What it is given there it computes, or refuses in words; what it says it takes is a number.
"""

from __future__ import annotations

import math
import re
from itertools import combinations
from typing import Any

import pytest

from engine.catalogue import scenarios
from engine.fields import Choice, Count, Field, Numbers, Real, ScenarioError, Slider
from engine.optional import Flag, Optional
from engine.scenario import Scenario

# What every refusal says: what, its rule, what was received.
REFUSAL = re.compile(r".+ must .+, not .+\.( Did you mean “.+”\?)?")
# Estimated seconds up to which a scenario is run, with one field at its end and with two.
ONE, TWO = 0.03, 2e-3
# Pairs looked at, drawn evenly from all of a scenario's.
PAIRS = 60


def ends(field: Field) -> list[Any]:
    """The values at the ends of a field; none of one that is neither number nor choice."""
    match field:
        case Real() | Count():
            low, high = field.bounds
            # The least number above 0 is where quotients overflow.
            least = [math.ulp(0.0)] if low == 0 and isinstance(field, Real) else []
            return [low, high, *least]
        case Flag():
            return [not field.default]
        case Optional():
            return list(field.number.bounds)
        case Choice():
            return [choice for choice in field.objects if choice != field.default]
        case Numbers():
            low, high = field.bounds
            return [(), (low,), (high,), (low, high)]
    return []


def settings(kind: type[Scenario]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Settings with one field at an end, and some with two."""
    one = [{key: end} for key, field in kind.fields().items() for end in ends(field)]
    two = [
        first | second for first, second in combinations(one, 2) if first.keys() != second.keys()
    ]
    # A choice switches between formulas: each is seen with every end of the others.
    choices = {key for key, field in kind.fields().items() if isinstance(field, Choice | Flag)}
    with_choice = [pair for pair in two if len(choices & pair.keys()) == 1]
    rest = [pair for pair in two if not choices & pair.keys()]
    return [{}, *one], [
        pair for some in (with_choice, rest) for pair in some[:: max(1, -(-len(some) // PAIRS))]
    ]


def holds(kind: type[Scenario], values: dict[str, Any], seconds: float) -> None:
    """Check one scenario, running it where it takes no longer than so many seconds."""
    try:
        scenario = kind(**values)
    except ScenarioError as error:  # its end is no value that the field takes
        assert REFUSAL.fullmatch(str(error))
        return
    snapshot = scenario.snapshot()
    refused = scenario.refusal()
    assert snapshot.refusal() == refused
    try:
        cost = snapshot.cost()
        assert 0 <= cost.seconds < math.inf and 0 <= cost.bytes < math.inf
    except ScenarioError as error:
        assert str(error) == refused
    if refused is None and cost.seconds > seconds:
        return
    try:
        scenario.run()
    except ScenarioError as error:
        assert REFUSAL.fullmatch(str(error)) and refused in (None, str(error))
    else:
        assert refused is None


each = pytest.mark.parametrize("kind", scenarios(), ids=lambda kind: kind.public_name()[7:])


@each
def test_every_field_says_what_it_is(kind: type[Scenario]) -> None:
    for name, field in kind.fields().items():
        assert field.label and field.doc and field.doc.endswith("."), name
        assert field.short and field.group != Field.group.otherwise, name
        assert {"symbol", "short", "group"} <= set(field.metadata), name
        if isinstance(field, Choice):
            assert set(field.metadata["names"]) == set(field.objects), name
            assert field.named(field.default) == field.metadata["names"][field.default]
        if isinstance(field, Slider) and field.soft is not None:
            low, high = field.soft
            assert field.accept(low) < field.accept(high)


@each
def test_a_scenario_answers_or_refuses_at_the_ends_of_its_fields(kind: type[Scenario]) -> None:
    one, two = settings(kind)
    faults = []
    for values, seconds in [*((v, ONE) for v in one), *((v, TWO) for v in two)]:
        try:
            holds(kind, values, seconds)
        except Exception as fault:
            faults.append(f"{values}: {type(fault).__name__}: {fault}"[:200])
    assert not faults, f"{len(faults)} settings, such as:\n" + "\n".join(faults[:12])
