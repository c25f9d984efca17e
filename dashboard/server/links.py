"""What of a request's query reaches a page, and what a page says of the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from panel.io import location
from tornado.httputil import HTTPServerRequest

from dashboard.server.private import replace
from dashboard.state import MOST_SETTINGS, QUERY_LENGTH

# Under these keys a page reads of what size a link was that is left out.
LEFT_OUT = {
    "left-out-characters": f"The link must be at most {QUERY_LENGTH} characters, not {{}}.",
    "left-out-settings": f"The link must have at most {MOST_SETTINGS} settings, not {{}}.",
}
PAGE = re.compile(r"(?:^|&)(page=[a-z-]{1,40})(?=&|$)")

# Bokeh lets a link name the session to open: whoever wrote the link would be in it, too.
BOKEHS = "bokeh-"
SESSION_HEADER = "Bokeh-Session-Id"

Arguments = Mapping[str, Sequence[bytes]]


def shortened(address: str) -> str:
    """The address of a request; of a link that is too long only its page and its size are left."""
    path, _, query = address.partition("?")
    sizes = (len(query), QUERY_LENGTH), (query.count("&") + 1, MOST_SETTINGS)
    for key, (size, most) in zip(LEFT_OUT, sizes, strict=True):
        if size > most:
            return f"{path}?{'&'.join([*PAGE.findall(query)[-1:], f'{key}={size}'])}"
    return address


def admit(request: HTTPServerRequest) -> None:
    """Take from a request what no link of ours holds."""
    arguments = request.arguments
    kept = {key: values for key, values in arguments.items() if not key.startswith(BOKEHS)}
    request.arguments = request.query_arguments = kept
    if SESSION_HEADER in request.headers:
        del request.headers[SESSION_HEADER]


def settings(arguments: Arguments | None) -> Arguments:
    """What of a session's arguments is its link's."""
    return {key: values for key, values in (arguments or {}).items() if key not in LEFT_OUT}


def left_out(arguments: Arguments | None) -> list[str]:
    """What a page says of a link that was too long to be read."""
    sizes = {key: (arguments or {}).get(key, [b""])[0] for key in LEFT_OUT}
    return [LEFT_OUT[key].format(int(size[:9])) for key, size in sizes.items() if size.isdigit()]


def read_leniently() -> None:
    """Let Panel read every address and query as text.

    It guesses at numbers and lists, which fails on a number of more than 4 300 digits before any
    page could say so, and at the parts of an address, which fails on `[::1]:5006` and on a second
    question mark. Nothing here reads the query from it.
    """
    replace(location, "parse_query", lambda query: dict(parse_qsl(query.removeprefix("?"))))
    replace(location, "_get_location_params", parts_of)


def parts_of(protocol: str | None, host: str | None, uri: str | None) -> dict[str, str]:
    """The parts of the address a page is asked under, as a browser's `location` calls them.

    >>> parts_of("http", "[::1]:5006", "/app?q=0.4?c=1")["search"]
    '?q=0.4?c=1'
    """
    address = urlsplit(f"{protocol or 'http'}://{host or ''}{uri or ''}")
    parts = {
        "protocol": f"{address.scheme}:",
        "href": address.geturl(),
        "hostname": address.netloc.rpartition("@")[2].removesuffix(f":{port_of(address.netloc)}"),
        "port": port_of(address.netloc),
        "pathname": address.path,
        "search": f"?{address.query}" if address.query else "",
    }
    return {name: part for name, part in parts.items() if part}


def port_of(host: str) -> str:
    """What stands behind the last colon of a host's name, if it is a number."""
    port = host.rpartition(":")[2]
    return port if port.isdigit() and ":" in host else ""
