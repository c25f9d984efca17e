"""A battery's ergotropy, its copies and its drive as short QuTiP scripts, for comparison."""

from __future__ import annotations

from engine.scenario import Scenario

STATE = """\
import numpy as np
from qutip import Qobj, expect, qdiags, tensor

# Energies of the levels, and a state: a share of it pure, the rest a mixture.
levels, share = {levels!r}, {share!r}
psi = Qobj(np.array({real!r}) + 1j * np.array({imaginary!r}))
p = np.array({populations!r})
h = qdiags(list(levels), 0)
mixed = qdiags(list(p / p.sum()), 0) if share < 1 else 0 * h
rho = (share * psi.unit().proj() if share > 0 else 0) + (1 - share) * mixed
"""

ERGOTROPY = (
    STATE
    + """\

# Sorted populations on the levels from below: what is left when all work is drawn.
energy = expect(h, rho)
passive = np.sort(rho.eigenenergies())[::-1] @ h.eigenenergies()
incoherent = energy - np.sort(rho.diag().real)[::-1] @ h.eigenenergies()
ergotropy = energy - passive
print("energy:", energy, " ergotropy:", ergotropy, " without coherence:", incoherent)
"""
)

COPIES = (
    STATE
    + """\


# Ergotropy of n copies together, per copy.
def per_copy(n):
    state = tensor([rho] * n)
    total = sum(np.ix_(*[levels] * n)).ravel()
    passive = np.sort(state.eigenenergies())[::-1] @ np.sort(total)
    return expect(h, rho) - passive / n


ergotropy_per_copy = [per_copy(n) for n in range(1, min({copies!r}, 6) + 1)]
print("ergotropy per copy, of 1, 2, … copies:", ergotropy_per_copy)
"""
)

SPEED = """\
import numpy as np
from qutip import basis, sesolve, sigmay, sigmaz

e, chi, theta = {energy!r}, {detour!r}, {angle!r}

# A drive that turns the empty state, straight to the target or by a detour.
g, full = basis(2, 0), basis(2, 1)
h = e * (np.cos(chi) * sigmay() - np.sin(chi) * sigmaz())
target = np.cos(theta) * g + np.sin(theta) * full

times = np.linspace(0, {time_max!r} / e, {points!r})
watched = [target.proj(), full.proj()]
options = {{"atol": 1e-12, "rtol": 1e-12}}
fidelity, energy_stored = sesolve(h, g, times, e_ops=watched, options=options).expect
print("closest to the target:", fidelity.max(), "at the time", times[fidelity.argmax()])
"""


def script(scenario: Scenario) -> str:
    """Python whose variables hold the ergotropy, or a curve, under our names.

    Copies are written out as whole matrices there, and so end at six.
    """
    return SCRIPTS_BY_NAME[type(scenario).__name__].format(**scenario.values())


SCRIPTS_BY_NAME = {"Ergotropy": ERGOTROPY, "NCopies": COPIES, "SpeedLimit": SPEED}
SCRIPTS = dict.fromkeys(SCRIPTS_BY_NAME, script)
