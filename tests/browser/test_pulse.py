"""The scripts that watch the connection, piece by piece, with a clock of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import ROOT

SOURCES = ("pulse.js", "component.js", "controls.js")


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with the classes of the scripts."""
    page = browser.new_page()
    text = "\n".join(
        (ROOT / "dashboard" / "components" / name).read_text("utf-8") for name in SOURCES
    )
    text = text.replace("export ", "") + "; return {Pulse, Attempts, queryWith, Pacer}"
    page.add_script_tag(content=f"globalThis.ours = (() => {{ {text} }})()")
    yield page
    page.close()


def run(script: Page, body: str, argument: Any = None) -> Any:
    """What a piece of script returns."""
    return script.evaluate(
        f"(argument) => {{ const {{Pulse, Attempts, queryWith, Pacer}} = ours; {body} }}", argument
    )


# A line of time: at which milliseconds which of heard, sent happens; the server answers a question
# after `answer` ms, or never. Returns the questions, and when silence was first said.
LINE = """
const {events, until, answer, from} = {answer: null, from: 0, ...argument}
const pulse = new Pulse(from)
const asked = []
let silent = null
let due = []
for (let now = from; now <= from + until; now += 50) {
  for (const [at, what] of events) if (at === now - from) pulse[what](now)
  due = due.filter((at) => at > now || void pulse.heard(now))
  if ((now - from) % Pulse.BEAT === 0 && pulse.beat(now)) {
    asked.push(now - from)
    pulse.asked(now)
    if (answer !== null) due.push(now + answer)
  }
  if (pulse.isSilent(now)) silent ??= now - from
}
return [asked, silent]
"""


def test_an_answered_page_at_rest_asks_now_and_then_and_is_never_silent(script: Page) -> None:
    asked, silent = run(script, LINE, {"events": [], "until": 60_000, "answer": 100})
    assert 10 <= len(asked) <= 20
    assert silent is None


def test_a_dead_line_is_said_within_ten_seconds_at_rest(script: Page) -> None:
    _, silent = run(script, LINE, {"events": [], "until": 20_000})
    assert silent is not None
    assert silent <= 10_000


@pytest.mark.parametrize("sent", range(0, 4000, 250))
def test_a_dead_line_is_said_within_three_seconds_of_an_act(script: Page, sent: int) -> None:
    _, silent = run(script, LINE, {"events": [[sent, "sent"]], "until": 20_000})
    assert silent - sent <= 3000
    # The last word of the server came just after the act, from before the line died.
    events = [[sent, "sent"], [sent + 50, "heard"]]
    _, silent = run(script, LINE, {"events": events, "until": 20_000})
    assert silent - sent <= 3000


def test_a_hand_at_work_is_not_disturbed_by_questions(script: Page) -> None:
    drag = [[at, what] for at in range(0, 3000, 100) for what in ("sent", "heard")]
    asked, _ = run(script, LINE, {"events": drag, "until": 2900, "answer": 50})
    assert asked == []


def test_a_sleep_is_not_held_against_the_server(script: Page) -> None:
    body = """
    const pulse = new Pulse(0)
    pulse.sent(100)
    const woken = 3_600_000
    const asks = pulse.beat(woken)
    pulse.asked(woken)
    return [asks, pulse.isSilent(woken), pulse.isSilent(woken + Pulse.SILENT_AFTER)]
    """
    assert run(script, body) == [True, False, True]
    assert run(script, "const p = new Pulse(9e9); return p.beat(0)"), "a clock that was put back"


def test_attempts_grow_rarer_differ_from_page_to_page_and_end(script: Page) -> None:
    body = """
    const line = (random) => {
      const attempts = new Attempts(0)
      return Array.from({length: 40}, () => attempts.next(random))
    }
    return [line(0), line(1), new Attempts(0).isOver(300_000), new Attempts(0).isOver(3_600_000),
      new Attempts(0).cannot(1000), new Attempts(0).cannot(30_000),
      new Attempts(0).spread(500, 1), new Attempts(0).spread(600_000, 1)]
    """
    soonest, latest, early, late, *rest = run(script, body)
    assert soonest == sorted(soonest)
    assert all(one < other for one, other in zip(soonest, latest, strict=True))
    assert sum(soonest[:3]) < 3000
    assert latest[-1] <= 30_000
    assert (early, late, rest[0], rest[1]) == (False, True, False, True)
    assert rest[2] < 100
    assert rest[3] <= 5000


@pytest.mark.parametrize(
    ("query", "settings", "expected"),
    [
        ("?page=collision&q=0.4", {"q": "0.3"}, "?page=collision&q=0.3"),
        ("?q=0.4", {"q": None}, ""),
        ("", {"stages": "mad:0.3,0.2"}, "?stages=mad%3A0.3,0.2"),
        ("?pin=a&pin=b", {"c": "1"}, "?pin=a&pin=b&c=1"),
    ],
)
def test_settings_in_a_query(
    query: str, settings: dict[str, str | None], expected: str, script: Page
) -> None:
    assert run(script, "return queryWith(...argument)", [query, settings]) == expected


PACER = """
const sent = []
const told = []
const pacer = new Pacer(
  ({seq, changes, final}) => sent.push([seq, changes, final]), (late) => told.push(late))
const answer = (refused = {}) => pacer.answered({[sent.at(-1)[0]]: refused})
const pending = () => Object.fromEntries(pacer.pending())
"""


def test_a_message_without_an_answer_travels_again_with_the_next(script: Page) -> None:
    body = (
        PACER
        + """
    pacer.set("q", 0.3, true)
    pacer.giveUp()
    const ahead = pacer.isAhead("q")
    pacer.set("c", 0.9, true)
    const before = pending()
    answer()
    return [sent.map(([, changes]) => changes), ahead, before, pending(), pacer.isAhead("q")]
    """
    )
    assert run(script, body) == [
        [{"q": 0.3}, {"q": 0.3, "c": 0.9}], True, {"q": 0.3, "c": 0.9}, {}, False,
    ]  # fmt: skip


def test_a_newer_value_is_not_overtaken_by_one_without_an_answer(script: Page) -> None:
    body = (
        PACER
        + """
    pacer.set("q", 0.3, true)
    pacer.set("q", 0.4, true)
    pacer.giveUp()
    answer()
    return [sent.map(([, changes]) => changes), pending()]
    """
    )
    assert run(script, body) == [[{"q": 0.3}, {"q": 0.4}], {}]


def test_a_late_answer_counts(script: Page) -> None:
    body = (
        PACER
        + """
    pacer.set("q", 0.3, true)
    pacer.giveUp()
    const {names} = answer()
    return [names, pending(), pacer.isAhead("q")]
    """
    )
    assert run(script, body) == [["q"], {}, False]


def test_what_a_gesture_set_is_pending_until_it_ends(script: Page) -> None:
    body = (
        PACER
        + """
    pacer.set("q", 0.3, false)
    answer()
    const during = pending()
    pacer.set("q", 0.4, true)
    answer()
    return [during, pending(), told]
    """
    )
    assert run(script, body) == [{"q": 0.3}, {}, [False, False]]
