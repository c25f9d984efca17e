"""What a page loads first: words, then scripts, packed for browsers that take them so."""

from __future__ import annotations

import gzip
import re
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest

from dashboard import pages
from dashboard.server import scripts
from tests.server.strangers import ask

SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')


def sent(base: str, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """An answer as the browser gets it, whatever its body is packed in."""
    connection = HTTPConnection(urlsplit(base).netloc, timeout=60)
    connection.request("GET", quote(address, safe="/?=&@%"), headers=headers)
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, dict(reply.getheaders()), body


@pytest.mark.parametrize("key", pages.folders())
def test_words_stand_in_the_first_answer_before_any_script(server: str, key: str) -> None:
    body = ask(server, f"/app?page={key}").body
    title = f"{pages.folder(key).TITLE} · Quantum Battery Explorer"
    assert body.index("</style>") < body.index(f"<h1>{title}</h1>") < SCRIPT.search(body).start()
    assert "<noscript>" in body
    head = body[: body.index("</head>")]
    assert not SCRIPT.search(head) and "stylesheet" not in head


def test_a_page_and_its_scripts_come_packed_to_who_takes_them_so(server: str) -> None:
    plain = ask(server, "/app").body
    status, headers, body = sent(server, "/app", **{"Accept-Encoding": "gzip"})
    assert status == 200 and headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in headers["Vary"]
    assert len(body) < len(plain) / 2
    assert "<h1>" in gzip.decompress(body).decode()
    addresses = SCRIPT.findall(plain)
    assert len(addresses) > 3
    total = 0
    for address in addresses:
        raw = sent(server, f"/{address}")
        packed = sent(server, f"/{address}", **{"Accept-Encoding": "br, gzip"})
        assert raw[0] == packed[0] == 200
        assert "Content-Encoding" not in raw[1] and packed[1]["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed[2]) == raw[2]
        assert raw[1]["Etag"] != packed[1]["Etag"]
        assert raw[1]["Content-Type"] == packed[1]["Content-Type"]
        known = sent(server, f"/{address}", **{"If-None-Match": packed[1]["Etag"],
                                               "Accept-Encoding": "gzip"})  # fmt: skip
        assert known[0] == 304 and known[2] == b""
        if "?v=" in address:
            assert "immutable" in packed[1]["Cache-Control"]
        total += len(packed[2])
    assert total < 800_000
    assert not any(name in plain for name in scripts.UNUSED)


def test_part_of_a_packed_script_is_part_of_what_is_sent(server: str) -> None:
    address, headers = "/static/js/bokeh.min.js", {"Accept-Encoding": "gzip"}
    whole = sent(server, address, **headers)[2]
    status, _, part = sent(server, address, **headers, Range="bytes=10-19")
    assert status == 206 and part == whole[10:20]
