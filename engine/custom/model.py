"""A battery of one's own: matrices in, energy, work, power and coherence out."""

from __future__ import annotations

from math import prod
from typing import NamedTuple

import numpy as np
import xarray as xr
from scipy.interpolate import make_interp_spline

from engine.custom import between, equations, evolution
from engine.custom.between import Curve
from engine.custom.evolution import Complex, Floats
from engine.custom.held import Held
from engine.custom.matrices import Matrices, Matrix, hermitian, read, square
from engine.custom.quantities import Named
from engine.fields import Count, Numbers, Real, ScenarioError
from engine.foundations import equations as general
from engine.merit import Peak, largest_maximum, max_power
from engine.result import Labelled, build, ratio
from engine.scenario import CancelCheck, Cancelled, Cost, Progress, Scenario
from engine.states import states
from engine.work import gained_from_coherence

MOST_LOSSY = 64
GROUP = "Matrices"
# A deviation of the energy below this turns nothing.
STILL = 1e-12
# Energies below this, of the range of the battery's levels, are what rounding leaves of none.
NONE = 1e-12
# Seconds for each maximum between samples that is looked at closely.
PER_MAXIMUM = 3e-4


class Parts(NamedTuple):
    """The matrices of a battery of one's own, checked, and where the battery stands.

    `start` are columns whose projectors add up to the state.
    """

    hamiltonian: Complex
    battery: Complex
    state: Complex
    start: Complex
    jumps: tuple[Complex, ...]
    before: int
    after: int


class CustomBattery(Scenario):
    """Any system with a battery in it, charged by a constant Hamiltonian, with or without loss.

    Matrices are text, nested lists, arrays or `Qobj`s. The system consists of `factors`, one of
    which is the battery.

    >>> driven = CustomBattery().run()
    >>> round(float(driven.max_power), 8), round(float(driven.ergotropy.max()), 6)
    (0.36230568, 0.999986)
    """

    hamiltonian = Matrix(
        "0,0.5;0.5,0", label="Hamiltonian", symbol="H", short="H", group=GROUP,
        doc="What drives everything while charging: a Hermitian matrix, its rows between "
        "semicolons; a complex number is 0.5-2i.",
    )  # fmt: skip
    battery_hamiltonian = Matrix(
        "0,0;0,1", label="battery's Hamiltonian", symbol=r"H_{\mathrm B}", short="H_B",
        group=GROUP, doc="What the stored energy is measured with, on the battery alone.",
    )  # fmt: skip
    initial_state = Matrix(
        "1,0", label="initial state", symbol=r"\rho_0", short="ρ₀", group=GROUP,
        doc="Where everything starts: a row of amplitudes, or a density matrix.",
    )  # fmt: skip
    jump_operators = Matrices(
        "", label="jump operators", symbol="L_j", short="L", group=GROUP,
        doc="What is lost and how: matrices with a | between them, or nothing.",
    )  # fmt: skip
    rates = Numbers(
        (), bounds=(0.0, 1e6), longest=64, label="rates", symbol=r"\gamma_j", short="γ",
        group=GROUP, example="0.1, 0.05", doc="The rate of each jump operator.",
    )  # fmt: skip
    factors = Numbers(
        (), bounds=(1.0, 1024.0), longest=12, label="factors", symbol="d_i", short="factors",
        group=GROUP, example="2, 3",
        doc="Levels of each part of the system, such as 2,3; empty where all of it is the battery, "
        "or the battery and one part more.",
    )  # fmt: skip
    subsystem = Count(
        0, bounds=(0, 11), label="battery among the factors", symbol="i", short="battery",
        group=GROUP, doc="Which factor is the battery, counted from 0.",
    )  # fmt: skip
    time_max = Real(
        6.3, bounds=(1e-6, 1e6), scale="log", soft=(0.1, 100.0), label="longest time",
        symbol=r"t_{\max}", short="t_max", group="Drawing",
        doc="How long the system is followed, in units of the inverse of its energies.",
    )  # fmt: skip
    points = Count(
        200, bounds=(8, 2001), soft=(51, 1001), label="points", symbol="P", short="points",
        group="Drawing", doc="Number of times, evenly from 0.",
    )  # fmt: skip

    def parts(self) -> Parts:
        """The matrices, checked against each other; raises ScenarioError."""
        return checked(
            self.hamiltonian, self.battery_hamiltonian, self.initial_state, self.jump_operators,
            self.rates, self.factors, self.subsystem,
        )  # fmt: skip

    def refusal(self) -> str | None:
        try:
            self.parts()
        except ScenarioError as error:
            return str(error)
        return super().refusal()

    def cost(self) -> Cost:
        parts, times = self.parts(), self.points
        d, b = parts.hamiltonian.shape[0], parts.battery.shape[0]
        energies = float(np.abs(parts.hamiltonian).sum(axis=0).max())
        maxima = min(times / 2, energies * self.time_max)
        seconds = 3e-3 + times * (3e-6 + 4e-8 * b**3) + PER_MAXIMUM * maxima
        held = 4.0 * d**2 + 6.0 * min(evolution.CHUNK, times * b**2)
        if not parts.jumps:
            rank = parts.start.shape[1]
            seconds += 2e-9 * d**3 + 3e-9 * times * d**2 * rank
            held += 4.0 * min(evolution.CHUNK, times * d * rank)
            return Cost(seconds, 1e6 + 16 * held)
        # Each step of the integration turns by a small angle.
        turning = energies + sum(float(np.abs(jump).sum(axis=0).max()) ** 2 for jump in parts.jumps)
        filled = np.count_nonzero(parts.hamiltonian) + sum(map(np.count_nonzero, parts.jumps))
        steps = 60 + 20 * turning * self.time_max + times
        seconds += steps * (4e-5 + 3e-8 * d * filled)
        return Cost(float(seconds), 1e6 + 16 * (held + 8.0 * times * d**2))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        parts, time = self.parts(), np.linspace(0.0, self.time_max, self.points)
        heights, basis = np.linalg.eigh(parts.battery)
        levels = heights - heights[0]
        inner = (parts.before, levels.size, parts.after)
        stored = evolution.lifted(
            parts.battery - heights[0] * np.eye(levels.size), parts.before, parts.after
        )
        rate = evolution.rate_of(stored, parts.hamiltonian, parts.jumps)
        seen, done, curve = [], 0, None
        if parts.jumps:
            rho = evolution.lossy(
                parts.hamiltonian, parts.state, parts.jumps, time, progress, cancelled
            )
            power = np.einsum("nij,ji->n", rho, rate).real
            seen.append((analysed(evolution.traced(rho, *inner), levels, basis), power))
            curve = between.lossy(parts.hamiltonian, parts.jumps, stored, time, rho)
        else:
            if len(stored) <= between.MOST_LEVELS:
                curve = between.lossless(parts.hamiltonian, parts.state, stored)
            for columns in evolution.lossless(parts.hamiltonian, parts.start, time):
                if cancelled():
                    raise Cancelled
                power = (columns.conj() * (rate @ columns)).real.sum(axis=(1, 2))
                seen.append((analysed(evolution.reduced(columns, *inner), levels, basis), power))
                done += columns.shape[0]
                progress(done / time.size)
        found = {name: np.concatenate([one[name] for one, _ in seen]) for name in seen[0][0]}
        power = np.concatenate([one for _, one in seen])
        return self.result(parts, time, levels, found, power, curve)

    def result(
        self,
        parts: Parts,
        time: Floats,
        levels: Floats,
        found: dict[str, Floats],
        power: Floats,
        curve: Curve | None,
    ) -> xr.Dataset:
        """The labelled dataset of what was found at the times, and of maxima on the curve."""
        work = found["energy"] - found["energy"][0]
        average = np.divide(work, time, out=power[:1] + 0 * time, where=time > 0)
        best = steepest(time, work, power, curve)
        most = largest_maximum(time, found["energy"], curve)
        # The largest energy lies between two of the times; a spline may pass what can be.
        highest = float(np.clip(most.value, 0.0, levels[-1]))
        drawn = make_interp_spline(time, found["ergotropy"], k=5)(most.time)
        return build(
            self,
            [
                *(getattr(Named, name)(found[name], "time") for name in CURVES),
                Named.average_power(average, "time"),
                Named.instantaneous_power(power, "time"),
                Named.population(found["population"], "time", "level"),
                Named.height(levels, "level"),
                Named.max_power(best.value),
                Named.optimal_time(best.time),
                Named.max_energy(highest),
                Named.time_of_max_energy(most.time),
                Named.drawable(np.clip(drawn, 0.0, highest)),
                *speed(parts, time, best.time),
            ],
            [Named.time.axis(time), Named.level.axis(np.arange(levels.size) + 1)],
            equations=[
                equations.MASTER,
                equations.ENERGY,
                equations.RATE,
                general.ERGOTROPY,
                general.SPLIT,
                general.POWER,
            ],
            certificate={
                "trace_error": float(np.abs(found["population"].sum(axis=1) - 1).max()),
                "power_error": missed(time, work, power, NONE * float(levels[-1])),
                "least_eigenvalue": float(found["least"].min()),
            },
        )


def steepest(time: Floats, work: Floats, power: Floats, curve: Curve | None) -> Peak:
    """The largest average power; at time 0, where it is the power, if it only falls from there."""
    gained = None if curve is None else lambda t: curve(t) - curve(time[:1])
    best = max_power(time, work, gained)
    return Peak(0.0, float(power[0])) if power[0] > best.value else best


CURVES = (
    "energy", "ergotropy", "incoherent_ergotropy", "coherent_ergotropy", "purity", "coherence",
)  # fmt: skip


def analysed(rho: Complex, levels: Floats, basis: Complex) -> dict[str, Floats]:
    """Return energy, ergotropy and what it consists of, purity and coherence of a battery's states.

    Args:
        rho: shape (n, b, b).
        levels, basis: of the battery's Hamiltonian, from 0 up, and its eigenvectors as columns.
    """
    inside = basis.conj().T @ rho @ basis
    inside = (inside + np.swapaxes(inside, 1, 2).conj()) / 2
    populations = np.diagonal(inside, axis1=1, axis2=2).real
    eigenvalues = np.linalg.eigvalsh(inside).astype(float)
    mean = populations @ levels
    passive = eigenvalues[:, ::-1] @ levels
    sizes = np.abs(inside)
    return {
        "energy": np.maximum(mean, 0.0),
        "ergotropy": mean - passive,
        "incoherent_ergotropy": mean - np.sort(populations, axis=1)[:, ::-1] @ levels,
        "coherent_ergotropy": gained_from_coherence(populations, eigenvalues, levels),
        "purity": (sizes**2).sum(axis=(1, 2)),
        "coherence": sizes.sum(axis=(1, 2)) - np.abs(populations).sum(axis=1),
        "population": populations,
        "least": eigenvalues[:, 0],
    }


def speed(parts: Parts, time: Floats, until: float) -> list[Labelled]:
    """The angle a pure state turns without loss, its limit, and the least time to `until`.

    NaN where the state is mixed or something is lost: the bound is about pure states.
    """
    start = parts.start
    if parts.jumps or start.shape[1] > 1:
        nowhere = np.full(time.size, np.nan)
        angle, deviation, then = nowhere, np.nan, np.nan
    else:
        energies, basis = np.linalg.eigh(parts.hamiltonian)
        weights = np.abs(basis.conj().T @ start[:, 0]) ** 2
        deviation = float(np.sqrt(weights @ (energies - weights @ energies) ** 2))
        times = np.append(time, until)
        kept = np.abs(np.exp(-1j * np.multiply.outer(times, energies)) @ weights)
        angles = np.arccos(np.clip(kept, 0.0, 1.0))
        angle, then = angles[:-1], float(angles[-1])
    return [
        Named.travelled(angle, "time"),
        Named.deviation_limit(deviation * time, "time"),
        Named.energy_deviation(deviation),
        Named.minimal_time(ratio(then, deviation, STILL)),
    ]


def missed(time: Floats, work: Floats, power: Floats, least: float) -> float:
    """How far the integral of the power is from the work at the end, of the largest work.

    Nothing where all work is at most `least`.
    """
    integral = float(make_interp_spline(time, power, k=5).integrate(0.0, time[-1]))
    largest = float(np.abs(work).max())
    return abs(integral - float(work[-1])) / largest if largest > least else 0.0


def _checked(
    hamiltonian: str,
    battery: str,
    state: str,
    jumps: str,
    rates: tuple[float, ...],
    factors: tuple[float, ...],
    subsystem: int,
) -> Parts:
    drive = hermitian("H", hamiltonian)
    d = drive.shape[0]
    own = hermitian("H_B", battery)
    before, levels, after = placed(d, factors or two_parts(d, own.shape[0], subsystem), subsystem)
    if own.shape[0] != levels:
        raise ScenarioError(f"H_B must be {levels}×{levels}, not {own.shape[0]}×{own.shape[0]}.")
    rho = started(state, d)
    operators = [square("L", text, d) for text in jumps.split("|")] if jumps else []
    if len(operators) != len(rates):
        raise ScenarioError(
            f"The rates must be one for each of the {len(operators)} jump operators, "
            f"not {len(rates)}."
        )
    # A system of one level has nothing to lose.
    pairs = zip(rates, operators, strict=True) if d > 1 else ()
    lossy = tuple(np.sqrt(rate) * one for rate, one in pairs if rate > 0)
    if lossy and d > MOST_LOSSY:
        raise ScenarioError(f"With jump operators H must have at most {MOST_LOSSY} rows, not {d}.")
    return Parts(drive, own, rho, evolution.kets(rho), lossy, before, after)


def _size(parts: Parts) -> int:
    matrices = (parts.hamiltonian, parts.battery, parts.state, parts.start, *parts.jumps)
    return sum(matrix.nbytes for matrix in matrices)


# The matrices of such texts, checked against each other; raises ScenarioError.
checked: Held[Parts] = Held(_checked, _size)


def two_parts(d: int, levels: int, subsystem: int) -> tuple[float, ...]:
    """The factors where none are given: the battery alone, or with one part behind or before it."""
    if levels in (1, d) or d % levels or subsystem > 1:
        return (float(d),)
    sizes = float(levels), float(d // levels)
    return sizes if subsystem == 0 else sizes[::-1]


def placed(d: int, factors: tuple[float, ...], subsystem: int) -> tuple[int, int, int]:
    """Levels before the battery, of it, and after it; raises ScenarioError."""
    sizes = [int(size) for size in factors]
    if any(size != whole for size, whole in zip(factors, sizes, strict=False)):
        raise ScenarioError("The factors must be whole numbers, not fractions.")
    if prod(sizes) != d:
        told = "×".join(map(str, sizes))
        raise ScenarioError(f"The factors must multiply to the {d} rows of H, not {told}.")
    if subsystem >= len(sizes):
        raise ScenarioError(
            f"The battery must be a factor from 0 to {len(sizes) - 1}, not {subsystem}."
        )
    return prod(sizes[:subsystem]), sizes[subsystem], prod(sizes[subsystem + 1 :])


def started(text: str, d: int) -> Complex:
    """The initial density matrix, of a row or column of amplitudes or of a matrix."""
    given = read(text)
    if 1 in given.shape and given.size == d > 1:
        norm = float(np.linalg.norm(given))
        if abs(norm - 1) > 1e-6:
            raise ScenarioError(f"ρ₀ as a row must have norm one, not {norm:.9g}.")
        given = np.outer(given.ravel(), given.ravel().conj()) / norm**2
    elif given.shape != (d, d):
        rows, columns = given.shape
        raise ScenarioError(f"ρ₀ must be {d}×{d} or a row of {d}, not {rows}×{columns}.")
    try:
        rho = states(given).positive()
    except ValueError as refused:
        reason = str(refused).replace("state must", "ρ₀ must", 1)
        raise ScenarioError(reason) from None
    return np.asarray(rho / np.trace(rho).real)
