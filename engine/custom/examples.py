"""Batteries to start from: settings of `CustomBattery` that a few lines of matrices make."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.custom.matrices import write

LOWER = np.array([[0.0, 1.0], [0.0, 0.0]])


def start(levels: int, place: int) -> str:
    """The ket of one level, as a row."""
    return write(np.eye(levels)[[place]])


def exchange(rates: tuple[float, ...] = ()) -> dict[str, Any]:
    """A full qubit that hands its energy to an empty one, the battery; each may relax."""
    charger, battery = np.kron(LOWER, np.eye(2)), np.kron(np.eye(2), LOWER)
    drive = 0.5 * (charger.T @ battery + battery.T @ charger)
    jumps = "|".join(write(jump) for jump in (charger, battery))
    return {
        "hamiltonian": write(drive),
        "battery_hamiltonian": "0,0;0,1",
        "initial_state": start(4, 2),
        "factors": (2.0, 2.0),
        "subsystem": 1,
        "jump_operators": jumps if rates else "",
        "rates": rates,
        "time_max": 12.0,
    }


def three_levels() -> dict[str, Any]:
    """A qutrit driven up its ladder by two equal fields at once."""
    return {
        "hamiltonian": "0,0.5,0;0.5,0,0.5;0,0.5,0",
        "battery_hamiltonian": write(np.diag([0.0, 1.0, 1.95])),
        "initial_state": "1,0,0",
        "time_max": 9.0,
    }


def tavis_cummings() -> dict[str, Any]:
    """Two cells, as a ladder of three levels, that share two photons: g = 1, on resonance."""
    raising = np.sqrt(2.0) * np.diag([1.0, 1.0], -1)  # J₊ of spin 1 on 0, 1, 2 excited cells
    photon = np.diag(np.sqrt([1.0, 2.0]), 1)
    drive = np.kron(raising, photon)
    return {
        "hamiltonian": write(drive + drive.T),
        "battery_hamiltonian": write(np.diag([0.0, 1.0, 2.0])),
        "initial_state": start(9, 2),
        "factors": (3.0, 3.0),
        "subsystem": 0,
        "time_max": 4.0,
    }


def decaying() -> dict[str, Any]:
    """A full qubit that relaxes and does nothing else."""
    return {
        "hamiltonian": "0,0;0,0",
        "battery_hamiltonian": "0,0;0,1",
        "initial_state": "0,1",
        "jump_operators": "0,1;0,0",
        "rates": (0.5,),
        "time_max": 6.0,
    }
