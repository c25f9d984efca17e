"""How a battery of one's own evolves: exactly where nothing is lost, else by QuTiP's mesolve.

Without loss the state is a mixture of a few kets, each turned in the eigenbasis of the Hamiltonian.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.scenario import CancelCheck, Cancelled, Progress

Complex = NDArray[np.complex128]
Floats = NDArray[np.float64]

# Weights of a mixture below this are what rounding leaves of none.
WEIGHT = 1e-14
# Numbers of states that are held at once.
CHUNK = 1_000_000
TOLERANCES = {"atol": 1e-12, "rtol": 1e-10, "nsteps": 10**7}


def kets(rho: Complex) -> Complex:
    """Return columns ψ_i √p_i with ρ = Σ p_i|ψ_i⟩⟨ψ_i|, shape (d, rank)."""
    weights, vectors = np.linalg.eigh(rho)
    kept = weights > WEIGHT
    return np.asarray(vectors[:, kept] * np.sqrt(weights[kept]))


def lossless(hamiltonian: Complex, start: Complex, times: Floats) -> Iterator[Complex]:
    """Yield columns whose projectors add up to the state at runs of times, shape (n, d, rank).

    Args:
        hamiltonian: shape (d, d).
        start: such columns at time 0, shape (d, rank).
        times: shape (n,).
    """
    energies, basis = np.linalg.eigh(hamiltonian)
    inside = basis.conj().T @ start
    run = max(1, CHUNK // start.size)
    for first in range(0, times.size, run):
        phases = np.exp(-1j * np.multiply.outer(times[first : first + run], energies))
        yield basis @ (phases[..., None] * inside)


def lossy(
    hamiltonian: Complex,
    rho: Complex,
    jumps: Sequence[Complex],
    times: Floats,
    progress: Progress,
    cancelled: CancelCheck,
) -> Complex:
    """Return the states at all times, shape (n, d, d), of dρ/dt = -i[H, ρ] + Σ D[L]ρ.

    Args:
        hamiltonian, rho: shape (d, d).
        jumps: operators L with the roots of their rates, each (d, d).
        times: shape (n,), from 0.
        progress, cancelled: as a scenario's `compute` gets them.
    """
    import qutip

    def watch(t: float, state: object) -> float:
        if cancelled():
            raise Cancelled
        progress(t / times[-1])
        return 0.0

    result = qutip.mesolve(
        qutip.Qobj(hamiltonian),
        qutip.Qobj(rho),
        times,
        c_ops=[qutip.Qobj(jump) for jump in jumps],
        e_ops=[watch],
        options={**TOLERANCES, "store_states": True, "progress_bar": ""},
    )
    return np.stack([state.full() for state in result.states])


def rate_of(observable: Complex, hamiltonian: Complex, jumps: Sequence[Complex]) -> Complex:
    """Return the operator whose mean is the rate at which the mean of an observable changes.

    i[H, O] + Σ (L†OL - ½{L†L, O}).
    """
    found = 1j * (hamiltonian @ observable - observable @ hamiltonian)
    for jump in jumps:
        number = jump.conj().T @ jump
        found += jump.conj().T @ observable @ jump
        found -= (number @ observable + observable @ number) / 2
    return np.asarray(found)


def reduced(columns: Complex, before: int, battery: int, after: int) -> Complex:
    """Return the battery's states of columns whose projectors add up, shape (n, b, b).

    Args:
        columns: shape (n, d, rank), d = before · battery · after.
        before, battery, after: levels of what stands before the battery, of it, and after it.
    """
    shaped = columns.reshape(columns.shape[0], before, battery, after, -1)
    apart = np.moveaxis(shaped, 2, 1).reshape(columns.shape[0], battery, -1)
    return np.asarray(apart @ np.swapaxes(apart, 1, 2).conj())


def traced(rho: Complex, before: int, battery: int, after: int) -> Complex:
    """Return the battery's states of those of everything, shape (n, d, d) to (n, b, b)."""
    shaped = rho.reshape(-1, before, battery, after, before, battery, after)
    return np.asarray(np.einsum("niajibj->nab", shaped))


def lifted(observable: Complex, before: int, after: int) -> Complex:
    """Return an operator of the battery as one of everything."""
    return np.asarray(np.kron(np.kron(np.eye(before), observable), np.eye(after)))
