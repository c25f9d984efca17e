"""Incoherent bounds against the printed numbers, their equations and independent integration."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from engine.collision.bounds import R0, X0, full_charge_time, incoherent_bound, power_constant

ROOM = {
    "oscillator": lambda energy, levels: energy + 1,
    "spin": lambda energy, levels: max((levels - 1 - energy) * (energy + 1), 0.0),
    "ladder": lambda energy, levels: 1.0,
}


def integrated(battery, levels, gamma, times):
    """dE/dx = (1-γ) R0 f(E) - (2/π) γ E by an explicit high-order integrator."""

    def growth(_, energy):
        pull = np.sqrt(ROOM[battery](energy[0], levels))
        return [(1 - gamma) * R0 * pull - 2 / np.pi * gamma * energy[0]]

    span = (0.0, times[-1])
    solution = solve_ivp(growth, span, [0.0], "DOP853", times, rtol=1e-12, atol=1e-12)
    return solution.y[0]


def test_power_constant_solves_eq_12():
    assert power_constant() == (R0, X0)
    assert pytest.approx(0.7246113537767084, abs=1e-15) == R0
    assert pytest.approx(1.1655611852072114, abs=1e-15) == X0
    assert np.tan(X0) == pytest.approx(2 * X0, rel=1e-13)
    assert X0 / (np.pi / 2) == pytest.approx(0.74201930, abs=5e-9)
    assert R0**-2 == pytest.approx(1.9045383881, abs=5e-11)
    assert R0**-1 == pytest.approx(1.3800501397, abs=5e-11)
    x = np.linspace(1e-3, 10, 100_001)
    assert np.max(np.sin(x) ** 2 / x) <= R0


@pytest.mark.parametrize(
    ("battery", "levels", "gamma", "time", "energy"),
    [
        ("oscillator", 250, 0.0, 10, 20.372653888),
        ("oscillator", 250, 0.0, 20, 66.998388478),
        ("oscillator", 250, 0.0, 30, 139.877203768),
        ("oscillator", 250, 1e-3, 30, 138.223039392),
        ("spin", 100, 0.0, 1, 18.906121979),
        ("spin", 100, 0.0, 2, 52.933990901),
        ("spin", 100, 0.0, 3, 84.985085184),
    ],
)
def test_published_values(battery, levels, gamma, time, energy):
    assert incoherent_bound(time, battery, levels, gamma) == pytest.approx(energy, abs=5e-10)


def test_oscillator_bound_reaches_249_quanta():
    assert incoherent_bound(40.88, "oscillator", 250) == pytest.approx(249, abs=0.1)


def test_eq_28_as_printed_starts_below_zero():
    printed = incoherent_bound([0.0, 2.0, 9.0], "spin", 100, form="printed")
    assert printed[0] == pytest.approx(-0.98959, abs=5e-6)
    assert printed[1] == pytest.approx(43.95, abs=5e-3)
    assert printed[2] == pytest.approx(99, abs=1e-12)
    # Eq. (28) itself: arctan[(2J+1)/(2 f₊(J))] - arctan[(1-2j)/2] = R0 x.
    j, mean = 99 / 2, printed[1] - 99 / 2
    raising = np.sqrt(j * (j + 1) - mean * (mean + 1))
    left = np.arctan((2 * mean + 1) / (2 * raising)) - np.arctan((1 - 2 * j) / 2)
    assert left == pytest.approx(2 * R0, rel=1e-12)


def test_full_charge_time_of_eq_29():
    assert full_charge_time(100) == pytest.approx(4.05908325, abs=5e-9)
    assert full_charge_time(100, "printed") == pytest.approx(4.27979768, abs=5e-9)
    assert full_charge_time(10**14) == pytest.approx(np.pi / R0, abs=1e-6)
    assert np.pi / R0 == pytest.approx(4.33555538, abs=5e-9)
    before, after = incoherent_bound(full_charge_time(100) + np.array([-1e-3, 1e-3]), "spin", 100)
    assert before < 99 and after == 99


@pytest.mark.parametrize("levels", [2, 3, 100])
def test_spin_bound_solves_eq_27(levels):
    x = np.linspace(0, 0.9 * full_charge_time(levels), 50)
    closed = incoherent_bound(x, "spin", levels)
    assert closed == pytest.approx(integrated("spin", levels, 0.0, x), rel=1e-8, abs=1e-11)


@pytest.mark.parametrize("gamma", [1e-6, 1e-3, 0.1, 0.9])
@pytest.mark.parametrize(
    ("battery", "levels", "time_max"),
    [("oscillator", 250, 40), ("spin", 100, 3.8), ("spin", 3, 2.5), ("ladder", 60, 50)],
)
def test_damped_bounds_solve_their_equation(battery, levels, time_max, gamma):
    x = np.linspace(0, time_max, 60)
    bound = incoherent_bound(x, battery, levels, gamma)
    assert bound == pytest.approx(integrated(battery, levels, gamma, x), rel=1e-8, abs=1e-11)


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
def test_vanishing_loss_is_the_lossless_bound(battery):
    x = np.linspace(0, 12, 100).reshape(4, 25)
    lossless = incoherent_bound(x, battery, 100)
    nearly = incoherent_bound(x, battery, 100, 1e-13)
    assert nearly.shape == (4, 25)
    assert nearly == pytest.approx(lossless, rel=1e-10)


@pytest.mark.parametrize("battery", ["oscillator", "spin", "ladder"])
def test_bound_never_falls_and_total_loss_leaves_nothing(battery):
    x = np.linspace(0, 300, 2000)
    for gamma in (0.0, 1e-3, 0.5):
        bound = incoherent_bound(x, battery, 20, gamma)
        assert bound[0] == 0 and np.all(np.diff(bound) >= -1e-12)
    assert np.all(incoherent_bound(x, battery, 20, 1.0) == 0)


def test_finite_batteries_stop_at_full():
    assert incoherent_bound(1e3, "spin", 100) == 99
    assert incoherent_bound(1e3, "ladder", 100) == 99


def test_bound_is_not_strict_where_its_growth_falls_with_energy():
    # One collision of finite length: the energy before it, not during it, limits its gain.
    one_collision = np.sin(X0) ** 2
    assert one_collision > incoherent_bound(X0, "spin", 2) + 0.09
    assert 0.5 * one_collision > incoherent_bound(X0, "oscillator", 250, 0.5) + 0.01
    assert one_collision < incoherent_bound(X0, "oscillator", 250)


def test_refusals_name_the_rule():
    with pytest.raises(ValueError, match="battery must be one of oscillator, spin, ladder, not"):
        incoherent_bound(1.0, "cavity", 10)
    with pytest.raises(ValueError, match="form must be one of corrected, printed, not"):
        incoherent_bound(1.0, "spin", 10, form="wrong")
    with pytest.raises(ValueError, match="form must be 'corrected' except for a spin"):
        incoherent_bound(1.0, "oscillator", 10, form="printed")
    with pytest.raises(ValueError, match="form must be one of"):
        full_charge_time(10, "wrong")
