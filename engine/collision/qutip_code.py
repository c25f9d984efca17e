"""The main curve as a short QuTiP script: the definition itself, for comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.collision.charging import loss_weights

if TYPE_CHECKING:
    from engine.collision.model import Charging

_LOWERING = {
    "oscillator": "destroy(d)",
    "spin": "Qobj(np.diag(np.sqrt([n * (d - n) for n in range(1, d)]), 1))",
    "ladder": "Qobj(np.eye(d, k=1))",
}


def script(scenario: Charging) -> str:
    """Python of at most 16 statements whose `energy` holds the energy after each collision.

    Salvia et al. 2023, Eqs. (1)-(3) and (21), with dense operators and no shortcut. The excited
    qubit is basis(2, 0), the state that QuTiP's sigmap raises to.
    """
    lossy, scheduled = scenario.gamma > 0, bool(scenario.schedule)
    settings = {name: getattr(scenario, name) for name in ("levels", "q", "c", "alpha")}
    settings |= {"gamma": scenario.gamma} if lossy else {}
    names = ", ".join(settings).replace("levels", "d")
    orders = f"range({len(loss_weights(scenario.levels, scenario.gamma)[0])})"
    amplitudes = "np.sqrt(binom.pmf(k, np.arange(k, d), gamma))"
    unitary = "U = (-1j * theta * H).expm()"
    collide = "(U * tensor(rho, qubit) * U.dag()).ptrace(0)"
    lines = [
        "import numpy as np",
        "from qutip import Qobj, basis, destroy, expect, num, sigmap, tensor",
        "from scipy.stats import binom" if lossy else None,
        "",
        f"{names} = {', '.join(map(repr, settings.values()))}",
        "",
        "# The battery's lowering operator, and the exchange with the qubit, Eq. (2).",
        f"A = {_LOWERING[scenario.battery]}",
        "H = tensor(A, sigmap()) + tensor(A.dag(), sigmap().dag())",
        "",
        "# A qubit, Eq. (1): 1 - q is how often it is excited, r its coherence.",
        "r = c * np.sqrt(q * (1 - q)) * np.exp(1j * alpha)",
        "qubit = Qobj([[1 - q, r], [np.conj(r), q]])",
        "" if lossy else None,
        "# Loss, Eq. (21): each operator takes k quanta away." if lossy else None,
        f"loss = [Qobj(np.diag({amplitudes}, k)) for k in {orders}]" if lossy else None,
        "",
        "# One collision after another, Eq. (3).",
        "rho, energy = basis(d, 0).proj(), [0.0]",
        None if scheduled else unitary.replace("theta", repr(scenario.theta)),
        f"for theta in {list(scenario.schedule)}:"
        if scheduled
        else f"for _ in range({scenario.collisions}):",
        f"    {unitary}" if scheduled else None,
        f"    rho = {collide}",
        "    rho = sum(K * rho * K.dag() for K in loss)" if lossy else None,
        "    energy.append(expect(num(d), rho))",
        "",
        'print("energy after each collision:", np.round(energy, 6))',
    ]
    return "\n".join(line for line in lines if line is not None) + "\n"


SCRIPTS = {"Collision": script}
