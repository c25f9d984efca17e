"""What a stranger may ask of the server over HTTP, and in which words it refuses."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.server.strangers import Visitor, ask
from tests.serving import ROOT, free_port, running

MODULES = (
    "/components/venv.__main__/a/__css__/b",
    "/components/this/a/__css__/b",
    "/components/dashboard.app/serve/__css__/b",
    "/components/antigravity/a/__css__/b",
    "/components/panel.layout/Column/_stylesheets/css/listpanel.css",
    "/components/" + "." * 5_000 + "/a/__css__/b",
    "/components/a",
    "/components/",
)


@pytest.mark.parametrize("address", MODULES, ids=lambda address: address[:40])
def test_no_module_is_imported_by_name(server: str, address: str) -> None:
    reply = ask(server, address)
    assert reply.status in (404, 414)
    assert ask(server, "/app", method="HEAD").status == 200


PATHS = {
    "/static/%00": 404,
    "/static/js/%00bokeh.min.js": 404,
    "/static/extensions/explorer-fonts/%00": 404,
    "/static/..%5c..%5csetup.py": 404,
    "/static/%ff%fe": 404,
    "/static/%0d%0aSet-Cookie:%20a=b": 404,
    "/static/../../../etc/passwd": 403,
    "/static/extensions/explorer-fonts/../style.css": 403,
    "/static/extensions/none/a": 404,
    "/static/js/none.js": 404,
    "/" + "a" * 5_000: 414,
    "/app/autoload.js?bokeh-autoload-element=a&bokeh-absolute-url=//evil.example": 404,
    "/rest/session_info": 404,
    "/admin": 404,
    "/liveness": 404,
    "/app/metadata": 200,
    "/": 302,
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:50])
def test_every_address_answers_in_words(server: str, path: str) -> None:
    reply = ask(server, path)
    assert reply.status == PATHS[path]
    assert "evil" not in reply.body and "Traceback" not in reply.body
    assert ask(server, "/app", method="HEAD").status == 200


METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND")


@pytest.mark.parametrize("method", METHODS)
def test_a_page_is_only_read(server: str, method: str) -> None:
    assert ask(server, "/app", method=method).status in (404, 405)


def test_head_is_answered_as_get_is_without_a_body(server: str) -> None:
    for address in ("/app", "/favicon.ico", "/static/js/bokeh.min.js", "/app/metadata"):
        got, asked = ask(server, address), ask(server, address, method="HEAD")
        assert (asked.status, asked.body) == (got.status, "")
        assert asked.headers["Content-Type"].lower() == got.headers["Content-Type"].lower()


HOSTS = ("evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "", "localhost.x",
         "a b", "[::1", "a:{port}@127.0.0.1:{port}", "explorer;script-src *")  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_name_is_refused_everywhere(server: str, host: str) -> None:
    host = host.format(port=urlsplit(server).port)
    for address in ("/app", "/app/ws", "/static/js/bokeh.min.js", "/favicon.ico", "/"):
        reply = ask(server, address, host=host or " ")
        assert reply.status in (400, 403)
        assert "script-src *" not in reply.headers.get("Content-Security-Policy", "")


def test_names_of_this_machine_are_ours(server: str) -> None:
    port = urlsplit(server).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}", f"LOCALHOST.:{port}"):
        assert ask(server, "/app", method="HEAD", host=host).status == 200


POLICY = ("default-src 'none'", "frame-ancestors 'self'", "base-uri 'none'", "'nonce-")


def test_every_answer_tells_the_browser_what_it_may_do(server: str) -> None:
    for address in ("/app", "/static/js/bokeh.min.js", "/favicon.ico", "/components/a", "/no"):
        headers = ask(server, address).headers
        assert all(rule in headers["Content-Security-Policy"] for rule in POLICY)
        assert "unsafe-inline" not in headers["Content-Security-Policy"].split("style-src")[0]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in headers


def test_each_script_of_a_page_carries_the_number_of_its_answer(server: str) -> None:
    first, second = ask(server, "/app"), ask(server, "/app")
    nonce = first.headers["Content-Security-Policy"].partition("'nonce-")[2].partition("'")[0]
    assert first.body.count("<script") == first.body.count(f'<script nonce="{nonce}"') > 5
    assert nonce not in second.body


def test_the_icon_is_the_explorers_own(server: str) -> None:
    reply = ask(server, "/favicon.ico", method="HEAD")
    assert reply.headers["Content-Type"] == "image/x-icon"
    icon = ROOT / "assets" / "icons" / "favicon.ico"
    assert int(reply.headers["Content-Length"]) == icon.stat().st_size


def test_no_link_names_the_session_to_open(server: str) -> None:
    name = "chosen-by-a-stranger"
    by_link = ask(server, f"/app?bokeh-session-id={name}")
    by_header = ask(server, "/app", Bokeh_Session_Id=name)
    by_token = ask(server, "/app?bokeh-token=eyJzZXNzaW9uX2lkIjoiYSJ9")
    assert by_link.status == by_header.status == by_token.status == 200
    assert ask(server, "/app", Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="image").status == 403
    assert ask(server, "/app", Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="iframe").status == 200


SETTING = "A key of the link must be a setting of this page, not “zzz”."
LINKS = {
    "a long integer": ("zzz=" + "9" * 5_000, SETTING),
    "a long list": ("zzz=[" + "9" * 5_000 + "]", SETTING),
    "a deep list": ("zzz=" + "[" * 5_000, SETTING),
    "a deep mapping": ("zzz=" + '{"a":' * 1_000, SETTING),
    "a setting of many digits": ("theta=" + "9" * 5_000, "θ must be"),
    "an exponent": ("theta=1e" + "9" * 400, "θ must be"),
    "a second question mark": ("zzz=0.4?c=1", SETTING),
    "wrong escapes": ("theta=%zz&%ff=%fe&a=%", "θ must be"),
    "characters without a shape": ("a%E2%80%AEb=%00%1b[31m", r"not “a\u202eb”"),
    "the same many times": ("&".join(["theta=0.1"] * 190 + ["zzz=1"]), SETTING),
    "many keys": ("&".join(f"a{n}=1" for n in range(2_000)), "at most 200 settings, not 2001."),
    "no keys": ("&" * 10_000, "at most 200 settings, not 10002."),
    "a very long one": ("theta=" + "1" * 60_000, "at most 16000 characters, not 60019."),
    "more than a header holds": ("zzz=" + "a" * 100_000, "16000 characters, not 100017."),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_poisoned_link_opens_a_page_that_says_what_is_wrong(server: str, name: str) -> None:
    query, sentence = LINKS[name]

    async def opened() -> str:
        link = f"?page=storage&{query}".replace("theta", "gamma")
        async with await Visitor.enter(server, link) as visitor:
            document = json.dumps(await visitor.document(), ensure_ascii=False)
        return document.replace("\\\\", "\\")

    document = asyncio.run(opened())
    assert sentence.replace("θ", "γ") in document
    assert "Noisy storage" in document


@pytest.mark.parametrize("host", ["[::1]", "[::1]:{port}", "localhost.:{port}", "127.0.0.1"])
def test_a_page_is_made_under_every_name_of_this_machine(server: str, host: str) -> None:
    reply = ask(server, "/app", host=host.format(port=urlsplit(server).port))
    assert reply.status == 200
    assert "Collisional charging" in reply.body


def test_the_option_stands_guard_before_there_is_a_server() -> None:
    guarded = (
        "from dashboard.server import guard, doors; from bokeh.server.tornado import BokehTornado;"
        "assert guard.ROUTES == [] and BokehTornado.find_handler is doors.find_handler"
    )
    subprocess.run([sys.executable, "-c", guarded], cwd=ROOT, check=True)


def test_without_the_option_the_guard_stands_from_the_first_page_on(tmp_path: Path) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}/prefix"
    command = [sys.executable, "-m", "panel", "serve", "dashboard/app.py", "--prefix", "prefix"]
    command += ["--address", "127.0.0.1", "--port", str(port)]
    with running(command, f"{base}/app", tmp_path / "server.log"):
        assert ask(base, "/prefix/components/this/a/__css__/b").status == 404
        assert ask(base, "/prefix/app", host="evil.example").status == 403
        assert ask(base, "/prefix/favicon.ico").headers["Content-Type"] == "image/x-icon"
        assert "nonce" in ask(base, "/prefix/app").headers["Content-Security-Policy"]
    assert "Zen of Python" not in (tmp_path / "server.log").read_text("utf-8")
