"""Turns: opening pages takes a share of the server, fairly, and stops for those who have left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.web import Application, HTTPError

from dashboard.server import opening
from dashboard.server.answers import Answer
from dashboard.server.opening import in_turn, when_whole
from dashboard.turns import BUILDING, MOST, SHARE, Crowded, Turns


class Clock:
    """A clock that stands still unless it is put forward."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def run(scene: Callable[[Turns], Awaitable[object]], clock: Clock | None = None) -> None:
    async def play() -> None:
        await asyncio.wait_for(scene(Turns(clock or Clock())), 20)

    asyncio.run(play())


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_one_piece_at_a_time_and_the_clients_in_rotation() -> None:
    async def scene(turn: Turns) -> None:
        done: list[str] = []
        inside = 0

        async def piece(client: str, name: str) -> None:
            nonlocal inside
            async with turn.turn(client):
                inside += 1
                assert inside == 1
                await asyncio.sleep(0)
                inside -= 1
                done.append(name)

        greedy = [piece("one", f"one {number}") for number in range(5)]
        await asyncio.gather(*greedy, piece("two", "two"))
        assert done.index("two") <= 2, "a client with one piece waited for all of another's"
        assert done[:2] == ["one 0", "one 1"] or done[1] == "two"
        assert len(done) == 6

    run(scene)


def test_pages_at_work_have_the_loop_in_between() -> None:
    """While a hand moves a pause follows each piece; without one the next begins at once."""
    rests: list[float] = []

    async def scene(turn: Turns) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later = lambda rest, *rest_of: rests.append(rest)  # type: ignore[method-assign]
        async with turn.turn("one"):
            clock.now += 0.2

    for moves in (False, True):
        clock = Clock()

        async def at_work(turn: Turns, moves: bool = moves) -> None:
            if moves:
                turn.hand_moves()
            await scene(turn)

        run(at_work, clock)
    assert rests[0] == 0.0
    assert 0.2 / (0.2 + rests[1]) == pytest.approx(SHARE)


def test_a_crowd_is_told_so() -> None:
    async def scene(turn: Turns) -> None:
        async def piece() -> None:
            async with turn.turn("one"):
                await asyncio.sleep(0)

        async with turn.turn("one"):
            waiting = [asyncio.create_task(piece()) for _ in range(MOST)]
            await settle()
            with pytest.raises(Crowded):
                await piece()
        await asyncio.gather(*waiting)

    run(scene)


def test_who_gives_up_waiting_holds_nobody_up() -> None:
    async def scene(turn: Turns) -> None:
        async def piece(client: str) -> str:
            async with turn.turn(client):
                return client

        async with turn.turn("first"):
            tasks = [asyncio.create_task(piece(client)) for client in ("gone", "stays")]
            await settle()
            tasks[0].cancel()
        assert await tasks[1] == "stays"
        assert await piece("later") == "later"

    run(scene)


def request(left: bool) -> Any:
    stream = SimpleNamespace(closed=lambda: left)
    return SimpleNamespace(remote_ip="127.0.0.1", connection=SimpleNamespace(stream=stream))


def test_no_page_is_made_for_who_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    async def create(context: Any, session_id: str, request: Any, token: Any) -> Any:
        made.append(session_id)

    async def scene(turn: Turns) -> None:
        monkeypatch.setattr(opening, "TURNS", turn)
        context: Any = SimpleNamespace(_sessions={}, _pending_sessions={})
        create_in_turn = in_turn(create)
        await create_in_turn(context, "stays", request(left=False))
        with pytest.raises(HTTPError) as refused:
            await create_in_turn(context, "left", request(left=True))
        assert refused.value.status_code == opening.GONE
        await create_in_turn(context, "anew, from its websocket", None)

    run(scene)
    assert made == ["stays", "anew, from its websocket"]


def test_a_page_is_handed_over_whole() -> None:
    """A browser that comes before the pictures stand gets its document when they do."""

    class Document:
        pass

    async def scene(turn: Turns) -> None:
        document: Any = Document()
        session = SimpleNamespace(document=document)
        pictures = asyncio.get_running_loop().create_future()
        BUILDING[document] = pictures

        async def pull(session: Any, message: str, connection: Any) -> str:
            return message

        pulled = asyncio.create_task(when_whole(pull)(session, "the document", None))
        await settle()
        assert not pulled.done()
        pictures.set_result(None)
        assert await pulled == "the document"

    run(scene)


def test_a_browser_in_a_crowd_comes_again_by_itself() -> None:
    class Crowd(Answer):
        async def get(self) -> None:
            raise HTTPError(503, reason=opening.CROWDED)

    async def ask() -> Any:
        app: Any = Application([("/app", Crowd)])
        app.websocket_origins = set()
        server = app.listen(0, "127.0.0.1")
        port = next(iter(server._sockets.values())).getsockname()[1]
        address = f"http://127.0.0.1:{port}/app"
        answer = await AsyncHTTPClient().fetch(address, raise_error=False)
        server.stop()
        return answer

    answer = asyncio.run(ask())
    assert answer.code == 503
    assert int(answer.headers["Refresh"]) > 0
    assert opening.CROWDED in answer.body.decode()
