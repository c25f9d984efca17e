"""A TCP proxy before a test's server, whose line can be cut, held, forgotten and taken away.

It counts what came over it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 65_536


class Line:
    """One connection through the proxy: bytes pass while its gate is open."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.forgotten = False
        self.came = 0  # bytes from the server
        self.writers: list[asyncio.StreamWriter] = []

    async def pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counted: bool
    ) -> None:
        """Pass on what one end says until it says no more."""
        self.writers.append(writer)
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                await self.gate.wait()
                self.came += counted * len(data)
                writer.write(data)
                await writer.drain()
        await self.gate.wait()
        writer.close()

    def cut(self) -> None:
        """End it at once, at both ends."""
        for writer in self.writers:
            writer.transport.abort()


class Proxy:
    """Listens on one port of this machine and passes all on to another; called from any thread."""

    def __init__(self, port: int, upstream: int) -> None:
        self.port, self.upstream = port, upstream
        self._loop = asyncio.new_event_loop()
        self._lines: list[Line] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._held = False

    @property
    def came(self) -> int:
        """How many bytes came from the server over the lines there are."""
        return sum(line.came for line in self._lines)

    def up(self) -> None:
        """Listen."""
        self._call(self._listen())

    def down(self) -> None:
        """Cut every line and listen no more: a proxy or a machine that is away."""
        self._call(self._stop())

    def cut(self) -> None:
        """Cut every line; new ones pass."""
        self._call(self._cut())

    def hold(self) -> None:
        """Let nothing pass, on old lines or new, and end none: a network that loses packets."""
        self._call(self._set_held(True))

    def release(self) -> None:
        """Let pass what was held, and the rest."""
        self._call(self._set_held(False))

    def forget(self) -> None:
        """Let nothing pass on the lines there are, ever, and end none; new ones pass."""
        self._call(self._forget())

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)

    async def _stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        await self._cut()

    async def _cut(self) -> None:
        for line in self._lines:
            if not line.forgotten:
                line.cut()
        self._lines = [line for line in self._lines if line.forgotten]

    async def _set_held(self, held: bool) -> None:
        self._held = held
        for line in self._lines:
            if not line.forgotten:
                (line.gate.clear if held else line.gate.set)()

    async def _forget(self) -> None:
        for line in self._lines:
            line.gate.clear()
            line.forgotten = True

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = Line()
        if self._held:
            line.gate.clear()
        self._lines.append(line)
        line.writers.append(writer)
        await line.gate.wait()
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.upstream)
        except OSError:
            writer.transport.abort()
            return
        for way in (line.pump(reader, back, False), line.pump(there, writer, True)):
            task = self._loop.create_task(way)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _call(self, work: object) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)  # type: ignore[arg-type]

    @contextmanager
    def running(self) -> Iterator[Proxy]:
        """Listen until the end."""
        thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        self.up()
        try:
            yield self
        finally:
            self.down()
            self._call(self._end())
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()
            self._loop.close()

    async def _end(self) -> None:
        for line in self._lines:
            line.cut()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # what was cut is closed with the next turn
