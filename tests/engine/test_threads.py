"""One thread of linear algebra while the engine computes, and as many as before when it has."""

from __future__ import annotations

import threading

import pytest
import xarray as xr
from threadpoolctl import threadpool_info, threadpool_limits

import engine.claims
from engine.claims import Check
from engine.scenario import CancelCheck, Cost, Progress, Scenario
from engine.threads import libraries, one_thread


def counts() -> set[int]:
    """How many threads the libraries for linear algebra use now."""
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


class Telling(Scenario):
    """A scenario whose run tells how many threads it has."""

    def cost(self) -> Cost:
        return Cost(seconds=1e-3, bytes=1.0)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        return xr.Dataset(attrs={"threads": counts()})

    @classmethod
    def public_name(cls) -> str:
        return "engine.test.Telling"


@pytest.fixture(autouse=True)
def several():
    """The user's own work has two threads, whatever the environment says."""
    before = [(one, one.get_num_threads()) for one in libraries(True)]
    one_thread._set([(one, 2) for one, _ in before])
    yield
    one_thread._set(before)


def test_a_run_has_one_thread_and_gives_back_what_there_was() -> None:
    assert counts() == {2}
    assert Telling().run().attrs["threads"] == {1}
    assert counts() == {2}


def test_a_check_has_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    class Claim:
        key = "told"

        def check(self):
            self.computed = counts()
            return self

    class Claims:
        CLAIMS = (Claim(),)

    monkeypatch.setattr(engine.claims.importlib, "import_module", lambda name: Claims)
    assert Check("engine.test", "told").run(lambda share: None, lambda: False) == {1}
    assert counts() == {2}


def test_runs_that_end_in_another_order_give_back_what_there_was() -> None:
    first_begun, second_begun, first_over = (threading.Event() for _ in range(3))
    seen = []

    def first() -> None:
        with one_thread():
            first_begun.set()
            second_begun.wait(10)
        first_over.set()

    def second() -> None:
        first_begun.wait(10)
        with one_thread():
            second_begun.set()
            first_over.wait(10)
            seen.append(counts())

    runs = [threading.Thread(target=one) for one in (first, second)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert seen == [{1}]
    assert counts() == {2}


def test_a_user_can_still_set_his_own() -> None:
    run = threading.Thread(target=Telling().run)
    run.start()
    run.join()
    with threadpool_limits(1, user_api="blas"):
        assert counts() == {1}
    assert counts() == {2}


def test_a_run_that_fails_gives_back_what_there_was() -> None:
    with pytest.raises(ZeroDivisionError), one_thread():
        raise ZeroDivisionError
    assert counts() == {2}
