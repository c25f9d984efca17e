"""Fields: what they accept, how they read and write text, and how each refuses."""

import math
from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.fields import (
    ANGLE_UNIT,
    Choice,
    Count,
    Numbers,
    Real,
    ScenarioError,
    did_you_mean,
    number_text,
    quote,
    read_number,
)
from engine.scenario import Scenario

FINITE = st.floats(allow_nan=False, allow_infinity=False)


class Sample(Scenario):
    """One field of each kind."""

    angle = Real(0.1, bounds=(0.0, pi), short="θ", unit=ANGLE_UNIT)
    above = Real(1.0, bounds=(0.0, None), short="a")
    free = Real(0.0, label="free")
    count = Count(5, bounds=(2, 2000), label="count", because="levels cost time")
    kind = Choice("spin", objects=["oscillator", "spin"], label="kind")
    many = Numbers((0.5,), bounds=(0.0, pi), longest=20, label="many", unit=ANGLE_UNIT)


FIELDS = Sample.fields()


@pytest.mark.parametrize(
    ("name", "received", "message"),
    [
        ("angle", 7, "θ must be between 0 and π, not 7."),
        ("angle", -1e-9, "θ must be between 0 and π, not −10⁻⁹."),
        ("angle", math.nan, "θ must be between 0 and π, not NaN."),
        ("angle", math.inf, "θ must be between 0 and π, not infinity."),
        ("angle", -(10**400), "θ must be between 0 and π, not −infinity."),
        ("angle", "0.1", "θ must be a number between 0 and π, not “0.1”."),
        ("angle", None, "θ must be a number between 0 and π, not None."),
        ("angle", True, "θ must be a number between 0 and π, not True."),
        ("angle", 1j, "θ must be a number between 0 and π, not 1j."),
        ("angle", [0.1], "θ must be a number between 0 and π, not [0.1]."),
        ("above", -1, "a must be at least 0, not −1."),
        ("free", math.inf, "free must be a finite number, not infinity."),
        ("count", 1, "count must be a whole number between 2 and 2000, not 1 (levels cost time)."),
        (
            "count",
            250.5,
            "count must be a whole number between 2 and 2000, not 250.5 (levels cost time).",
        ),
        (
            "count",
            1e300,
            "count must be a whole number between 2 and 2000, not 10³⁰⁰ (levels cost time).",
        ),
        (
            "count",
            10**400,
            "count must be a whole number between 2 and 2000, not infinity (levels cost time).",
        ),
        (
            "kind",
            "spn",
            "kind must be one of “oscillator”, “spin”, not “spn”. Did you mean “spin”?",
        ),
        ("kind", 3, "kind must be one of “oscillator”, “spin”, not 3."),
        ("many", 0.5, "many must be at most 20 numbers between 0 and π, not 0.5."),
        ("many", [0.5, 9], "many must be at most 20 numbers between 0 and π, not 9."),
        ("many", [math.nan], "many must be at most 20 numbers between 0 and π, not NaN."),
        ("many", [0.1] * 21, "many must be at most 20 numbers between 0 and π, not 21."),
        ("many", "0.5", "many must be at most 20 numbers between 0 and π, not “0.5”."),
    ],
)
def test_a_value_out_of_rule_is_refused_in_one_sentence(name, received, message):
    with pytest.raises(ScenarioError) as refusal:
        setattr(Sample(), name, received)
    assert str(refusal.value) == message
    with pytest.raises(ScenarioError):
        Sample(**{name: received})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("angle", ""), ("angle", "  "), ("angle", "pi/0"), ("angle", "π/π"), ("angle", "1e999"),
        ("angle", "nan"), ("angle", "<b>1</b>"), ("angle", "0x10"), ("angle", "1_0"),
        ("count", ""), ("count", "2.5"), ("count", "inf"), ("count", "ten"),
        ("kind", ""), ("kind", "Spin"),
        ("many", "0.1,,0.2"), ("many", "0.1|2"), ("many", "0.1×0"),
        ("many", "0.1×-2"), ("many", "0.1×1000000000"),
        ("many", "0.1×1e3"), ("many", "a"), ("many", "0.1×" + "9" * 5000),
    ],
)  # fmt: skip
def test_text_that_is_no_such_value_is_refused(name, text):
    with pytest.raises(ScenarioError, match=" must be "):
        FIELDS[name].from_text(text)


def test_a_refused_value_leaves_the_old_one():
    sample = Sample(angle=0.3)
    with pytest.raises(ScenarioError):
        sample.angle = 9.0
    assert sample.angle == 0.3


def test_values_are_stored_as_plain_python():
    sample = Sample(angle=np.float64(0.5), count=np.int64(7), many=np.array([0.1, 0.2]))
    assert type(sample.angle) is float and type(sample.count) is int
    assert sample.many == (0.1, 0.2) and type(sample.many[0]) is float
    sample.count = 250.0
    assert type(sample.count) is int


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.01π", 0.01 * pi), ("pi/100", pi / 100), ("-pi", -pi), ("π", pi), ("2*pi", 2 * pi),
        ("3 π / 4", 3 * pi / 4), ("1e-3", 1e-3), (" .5 ", 0.5), ("−2", -2.0), ("inf", math.inf),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, value):
    assert read_number(text) == value


@given(FINITE)
def test_a_number_survives_its_text(value):
    assert read_number(number_text(value)) == value


@given(st.floats(1e-12, 1e3))
def test_an_angle_survives_its_text(value):
    assert read_number(number_text(value, ANGLE_UNIT)) == value


@given(st.lists(st.floats(0.0, pi) | st.sampled_from([0.01 * pi, 0.5]), max_size=20))
def test_a_list_survives_its_text(entries):
    field = FIELDS["many"]
    assert field.from_text(field.to_text(tuple(entries))) == tuple(entries)


@given(st.floats(0.0, pi))
def test_a_field_survives_its_text(value):
    assert FIELDS["angle"].from_text(FIELDS["angle"].to_text(value)) == value


@given(st.text())
def test_any_text_is_accepted_or_refused(text):
    for field in FIELDS.values():
        try:
            field.from_text(text)
        except ScenarioError as refusal:
            assert len(str(refusal)) < 300


def test_lists_shorten_repeats():
    field = FIELDS["many"]
    assert field.to_text((0.01 * pi,) * 3 + (0.25 * pi,)) == "0.01π×3,0.25π"
    assert field.from_text("0.01π×3, 0.5*2") == (0.01 * pi,) * 3 + (0.5, 0.5)
    assert field.from_text("") == ()


def test_quotes_are_short():
    assert len(quote("x" * 1000)) == 40
    assert quote("  ") == "empty text"
    assert number_text(math.nan) == "NaN"


def test_did_you_mean():
    assert did_you_mean("thta", ["theta", "gamma"]) == " Did you mean “theta”?"
    assert did_you_mean("xyz", ["theta"]) == did_you_mean(3, ["theta"]) == ""


@pytest.mark.parametrize(
    "text", ["1" * 100_000 + "x", "1" + " " * 100_000 + "x", "1." * 50_000, "pi" * 50_000]
)
def test_a_long_text_that_is_no_number_is_told_at_once(text):
    """Patterns that backtrack would hold a server for hours over these."""
    with pytest.raises(ValueError, match=r"^[1p]"):
        read_number(text)


def test_a_field_says_what_it_was_told_and_is_asked_by_name() -> None:
    field = Real(1.0, bounds=(0.0, 9.0), symbol=r"\gamma", short="γ", scale="log", soft=(1.0, 2.0))
    assert (field.symbol, field.short, field.scale, field.soft) == (r"\gamma", "γ", "log", (1, 2))
    assert (field.unit, field.group, field.because, field.play) == ("", "Settings", "", False)
    assert field.metadata == {
        "symbol": r"\gamma", "short": "γ", "scale": "log", "soft": (1.0, 2.0),
    }  # fmt: skip


def test_a_keyword_that_no_field_has_is_refused() -> None:
    with pytest.raises(TypeError, match="symbl"):
        Real(1.0, symbl="x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="soft"):  # what cannot slide shows no part of its range
        Choice("a", objects=["a"], soft=(0.0, 1.0))  # type: ignore[call-arg]


def test_a_choice_names_its_values_or_leaves_them_as_they_are() -> None:
    named = Choice("a", objects={"a": "first", "b": "second"})
    assert list(named.objects) == ["a", "b"] and named.named("b") == "second"
    assert Choice("a", objects=["a", "b"]).named("b") == "b"
