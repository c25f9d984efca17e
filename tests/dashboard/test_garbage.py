"""Garbage is searched when nobody is at work, and not put off for ever."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

import pytest

from dashboard.computer import COMPUTER
from dashboard.server import garbage


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What was put off."""
    put_off: list[Callable[[], None]] = []

    def schedule_task(name: str, callback: Callable[[], None], at: Any) -> None:
        assert name == "gc.collect"
        put_off.append(callback)

    monkeypatch.setattr(garbage.state, "schedule_task", schedule_task)
    monkeypatch.setattr(garbage, "_waiting_since", None)
    return put_off


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When garbage was searched."""
    found: list[float] = []
    monkeypatch.setattr(gc, "collect", lambda *_: found.append(time.monotonic()))
    return found


def test_while_somebody_drags_it_waits(
    later: list[Callable[[], None]], searches: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(COMPUTER, "asked", time.monotonic())
    garbage.search_when_quiet()
    assert later == [garbage.search_when_quiet]
    assert not searches
    monkeypatch.setattr(COMPUTER, "asked", time.monotonic() - 2 * garbage.QUIET)
    later.pop()()
    assert len(searches) == 1
    assert not later


def test_it_does_not_wait_for_ever(
    later: list[Callable[[], None]], searches: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(COMPUTER, "asked", now)
    garbage.search_when_quiet()
    assert later
    monkeypatch.setattr(garbage, "_waiting_since", now - garbage.LONGEST - 1)
    monkeypatch.setattr(COMPUTER, "asked", time.monotonic())
    garbage.search_when_quiet()
    assert len(searches) == 1
    # The next time it may wait as long again.
    garbage.search_when_quiet()
    assert len(searches) == 1
    assert len(later) == 2
