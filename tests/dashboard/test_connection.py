"""The history of a page outlives its connection; what a page is told of itself is bounded."""

from __future__ import annotations

import gc

import pytest

from dashboard import pages
from dashboard.components.connection import Connection
from dashboard.histories import Histories
from dashboard.state import PageState
from engine.collision import Collision


def travelled() -> PageState:
    """A state with two steps behind it and one ahead."""
    state = PageState(Collision())
    for q in (0.1, 0.2, 0.3):
        state.apply({"q": q})
    state.undo()
    return state


def test_a_history_goes_on_in_another_page():
    state = PageState(Collision(q=0.2))
    state.take_up(travelled().history())
    assert (state.can_undo, state.can_redo) == (True, True)
    state.redo()
    assert state.values()["q"] == 0.3
    state.undo()
    state.undo()
    assert state.values()["q"] == 0.1


def test_where_the_other_page_was_further_that_is_a_step_back():
    state = PageState(Collision(q=0.7))
    state.take_up(travelled().history())
    assert not state.can_redo
    state.undo()
    assert state.values()["q"] == 0.2
    state.undo()
    assert state.values()["q"] == 0.1


def test_a_history_is_found_while_its_page_is_at_work_and_once_after_it_ended():
    histories = Histories()
    state = travelled()
    ticket = histories.open(state)
    assert histories.take(ticket) == histories.take(ticket) == state.history()
    expected = state.history()
    histories.close(ticket)
    del state
    assert histories.take(ticket) == expected
    assert histories.take(ticket) is None
    assert histories.take("a guess") is None


def test_of_the_pages_that_ended_the_last_are_kept_and_none_is_kept_alive():
    histories = Histories(kept=2)
    states = [travelled() for _ in range(3)]
    tickets = [histories.open(state) for state in states]
    assert len(set(tickets)) == 3
    for ticket in tickets:
        histories.close(ticket)
    assert [histories.take(ticket) is None for ticket in tickets] == [True, False, False]
    forgotten = histories.open(travelled())
    gc.collect()
    assert histories.take(forgotten) is None


@pytest.mark.parametrize(
    ("before", "same"), [(pages.Storage(gamma=0.4), False), (pages.Collision(q=0.4), True)]
)
def test_a_page_takes_up_the_history_of_its_own_kind_only(before, same):
    before.state.undo()
    before.close()
    page = pages.Collision()
    page.session.rejoin(before.connection.ticket)
    assert page.state.can_redo == same
    page.close()


def test_messages_that_are_none_of_ours_are_passed_over():
    heard: list[str] = []
    one = Connection(heard.append, ticket="t")
    for message in (
        None, "rejoin", {"kind": "rejoin"}, {"kind": "rejoin", "ticket": 7},
        {"kind": "rejoin", "ticket": "x" * 1000}, {"kind": "other", "ticket": "a"},
    ):  # fmt: skip
        one._handle_msg(message)
    one._handle_msg({"kind": "rejoin", "ticket": "a"})
    assert heard == ["a"]


def test_settings_sent_before_the_page_is_ready_are_answered():
    page = pages.Collision()
    page.session.ready = False
    page.controls._handle_msg({"kind": "set", "seq": 5, "final": True, "changes": {"q": "0.3"}})
    assert page.controls.shown["answers"] == {"5": {}}
    assert page.controls.shown["values"]["q"] == [0.3, "0.3"]
    page.close()
