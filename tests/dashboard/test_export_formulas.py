"""What a link or a person wrote is a text to whoever opens a CSV file, and numbers are numbers."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urlencode

import numpy as np
import pytest

from dashboard.about import About
from dashboard.export import Table, csv_file, harmless

FORMULAS = ("=cmd|'/C calc'!A0", "@SUM(A1)", "+1+1", "-1-1", " =1+1", "\t=1", "\r=1", "\n=1", "＝1")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_a_formula(formula: str) -> None:
    numbers = np.arange(9.0) - 0.5
    table = Table("view", formula, [(formula, numbers), (f"a,{formula};{formula}", numbers)])
    settings = {"text": f"a,{formula};{formula}", "schedule": "-1,-2"}
    link = "http://host/app?" + urlencode({"a": f"0,{formula}"}, safe=",")
    about = About("page", formula, settings, (formula,), link, "", None)
    _, _, content = csv_file(about, table)
    text = content.decode("utf-8-sig")
    for line in text.splitlines():
        for cell in [*next(csv.reader([line]), []), *re.split("[,;]", line)]:
            assert cell[:1] not in ("=", "+", "@", "\t", "\r", "＝") or _is_number(cell)
            assert cell[:1] != "-" or _is_number(cell)
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][:2] == ["-0.5", "-0.5"]


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[\d.]+", cell))


def test_other_texts_stay_as_they_are() -> None:
    for text in ("θ = 0.02π", "pin 1", "", "a=b", "1-2"):
        assert harmless(text) == text
