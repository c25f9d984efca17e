"""What is seen of a Dicke battery while it charges: populations, flows, photons, eigenvalues.

On the lattice the motion is followed step by step. Without counter-rotating terms the number of
excitations e·m + n is conserved, the states of each are a chain, and its eigenvectors give every
time at once: a tridiagonal matrix of at most N + 1 rows for each number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal

from engine.dicke.chargers import FAINT, FAINT_ALONE, amplitudes, left_out
from engine.dicke.evolution import Chunk, Track
from engine.dicke.kernels import observe
from engine.dicke.lattice import Couplings
from engine.scenario import CancelCheck, Cancelled, Progress

Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]

# Complex numbers held at once of the states of all chains, or of batteries' states.
HELD = 2_000_000


class Seen(NamedTuple):
    """What is seen at each time.

    population  p_m of m excited cells, shape (times, N + 1)
    flow        dp_m/dt
    photons     mean photon number, shape (times,)
    spectrum    eigenvalues of the battery's state on its ladder, shape (times, N + 1)
    """

    population: Floats
    flow: Floats
    photons: Floats
    spectrum: Floats


class Motion(Protocol):
    """A battery's motion from its start: no cell excited, the cavity in a real state."""

    model: Couplings

    def seen(self, times: Floats, progress: Progress, cancelled: CancelCheck) -> Seen:
        """What is seen at evenly spaced times, the first one interval after the start."""

    def levels(self, times: Floats, cancelled: CancelCheck) -> tuple[Floats, Floats]:
        """The populations p_m and dp_m/dt at such times, without what else is seen."""

    def energy(self, times: Floats) -> Floats:
        """The battery's energy at any times up to the last that was seen."""

    def energies(self, times: Floats, cancelled: CancelCheck) -> Iterator[tuple[int, Floats]]:
        """The battery's energy at such times in passing: place of the first, and some."""

    def amplitudes(self, time: float) -> Complexes:
        """The state at a time that was seen: excited cells down, photons to the right."""

    def missed(self) -> float:
        """A bound on what the cutoff changes of the energy, over twice the full battery's."""

    def top(self) -> int:
        """The largest photon number kept."""


def motion(model: Couplings, charger: str, photons: float, cutoff: int | None) -> Motion:
    """The motion of a battery that a cavity charges.

    Args:
        model: its numbers.
        charger, photons: the cavity's state, as in :func:`engine.dicke.chargers.amplitudes`.
        cutoff: the largest photon number, or None for as many as it takes.
    """
    spreads = model.counter or model.dipole == "xx"
    faint = (FAINT if spreads else FAINT_ALONE)[charger]
    start = amplitudes(charger, photons, faint, cutoff)
    lost = left_out(charger, photons, start.size - 1)
    if spreads:
        return OnLattice(model, start, lost, cutoff, faint)
    return InChains(model, start, lost**2)


class OnLattice(Motion):
    """Motion step by step on each sector that the cavity's state has a part in."""

    def __init__(
        self, model: Couplings, start: Floats, lost: float, cutoff: int | None, faint: float
    ) -> None:
        self.model = model
        sectors = [offset for offset in range(model.period) if start[offset :: model.period].any()]
        alone = len(sectors) == 1
        self.tracks = [Track(model, offset, start, cutoff, faint, alone) for offset in sectors]
        self.lost = lost

    def seen(self, times: Floats, progress: Progress, cancelled: CancelCheck) -> Seen:
        shape = times.size, self.model.cells + 1
        population, flow, photons = np.zeros(shape), np.zeros(shape), np.zeros(times.size)
        spectra = Spectra()
        for chunks in self._together(times, cancelled):
            part = slice(chunks[0].first, chunks[0].first + len(chunks[0].states))
            for chunk in chunks:
                observed = population[part], flow[part], photons[part]
                sector = chunk.sector
                observe(chunk.states, *sector.hamiltonian, sector.photons, *observed)
            spectra.add(reduced(chunks))
            progress(part.stop / times.size)
        return Seen(population, flow, photons, spectra.all())

    def levels(self, times: Floats, cancelled: CancelCheck) -> tuple[Floats, Floats]:
        shape = times.size, self.model.cells + 1
        population, flow, photons = np.zeros(shape), np.zeros(shape), np.zeros(times.size)
        for track in self.tracks:
            for first, states, sector in track.chunks(times, cancelled):
                part = slice(first, first + len(states))
                observed = population[part], flow[part], photons[part]
                observe(states, *sector.hamiltonian, sector.photons, *observed)
        return population, flow

    def energy(self, times: Floats) -> Floats:
        order = np.argsort(times)
        found = np.zeros(times.size)
        for track in self.tracks:
            found[order] += excited(track.at(times[order]))
        return self.model.gap * found

    def energies(self, times: Floats, cancelled: CancelCheck) -> Iterator[tuple[int, Floats]]:
        for chunks in self._together(times, cancelled):
            found = [excited(chunk) for chunk in chunks]
            yield chunks[0].first, self.model.gap * np.sum(found, axis=0)

    def amplitudes(self, time: float) -> Complexes:
        return joined([track.at(np.array([time])) for track in self.tracks])[0]

    def missed(self) -> float:
        return self.lost + float(np.sqrt(sum(track.missed**2 for track in self.tracks)))

    def top(self) -> int:
        return max(track.largest for track in self.tracks)

    def _together(self, times: Floats, cancelled: CancelCheck) -> Iterator[list[Chunk]]:
        """The sectors' states at the same times."""
        ways = [track.chunks(times, cancelled) for track in self.tracks]
        if len(ways) == 1:
            yield from ([chunk] for chunk in ways[0])
        else:
            yield from map(list, zip(*map(one_by_one, ways), strict=True))


def one_by_one(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Chunks of one time each."""
    for first, states, sector in chunks:
        for place in range(len(states)):
            yield Chunk(first + place, states[place : place + 1], sector)


def excited(chunk: Chunk) -> Floats:
    """The mean number of excited cells."""
    inside = chunk.states[:, :, 1:-1]
    weight = np.einsum("tpmj,tpmj->tm", inside, inside)
    return np.asarray(weight @ np.arange(weight.shape[1]))


class Spectra:
    """Eigenvalues of states of rising times, computed together for as many as memory holds."""

    def __init__(self) -> None:
        self._found: list[Floats] = []
        self._waiting: list[list[Complexes]] = []
        self._held = 0

    def add(self, blocks: list[Complexes]) -> None:
        """Blocks of the next states, each of shape (times, rows, rows)."""
        self._waiting.append(blocks)
        self._held += sum(block.size for block in blocks)
        if self._held > HELD:
            self._solve()

    def all(self) -> Floats:
        """Those of all states, of one block after the other, shape (times, Σ rows)."""
        self._solve()
        return np.concatenate(self._found)

    def _solve(self) -> None:
        together = [np.concatenate(some) for some in zip(*self._waiting, strict=True)]
        if together:
            found = [np.linalg.eigvalsh(block) for block in together]
            self._found.append(np.concatenate(found, axis=1))
        self._waiting, self._held = [], 0


def reduced(chunks: list[Chunk]) -> list[Complexes]:
    """The battery's state ρ = Σ_n |ψ_n⟩⟨ψ_n| by blocks, from the states of all sectors.

    In one sector cells that are excited in even and in odd number go with different photon numbers.
    """
    if len(chunks) > 1:
        return [gram(joined(chunks))]
    states = chunks[0].states[:, :, 1:-1, 1:-1]
    kinds = [states[:, :, ::2], states[:, :, 1::2]]
    return [gram(one[:, 0] + 1j * one[:, 1]) for one in kinds]


def gram(states: Complexes) -> Complexes:
    """ρ from states of cells by rows and photon numbers by columns."""
    found: Complexes = states @ states.conj().swapaxes(-1, -2)
    return found


def eigenvalues(states: Complexes) -> Floats:
    """Those of ρ = Σ_n |ψ_n⟩⟨ψ_n| from states of cells by rows and photon numbers by columns."""
    return np.asarray(np.linalg.eigvalsh(gram(states)), dtype=float)


def joined(chunks: list[Chunk]) -> Complexes:
    """States over all photon numbers, shape (times, N + 1, n_max + 1)."""
    model = chunks[0].sector.model
    top = max(int(chunk.sector.photons.max()) for chunk in chunks)
    whole = np.zeros((len(chunks[0].states), model.cells + 1, top + 1), dtype=complex)
    for _, states, sector in chunks:
        for m in range(model.cells + 1):
            n = sector.photons[(sector.first + m) % 2].astype(np.int64)
            whole[:, m, n] = states[:, 0, m + 1, 1:-1] + 1j * states[:, 1, m + 1, 1:-1]
    return whole


class InChains(Motion):
    """Motion from the eigenvectors of each chain, m cells excited and x - e·m photons."""

    def __init__(self, model: Couplings, start: Floats, lost: float) -> None:
        self.model, self.lost, self.start = model, lost, start
        self.chains = [Chain(model, int(x), float(start[x])) for x in np.flatnonzero(start)]

    def seen(self, times: Floats, progress: Progress, cancelled: CancelCheck) -> Seen:
        together = max(1, HELD // ((self.model.cells + 1) * self.start.size))
        parts = []
        for first in range(0, times.size, together):
            if cancelled():
                raise Cancelled
            parts.append(self._seen(times[first : first + together]))
            progress(min(first + together, times.size) / times.size)
        return Seen(*(np.concatenate(part) for part in zip(*parts, strict=True)))

    def levels(self, times: Floats, cancelled: CancelCheck) -> tuple[Floats, Floats]:
        if cancelled():
            raise Cancelled
        return self._moved(times)[:2]

    def _seen(self, times: Floats) -> Seen:
        population, flow, photons = self._moved(times)
        if len(self.chains) == 1:
            return Seen(population, flow, photons, population)
        return Seen(population, flow, photons, eigenvalues(self._joined(times)))

    def _moved(self, times: Floats) -> tuple[Floats, Floats, Floats]:
        """Populations, flows and photons."""
        shape = times.size, self.model.cells + 1
        population, flow, photons = np.zeros(shape), np.zeros(shape), np.zeros(times.size)
        for chain in self.chains:
            state = chain.at(times)
            weight = np.square(state.real) + np.square(state.imag)
            # What goes from m to m + 1 in a unit of time.
            moved = 2 * chain.links * (state[:, 1:].conj() * state[:, :-1]).imag
            population[:, : chain.size] += weight
            flow[:, 1 : chain.size] += moved
            flow[:, : chain.size - 1] -= moved
            photons += weight @ chain.photons
        return population, flow, photons

    def energy(self, times: Floats) -> Floats:
        found = np.zeros(times.size)
        for chain in self.chains:
            state = chain.at(times)
            found += (np.square(state.real) + np.square(state.imag)) @ np.arange(chain.size)
        return self.model.gap * found

    def energies(self, times: Floats, cancelled: CancelCheck) -> Iterator[tuple[int, Floats]]:
        yield 0, self.energy(times)

    def amplitudes(self, time: float) -> Complexes:
        return self._joined(np.array([time]))[0]

    def missed(self) -> float:
        return self.lost

    def top(self) -> int:
        return self.start.size - 1

    def _joined(self, times: Floats) -> Complexes:
        whole = np.zeros((times.size, self.model.cells + 1, self.start.size), dtype=complex)
        for chain in self.chains:
            whole[:, np.arange(chain.size), chain.photons.astype(int)] = chain.at(times)
        return whole


class Chain:
    """The states of one number of excitations, and how they move from m = 0."""

    def __init__(self, model: Couplings, excitations: int, amplitude: float) -> None:
        self.size = min(model.cells, excitations // model.exchange) + 1
        m = np.arange(self.size)
        n = excitations - model.exchange * m
        self.photons = n.astype(float)
        self.links = model.coupling * model.up[: self.size - 1] * model.factor(n[1:])
        level = model.level[: self.size] + model.cavity * self.photons
        if self.size == 1:
            self.values, self.vectors = level, np.ones((1, 1))
        else:
            self.values, self.vectors = eigh_tridiagonal(level, self.links)
        self.start = amplitude * self.vectors[0]

    def at(self, times: Floats) -> Complexes:
        """The states at these times, shape (times, size)."""
        turned = np.exp(-1j * np.multiply.outer(times, self.values)) * self.start
        states: Complexes = turned @ self.vectors.T
        return states
