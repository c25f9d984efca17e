"""Figures of merit: peaks between samples, the first of equal ones, power laws in a window."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from engine.merit import first_maximum, largest_maximum, max_power, power_law

# tan x = 2x: the line from the origin that touches sin²x.
TOUCHES = brentq(lambda x: np.tan(x) - 2 * x, 1.0, 1.4, xtol=1e-15)


@pytest.mark.parametrize("points", [17, 60, 401])
@pytest.mark.parametrize("start", [0.0, 0.3])
def test_the_tangent_from_the_origin_is_found_between_samples(points, start):
    time = np.linspace(start, 5.0, points)
    exact = max_power(time, np.sin(time) ** 2, lambda t: np.sin(t) ** 2)
    assert exact.time == pytest.approx(TOUCHES, rel=1e-9)
    assert exact.value == pytest.approx(np.sin(TOUCHES) ** 2 / TOUCHES, rel=1e-14)
    if points > 17:
        assert max_power(time, np.sin(time) ** 2) == pytest.approx(exact, rel=1e-8)


def test_a_power_that_only_falls_is_largest_at_the_first_time():
    time = np.linspace(0.5, 4.0, 20)
    assert max_power(time, 1 - np.exp(-time)) == pytest.approx((0.5, 2 * (1 - np.exp(-0.5))))


def test_a_charge_that_goes_on_is_largest_at_the_end():
    time = np.linspace(0.0, 1.0, 30)
    assert max_power(time, time**2) == pytest.approx((1.0, 1.0))
    assert largest_maximum(time, time**2) == pytest.approx((1.0, 1.0))
    assert first_maximum(time, time**2) == pytest.approx((1.0, 1.0))


@given(st.floats(0.7, 2.0), st.integers(100, 300))
def test_of_equal_maxima_the_first_counts(rate, points):
    time = np.linspace(0.0, 8.0, points)
    energy = np.sin(rate * time) ** 2
    for found in (largest_maximum(time, energy, lambda t: np.sin(rate * t) ** 2),
                  first_maximum(time, energy)):  # fmt: skip
        assert found.time == pytest.approx(np.pi / (2 * rate), rel=1e-6)
        assert found.value == pytest.approx(1.0, rel=1e-7)


def test_the_first_maximum_need_not_be_the_largest():
    time = np.linspace(0.0, 12.0, 200)
    energy = time / 9 + np.sin(time) ** 2
    assert first_maximum(time, energy).time < 2 < largest_maximum(time, energy).time


def test_what_rounding_makes_of_a_flat_start_is_no_maximum():
    time = np.linspace(0.0, 3.0, 301)
    energy = np.where(time < 1, 1e-17 * np.sin(40 * time), np.sin(time - 1) ** 2)
    assert first_maximum(time, energy).time == pytest.approx(1 + np.pi / 2, rel=1e-4)


def test_nothing_charged_has_no_power():
    time = np.linspace(0.0, 3.0, 31)
    assert max_power(time, 0 * time).value == 0
    assert first_maximum(time, 0 * time) == (3.0, 0.0)


def test_a_power_law_is_that_of_its_window():
    sizes = np.arange(1, 21)
    values = np.where(sizes < 6, 100.0, 3.0 * sizes**1.5)
    law = power_law(sizes, values, 6, 12)
    assert law == pytest.approx((1.5, 3.0, 0.0), abs=1e-12)
    assert power_law(sizes, values, 1, 20).exponent != pytest.approx(1.5, abs=0.1)


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (lambda: max_power([0, 1], [0]), "Times and energies must be two rows or more of one"),
        (lambda: max_power([0, 0], [0, 1]), "time must rise from each sample to the next"),
        (lambda: max_power([-1, 0], [0, 1]), "time must reach beyond 0, not end at 0."),
        (lambda: first_maximum([0, 1], [0, np.nan]), "Times and energies must be finite"),
        (lambda: power_law([1, 2], [1, 2], 3, 9), "The window must hold two sizes or more"),
        (lambda: power_law([1, 2], [1, 0], 1, 2), "The values of a power law must be positive"),
    ],
)
def test_what_is_no_curve_is_refused_in_words(work, message):
    with pytest.raises(ValueError, match=message):
        work()
