"""What of a request's query reaches a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from panel.io import location
from tornado.httputil import HTTPServerRequest

from dashboard.state import QUERY_LENGTH

Arguments = Mapping[str, Sequence[bytes]]

# Under this key a page reads how long a link was that is left out.
LEFT_OUT = "left-out"

# Bokeh lets a link name the session to open: whoever wrote the link would be in it, too.
BOKEHS = "bokeh-"
SESSION_HEADER = "Bokeh-Session-Id"


def admit(request: HTTPServerRequest) -> None:
    """Take from a request what no link of ours holds, and a query that is too long but its page."""
    arguments = request.arguments
    if len(request.query) > QUERY_LENGTH:
        arguments = {"page": arguments["page"][-1:]} if "page" in arguments else {}
        arguments[LEFT_OUT] = [str(len(request.query)).encode()]
        request.query = request.uri = ""
    kept = {key: values for key, values in arguments.items() if not key.startswith(BOKEHS)}
    request.arguments = request.query_arguments = kept
    if SESSION_HEADER in request.headers:
        del request.headers[SESSION_HEADER]


def settings(arguments: Arguments | None) -> Arguments:
    """What of a session's arguments is its link's."""
    return {key: values for key, values in (arguments or {}).items() if key != LEFT_OUT}


def left_out(arguments: Arguments | None) -> list[str]:
    """What a page says of a link that was too long to be read."""
    lengths = (arguments or {}).get(LEFT_OUT, [])
    return [
        f"The link must be at most {QUERY_LENGTH} characters, not {int(length[:9])}."
        for length in lengths[:1] if length[:9].isdigit()
    ]  # fmt: skip


def read_leniently() -> None:
    """Let Panel read every query as text.

    It guesses at numbers and lists, which fails on a number of more than 4 300 digits before any
    page could say so. Nothing here reads the query from it.
    """
    location.parse_query = lambda query: dict(parse_qsl(query.removeprefix("?")))
