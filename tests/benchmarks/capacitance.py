"""Work capacitances against a general optimiser: `python -m tests.benchmarks.capacitance`.

The usual way maximises ergotropy and total ergotropy of a qutrit at each energy with SLSQP from 8
random starts. It takes minutes for Fig. 2(a); each round times it at a few energies, on the same
objectives, and ours whole right before and after.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from engine import channels, work
from engine.capacitance.analysis import analyse, maxima
from engine.capacitance.search import (
    ERGOTROPY,
    FREE_ENERGY,
    TOTAL_ERGOTROPY,
    Cell,
    Pool,
    explore,
    survey,
)
from engine.capacitance.separable import pooled_capacitance
from engine.channels import Channel
from engine.storage import StorageMap
from tests.benchmarks.engine import seconds
from tests.benchmarks.figures import Figure, median, run

RATES = (0.3, 0.2, 0.6)
LEVELS = np.array([0.0, 1.0, 2.0])
ENERGIES = np.linspace(0.0, 2.0, 60)
FIGURE_2A = (
    channels.multilevel_amplitude_damping(RATES),
    channels.resonant_amplitude_damping(RATES),
)
STARTS, SAMPLE = 8, (0.4, 0.9, 1.5)
ROUNDS = 3

Real = NDArray[np.float64]


def usual(channel: Channel, total: bool, energy: float, seed: int) -> float:
    """The best of SLSQP from 8 random pure states of energy at most e."""
    generator = np.random.default_rng(seed)
    functional = work.total_ergotropy if total else work.ergotropy

    def state(numbers: Real) -> NDArray[np.complex128]:
        amplitudes = numbers[:3] + 1j * numbers[3:]
        return amplitudes / np.linalg.norm(amplitudes)

    def loss(numbers: Real) -> float:
        psi = state(numbers)
        return -float(functional(channel(np.outer(psi, psi.conj())), LEVELS))

    spare = {"type": "ineq", "fun": lambda x: energy - float(np.abs(state(x)) ** 2 @ LEVELS)}
    found = [
        minimize(loss, generator.normal(size=6), method="SLSQP", constraints=[spare])
        for _ in range(STARTS)
    ]
    return max(-each.fun for each in found)


def figure_2a() -> list[Real]:
    """Both channels' C_loc and χ_tot at 60 energies, with their dual bounds."""
    curves = []
    for channel in FIGURE_2A:
        cell = Cell(np.ascontiguousarray(channel.matrix), LEVELS)
        inputs = Pool(*survey(cell))
        local = maxima(cell, ERGOTROPY, ENERGIES, inputs, None, lambda: None)
        total = maxima(cell, TOTAL_ERGOTROPY, ENERGIES, inputs, local.pool, lambda: None)
        curves += [local.envelope.value, total.envelope.value]
    return curves


def usual_figure(seed: int) -> float:
    """CPU seconds of the usual way for all of Fig. 2(a), from three of its energies."""
    spent = sum(
        seconds(lambda c=channel, t=total, e=energy: usual(c, t, e, seed))
        for channel in FIGURE_2A
        for total in (False, True)
        for energy in SAMPLE
    )
    return spent * ENERGIES.size / len(SAMPLE)


def error() -> float:
    """Largest distance from the same search at ten times as many energies."""
    fine = np.linspace(0.0, 2.0, 10 * (ENERGIES.size - 1) + 1)
    return max(
        float(np.abs(coarse - dense[::10]).max())
        for channel, pair in zip(FIGURE_2A, np.reshape(figure_2a(), (2, 2, -1)), strict=True)
        for coarse, dense in zip(pair, curves_at(channel, fine), strict=True)
    )


def curves_at(channel: Channel, energies: Real) -> tuple[Real, Real]:
    found = analyse(channel, LEVELS, energies)
    return found.local.envelope.value, found.total.envelope.value


def random_channel(dimension: int, seed: int) -> Channel:
    generator = np.random.default_rng(seed)
    tall = generator.normal(size=(3 * dimension, dimension, 2)) @ np.array([1, 1j])
    return channels.from_kraus(np.linalg.qr(tall)[0].reshape(3, dimension, dimension))


def pooled_seconds(channel: Channel) -> float:
    """CPU seconds of the exact C_sep curve, the envelopes being known."""
    cell = Cell(np.ascontiguousarray(channel.matrix), LEVELS)
    times = []
    for _ in range(5):
        inputs = Pool(*survey(cell))
        total = maxima(cell, TOTAL_ERGOTROPY, ENERGIES, inputs, None, lambda: None)
        pool = Pool.of(cell, inputs)
        pool.add(total.pool.states, total.pool.records)

        def curve(pool: Pool = pool, total: object = total) -> None:
            if not cell.real_suffices:
                explore(cell, FREE_ENERGY, pool)
            pooled_capacitance(cell, ENERGIES, pool, total.envelope)

        times.append(seconds(curve))
    return min(times)


def full_seconds(dimension: int) -> float:
    """CPU seconds of a random channel's full analysis at 60 energies, the longest of three."""
    levels = np.arange(dimension) * 1.0
    energies = np.linspace(0.0, levels[-1], 60)
    return max(
        seconds(lambda s=seed: analyse(random_channel(dimension, s), levels, energies))
        for seed in (1, 2, 3)
    )


def map_of_storage() -> None:
    """Fig. 1 of the storage poster: its 200 × 200 points, coordinates and labels included."""
    StorageMap(points=200).run()


def measure() -> list[Figure]:
    """Every figure of the capacitances."""
    figure_2a()
    map_of_storage()  # the first of each loads its kernels
    theirs, ours = [], []
    for seed in range(ROUNDS):
        before = seconds(figure_2a, 3)
        theirs.append(usual_figure(seed))
        ours.append((before + seconds(figure_2a, 3)) / 2)
    ratios = np.array(theirs) / np.array(ours)
    loose = channels.multilevel_amplitude_damping((0.9, 0.5, 0.1))
    return [
        Figure("SLSQP, 8 starts, Fig. 2a, CPU", median(theirs), "s"),
        Figure("engine, Fig. 2a, both channels, CPU", 1000 * median(ours), "ms", 80),
        Figure("engine over SLSQP, Fig. 2a", median(ratios), "×", 500, "at least"),
        Figure("error of Fig. 2a", error(), "ε₀", 1e-6),
        Figure("exact C_sep curve, Fig. 2a MAD, CPU",
               1000 * pooled_seconds(FIGURE_2A[0]), "ms", 60),
        Figure("exact C_sep curve where the bound is loose, CPU",
               1000 * pooled_seconds(loose), "ms", 60),
        Figure("storage map 200x200, CPU", 1000 * seconds(map_of_storage, 5), "ms", 10),
        Figure("full analysis of a random d = 4 channel, CPU", full_seconds(4), "s", 2.0),
        Figure("full analysis of a random d = 6 channel, CPU", full_seconds(6), "s"),
    ]  # fmt: skip


NOTES = """\
SLSQP is extrapolated from 3 of the 60 energies in each of 3 rounds, between timed runs of the
engine, on the same objectives; ours includes the envelopes and their dual bounds, SLSQP's does not.
"""


if __name__ == "__main__":
    run("Work capacitances against SLSQP, one thread", measure, NOTES)
