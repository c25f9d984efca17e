"""C_loc and the paper's bound as a short QuTiP script: the definitions, for comparison."""

from __future__ import annotations

from pprint import pformat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.capacitance.model import Capacitance

SCRIPT = """\
import numpy as np
from qutip import Qobj, entropy_vn, expect
from scipy.optimize import brentq, minimize

levels, energies = np.array({levels}), np.linspace(0, {highest}, {points})
kraus = [Qobj(K) for K in
{kraus}]

h, d, random = Qobj(np.diag(levels)), len(levels), np.random.default_rng(0)


# Work that one unitary draws from a state, and from many of them together.
def ergotropy(rho):
    return expect(h, rho) - levels @ rho.eigenenergies()[::-1]


def gibbs(beta):
    weights = np.exp(-beta * levels)
    return Qobj(np.diag(weights / weights.sum()))


def total_ergotropy(rho):
    entropy = np.clip(entropy_vn(rho), 1e-12, np.log(d) - 1e-12)
    x = brentq(lambda x: entropy_vn(gibbs(np.exp(x))) - entropy, -20, 9, xtol=1e-13)
    return expect(h, rho) - expect(h, gibbs(np.exp(x)))


# The best pure state of at most the energy e: several random starts of a search.
def psi(x):
    return (x[:d] + 1j * x[d:]) / np.linalg.norm(x)


def single_shot(work, e, starts=8):
    def loss(x):
        return -work(sum(K * Qobj(psi(x)).proj() * K.dag() for K in kraus))
    room = {{"type": "ineq", "fun": lambda x: e - levels @ abs(psi(x)) ** 2}}
    tries = [random.normal(size=2 * d) for _ in range(starts)]
    found = [minimize(loss, x, method="SLSQP", constraints=room, tol=1e-12) for x in tries]
    return max(-each.fun for each in found if room["fun"](each.x) > -1e-9)


# Cells charged unequally: chords between the energies.
def envelope(f, e=energies):
    lines = [(i, j) for i in range(len(e)) for j in range(i + 1, len(e))]
    chords = [np.where((e >= e[i]) & (e <= e[j]), f[i] + (f[j] - f[i]) * (e - e[i]) / (e[j] - e[i]),
                       f) for i, j in lines]
    return np.max(chords, axis=0)


ground = sum(K * Qobj(np.eye(d)[0]).proj() * K.dag() for K in kraus)
c_loc, chi_tot = (
    envelope([work(ground)] + [single_shot(work, e) for e in energies[1:]])
    for work in (ergotropy, total_ergotropy)
)
for e, one, other in zip(energies, c_loc, chi_tot):
    print(f"e = {{e:.4f}}   C_loc = {{one:.6f}}   chi_tot = {{other:.6f}}")
"""


def script(scenario: Capacitance) -> str:
    """Python whose `c_loc` and `chi_tot` hold these capacitances over `energies`.

    Tirone et al. 2023, Eqs. (1), (5)-(7) and (12): the best of SLSQP from 8 random pure states at
    each energy, and chords between these. It takes minutes for the 60 energies of Fig. 2(a).
    """
    operators = scenario.channel().kraus
    plain = operators.real if not operators.imag.any() else operators
    return SCRIPT.format(
        levels=list(scenario.levels),
        highest=scenario.levels[-1],
        points=scenario.points,
        kraus=pformat(plain.tolist(), width=98, compact=True),
    )


SCRIPTS = {"Capacitance": script}
