"""A page outside a server: whole before anybody gets it, with all that its output needs."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ElementTree
from io import BytesIO

import holoviews as hv
import numpy as np
import pytest
from bokeh.document import Document
from bokeh.models import ColumnDataSource, ImportedStyleSheet
from PIL import Image
from pyviz_comms import Comm

from dashboard import notebook, pages, session
from dashboard.files import ASSETS
from dashboard.frame import ground
from dashboard.picture.axis import Axis
from dashboard.picture.columns import light
from dashboard.picture.kinds import KINDS
from dashboard.picture.layers import Layer
from dashboard.picture.still import png, svg
from dashboard.picture.ticks import ticks
from dashboard.picture.views import View

PAGES = sorted(pages.every_page().items())


@pytest.mark.parametrize(("key", "kind"), PAGES)
def test_what_is_made_of_a_page_has_its_picture(
    key: str, kind: type[pages.Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No event loop runs here, as in a script that saves a page; a busy machine is waited for."""
    monkeypatch.setattr(session, "PATIENCE", 300.0)
    page = kind()
    root = page.layout.get_root(Document())
    sources = [source.data for source in root.select({"type": ColumnDataSource}) if source.data]
    assert any(len(next(iter(data.values()))) > 1 for data in sources)
    assert page.status.readout["sentence"] and page.status.readout["numbers"]
    assert page.failures == {}
    for view in page.visible():
        held = page.views[view].columns_shown()
        assert any(len(next(iter(data.values()))) for data in held.values()), f"{view} is empty"
        drawn = ElementTree.fromstring(svg(page.views[view]))
        assert any(one.tag.endswith(("path", "circle", "image")) for one in drawn.iter())


COLUMNS = {
    "x": np.array([1.0, 2.0, 3.0, 4.0]),
    "y": np.array([0.1, np.nan, 0.3, 0.4]),
    "lower": np.zeros(4),
    "upper": np.ones(4),
    "start": np.array([1.0]),
    "stop": np.array([2.0]),
    "xs": [np.array([1.0, 2.0])],
    "ys": [np.array([0.1, 0.2])],
    "width": np.array([2.0]),
    "text": ["a <b", "c", "d", "e"],
}
GRID = {"x": np.array([1.0, 2.0]), "y": np.array([0.1, 0.2]), "z": np.array([[0, 1], [1, np.nan]])}
ROLES = {"image": "density", "nodes": "energy", "paths": "pins"}


@pytest.mark.parametrize(
    ("kind", "log"),
    [(kind, log) for kind in KINDS for log in (False, True) if kind != "text" or not log],
)
def test_a_still_draws_every_kind_of_layer(kind: str, log: bool) -> None:
    own = GRID if KINDS[kind].gridded else {**COLUMNS, "z": np.array([0.0, 0.5, 1.0, 2.0])}
    layer = Layer("one", kind, ROLES.get(kind, "coherent"), lambda results, settings: own, "a & b")
    view = View("key", "Title <1>", [layer], x=Axis(log=log))
    view.draw({}, None)
    drawn = svg(view)
    shapes = [one.tag.rpartition("}")[2] for one in ElementTree.fromstring(drawn).iter()]
    group = drawn[drawn.index("<g clip-path") : drawn.index("</g>")]
    assert re.search("<(path d=.M|circle|rect|image|text)", group), group
    assert "nan" not in group and shapes.count("svg") == 1


def test_a_still_shows_the_curve_where_it_is() -> None:
    page = pages.Collision()
    page.layout.get_root(Document())
    view = page.views["charging"]
    drawn = re.findall(r'<path d="(M[^h"]+)" fill="none" stroke="#0072b2"', svg(view))
    line = max(drawn, key=len)
    points = np.array([point.split() for point in re.split("[ML]", line) if point], float)
    column = view.columns_shown()["coherent"]
    assert len(points) == len(column["x"])
    for along, name in ((0, "x"), (1, "y")):
        pixels, numbers = points[:, along], np.asarray(light(column[name]), float)
        slope, start = np.polyfit(numbers, pixels, 1)
        assert np.abs(start + slope * numbers - pixels).max() < 0.2
        assert (slope > 0) == (name == "x")


def test_a_png_holds_the_colours() -> None:
    file = png(np.array([[0, 1, 2]]), ("#000000", "#ff8000"))
    pixels = np.asarray(Image.open(BytesIO(file)))
    assert pixels.tolist() == [[[0, 0, 0, 255], [255, 128, 0, 255], [0, 0, 0, 0]]]


@pytest.mark.parametrize(
    ("limits", "log"),
    [((0.0, 1.0), False), ((-3e-7, 5e-7), False), ((1e-12, 1e12), True), ((0.2, 0.9), True)],
)
def test_ticks_are_few_and_within_the_axis(limits: tuple[float, float], log: bool) -> None:
    found = ticks(limits, log)
    assert 2 <= len(found) <= 9
    assert all(limits[0] <= value <= limits[1] for value, _ in found)
    assert len({text for _, text in found}) == len(found)


def test_the_output_has_a_still_and_the_scripts() -> None:
    page = pages.Storage()
    page.layout.get_root(Document())
    views = [page.views[key] for key in page.visible()]
    still = notebook.still(page.title, page.readout(), views)
    assert still.count("<img ") == 2 and "<script" not in still
    assert page.readout().sentence.split("<")[0][:20] in still
    (first, _) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', still)
    assert ElementTree.fromstring(base64.b64decode(first)).tag.endswith("svg")
    shown = notebook.output({"text/html": "<div id='live'></div>", "other": ""}, still)
    assert shown["text/html"].index("explorer-still") < shown["text/html"].index("live")
    assert shown["other"] == ""


def test_what_is_set_before_the_browser_listens_is_not_lost() -> None:
    page = pages.Storage()
    comm = Comm()
    page.layout._get_model(Document(), comm=comm)
    assert not page.session.listening
    page.session.listen()
    assert page.session.listening


def test_a_page_outside_a_server_names_no_other_page() -> None:
    """A click on one would leave the notebook."""
    kind = pages.Collision
    known, kind.menu = kind.menu, pages.menu()
    try:
        assert kind().actions.bar.pages == []
    finally:
        kind.menu = known


def test_the_ground_has_the_colours_of_the_shell() -> None:
    style = (ASSETS / "style.css").read_text("utf-8")
    names = set(re.findall(r"(--qb-[\w-]+):", style))
    for theme in ("light", "dark"):
        assert names == set(re.findall(r"(--qb-[\w-]+):", ground(theme)))
    assert ":root" not in ground("light") + ground("dark")


def test_a_plot_shows_itself() -> None:
    kept = hv.Store._display_hooks.pop("explorer", None)
    loaded, hv.extension._loaded = hv.extension._loaded, False
    try:
        page = pages.Storage()
        bundle, _ = page.plot._repr_mimebundle_()
        assert "<script" in bundle["text/html"]
    finally:
        hv.extension._loaded = loaded
        hv.Store._display_hooks.pop("explorer", None)
        if kept is not None:
            hv.Store._display_hooks["explorer"] = kept


class Line:
    """A comm of a notebook: what was heard and what was sent."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.failed: list[Exception] = []
        self._on_error = self.failed.append

    def decode(self, message: dict[str, str]) -> dict[str, str]:
        return dict(message)

    def send(self, metadata: dict[str, str]) -> None:
        self.sent.append(metadata)

    def _on_msg(self, told: dict[str, str]) -> None:
        print("of the cell")
        assert "comm_id" not in told
        if "bad" in told:
            raise ValueError(told["bad"])


def test_hearing_a_browser_takes_no_prints(capsys: pytest.CaptureFixture[str]) -> None:
    line = Line()
    notebook.hear(line, {"comm_id": "7", "event": "moved"})
    assert capsys.readouterr().out == "of the cell\n"
    assert line.sent == [{"msg_type": "Ready", "content": "", "comm_id": "7"}]
    notebook.hear(line, {"comm_id": "7", "bad": "news"})
    assert [str(error) for error in line.failed] == ["news"]
    assert line.sent[-1]["msg_type"] == "Error" and line.sent[-1]["comm_id"] == "7"


def test_nothing_is_fetched_from_another_machine() -> None:
    """As marimo has a page made: by itself, without Panel's door to notebooks."""
    page = pages.Storage()
    made = page.layout._render_model(Document(), Comm())
    for sheet in made.select({"type": ImportedStyleSheet}):
        assert "//" not in sheet.url
