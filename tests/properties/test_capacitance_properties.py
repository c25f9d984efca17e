"""What holds of every noise: order, concavity, symmetry, and channels that must agree."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import channels, work
from engine.capacitance import gaussian
from engine.capacitance.analysis import Analysis, analyse
from engine.copies import ergotropy_per_cell
from engine.storage.qubit import local_capacitance

LADDER = np.array([0.0, 1.0, 2.0])
ENERGIES = np.linspace(0.0, 2.0, 9)
share = st.floats(0.0, 1.0)
seeds = st.integers(0, 10_000)
quick = settings(max_examples=15, deadline=None)


@st.composite
def decays(draw):
    """Three decay probabilities of a channel."""
    first, second, third = draw(share), draw(share), draw(share)
    return (first, second, third * (1 - second))


def random_state(seed: int, dimension: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    root = generator.normal(size=(dimension, dimension, 2)) @ np.array([1, 1j])
    state = root @ root.conj().T
    return state / np.trace(state).real


def separable(found: Analysis) -> np.ndarray:
    return np.array([sharing.value for sharing in found.sharing])


def assert_sound(found: Analysis, top: float) -> None:
    """Ordered, rising, concave, proved by the dual bounds."""
    curves = [
        found.local.within,
        found.local.envelope.value,
        found.total.envelope.value,
        separable(found),
        found.upper,
    ]
    for lower, higher in pairwise(curves):
        assert (higher >= lower - 1e-8).all()
    for curve in curves[1:]:
        assert (np.diff(curve) >= -1e-8).all()
        assert (np.diff(curve, 2) <= 1e-7).all()
        assert (curve >= -1e-12).all() and (curve <= top + 1e-9).all()
    rooms = [sharing.upper - sharing.value for sharing in found.sharing]
    for envelope in (found.local.envelope, found.total.envelope):
        assert np.abs(envelope.upper - envelope.value).max() < 1e-8
    assert np.abs(rooms).max() < 1e-8


@quick
@given(rates=decays(), resonant=st.booleans(), kappa=share)
def test_decays_and_dephasing_give_sound_curves(rates, resonant, kappa):
    family = (
        channels.resonant_amplitude_damping if resonant else channels.multilevel_amplitude_damping
    )
    noise = channels.compose([family(rates), channels.dephasing(kappa, 3)])
    found = analyse(noise, LADDER, ENERGIES)
    assert_sound(found, 2.0)
    # Decay and dephasing take energy away: no more comes out than went in.
    assert (separable(found) <= ENERGIES + 1e-9).all()


@quick
@given(gamma=share, eta=st.floats(0.0, 0.5), kappa=share)
def test_two_levels_follow_the_closed_form(gamma, eta, kappa):
    noise = channels.compose(
        [channels.generalized_amplitude_damping(gamma, eta), channels.dephasing(kappa)]
    )
    energies = np.linspace(0.0, 1.0, 9)
    found = analyse(noise, np.array([0.0, 1.0]), energies)
    closed = local_capacitance(energies, gamma, eta, kappa)
    np.testing.assert_allclose(found.local.envelope.value, closed, rtol=0, atol=1e-8)
    assert_sound(found, 1.0)


@quick
@given(rates=decays())
def test_the_lower_two_levels_of_mad_are_a_damped_qubit(rates):
    three = analyse(channels.multilevel_amplitude_damping(rates), LADDER, np.array([0.0, 0.5, 1.0]))
    two = analyse(
        channels.generalized_amplitude_damping(rates[0]), LADDER[:2], np.array([0.0, 0.5, 1.0])
    )
    assert (separable(three) >= separable(two) - 1e-8).all()


@quick
@given(first=share, third=share)
def test_resonance_needs_both_steps(first, third):
    mad, remad = (
        analyse(family((first, 0.0, third)), LADDER, ENERGIES[::2])
        for family in (channels.multilevel_amplitude_damping, channels.resonant_amplitude_damping)
    )
    np.testing.assert_allclose(separable(mad), separable(remad), rtol=0, atol=1e-8)


@quick
@given(strength=share, dimension=st.integers(2, 4))
def test_depolarizing_is_linear_with_a_constant_gap(strength, dimension):
    levels = np.arange(dimension) * 1.0
    energies = np.linspace(0.0, levels[-1], 5)
    found = analyse(channels.depolarizing(strength, dimension), levels, energies)
    np.testing.assert_allclose(
        found.local.envelope.value, (1 - strength) * energies, rtol=0, atol=1e-8
    )
    assert np.ptp(separable(found) - found.local.envelope.value) < 1e-8
    np.testing.assert_allclose(found.upper, separable(found), rtol=0, atol=1e-8)


@quick
@given(seed=seeds, scale=st.floats(0.01, 50.0))
def test_units_of_energy_only_scale(seed, scale):
    generator = np.random.default_rng(seed)
    tall = generator.normal(size=(6, 3, 2)) @ np.array([1, 1j])
    noise = channels.from_kraus(np.linalg.qr(tall)[0].reshape(2, 3, 3))
    one = analyse(noise, LADDER, ENERGIES[::4])
    other = analyse(noise, scale * LADDER, scale * ENERGIES[::4])
    np.testing.assert_allclose(separable(other) / scale, separable(one), rtol=0, atol=1e-8)


@settings(max_examples=200, deadline=None)
@given(seed=seeds, dimension=st.integers(2, 4))
def test_ergotropy_of_states(seed, dimension):
    state, other = random_state(seed, dimension), random_state(seed + 1, dimension)
    levels = np.append(0.0, np.cumsum(np.random.default_rng(seed).random(dimension - 1) + 0.1))
    own, total = work.ergotropy(state, levels), work.total_ergotropy(state, levels)
    assert -1e-12 <= own <= total + 1e-12
    assert total <= work.energy(state, levels) + 1e-12
    mixed = work.ergotropy((state + other) / 2, levels)
    assert mixed <= (own + work.ergotropy(other, levels)) / 2 + 1e-12
    assert work.ergotropy(np.diag(np.diag(state)), levels) <= own + 1e-12
    if dimension == 2:
        assert total == pytest.approx(float(own), abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(seed=seeds, dimension=st.integers(2, 3))
def test_more_copies_give_more_each_up_to_the_total_ergotropy(seed, dimension):
    spectrum = np.random.default_rng(seed).dirichlet(np.ones(dimension))
    levels = np.arange(dimension) * 1.0
    state = np.diag(spectrum)
    mean = float(work.energy(state, levels))
    one, two, six = (ergotropy_per_cell([(cells, mean, spectrum)], levels) for cells in (1, 2, 6))
    assert one == pytest.approx(float(work.ergotropy(state, levels)), abs=1e-11)
    assert one - 1e-10 <= two <= six + 1e-10
    assert six <= float(work.total_ergotropy(state, levels)) + 1e-9


@settings(max_examples=200, deadline=None)
@given(photons=st.floats(1e-6, 1e4), more=st.floats(1.001, 3.0))
def test_the_gaussian_gap_rises_with_the_noise(photons, more):
    assert 0 < gaussian.gap(photons) < gaussian.gap(photons * more)
    assert gaussian.gibbs_temperature(photons) > gaussian.output_temperature(photons)
    entropy = gaussian.thermal_entropy(photons)
    pooled = 2 * gaussian.thermal_entropy(gaussian.pooled_energy(photons) / 2)
    assert pooled == pytest.approx(entropy, rel=1e-9)
