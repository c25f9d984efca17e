"""Home: calls from any thread happen on the loop an object was made on."""

from __future__ import annotations

import asyncio
import threading

from dashboard.home import Home, running


def test_without_a_loop_calls_happen_at_once() -> None:
    said: list[int] = []
    Home()(said.append, 1)
    assert said == [1]
    assert running() is None


def test_calls_from_another_thread_and_loop_come_home() -> None:
    places: list[tuple[object, int]] = []

    def note() -> None:
        places.append((running(), threading.get_ident()))

    async def life() -> None:
        home = Home()
        home(note)
        assert len(places) == 1

        async def elsewhere() -> None:
            home(note)

        await asyncio.to_thread(asyncio.run, elsewhere())
        await asyncio.sleep(0)
        assert places == [(asyncio.get_running_loop(), threading.get_ident())] * 2

    asyncio.run(life())
