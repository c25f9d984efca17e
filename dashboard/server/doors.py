"""The one way in: every request, of a page, a file or a socket, is looked at before it is answered.

What the server has of handlers, and what becomes of each:

| address                       | handler                                                        |
|-------------------------------|----------------------------------------------------------------|
| `/app`                        | DocHandler: a page, in a tab or a frame                        |
| `/app/ws`                     | WSHandler: honest messages only (`Socket`)                     |
| `/app/autoload.js`            | AutoloadJsHandler: refused, it hands a session to any site     |
| `/app/metadata`, `/`          | MetadataHandler, RootHandler                                   |
| `/static/…`, `/app/static/…`  | StaticHandler, MultiRootStaticHandler, some packed             |
| `/components/…`               | ComponentResourceHandler: refused, it imports what is asked for|
| `/favicon.ico`, below a prefix| the explorer's own                                             |

What options add (`--liveness`, `--admin`, a login) passes here, too. All of them answer under the
server's own names only, with headers that a browser obeys, in words.
"""

from __future__ import annotations

from collections.abc import Awaitable
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes

from bokeh.server.tornado import BokehTornado
from bokeh.server.views.autoload_js_handler import AutoloadJsHandler
from bokeh.server.views.doc_handler import DocHandler
from bokeh.server.views.ws import WSHandler
from panel.io.server import ComponentResourceHandler
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPServerRequest,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.routing import _RoutingDelegate
from tornado.web import Application, RequestHandler, StaticFileHandler, _HandlerDelegate

from dashboard.server import ending, hosts, links
from dashboard.server.answers import Answer, Icon, PageAnswer, Refusal
from dashboard.server.scripts import FileAnswer
from dashboard.server.socket import Socket

LONGEST_PATH = 2_000
ICON = "/favicon.ico"
# What a browser says it will do with a page; a picture or a script of another site is no page.
SHOWN_IN = frozenset({"document", "iframe", "frame"})


class Reading(_RoutingDelegate):
    """Reads the first line of a request, before Tornado takes its query apart."""

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> Awaitable[None] | None:
        if isinstance(start_line, RequestStartLine):
            start_line = start_line._replace(path=links.shortened(start_line.path))
        return super().headers_received(start_line, headers)


def start_request(app: BokehTornado, server: object, request: HTTPConnection) -> Reading:
    """What Tornado gives the parts of a request to."""
    return Reading(app, server, request)


def find_handler(app: BokehTornado, request: HTTPServerRequest, **options: Any) -> _HandlerDelegate:
    """The handler of a request, guarded, or the one that says why there is none."""
    ending.attend()
    delegate = Application.find_handler(app, request, **options)
    if request.path.endswith(ICON):
        delegate = app.get_handler_delegate(request, Icon)
    if refused := refusal(app, request, delegate.handler_class):
        status, text = refused
        delegate = app.get_handler_delegate(request, Refusal, {"status": status, "text": text})
    else:
        links.admit(request)
        delegate.handler_class = guarded(delegate.handler_class)  # type: ignore[arg-type]
    return delegate


def refusal(
    app: BokehTornado, request: HTTPServerRequest, handler: type[RequestHandler]
) -> tuple[int, str] | None:
    """Why a request is not answered: status and sentence; None when it is."""
    origins = hosts.named(app)
    if not hosts.is_ours(request.host, origins):
        return 403, (
            "The address must be one that this server was given with --allow-websocket-origin, "
            f"not {request.host[:80]}."
        )
    if len(request.path) > LONGEST_PATH:
        return 414, (
            f"The path must be at most {LONGEST_PATH} characters, not {len(request.path)}."
        )
    if not is_plain(request.path) or issubclass(handler, NOT_SERVED):
        return 404, "There is nothing at this address."
    if issubclass(handler, DocHandler) and not is_shown(request):
        return 403, "A page must be opened in a tab or a frame, not as part of another site."
    return None


NOT_SERVED = (ComponentResourceHandler, AutoloadJsHandler)


def is_plain(path: str) -> bool:
    """Whether a path is text without control characters; a file system may take them for others."""
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return text.isprintable() and "\\" not in text


def is_shown(request: HTTPServerRequest) -> bool:
    """Whether a page is asked for to be looked at, as far as the browser says."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    return site != "cross-site" or request.headers.get("Sec-Fetch-Dest", "document") in SHOWN_IN


@cache
def guarded(handler: type[RequestHandler]) -> type[RequestHandler]:
    """The same handler with what all of ours have."""
    if issubclass(handler, Answer):
        return handler
    kinds = {
        WSHandler: Socket,
        DocHandler: PageAnswer,
        StaticFileHandler: FileAnswer,
        RequestHandler: Answer,
    }
    guard = next(guard for kind, guard in kinds.items() if issubclass(handler, kind))
    return type(handler.__name__, (guard, handler), {})
