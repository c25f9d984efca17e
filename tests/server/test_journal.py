"""The log: one line for one event, the session's name before it, and a limit for each kind."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest

from dashboard.plain import visible
from dashboard.server import journal


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> tuple[logging.Logger, list[str]]:
    """A logger, and the lines that pass its moderation."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    logger = logging.Logger("strangers")
    handler = Kept()
    handler.addFilter(journal.Moderation())
    logger.addHandler(handler)
    return logger, lines


def test_a_flood_of_one_kind_is_cut_and_counted(
    written: tuple[logging.Logger, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    logger, lines = written
    now = 1_000.0
    # Not in the module itself: other threads wait by its clock.
    monkeypatch.setattr(journal, "time", SimpleNamespace(monotonic=lambda: now))

    def knock() -> None:
        logger.warning("A stranger knocked.")

    for _ in range(2_400):
        knock()
    logger.warning("Something else.")
    assert len(lines) == journal.LINES + 1
    assert "left out for up to 60 s" in lines[journal.LINES - 1]
    assert lines[-1] == "Something else."
    now += journal.SECONDS
    knock()
    assert lines[-1] == "(2380 more lines like this were left out.) A stranger knocked."


def test_a_line_stays_one_line(written: tuple[logging.Logger, list[str]]) -> None:
    logger, lines = written
    logger.warning("Asked for %s", "/a\r\n2026 forged\x1b[31m\u202e" + "b" * 100_000)
    assert "\n" not in lines[0] and "\x1b" not in lines[0] and "\u202e" not in lines[0]
    assert len(lines[0]) < journal.LONGEST + 100


def test_a_line_names_its_session_but_does_not_give_it_away(
    written: tuple[logging.Logger, list[str]],
) -> None:
    logger, lines = written
    token = journal.SESSION.set("")
    journal.name_session("abcdefghijklmnop")
    logger.warning("Something.")
    journal.SESSION.reset(token)
    assert lines == ["[session abcdefgh] Something."]


@pytest.mark.parametrize("text", ["θ must be between 0 and π.", "", "“é” 😀", "a b"])
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_what_cannot_be_seen_is_written_as_its_code() -> None:
    assert visible("a\0\x7f\x9b\u2028\u2066b\n") == r"a\x00\x7f\x9b\u2028\u2066b\n"
    assert visible("a\nb", keep="\n") == "a\nb"
