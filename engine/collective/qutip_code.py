"""Charging together or apart as short QuTiP scripts, for comparison."""

from __future__ import annotations

from engine.scenario import Scenario

BLOCKS = """\
import numpy as np
from qutip import basis, num, sesolve

cells, block, gap, norm = {cells!r}, {block!r}, {gap!r}, {max_energy!r}
alpha = norm * block / cells

# A drive that takes a block from empty to full in one step.
empty, full = basis(block + 1, 0), basis(block + 1, block)  # of one block's excited cells
drive = alpha * (full * empty.dag() + empty * full.dag())

times = np.linspace(0, np.pi / (2 * alpha), {points!r})
options = {{"atol": 1e-12, "rtol": 1e-12}}
found = sesolve(drive, empty, times, e_ops=[num(block + 1), num(block + 1) ** 2], options=options)
excited, squared = found.expect

# Of all blocks: the energy, its variance, and what the cells' own variances make of it.
energy = gap * cells / block * excited
variance = gap**2 * cells / block * (squared - excited**2)
local_variance = gap**2 * cells * (excited / block) * (1 - excited / block)
print("energy:", np.round(energy, 6))
"""

BALL = """\
import numpy as np
from qutip import basis, partial_transpose, qeye, sigmax, tensor

cells = min({cells!r}, 8)


# Entanglement between halves, after a turn of all cells together, from thermal cells.
def negativity(beta):
    p = 1 / (1 + np.exp(-beta))
    one = p * basis(2, 0).proj() + (1 - p) * basis(2, 1).proj()
    start, flip = tensor([one] * cells), tensor([sigmax()] * cells)
    turn = (tensor([qeye(2)] * cells) - 1j * flip) / np.sqrt(2)
    mask = [1] * (cells // 2) + [0] * (cells - cells // 2)
    values = partial_transpose(turn * start * turn.dag(), mask).eigenenergies()
    return -values[values < 0].sum()


betas = np.linspace(0, {beta_max!r}, min({points!r}, 21))
found = [negativity(beta) for beta in betas]
for beta, one in zip(betas, found):
    print(f"beta = {{beta:.4f}}   negativity = {{one:.6f}}")
"""

SCRIPTS_BY_NAME = {"BlockCharging": BLOCKS, "SeparableBall": BALL}


def script(scenario: Scenario) -> str:
    """Python whose variables hold what ours do; the ball's matrices end at eight cells."""
    return SCRIPTS_BY_NAME[type(scenario).__name__].format(**scenario.values())


SCRIPTS = dict.fromkeys(SCRIPTS_BY_NAME, script)
