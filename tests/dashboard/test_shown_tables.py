"""“Show as table” holds the numbers of every picture of every page, as a screen reader meets them.

The page's own script makes the tables, in Node, of what each view draws.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard import pages
from dashboard.page import Page
from dashboard.picture.views import View
from tests.dashboard.test_exports import opened, states
from tests.javascript.check import HERE, node

MOST_ROWS, MOST_ACROSS = 200, 21
Table = tuple[str, list[str], list[list[str]]]


def plain(value: Any) -> Any:
    """Columns as JSON has them; what is no number is nothing there."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, np.ndarray):
        return [plain(one) for one in value.tolist()]
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value


def figure(view: View) -> dict[str, Any]:
    """What the script reads of a view's figure."""
    x, y = view.axis_names()
    shown = view.columns_shown()
    scales = ["LogScale" if log else "LinearScale" for log in view.log]
    return {
        "below": [{"axis_label": x}],
        "left": [{"axis_label": y}],
        "right": [],
        "x_scale": {"type": scales[0]},
        "y_scale": {"type": scales[1]},
        "renderers": [
            {
                "name": layer.label or layer.key,
                "tags": [layer.key],
                "visible": True,
                "data_source": {"data": plain(shown[layer.key])},
            }
            for layer in view.layers
        ],
    }


def numbers(texts: list[str]) -> np.ndarray:
    return np.array([float(text) if text not in ("", "none") else np.nan for text in texts])


def expect_column(tables: list[Table], head: str, values: Any, where: str) -> None:
    """One column under this head has these numbers: all, or so many of them evenly."""
    values = np.asarray(values, dtype=float)
    count = min(len(values), MOST_ROWS)
    wanted = values[np.round(np.linspace(0, len(values) - 1, count)).astype(int)]
    columns = [
        numbers([row[at] for row in rows])
        for _, heads, rows in tables
        for at, found in enumerate(heads)
        if found == head and len(rows) == count
    ]
    close = [np.allclose(one, wanted, rtol=1e-5, atol=1e-12, equal_nan=True) for one in columns]
    assert any(close), f"{where}: no column “{head}” of {count} numbers as drawn"


def expect_numbers(view: View, tables: list[Table]) -> None:
    """Every curve, point and map that a view draws stands in its tables."""
    shown = view.columns_shown()
    for layer in view.layers:
        data, name = shown[layer.key], layer.label or layer.key
        where = f"{view.key}, {layer.key}"
        if layer.kind == "image" and len(data["image"]):
            grid = np.asarray(data["image"][0])
            told = [rows for caption, _, rows in tables if "across" in caption]
            rows, across = (min(size, MOST_ACROSS) for size in grid.shape)
            assert any(len(one) == rows and len(one[0]) == across + 1 for one in told), where
            corners = [numbers(line[1:])[[0, -1]] for one in told for line in (one[0], one[-1])]
            for line in (grid[0], grid[-1]):
                ends = line[[0, -1]].astype(float)
                assert any(
                    np.allclose(found, ends, rtol=1e-5, atol=1e-12, equal_nan=True)
                    for found in corners
                ), where
        elif layer.kind in ("curve", "steps") and len(data["x"]):
            expect_column(tables, name, data["y"], where)
        elif layer.kind == "bars" and len(data["top"]):
            expect_column(tables, name, data["top"], where)
        elif layer.kind == "paths":
            labels = list(data["label"]) or [name] * len(data["xs"])
            for label, ys in zip(labels, data["ys"], strict=True):
                expect_column(tables, label or name, ys, where)
        elif layer.kind in ("points", "marks", "nodes") and len(data["x"]):
            expect_column(tables, view.axis_names()[1].strip() or "y", data["y"], where)


@pytest.mark.parametrize("key", pages.folders())
def test_a_picture_is_shown_as_tables_of_its_numbers(key: str, tmp_path: Path) -> None:
    met: list[tuple[Page, str]] = []
    pictures = []
    for settings, views in states(pages.page(key)):
        page = opened(key, settings)
        met += [(page, view) for view in views]
        pictures += [
            {"title": page.views[view].title, "figure": figure(page.views[view])} for view in views
        ]
    file = tmp_path / "pictures.json"
    file.write_text(json.dumps(pictures), "utf-8")
    code, said = node(HERE / "tables.js", file)
    assert code == 0, said
    for (page, view), tables in zip(met, json.loads(said), strict=True):
        assert tables, view
        expect_numbers(page.views[view], tables)
