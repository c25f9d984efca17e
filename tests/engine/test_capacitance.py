"""Work capacitances against tables, closed forms, brute force, and their own dual bounds."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import xlogy

from engine import channels, work
from engine.capacitance import kernels
from engine.capacitance.analysis import analyse
from engine.capacitance.entangled import breaks_entanglement, depolarizing_strength, entropy_floor
from engine.capacitance.envelope import upper_hull
from engine.capacitance.recipe import extraction
from engine.capacitance.search import ERGOTROPY, Cell, random_states
from engine.copies import ergotropy_per_cell
from engine.storage.qubit import local_capacitance, single_shot

LADDER = np.array([0.0, 1.0, 2.0])
TENTHS = np.linspace(0.0, 2.0, 21)
RATES = (0.3, 0.2, 0.6)
MAD = channels.multilevel_amplitude_damping(RATES)
REMAD = channels.resonant_amplitude_damping(RATES)
# C_loc and χ_tot at e = 0.1, 0.2, …, 1.0, from an independent search to 1e-10.
TABLE = {
    "mad": [
        (0.0678955714, 0.0678962881), (0.1315282291, 0.1315431197), (0.1907286137, 0.1908204733),
        (0.2451881340, 0.2455340300), (0.2944097209, 0.2954094506), (0.3376122604, 0.3400765191),
        (0.3735361782, 0.3790399784), (0.4000000000, 0.4116301163), (0.4126658805, 0.4369186276),
        (0.4128709292, 0.4535682310),
    ],
    "remad": [
        (0.0682920756, 0.0682923643), (0.1330347865, 0.1330410054), (0.1939676318, 0.1940073623),
        (0.2507230663, 0.2508775945), (0.3027755973, 0.3032352998), (0.3493531302, 0.3505136762),
        (0.3892711911, 0.3919041796), (0.4206060802, 0.4261569269), (0.4401494651, 0.4510324260),
        (0.4447103430, 0.4613896808),
    ],
}  # fmt: skip


def random_channel(dimension, operators, seed):
    generator = np.random.default_rng(seed)
    tall = generator.normal(size=(dimension * operators, dimension, 2)) @ np.array([1, 1j])
    return channels.from_kraus(np.linalg.qr(tall)[0].reshape(operators, dimension, dimension))


def random_levels(dimension, seed):
    return np.append(0.0, np.cumsum(np.random.default_rng(seed).random(dimension - 1) + 0.2))


def separable(found):
    return np.array([share.value for share in found.sharing])


def rooms(found):
    """Every dual gap of an analysis."""
    pooled = [share.upper - share.value for share in found.sharing]
    envelopes = [found.local.envelope, found.total.envelope]
    return np.concatenate([*(each.upper - each.value for each in envelopes), pooled])


@pytest.fixture(scope="module")
def figure():
    return {"mad": analyse(MAD, LADDER, TENTHS), "remad": analyse(REMAD, LADDER, TENTHS)}


# -- Fig. 2(a) -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mad", "remad"])
def test_the_table_of_fig_2a(figure, name):
    found = figure[name]
    local, total = np.array(TABLE[name]).T
    np.testing.assert_allclose(found.local.envelope.value[1:11], local, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.total.envelope.value[1:11], total, rtol=0, atol=1e-9)
    np.testing.assert_allclose(separable(found), found.total.envelope.value, rtol=0, atol=1e-9)
    assert np.abs(rooms(found)).max() < 1e-9


@pytest.mark.parametrize(
    ("name", "local", "total"),
    [("mad", 0.4128709292, 0.4535682310), ("remad", 0.4447103430, 0.4613923513)],
)
def test_the_plateaus_of_fig_2a(figure, name, local, total):
    np.testing.assert_allclose(figure[name].local.envelope.value[11:], local, atol=1e-9)
    np.testing.assert_allclose(figure[name].total.envelope.value[11:], total, atol=1e-9)


def test_mad_in_closed_form():
    """Levels 0 and 1 alone are optimal up to e = 1/(2√γ₁)."""
    energies = np.linspace(0.0, 2.0, 41)
    found = analyse(MAD, LADDER, energies)
    rising = energies < 1 / (2 * np.sqrt(0.3))
    e = energies[rising]
    closed = 0.7 * e - (1 - np.sqrt(1 - 4 * 0.21 * e**2)) / 2
    np.testing.assert_allclose(found.local.envelope.value[rising], closed, rtol=0, atol=1e-12)
    top = (1 - np.sqrt(0.3)) / (2 * np.sqrt(0.3))
    np.testing.assert_allclose(found.local.envelope.value[~rising], top, rtol=0, atol=1e-12)


def test_a_grid_that_misses_the_corner_still_has_the_plateau():
    found = analyse(MAD, LADDER, np.linspace(0.0, 2.0, 60))
    assert found.total.exactly.max() < 0.4515
    assert found.total.envelope.value[-1] == pytest.approx(0.4535682310, abs=1e-9)


# -- closed forms of qubits ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gamma", "eta", "kappa"),
    [(0.3, 0.0, 0.0), (0.6, 0.2, 0.0), (0.3, 0.0, 0.8), (0.2, 0.1, 0.5), (0.7, 0.4, 0.3)],
)
def test_two_levels_agree_with_the_closed_forms(gamma, eta, kappa):
    noise = channels.compose(
        [channels.generalized_amplitude_damping(gamma, eta), channels.dephasing(kappa)]
    )
    energies = np.linspace(0.0, 1.0, 21)
    found = analyse(noise, np.array([0.0, 1.0]), energies)
    closed = local_capacitance(energies, gamma, eta, kappa)
    np.testing.assert_allclose(found.local.envelope.value, closed, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.total.envelope.value, closed, rtol=0, atol=1e-9)
    best = single_shot(gamma, eta, kappa).ergotropy
    assert found.local.within[-1] == pytest.approx(float(best), abs=1e-9)
    assert np.abs(rooms(found)).max() < 1e-8


# -- where the paper's bound is loose --------------------------------------------------------


def test_two_levels_may_have_a_gap():
    noise = channels.compose([channels.generalized_amplitude_damping(0.3), channels.dephasing(1.0)])
    found = analyse(noise, np.array([0.0, 1.0]), np.linspace(0, 1, 11))
    share = found.sharing[5]
    assert found.total.envelope.value[5] == pytest.approx(0.2, abs=1e-12)
    assert share.value == pytest.approx(0.258744873, abs=1e-9)
    held = share.weight > 1e-9
    np.testing.assert_allclose(share.weight[held], [0.5, 0.5], atol=1e-9)
    np.testing.assert_allclose(np.sort(found.pool.records[share.parts[held], 0]), [0, 1], atol=1e-9)


def test_three_levels_with_a_loose_bound():
    noise = channels.multilevel_amplitude_damping((0.9, 0.5, 0.1))
    found = analyse(noise, LADDER, TENTHS)
    assert found.local.envelope.value[10] == pytest.approx(0.37284, abs=5e-6)
    assert found.total.envelope.value[10] == pytest.approx(0.39066, abs=5e-6)
    assert found.sharing[10].value == pytest.approx(0.48525, abs=5e-6)
    assert np.abs(rooms(found)).max() < 1e-9


def test_finite_blocks_approach_the_pooled_capacitance():
    def block(n):
        return ergotropy_per_cell([(n // 2, 0.7, [0.3, 0.7]), (n // 2, 0, [1, 0])], [0, 1])

    works = [block(n) for n in (2, 4, 16, 64, 512)]
    np.testing.assert_allclose(works, [0.2, 0.2225, 0.24307, 0.25409, 0.25816], atol=6e-6)
    assert works[-1] < 0.258744873


def test_counting_types_is_what_the_full_state_says():
    generator = np.random.default_rng(5)
    first, second = generator.dirichlet([1, 1, 1], size=2)
    levels = np.array([0.0, 0.7, 1.9])
    full = np.array([1.0])
    for spectrum in (first, first, second):
        full = np.kron(full, spectrum)
    heights = np.add.outer(np.add.outer(levels, levels), levels).ravel()
    expected = work.ergotropy(np.diag(full), heights) / 3
    mean = [float(spectrum @ levels) for spectrum in (first, second)]
    # A product of diagonal states has the ergotropy of its populations' disorder alone.
    found = ergotropy_per_cell([(2, mean[0], first), (1, mean[1], second)], levels)
    assert found == pytest.approx(float(expected), abs=1e-12)


# -- depolarizing, dephasing, no noise -------------------------------------------------------


@pytest.mark.parametrize(("dimension", "strength"), [(2, 0.4), (3, 0.5), (4, 0.2), (3, 1.1)])
def test_depolarizing_noise_is_solved(dimension, strength):
    levels = np.arange(dimension) * 1.0
    energies = np.linspace(0.0, levels[-1], 7)
    found = analyse(channels.depolarizing(strength, dimension), levels, energies)
    spectrum = np.full(dimension, strength / dimension)
    spectrum[0] += 1 - strength
    passive = float(work.energy(work.gibbs_of_equal_entropy(np.diag(spectrum), levels), levels))
    if strength <= 1:
        local = (1 - strength) * energies
        joint = local + strength * levels.mean() - passive
    else:
        local = np.full(energies.size, (strength - 1) * levels[-1])
        joint = np.full(energies.size, strength * levels.mean() - passive)
    np.testing.assert_allclose(found.local.envelope.value, local, rtol=0, atol=1e-9)
    np.testing.assert_allclose(separable(found), joint, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.upper, joint, rtol=0, atol=1e-9)


@pytest.mark.parametrize("kappa", [0.0, 0.5, 1.0])
def test_dephasing_loses_nothing_to_a_joint_extraction(kappa):
    energies = np.linspace(0, 2, 9)
    found = analyse(channels.dephasing(kappa, 3), LADDER, energies)
    np.testing.assert_allclose(separable(found), energies, atol=1e-9)
    np.testing.assert_allclose(found.upper, energies, atol=1e-9)


def test_bounds_on_entangled_inputs_know_their_channel():
    assert depolarizing_strength(channels.depolarizing(0.3, 4)) == pytest.approx(0.3)
    assert depolarizing_strength(MAD) is None
    assert breaks_entanglement(channels.depolarizing(0.9, 2))
    assert not breaks_entanglement(channels.depolarizing(0.3, 2))
    floor, reason = entropy_floor(channels.dephasing(0.4))
    assert floor == pytest.approx(0.0, abs=1e-12) and "unital" in reason
    assert entropy_floor(MAD)[0] == 0.0


# -- random channels -------------------------------------------------------------------------

RANDOM = [(2, 2, 1), (2, 4, 2), (3, 2, 3), (3, 3, 4), (4, 3, 5)]


@pytest.fixture(scope="module", params=RANDOM, ids=str)
def random_cell(request):
    dimension, _, seed = request.param
    noise, levels = random_channel(*request.param), random_levels(dimension, seed)
    return noise, levels, analyse(noise, levels, np.linspace(0.0, levels[-1], 13))


def test_dual_bounds_meet_the_recipes(random_cell):
    assert np.abs(rooms(random_cell[2])).max() < 1e-8


def test_curves_are_ordered_rising_and_concave(random_cell):
    _, _, found = random_cell
    curves = [found.local.envelope.value, found.total.envelope.value, separable(found), found.upper]
    assert (found.local.within >= found.local.exactly - 1e-12).all()
    assert (curves[0] >= found.local.within - 1e-12).all()
    for lower, higher in pairwise(curves):
        assert (higher >= lower - 1e-9).all()
    for curve in curves:
        assert (np.diff(curve) >= -1e-9).all()
        assert (np.diff(curve, 2) <= 1e-8).all()


def test_recipes_reach_what_is_claimed(random_cell):
    noise, levels, found = random_cell
    for maxima, functional in ((found.local, work.ergotropy), (found.total, work.total_ergotropy)):
        shared = maxima.envelope
        states = maxima.pool.states[shared.parts]
        outputs = noise(states[..., :, None] * states[..., None, :].conj())
        reached = (shared.weight * functional(outputs, levels)).sum(axis=1)
        np.testing.assert_allclose(reached, shared.value, rtol=0, atol=1e-8)
        spent = (shared.weight * (np.abs(states) ** 2 @ levels)).sum(axis=1)
        assert (spent <= found.energies + 1e-9).all()


def test_pooled_recipes_reach_what_is_claimed(random_cell):
    noise, levels, found = random_cell
    for energy, share in zip(found.energies, found.sharing, strict=True):
        states = found.pool.states[share.parts]
        outputs = noise(states[:, :, None] * states[:, None, :].conj())
        entropy = float(share.weight @ work.entropy(outputs))
        drawn = float(share.weight @ work.energy(outputs, levels))
        drawn -= kernels.gibbs_of_entropy(entropy, levels)[1]
        assert drawn == pytest.approx(share.value, abs=1e-9)
        assert share.weight @ (np.abs(states) ** 2 @ levels) <= energy + 1e-9
        assert share.weight.sum() == pytest.approx(1.0, abs=1e-12)


def test_brute_force_finds_nothing_better(random_cell):
    """BFGS from random inputs, against the Lagrangian at three energies."""
    noise, levels, found = random_cell
    generator = np.random.default_rng(1)
    d = levels.size

    def best(lagrangian):
        def loss(numbers):
            state = numbers[:d] + 1j * numbers[d:]
            state /= np.linalg.norm(state)
            energy = float(np.abs(state) ** 2 @ levels)
            return -lagrangian(noise(np.outer(state, state.conj())), energy)

        return max(-minimize(loss, generator.normal(size=2 * d)).fun for _ in range(2))

    for place in (3, 7, 12):
        price = found.local.envelope.price[place]
        top = best(lambda out, e, mu=price: float(work.ergotropy(out, levels)) - mu * e)
        bound = top + price * found.energies[place]
        assert bound <= found.local.envelope.value[place] + 1e-7
        share = found.sharing[place]
        top = best(
            lambda out, e, at=share: (
                float(work.energy(out, levels) - at.temperature * work.entropy(out)) - at.price * e
            )
        )
        offset = kernels.log_partition(share.temperature, levels)
        bound = top + share.price * found.energies[place] + offset
        assert bound <= share.value + 1e-7


@pytest.mark.parametrize("which", [(3, 4, 7), (3, 3, 14), (3, 2, 1003), (4, 3, 5)], ids=str)
def test_one_energy_finds_what_many_find(which):
    """Maxima that lie apart: a search from few starts keeps to one of them."""
    noise = random_channel(*which)
    for levels in (np.arange(which[0]) * 1.0, random_levels(which[0], which[2])):
        energies = np.linspace(0.0, levels[-1], 9)
        many = analyse(noise, levels, energies)
        assert np.abs(rooms(many)).max() < 1e-8
        for place in (1, 3, 5, 8):
            one = analyse(noise, levels, energies[place : place + 1])
            assert one.local.envelope.value[0] == pytest.approx(
                many.local.envelope.value[place], abs=1e-8
            )
            assert one.total.envelope.value[0] == pytest.approx(
                many.total.envelope.value[place], abs=1e-8
            )
            assert one.sharing[0].value == pytest.approx(many.sharing[place].value, abs=1e-8)


def test_the_extraction_unitary_draws_the_ergotropy():
    states = random_states(4, 3)
    found = extraction(REMAD, states, LADDER)
    turned = found.unitary @ found.output @ np.swapaxes(found.unitary, -1, -2).conj()
    drawn = work.energy(found.output, LADDER) - work.energy(turned, LADDER)
    np.testing.assert_allclose(drawn, work.ergotropy(found.output, LADDER), atol=1e-12)
    np.testing.assert_allclose(turned, work.passive_state(found.output, LADDER), atol=1e-12)


# -- parts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("dimension", [2, 3, 4, 6])
def test_diagonalise_agrees_with_lapack(dimension):
    generator = np.random.default_rng(dimension)
    for scale in (1.0, 1e-8, 1e9):
        root = generator.normal(size=(dimension, dimension, 2)) @ np.array([1, 1j])
        matrix = (root + root.conj().T) * scale
        matrix[0, 1] *= 1e-9
        matrix[1, 0] = matrix[0, 1].conj()
        values, vectors = np.empty(dimension), np.empty((dimension, dimension), complex)
        kernels.diagonalise(matrix.copy(), values, vectors)
        np.testing.assert_allclose(values, np.linalg.eigvalsh(matrix), atol=1e-13 * scale)
        np.testing.assert_allclose(vectors.conj().T @ vectors, np.eye(dimension), atol=1e-13)
        np.testing.assert_allclose(
            (vectors * values) @ vectors.conj().T, matrix, atol=1e-13 * scale
        )


@pytest.mark.parametrize("levels", [[0.0, 1.0], [0.0, 1.0, 2.0], [0.0, 0.01, 3.0, 3.5]])
def test_gibbs_states_of_every_entropy(levels):
    levels = np.array(levels)
    for entropy in np.log(levels.size) * np.array([0.0, 1e-12, 1e-6, 0.01, 0.5, 0.99, 1 - 1e-9]):
        temperature, energy = kernels.gibbs_of_entropy(entropy, levels)
        weights = np.exp(-levels / temperature)
        weights /= weights.sum()
        assert -xlogy(weights, weights).sum() == pytest.approx(entropy, abs=1e-9)
        assert energy == pytest.approx(float(weights @ levels), abs=1e-9)
    assert kernels.gibbs_of_entropy(np.log(levels.size), levels)[1] == pytest.approx(
        levels.mean(), abs=1e-6
    )


def test_the_see_saw_climbs_and_keeps_within_energy():
    cell = Cell(np.ascontiguousarray(REMAD.matrix), LADDER)
    for start in random_states(5, 3):
        before = float(work.ergotropy(REMAD(np.outer(start, start.conj())), LADDER))
        before -= 0.1 * float(np.abs(start) ** 2 @ LADDER)
        _, record = cell.climb(ERGOTROPY, start, price=0.1)
        assert record[3] - 0.1 * record[0] >= before - 1e-14
        _, held = cell.climb(ERGOTROPY, start, at_most=0.5)
        assert held[0] <= 0.5 + 1e-10 and held[3] == pytest.approx(0.3027755973, abs=1e-9)


def test_real_states_suffice_only_where_phases_commute_with_the_noise():
    def suffices(noise, levels=LADDER):
        return Cell(np.ascontiguousarray(noise.matrix), np.asarray(levels)).real_suffices

    assert suffices(MAD) and suffices(REMAD) and suffices(channels.depolarizing(0.3, 3))
    assert not suffices(random_channel(3, 2, 3))
    assert not suffices(channels.dephasing(0.3, 2), [0.0, 1.0])


def test_the_quick_search_agrees_with_the_general_one(monkeypatch, figure):
    monkeypatch.setattr(Cell, "real_suffices", False)
    for name, noise in (("mad", MAD), ("remad", REMAD)):
        general = analyse(noise, LADDER, TENTHS)
        known = figure[name]
        for theirs, ours in ((general.local, known.local), (general.total, known.total)):
            np.testing.assert_allclose(theirs.envelope.value, ours.envelope.value, atol=1e-9)
        np.testing.assert_allclose(separable(general), separable(known), atol=1e-9)


def test_hulls_drop_what_lies_below():
    points, heights = np.array([0.0, 1, 2, 3, 4]), np.array([0.0, 0.2, 1.0, 1.2, 0.1])
    assert upper_hull(points, heights).tolist() == [0, 2, 3]
    assert upper_hull(points, -points).tolist() == [0]
