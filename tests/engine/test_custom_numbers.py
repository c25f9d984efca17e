"""A battery of one's own against its generator's eigenvectors: maxima, and what may be left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from engine.custom import CustomBattery
from engine.custom.between import lossy
from engine.custom.qutip_code import script
from engine.fields import ScenarioError
from tests.engine.test_copied_code import execute

LOWER = np.array([[0.0, 1.0], [0.0, 0.0]])


def hermitian(rng: np.random.Generator, size: int) -> np.ndarray:
    matrix = rng.normal(size=(size, size)) + 1j * rng.normal(size=(size, size))
    return (matrix + matrix.conj().T) / 2


def work(
    drive: np.ndarray, jumps: list[np.ndarray], rho: np.ndarray, stored: np.ndarray
) -> Callable[[float], float]:
    """tr O(ρ(t) - ρ(0)) from the eigenvectors of the generator on d² numbers."""
    one = np.eye(len(drive))
    generator = -1j * (np.kron(drive, one) - np.kron(one, drive.T))
    for jump in jumps:
        number = jump.conj().T @ jump
        generator = generator + np.kron(jump, jump.conj())
        generator = generator - (np.kron(number, one) + np.kron(one, number.T)) / 2
    values, vectors = np.linalg.eig(generator)
    parts = np.linalg.solve(vectors, rho.ravel()) * (stored.T.ravel() @ vectors)
    return lambda t: float((parts @ (np.exp(values * t) - 1)).real)


@pytest.mark.parametrize("jumps", [0, 2])
@pytest.mark.parametrize("points", [40, 400])
def test_the_largest_power_does_not_depend_on_the_times(jumps: int, points: int) -> None:
    rng = np.random.default_rng(11)
    drive, own = hermitian(rng, 6), np.diag([0.0, 1.0, 2.5])
    losses = [0.3 * (rng.normal(size=(6, 6)) + 1j * rng.normal(size=(6, 6))) for _ in range(jumps)]
    start = np.eye(6)[0]
    result = CustomBattery(
        hamiltonian=drive, battery_hamiltonian=own, initial_state=start, jump_operators=losses,
        rates=(0.5,) * jumps, factors=(2, 3), subsystem=1, time_max=3.0, points=points,
    ).run()  # fmt: skip
    gained = work(
        drive, [0.5**0.5 * one for one in losses], np.outer(start, start), np.kron(np.eye(2), own)
    )
    times = np.linspace(0.0, 3.0, 3001)[1:]
    best = int(np.argmax([gained(t) / t for t in times]))
    found = minimize_scalar(
        lambda t: -gained(t) / t, bounds=(times[best - 1], times[best + 1]), method="bounded",
        options={"xatol": 1e-10},
    )  # fmt: skip
    assert float(result.max_power) == pytest.approx(-found.fun, rel=1e-8)
    assert float(result.optimal_time) == pytest.approx(found.x, abs=1e-6)


def test_a_power_that_only_falls_is_largest_at_the_start() -> None:
    """(|0⟩ - i|1⟩)/√2 under σx/2: E = (1 + sin t)/2 is steepest at 0."""
    start = np.array([1.0, -1.0j]) / 2**0.5
    result = CustomBattery(initial_state=start, time_max=2.0, points=20).run()
    assert float(result.optimal_time) == 0.0
    assert float(result.max_power) == pytest.approx(0.5, rel=1e-12)
    assert result.average_power.values.max() == pytest.approx(0.5, rel=1e-12)


def test_a_series_that_does_not_reach_to_the_next_time_is_none() -> None:
    times, rho = np.array([0.0, 50.0]), np.stack([np.eye(2) / 2] * 2).astype(complex)
    drive, stored = np.array([[0, 0.5], [0.5, 0]], complex), np.diag([0, 1.0]).astype(complex)
    assert lossy(drive, [LOWER.astype(complex)], stored, times, rho) is None


@pytest.mark.parametrize("subsystem", [0, 1])
def test_a_battery_and_one_part_more_need_no_factors(subsystem: int) -> None:
    rng = np.random.default_rng(3)
    own = np.diag([0.0, 1.0, 1.7])
    told = {
        "hamiltonian": hermitian(rng, 6), "battery_hamiltonian": own,
        "initial_state": np.eye(6)[1], "subsystem": subsystem, "points": 20,
    }  # fmt: skip
    factors = (3, 2) if subsystem == 0 else (2, 3)
    short, long = CustomBattery(**told).run(), CustomBattery(factors=factors, **told).run()
    np.testing.assert_array_equal(short.energy, long.energy)
    copied = execute(script(CustomBattery(**told)))
    np.testing.assert_allclose(copied["energy"], short.energy, atol=1e-7)
    assert float(short.energy.max()) > 0.05


def test_a_battery_that_no_part_completes_is_refused() -> None:
    drive = np.eye(6)
    with pytest.raises(ScenarioError, match="H_B must be 6×6, not 4×4"):
        CustomBattery(
            hamiltonian=drive, battery_hamiltonian=np.eye(4), initial_state=np.eye(6)[0]
        ).run()


@pytest.mark.parametrize("jumps", [LOWER, [LOWER], LOWER.tolist(), LOWER[None], "0,1;0,0"])
def test_one_jump_operator_needs_no_list(jumps: object) -> None:
    assert CustomBattery(jump_operators=jumps, rates=(0.1,)).jump_operators == "0,1;0,0"
