"""Whose turn it is: nobody waits for another's many, and places in the queue are told rightly."""

from __future__ import annotations

from dashboard.fair import FairQueue

EVERY = {"short", "long"}


class Trial:
    def __init__(self, owner: str, kind: str = "long", seconds: float = 1.0) -> None:
        self.owner = owner
        self.kind = kind
        self.seconds = seconds


def queue_of(owners: str) -> tuple[FairQueue[Trial], list[Trial]]:
    queue: FairQueue[Trial] = FairQueue()
    work = [Trial(owner) for owner in owners]
    for one in work:
        queue.add(one)
    return queue, work


def taken(queue: FairQueue[Trial], number: int) -> str:
    """Whose work is handed out when each piece ends before the next is taken."""
    found = ""
    for _ in range(number):
        one = queue.take(EVERY)
        assert one is not None
        found += one.owner
        queue.over(one)
    return found


def test_many_of_one_do_not_delay_one_of_another() -> None:
    queue, _ = queue_of("aaaab")
    assert taken(queue, 5) == "abaaa"
    assert queue.take(EVERY) is None


def test_what_one_picture_takes_comes_in_one_turn() -> None:
    queue: FairQueue[Trial] = FairQueue()
    for owner in "abab":
        queue.add(Trial(owner, seconds=0.02))
    for _ in range(4):
        queue.add(Trial("a", seconds=0.02))
    assert taken(queue, 8) == "aabbaaaa"
    queue.add(Trial("a", seconds=0.02))
    queue.add(Trial("b", seconds=0.02))
    begun = queue.take(EVERY)
    queue.add(late := Trial("a", seconds=0.02))
    assert begun is not None
    queue.over(begun)
    assert taken(queue, 2) == "ba", "what comes when a turn has begun takes another"
    assert queue.before(late) == 0


def test_one_at_a_time_of_each_while_others_wait() -> None:
    queue, _ = queue_of("aaabbc")
    first = [queue.take(EVERY) for _ in range(6)]
    assert "".join(one.owner for one in first if one) == "abcaba"


def test_who_comes_often_does_not_overtake_who_waits() -> None:
    queue, _ = queue_of("aaa")
    served = ""
    for visitor in "bcdefg":
        queue.add(Trial(visitor))
        served += taken(queue, 1)
    assert served == "abacda"


def test_the_order_that_is_told_is_the_order_that_comes() -> None:
    queue, work = queue_of("aaabbcaacb")
    running = queue.take(EVERY)
    assert running is work[0]
    told = sorted(work[1:], key=queue.before)
    assert [queue.before(one) for one in told] == list(range(1, 10))
    assert [queue.take(EVERY) for _ in told] == told
    assert queue.before(work[1]) == 0, "what runs has nothing before it"


def test_kinds_are_taken_by_those_who_take_them() -> None:
    queue, (large,) = queue_of("a")
    assert queue.take({"short"}) is None
    small = Trial("b", "short")
    queue.add(small)
    assert queue.before(small) == 1, "the large one is served elsewhere"
    assert queue.take({"short"}) is small
    assert queue.take(EVERY) is large


def test_what_is_discarded_is_not_handed_out() -> None:
    queue, (first, second) = queue_of("aa")
    queue.discard(first)
    queue.discard(first)
    assert (len(queue), queue.of("a")) == (1, 1)
    assert queue.take(EVERY) is second
