"""How a capacitance is reached: which inputs share the cells, and what is done with the outputs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine import work
from engine.capacitance.quantities import Named, Part
from engine.capacitance.search import ENERGY, ENTROPY, OUTPUT, Pool
from engine.channels import Channel
from engine.result import Labelled

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
) -> list[Labelled]:
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
    return [
        Part.weight(weight, *dims, key=f"{kind}_weight"),
        Part.energy(records[..., ENERGY], *dims, key=f"{kind}_energy"),
        Part.value(worth[parts], *dims, key=f"{kind}_value"),
        Part.output_energy(records[..., OUTPUT], *dims, key=f"{kind}_output_energy"),
        Part.entropy(records[..., ENTROPY], *dims, key=f"{kind}_entropy"),
        Part.amplitude_re(states.real, *dims, "level", key=f"{kind}_amplitude_re"),
        Part.amplitude_im(states.imag, *dims, "level", key=f"{kind}_amplitude_im"),
    ]


def extraction_variables(found: Extraction) -> list[Labelled]:
    """Variables of the outputs and unitaries of the local recipe."""
    dims = ("e", "loc_part", "row", "column")
    return [
        Named.loc_coherent(found.coherent, "e", "loc_part"),
        Named.output_re(found.output.real, *dims),
        Named.output_im(found.output.imag, *dims),
        Named.unitary_re(found.unitary.real, *dims),
        Named.unitary_im(found.unitary.imag, *dims),
    ]
