"""Charging strategies to compare with: full swap, greedy, and the coherent driving limit.

Full swap and greedy use excited qubits without coherence (q = 0, c = 0), so that the battery
stays diagonal and its populations tell everything. Equation numbers are those of Salvia et al.
2023; times are x = Ωτ and energies count level spacings.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import eigh_tridiagonal
from scipy.special import gammaln, xlog1py, xlogy

from engine.collision import kernels
from engine.collision.bounds import FORMS
from engine.collision.ladder import couplings
from engine.fields import quote
from engine.scenario import Cancelled

RULES = ("transient", "cumulative")
# Populations kept along a protocol: more than a picture tells apart, and never gigabytes.
MOST_ROWS = 512


@dataclass(frozen=True)
class Strategy:
    """A charging protocol played step by step from the empty battery.

    Attributes:
        time: x = Ωτ after each step, shape (S + 1,), the first entry 0.
        energy: mean energy after each step in level spacings, shape (S + 1,).
        angle: swap angle θ_k of each step in radians, shape (S,).
        kept: steps k whose populations are kept, shape (R,): every one up to `MOST_ROWS` of
            them, else every second, fourth, … and the last.
        population: p(n, k) after these steps, shape (R, d).
    """

    time: NDArray[np.float64]
    energy: NDArray[np.float64]
    angle: NDArray[np.float64]
    kept: NDArray[np.int64]
    population: NDArray[np.float64]


def full_swap(battery: str, levels: int, time_max: float, form: str = "corrected") -> Strategy:
    """Charge by excited qubits that each hand over their whole quantum.

    Salvia et al. 2023, Sec. III.B: θ_k = π/(2a_k), so that the battery climbs one level a step
    and stays pure; Eqs. (17) and (30) are the resulting times.

    Args:
        battery: "oscillator", "spin" or "ladder".
        levels: number of levels d.
        time_max: the last step is the one that reaches this time x, or the top level.
        form: "corrected", or "printed" for the constant angle π/2 of Sec. III, which traps the
            oscillator below its third level, where √4·π/2 is a full turn.

    Returns:
        The protocol, step by step.

    Raises:
        ValueError: for an unknown battery or form.

    Example:
        >>> full_swap("ladder", 4, 10.0).energy.tolist()
        [0.0, 1.0, 2.0, 3.0]
    """
    if form not in FORMS:
        raise ValueError(f"form must be one of {', '.join(FORMS)}, not {quote(form)}.")
    coupling = couplings(battery, levels)

    def angle(step: int, *_: object) -> float | None:
        if form == "printed":
            return np.pi / 2
        return np.pi / (2 * coupling[step]) if step < levels else None

    return _play(coupling, time_max, angle)


def greedy(
    battery: str,
    levels: int,
    time_max: float,
    rule: str = "transient",
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Strategy:
    """Charge by excited qubits, each collision as long as pays best at that moment.

    Salvia et al. 2023 defines it twice. "transient" takes the angle of largest transient power
    ΔE/θ, Eq. (7) (Sec. III, Fig. 2); "cumulative" the largest local maximum of the average power
    (E + ΔE)/(x + θ), Eq. (6) (Sec. III.B and IV.B, Figs. 3 and 6). The second rule ends where
    the first such maximum is gone and waiting is better than any other, before a spin is full.

    Args:
        battery: "oscillator", "spin" or "ladder".
        levels: number of levels d.
        time_max: the last step is the one that reaches this time x.
        rule: "transient" or "cumulative".
        progress: called with the share of ``time_max`` that is done.
        cancelled: polled at every step.

    Returns:
        The protocol, step by step.

    Raises:
        ValueError: for an unknown battery or rule.
        Cancelled: as soon as ``cancelled()`` is true.

    Example:
        >>> greedy("ladder", 50, 3.0).angle.round(6).tolist()
        [1.165561, 1.165561, 1.165561]
    """
    if rule not in RULES:
        raise ValueError(f"rule must be one of {', '.join(RULES)}, not {quote(rule)}.")
    coupling = couplings(battery, levels)

    def angle(_: int, population: NDArray[np.float64], time: float, energy: float) -> float | None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(time / time_max)
        spent = (time, energy) if rule == "cumulative" else (0.0, 0.0)
        return _best_angle(coupling, population, *spent)

    return _play(coupling, time_max, angle)


def driving_limit(
    times: ArrayLike, battery: str, levels: int, q: float = 0.5, c: float = 1.0
) -> NDArray[np.float64]:
    """Energy of coherent charging in the limit of short collisions, θ → 0 at fixed x = Kθ.

    Salvia et al. 2023, Eqs. (19), (20), (31), (A13): the battery is driven by the Hamiltonian
    r(A + A†) with r = c√(q(1-q)) and stays pure. With s = 2rx the energy is s²/4 for the
    oscillator, j(1 - cos s) for the spin; the uniform ladder is a chain of d sites.

    Args:
        times: x = Ωτ, any shape.
        battery: "oscillator" (without a top level), "spin" or "ladder".
        levels: number of levels d.
        q: ground-state population of the qubits, 0 to 1.
        c: their degree of coherence, 0 to 1.

    Returns:
        Energies in level spacings, in the shape of ``times``.

    Raises:
        ValueError: for an unknown battery.

    Example:
        >>> driving_limit([2.0, 30.0], "oscillator", 250).tolist()
        [1.0, 225.0]
    """
    coupling = couplings(battery, levels)
    turn = driving_amplitude(q, c) * np.asarray(times, dtype=float)
    if battery == "oscillator":
        return np.asarray(turn**2 / 4)
    if battery == "spin":
        return np.asarray((levels - 1) * np.sin(turn / 2) ** 2)
    return _chain_population(turn, coupling) @ np.arange(levels)


def driving_population(
    times: ArrayLike, battery: str, levels: int, q: float = 0.5, c: float = 1.0
) -> NDArray[np.float64]:
    """Level populations in the limit of short collisions, a coherent or rotated state.

    Salvia et al. 2023, Eqs. (19) and (31): Poissonian for the oscillator, binomial for the spin.

    Args:
        times: x = Ωτ, any shape.
        battery, levels, q, c: as in :func:`driving_limit`.

    Returns:
        p(n), shape (…, d). For the oscillator these are the lowest d levels of an endless ladder.

    Raises:
        ValueError: for an unknown battery.

    Example:
        >>> driving_population(np.pi, "spin", 3).round(12).tolist()
        [0.0, 0.0, 1.0]
    """
    coupling = couplings(battery, levels)
    turn = driving_amplitude(q, c) * np.asarray(times, dtype=float)[..., None]
    n, top = np.arange(levels), levels - 1
    if battery == "ladder":
        return _chain_population(turn[..., 0], coupling)
    if battery == "oscillator":
        log = xlogy(n, turn**2 / 4) - turn**2 / 4 - gammaln(n + 1)
    else:
        share = np.sin(turn / 2) ** 2
        ways = gammaln(top + 1) - gammaln(n + 1) - gammaln(top - n + 1)
        log = ways + xlogy(n, share) + xlog1py(top - n, -share)
    return np.asarray(np.exp(log))


def driving_amplitude(q: ArrayLike, c: ArrayLike) -> NDArray[np.float64]:
    """Strength 2c√(q(1-q)) of the coherent drive, 1 for qubits in an equal superposition.

    Salvia et al. 2023, Eq. (A13).

    Args:
        q: ground-state population of the qubits, 0 to 1.
        c: their degree of coherence, 0 to 1.

    Returns:
        The amplitude, broadcast over the arguments.

    Example:
        >>> float(driving_amplitude(0.5, 1.0))
        1.0
    """
    q = np.asarray(q, dtype=float)
    return np.asarray(2 * np.asarray(c, dtype=float) * np.sqrt(q * (1 - q)))


def _play(
    coupling: NDArray[np.float64], time_max: float, choose: Callable[..., float | None]
) -> Strategy:
    """Step through Eq. (9) at q = 0 with the chosen angles until ``time_max`` or no choice."""
    levels = coupling.size - 1
    ladder = np.arange(levels)
    population = np.zeros(levels)
    population[0] = 1.0
    times, energies, angles = [0.0], [0.0], []
    rows, every = {0: population}, 1
    while times[-1] < time_max:
        theta = choose(len(times), population, times[-1], energies[-1])
        if theta is None:
            break
        raised = population[:-1] * np.sin(coupling[1:-1] * theta) ** 2
        population = population.copy()
        population[:-1] -= raised
        population[1:] += raised
        times.append(times[-1] + theta)
        energies.append(float(ladder @ population))
        angles.append(theta)
        if len(angles) % every == 0:
            rows[len(angles)] = population
        if len(rows) > MOST_ROWS:
            every *= 2
            rows = {step: row for step, row in rows.items() if step % every == 0}
    rows[len(angles)] = population
    return Strategy(
        np.array(times),
        np.array(energies),
        np.array(angles),
        np.array(list(rows)),
        np.array(list(rows.values())),
    )


def _best_angle(
    coupling: NDArray[np.float64], population: NDArray[np.float64], time: float, energy: float
) -> float | None:
    """Largest local maximum over θ of (E + ΔE(θ))/(x + θ), None where waiting is better."""
    active = np.flatnonzero((population > 1e-18) & (coupling[1:] > 0))
    weight, rate = population[active], coupling[1:][active]
    if weight.sum() < 1e-12:
        return None

    theta = kernels.best_angle(rate, weight, time, energy)
    return theta or None


def _chain_population(
    turn: NDArray[np.float64], coupling: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Populations of exp[-i(s/2)(A + A†)]|0⟩ from the spectrum of A + A†, shape (…, d)."""
    frequency, mode = eigh_tridiagonal(np.zeros(coupling.size - 1), coupling[1:-1])
    phase = np.multiply.outer(turn, frequency) / 2
    real, imaginary = np.cos(phase) * mode[0] @ mode.T, np.sin(phase) * mode[0] @ mode.T
    return np.asarray(real**2 + imaginary**2)
