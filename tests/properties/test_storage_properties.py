"""What must hold of noisy qubits and their ratios for any noise."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.channels import compose, dephasing, from_kraus, generalized_amplitude_damping
from engine.storage.counting import global_ergotropy, stored
from engine.storage.qubit import (
    best_population,
    is_concave,
    local_capacitance,
    output_ergotropy,
    single_shot,
)
from engine.storage.yields import coherent_ratio, local_ratio, separable_ratio
from engine.work import ergotropy

shares = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 1e-12, 0.5, 1 - 1e-12, 1.0]))
noises = st.tuples(shares, shares, shares)
LEVELS = (0.0, 1.0)
GRID = np.linspace(0, 1, 101)


@settings(deadline=None, max_examples=300)
@given(noises, shares)
def test_single_shot_dominates_and_energy_bounds_it(noise, population):
    best = single_shot(*noise)
    assert 0 <= best.population <= 1
    assert -1e-15 <= output_ergotropy(population, *noise) <= best.ergotropy + 1e-13
    gamma, eta, _ = noise
    assert best.ergotropy <= eta * gamma + (1 - gamma) * best.population + 1e-13


@settings(deadline=None, max_examples=300)
@given(noises)
def test_the_capacitance_is_concave_never_falls_and_dominates(noise):
    hull = local_capacitance(GRID, *noise)
    assert np.all(np.diff(hull) >= -1e-12) and np.all(np.diff(hull, 2) <= 1e-9)
    best = output_ergotropy(best_population(GRID, *noise), *noise)
    assert np.all(hull >= best - 1e-12)
    assert abs(hull[-1] - single_shot(*noise).ergotropy) < 1e-12


@settings(deadline=None, max_examples=300)
@given(noises)
def test_spreading_beats_the_single_shot_exactly_where_ergotropy_is_concave(noise):
    gamma, eta, kappa = noise
    if eta * gamma >= 0.5 - 1e-6:
        return
    gain = float(coherent_ratio(*noise) - single_shot(*noise).ergotropy)
    margin = (1 - 2 * eta * gamma - (1 - gamma)) ** 2 + (1 - gamma) * (gamma - kappa)
    assert gain >= -1e-9 if is_concave(*noise) else gain <= 1e-9
    if abs(margin) > 1e-3 and gamma < 0.99 and kappa < 0.99:
        assert (gain > 0) == (margin > 0)


@settings(deadline=None, max_examples=150)
@given(noises)
def test_the_readings_of_j_are_ordered(noise):
    coherent, local, separable = (
        float(ratio(*noise)) for ratio in (coherent_ratio, local_ratio, separable_ratio)
    )
    assert coherent <= local <= separable + 1e-9
    gamma, eta, _ = noise
    if eta == 0:
        assert abs(separable - (1 - gamma)) < 1e-12


@settings(deadline=None, max_examples=150)
@given(noises, shares, shares)
def test_more_dephasing_never_helps(noise, population, more):
    gamma, eta, kappa = noise
    dephased = 1 - (1 - kappa) * (1 - more)
    before = output_ergotropy(population, gamma, eta, kappa)
    assert output_ergotropy(population, gamma, eta, dephased) <= before + 1e-12


@settings(deadline=None, max_examples=60)
@given(noises, st.lists(st.tuples(st.integers(0, 20), shares), min_size=1, max_size=3))
def test_cells_together_give_at_least_what_each_gives(noise, cells):
    kinds = [stored(count, population, *noise) for count, population in cells]
    alone = sum(count * float(output_ergotropy(population, *noise)) for count, population in cells)
    together = global_ergotropy(kinds)
    assert alone - 1e-11 <= together <= sum(kind.cells * kind.energy for kind in kinds) + 1e-11


@settings(deadline=None, max_examples=60)
@given(shares, shares, shares, shares)
def test_stored_times_add_up(gamma, other, eta, kappa):
    twice = compose(
        [generalized_amplitude_damping(gamma, eta), dephasing(kappa),
         generalized_amplitude_damping(other, eta), dephasing(kappa)]
    )  # fmt: skip
    once = compose(
        [
            generalized_amplitude_damping(1 - (1 - gamma) * (1 - other), eta),
            dephasing(1 - (1 - kappa) ** 2),
        ]
    )
    # Next to γ = 1 a rounding of γ is the root of it in √(1-γ).
    np.testing.assert_allclose(twice.choi(), once.choi(), rtol=0, atol=1e-7)


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 6), st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_random_operators_make_a_channel(levels, count, seed):
    rng = np.random.default_rng(seed)
    shape = (count * levels, levels)
    isometry, _ = np.linalg.qr(rng.normal(size=shape) + 1j * rng.normal(size=shape))
    channel = from_kraus(isometry.reshape(count, levels, levels))
    assert channel.residual < 1e-13
    out = channel(np.diag(np.eye(levels)[-1]))
    assert abs(np.trace(out) - 1) < 1e-13 and np.linalg.eigvalsh(out).min() > -1e-14
    assert ergotropy(out, np.arange(levels)) >= -1e-13
