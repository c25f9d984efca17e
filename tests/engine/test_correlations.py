"""Coherence and concurrence of states, against QuTiP and known values."""

import numpy as np
import pytest
import qutip
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.correlations import concurrence, l1_coherence


def bell(weight):
    vector = np.array([np.cos(weight), 0, 0, np.sin(weight)])
    return np.outer(vector, vector)


@pytest.mark.parametrize("angle", [0.0, 0.1, np.pi / 4, 1.3])
def test_a_pure_pair_has_the_known_concurrence(angle):
    assert concurrence(bell(angle)) == pytest.approx(abs(np.sin(2 * angle)), abs=1e-15)


@pytest.mark.parametrize("weight", [0.0, 1 / 3, 0.5, 0.9, 1.0])
def test_a_werner_state_has_the_known_concurrence(weight):
    state = weight * bell(np.pi / 4) + (1 - weight) * np.eye(4) / 4
    assert concurrence(state) == pytest.approx(max(0, (3 * weight - 1) / 2), abs=1e-14)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_random_states_have_qutips_concurrence(seed, rank):
    state = qutip.rand_dm([2, 2], rank=rank, seed=seed)
    assert concurrence(state) == pytest.approx(qutip.concurrence(state), abs=2e-7)


@pytest.mark.parametrize("size", [1e-3, 1e-6, 1e-9, 1e-12])
def test_little_entanglement_keeps_its_digits(size):
    """√(ρ ρ~) through eigenvalues would lose half of them."""
    state = np.diag([1 - size, 0, 0, size]).astype(complex)
    state[0, 3] = state[3, 0] = size / 2
    assert concurrence(state) == pytest.approx(size, rel=1e-4, abs=1e-15)


def test_concurrence_broadcasts_and_takes_a_qobj():
    states = np.array([[bell(0.3), bell(0.7)]])
    np.testing.assert_allclose(concurrence(states), [[np.sin(0.6), np.sin(1.4)]], atol=1e-14)
    assert concurrence(qutip.bell_state("00")) == pytest.approx(1, abs=1e-14)


def test_coherence_of_extremes():
    plus = np.full((8, 8), 1 / 8)
    np.testing.assert_allclose(l1_coherence([plus, np.eye(8) / 8]), [1, 0], atol=1e-15)
    assert l1_coherence(qutip.basis(2, 0)) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: concurrence(np.eye(3) / 3), "state must be that of two qubits"),
        (lambda: concurrence(np.ones((4, 3))), "state must be square"),
        (lambda: l1_coherence(np.ones(4)), "state must be square"),
        (lambda: l1_coherence([[1.0]]), "at least two levels"),
    ],
)
def test_what_is_no_state_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
