"""Work functions against closed forms, against QuTiP, and as identities."""

import numpy as np
import pytest
import qutip

from engine import work

QUBIT = np.array([0.0, 1.0])


def random_states(count: int, levels: int, seed: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    roots = rng.normal(size=(2, count, levels, levels))
    root = roots[0] + 1j * roots[1]
    rho = root @ np.swapaxes(root, -1, -2).conj()
    return rho / np.trace(rho, axis1=-2, axis2=-1)[:, None, None].real


def tilted_qubit(excited: float, coherence: float) -> np.ndarray:
    return np.array([[1 - excited, coherence], [coherence, excited]])


def test_pure_state_yields_all_its_energy():
    plus = np.full((2, 2), 0.5)
    assert work.ergotropy(plus, QUBIT) == pytest.approx(0.5, abs=1e-15)
    assert work.incoherent_ergotropy(plus, QUBIT) == pytest.approx(0.0, abs=1e-15)
    assert work.coherent_ergotropy(plus, QUBIT) == pytest.approx(0.5, abs=1e-15)


@pytest.mark.parametrize(("excited", "coherence"), [(0.7, 0.0), (0.4, 0.3), (0.9, 0.2), (0.2, 0.1)])
def test_qubit_closed_form(excited, coherence):
    polarisation = 2 * excited - 1
    length = np.hypot(polarisation, 2 * coherence)
    state = tilted_qubit(excited, coherence)
    assert work.ergotropy(state, QUBIT) == pytest.approx((length + polarisation) / 2, abs=1e-15)
    incoherent = max(polarisation, 0.0)
    assert work.incoherent_ergotropy(state, QUBIT) == pytest.approx(incoherent, abs=1e-15)


def test_passive_states_and_gibbs_states_yield_nothing():
    levels = np.array([0.3, 1.0, 2.5, 2.6])
    gibbs = np.diag(np.exp(-0.8 * levels) / np.exp(-0.8 * levels).sum())
    for yielded in (work.ergotropy, work.total_ergotropy, work.coherent_ergotropy):
        assert yielded(gibbs, levels) == pytest.approx(0.0, abs=1e-12)
    np.testing.assert_allclose(work.passive_state(gibbs, levels), gibbs, atol=1e-15)
    np.testing.assert_allclose(work.gibbs_of_equal_entropy(gibbs, levels), gibbs, atol=1e-12)


def test_random_unitaries_do_not_beat_the_ergotropy():
    levels = np.array([0.0, 0.7, 1.5])
    state = random_states(1, 3)[0]
    limit = work.ergotropy(state, levels)
    start = work.energy(state, levels)
    for seed in range(50):
        turned = qutip.rand_unitary(3, seed=seed).full()
        drawn = start - work.energy(turned @ state @ turned.conj().T, levels)
        assert drawn <= limit + 1e-12
    _, vectors = np.linalg.eigh(state)
    best = vectors[:, ::-1].conj().T
    assert start - work.energy(best @ state @ best.conj().T, levels) == pytest.approx(limit)


def test_levels_may_come_in_any_order():
    levels, shuffle = np.array([0.0, 1.0, 1.5, 4.0]), [2, 0, 3, 1]
    states = random_states(5, 4)
    moved = states[:, shuffle][:, :, shuffle]
    for function in (work.energy, work.ergotropy, work.incoherent_ergotropy, work.total_ergotropy):
        np.testing.assert_allclose(
            function(moved, levels[shuffle]), function(states, levels), atol=1e-12
        )
    passive = work.passive_state(states, levels)
    np.testing.assert_allclose(
        work.passive_state(moved, levels[shuffle]),
        passive[:, shuffle][:, :, shuffle],
        atol=1e-14,
    )


def test_leading_axes_broadcast():
    states, levels = random_states(6, 4), np.arange(4.0)
    block = states.reshape(2, 3, 4, 4)
    functions = (
        work.energy,
        work.ergotropy,
        work.incoherent_ergotropy,
        work.coherent_ergotropy,
        work.total_ergotropy,
        work.passive_state,
        work.gibbs_of_equal_entropy,
    )
    for function in functions:
        single = np.array([function(state, levels) for state in states])
        assert function(block, levels).shape == (2, 3, *single.shape[1:])
        np.testing.assert_allclose(
            function(block, levels).reshape(single.shape), single, atol=1e-13
        )
    assert work.entropy(block).shape == (2, 3)


def test_ergotropy_is_the_sum_of_its_parts_and_below_the_total():
    states, levels = random_states(20, 5), np.array([0.0, 1.0, 1.0, 2.0, 3.5])
    parts = work.incoherent_ergotropy(states, levels) + work.coherent_ergotropy(states, levels)
    ergotropy = work.ergotropy(states, levels)
    np.testing.assert_allclose(parts, ergotropy, atol=1e-14)
    assert (work.coherent_ergotropy(states, levels) >= 0).all()
    assert (work.total_ergotropy(states, levels) >= ergotropy).all()
    assert (work.total_ergotropy(states, levels) > ergotropy + 1e-6).any()


def test_energy_is_shift_and_scale_covariant():
    states, levels = random_states(4, 3), np.array([0.0, 1.0, 3.0])
    for yielded in (work.ergotropy, work.total_ergotropy):
        np.testing.assert_allclose(
            yielded(states, 5.0 - 0.0 + 2.0 * levels), 2.0 * yielded(states, levels), atol=1e-11
        )


def test_gibbs_state_has_the_entropy_and_the_least_energy():
    states, levels = random_states(10, 4), np.array([0.0, 0.5, 2.0, 2.2])
    gibbs = work.gibbs_of_equal_entropy(states, levels)
    np.testing.assert_allclose(work.entropy(gibbs), work.entropy(states), atol=1e-11)
    np.testing.assert_allclose(np.trace(gibbs, axis1=1, axis2=2), 1.0, atol=1e-14)
    least = work.energy(work.passive_state(states, levels), levels)
    assert (work.energy(gibbs, levels) <= least).all()
    ratios = np.log(np.diagonal(gibbs, axis1=1, axis2=2))
    slopes = np.diff(ratios) / np.diff(levels)
    np.testing.assert_allclose(slopes, slopes[:, :1].repeat(3, axis=1), rtol=1e-9)


@pytest.mark.parametrize("levels", [[0.0, 1.0, 2.0], [0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
def test_extreme_entropies(levels):
    pure, mixed = np.diag([0.0, 0.0, 1.0]), np.eye(3) / 3
    np.testing.assert_allclose(work.gibbs_of_equal_entropy(mixed, levels), mixed, atol=1e-7)
    assert work.total_ergotropy(pure, levels) == pytest.approx(levels[-1] - levels[0], abs=1e-9)
    assert work.entropy(pure) == 0.0
    assert work.entropy(mixed) == pytest.approx(np.log(3), abs=1e-15)


def test_many_copies_of_a_passive_state_yield_work_up_to_the_total_ergotropy():
    """Passive alone, active together, Alicki and Fannes 2013."""
    levels, single = np.array([0.0, 0.9, 2.0]), np.diag([0.5, 0.26, 0.24])
    total = work.total_ergotropy(single, levels)
    assert work.ergotropy(single, levels) == pytest.approx(0.0, abs=1e-15)
    state, heights, yields = single, levels, []
    for copies in (2, 3, 4, 5):
        state = np.kron(state, single)
        heights = np.add.outer(heights, levels).ravel()
        yields.append(work.ergotropy(state, heights) / copies)
    assert 0.0 < yields[0] < yields[-1] < total


def test_qutip_objects_are_states_too():
    plus = (qutip.basis(2, 0) + qutip.basis(2, 1)).unit()
    assert work.ergotropy(plus, QUBIT) == pytest.approx(0.5, abs=1e-15)
    assert work.ergotropy(plus.proj(), QUBIT) == pytest.approx(0.5, abs=1e-15)
    thermal = qutip.thermal_dm(6, 0.4)
    assert work.ergotropy(thermal, np.arange(6)) == pytest.approx(0.0, abs=1e-14)
    assert work.energy(thermal, np.arange(6)) == pytest.approx(
        qutip.expect(qutip.num(6), thermal), abs=1e-14
    )
    assert work.entropy(thermal) == pytest.approx(qutip.entropy_vn(thermal), abs=1e-12)


@pytest.mark.parametrize(
    ("state", "levels", "message"),
    [
        ([1.0, 0.0], [0, 1], "state must be square, shape (…, d, d), not (2,)."),
        ([[1.0, 0.0]], [0, 1], "state must be square, shape (…, d, d), not (1, 2)."),
        (
            [[0.5, 0.4], [0.0, 0.5]],
            [0, 1],
            "state must be Hermitian, not with rho - rho† up to 0.4.",
        ),
        ([[np.nan, 0], [0, 1]], [0, 1], "state must be finite, not with NaN or infinite elements."),
        (
            np.eye(2) / 2,
            [0, 1, 2],
            "levels must be one energy per row of the state, 2, not of shape (3,).",
        ),
        (np.eye(2) / 2, [0, np.inf], "levels must be finite, not with NaN or infinite energies."),
    ],
)
def test_bad_states_and_levels_are_named(state, levels, message):
    with pytest.raises(ValueError) as caught:
        work.ergotropy(state, levels)
    assert str(caught.value) == message


@pytest.mark.parametrize("gap", [1e-6, 1e-9, 1e-12])
def test_a_level_close_above_the_ground_is_emptied_too(gap):
    """Its Gibbs state has the state's entropy, and no copy yields more than the bound."""
    levels = [gap, 0.0, 1.0]
    for excited in (1.0, 0.9, 0.6):
        state = np.diag([excited, 1 - excited, 0.0])
        thermal = work.gibbs_of_equal_entropy(state, levels)
        assert work.entropy(thermal) == pytest.approx(float(work.entropy(state)), abs=1e-12)
        bound = (2 * excited - 1) * gap  # the two levels alone: the passive state is thermal
        assert work.total_ergotropy(state, levels) == pytest.approx(bound, rel=1e-9)
        beta = np.log(excited / (1 - excited)) / gap if excited < 1 else np.inf
        assert work.inverse_temperature(state, levels) == pytest.approx(beta, rel=1e-9)
