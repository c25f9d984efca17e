"""The noisy qubit in closed form and the ratios J, against brute force and the note's tables."""

import numpy as np
import pytest
from scipy.linalg import logm

from engine.channels import compose, dephasing, generalized_amplitude_damping
from engine.storage.counting import Kind, global_ergotropy, passive_energy, stored
from engine.storage.qubit import (
    best_population,
    is_concave,
    local_capacitance,
    output_ergotropy,
    response,
    single_shot,
)
from engine.storage.yields import (
    WINNERS,
    asymptotic_ratio,
    best_redundancy,
    coherent_ratio,
    local_ratio,
    redundancy_ratio,
    separable_ratio,
    winner,
)
from engine.work import ergotropy

RNG = np.random.default_rng(7)
CORNERS = [(g, e, k) for g in (0.0, 0.5, 1.0) for e in (0.0, 0.5, 1.0) for k in (0.0, 1.0)]
POINTS = [*CORNERS, *map(tuple, RNG.uniform(size=(150, 3)))]
POPULATIONS = np.linspace(0, 1, 4001)


def noise(gamma: float, eta: float, kappa: float):
    return compose([generalized_amplitude_damping(gamma, eta), dephasing(kappa)])


def pure(population: float) -> np.ndarray:
    amplitudes = np.sqrt([1 - population, population])
    return np.outer(amplitudes, amplitudes)


def test_the_ergotropy_is_that_of_the_channels_output():
    for gamma, eta, kappa in POINTS[::3]:
        channel = noise(gamma, eta, kappa)
        for population in (0.0, 0.3, 1.0):
            expected = ergotropy(channel(pure(population)), (0, 1))
            found = output_ergotropy(population, gamma, eta, kappa)
            assert found == pytest.approx(float(expected), abs=1e-14)


def test_no_mixed_input_of_the_same_energy_is_better():
    mixing = RNG.uniform(size=20)
    for gamma, eta, kappa in POINTS[::10]:
        channel = noise(gamma, eta, kappa)
        for share in mixing:
            mixed = share * pure(0.5) + (1 - share) * np.diag([0.5, 0.5])
            best = output_ergotropy(0.5, gamma, eta, kappa)
            assert ergotropy(channel(mixed), (0, 1)) <= best + 1e-14


@pytest.mark.parametrize("point", POINTS, ids=str)
def test_single_shot_is_the_largest_over_all_populations(point):
    best = single_shot(*point)
    curve = output_ergotropy(POPULATIONS, *point)
    assert curve.max() <= best.ergotropy + 1e-15
    assert best.ergotropy - curve.max() < 1e-6
    assert best.ergotropy == output_ergotropy(best.population, *point)


def test_single_shot_in_the_form_of_the_two_cases():
    for gamma, eta, kappa in POINTS:
        _, gain, coherence, inversion = response(gamma, eta, kappa)
        lost = gamma * (1 - eta)
        if lost <= (1 + kappa) / 4:
            expected = 1 - 2 * lost
        else:
            length = np.sqrt(max((inversion - gain) ** 2 + coherence - gain**2, 0))
            expected = coherence / (2 * (inversion - gain + length)) if coherence > 0 else 0.0
        expected = max(expected, 2 * eta * gamma - 1)
        assert single_shot(gamma, eta, kappa).ergotropy == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("gamma", "expected"), [(0.25, 0.5), (0.36, 1 / 3), (0.64, 0.125)])
def test_amplitude_damping_single_shot(gamma, expected):
    best = single_shot(gamma)
    assert best.ergotropy == pytest.approx(expected, abs=1e-15)
    assert best.population == pytest.approx(1 / (2 * np.sqrt(gamma)), abs=1e-15)


@pytest.mark.parametrize("point", POINTS[::2], ids=str)
def test_the_hull_is_the_least_concave_never_falling_one(point):
    curve = output_ergotropy(POPULATIONS, *point)
    hull = local_capacitance(POPULATIONS, *point)
    assert np.all(hull >= curve - 1e-15)
    assert np.all(np.diff(hull) >= -1e-15) and np.all(np.diff(hull, 2) <= 1e-12)
    # Least: it touches the curve, or is the chord of its ends, or lies flat.
    touching = np.isclose(hull, np.maximum.accumulate(curve), atol=1e-6)
    chord = np.isclose(hull, (1 - POPULATIONS) * curve[0] + POPULATIONS * curve[-1], atol=1e-12)
    assert np.all(touching | chord)


@pytest.mark.parametrize("point", POINTS[::2], ids=str)
def test_the_best_population_stays_within_the_energy(point):
    best = best_population(POPULATIONS, *point)
    reached = output_ergotropy(best, *point)
    assert np.all(best <= POPULATIONS)
    running = np.maximum.accumulate(output_ergotropy(POPULATIONS, *point))
    assert np.all(reached >= running - 1e-15) and np.all(reached <= running + 1e-6)


def test_dephasing_alone():
    energy = np.linspace(0, 1, 11)
    expected = (np.sqrt(1 - 4 * 0.5 * energy * (1 - energy)) - 1 + 2 * energy) / 2
    np.testing.assert_allclose(output_ergotropy(energy, 0, 0, 0.5), expected, atol=1e-15)
    np.testing.assert_allclose(local_capacitance(energy, 0, 0, 0.5), energy, atol=1e-15)


def test_concave_without_bath_exactly_below_the_boundary():
    gamma = np.linspace(0.01, 0.49, 25)
    boundary = gamma / (1 - gamma)
    assert is_concave(gamma, 0, boundary - 1e-9).all()
    assert not is_concave(gamma, 0, boundary + 1e-9).any()
    assert is_concave(*np.meshgrid(np.linspace(0, 1, 50), np.linspace(0, 1, 50))).all()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((1.1, 0.0, 0.0), "γ must be between 0 and 1, not 1.1."),
        ((0.1, [0.2, -1.0], 0.0), "η must be between 0 and 1, not -1."),
        ((0.1, 0.0, np.nan), "κ must be between 0 and 1, not nan."),
    ],
)
def test_noise_out_of_range_is_refused(values, message):
    for function in (response, single_shot, coherent_ratio, separable_ratio):
        with pytest.raises(ValueError) as refusal:
            function(*values)
        assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: output_ergotropy(1.1, 0.1), "p must be between 0 and 1, not outside."),
        (lambda: redundancy_ratio(0.0, 0.1), "p must be above 0 and up to 1, not outside."),
        (
            lambda: asymptotic_ratio("best", 0.1),
            "ratio must be one of coherent, local, separable, not “best”.",
        ),
        (lambda: passive_energy([Kind(513, 0.1, 0.1)]), "The cells must be at most 512, not 513."),
    ],
)
def test_what_cannot_be_computed_is_refused(call, message):
    with pytest.raises(ValueError) as refusal:
        call()
    assert str(refusal.value) == message


# -- J in its three meanings ----------------------------------------------------------------------


def relative_entropy_ratio(population: float, gamma: float, eta: float, kappa: float) -> float:
    """T₀ D(Λψ_p ‖ Λ|0⟩)/p with matrix logarithms."""
    channel = noise(gamma, eta, kappa)
    out, empty = channel(pure(population)), channel(pure(0.0))
    temperature = 1 / np.log(empty[0, 0].real / empty[1, 1].real)
    return temperature * np.trace(out @ (logm(out) - logm(empty))).real / population


def test_redundancy_is_a_relative_entropy():
    for population in (0.05, 0.5, 1.0):
        for point in ((0.3, 0.2, 0.4), (0.7, 0.1, 0.9), (0.2, 0.45, 0.1)):
            expected = relative_entropy_ratio(population, *point)
            assert redundancy_ratio(population, *point) == pytest.approx(expected, abs=1e-12)


def test_the_best_redundancy_is_found_wherever_it_lies():
    populations = np.geomspace(1e-5, 1, 3001)
    for gamma, eta, kappa in POINTS[len(CORNERS) :: 2]:
        eta = (eta / 2) ** 4
        best = best_redundancy(gamma, eta, kappa)
        every = redundancy_ratio(populations, gamma, eta, kappa)
        assert every.max() <= best.ratio + 1e-9
        assert best.ratio == pytest.approx(
            float(redundancy_ratio(best.population, gamma, eta, kappa)), abs=1e-12
        )


def test_slope_at_the_empty_cell_is_the_coherent_ratio():
    for gamma, eta, kappa in POINTS[len(CORNERS) :]:
        if eta * gamma < 0.45:
            slope = output_ergotropy(1e-9, gamma, eta, kappa) / 1e-9
            expected = float(coherent_ratio(gamma, eta, kappa))
            assert slope == pytest.approx(expected, abs=1e-5)


def test_thin_redundant_cells_are_coherent_ones():
    ratio = redundancy_ratio(1e-6, 0.3, 0.3, 0.4)
    assert ratio == pytest.approx(float(coherent_ratio(0.3, 0.3, 0.4)), abs=1e-5)


def test_the_three_meanings_are_ordered_and_above_the_single_shot():
    gamma, kappa = np.meshgrid(np.linspace(0, 1, 41), np.linspace(0, 1, 41))
    for eta in (0.0, 1e-3, 0.2, 0.5):
        coherent, local, separable = (
            asymptotic_ratio(ratio, gamma, eta, kappa)
            for ratio in ("coherent", "local", "separable")
        )
        shot = single_shot(gamma, eta, kappa).ergotropy
        assert np.all(local >= coherent) and np.all(local >= shot - 1e-12)
        assert np.all(separable >= local - 1e-12)


def test_a_cold_bath_leaves_one_minus_gamma():
    gamma, kappa = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    np.testing.assert_allclose(separable_ratio(gamma, 0, kappa), 1 - gamma, atol=1e-15)


def test_local_ratio_is_the_steepest_chord_of_the_hull():
    energies = np.geomspace(1e-7, 1, 2001)
    for gamma, eta, kappa in POINTS[len(CORNERS) :]:
        if eta * gamma < 0.4:
            steepest = (local_capacitance(energies, gamma, eta, kappa) / energies).max()
            assert local_ratio(gamma, eta, kappa) == pytest.approx(steepest, abs=1e-5)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ((0.9, 0.6, 0.0), np.inf),
        ((1.0, 0.5, 0.0), 0.0),
        ((0.625, 0.8, 0.0), np.inf),
        ((0.625, 0.8, 1.0), 0.75),
        ((1.0, 0.2, 0.0), 0.0),
        ((0.0, 0.3, 0.0), 1.0),
    ],
)
def test_ratios_where_the_empty_cell_is_barely_passive(point, expected):
    assert coherent_ratio(*point) == expected
    assert separable_ratio(*point) >= expected


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ((1.0, 1.0, 1.0), "single shot"),
        ((0.3, 0.4, 0.4), "thin coherent"),
        ((0.3, 0.4, 0.5), "redundancy"),
        ((0.3, np.inf, np.inf), "noise charges"),
        ((0.0, 0.0, 0.0), "nothing is left"),
    ],
)
def test_the_winner_is_named(ways, expected):
    assert WINNERS[int(winner(*map(np.asarray, ways)))] == expected


def test_without_the_third_way_it_cannot_win():
    assert WINNERS[int(winner(np.asarray(0.3), np.asarray(0.4)))] == "thin coherent"


# -- counting -------------------------------------------------------------------------------------


def test_counting_types_is_the_ergotropy_of_the_whole_matrix():
    for _ in range(40):
        gamma, eta, kappa = RNG.uniform(size=3)
        populations, counts = RNG.uniform(size=3), RNG.integers(0, 3, size=3)
        whole, channel = np.eye(1), noise(gamma, eta, kappa)
        for population, count in zip(populations, counts, strict=True):
            for _ in range(count):
                whole = np.kron(whole, channel(pure(population)))
        levels = [index.bit_count() for index in range(len(whole))]
        kinds = [
            stored(int(count), population, gamma, eta, kappa)
            for population, count in zip(populations, counts, strict=True)
        ]
        assert global_ergotropy(kinds) == pytest.approx(float(ergotropy(whole, levels)), abs=1e-13)


@pytest.mark.parametrize("cells", [1, 7, 64, 512])
def test_equal_cells_have_no_more_together(cells):
    for gamma, eta, kappa in POINTS[::15]:
        together = global_ergotropy([stored(cells, 0.6, gamma, eta, kappa)]) / cells
        alone = output_ergotropy(0.6, gamma, eta, kappa)
        assert together == pytest.approx(float(alone), abs=1e-12)


@pytest.mark.parametrize(
    ("cells", "expected", "tolerance"),
    [(2, 0.2, 1e-15), (4, 0.2225, 1e-15), (16, 0.24307, 5e-6), (64, 0.25409, 5e-6),
     (512, 0.25816, 5e-6)],
)  # fmt: skip
def test_blocks_of_full_and_empty_cells(cells, expected, tolerance):
    kinds = [stored(cells // 2, population, 0.3, 0.0, 1.0) for population in (1.0, 0.0)]
    assert global_ergotropy(kinds) / cells == pytest.approx(expected, abs=tolerance)
