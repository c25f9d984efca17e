"""Numbers as text: one way for people everywhere, all digits for machines, and back again."""

from __future__ import annotations

import json
import math
import random
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, lists
from engine.fields import ANGLE_UNIT, Choice, Count, Field, Numbers, Real, ScenarioError
from engine.numerals import DIGITS, is_short, number, number_text, read_number, shown
from tests.javascript.check import HERE, node

FINITE = st.floats(allow_nan=False, allow_infinity=False)
# Written for machines; Python's exponent, or noise of a sum.
UGLY = re.compile(r"-|[eE]|\d{7,}\.|\.\d{11}")


def digits_of(text: str) -> str:
    """The digits of a number at rest that say something."""
    return re.sub(r"[^0-9]", "", text.split("10⁻")[0].split("·10")[0]).strip("0")


@given(FINITE)
def test_people_read_six_digits_with_a_true_minus(value: float) -> None:
    text = number(value)
    assert not UGLY.search(text), text
    assert len(digits_of(text)) <= DIGITS
    assert math.isclose(read_number(text), value, rel_tol=0.51e-5, abs_tol=5e-324)


@given(FINITE, st.sampled_from(["", ANGLE_UNIT]))
def test_what_is_shown_is_read_again_to_six_digits(value: float, unit: str) -> None:
    if abs(value) > 1e300:
        return
    assert math.isclose(read_number(shown(value, unit)), value, rel_tol=1e-5, abs_tol=1e-320)
    assert read_number(number_text(value, unit)) == value
    assert number_text(value, unit).replace(ANGLE_UNIT, "").isascii()


@pytest.mark.parametrize(
    ("value", "unit", "at_rest", "exact"),
    [
        (0.1 + 0.2, "", "0.3", "0.30000000000000004"),
        (0.03, ANGLE_UNIT, "0.03", "0.03"),
        (1e-3, ANGLE_UNIT, "0.001", "0.001"),
        (math.pi / 100, ANGLE_UNIT, "0.01π", "0.01π"),
        (math.pi / 7, ANGLE_UNIT, "π/7", "π/7"),
        (0.0245 * math.pi * (1 + 1e-15), ANGLE_UNIT, "0.0245π", None),
        (1e-5 * math.pi, ANGLE_UNIT, "10⁻⁵π", "1e-05π"),
        (0.5773502691896255, "", "0.57735", "0.5773502691896255"),
        (1_800_000.0, "", "1800000", "1800000"),
        (-0.25, "", "−0.25", "-0.25"),
        (2.788e-29, "", "2.788·10⁻²⁹", "2.788e-29"),
        (math.inf, "", "∞", "infinity"),
    ],
)
def test_a_setting_at_rest_and_in_hand(
    value: float, unit: str, at_rest: str, exact: str | None
) -> None:
    assert shown(value, unit) == at_rest
    assert exact is None or number_text(value, unit) == exact


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/2", 0.5), ("-1 / 4", -0.25), ("50%", 0.5), ("12.5 %", 0.125), ("10⁻³", 1e-3),
        ("2·10⁻⁷", 2e-7), ("−2×10³", -2000.0), ("10⁻⁵π", 1e-5 * math.pi), ("∞", math.inf),
    ],
)  # fmt: skip
def test_what_people_write_is_read(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["1/0", "%", "1//2", "1/2/3", "10⁻", "⁻³", "1 000", "½", "5%%"])
def test_what_is_no_number_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_number(text)


def test_the_browser_writes_the_same() -> None:
    """`number.js` against `numerals.py`, on numbers of all sizes and on halves of a digit."""
    chance = random.Random(7)
    values = [chance.uniform(-10, 10) * 10 ** chance.uniform(-20, 20) for _ in range(3000)]
    values += [1.015625, 2.5, 0.5, 999999.5, 999999.4, 1e-4, 99999.95, 0.1 + 0.2, 1e6, 1e12, 0.0]
    values += [float(chance.randrange(10**9)) for _ in range(500)]
    digits = [chance.choice([3, 4, DIGITS]) for _ in values]
    script = (
        "import {angleText, numberText} from './ours.js'\n"
        f"const values = {json.dumps(values)}, digits = {json.dumps(digits)}\n"
        "console.log(JSON.stringify(values.map((value, at) => "
        "[numberText(value, digits[at]), angleText(value * Math.PI)])))"
    )
    ended, said = node("--input-type=module", "--eval", script, cwd=HERE)
    assert ended == 0
    for value, places, (plain, angle) in zip(values, digits, json.loads(said), strict=True):
        assert plain == number(value, places)
        multiple = number(value * math.pi / math.pi)
        assert angle == ("0" if value == 0 else "π" if multiple == "1" else f"{multiple}π")


# -- every field of every scenario ----------------------------------------------------------------


def every_field() -> list[Any]:
    """Each field there is, once for each scenario that has it."""
    return [
        pytest.param(field, id=f"{scenario.public_name()}.{name}")
        for scenario in catalogue.scenarios()
        for name, field in scenario.fields().items()
    ]


def extremes(field: Field) -> list[Any]:
    """Values at the ends of a field's rule, and one that has all the digits a float can have."""
    if isinstance(field, (Real, Count)):
        low, high = field.bounds or (None, None)
        ends = [field.default, *(end for end in (low, high) if end is not None)]
        if isinstance(field, Count):
            return ends
        low, high = (-1e9 if low is None else low), (1e9 if high is None else high)
        inside = [low + (high - low) * share for share in (1 / 3, 1e-7, 1 - 1e-9)]
        return [*ends, *inside, min(max(0.1 + 0.2, low), high)]
    if isinstance(field, Choice):
        return list(field.objects)
    return [field.default]


@pytest.mark.parametrize("field", every_field())
def test_every_field_survives_its_text_and_rests_in_six_digits(field: Field) -> None:
    for value in extremes(field):
        assert field.from_text(field.to_text(value)) == value
        at_rest = field.shown(value)
        if isinstance(field, Real):
            assert "-" not in at_rest and is_short(at_rest), at_rest
            assert math.isclose(read_number(at_rest), value, rel_tol=1e-5)
        elif not isinstance(field, Choice):
            read = field.from_text(at_rest)
            assert read == value or np.allclose(read, value, rtol=1e-5)


@pytest.mark.parametrize("field", every_field())
def test_every_written_field_has_a_hint_that_it_takes_and_says_how_it_read_it(
    field: Field,
) -> None:
    if isinstance(field, (Real, Count, Choice)):
        return
    value = field.from_text(field.hint())
    if isinstance(field.default, tuple):
        assert value and field.reading(value)
        assert len(field.reading(value)) < 400


def test_every_list_refuses_a_decimal_comma_and_asks_for_a_point() -> None:
    fields = [param.values[0] for param in every_field()]
    lists_of_numbers = [field for field in fields if isinstance(field, Numbers)]
    assert lists_of_numbers
    for field in lists_of_numbers:
        with pytest.raises(ScenarioError, match=" must be ") as refusal:
            field.from_text("0,01×3")
        assert "Did you mean" in str(refusal.value) or not field.takes("0.01×3")


def test_a_decimal_comma_in_a_list_is_no_two_numbers() -> None:
    schedule = Numbers((), bounds=(0.0, math.pi), unit=ANGLE_UNIT, label="schedule")
    with pytest.raises(ScenarioError, match=r"not “0,01π×300”\. Did you mean “0\.01π×300”\?"):
        schedule.from_text("0,01π×300")
    assert schedule.from_text("0.01π×2, 1/4") == (0.01 * math.pi, 0.01 * math.pi, 0.25)
    assert (
        schedule.reading((0.01 * math.pi,) * 300 + (0.5,)) == "301 numbers: 0.01π (300 times), 0.5"
    )
    assert lists.with_points("1,5") == "1,5"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0,02", "q must be a number between 0 and 1, not “0,02”. Did you mean “0.02”?"),
        ("2,5", "q must be a number between 0 and 1, not “2,5”."),
        ("150%", "q must be between 0 and 1, not 1.5."),
    ],
)
def test_a_decimal_comma_is_asked_about_where_a_point_would_do(text: str, words: str) -> None:
    field = Real(0.5, bounds=(0.0, 1.0), short="q")
    with pytest.raises(ScenarioError) as refusal:
        field.from_text(text)
    assert str(refusal.value) == words


def test_half_a_level_may_be_a_spin() -> None:
    levels = catalogue_field("engine.collision.Collision", "levels")
    with pytest.raises(ScenarioError, match=r"not “99/2” .*Did you mean “j = 99/2”"):
        levels.from_text("99/2")
    with pytest.raises(ScenarioError, match=r"not 49\.5 "):
        levels.from_text("49.5")
    assert levels.from_text("j = 99/2") == 100


def catalogue_field(scenario: str, name: str) -> Field:
    """A field by the public name of its scenario."""
    return next(one for one in catalogue.scenarios() if one.public_name() == scenario).field(name)
