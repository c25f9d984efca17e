"""One rule for numbers on all pages: six digits, a true minus, and nothing of one's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard import pages
from dashboard.components.claims_table import computed_number
from dashboard.components.status import Number
from dashboard.page import Page
from engine.claims import Outcome
from engine.numerals import DIGITS
from engine.result import Quantity

ROOT = Path(__file__).parents[2]
# A format of a number in a text for people, and what a finger points at, which is none.
OWN_FORMAT = re.compile(r"(?<!float\()f\"[^\"\n]*\{[^}\"]*:[+]?\.\d*[gfe]\}")
NUMBER = re.compile(r"(?<![\w.])[−-]?\d[\d.]*(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
HYPHEN = re.compile(r"(?<![\w⟩])-\s?\d|\d[eE]-?\d")


def test_no_page_writes_numbers_in_a_way_of_its_own() -> None:
    """Use `dashboard.wording`: number, percent, size, within, interval, duration."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text.strip()}"
        for folder in ("pages", "components")
        for path in sorted((ROOT / "dashboard" / folder).rglob("*.py"))
        for line, text in enumerate(path.read_text("utf-8").splitlines(), 1)
        if OWN_FORMAT.search(text) and path.name != "presets.py"
    ]
    assert found == []


def every_side() -> list[Any]:
    """Each page with each thing that may stand beside its main picture, and with each preset that
    shows one of them first."""
    found = []
    for key, page in pages.every_page().items():
        views = page.part_types[1].fields()["view"].objects
        found += [pytest.param(page, {"view": view}, id=f"{key}-{view}") for view in views]
        seen: set[str] = set()
        for preset in page.presets:
            if preset.group not in seen:
                seen.add(preset.group)
                found.append(pytest.param(page, dict(preset.settings), id=f"{key}-{preset.key}"))
    return found


QUICK = 0.3


@pytest.mark.parametrize(("page_type", "settings"), every_side())
def test_what_a_page_says_is_written_for_people(
    page_type: type[Page], settings: dict[str, Any]
) -> None:
    page = page_type(**settings)
    wanted = page.slots()
    page.results = {
        slot: wish.run() for slot, wish in wanted.items() if wish.cost().seconds < QUICK
    }
    readout = page.readout()
    texts = [readout.sentence]
    texts += [text for one in readout.numbers for text in (one.label, one.value, one.unit)]
    texts += [text for badge in readout.badges for text in (badge.text, badge.reason)]
    for key in page.visible():
        page.views[key].draw(page.results, page.settings())
        for columns in page.views[key].columns_shown(full=True).values():
            texts += [text for name in ("text", "label") for text in columns.get(name, [])]
    for text in texts:
        assert not HYPHEN.search(text), text
    for one in readout.numbers:
        for number in NUMBER.findall(one.value):
            digits = number.split("·")[0].replace(".", "").lstrip("−0").rstrip("0")
            assert len(digits) <= DIGITS, (one.label, one.value)


def test_a_number_is_told_with_its_uncertainty_where_that_reaches_its_digits() -> None:
    one = Quantity("energy", "E", "E", "ħω").variable((), 0.421337)
    assert Number.of(one).value == "0.421337"
    assert Number.of(one, error=1e-9).value == "0.421337"
    assert Number.of(one, error=3e-4).value == "0.4213 ± 0.0003"
    assert Number.of(one, error=0.5).value == "0"
    series = Quantity("energy", "E", "E").variable("t", [0.0, -1 / 3])
    assert Number.of(series, "E(t)", at=1) == Number("E(t)", "−0.333333")


def test_a_claim_is_written_for_people() -> None:
    """Every printed and expected number of every page."""
    for page in pages.every_page().values():
        for claim in page.claims:
            text = computed_number(Outcome(claim, claim.expected))
            assert not HYPHEN.search(text) and "−0 " not in text, text


def test_a_gap_of_rounding_is_neither_drawn_nor_told() -> None:
    """Two levels that decay: joint recovery gains nothing, which arithmetic gets to 1e-14."""
    for view in ("gap", "bound"):
        page = pages.page("capacitance")(levels=(0.0, 1.0), stages=(("mad", 0.3),), view=view)
        page.results = {slot: wish.run() for slot, wish in page.slots().items()}
        assert 0 < np.abs(page.results["capacitance"].exact_gap.values).max() < 1e-13
        drawn = page.views[view]
        drawn.draw(page.results, page.settings())
        for key, columns in drawn.columns_shown(full=True).items():
            for name in ("y", "lower", "upper"):
                if key != "marker" and name in columns:
                    assert not np.any(columns[name]), (key, name)
        assert drawn._picture.limits[1][1] > 0.1
    told = {one.label: one.value for one in page.readout().numbers}
    assert told["ΔC"] == "0" and "gains nothing" in page.readout().sentence
