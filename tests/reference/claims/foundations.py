"""The numbers of a single battery again: QuTiP, sorted lists, 50 digits, searches."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import groupby
from math import comb, cos, log, pi, sin

import numpy as np
import qutip
from scipy.optimize import brentq, minimize_scalar

from engine.claims import Basis
from tests.reference.claims.derivation import by

LEVELS = (0.0, 1.0, 1.5, 3.0)
PSI = np.array([1.0, 1j, -1.0, 2.0]) / np.sqrt(7)
POPULATIONS = np.array([0.1, 0.2, 0.3, 0.4])
QUTRIT = (
    [Decimal(text) for text in ("0", "0.579", "1")],
    [Decimal(text) for text in ("0.538", "0.237", "0.225")],
)


def example(psi=PSI):
    """The four levels' Hamiltonian and state."""
    ket = qutip.Qobj(psi)
    return qutip.qdiags([LEVELS], [0]), 0.6 * ket.proj() + 0.4 * qutip.qdiags([POPULATIONS], [0])


def energy(psi=PSI):
    hamiltonian, rho = example(psi)
    return qutip.expect(hamiltonian, rho)


def passive_energy(psi=PSI):
    """Eigenvalues in falling order on rising levels."""
    hamiltonian, rho = example(psi)
    return float(np.sort(rho.eigenenergies())[::-1] @ hamiltonian.eigenenergies())


def sorted_energy():
    """Populations in falling order on rising levels."""
    populations = 0.6 * np.array([1, 1, 1, 4]) / 7 + 0.4 * POPULATIONS
    return float(np.sort(populations)[::-1] @ LEVELS)


def bound():
    """Energy less that of exp(-βH)/Z with the same entropy, by bisection in β."""
    _, rho = example()
    wanted = qutip.entropy_vn(rho)

    def gibbs(beta):
        weights = np.exp(-beta * np.array(LEVELS))
        return weights / weights.sum()

    def entropy(beta):
        p = gibbs(beta)
        return -(p * np.log(p)).sum()

    beta = brentq(lambda b: entropy(b) - wanted, 0.01, 20.0, xtol=1e-14)
    return energy() - float(gibbs(beta) @ LEVELS)


def spectrum(copies, values, combine):
    """What copies of three values combine to, each with how often, in rising order."""
    found = []
    for first in range(copies + 1):
        for second in range(copies + 1 - first):
            counts = (first, second, copies - first - second)
            often = comb(copies, first) * comb(copies - first, second)
            found.append((combine(values, counts), often))
    found.sort()
    return [(value, sum(n for _, n in same)) for value, same in groupby(found, lambda one: one[0])]


def per_copy(copies):
    """ε(N): the list of eigenvalues and the list of energies, merged state by state in blocks."""
    levels, populations = QUTRIT

    def product(values, counts):
        result = Decimal(1)
        for value, count in zip(values, counts, strict=True):
            result *= value**count
        return result

    def total(values, counts):
        return sum((v * n for v, n in zip(values, counts, strict=True)), Decimal(0))

    eigenvalues = spectrum(copies, populations, product)[::-1]
    energies = spectrum(copies, levels, total)
    passive, (height, room) = Decimal(0), energies.pop(0)
    for value, often in eigenvalues:
        while often:
            taken = min(often, room)
            passive += value * height * taken
            often, room = often - taken, room - taken
            if not room and energies:
                height, room = energies.pop(0)
    mean = sum((p * e for p, e in zip(populations, levels, strict=True)), Decimal(0))
    return mean - passive / copies


@cache
def qutrit_bound():
    """Energy less the Gibbs energy of equal entropy, β by bisection with 50 digits."""
    levels, populations = QUTRIT
    wanted = -sum(p * p.ln() for p in populations)

    def gibbs(beta):
        weights = [(-beta * level).exp() for level in levels]
        return [weight / sum(weights) for weight in weights]

    low, high = Decimal("0.1"), Decimal(5)
    for _ in range(120):
        beta = (low + high) / 2
        entropy = -sum(p * p.ln() for p in gibbs(beta))
        low, high = (beta, high) if entropy > wanted else (low, beta)
    return sum((p - g) * e for p, g, e in zip(populations, gibbs(low), levels, strict=True))


def best_time(alpha):
    """Where sin²t/t^α is largest."""
    found = minimize_scalar(
        lambda t: -np.log(np.sin(t)) * 2 + alpha * np.log(t),
        bounds=(0.5, 1.57),
        method="bounded",
        options={"xatol": 1e-13},
    )
    return float(found.x)


def turned_by():
    """When QuTiP's evolution under the wasteful drive comes farthest from its start."""
    chi = 0.4 * pi
    drive = cos(chi) * qutip.sigmay() - sin(chi) * qutip.sigmaz()  # |g⟩ first
    start = qutip.basis(2, 0)

    def turning_back(time):
        """Rate at which the share of the start changes."""
        state = (-1j * time * drive).expm() * start
        return float(qutip.expect(1j * qutip.commutator(drive, start.proj()), state))

    time = float(brentq(turning_back, 0.5, 2.5, xtol=1e-14))
    kept = abs(start.overlap((-1j * time * drive).expm() * start))
    assert abs(np.arccos(kept) - 0.1 * pi) < 1e-9
    return time


TOUCH = brentq(lambda x: np.tan(x) - 2 * x, 1.0, 1.4, xtol=1e-15)

DERIVATIONS = {
    **by(
        Basis.QUTIP,
        {
            "example-energy": energy,
            "example-ergotropy": lambda: energy() - passive_energy(),
            "coherence-adds": lambda: sorted_energy() - passive_energy(),
            "mean-energy-printed": turned_by,
        },
    ),
    **by(
        Basis.MATRICES,
        {
            "example-bound": bound,
            "phases": lambda: passive_energy() - passive_energy(np.abs(PSI)),
        },
    ),
    **by(
        Basis.FORMULA,
        {
            "populations-only": lambda: energy() - sorted_energy(),
            "pure-state": lambda: 0.0,
            "thermal-qubit": lambda: log(0.75 / 0.25),
            "deviation-holds": lambda: 0.1 * pi / cos(0.4 * pi),
            "drive-norm": lambda: 1 + 0.5**0.5,
        },
    ),
    **by(
        Basis.DIGITS,
        {
            "two-copies": lambda: per_copy(2),
            "copies-3": lambda: per_copy(3),
            "copies-10": lambda: per_copy(10),
            "copies-100": lambda: per_copy(100),
            "copies-bound": qutrit_bound,
            "copies-approach": lambda: per_copy(100) / qutrit_bound(),
        },
    ),
    **by(
        Basis.SEARCH,
        {
            "tangent": lambda: np.sin(TOUCH) ** 2 / TOUCH,
            "tangent-time": lambda: best_time(1.0),
            "objective-half": lambda: best_time(0.5),
        },
    ),
}
