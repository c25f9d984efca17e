"""Discharges as short QuTiP scripts: the definitions themselves, for comparison.

In every script |1⟩ of `destroy(2)` is the excited state; with QuTiP's `sigmam` it would be |0⟩.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.selfdischarge.cell import Cell
    from engine.selfdischarge.model import Network

OPTIONS = 'options={"atol": 1e-13, "rtol": 1e-11, "nsteps": 10**6}'


def cell_script(scenario: Cell) -> str:
    """Python whose `energy` and `ergotropy` hold what the cell has at each time."""
    population_rate, coherence_rate = scenario.decay_rates()
    start = scenario.start()
    turning = max(0.0, (coherence_rate - population_rate / 2) / 2)
    return "\n".join(
        [
            "import numpy as np",
            "from qutip import Qobj, destroy, mesolve, num",
            "",
            f"times = np.linspace(0, {scenario.time_max!r}, {scenario.points})",
            f"p, c = {start.excited!r}, {start.coherence!r}  # at the start: excited, coherent",
            "",
            "# A jump down, and one that only takes coherence.",
            f"jumps = [np.sqrt({population_rate!r}) * destroy(2),"
            f" np.sqrt({turning!r}) * (2 * num(2) - 1)]",
            "states = mesolve(0 * num(2), Qobj([[1 - p, c], [c, p]]), times, jumps,",
            f"                 {OPTIONS}).states",
            "",
            "energy = np.array([rho[1, 1].real for rho in states])",
            "ergotropy = energy - np.array([rho.eigenenergies()[0] for rho in states])",
            "for t, u, e in zip(times, energy, ergotropy):",
            '    print(f"t = {t:.4f}   energy = {u:.6f}   ergotropy = {e:.6f}")',
            "",
        ]
    )


def network_script(scenario: Network) -> str:
    """Python whose `energy`, `ergotropy` and `concurrence` hold what the network has at each time.

    Santos 2021, Eqs. (11)-(14), with dense operators and no shortcut.
    """
    start, edges = scenario.start(), scenario.joined()
    weights = dict(zip(edges, scenario.edge_weights().tolist(), strict=True))
    zz = scenario.interaction == "zz"
    couple = "z[n] * z[m]" if zz else "(low[n].dag() * low[m] + low[m].dag() * low[n])"
    detuned = any(scenario.detunings)
    operators = [
        "z = [2 * a.dag() * a - 1 for a in low]" if zz or scenario.dephasing else None,
        "H = 0 * H0",
        f"for (n, m), w in edges.items(): H += J * w * {couple}",
        f"H += sum(d * a.dag() * a for d, a in zip({list(scenario.detunings)}, low))"
        if detuned
        else None,
    ]
    lines = [
        "import numpy as np",
        "from qutip import Qobj, concurrence as pair, destroy, expect, mesolve, qeye, tensor",
        "",
        "# Edges with their weights, and the rates of decay, each alone and in pairs.",
        f"N, J, times = {scenario.cells}, {scenario.coupling!r}, "
        f"np.linspace(0, {scenario.time_max!r}, {scenario.points})",
        f"edges, g = {weights}, {scenario.rate!r} * np.eye(N)",
        f"for (n, m), w in edges.items(): g[n, m] = g[m, n] = {scenario.collective_rate!r} * w",
        "",
        "# Each cell's lowering operator, and how cells interact.",
        "low = [tensor([destroy(2) if m == n else qeye(2) for m in range(N)]) for n in range(N)]",
        "H0 = sum(a.dag() * a for a in low)",
        *operators,
        "",
        "# Modes that decay each on its own.",
        "rates, v = np.linalg.eigh(g)",
        "modes = [sum(v[n, k] * low[n] for n in range(N)) for k in range(N)]",
        "jumps = [np.sqrt(r) * s for r, s in zip(rates, modes) if r > 1e-12]",
        f"jumps += [np.sqrt({scenario.dephasing / 2!r}) * s for s in z]"
        if scenario.dephasing
        else None,
        "",
        "# Every cell starts in the same state.",
        f"p, c = {start.excited!r}, {start.coherence!r}",
        "states = mesolve(H, tensor([Qobj([[1 - p, c], [c, p]])] * N), times, jumps,",
        f"                 {OPTIONS}).states",
        "",
        "# What is left, and what can be taken out.",
        "energy, levels = expect(H0, states), np.sort(H0.diag())[::-1]",
        "ergotropy = energy - [rho.eigenenergies() @ levels for rho in states]",
        "concurrence = [[pair(rho.ptrace(e)) for e in edges] for rho in states]",
        "for t, u, e in zip(times, energy, ergotropy):",
        '    print(f"t = {t:.4f}   energy = {u:.6f}   ergotropy = {e:.6f}")',
        "",
    ]
    return "\n".join(line for line in lines if line is not None)


SCRIPTS = {"Cell": cell_script, "Network": network_script}
