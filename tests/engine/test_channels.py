"""Channels on one cell: the families, what is refused, order, and a user's own."""

import io
import json

import numpy as np
import pytest
import qutip

from engine import channels, gaussian
from engine.channel_files import read
from engine.channels import (
    compose,
    dephasing,
    depolarizing,
    from_choi,
    from_kraus,
    generalized_amplitude_damping,
    multilevel_amplitude_damping,
    resonant_amplitude_damping,
    transitions,
)

RATES = (0.3, 0.2, 0.6)
FAMILIES = {
    "gad": generalized_amplitude_damping(0.4, 0.2),
    "gad-full": generalized_amplitude_damping(1.0, 1.0),
    "dephasing": dephasing(0.3, 3),
    "depolarizing": depolarizing(0.5, 3),
    "depolarizing-most": depolarizing(16 / 15, 4),
    "mad": multilevel_amplitude_damping(RATES),
    "remad": resonant_amplitude_damping(RATES),
    "remad-4": resonant_amplitude_damping((0.3, 0.2, 0.6, 0.1, 0.2, 0.3)),
    "nothing": channels.identity(5),
}
families = pytest.mark.parametrize("channel", FAMILIES.values(), ids=FAMILIES)


def random_states(levels: int, count: int = 6, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    roots = rng.normal(size=(count, levels, levels)) + 1j * rng.normal(size=(count, levels, levels))
    states = roots @ roots.conj().swapaxes(1, 2)
    return states / np.trace(states, axis1=1, axis2=2)[:, None, None]


def largest(matrix: np.ndarray) -> float:
    return float(np.abs(matrix).max())


# -- every family ---------------------------------------------------------------------------------


@families
def test_a_channel_is_what_its_operators_say(channel):
    states = random_states(channel.dimension)
    by_hand = sum(kraus @ states @ kraus.conj().T for kraus in channel.kraus)
    assert largest(channel(states) - by_hand) < 1e-14
    assert channel.residual < 1e-15


@families
def test_states_stay_states(channel):
    out = channel(random_states(channel.dimension))
    np.testing.assert_allclose(np.trace(out, axis1=1, axis2=2), 1, atol=1e-14)
    assert np.linalg.eigvalsh(out).min() > -1e-15


@families
def test_the_adjoint_reads_the_output_at_the_input(channel):
    state, observable = random_states(channel.dimension, 2)
    after = np.trace(observable @ channel(state))
    assert abs(after - np.trace(channel.adjoint(observable) @ state)) < 1e-14
    assert largest(channel.adjoint(np.eye(channel.dimension)) - np.eye(channel.dimension)) < 1e-14


@families
def test_the_choi_matrix_is_qutips_and_leads_back(channel):
    superoperator = qutip.kraus_to_super([qutip.Qobj(kraus) for kraus in channel.kraus])
    assert largest(qutip.to_choi(superoperator).full() - channel.choi()) < 1e-15
    back = from_choi(channel.choi())
    states = random_states(channel.dimension)
    assert largest(back(states) - channel(states)) < 1e-13
    assert back.residual < 1e-14 and len(back.kraus) <= channel.dimension**2


@families
def test_a_channel_is_never_changed(channel):
    with pytest.raises(ValueError, match="read-only"):
        channel.kraus[0, 0, 0] = 1


# -- what each family does ------------------------------------------------------------------------


def test_relaxation_as_the_poster_writes_it():
    gamma, eta = 0.35, 0.2
    (rho,) = random_states(2, 1)
    expected = np.array(
        [
            [
                (1 - eta * gamma) * rho[0, 0] + (1 - eta) * gamma * rho[1, 1],
                np.sqrt(1 - gamma) * rho[0, 1],
            ],
            [
                np.sqrt(1 - gamma) * rho[1, 0],
                (1 - (1 - eta) * gamma) * rho[1, 1] + eta * gamma * rho[0, 0],
            ],
        ]
    )
    assert largest(generalized_amplitude_damping(gamma, eta)(rho) - expected) < 1e-15


def test_eta_is_the_excited_population_not_the_librarys_p():
    (rho,) = random_states(2, 1)
    after = generalized_amplitude_damping(1.0, 0.2)(rho)
    assert largest(after - np.diag([0.8, 0.2])) < 1e-15
    lowering = qutip.destroy(2).full()
    assert largest(generalized_amplitude_damping(1.0).kraus[1] - lowering) == 0
    assert largest(generalized_amplitude_damping(1.0).kraus[1] - qutip.sigmam().full()) == 1


def test_dephasing_takes_coherences_times_the_root():
    (rho,) = random_states(3, 1)
    kept = np.where(np.eye(3) == 1, 1.0, np.sqrt(0.64))
    assert largest(dephasing(0.36, 3)(rho) - kept * rho) < 1e-15


@pytest.mark.parametrize("levels", [2, 3, 6])
def test_depolarizing_mixes_in_the_fully_mixed_state(levels):
    for strength in (0.0, 0.5, 1.0, levels**2 / (levels**2 - 1)):
        (rho,) = random_states(levels, 1)
        expected = (1 - strength) * rho + strength * np.eye(levels) / levels
        assert largest(depolarizing(strength, levels)(rho) - expected) < 1e-14


def test_each_rate_moves_its_own_transition():
    for number, (high, low) in enumerate(transitions(4)):
        rates = [0.0] * 6
        rates[number] = 0.25
        full = np.zeros((4, 4))
        full[high, high] = 1
        after = multilevel_amplitude_damping(rates)(full).real
        assert after[low, low] == pytest.approx(0.25) and after[high, high] == pytest.approx(0.75)


def test_resonant_decays_keep_one_coherence_more():
    (rho,) = random_states(3, 1)
    gained = resonant_amplitude_damping(RATES)(rho) - multilevel_amplitude_damping(RATES)(rho)
    expected = np.zeros((3, 3), dtype=complex)
    expected[0, 1] = np.sqrt(0.3 * 0.2) * rho[1, 2]
    expected[1, 0] = expected[0, 1].conj()
    assert largest(gained - expected) < 1e-15


def test_resonant_is_plain_damping_without_equal_gaps_in_play():
    (rho,) = random_states(3, 1)
    rates = (0.3, 0.0, 0.6)
    plain, resonant = multilevel_amplitude_damping(rates), resonant_amplitude_damping(rates)
    assert largest(plain(rho) - resonant(rho)) < 1e-16


def test_the_two_lowest_levels_of_mad_are_a_damped_qubit():
    qubit = random_states(2, 1)[0]
    qutrit = np.zeros((3, 3), dtype=complex)
    qutrit[:2, :2] = qubit
    damped = multilevel_amplitude_damping(RATES)(qutrit)[:2, :2]
    assert largest(damped - generalized_amplitude_damping(0.3)(qubit)) < 1e-15


# -- order ----------------------------------------------------------------------------------------


def test_composition_acts_in_the_order_given():
    first, then = resonant_amplitude_damping(RATES), depolarizing(0.5, 3)
    states = random_states(3)
    both = compose([first, then])
    assert largest(both(states) - then(first(states))) < 1e-14
    assert largest(both(states) - compose([then, first])(states)) > 1e-2
    assert len(both.kraus) <= 9
    assert both.name == "ReMAD(0.3, 0.2, 0.6), then depolarizing(λ=0.5)"


def test_dephasing_commutes_with_damping():
    states = random_states(2)
    damping = generalized_amplitude_damping(0.3, 0.1)
    orders = compose([damping, dephasing(0.4)]), compose([dephasing(0.4), damping])
    assert largest(orders[0](states) - orders[1](states)) < 1e-15


def test_a_channel_within_the_residual_can_be_composed():
    off = from_kraus(np.eye(2)[None] * (1 + 4e-9))
    assert 7e-9 < off.residual < 1e-8
    assert compose([off, off, off]).residual == pytest.approx(3 * off.residual)


# -- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: generalized_amplitude_damping(1.1), "γ must be between 0 and 1, not 1.1."),
        (lambda: generalized_amplitude_damping(0.1, -0.2), "η must be between 0 and 1, not -0.2."),
        (lambda: dephasing(float("nan")), "κ must be between 0 and 1, not nan."),
        (lambda: dephasing(0.1, 7), "A channel must act on 2 to 6 levels, not 7."),
        (lambda: depolarizing(1.2, 3), "λ must be between 0 and 1.125, not 1.2."),
        (lambda: multilevel_amplitude_damping((0.3, 1.2, 0.6)),
         "γ_2 (2→1) must be between 0 and 1, not 1.2."),
        (lambda: multilevel_amplitude_damping((0.3, 0.5, 0.6)),
         "The decays of level 2 must add up to at most 1, not 1.1."),
        (lambda: resonant_amplitude_damping((0.3, 0.5)),
         "γ must be d(d-1)/2 decay probabilities (1, 3, 6, 10 or 15), not 2."),
        (lambda: compose([]), "Channels to compose must be of one dimension, not of []."),
        (lambda: compose([dephasing(0.1, 2), dephasing(0.1, 3)]),
         "Channels to compose must be of one dimension, not of [2, 3]."),
        (lambda: from_kraus(np.eye(2)), "Kraus operators must be of shape (operators, d, d), "
                                        "not (2, 2)."),
        (lambda: from_kraus(np.zeros((0, 2, 2))), "Kraus operators must be at least 1 and at most "
                                                  "100, not 0."),
        (lambda: from_kraus(np.full((1, 2, 2), np.inf)),
         "A channel's numbers must be finite, not NaN or infinite."),
        (lambda: from_kraus(0.9 * np.eye(2)[None]),
         "Kraus operators must have Σ K†K = 1 within 1e-08, not 0.19 off."),
        (lambda: from_choi(np.eye(3)), "A Choi matrix must be of shape (d², d²), not (3, 3)."),
        (lambda: from_choi(np.eye(4)[::-1] * 1j + np.eye(4)),
         "A Choi matrix must be Hermitian within 1e-08, not 2 off."),
        (lambda: from_choi(np.eye(4)),
         "A Choi matrix must be trace preserving within 1e-08, not 1 off (it is read as "
         "Σ |i⟩⟨j| ⊗ Λ(|i⟩⟨j|), the input first)."),
        (lambda: from_choi(turned(generalized_amplitude_damping(0.3, 0.1).choi())),
         "A Choi matrix must be trace preserving within 1e-08, not 0.24 off: it is read as "
         "Σ |i⟩⟨j| ⊗ Λ(|i⟩⟨j|), the input first, and would be with the output first; exchange its "
         "factors."),
        (lambda: from_choi(np.diag([1, 0, 1.5, -0.5])),
         "A Choi matrix must have no eigenvalue below -1e-08, not -0.5."),
        (lambda: dephasing(0.1)(np.eye(3)), "The operator must be of shape (…, 2, 2), not (3, 3)."),
    ],
)  # fmt: skip
def test_what_is_no_channel_is_refused(build, message):
    with pytest.raises(ValueError) as refusal:
        build()
    assert str(refusal.value) == message


@pytest.mark.parametrize("excess", [0.9, 1.1])
def test_the_residual_decides_at_one_in_a_hundred_million(excess):
    operators = np.eye(2)[None] * np.sqrt(1 + excess * 1e-8)
    if excess < 1:
        assert from_kraus(operators).residual == pytest.approx(excess * 1e-8, rel=1e-6)
    else:
        with pytest.raises(ValueError, match=r"not 1\.1e-08 off"):
            from_kraus(operators)


def turned(choi: np.ndarray) -> np.ndarray:
    """A Choi matrix in the other order, the output first."""
    size = round(np.sqrt(len(choi)))
    return choi.reshape((size,) * 4).transpose(1, 0, 3, 2).reshape(choi.shape)


NEAR_ONES = [
    generalized_amplitude_damping(0.3),
    compose([generalized_amplitude_damping(0.4, 0.2), dephasing(0.3)]),
    depolarizing(0.4, 3),
    multilevel_amplitude_damping((0.3, 0.2, 0.6)),
]
WRITTEN = {
    "single": lambda array: array.astype(np.complex64),
    "six digits": lambda array: np.round(array, 6),
    "five digits": lambda array: np.round(array, 5),
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("channel", NEAR_ONES, ids=lambda channel: channel.name)
def test_what_is_near_a_channel_by_its_own_precision_is_made_one(channel, written):
    for found in (
        from_kraus(WRITTEN[written](channel.kraus)),
        from_choi(WRITTEN[written](channel.choi())),
    ):
        assert found.residual <= (1e-4 if written == "five digits" else 1e-5)
        total = np.einsum("kba,kbc->ac", found.kraus.conj(), found.kraus)
        assert largest(total - np.eye(channel.dimension)) < 1e-14
        assert largest(found.matrix - channel.matrix) < 1e-4
        again = from_choi(found.choi())
        assert again.residual < 1e-13


def test_a_measured_choi_matrix_with_negative_eigenvalues_is_made_positive():
    choi = generalized_amplitude_damping(0.3).choi().astype(np.complex64)
    choi[1, 1] -= np.float32(4e-7)
    channel = from_choi(choi)
    assert channel.residual > 1e-7
    assert np.linalg.eigvalsh(channel.choi()).min() > -1e-15


def test_few_digits_and_double_precision_excuse_nothing():
    for off in (np.diag([1, 0.999]), np.diag([1, 0.9999]), np.diag([1, 1 - 1.23456789e-6])):
        with pytest.raises(ValueError, match="within 1e-08"):
            from_kraus(off[None])
    with pytest.raises(ValueError, match=r"within 1e-04, not 0\.0002"):
        from_kraus(np.diag([1, 0.99989])[None])
    with pytest.raises(ValueError, match=r"within 1e-06, not 0\.0002"):
        from_kraus(np.diag([1, 0.9999]).astype(np.float32)[None])


@pytest.mark.parametrize("written", ["single", "six digits"])
def test_a_file_in_less_precision_gives_the_channel(written):
    channel = NEAR_ONES[0]
    kraus = WRITTEN[written](channel.kraus)
    assert read(npy(kraus), "a.npy").residual > 1e-9
    assert read(npy(WRITTEN[written](channel.choi())), "a.npy").dimension == 2
    document = json.dumps({"kraus": np.round(channel.kraus.real, 6).tolist()}).encode()
    assert read(document, "a.json").residual > 1e-9


# -- files ----------------------------------------------------------------------------------------


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def test_good_files_give_the_channel():
    channel = compose([generalized_amplitude_damping(0.4, 0.2), dephasing(0.3)])
    pairs = np.stack([channel.kraus.real, channel.kraus.imag], axis=-1)
    files = {
        "kraus.npy": npy(channel.kraus),
        "choi.NPY": npy(channel.choi()),
        "kraus.json": json.dumps({"kraus": pairs.tolist()}).encode(),
        "real.json": json.dumps({"kraus": channel.kraus.real.tolist()}).encode(),
        "choi.json": json.dumps({"choi": channel.choi().real.tolist()}).encode(),
    }
    states = random_states(2)
    for name, content in files.items():
        found = read(content, f"folder/{name}")
        assert found.name == name and found.residual < 1e-15
        if name != "real.json":
            assert largest(found(states) - channel(states)) < 1e-14


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "The file must be a .npy or .json, not “a.txt”."),
        ("a.npy", b"\x93NUMPY", "The file must be a NumPy array of numbers"),
        ("a.npy", npy(np.array(["x"])), "The file must be a NumPy array of numbers"),
        ("a.npy", npy(np.eye(2)[0]), "The array must have 3 axes for Kraus operators or 2"),
        ("a.npy", npy(np.eye(2)[None] * 0.5), "Kraus operators must have Σ K†K = 1"),
        ("a.npy", b"0" * 1_000_001, "The file must be at most 1 MB, not 1 MB."),
        ("a.json", b"{", "The file must be a JSON document"),
        ("a.json", b"[" * 100_000, "The file must be a JSON document"),
        ("a.json", b"[1]", "The document must have one of “kraus” and “choi”"),
        ("a.json", b'{"kraus": 1, "choi": 2}', "The document must have one of"),
        ("a.json", b'{"kraus": [[1, 0], [1]]}', "“kraus” must be lists of equal length, 3 deep"),
        ("a.json", b'{"choi": [["a"]]}', "“choi” must be lists of equal length, 2 deep"),
        ("a.json", b'{"choi": [[1e999, 0], [0, 1]]}', "A Choi matrix must be of shape"),
    ],
    ids=str,
)
def test_bad_files_are_refused_in_words(name, content, message):
    with pytest.raises(ValueError) as refusal:
        read(content, name)
    assert str(refusal.value).startswith(message)


def test_an_object_array_is_never_unpickled(tmp_path):
    with pytest.raises(ValueError, match="NumPy array of numbers"):
        read(npy(np.array([{}], dtype=object)), "trap.npy")


# -- Gaussian -------------------------------------------------------------------------------------


def test_gaussian_channels_by_gain_and_noise():
    assert gaussian.thermal_attenuator(0.6, 1.5)(2.0) == pytest.approx(0.6 * 2 + 0.4 * 1.5)
    assert gaussian.thermal_amplifier(2.0, 0.5)(1.0) == pytest.approx(2.0 + 1.5)
    assert gaussian.additive_noise(0.3)(1.0) == pytest.approx(1.3)


def test_one_mode_keeps_its_gain_of_the_energy():
    assert gaussian.thermal_attenuator(0.6, 1.5).capacitance(2.0) == pytest.approx(1.2)
    assert gaussian.thermal_amplifier(1.5, 1.0).capacitance(2.0) == pytest.approx(3.0)
    assert gaussian.additive_noise(4.0).capacitance(2.0) == pytest.approx(2.0)


def test_a_quiet_attenuator_and_amplifier_make_additive_noise():
    both = gaussian.compose([gaussian.thermal_attenuator(0.5), gaussian.thermal_amplifier(2.0)])
    assert (both.gain, both.noise) == (1.0, 1.0)
    other = gaussian.compose([gaussian.thermal_amplifier(2.0), gaussian.thermal_attenuator(0.5)])
    assert (other.gain, other.noise) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: gaussian.thermal_attenuator(1.2), "λ must be between 0 and 1, not 1.2."),
        (lambda: gaussian.thermal_attenuator(0.2, -1), "N must be at least 0, not -1."),
        (lambda: gaussian.thermal_amplifier(0.5), "μ must be at least 1, not 0.5."),
        (lambda: gaussian.additive_noise(float("nan")), "N must be at least 0, not nan."),
        (lambda: gaussian.GaussianChannel("own", 2.0, 0.5),
         "The noise must be at least 1, not 0.5."),
        (lambda: gaussian.GaussianChannel("own", -1.0, 0.5),
         "The gain must be at least 0, not -1."),
        (lambda: gaussian.compose([]), "Channels to compose must be at least 1, not 0."),
    ],
)  # fmt: skip
def test_what_is_no_gaussian_channel_is_refused(build, message):
    with pytest.raises(ValueError) as refusal:
        build()
    assert str(refusal.value) == message
