"""Phase-space pictures against QuTiP, closed forms and normalisation."""

import numpy as np
import pytest
import qutip

from engine.collision.charging import charge, density_matrix
from engine.collision.phasespace import husimi, wigner


def grid(extent, points):
    return np.linspace(-extent, extent, points)


def cell(extent, points):
    return (2 * extent / (points - 1)) ** 2


@pytest.fixture(scope="module")
def small():
    return charge("oscillator", 20, 0.3, 0.7, np.full(20, 0.2)).state


@pytest.fixture(scope="module")
def displaced():
    return charge("oscillator", 60, 0.5, 1.0, np.full(160, 0.03)).state


@pytest.fixture(scope="module")
def charged():
    return charge("oscillator", 250, 0.5, 1.0, np.full(637, 0.01 * np.pi)).state


# The last two grids are finer, and much coarser, than what the integration needs.
@pytest.mark.parametrize(("extent", "points"), [(4.0, 41), (0.5, 60), (5.0, 3)])
@pytest.mark.parametrize("alpha", [0.0, 0.4])
@pytest.mark.parametrize("which", ["small", "displaced"])
def test_oscillator_pictures_agree_with_qutip(request, which, alpha, extent, points):
    state = request.getfixturevalue(which)
    rho = qutip.Qobj(density_matrix(state, alpha))
    axis = grid(extent, points)
    # With g = 2 QuTiP's axes are the coherent amplitude itself.
    expected = qutip.wigner(rho, axis, axis, g=2, method="clenshaw")
    assert wigner(state, alpha, extent, points) == pytest.approx(expected, abs=1e-8)
    expected = qutip.qfunc(rho, axis, axis, g=2)
    assert husimi(state, alpha, extent, points) == pytest.approx(expected, abs=1e-8)


def test_pictures_of_a_charged_cavity_are_normalised_and_centred(charged):
    extent, points = 14.0, 256
    axis = grid(extent, points)
    for picture in (wigner, husimi):
        values = picture(charged, 0.0, extent, points)
        assert values.shape == (points, points)
        assert values.sum() * cell(extent, points) == pytest.approx(1, abs=1e-8)
        mean_re = (values * axis).sum() * cell(extent, points)
        mean_im = (values * axis[:, None]).sum() * cell(extent, points)
        assert mean_re == pytest.approx(0, abs=1e-8)
        assert mean_im == pytest.approx(-9.7929, abs=5e-5)


def test_mean_amplitude_of_a_charged_cavity_is_near_the_driving_limit(charged):
    lowering = np.diag(np.sqrt(np.arange(1.0, 250)), 1)
    amplitude = np.trace(lowering @ density_matrix(charged, 0.0))
    assert amplitude == pytest.approx(-9.7929j, abs=5e-5)
    assert abs(amplitude) < 637 * 0.01 * np.pi / 2


def test_alpha_turns_the_picture(displaced):
    upright = wigner(displaced, 0.0, 6.0, 51)
    quarter = wigner(displaced, np.pi / 2, 6.0, 51)
    # Multiplying β by i takes the value at (re, im) to (-im, re).
    assert quarter == pytest.approx(np.rot90(upright, -1), abs=1e-10)


def test_wigner_marginal_is_the_position_distribution(small):
    extent, points = 6.0, 200
    axis = grid(extent, points)
    marginal = wigner(small, 0.4, extent, points).sum(axis=0) * (axis[1] - axis[0])
    waves = np.zeros((20, points))
    x = np.sqrt(2) * axis
    waves[0] = np.pi**-0.25 * np.exp(-(x**2) / 2)
    waves[1] = np.sqrt(2) * x * waves[0]
    for n in range(2, 20):
        waves[n] = np.sqrt(2 / n) * x * waves[n - 1] - np.sqrt((n - 1) / n) * waves[n - 2]
    rho = density_matrix(small, 0.4)
    position = np.sqrt(2) * np.einsum("nx,nm,mx->x", waves, rho, waves).real
    assert marginal == pytest.approx(position, abs=1e-9)


def test_a_number_state_far_up_is_still_exact():
    state = np.zeros((1200, 1200))
    state[1100, 1100] = 1.0
    # W(0) = (2/π)(-1)^n and Q(β) = Poisson(n; |β|²)/π.
    assert wigner(state, 0.0, 1.0, 3)[1, 1] == pytest.approx(2 / np.pi, abs=1e-9)
    peak = husimi(state, 0.0, np.sqrt(1100), 3)[1, 2]
    assert peak == pytest.approx(1 / (np.pi * np.sqrt(2 * np.pi * 1100)), rel=1e-4)


def test_mixed_incoherent_state_is_round():
    state = charge("oscillator", 60, 0.3, 0.0, np.full(200, 0.3)).state
    picture = wigner(state, 0.7, 3.0, 31)
    assert picture == pytest.approx(np.rot90(picture), abs=1e-9)
