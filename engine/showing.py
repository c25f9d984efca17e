"""Results in a notebook: what they were computed from and vouch for, before their variables."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from typing import Any

import xarray as xr

from engine.scenario import ScenarioError, scenario_class

# What a dataset of ours carries as JSON, which nobody should have to read.
TOLD = ("scenario", "equations", "certificate", "engine_version")


@cache
def introduce() -> None:
    """Let the notebook that this runs in, if it does in one, show results so; once."""
    try:
        from IPython.core.getipython import get_ipython
    except ModuleNotFoundError:
        return
    if (shell := get_ipython()) is not None and (shown := shell.display_formatter) is not None:
        shown.formatters["text/html"].for_type(xr.Dataset, html)


def html(dataset: xr.Dataset) -> str:
    """A dataset in HTML; one that is no result of ours as xarray shows it."""
    scenario = _scenario(dataset)
    if scenario is None:
        return str(dataset._repr_html_())
    certificate = json.loads(dataset.attrs["certificate"])
    vouched = "".join(
        f"<tr><td>{escape(str(name))}</td><td>{escape(str(value))}</td></tr>"
        for name, value in certificate.items()
    )
    equations = "".join(
        f"<li>${escape(latex)}$ ({escape(source)})</li>"
        for latex, source in json.loads(dataset.attrs["equations"])
    )
    attributes = {name: value for name, value in dataset.attrs.items() if name not in TOLD}
    return "".join(
        [
            f"<details><summary>Result of {escape(repr(scenario))}</summary>",
            scenario._repr_html_(),
            f"<p>Certificate</p><table>{vouched}</table>" if vouched else "",
            f"<p>Equations</p><ul>{equations}</ul></details>" if equations else "</details>",
            str(_with_attributes(dataset, attributes)._repr_html_()),
        ]
    )


def _with_attributes(dataset: xr.Dataset, attributes: dict[Any, Any]) -> xr.Dataset:
    shown = dataset.copy(deep=False)
    shown.attrs = attributes
    return shown


def _scenario(dataset: xr.Dataset) -> Any:
    """The scenario that a dataset says it is of, where it can be made."""
    try:
        told = json.loads(dataset.attrs["scenario"])
        return scenario_class(told["scenario"])(**told["values"])
    except (KeyError, TypeError, ValueError, ScenarioError):
        return None
