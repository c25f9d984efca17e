"""A Dicke battery in a leaky cavity: loss, a pump and common dephasing, by QuTiP's master equation.

The dephasing acts on all cells together, so that they stay on the ladder; which noise a cavity's
molecules have the Colloquium does not print in numbers, and this form is a choice of ours.
"""

from __future__ import annotations

from math import ceil, expm1, log, log1p, sqrt
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.dicke import equations as eq
from engine.dicke import settings
from engine.dicke.lattice import Couplings
from engine.dicke.model import ladder_ergotropy
from engine.dicke.quantities import Named
from engine.fields import Count, Real
from engine.merit import max_power
from engine.result import build
from engine.scenario import CancelCheck, Cancelled, Cost, Progress, Scenario

# What the solver may be off by, relative and absolute: of a matrix, and of a vector, which is soon
# followed more closely. Verner's method takes half the time of QuTiP's own choice here.
TOLERANCES = {
    "method": "vern7", "rtol": 1e-8, "atol": 1e-10, "nsteps": 100_000, "progress_bar": "",
}  # fmt: skip
CLOSER = TOLERANCES | {"rtol": 1e-10, "atol": 1e-12}
# A larger state than this is not solved for; to follow what noise makes, none beyond the second.
LARGEST, ROOM = 400, 160
# What may be left out of the photons that noise makes, and how far the exponent of a gain goes.
FAINT, MOST_GAIN = 1e-9, 20.0


def rate(label: str, symbol: str, short: str, doc: str) -> Real:
    """A rate of the environment."""
    return Real(
        0.0, bounds=(0.0, 10.0), soft=(0.0, 1.0), step=0.005,
        label=label, symbol=symbol, short=short, unit="ω₀", group="Environment", doc=doc,
    )  # fmt: skip


class OpenDicke(Scenario):
    """A battery charged from a Fock state in a cavity that loses photons, over time.

    >>> leaky = OpenDicke(cells=1, coupling=1.0, counter_rotating=False, loss=0.5, points=20).run()
    >>> bool(leaky.energy.max() < 0.9)
    True
    """

    cells = settings.cells(4)
    coupling = settings.coupling(0.5)
    photons = settings.photons(
        "Whole number n of photons at the start", "as many as there are cells"
    )
    counter_rotating = settings.counter_rotating(
        "Dicke's model, or without them that of Tavis and Cummings."
    )
    loss = rate("loss", r"\kappa", "κ", "Rate κ at which photons leave the cavity.")
    dephasing = rate(
        "dephasing", r"\gamma_\phi", "γ_φ", "Rate γ_φ of a dephasing common to all cells."
    )
    pump = rate("pump", "P", "P", "Rate P at which the cavity takes up photons by itself.")
    cutoff = settings.cutoff("as many as the charge and the noise take, as far as they fit")
    window = settings.window()
    points = Count(
        161, bounds=(2, 2001),
        label="points", symbol="P", short="points", group="Drawing",
        doc="Number of times, evenly up to the longest.",
    )  # fmt: skip

    def started(self) -> int:
        """n at the start."""
        return self.cells if self.photons is None else round(self.photons)

    def turning(self) -> float:
        """Ω = g√max(N, n)."""
        return self.coupling * sqrt(max(self.cells, self.started()))

    def disturbed(self) -> bool:
        """Whether the environment does anything at all."""
        return max(self.loss, self.dephasing, self.pump) > 0

    def closed(self) -> bool:
        """Whether no photon number above the first is ever reached."""
        return not self.counter_rotating and self.pump == 0

    def top(self) -> int:
        """The largest photon number kept."""
        if self.cutoff is not None:
            return max(self.cutoff, self.started())
        if self.closed():
            return self.started()
        push = self.coupling * self.cells
        force = min(2 * push, push * self.window / self.turning()) * self.counter_rotating
        pumped = self.pump * self.window / self.turning()
        lit = sqrt(self.started() + pumped) + force
        least = ceil(lit**2 + 2.5 * lit + 3 + 3 * pumped)
        close = ceil(lit**2 + 4 * lit + 5 + 3 * pumped)
        noisy, each = self.warmth(), self.cells + 1
        wanted = close + (ceil(-log(FAINT) / log1p(1 / noisy)) if noisy > 0 else 0)
        return max(least, min(close, LARGEST // each - 1), min(wanted, ROOM // each - 1))

    def warmth(self) -> float:
        """About the mean number of photons that noise makes, spread as heat is.

        A pump makes P of them in a unit of time; dephasing lets the counter-rotating terms make
        2g²Nγ/(4 + γ²/4), what of the cells' noise lies at twice their frequency.
        """
        shaken = 2 * self.coupling**2 * self.cells * self.dephasing / (4 + self.dephasing**2 / 4)
        made = self.pump + shaken * self.counter_rotating
        time, gain = self.window / self.turning(), self.pump - self.loss
        if abs(gain * time) < 1e-9:
            return made * time
        return made * expm1(min(gain * time, MOST_GAIN)) / gain

    def refusal(self) -> str | None:
        if self.photons is not None and not self.photons.is_integer():
            return f"n must be a whole number for a Fock state, not {self.photons:g}."
        size = (self.cells + 1) * (self.top() + 1)
        if size > LARGEST:
            return f"Levels of cells and photons must be at most {LARGEST}, not {size}."
        return super().refusal()

    def cost(self) -> Cost:
        size = (self.cells + 1.0) * (self.top() + 1)
        # The solver follows a matrix, or the vector of a state that nothing disturbs.
        numbers = size**2 if self.disturbed() else size
        each = 1e-4 + 1.3e-7 * numbers if self.disturbed() else 1.5e-5 + 1.5e-7 * numbers
        reached = self.started() if self.closed() else self.top()
        time = self.window / self.turning()
        turns = time * (reached + 2 * self.coupling * self.cells * sqrt(reached + 1.0))
        # Steps stay short of the fastest rate, though nothing moves any more.
        lost = time * ((self.loss + self.pump) * reached + self.dephasing * self.cells**2 / 4)
        seconds = turns * each + lost * (3e-5 + 5e-8 * numbers)
        return Cost(0.03 + seconds + self.points * (1e-4 + 1.5e-8 * numbers), 1e6 + 600 * numbers)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        times = self.window * np.arange(1, self.points + 1) / self.points / self.turning()
        solver, start = self.solver()
        solver.start(start, 0.0)
        found = []
        for place, time in enumerate(times):
            if cancelled():
                raise Cancelled
            found.append(self.seen(solver.step(time).full()))
            progress((place + 1) / times.size)
        energy, light, spectrum, edge = map(np.array, zip(*found, strict=True))
        best = max_power(times, energy)
        return build(
            self,
            [
                Named.energy(energy, "time"),
                Named.ergotropy_ladder(ladder_ergotropy(energy, 1.0, spectrum), "time"),
                Named.charger_energy(light, "time"),
                Named.average_power(energy / times, "time"),
                Named.purity(np.square(spectrum).sum(axis=1), "time"),
                Named.turn(times * self.turning(), "time"),
                Named.max_power(best.value),
                Named.optimal_time(best.time),
            ],
            [Named.time.axis(times)],
            equations=[eq.CHARGER, eq.BATTERY, eq.COUPLING, eq.OPEN],
            certificate={"edge_population": 0.0 if self.closed() else float(edge.max())},
        )

    def solver(self) -> tuple[Any, Any]:
        """QuTiP's solver and the state at the start, cells before photons.

        Without noise that is a vector, and its equation is Schrödinger's.
        """
        from qutip import MESolver, Qobj, SESolver, basis, destroy, qeye, tensor

        up = Couplings(self.cells, 1.0, 1.0, self.coupling, 1, self.counter_rotating).up
        raise_one, light = Qobj(np.diag(up, -1)), destroy(self.top() + 1)
        one, dark = qeye(self.cells + 1), qeye(self.top() + 1)
        a, plus = tensor(one, light), tensor(raise_one, dark)
        z = tensor(Qobj(np.diag(np.arange(self.cells + 1) - self.cells / 2)), dark)
        swap = plus * (a + a.dag()) if self.counter_rotating else plus * a
        hamiltonian = a.dag() * a + z + self.coupling * (swap + swap.dag())
        noise = (
            (self.loss, a), (self.pump, a.dag()), (self.dephasing, z),
        )  # fmt: skip
        jumps = [sqrt(strength) * jump for strength, jump in noise if strength > 0]
        start = tensor(basis(self.cells + 1, 0), basis(self.top() + 1, self.started()))
        if not self.disturbed():
            return SESolver(hamiltonian, options=CLOSER), start
        return MESolver(hamiltonian, jumps, options=TOLERANCES), start.proj()

    def seen(
        self, state: NDArray[np.complex128]
    ) -> tuple[float, float, NDArray[np.float64], float]:
        """Energy, the cavity's energy, the battery's eigenvalues, the last photon's population."""
        rows, columns = self.cells + 1, self.top() + 1
        if self.disturbed():
            whole = state.reshape(rows, columns, rows, columns)
            battery = np.einsum("mnkn->mk", whole)
            light = np.einsum("mnmn->n", whole).real
        else:
            amplitudes = state.reshape(rows, columns)
            battery = amplitudes @ amplitudes.conj().T
            light = np.square(np.abs(amplitudes)).sum(axis=0)
        energy = float(battery.diagonal().real @ np.arange(rows))
        values = np.linalg.eigvalsh(battery)
        return energy, float(light @ np.arange(columns)), values, float(light[-1])
