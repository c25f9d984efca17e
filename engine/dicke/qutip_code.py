"""A Dicke battery's energy as a short QuTiP script: the definitions, for comparison."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.dicke.model import Dicke

SCRIPT = """\
import numpy as np
from qutip import basis, coherent, destroy, jmat, qeye, sesolve, squeeze, tensor

N, g, e, n, top = {cells!r}, {coupling!r}, {exchange!r}, {photons!r}, {top!r}
gap, cavity, eta = {gap!r}, {cavity!r}, {strength!r} / N

# Cells as one large spin beside the light, whose cutoff is `top`.
one, dark, light = qeye(N + 1), qeye(top + 1), destroy(top + 1)
a, up, x, z = tensor(one, light), *(tensor(jmat(N / 2, k), dark) for k in "+xz")
M, swap = z + N / 2, {swap}
H = cavity * a.dag() * a + gap * M + g * (swap + swap.dag()) + eta * ({dipole})

# From empty cells and the light that charges them.
cavity_state = {state}
times = np.linspace(0, {time_max!r}, {points!r} + 1)
options = {{"rtol": 1e-11, "atol": 1e-13, "nsteps": 10**6}}
run = sesolve(H, tensor(basis(N + 1, N), cavity_state), times, e_ops=[gap * M], options=options)
energy = run.expect[0][1:]
for t, e in zip(times[1:], energy):
    print(f"t = {{t:.4f}}   energy = {{e:.6f}}")
"""
STATES = {
    "fock": "basis(top + 1, round(n))",
    "coherent": 'coherent(top + 1, np.sqrt(n), method="analytic")',
    "squeezed": "squeeze(top + 1, np.arcsinh(np.sqrt(n))) * basis(top + 1, 0)",
}
DIPOLES = {"none": "0 * z", "xx": "x * x", "zz": "z * z", "exchange": "up * up.dag() - M"}


def script(scenario: Dicke) -> str:
    """Python whose `energy` holds the battery's at the times of the curve.

    `top` is the cutoff that is set, or about what the battery reaches. basis(N + 1, N) is the
    state with no cell excited: QuTiP's ladder begins at the top.
    """
    model = scenario.model(scenario.cells)
    top = ceil(1.2 * scenario.largest_photon(scenario.cells)) + 10
    return SCRIPT.format(
        cells=model.cells,
        coupling=model.coupling,
        exchange=model.exchange,
        photons=scenario.mean_photons(scenario.cells),
        top=top if scenario.cutoff is None else scenario.cutoff,
        gap=model.gap,
        cavity=model.cavity,
        strength=model.strength,
        swap="up * (a**e + a.dag()**e)" if model.counter else "up * a**e",
        dipole=DIPOLES[model.dipole],
        state=STATES[scenario.charger],
        time_max=float(scenario.times()[-1]),
        points=scenario.points,
    )


SCRIPTS = {"Dicke": script}
