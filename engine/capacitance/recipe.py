"""How a capacitance is reached: which inputs share the cells, and what is done with the outputs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine import work
from engine.capacitance import quantities as name
from engine.capacitance.search import ENERGY, ENTROPY, OUTPUT, Pool
from engine.channels import Channel

Real = NDArray[np.float64]
Complex = NDArray[np.complex128]


class Extraction(NamedTuple):
    """An output and the unitary that draws its ergotropy, leading axes as the inputs'."""

    output: Complex
    unitary: Complex
    coherent: Real


def extraction(channel: Channel, states: Complex, levels: Real) -> Extraction:
    """Return Λ(ρ*), the U that makes it passive, and what coherence gives of its ergotropy.

    U = Σ_n |n⟩⟨v_n| takes the n-th largest eigenvector to level n; Tirone et al. 2023, Eq. (1).

    Args:
        channel: the noise.
        states: pure inputs, shape (…, d).
        levels: energies rising from 0, shape (d,).
    """
    output = channel(states[..., :, None] * states[..., None, :].conj())
    eigenvalues, vectors = np.linalg.eigh(output)
    unitary = np.swapaxes(vectors[..., ::-1], -1, -2).conj()
    populations = np.diagonal(output, axis1=-2, axis2=-1).real
    coherent = work.gained_from_coherence(populations, eigenvalues, levels)
    return Extraction(output, unitary, coherent)


def tidy(states: Complex) -> Complex:
    """States with the largest amplitude real and positive, as the phase of a state is free."""
    largest = np.argmax(np.abs(states), axis=-1)[..., None]
    chosen = np.take_along_axis(states, largest, axis=-1)
    turned = states * (np.abs(chosen) / chosen)
    return np.where(np.abs(turned) < 1e-12, 0.0, turned)


def recipe(
    kind: str, pool: Pool, parts: NDArray[np.int64], weight: Real, worth: Real
) -> dict[str, xr.Variable]:
    """Variables `kind`_… of a time-sharing: shares, energies, works and input amplitudes.

    Args:
        kind: what the variables' names begin with.
        pool: the inputs.
        parts: their places, shape (n, parts).
        weight: their shares, shape (n, parts).
        worth: work of each input in the pool.
    """
    records, states = pool.records[parts], tidy(pool.states[parts])
    dims = ("e", f"{kind}_part")
    return {
        f"{kind}_weight": name.WEIGHT.variable(dims, weight),
        f"{kind}_energy": name.PART_ENERGY.variable(dims, records[..., ENERGY]),
        f"{kind}_value": name.PART_VALUE.variable(dims, worth[parts]),
        f"{kind}_output_energy": name.PART_OUTPUT.variable(dims, records[..., OUTPUT]),
        f"{kind}_entropy": name.PART_ENTROPY.variable(dims, records[..., ENTROPY]),
        f"{kind}_amplitude_re": name.AMPLITUDE_RE.variable((*dims, "level"), states.real),
        f"{kind}_amplitude_im": name.AMPLITUDE_IM.variable((*dims, "level"), states.imag),
    }


def extraction_variables(found: Extraction) -> dict[str, xr.Variable]:
    """Variables of the outputs and unitaries of the local recipe."""
    dims = ("e", "loc_part", "row", "column")
    return {
        "loc_coherent": name.PART_COHERENT.variable(("e", "loc_part"), found.coherent),
        "output_re": name.OUTPUT_RE.variable(dims, found.output.real),
        "output_im": name.OUTPUT_IM.variable(dims, found.output.imag),
        "unitary_re": name.UNITARY_RE.variable(dims, found.unitary.real),
        "unitary_im": name.UNITARY_IM.variable(dims, found.unitary.imag),
    }
