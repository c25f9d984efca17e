"""Batteries of one's own: QuTiP, the other topics, what is refused, and files that are hostile."""

import io
import json
import pickle
import tracemalloc
import zipfile

import numpy as np
import pytest
import qutip
from hypothesis import given
from hypothesis import strategies as st

from engine.custom import CustomBattery, examples, read_file
from engine.custom.held import Held
from engine.custom.matrices import entry, read, write
from engine.fields import ScenarioError
from engine.result import certificate, equations, to_json
from tests.engine.test_copied_code import execute

EXAMPLES = {
    "driven": {}, "exchange": examples.exchange(), "lossy": examples.exchange((0.1, 0.05)),
    "ladder": examples.three_levels(), "tavis": examples.tavis_cummings(),
    "decaying": examples.decaying(),
}  # fmt: skip
each = pytest.mark.parametrize("settings", EXAMPLES.values(), ids=EXAMPLES)
CURVES = ("energy", "ergotropy", "incoherent_ergotropy", "coherent_ergotropy", "average_power",
          "instantaneous_power", "purity", "coherence")  # fmt: skip


@each
def test_every_result_is_labelled_sourced_and_frozen(settings):
    scenario = CustomBattery(**settings)
    result = scenario.run()
    for name in CURVES:
        assert result[name].dims == ("time",), name
    assert {"max_power", "optimal_time", "minimal_time"} <= set(result.data_vars)
    for name, variable in result.variables.items():
        assert {"long_name", "symbol", "short_name"} <= set(variable.attrs), name
        assert not variable.values.flags.writeable, name
    notes = certificate(result)
    assert notes["trace_error"] < 1e-9 and notes["power_error"] < 1e-6
    assert notes["least_eigenvalue"] > -1e-9
    assert equations(result) and "NaN" not in to_json({"result": result})
    assert CustomBattery.from_json(scenario.to_json()).run().identical(result)
    again = {name: CustomBattery.field(name).to_text(v) for name, v in scenario.values().items()}
    read_again = {name: CustomBattery.field(name).from_text(text) for name, text in again.items()}
    assert read_again == scenario.values()


@each
def test_copied_qutip_gives_energy_and_ergotropy(settings):
    scenario = CustomBattery(**settings, points=21)
    names, result = execute(scenario.qutip_code()), scenario.run()
    for name in ("energy", "ergotropy"):
        assert names[name] == pytest.approx(result[name].values, abs=1e-7), name


@given(st.integers(0, 2**31))
def test_any_system_is_what_qutip_says(seed):
    """A random qutrit between two qubits, mixed and lossy: every curve from QuTiP's states."""
    rng = np.random.default_rng(seed)
    dims = [[2, 3, 2], [2, 3, 2]]
    drive = qutip.rand_herm(12, seed=rng).full()
    own = qutip.rand_herm(3, seed=rng).full()
    start = qutip.rand_dm(12, seed=rng).full()
    jumps = [0.3 * (rng.normal(size=(12, 12)) + 1j * rng.normal(size=(12, 12))) for _ in "ab"]
    scenario = CustomBattery(
        hamiltonian=drive, battery_hamiltonian=own, initial_state=start, jump_operators=jumps,
        rates=(0.1, 0.2), factors=(2, 3, 2), subsystem=1, time_max=1.5, points=9,
    )  # fmt: skip
    result = scenario.run()
    found = qutip.mesolve(
        qutip.Qobj(drive, dims=dims), qutip.Qobj(start, dims=dims), result.time.values,
        c_ops=[np.sqrt(r) * qutip.Qobj(j, dims=dims) for r, j in zip((0.1, 0.2), jumps,
                                                                     strict=True)],
        options={"atol": 1e-12, "rtol": 1e-10, "store_states": True},
    )  # fmt: skip
    levels, basis = np.linalg.eigh(own)
    for place, state in enumerate(found.states):
        rho = basis.conj().T @ state.ptrace(1).full() @ basis
        p = np.diag(rho).real
        eigenvalues = np.linalg.eigvalsh(rho)[::-1]
        now = result.isel(time=place)
        close = {"abs": 1e-7}
        assert float(now.energy) == pytest.approx(p @ levels - levels[0], **close)
        assert float(now.ergotropy) == pytest.approx((p - eigenvalues) @ levels, **close)
        assert float(now.incoherent_ergotropy) == pytest.approx(
            (p - np.sort(p)[::-1]) @ levels, **close
        )
        assert float(now.purity) == pytest.approx((eigenvalues**2).sum(), **close)
        assert float(now.coherence) == pytest.approx(np.abs(rho).sum() - np.abs(p).sum(), **close)


def test_a_mixed_state_without_loss_is_that_with_a_loss_of_nothing():
    mixed = {**examples.exchange(), "initial_state": np.diag([0.1, 0.2, 0.6, 0.1])}
    exact = CustomBattery(**mixed).run()
    nearly = CustomBattery(**{**mixed, "jump_operators": [np.eye(4)], "rates": (1e-9,)}).run()
    for name in CURVES:
        assert nearly[name].values == pytest.approx(exact[name].values, abs=1e-6), name


def test_the_same_battery_from_text_arrays_lists_and_qobjs():
    expected = CustomBattery().snapshot()
    for make in (np.array, list, qutip.Qobj):
        state = qutip.basis(2, 0) if make is qutip.Qobj else make([1, 0])
        given_ = CustomBattery(
            hamiltonian=make([[0, 0.5], [0.5, 0]]),
            battery_hamiltonian=make([[0, 0], [0, 1]]),
            initial_state=state,
        )
        assert given_.run().energy.values == pytest.approx(expected.run().energy.values)
        assert given_.hamiltonian == CustomBattery().hamiltonian


@given(st.lists(st.complex_numbers(max_magnitude=1e9), min_size=1, max_size=6))
def test_a_matrix_survives_its_text(row):
    matrix = np.array([row, row[::-1]])
    np.testing.assert_array_equal(read(write(matrix)), matrix)


@pytest.mark.parametrize("text", ["", "x", "1,2;3", "nan,0;0,1", "1_0", "inf", "1×0", "1×9999",
                                  "i2", "1;;2", "1e999"])  # fmt: skip
def test_a_text_that_is_no_matrix_is_refused_in_words(text):
    with pytest.raises(ScenarioError, match=r"^H must be numbers between commas, .+, not .+\."):
        CustomBattery(hamiltonian=text)


def test_numbers_are_read_as_people_write_them():
    assert entry("−i") == [-1j] and entry(" 2 - 0.5i ") == [2 - 0.5j] and entry("j") == [1j]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"hamiltonian": "0,1;0,0"}, r"H must be Hermitian, not with H - H† up to 1\."),
        ({"hamiltonian": "0,1"}, r"H must be square, not 1×2\."),
        ({"battery_hamiltonian": "0,0,0;0,1,0;0,0,2"}, r"H_B must be 2×2, not 3×3\."),
        ({"battery_hamiltonian": "0,i;i,0"}, "H_B must be Hermitian"),
        ({"initial_state": "1,1"}, r"ρ₀ as a row must have norm one, not 1\.41421356\."),
        ({"initial_state": "1,0,0"}, r"ρ₀ must be 2×2 or a row of 2, not 1×3\."),
        ({"initial_state": "1,0;0,1"}, "ρ₀ must have trace one, not 2"),
        ({"initial_state": "1.5,0;0,-0.5"}, "ρ₀ must be positive, not with an eigenvalue of -0.5"),
        ({"initial_state": "0.5,1;0,0.5"}, "ρ₀ must be Hermitian"),
        ({"jump_operators": "0,1;0,0"}, r"The rates must be one for each of the 1 jump oper"),
        ({"jump_operators": "0,1", "rates": (1,)}, r"L must be 2×2, not 1×2\."),
        ({"factors": (2, 2)}, r"The factors must multiply to the 2 rows of H, not 2×2\."),
        ({"factors": (1.5, 2)}, "The factors must be whole numbers, not fractions"),
        ({"subsystem": 1}, r"The battery must be a factor from 0 to 0, not 1\."),
        ({"hamiltonian": np.eye(65), "battery_hamiltonian": np.eye(65),
          "initial_state": np.eye(65) / 65, "jump_operators": [np.eye(65)], "rates": (1,)},
         "With jump operators H must have at most 64 rows, not 65"),
        ({"hamiltonian": np.zeros((2, 2)) + 1e8 * np.eye(2)[::-1], "jump_operators": "0,1;0,0",
          "rates": (1,)}, "The cost of this run must be at most"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(settings, message):
    with pytest.raises(ScenarioError, match=message):
        CustomBattery(**settings).run()


def test_a_large_system_without_loss_runs():
    size = 256
    hop = np.diag(np.ones(size - 1), 1)
    large = CustomBattery(
        hamiltonian=hop + hop.T, battery_hamiltonian=np.diag([0.0, 1.0]), points=20,
        initial_state=np.eye(size)[0], factors=(2, size // 2), subsystem=0, time_max=5.0,
    ).run()  # fmt: skip
    assert certificate(large)["trace_error"] < 1e-12


def archive(**arrays):
    """A .npz file of arrays."""
    content = io.BytesIO()
    np.savez(content, **arrays)
    return content.getvalue()


def test_honest_files_are_read():
    lossy = CustomBattery(**EXAMPLES["lossy"])
    arrays = {
        "hamiltonian": read(lossy.hamiltonian), "initial_state": read(lossy.initial_state),
        "battery_hamiltonian": read(lossy.battery_hamiltonian), "rates": np.array([0.1, 0.05]),
        "jump_operators": np.stack([read(one) for one in lossy.jump_operators.split("|")]),
        "factors": np.array([2, 2]), "subsystem": np.array(1), "time_max": np.array(12.0),
    }  # fmt: skip
    assert CustomBattery(**read_file(archive(**arrays), "mine.npz")).values() == lossy.values()
    pairs = {
        name: np.stack([a.real, a.imag], axis=-1).tolist() if a.ndim > 1 else a.tolist()
        for name, a in arrays.items()
    }
    document = json.dumps(pairs).encode()
    assert CustomBattery(**read_file(document, "mine.json")).values() == lossy.values()


class Evil:
    """What would run if a pickle were read."""

    def __reduce__(self):
        return (pytest.fail, ("a pickle was read",))


def bomb():
    """A small archive that unfolds to a gigabyte."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for place in range(40):
            packed.writestr(f"{place}.npy", bytes(25_000_000))
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.npz"), (b"PK\x03\x04", "a.npz"), (b"\xff\xfe", "a.json"), (b"[1]", "a.json"),
        (b"{}", "a.json"), (b'{"hamiltonian": "x"}', "a.json"), (b"[" * 100_000, "a.json"),
        (b'{"hamiltonian": [[1, [2]]]}', "a.json"), (b'{"hamiltonian": [[0]], "x": 1}', "a.json"),
        (b'{"hamiltonian": [[[[1]]]]}', "a.json"), (pickle.dumps(Evil()), "a.npz"),
        (archive(hamiltonian=np.array([Evil()], dtype=object)), "a.npz"), (bomb(), "a.npz"),
        (archive(other=np.eye(2)), "a.npz"), (b'{"hamiltonian": null}', "a.json"),
        (b'{"hamiltonian": [[0]], "jump_operators": 3}', "a.json"),
        (b'{"hamiltonian": [[0]], "points": 1e400}', "a.json"),
        (b'{"hamiltonian": [[0]], "points": []}', "a.json"),
        (b" " * 1_000_001, "a.json"),
    ],
)  # fmt: skip
def test_hostile_files_are_one_sentence(content, name):
    with pytest.raises(ScenarioError, match=r"^[^\n]+ must [^\n]+, not [^\n]+\.$"):
        CustomBattery(**read_file(content, name))


def lying(packing):
    """An archive that declares a thousand bytes and unfolds to many millions."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", packing) as packed:
        packed.writestr("hamiltonian.npy", bytes(30_000_000))
    spoilt = bytearray(content.getvalue())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = spoilt.find(mark) + place
        spoilt[start : start + 4] = (1000).to_bytes(4, "little")
    return bytes(spoilt)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_unfolds_to_what_it_declares_at_most(packing):
    content = lying(packing)
    tracemalloc.start()
    with pytest.raises(ScenarioError):
        read_file(content, "a.npz")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3e6


def twice():
    """An archive with two members of one name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name in ("hamiltonian.npy", "hamiltonian"):
            packed.writestr(name, archive(x=np.eye(2)))
    return content.getvalue()


def zeros(megabytes):
    """An archive that says how much it unfolds to."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("hamiltonian.npy", bytes(megabytes * 1_000_000))
    return content.getvalue()


def declaring(shape):
    """An archive of an array whose header declares more than there is."""
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        magic = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little")
        packed.writestr("hamiltonian.npy", magic + header)
    return content.getvalue()


HOP = b'{"hamiltonian": [[0, 1], [1, 0]], '


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (HOP + b'"hamiltonian": [[0, 2], [2, 0]]}', "a.json", "each name once"),
        (twice(), "a.npz", "each name once"),
        (declaring("(30000, 30000)"), "a.npz", "a .npz of arrays of numbers"),
        (HOP + b'"rates": [[0.1, 5]]}', "a.json", "“rates” must be real"),
        (archive(hamiltonian=np.eye(2), rates=np.array([1j])), "a.npz", "“rates” must be real"),
        (HOP + b'"time_max": [1, 5]}', "a.json", "must be numbers|must be real"),
        (HOP + b'"points": 100.7}', "a.json", "points must be a whole number"),
        (HOP + b'"subsystem": -0.5}', "a.json", "battery must be a whole number"),
        (archive(hamiltonian=np.eye(2), jump_operators=np.zeros((10**9, 0, 0))), "a.npz",
         "a list of at most 64 matrices"),
        (archive(hamiltonian=np.eye(2), jump_operators=np.array(1.0)), "a.npz", "a list of at"),
        (HOP + b'"jump_operators": [' + b"[[0]]," * 100 + b"[[0]]]}", "a.json", "at most 64"),
        (zeros(70), "a.npz", "at most 67 MB"),
    ],
)  # fmt: skip
def test_what_a_file_leaves_open_is_not_guessed(content, name, message):
    with pytest.raises(ScenarioError, match=message):
        CustomBattery(**read_file(content, name))


@pytest.mark.parametrize("text", ["0×1024," * 3000 + "0", "0×1024;" * 3000 + "0", "0,1e51;1e51,0"])
def test_a_short_text_does_not_become_millions_of_numbers(text):
    tracemalloc.start()
    with pytest.raises(ScenarioError):
        CustomBattery(hamiltonian=text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2e6


def test_a_dense_matrix_too_long_as_text_is_refused_when_it_is_given():
    dense = np.random.default_rng(1).normal(size=(500, 500))
    with pytest.raises(ScenarioError, match=r"^H must be .+, not .+\.$"):
        CustomBattery(hamiltonian=dense + dense.T)


def test_refusals_of_arrays_are_one_line():
    with pytest.raises(ScenarioError, match=r"^H must be [^\n]+$"):
        CustomBattery(hamiltonian=np.zeros((2, 2, 2)))


@pytest.mark.parametrize("above", [0.0, 1e3, -1e9])
def test_energies_that_everything_has_change_nothing(above):
    plain = CustomBattery(initial_state=np.diag([0.75, 0.25])).run()
    lifted = CustomBattery(
        hamiltonian=[[above, 0.5], [0.5, above]], battery_hamiltonian=np.diag([above, above + 1]),
        initial_state=np.diag([0.75 + 5e-7, 0.25 + 4e-7]),  # its trace is one to 1e-6
    ).run()  # fmt: skip
    for name in CURVES:
        assert lifted[name].values == pytest.approx(plain[name].values, abs=2e-6), name
    assert certificate(lifted)["trace_error"] < 1e-12
    pure = CustomBattery(hamiltonian=[[above, 0.5], [0.5, above]]).run()
    assert float(pure.energy_deviation) == pytest.approx(0.5, rel=1e-6)


@pytest.mark.parametrize("jumps", ["", "1"])
def test_a_single_level_holds_nothing(jumps):
    one = CustomBattery(
        hamiltonian="1", battery_hamiltonian="1", initial_state="1", jump_operators=jumps,
        rates=(1.0,) if jumps else (),
    ).run()  # fmt: skip
    assert float(np.abs(one.energy).max()) == float(one.max_energy) == 0.0
    assert certificate(one)["power_error"] == 0.0


def test_the_largest_energy_is_one_that_the_battery_can_hold():
    """Undersampled: the badge says that the power does not add up; no level is passed."""
    coarse = CustomBattery(time_max=1e6).run()
    assert float(coarse.max_energy) <= 1.0 and certificate(coarse)["power_error"] > 1e-3


def test_a_hermitian_matrix_is_one_on_its_own_scale():
    for close in ("0,0.5;0.500000001,0", "1e9,0.5;0.5,1e9"):
        CustomBattery(hamiltonian=close).parts()
    for wrong in ("1e9,0.5;1.4,1e9", "0,1e-12;2e-12,0"):
        with pytest.raises(ScenarioError, match="H must be Hermitian"):
            CustomBattery(hamiltonian=wrong).run()


def test_a_nearly_pure_state_costs_what_its_rank_does():
    size, weight = 96, 1e-12
    mixed = np.eye(size) * weight
    mixed[0, 0] = 1 - (size - 1) * weight
    options = {
        "hamiltonian": np.eye(size), "battery_hamiltonian": np.diag([0.0, 1.0]),
        "factors": (2, size // 2), "points": 2001,
    }  # fmt: skip
    pure, nearly = (
        CustomBattery(initial_state=state, **options).cost().seconds
        for state in (np.eye(size)[0], mixed)
    )
    assert nearly > 10 * pure


def test_what_is_held_is_bounded_by_its_size():
    made = []
    squares = Held(lambda x: made.append(x) or x, lambda found: 40_000_000)
    for x in (1, 2, 1, 3, 1, 2):
        assert squares(x) == x
    assert made == [1, 2, 3, 2] and squares.bytes == 80_000_000
