"""The benchmarks still run: sizes as small as can be, and no word on how fast anything was."""

from math import nan
from queue import SimpleQueue

import numpy as np

from engine.scenario import Cost
from engine.storage import Storage
from tests.benchmarks.costs import FLOOR, GRID, errand, off, over_floor
from tests.benchmarks.drag import path, place, theta
from tests.benchmarks.engine import Effort, energy_error, paired
from tests.benchmarks.live import differences
from tests.benchmarks.load import equal
from tests.benchmarks.pages import STORAGE, same


def test_engine_and_qutip_are_timed_on_the_same_curve() -> None:
    *times, apart = paired(Effort(rounds=1, chunk=2, curves=1, repeats=1))
    assert [len(rounds) for rounds in times] == [1, 1, 1]
    assert apart < 1e-9
    assert energy_error() < 1e-9


def test_the_hand_ends_where_it_has_not_been() -> None:
    way = path()
    assert way[-1] not in way[:-1]
    assert all(place(theta(index)) == index for index, _ in way)


def test_columns_that_differ_are_named() -> None:
    one = {"ranges": [], "names": [], "legend": [], "columns": [{"name": "e", "data": {"y": [1]}}]}
    other = one | {"columns": [{"name": "e", "data": {"y": [2]}}]}
    assert differences([one], [one]) == []
    assert differences([one], [other]) == ["figure 0: e y"]


def test_unknown_numbers_are_equal_and_a_digit_is_not() -> None:
    assert equal({"x": np.array([1.0, nan])}, {"x": np.array([1.0, nan])})
    assert equal({"xs": [[nan]], "text": ["θ"]}, {"xs": [[nan]], "text": ["θ"]})
    assert not equal({"x": np.array([1.0, 2.0])}, {"x": np.array([1.0, 2.1])})


def test_a_picture_is_that_of_one_position_alone() -> None:
    here, there = STORAGE.picture(STORAGE.start + 1), STORAGE.picture(STORAGE.start + 2)
    for one, other in zip(here, there, strict=True):
        held = [None if np.isnan(number) else float(number) for number in one]
        assert same(held, one)
        assert not same(held, other)


def test_what_a_scenario_takes_is_measured() -> None:
    answers: SimpleQueue[Cost] = SimpleQueue()
    errand(Storage(points=2000), answers)
    took = answers.get()
    assert took.seconds > 0 and took.bytes >= 0
    assert off(over_floor(Cost(0.0, 0.0)).seconds / FLOOR.seconds) == 1


def test_every_scenario_on_the_grid_of_costs_is_one_that_may_run() -> None:
    for topic, scenarios in GRID.items():
        for scenario in scenarios():
            assert scenario.public_name().startswith(f"engine.{topic}.")
            assert scenario.refusal() is None
