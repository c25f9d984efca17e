"""The state editor: sliders of one level, lists of all, and clicks say the same."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from dashboard.pages import Foundations
from dashboard.pages.foundations.presets import PRESETS
from tests.dashboard.test_pages import drawn


def change(page: Foundations, **settings: object) -> None:
    """What a control does."""
    assert page.state.apply({**page.suited(settings), **settings}) == {}


def test_a_slider_sets_one_number_of_a_list():
    page = Foundations()
    change(page, edit=2)
    assert (page.display.height, page.display.amplitude) == (1.0, 1.0)
    assert page.display.phase == pytest.approx(pi / 2)
    change(page, height=2.5)
    assert page.scenario.levels == (0.0, 2.5, 1.5, 3.0)
    change(page, population=0.9)
    assert page.scenario.populations == (0.1, 0.9, 0.3, 0.4)
    change(page, phase=pi)
    assert page.scenario.real == (1.0, -1.0, -1.0, 2.0)
    assert page.scenario.imaginary == (0.0, 0.0, 0.0, 0.0)
    change(page, amplitude=0.5)
    assert page.scenario.real == (1.0, -0.5, -1.0, 2.0)
    for _ in range(5):
        page.state.undo()
    assert page.scenario.values() == Foundations().scenario.values()


def test_another_number_of_levels_brings_the_other_lists_along():
    page = Foundations()
    change(page, levels="0, 1")
    assert (page.scenario.real, page.scenario.populations) == ((1.0, 0.0), (0.1, 0.2))
    assert page.display.edit == 2
    change(page, levels="0,1,2,3,4")
    assert page.scenario.imaginary == (0.0, 1.0, 0.0, 0.0, 0.0)
    assert page.scenario.refusal() is None


def test_lists_of_other_lengths_are_refused_in_words_and_do_no_harm():
    page = Foundations()
    page.state.read_query("levels=0,1,2")
    with pytest.raises(ValueError, match="Real parts of ψ must be one number for each of the 3"):
        page.wanted()
    page.state.apply({"populations": ""})
    assert page.state.values()["populations"] == ()


def test_a_click_chooses_the_level_next_to_it():
    page = drawn(Foundations())
    page.choose_level(0.5, 1.4)
    assert (page.display.edit, page.display.height) == (3, 1.5)


def test_what_is_said_of_a_passive_and_of_a_pure_state():
    passive = drawn(Foundations(share=0.0, populations=(4, 3, 2, 1)))
    assert passive.readout().sentence.startswith("This state is passive")
    pure = drawn(Foundations(share=1.0))
    assert "0 is left in the passive state" in pure.readout().sentence
    told = {number.label: number.value for number in pure.readout().numbers}
    assert told["inverse temperature β̄"] == "∞"
    assert {*passive.inactive(), *pure.inactive()} == {"amplitude", "phase", "population"}


def test_every_side_adds_its_own_numbers():
    for view, label in {"copies": "per copy, N = 30", "power": "largest average power P_max",
                        "speed": "least time of Eq. (12) τ_QSL"}.items():  # fmt: skip
        labels = [one.label for one in drawn(Foundations(view=view)).readout().numbers]
        assert label in labels and len(labels) in (8, 10, 11)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_the_name_of_a_step_stands_clear_of_the_lines(preset):
    page = drawn(Foundations(**preset.settings))
    columns = page.views["sorting"].columns_shown(full=True)
    rise = np.ptp(page.scenario.levels)
    below = [line[0] for line in columns["means"]["ys"][1:]]
    assert np.all(columns["step_names"]["y"] - below >= 0.04 * rise - 1e-12)


def test_the_matrix_has_its_rows_one_above_the_other():
    view = drawn(Foundations(view="matrix")).views["matrix"]
    assert view.axis_names() == ("column k", "row j")
