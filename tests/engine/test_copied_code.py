"""The code that a page hands out runs as it is and gives what the engine gives."""

import os
import subprocess
import sys
from math import pi
from pathlib import Path

import numpy as np
import pytest

from engine.collision import Collision, Device, DrivingLimit, Greedy, Onset, PhaseSpace
from engine.result import equal
from engine.storage import BlochBall, Blocks, Redundancy, Storage, StorageMap, StorageSection
from engine.storage import Device as StorageDevice

ROOT = Path(__file__).parents[2]
QUBITS = {"q": 0.3, "c": 0.8, "alpha": 1.1}
CHARGES = [
    Collision(levels=12, theta=0.2, collisions=8),
    Collision(levels=12, theta=0.2, collisions=8, gamma=0.07, **QUBITS),
    Collision(battery="spin", levels=7, theta=0.15, collisions=9, **QUBITS),
    Collision(battery="ladder", levels=6, schedule=(0.4, 0.3, 0.3, 0.9), **QUBITS),
    Collision(battery="spin", levels=6, schedule=(0.2, 0.1, 0.05), gamma=0.2, **QUBITS),
]
SCENARIOS = [
    *CHARGES,
    Greedy(battery="spin", levels=20, time_max=1.0, rule="cumulative"),
    DrivingLimit(levels=30, time_max=5.0, points=11, q=0.4),
    Onset(levels=80, thetas=(0.03 * pi, 0.04 * pi), gammas=(0.0,)),
    PhaseSpace(levels=20, collisions=30, points=16, extent=5.0),
    Device(interval=40.0),
    Storage(kappa=0.2, ratio="separable"),
    StorageMap(against="kappa", points=7),
    StorageSection(along="eta", points=5),
    BlochBall(points=9, energy=0.3),
    Blocks(cells=6),
    Redundancy(quanta=2, cells=6),
    StorageDevice(t2=150.0),
]


def run(code: str, ending: str) -> str:
    """Run code in a fresh interpreter outside the checkout and return what `ending` prints."""
    finished = subprocess.run(
        [sys.executable, "-c", f"{code}\n{ending}"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT.parent,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def execute(code: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(compile(code, "<copied>", "exec"), names)
    return names


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: type(scenario).__name__)
def test_copied_python_recreates_the_result(scenario):
    assert equal(execute(scenario.code())["result"], scenario.run())


def test_copied_python_runs_in_a_fresh_interpreter():
    scenario = CHARGES[1]
    printed = run(scenario.code(), "print(float(result.energy[-1]).hex())")
    assert "<xarray.Dataset>" in printed
    energy = printed.split()[-1]
    assert float.fromhex(energy) == float(scenario.run().energy[-1])


@pytest.mark.parametrize("scenario", CHARGES, ids=lambda scenario: scenario.battery)
def test_copied_qutip_gives_the_energies(scenario):
    energy = execute(scenario.qutip_code())["energy"]
    np.testing.assert_allclose(energy, scenario.run().energy, rtol=0, atol=1e-12)


def test_copied_qutip_runs_in_a_fresh_interpreter():
    scenario = CHARGES[4]
    energy = run(scenario.qutip_code(), "print(*map(repr, map(float, energy)))")
    energy = energy.splitlines()[-1].split()
    np.testing.assert_allclose([*map(float, energy)], scenario.run().energy, rtol=0, atol=1e-12)


@pytest.mark.parametrize("scenario", CHARGES, ids=lambda scenario: scenario.battery)
def test_copied_qutip_is_short_and_needs_nothing_of_ours(scenario):
    code = scenario.qutip_code()
    statements = [line for line in code.splitlines() if line and not line.startswith("#")]
    assert len(statements) <= 16
    assert max(map(len, code.splitlines())) <= 100
    assert "engine" not in code


def test_a_planted_fault_in_copied_code_is_noticed():
    scenario = CHARGES[1]
    faulty = scenario.qutip_code().replace("1 - q, r]", "q, r]").replace(", q]]", ", 1 - q]]")
    energy = execute(faulty)["energy"]
    assert not np.allclose(energy, scenario.run().energy, atol=1e-3)
