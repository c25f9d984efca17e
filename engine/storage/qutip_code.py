"""A noisy cell's ergotropy as a short QuTiP script: the definitions, for comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.storage.model import Storage

SCRIPT = """\
import numpy as np
from qutip import basis, destroy, num, qeye
from scipy.optimize import minimize_scalar

gamma, eta, kappa, points = {gamma!r}, {eta!r}, {kappa!r}, {points!r}

# Relaxation, Eq. (3): down with weight 1 - eta, up with eta; h is the excited level.
a, h = destroy(2), num(2)
stay, leave = a * a.dag(), np.sqrt(gamma) * a
down = [stay + np.sqrt(1 - gamma) * h, leave]
up = [np.sqrt(1 - gamma) * stay + h, leave.dag()]
damping = [np.sqrt(1 - eta) * K for K in down] + [np.sqrt(eta) * K for K in up]

# Dephasing, Eq. (4).
share = (1 + np.sqrt(1 - kappa)) / 2
dephasing = [np.sqrt(share) * qeye(2), np.sqrt(1 - share) * (qeye(2) - 2 * h)]
kraus = [L * K for K in damping for L in dephasing]


# What a pure state of excited population p returns: its ergotropy after the noise.
def work(p):
    psi = np.sqrt(1 - p) * basis(2, 0) + np.sqrt(p) * basis(2, 1)
    rho = sum(K * psi.proj() * K.dag() for K in kraus)
    return (h * rho).tr().real - rho.eigenenergies()[0]


ergotropy = [work(p) for p in np.linspace(0, 1, points)]

# The best cell, and one quantum spread over a million cells.
best = minimize_scalar(lambda p: -work(p), bounds=(0, 1), options={{"xatol": 1e-9}})
single_shot = max(-best.fun, work(0), work(1))
j_coherent = 1e6 * work(1e-6)
print("single shot:", single_shot, " J_coh:", j_coherent)
"""


def script(scenario: Storage) -> str:
    """Python whose `ergotropy` holds what pure states of energies from 0 to 1 return.

    Storage poster, Eqs. (3)-(6): `single_shot` is their best, and `j_coherent` what one quantum
    returns that is spread over a million cells. basis(2, 1) is the excited state, which η fills.
    """
    names = ("gamma", "eta", "kappa", "points")
    return SCRIPT.format(**{name: getattr(scenario, name) for name in names})


SCRIPTS = {"Storage": script}
