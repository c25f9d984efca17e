"""Opening: a session is made in its turn, and its document handed over once the pictures stand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache, wraps
from typing import Any

from bokeh.server.contexts import ApplicationContext
from bokeh.server.session import ServerSession
from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError

from dashboard.server.private import replace
from dashboard.turns import BUILDING, CROWDED, TURNS, Crowded, client_of

GONE = 499  # the client closed its request: nobody reads the answer

Create = Callable[..., Awaitable[ServerSession]]
Pull = Callable[..., Awaitable[Any]]


def has_left(request: HTTPServerRequest | None) -> bool:
    """Whether nobody is there any more to read the answer to this request."""
    stream = getattr(getattr(request, "connection", None), "stream", None)
    return stream is not None and stream.closed()


def in_turn(create: Create) -> Create:
    """A server's making of sessions that waits for its turn with each new one."""

    @wraps(create)
    async def create_in_turn(
        context: ApplicationContext,
        session_id: str,
        request: HTTPServerRequest | None = None,
        token: str | None = None,
    ) -> ServerSession:
        if session_id in context._sessions or session_id in context._pending_sessions:
            return await create(context, session_id, request, token)
        try:
            async with TURNS.turn(client_of(request)):
                if has_left(request):
                    raise HTTPError(GONE, reason="The client has left")
                return await create(context, session_id, request, token)
        except Crowded:
            raise HTTPError(503, reason=CROWDED) from None

    return create_in_turn


def when_whole(pull: Pull) -> Pull:
    """A session's handing over of its document that waits until the pictures stand."""

    @wraps(pull)
    async def pull_whole(session: ServerSession, message: Any, connection: Any) -> Any:
        if (building := BUILDING.get(session.document)) is not None:
            await asyncio.wait([building])
        return await pull(session, message, connection)

    return pull_whole


@cache
def take_turns() -> None:
    """Let every session of this process be made, and handed over, so."""
    for owner, name, changed in (
        (ApplicationContext, "create_session_if_needed", in_turn),
        (ServerSession, "_handle_pull", when_whole),
    ):
        own: Any = getattr(owner, name, None)
        replace(owner, name, changed(own))
