"""Files of what is on the screen: CSV of a picture's numbers, NetCDF and JSON of the datasets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import xarray as xr

from dashboard.about import About
from dashboard.plain import visible
from dashboard.state import MOST_SETTINGS
from engine import __version__
from engine.result import to_json, to_netcdf
from engine.scenario import CancelCheck, Cost, Progress, ScenarioError

NOTES = "about"
SETTINGS_BYTES = 200_000
LARGEST_JSON = 30_000_000

# What a spreadsheet takes a text for a formula by, and where it cuts a line into cells.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
FORMULA_AFTER_CUT = re.compile(f"[,;\t](?=[{re.escape(''.join(FORMULA))}])")

# What writing a file may take.
WRITING = Cost(seconds=1.0, bytes=1e8)

File = tuple[str, str, bytes]
Column = tuple[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Table:
    """What a picture shows: its key, its title, and its columns, each under a head of its own."""

    key: str
    title: str
    columns: Sequence[Column]


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


def csv_file(about: About, table: Table, notes: bool = True) -> File:
    """A picture's numbers: a head for each column, then a row of numbers after the other.

    A spreadsheet and `pandas.read_csv` take it as it is. With `notes` the link, the settings and
    what to cite stand to the right of the numbers, behind an empty column that keeps a spreadsheet
    from drawing them. The mark at its beginning tells Excel that it is UTF-8.
    """
    heads = [harmless(name) for name, _ in table.columns]
    numbers = [map(every_digit, column.tolist()) for _, column in table.columns]
    beside: list[list[str]] = []
    if notes:
        heads += ["", NOTES]
        rows = max((len(column) for _, column in table.columns), default=0)
        beside = [[], fitted([harmless(note) for note in about.notes(table.title)], rows)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(zip_longest(*numbers, *beside, fillvalue=""))
    return f"{about.page}-{table.key}.csv", "text/csv", text.getvalue().encode("utf-8-sig")


def fitted(notes: list[str], rows: int) -> list[str]:
    """Notes in at most so many rows, one at least: the last holds what is left.

    >>> fitted(["a", "b", "c"], 2)
    ['a', 'b · c']
    """
    last = max(rows, 1) - 1
    return [*notes[:last], *([" · ".join(notes[last:])] if notes[last:] else [])]


def harmless(cell: str) -> str:
    """A text that a spreadsheet takes for a text, whatever it begins with and wherever it is cut.

    >>> harmless("=cmd|'/C calc'!A0"), harmless("pinned a;=b")
    ("'=cmd|'/C calc'!A0", 'pinned a; =b')
    """
    text = FORMULA_AFTER_CUT.sub(r"\g<0> ", visible(cell))
    return f"'{text}" if text.lstrip()[:1] in FORMULA else text


def every_digit(value: float) -> str:
    """A number with every digit it has; nothing where there is none."""
    if isinstance(value, int):
        return str(value)
    return "" if np.isnan(value) else repr(value)


def netcdf_file(about: About, results: Mapping[str, xr.Dataset], main: str) -> File:
    """The datasets on the screen, a group each; the main one opens without naming its group."""
    named = groups(results)
    main = group_name(main)
    content = to_netcdf(named, main, about.attributes(main, list(named)))
    return f"{about.page}.nc", "application/x-netcdf", content


def check_json(results: Mapping[str, xr.Dataset]) -> None:
    """Refuse to write as JSON what NetCDF holds in a fraction of the room."""
    size = sum(dataset.nbytes for dataset in results.values())
    if size > LARGEST_JSON:
        raise ScenarioError(
            f"A JSON download must hold at most {LARGEST_JSON / 1e6:.0f} MB of numbers, not "
            f"{size / 1e6:.0f} MB; NetCDF takes them."
        )


def json_file(about: About, results: Mapping[str, xr.Dataset], main: str) -> File:
    """The datasets on the screen as JSON, what they are about first."""
    named = groups(results)
    said = {
        **about.attributes(group_name(main), list(named)),
        "settings": dict(about.settings),
        "groups": list(named),
    }
    return f"{about.page}.json", "application/json", to_json(named, said).encode()


def groups(results: Mapping[str, xr.Dataset]) -> dict[str, xr.Dataset]:
    """Slots under names that a file's groups may have."""
    return {group_name(slot): dataset for slot, dataset in results.items()}


def group_name(slot: str) -> str:
    """A slot's name as that of a group."""
    return slot.replace(":", "_")


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
