"""What a server under load holds, for `panel serve --plugins`: asked for at `/vitals`."""

from __future__ import annotations

import gc
import json

import psutil
from bokeh.document import Document
from tornado.web import RequestHandler

from dashboard.computer import COMPUTER
from dashboard.page import Page


class Vitals(RequestHandler):
    """Memory of the process and those that compute for it; its documents and pages alive."""

    def get(self) -> None:
        gc.collect()
        alive = gc.get_objects()
        server = psutil.Process()
        family = [server, *server.children(recursive=True)]
        self.finish(
            json.dumps(
                {
                    "memory": sum(one.memory_info().rss for one in family),
                    "cache": COMPUTER.cache.bytes,
                    "documents": sum(isinstance(one, Document) for one in alive),
                    "pages": sum(isinstance(one, Page) for one in alive),
                }
            )
        )


ROUTES = [(r"/vitals", Vitals, {})]
