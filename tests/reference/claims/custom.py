"""The numbers of the examples of one's own batteries again, without the engine."""

from __future__ import annotations

from math import exp, pi, sqrt

import numpy as np
import qutip
from scipy.optimize import brentq, minimize_scalar

from engine.claims import Basis
from tests.reference.claims.derivation import by


def touching():
    """The slope of the line from the origin that touches sin²(t/2)."""
    x = brentq(lambda x: np.tan(x) - 2 * x, 1.0, 1.4, xtol=1e-15)
    return np.sin(x) ** 2 / x / 2


def lossy():
    """The most that the second of two exchanging qubits holds, with QuTiP."""
    low = qutip.destroy(2)
    a, b = qutip.tensor(low, qutip.qeye(2)), qutip.tensor(qutip.qeye(2), low)
    drive = (a.dag() * b + b.dag() * a) / 2
    jumps = [np.sqrt(0.1) * a, np.sqrt(0.05) * b]
    start = qutip.tensor(qutip.basis(2, 1), qutip.basis(2, 0))
    times = np.linspace(2.5, 3.5, 2001)
    options = {"atol": 1e-12, "rtol": 1e-10, "nsteps": 10**6}
    found = qutip.mesolve(
        drive, start.proj(), [0.0, *times], c_ops=jumps, e_ops=[b.dag() * b], options=options
    )
    return max(found.expect[0])


def two_cells():
    """Two spins and a mode as whole matrices: the largest ⟨cells⟩/t."""
    low, photon = np.array([[0.0, 1.0], [0.0, 0.0]]), np.diag(np.sqrt([1.0, 2.0, 3.0]), 1)
    first = np.kron(np.kron(low, np.eye(2)), np.eye(4))
    second = np.kron(np.kron(np.eye(2), low), np.eye(4))
    a = np.kron(np.eye(4), photon)
    drive = (first + second).T @ a
    energies, vectors = np.linalg.eigh(drive + drive.T)
    stored = first.T @ first + second.T @ second

    def lost(time):
        psi = vectors @ (np.exp(-1j * energies * time) * vectors[2])
        return -np.vdot(psi, stored @ psi).real / time

    found = minimize_scalar(lost, bounds=(0.5, 1.5), method="bounded", options={"xatol": 1e-12})
    return -found.fun


DERIVATIONS = {
    **by(Basis.SEARCH, {"driven-power": touching}),
    **by(Basis.QUTIP, {"exchange-lossy": lossy}),
    **by(Basis.MATRICES, {"tavis-cummings": two_cells}),
    **by(
        Basis.FORMULA,
        {
            "driven-limit": lambda: 0.0,
            "exchange-time": lambda: pi,
            "exchange-locked": lambda: 0.0,
            "ladder-time": lambda: 2 * pi / sqrt(2),
            "decay": lambda: exp(-3),
        },
    ),
}
