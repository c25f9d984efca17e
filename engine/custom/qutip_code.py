"""A battery of one's own as a short QuTiP script, for comparison."""

from __future__ import annotations

from engine.custom.matrices import read, read_several
from engine.custom.model import two_parts
from engine.scenario import Scenario

SCRIPT = """\
import numpy as np
from qutip import Qobj, expect, mesolve

# What drives the battery, what its energy is, and where it starts.
h, own = {hamiltonian}, {battery_hamiltonian}
start = np.array({state})
start = np.outer(start, start.conj()) if start.ndim == 1 else start
factors, battery, rates = {factors!r}, {subsystem!r}, {rates!r}
dims = [factors, factors]
jumps = [np.sqrt(rate) * Qobj(np.array(one), dims=dims) for rate, one in zip(rates, {jumps})]

# The master equation, and the battery's part of each state.
times = np.linspace(0, {time_max!r}, {points!r})
options = {{"atol": 1e-11, "rtol": 1e-9, "nsteps": 10**6, "store_states": True}}
h, start = Qobj(np.array(h), dims=dims), Qobj(start, dims=dims)
found = mesolve(h, start, times, c_ops=jumps, options=options)
states = [state.ptrace(battery) for state in found.states]

# What a unitary leaves: the largest eigenvalues on the lowest levels.
levels, vectors = np.linalg.eigh(own)
energy = expect(Qobj(np.array(own)), states) - levels[0]
passive = [np.sort(state.eigenenergies())[::-1] @ levels for state in states]
ergotropy = energy + levels[0] - passive
print("largest energy", energy.max(), "largest ergotropy", ergotropy.max())
"""


def rows(text: str) -> str:
    """A matrix as nested lists."""
    return repr(read(text).tolist())


def script(scenario: Scenario) -> str:
    """Python whose `energy` and `ergotropy` are those of the battery."""
    values = scenario.values()
    state = read(values["initial_state"])
    size = read(values["hamiltonian"]).shape[0]
    ket = 1 in state.shape and size > 1
    levels = read(values["battery_hamiltonian"]).shape[0]
    factors = values["factors"] or two_parts(size, levels, values["subsystem"])
    return SCRIPT.format(
        **{name: values[name] for name in ("subsystem", "rates", "time_max", "points")},
        hamiltonian=rows(values["hamiltonian"]),
        battery_hamiltonian=rows(values["battery_hamiltonian"]),
        state=repr((state.ravel() if ket else state).tolist()),
        factors=[int(factor) for factor in factors],
        jumps=repr([jump.tolist() for jump in read_several(values["jump_operators"])]),
    )


SCRIPTS = {"CustomBattery": script}
