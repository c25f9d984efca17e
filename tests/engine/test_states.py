"""What is a state: one check for every function that takes one, and the forms a state comes in."""

import inspect
from functools import partial

import numpy as np
import pytest
import qutip

from engine import channels, correlations, work
from engine.capacitance.stages import kraus_stage, own_channel
from engine.channels import from_choi, from_kraus, generalized_amplitude_damping

LEVELS = np.arange(4.0)
BELL = np.outer([1, 0, 0, 1], [1, 0, 0, 1]) / 2


def takers():
    """Every public function of states, with levels given where it asks for them."""
    for module in (work, correlations):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            asked = list(inspect.signature(function).parameters)
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and asked[0] == "state":
                yield pytest.param(
                    partial(function, levels=LEVELS) if "levels" in asked else function, id=name
                )


everyone = pytest.mark.parametrize("function", list(takers()))


def test_every_function_of_states_is_tried():
    assert {each.id for each in takers()} == {
        "energy", "passive_state", "ergotropy", "incoherent_ergotropy", "coherent_ergotropy",
        "entropy", "gibbs_of_equal_entropy", "inverse_temperature", "total_ergotropy",
        "l1_coherence", "concurrence",
    }  # fmt: skip


def skewed():
    state = BELL.astype(complex)
    state[0, 3] += 1e-6
    return state


NO_STATES = {
    "nan": (np.full((4, 4), np.nan), "state must be finite, not with NaN or infinite elements."),
    "infinite": (np.diag([np.inf, 0, 0, 0]),
                 "state must be finite, not with NaN or infinite elements."),
    "twice": (2 * BELL, "state must have trace one, not 2."),
    "nothing": (0 * BELL, "state must have trace one, not 0."),
    "a little more": (1.00001 * BELL, "state must have trace one, not 1.00001."),
    "huge": (np.full((4, 4), 1e308), "state must have trace one, not inf."),
    "ket of norm 2": (2 * qutip.bell_state("00"), "state must have trace one, not 4."),
    "negative": (np.diag([-0.2, 1.2, 0, 0]),
                 "state must be positive, not with an eigenvalue of -0.2."),
    "negative in its coherence": (1.002 * BELL - 0.001 * np.diag([1, 0, 0, 1]),
                                  "state must be positive, not with an eigenvalue of -0.001."),
    "skew": (skewed(), "state must be Hermitian, not with rho - rho† up to 1e-06."),
    "vector": (np.array([1.0, 0, 0, 0]), "state must be square, shape (…, d, d), not (4,)."),
    "without levels": (np.zeros((0, 0)), "state must be square, shape (…, d, d), not (0, 0)."),
    "text": ("rho", "state must be numbers, not of type str."),
    "None": (None, "state must be numbers, not of type NoneType."),
    "ragged": ([[1.0, 0.0], [0.0]], "state must be numbers in lists of equal length, not others."),
    "of two sizes": ([qutip.basis(2, 0), qutip.basis(3, 0)],
                     "state must be numbers in lists of equal length, not others."),
}  # fmt: skip


@everyone
@pytest.mark.parametrize(("state", "message"), NO_STATES.values(), ids=NO_STATES)
def test_what_is_no_state_gets_no_number(function, state, message):
    with pytest.raises(ValueError) as refusal:
        function(state)
    assert str(refusal.value) == message


@everyone
def test_one_bad_state_among_good_ones_is_found(function):
    several = np.array([BELL, BELL, np.diag([-0.2, 1.2, 0, 0])])
    with pytest.raises(ValueError, match="state must be positive"):
        function(several)


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ([0, 1, 2], "levels must be one energy per row of the state, 4, not of shape (3,)."),
        ([[0, 1, 2, 3]], "levels must be one energy per row of the state, 4, not of shape (1, 4)."),
        ([0, 1, 2, np.nan], "levels must be finite, not with NaN or infinite energies."),
        ([0, 1, 2, 1j], "levels must be real, not complex."),
        (["a", "b", "c", "d"], "levels must be numbers, not of type list."),
        (None, "levels must be numbers, not of type NoneType."),
    ],
)
def test_levels_that_are_none_are_named(levels, message):
    for function in (work.energy, work.passive_state, work.ergotropy, work.total_ergotropy):
        with pytest.raises(ValueError) as refusal:
            function(BELL, levels)
        assert str(refusal.value) == message


# -- the forms in which a state comes -------------------------------------------------------------


def pure(seed: int, count: int = 8) -> np.ndarray:
    generator = np.random.default_rng(seed)
    kets = generator.normal(size=(count, 4)) + 1j * generator.normal(size=(count, 4))
    return kets / np.linalg.norm(kets, axis=1)[:, None]


# The inverse temperature of a state that is nearly pure hangs on what rounding left of it.
smooth = pytest.mark.parametrize(
    "function", [each for each in takers() if each.id != "inverse_temperature"]
)


@smooth
@pytest.mark.parametrize("precision", [np.complex64, np.float32, np.float16, np.longdouble])
def test_a_state_in_another_precision_is_one(function, precision):
    kets = pure(3).real if precision != np.complex64 else pure(3)
    kets = (kets / np.linalg.norm(kets, axis=1)[:, None]).astype(precision)
    given = kets[:, :, None] * kets[:, None, :].conj()
    assert given.dtype == precision
    double = kets.astype(complex)
    double /= np.linalg.norm(double, axis=1)[:, None]
    exact = double[:, :, None] * double[:, None, :].conj()
    loose = 0.2 if precision == np.float16 else 2e-3
    np.testing.assert_allclose(function(given), function(exact), atol=loose)


def test_a_single_precision_state_must_be_one_in_that_precision():
    with pytest.raises(ValueError, match="trace one"):
        work.entropy((1.001 * BELL).astype(np.float32))


@everyone
def test_kets_bras_and_lists_of_them_are_states(function):
    objects = [qutip.Qobj(ket, dims=[[2, 2], [1]]) for ket in pure(5, 4)]
    arrays = np.array([np.outer(ket, ket.conj()) for ket in pure(5, 4)])
    expected = function(arrays)
    mixed = [objects[0], objects[1].dag(), objects[2].proj(),
             qutip.operator_to_vector(objects[3].proj())]  # fmt: skip
    boxed = np.empty(4, dtype=object)
    boxed[:] = mixed
    for given in (objects, tuple(mixed), boxed, [arrays[0], *mixed[1:]]):
        np.testing.assert_allclose(function(given), expected, atol=1e-7)
    grid = function([[mixed[0], mixed[1]], [mixed[2], mixed[3]]])
    np.testing.assert_allclose(grid.reshape(expected.shape), expected, atol=1e-7)
    for one, value in zip(mixed, expected, strict=True):
        np.testing.assert_allclose(function(one), value, atol=1e-7)


def test_what_mesolve_returns_are_states():
    """At its default tolerances a pure start misses positivity by 1e-6."""
    lower = qutip.destroy(20)
    states = qutip.mesolve(
        lower.dag() * lower + 0.5 * (lower + lower.dag()),
        qutip.coherent(20, 1.5),
        np.linspace(0, 10, 11),
        [0.3 * lower],
    ).states
    drawn = work.ergotropy(states, np.arange(20))
    assert drawn.shape == (11,) and drawn[0] == pytest.approx(2.25, abs=1e-3)
    one, two = (
        qutip.tensor(*pair)
        for pair in ((qutip.destroy(2), qutip.qeye(2)), (qutip.qeye(2), qutip.destroy(2)))
    )
    pair = qutip.mesolve(
        one.dag() * two + two.dag() * one,
        qutip.tensor(qutip.basis(2, 1), qutip.basis(2, 0)),
        [0.0, np.pi / 4],
        [0.1 * one],
    ).states
    expected = [qutip.concurrence(state) for state in pair]
    np.testing.assert_allclose(correlations.concurrence(pair), expected, atol=1e-6)


# -- channels -------------------------------------------------------------------------------------

DAMPED = generalized_amplitude_damping(0.3, 0.2)
OPERATORS = [qutip.Qobj(kraus) for kraus in DAMPED.kraus]
SUPER = qutip.kraus_to_super(OPERATORS)


@pytest.mark.parametrize(
    "make",
    [
        lambda: from_kraus(OPERATORS),
        lambda: from_kraus(tuple(OPERATORS)),
        lambda: from_kraus(SUPER),
        lambda: from_choi(SUPER),
        lambda: from_choi(qutip.to_choi(SUPER)),
        lambda: from_kraus(qutip.to_choi(SUPER)),
        lambda: from_choi(qutip.to_chi(SUPER)),
        lambda: from_choi(qutip.Qobj(DAMPED.choi())),
        lambda: own_channel(kraus_stage(OPERATORS)[1:], 2),
    ],
)
def test_channels_are_made_of_qutips_objects(make):
    np.testing.assert_allclose(make().matrix, DAMPED.matrix, atol=1e-14)


def test_one_operator_is_a_channel():
    flipped = from_kraus(qutip.sigmax())(qutip.basis(2, 0))
    np.testing.assert_array_equal(flipped, [[0, 0], [0, 1]])


def test_a_channel_takes_qutips_states():
    excited, plus = qutip.basis(2, 1), (qutip.basis(2, 0) + qutip.basis(2, 1)).unit()
    arrays = np.array([excited.proj().full(), plus.proj().full()])
    for given in ([excited, plus], [excited.proj(), plus.dag()]):
        np.testing.assert_allclose(DAMPED(given), DAMPED(arrays), atol=1e-15)
    np.testing.assert_allclose(DAMPED(excited), DAMPED(arrays[0]), atol=1e-15)
    np.testing.assert_allclose(
        DAMPED.adjoint(qutip.sigmaz()), DAMPED.adjoint(np.diag([1, -1])), atol=1e-15
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: from_kraus([qutip.basis(2, 0)]),
            "Kraus operators must be of shape (operators, d, d), not (1, 2, 1).",
        ),
        (lambda: from_kraus(["a"]), "Kraus operators must be numbers, not of type list."),
        (
            lambda: from_kraus([qutip.qeye(2), qutip.qeye(3)]),
            "Kraus operators must be numbers in lists of equal length, not others.",
        ),
        (lambda: from_choi(qutip.sigmax()), "A Choi matrix must be of shape (d², d²), not (2, 2)."),
        (lambda: DAMPED(qutip.basis(3, 0)), "The operator must be of shape (…, 2, 2), not (3, 3)."),
        (lambda: DAMPED("rho"), "The operator must be numbers, not of type str."),
    ],
)
def test_what_makes_no_channel_is_refused_in_words(call, message):
    with pytest.raises(ValueError) as refusal:
        call()
    assert str(refusal.value) == message


def test_what_the_longest_row_of_own_channels_returns_is_a_state():
    """Each may miss Σ K†K = 1 by 1e-8."""
    near = from_kraus(np.sqrt(1 + 0.9e-8) * np.eye(6)[None])
    out = channels.compose([near] * 6)(np.eye(6) / 6)
    assert work.entropy(out) == pytest.approx(np.log(6), abs=1e-6)
