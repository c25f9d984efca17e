"""The capacitance page: sliders and noise follow each other, and a channel of one's own."""

from __future__ import annotations

import io
import json
import re
import struct
import tracemalloc
from typing import Any

import numpy as np
import pytest

from dashboard import pages
from dashboard.components.bar import Upload
from dashboard.computer import COMPUTER
from dashboard.pages.capacitance import words
from engine.capacitance.stages import own_channel
from engine.channels import depolarizing
from engine.result import certificate
from engine.scenario import ScenarioError


def moved(page, **changes) -> dict[str, str]:
    """What is refused when a person sets these."""
    return page.state.apply({**page.suited(changes), **changes})


def numbers(page) -> dict[str, str]:
    """The read-out with everything that is wanted computed."""
    page.results = {slot: COMPUTER.result(snapshot) for slot, snapshot in page.wanted().items()}
    return {number.label: number.value for number in page.readout().numbers}


def test_sliders_set_the_noise_and_follow_it() -> None:
    page = pages.Capacitance()
    assert moved(page, decay_10=0.5) == {}
    assert page.scenario.stages == (("mad", 0.5, 0.2, 0.6),)
    assert moved(page, decay_21=0.75) == {}
    assert page.scenario.stages == (("mad", 0.5, 0.75, 0.25),)
    assert page.display.decay_20 == 0.25, "decays of one level sum to at most 1"
    page.state.undo()
    assert page.display.decay_21 == 0.2
    page.state.apply({"stages": "remad:0.1,0.2,0.3;dephasing:0.4"})
    assert (page.display.family, page.display.then, page.display.kappa) == (
        "remad",
        "dephasing",
        0.4,
    )
    assert "gamma" in page.inactive() and "kappa" not in page.inactive()


def test_a_family_brings_its_levels_and_levels_their_noise() -> None:
    page = pages.Capacitance()
    assert moved(page, family="gad") == {}
    assert page.scenario.levels == (0.0, 1.0)
    assert moved(page, then="dephasing") == {} and moved(page, kappa=1.0) == {}
    assert page.scenario.stages == (("gad", 0.3, 0.0), ("dephasing", 1.0))
    assert moved(page, levels="0,1,2,3") == {}
    assert page.scenario.stages[0] == ("mad", 0.3, 0.3, 0.0, 0.3, 0.0, 0.0)
    assert "C_sep" in numbers(page)


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({}, ("0.412871", "0.453568", "0.453568")),
        ({"stages": (("mad", 0.9, 0.5, 0.1),)}, ("0.372842", "0.390656", "0.485254")),
        (
            {"stages": (("gad", 0.3, 0.0), ("dephasing", 1.0)), "levels": (0, 1), "energy": 0.5},
            ("0.2", "0.2", "0.258745"),
        ),
    ],
)
def test_the_read_out_has_the_published_numbers(settings, wanted) -> None:
    found = numbers(pages.Capacitance(**settings))
    assert (found["C_loc"], found["χ_tot, bound (12)"], found["C_sep"]) == wanted


def test_the_badge_counts_what_climbs_leave_open() -> None:
    page = pages.Capacitance()
    numbers(page)
    notes = certificate(page.results["here"])
    sound, unsound = (
        words.badges(notes | {"unsettled": left}, own=False)[0] for left in (0.0, 1e-7)
    )
    assert sound.ok and not unsound.ok and unsound.text == "largest to 10⁻⁷ ε₀"


def test_a_channel_of_ones_own() -> None:
    page = pages.Capacitance()
    flip = {"kraus": [[[0, 1], [1, 0]]]}
    page.actions.act("upload", Upload("flip.json", json.dumps(flip).encode()))
    assert page.scenario.levels == (0.0, 1.0) and page.scenario.stages[0][0] == "kraus"
    assert page.display.family == "other"
    assert numbers(page)["C_loc"] == "1", "a flip charges the empty cell"


@pytest.mark.parametrize(
    "document", [{"kraus": [[[0, 1], [1, 0.1]]]}, {"kraus": 3}, {"choi": [[1, 2]]}]
)
def test_what_is_no_channel_changes_nothing(document) -> None:
    page = pages.Capacitance()
    content = json.dumps(document).encode()
    with pytest.raises(ScenarioError):
        page.read_upload(content, "channel.json")
    page.actions.act("upload", Upload("channel.json", content))
    assert page.scenario.stages == (("mad", 0.3, 0.2, 0.6),)
    assert len(page.status.messages) == 1


# -- channels as NumPy arrays ---------------------------------------------------------------------


def npy(array: Any, **options: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


def declared(shape: str, dtype: str = "<c16", version: int = 1) -> bytes:
    """A .npy file of one number that declares this shape."""
    header = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}}}\n".encode("ascii")
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + length + header + bytes(16)


MIXING = depolarizing(0.5, 2)
FEWER = "The file must hold every number that its header declares, not fewer."
NUMBERS = "The file must be a NumPy array of numbers, not anything else."


@pytest.mark.parametrize("array", [MIXING.kraus, MIXING.choi()], ids=["kraus", "choi"])
def test_a_channel_of_ones_own_is_read_from_an_array(array) -> None:
    page = pages.Capacitance()
    page.actions.act("upload", Upload("Noise.NPY", npy(array)))
    assert not page.status.messages
    assert "the input first" in page.actions.bar.opens
    assert page.scenario.levels == (0.0, 1.0)
    (stage,) = page.scenario.stages
    made = own_channel(stage[1:], 2)
    assert np.allclose(made.matrix, MIXING.matrix, atol=1e-14, rtol=0)


def test_a_channel_in_single_precision_is_made_exact_and_says_so() -> None:
    page = pages.Capacitance()
    page.actions.act("upload", Upload("noise.npy", npy(MIXING.kraus.astype(np.complex64))))
    ((_, _, said),) = page.status.messages
    assert re.fullmatch(r"The channel's numbers are \d·10⁻[⁸⁹] off one, .* made exact\.", said)
    (stage,) = page.scenario.stages
    assert np.allclose(own_channel(stage[1:], 2).matrix, MIXING.matrix, atol=1e-6, rtol=0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (npy(np.array([{"a": 1}], dtype=object), allow_pickle=True), NUMBERS),
        (npy(np.full((1, 2, 2), np.nan)), "A channel's numbers must be finite, not NaN"),
        (npy(np.array([[["a", "b"]] * 2])), NUMBERS),
        (npy(np.ones((1, 2, 2), dtype=bool)), NUMBERS),
        (npy(np.zeros((1, 2, 2), dtype=[("re", float)])), NUMBERS),
        (npy(np.eye(2)[None])[:-1], FEWER),
        (npy(np.eye(2)[None])[:20], NUMBERS),
        (b"", NUMBERS),
        (declared("(1000000000, 2, 2)"), FEWER),
        (declared("(1000000000, 2, 2)", version=2), FEWER),
        (declared("(1000000000, 2, 2)", version=3), FEWER),
        (declared(f"(1{'0' * 4000}, 1{'0' * 4000})"), FEWER),
        (declared("(1, 1, 1)", dtype="(100000000,)<f8"), FEWER),
        (declared("(1, 1, 1)", dtype="<U100000000"), FEWER),
        (declared("(-1, -1, -2)"), NUMBERS),
        (declared("(" * 3000), NUMBERS),
        (npy(np.diag([1, 1.1])[None]), "Kraus operators must have Σ K†K = 1 within 1e-08, not"),
    ],
    ids=[
        "pickle", "nan", "strings", "truth values", "fields", "truncated", "broken header",
        "empty", "huge", "huge 2", "huge 3", "endless", "huge subarray", "huge string",
        "negative", "nested", "no channel",
    ],
)  # fmt: skip
def test_a_bad_array_is_one_sentence_and_takes_no_room(content: bytes, message: str) -> None:
    page = pages.Capacitance()
    tracemalloc.start()
    page.actions.act("upload", Upload("channel.npy", content))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    ((_, _, said),) = page.status.messages
    assert said.startswith(message) and "\n" not in said
    assert page.scenario.stages == (("mad", 0.3, 0.2, 0.6),)
    assert peak < 5_000_000


def test_the_scheme_of_figure_1_is_shown_by_its_curves() -> None:
    """Its note says that four capacitances lie on two curves, and how far these are apart."""
    page = pages.Capacitance()
    page.actions.act("preset", "fig1")
    assert page.visible() == ["curves", "gap"]
    main = page.result
    assert np.allclose(main.c_sep, main.c_total_lower, atol=1e-12)
    assert np.allclose(main.c_sep, main.c_total_upper, atol=1e-12)
    lies_between = float((main.c_sep - main.c_loc).sel(e=page.display.energy, method="nearest"))
    (preset,) = [one for one in page.presets if one.key == "fig1"]
    assert f"{lies_between:.4f} per cell" in preset.note
