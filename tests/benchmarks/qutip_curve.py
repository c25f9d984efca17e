"""The charging curve as one writes it in QuTiP: what the engine's speed is measured against."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import qutip


def collisions(levels: int, theta: float, q: float = 0.5, c: float = 1.0) -> Iterator[float]:
    """The oscillator's energy after one collision after the other; each step does one.

    Salvia et al. 2023, Eqs. (1)-(5): tensor product, U rho U†, partial trace, expectation value.

    >>> energies = collisions(4, np.pi / 2, q=0.0, c=0.0)
    >>> round(next(energies), 9)
    1.0
    """
    lower = qutip.destroy(levels)
    ground, excited = qutip.basis(2, 0), qutip.basis(2, 1)
    exchange = qutip.tensor(lower, excited * ground.dag())
    evolution = (-1j * theta * (exchange + exchange.dag())).expm()
    coherence = c * np.sqrt(q * (1 - q))
    charger = qutip.Qobj([[q, coherence], [coherence, 1 - q]])
    number = qutip.num(levels)
    rho = qutip.fock_dm(levels, 0)
    while True:
        rho = (evolution * qutip.tensor(rho, charger) * evolution.dag()).ptrace(0)
        yield qutip.expect(number, rho)
