"""The spin's Husimi function against closed forms and QuTiP, and the discs it is shown on."""

import numpy as np
import pytest
import qutip

from engine.collision.charging import charge, density_matrix
from engine.collision.sphere import MIDDLE, disc_directions, spin_husimi


def closeness(polar, azimuth, to_polar, to_azimuth):
    """Cosine of the angle between directions."""
    around = np.sin(polar) * np.sin(to_polar) * np.cos(azimuth - to_azimuth)
    return np.cos(polar) * np.cos(to_polar) + around


@pytest.mark.parametrize("alpha", [0.0, 0.3])
def test_agrees_with_qutip(alpha):
    levels = 21
    state = charge("spin", levels, 0.4, 0.8, np.full(40, 0.02)).state
    polar, azimuth = np.linspace(0, np.pi, 31), np.linspace(-np.pi, np.pi, 31)
    # QuTiP orders m from the top and leaves out the factor (2j+1)/(4π); its axes are (φ, θ).
    rho = qutip.Qobj(density_matrix(state, alpha)[::-1, ::-1])
    expected, _, _ = qutip.spin_q_function(rho, polar, azimuth)
    values = spin_husimi(state, alpha, polar[:, None], azimuth)
    assert values == pytest.approx(levels / (4 * np.pi) * expected.T, abs=1e-12)


@pytest.mark.parametrize(("levels", "c", "theta"), [(6, 0.6, 0.2), (100, 1.0, 0.004)])
def test_is_normalised_on_the_sphere(levels, c, theta):
    """Q has no multipoles above 2j: Gauss' nodes times even azimuths integrate it exactly."""
    state = charge("spin", levels, 0.5, c, np.full(300, theta)).state
    heights, weights = np.polynomial.legendre.leggauss(levels)
    azimuth = np.arange(2 * levels) * np.pi / levels
    values = spin_husimi(state, 0.4, np.arccos(heights)[:, None], azimuth)
    assert weights @ values.sum(axis=1) * np.pi / levels == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("turned", [0.0, 1.0, 2.5])
def test_a_rotated_spin_is_the_coherent_state_of_its_direction(turned):
    """Salvia et al. 2023, Eq. (31): Q = (2j+1)/(4π) [(1 + cos Ψ)/2]^(2j), by D from empty."""
    levels = 40
    n = np.arange(levels)
    ways = np.cumprod(np.append(1.0, (levels - n[1:]) / n[1:]))
    vector = np.sqrt(ways) * np.sin(turned / 2) ** n * np.cos(turned / 2) ** (levels - 1 - n)
    _, _, polar, azimuth = disc_directions(60)
    # Real gauge: the vector's phases are those of g^n, a turn about x for α = 0.
    values = spin_husimi(np.outer(vector, vector), 0.0, polar, azimuth)
    cosine = closeness(polar, azimuth, np.pi - turned, np.pi / 2)
    expected = levels / (4 * np.pi) * ((1 + cosine) / 2) ** (levels - 1)
    np.testing.assert_allclose(values, expected, atol=1e-12)


def test_areas_on_the_discs_are_true():
    across, up, polar, azimuth = disc_directions(200)
    cell = 2 * (across[1] - across[0]) * (up[1] - up[0])
    seen = np.isfinite(polar)
    assert seen.sum() * cell == pytest.approx(4 * np.pi, rel=1e-3)
    # A cap of half-angle 1 anywhere takes 2π(1 - cos 1), whether or not the rim cuts it.
    for centre in ((0.3, 0.1), (1.5, 1.6), (np.pi, 0.0), (2.0, -2.5)):
        cap = closeness(polar[seen], azimuth[seen], *centre) > np.cos(1)
        assert cap.sum() * cell == pytest.approx(2 * np.pi * (1 - np.cos(1)), rel=4e-3)
    state = charge("spin", 100, 0.5, 1.0, np.full(500, 0.004)).state
    values = spin_husimi(state, 0.0, polar, azimuth)
    assert np.nansum(values) * cell == pytest.approx(1, abs=1e-9)
    row, column = np.unravel_index(np.nanargmax(values), values.shape)
    # A rotation by 500·0.004 = 2 from the bottom; collisions fall a little behind.
    assert polar[row, column] == pytest.approx(np.pi - 2, abs=0.05)
    assert across[column] == pytest.approx(0, abs=0.01) and up[row] > 0


def test_full_is_up_and_a_level_is_a_ring():
    across, up, polar, azimuth = disc_directions(80)
    for level, end in ((0, -1), (30, 1)):
        values = spin_husimi(np.diag(np.eye(31)[level]), 0.0, polar, azimuth)
        row, column = np.unravel_index(np.nanargmax(values), values.shape)
        assert abs(across[column]) < 0.03
        assert min(abs(up[row] - end - middle) for middle in (MIDDLE, -MIDDLE)) < 0.03
    ring = spin_husimi(np.diag(np.eye(31)[15]), 0.0, polar, azimuth)
    for mirrored in (ring[::-1], ring[:, ::-1]):
        np.testing.assert_allclose(ring, mirrored, atol=1e-12)
    front, back = ring[up > MIDDLE - 1], ring[up < 1 - MIDDLE]
    np.testing.assert_allclose(front, back, atol=1e-12)
    assert front.shape == (80, 80) and np.isnan(ring[80:100]).all()
