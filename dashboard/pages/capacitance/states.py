"""How the capacitance page draws recipes: envelopes with their tangents, best states, unitaries.

Figures are those of Tirone et al. 2023.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from dashboard.pages.capacitance.views import curve, energy_marked
from dashboard.picture.axis import Axis
from dashboard.picture.layers import Columns, Layer, Reader, Results, read, reads, unnamed
from dashboard.picture.standard import TIGHT
from dashboard.picture.views import View
from engine.result import Quantity

# A part that fewer cells than this take is not drawn; entries below the second are zero.
SMALLEST_SHARE, SMALLEST_ENTRY = 1e-6, 5e-4
# Where the names of rows and columns stand, the first entry being at 0.
MARGIN = -0.7
MATRICES = {"input": "ρ*", "output": "Λ(ρ*)", "unitary": "U"}
SIZE = Quantity("absolute value of the entry", r"|\rho_{nm}|", "")
ENDS_OF_A_TANGENT = np.array([0.0, 1.0])

# -- the envelope and its recipe ----------------------------------------------------------------

# Prefix of the recipe's variables, single-shot maxima of at most and of exactly e, envelope.
FUNCTIONALS = {
    "loc": ("single_shot", "single_shot_exactly", "c_loc", "C_loc", "ℰ⁽¹⁾"),
    "tot": (
        "single_shot_total", "single_shot_total_exactly", "chi_tot", "χ_tot", "ℰ_tot⁽¹⁾",
    ),
}  # fmt: skip


def tangent(kind: str, envelope: str) -> Reader:
    """A reader of the envelope's tangent at the chosen energy."""

    @reads("here")
    def read_tangent(data: xr.Dataset, settings: Any) -> Columns | None:
        here = data.variables
        energy, value = float(here["e"].values[0]), float(here[envelope].values[0])
        x = ENDS_OF_A_TANGENT * settings.levels[-1]
        return {"x": x, "y": value + float(here[f"{kind}_price"].values[0]) * (x - energy)}

    return read_tangent


def parts(kind: str) -> Reader:
    """A reader of the kinds of cells that share the energy: what each holds, what it gives."""

    @reads("here")
    def read_parts(data: xr.Dataset, settings: Any) -> Columns | None:
        here = {
            name: data.variables[f"{kind}_{name}"].values[0]
            for name in ("weight", "energy", "value")
        }
        used = here["weight"] > SMALLEST_SHARE
        return {"x": here["energy"][used], "y": here["value"][used]}

    return read_parts


def builder_view(kind: str) -> View:
    """A single-shot curve, its envelope, and the tangent that names the recipe."""
    within, exactly, envelope, name, shot = FUNCTIONALS[kind]
    return View(
        f"builder_{kind}",
        f"Envelope of {shot}",
        [
            Layer("envelope", "curve", "coherent", read("capacitance", x="e", y=envelope), name),
            Layer("exactly", "curve", "printed", curve(exactly), f"{shot}, exactly e"),
            Layer("within", "curve", "single_shot", curve(within), f"{shot}, at most e"),
            Layer("tangent", "curve", "reference", tangent(kind, envelope), "tangent", fits=False),
            Layer("parts", "points", "greedy", parts(kind), "cells of the recipe"),
            Layer("reached", "points", "marker", unnamed(read("here", x="e", y=envelope)),
                  "on average", sets=energy_marked),
        ],
        x=TIGHT,
        y=Axis("work per cell (ε₀)", limits=(0.0, None)),
    )  # fmt: skip


# -- states and unitary -------------------------------------------------------------------------


def entries(results: Results, settings: Any) -> np.ndarray | None:
    """The matrix that is shown: ρ*, Λ(ρ*) or U of the chosen part, the larger share first."""
    if "here" not in results:
        return None
    here = results["here"].isel(e=0)
    order = np.argsort(-here.loc_weight.values, kind="stable")
    part = order[int(settings.part) - 1]
    if here.loc_weight.values[part] <= SMALLEST_SHARE:
        return None
    chosen = here.isel(loc_part=part)
    if settings.matrix == "input":
        state = chosen.loc_amplitude_re.values + 1j * chosen.loc_amplitude_im.values
        return np.outer(state, state.conj())
    return chosen[f"{settings.matrix}_re"].values + 1j * chosen[f"{settings.matrix}_im"].values


def sizes(results: Results, settings: Any) -> Columns | None:
    """Absolute values of the entries; the first row on top."""
    matrix = entries(results, settings)
    if matrix is None:
        return None
    places = np.arange(len(matrix), dtype=float)
    name = MATRICES[settings.matrix]
    words = [
        f"⟨{n}|{name}|{m}⟩ = {entry_text(entry)}"
        for n, row in reversed([*enumerate(matrix)])
        for m, entry in enumerate(row)
    ]
    size = SIZE.variable(("y", "x"), np.abs(matrix)[::-1])
    return {"x": places, "y": -places[::-1], "z": size, "text": words}


def figures(results: Results, settings: Any) -> Columns | None:
    """The entries that are not zero, written where they stand, and the names of the levels."""
    matrix = entries(results, settings)
    if matrix is None:
        return None
    rows, columns = np.nonzero(np.abs(matrix) > SMALLEST_ENTRY)
    texts = [entry_text(matrix[place]) for place in zip(rows, columns, strict=True)]
    levels = np.arange(len(matrix))
    aside = np.full(len(matrix), MARGIN)
    return {
        "x": np.concatenate([columns, levels, aside]).astype(float),
        "y": np.concatenate([-rows, -aside, -levels]).astype(float),
        "text": [*texts, *(f"|{n}⟩" for n in levels), *(f"⟨{n}|" for n in levels)],
    }


def numbers(results: Results, settings: Any) -> list[tuple[str, Any]] | None:
    """The entries of the matrix, row by row."""
    matrix = entries(results, settings)
    if matrix is None:
        return None
    row, column = np.indices(matrix.shape)
    return [
        ("row", row.ravel()),
        ("column", column.ravel()),
        ("real part", matrix.real.ravel()),
        ("imaginary part", matrix.imag.ravel()),
    ]


def entry_text(entry: complex) -> str:
    """A complex number in a few characters.

    >>> entry_text(0.5), entry_text(0.25j), entry_text(-0.5 + 0.125j)
    ('0.5', '0.25i', '−0.5+0.125i')
    """
    real, imaginary = (round(float(part), 3) for part in (entry.real, entry.imag))
    text = f"{real:g}" if real or not imaginary else ""
    if imaginary:
        text += f"{imaginary:+g}i" if text else f"{imaginary:g}i"
    return text.replace("-", "−")


def states_view() -> View:
    """The best input, its output, and the unitary that draws its work."""
    return View(
        "states",
        "Best state, its output and the unitary that empties it",
        [
            Layer("sizes", "image", "share", sizes),
            Layer("figures", "text", "name", figures, fits=False),
        ],
        x=Axis(" ", tight=True, hidden=True, include=(MARGIN - 0.3,)),
        y=Axis(" ", tight=True, hidden=True, include=(0.3 - MARGIN,)),
        equal=True,
        numbers=numbers,
    )
