"""Fluctuations and speed: against whole matrices, and the bounds that they set on a power."""

import numpy as np
import pytest
import qutip
from hypothesis import given
from hypothesis import strategies as st

from engine.speed import (
    commutator_bound,
    energy_variance,
    fisher_information,
    local_variance,
    power_bound,
    time_average,
)

CELLS = 3
JZ = qutip.jmat(CELLS / 2, "z")
STORED = JZ + CELLS / 2


def driven(rng):
    """A random charging Hamiltonian and a random state of the ladder of three cells."""
    size = CELLS + 1
    return qutip.rand_herm(size, seed=rng), qutip.rand_dm(size, seed=rng)


@given(st.integers(0, 2**31))
def test_both_bounds_hold_for_any_state_and_any_drive(seed):
    drive, rho = driven(np.random.default_rng(seed))
    rate = -1j * (drive * rho - rho * drive)
    p, dp = rho.diag().real, rate.diag().real
    power = qutip.expect(STORED, rate).real
    variance = energy_variance(p, STORED.diag().real)
    assert variance == pytest.approx(qutip.variance(STORED, rho), abs=1e-12)
    assert abs(power) <= power_bound(variance, fisher_information(p, dp)) * (1 + 1e-9)
    assert abs(power) <= commutator_bound(variance, qutip.variance(drive, rho)) * (1 + 1e-9)


@given(st.floats(0, np.pi), st.floats(0, np.pi), st.floats(0, 6.2))
def test_correlations_are_what_cells_on_their_own_do_not_explain(theta, chi, phi):
    """Two equal cells in a symmetric state: Eqs. (22) and (23) written out with whole matrices."""
    excited = qutip.basis(2, 1).proj()
    cells = [qutip.tensor(excited, qutip.qeye(2)), qutip.tensor(qutip.qeye(2), excited)]
    zero, one = qutip.basis(2, 0), qutip.basis(2, 1)
    middle = (qutip.tensor(zero, one) + qutip.tensor(one, zero)).unit()
    state = (
        np.cos(theta) * qutip.tensor(zero, zero)
        + np.sin(theta) * np.cos(chi) * middle
        + np.sin(theta) * np.sin(chi) * np.exp(1j * phi) * qutip.tensor(one, one)
    )
    mean = [qutip.expect(h, state) for h in cells]
    alone = sum(qutip.expect(h * h, state) - e**2 for h, e in zip(cells, mean, strict=True))
    together = 2 * (qutip.expect(cells[0] * cells[1], state) - mean[0] * mean[1])
    assert local_variance(sum(mean), 2) == pytest.approx(alone, abs=1e-12)
    full = qutip.variance(cells[0] + cells[1], state)
    assert full - local_variance(sum(mean), 2) == pytest.approx(together, abs=1e-12)


def test_speed_of_a_rotation_stays_finite_where_a_population_vanishes():
    time = np.linspace(0.0, np.pi / 2, 51)
    p = np.stack([np.cos(time) ** 2, np.sin(time) ** 2], axis=-1)
    rate = np.stack([-np.sin(2 * time), np.sin(2 * time)], axis=-1)
    acceleration = np.stack([-2 * np.cos(2 * time), 2 * np.cos(2 * time)], axis=-1)
    assert fisher_information(p, rate, acceleration) == pytest.approx(4.0, rel=1e-9)
    assert fisher_information(p, rate)[0] == pytest.approx(0.0, abs=1e-12)


def test_a_time_average_ends_between_samples():
    time = np.linspace(0.0, 4.0, 4001)
    assert time_average(time, np.sin(time), 2.3456) == pytest.approx(
        (1 - np.cos(2.3456)) / 2.3456, rel=1e-6
    )
