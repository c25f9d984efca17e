"""Files of what is on the screen: CSV of the drawn columns, NetCDF and JSON of the datasets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from dashboard.plain import visible
from dashboard.state import MOST_SETTINGS
from engine import __version__
from engine.result import to_json, to_netcdf
from engine.scenario import CancelCheck, Cost, Progress, ScenarioError

if TYPE_CHECKING:  # a process that writes a file needs no pictures
    from dashboard.picture.views import View

COLUMNS = ("view", "series", "curve", "x", "y", "value")
SETTINGS_BYTES = 200_000
LARGEST_JSON = 30_000_000

# What a spreadsheet takes a text for a formula by, and where it cuts a line into cells.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
FORMULA_AFTER_COMMA = re.compile(f",(?=[{re.escape(''.join(FORMULA))}])")
FORMULA_AFTER_CUT = re.compile(f"[,;](?=[{re.escape(''.join(FORMULA))}])")

# What writing a file may take.
WRITING = Cost(seconds=1.0, bytes=1e8)

File = tuple[str, str, bytes]


@dataclass(frozen=True, eq=False)
class Writing:
    """A file to be written somewhere: how, with what it holds."""

    write: Callable[[], File]

    def cost(self) -> Cost:
        """What writing may take."""
        return WRITING

    def run(self, progress: Progress, cancelled: CancelCheck) -> File:
        """The file."""
        return self.write()


@dataclass(frozen=True)
class Table:
    """What a view shows: its key, the names of its axes, the columns of its layers."""

    key: str
    axes: tuple[str, str]
    layers: Mapping[str, Mapping[str, Any]]


def tables(views: Iterable[View]) -> list[Table]:
    """What these views show at this moment, at full resolution."""
    return [Table(view.key, view.axis_names(), view.columns_shown(full=True)) for view in views]


def csv_file(name: str, shown: Sequence[Table], settings: Mapping[str, str], query: str) -> File:
    """The points of every curve and picture shown, one a row, at full resolution.

    Comment lines tell version, settings and what the axes are; a row names its view, its series
    and, where a series has several curves, which one.
    """
    text = io.StringIO()
    text.write(f"# Quantum Battery Explorer {__version__}, page {name}\n")
    text.write(f"# link: ?{FORMULA_AFTER_COMMA.sub('%2C', query)}\n")
    for key, value in settings.items():
        text.write(f"# {key} = {harmless_line(value)}\n")
    for table in shown:
        x, y = table.axes
        text.write(f"# view {table.key}: x is {x}; y is {y}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for table in shown:
        for key, columns in table.layers.items():
            writer.writerows(
                (table.key, harmless(key), harmless(curve), *numbers)
                for curve, *numbers in rows(columns)
            )
    return f"{name}.csv", "text/csv", text.getvalue().encode()


def rows(columns: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of one layer: curve, x, y, value; what a layer does not have stays empty."""
    if "xs" in columns:
        labels = columns.get("label", [""] * len(columns["xs"]))
        for number, (xs, ys) in enumerate(zip(columns["xs"], columns["ys"], strict=True)):
            for x, y in zip(xs, ys, strict=True):
                yield labels[number] or number, number_text(x), number_text(y), ""
    elif "z" in columns and columns["z"].ndim == 1:
        for x, y, value in zip(columns["x"], columns["y"], columns["z"], strict=True):
            yield "", number_text(x), number_text(y), number_text(value)
    elif "z" in columns:
        for y, line in zip(columns["y"], columns["z"], strict=False):
            for x, value in zip(columns["x"], line, strict=True):
                yield "", number_text(x), number_text(y), number_text(value)
    elif "upper" in columns:
        for name in ("lower", "upper"):
            for x, y in zip(columns["x"], columns[name], strict=True):
                yield name, number_text(x), number_text(y), ""
    else:
        x = columns.get("x", columns.get("start", np.zeros(0)))
        y = columns.get("y", columns.get("stop"))
        y = np.full(len(x), np.nan) if y is None else y
        x = np.full(len(y), np.nan) if len(x) == 0 else x
        for one, other in zip(x, y, strict=True):
            yield "", number_text(one), number_text(other), ""


def harmless(cell: str | int) -> str | int:
    """A text that a spreadsheet takes for a text, whatever it begins with.

    >>> harmless("=cmd|'/C calc'!A0")
    "'=cmd|'/C calc'!A0"
    """
    if isinstance(cell, int):
        return cell
    text = visible(cell)
    return f"'{text}" if text.lstrip()[:1] in FORMULA else text


def harmless_line(text: str) -> str:
    """A comment of which no part, where a spreadsheet cuts it, begins a formula."""
    return FORMULA_AFTER_CUT.sub(r"\g<0> ", visible(text))


def number_text(value: Any) -> str:
    """A number with every digit it has; nothing where there is none."""
    return "" if np.isnan(value) else repr(float(value))


def netcdf_file(name: str, results: Mapping[str, xr.Dataset]) -> File:
    """The datasets on the screen, a group each."""
    return f"{name}.nc", "application/x-netcdf", to_netcdf(groups(results))


def check_json(results: Mapping[str, xr.Dataset]) -> None:
    """Refuse to write as JSON what NetCDF holds in a fraction of the room."""
    size = sum(dataset.nbytes for dataset in results.values())
    if size > LARGEST_JSON:
        raise ScenarioError(
            f"A JSON download must hold at most {LARGEST_JSON / 1e6:.0f} MB of numbers, not "
            f"{size / 1e6:.0f} MB; NetCDF takes them."
        )


def json_file(name: str, results: Mapping[str, xr.Dataset]) -> File:
    """The datasets on the screen as JSON."""
    return f"{name}.json", "application/json", to_json(groups(results)).encode()


def groups(results: Mapping[str, xr.Dataset]) -> dict[str, xr.Dataset]:
    """Slots under names that a file's groups may have."""
    return {slot.replace(":", "_"): dataset for slot, dataset in results.items()}


def settings_file(name: str, texts: Mapping[str, str]) -> File:
    """The page's settings, to be loaded again."""
    document = {"page": name, "version": __version__, "settings": dict(texts)}
    return (
        f"{name}-settings.json",
        "application/json",
        json.dumps(document, ensure_ascii=False, indent=1).encode(),
    )


def read_settings_file(name: str, content: bytes) -> dict[str, str]:
    """The settings in an uploaded file; raises ScenarioError with one sentence."""
    text = content.decode("utf-8-sig", errors="replace")
    if len(text) > SETTINGS_BYTES:
        raise ScenarioError(
            f"A settings file must be at most {SETTINGS_BYTES} characters, not {len(text)}."
        )
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise ScenarioError("A settings file must be JSON, not other text.") from None
    settings = document.get("settings") if isinstance(document, dict) else None
    if not isinstance(settings, dict):
        raise ScenarioError("A settings file must hold “settings”, not other JSON.")
    if len(settings) > MOST_SETTINGS:
        raise ScenarioError(
            f"A settings file must hold at most {MOST_SETTINGS} settings, not {len(settings)}."
        )
    if (page := document.get("page")) != name:
        received = "without one" if page is None else f"“{str(page)[:40]}”"
        raise ScenarioError(f"The file must be for the page “{name}”, not {received}.")
    return {
        str(key): value if isinstance(value, str) else json.dumps(value)
        for key, value in settings.items()
    }
