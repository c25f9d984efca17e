"""The scenario of work capacitances: a noisy cell, and what can be drawn from many of them."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.capacitance import equations, recipe, settings
from engine.capacitance.analysis import Analysis, analyse
from engine.capacitance.kernels import gibbs_of_entropy
from engine.capacitance.quantities import Named
from engine.capacitance.search import ENTROPY, ENTROPY_ROUNDING, LOCAL, TOTAL
from engine.capacitance.stages import channel_of
from engine.channels import Channel
from engine.result import Equation, Labelled, build
from engine.scenario import CancelCheck, Cost, Progress, Scenario, ScenarioError

# Seconds that a search takes at one energy on d levels, on one core of 2.5 GHz: where phases of the
# levels commute with the noise its climbs settle at once, else not.
SECONDS_PER_ENERGY = {2: 1.2e-3, 3: 2e-3, 4: 1e-2, 5: 5e-2, 6: 1.8e-1}
SECONDS_WITH_PHASES = {2: 8e-4, 3: 5e-4, 4: 1.1e-3, 5: 1.9e-3, 6: 2.7e-3}
PHASES_KEPT = {"mad", "gad", "dephasing", "depolarizing"}
BYTES_PER_ENERGY = 1000.0
# Resonant decays stand for equal steps; levels further from them than this are bent.
BENT = 1e-9


class NoisyCell(Scenario):
    """A noisy cell and its capacitances at some input energies, which a subclass names."""

    stages = settings.stages()
    levels = settings.levels()

    def energies(self) -> NDArray[np.float64]:
        """Input energies per cell, shape (n,)."""
        raise NotImplementedError

    def channel(self) -> Channel:
        """The noise; raises ScenarioError where stages and levels do not fit."""
        return channel_of(self.stages, len(self.levels))

    def cost(self) -> Cost:
        d = len(self.levels)
        kept = all(stage[0] in PHASES_KEPT for stage in self.stages)
        each = SECONDS_WITH_PHASES[d] if kept else SECONDS_PER_ENERGY[d]
        return Cost(
            seconds=4e-3 + each * (self.energies().size + d),
            bytes=BYTES_PER_ENERGY * d**2 * self.energies().size + 1e6,
        )

    def refusal(self) -> str | None:
        try:
            self.channel()
        except ScenarioError as error:
            return str(error)
        return super().refusal()

    def warnings(self) -> list[str]:
        """What to mind about these settings, a sentence each."""
        steps = np.diff(self.levels)
        resonant = any(stage[0] == "remad" for stage in self.stages)
        if resonant and np.ptp(steps) > BENT * self.levels[-1]:
            return ["Resonant decays presume equally spaced levels, which these are not."]
        return []

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        channel, levels = self.channel(), np.array(self.levels)
        found = analyse(channel, levels, self.energies(), progress, cancelled)
        places = np.arange(levels.size)
        return build(
            self,
            [
                *curves(found),
                *proofs(found),
                *recipes(found),
                *recipe.extraction_variables(recipe.extraction(channel, loc_states(found), levels)),
            ],
            [
                Named.e.axis(found.energies),
                Named.level.axis(places),
                Named.row.axis(places),
                Named.column.axis(places),
            ],
            equations=self.equations(),
            certificate=capacitance_certificate(found, channel) | self.remarks(),
        )

    def equations(self) -> list[Equation]:
        """What a cell's capacitances rest on: its noise first, then Tirone et al. 2023."""
        named = {
            "mad": equations.MAD,
            "remad": equations.REMAD,
            "depolarizing": equations.DEPOLARIZING,
        }
        noise = [named[stage[0]] for stage in self.stages if stage[0] in named]
        return [
            *dict.fromkeys(noise),
            equations.ERGOTROPY,
            equations.SINGLE_SHOT,
            equations.CAPACITANCE,
            equations.LOCAL,
            equations.TOTAL_ERGOTROPY,
            equations.PAPER_BOUND,
            equations.POOLED,
            equations.DUAL,
            equations.ENTANGLED,
        ]

    def remarks(self) -> dict[str, str]:
        """What the certificate says beside its numbers: `warning`, where there is one."""
        warnings = self.warnings()
        return {"warning": " ".join(warnings)} if warnings else {}


class Capacitance(NoisyCell):
    """The work capacitances of a noisy cell. Tirone et al. 2023, Eqs. (1)-(12).

    >>> result = Capacitance(points=21).run()
    >>> round(float(result.gap.sel(e=1.0)), 8), round(float(result.exact_gap.max()), 8)
    (0.0406973, 0.0406973)
    """

    points = settings.points()

    rehearsed = (
        {"stages": (("gad", 0.3, 0.0), ("dephasing", 1.0)), "levels": (0, 1), "points": 3},
        {"stages": (("depolarizing", 0.3),), "points": 3},
    )

    def energies(self) -> NDArray[np.float64]:
        """Input energies per cell, from 0 to the highest level, shape (points,)."""
        return np.linspace(0.0, self.levels[-1], self.points)


class CapacitanceAt(NoisyCell):
    """The same at one input energy; what lies above the highest level changes nothing.

    >>> round(float(CapacitanceAt(energy=0.8).run().c_loc[0]), 10)
    0.4
    """

    energy = settings.energy()

    def energies(self) -> NDArray[np.float64]:
        """The input energy per cell, shape (1,)."""
        return np.array([min(self.energy, self.levels[-1])])


def curves(found: Analysis) -> list[Labelled]:
    """The capacitances and single-shot maxima over the input energy."""
    local, total = found.local, found.total
    alone = local.envelope.value
    # Each way includes the one before it; rounding may say otherwise by a last digit.
    bound = np.maximum(total.envelope.value, alone)
    separable = np.maximum([share.value for share in found.sharing], bound)
    return [
        Named.c_loc(alone, "e"),
        Named.chi_tot(bound, "e"),
        Named.c_sep(separable, "e"),
        Named.c_total_lower(separable, "e"),
        Named.c_total_upper(np.maximum(found.upper, separable), "e"),
        Named.gap(bound - alone, "e"),
        Named.exact_gap(separable - alone, "e"),
        Named.looseness(separable - bound, "e"),
        Named.single_shot(local.within, "e"),
        Named.single_shot_exactly(local.exactly, "e"),
        Named.single_shot_total(total.within, "e"),
        Named.single_shot_total_exactly(total.exactly, "e"),
    ]


def proofs(found: Analysis) -> list[Labelled]:
    """Tangents of the envelopes and the room that the dual bounds leave."""
    local, total = found.local.envelope, found.total.envelope
    shares = found.sharing
    return [
        Named.price(local.price, "e", key="loc_price"),
        Named.price(total.price, "e", key="tot_price"),
        Named.price([share.price for share in shares], "e", key="sep_price"),
        Named.temperature([share.temperature for share in shares], "e", key="sep_temperature"),
        Named.dual_gap(local_room(found), "e", key="loc_dual_gap"),
        Named.dual_gap(total_room(found), "e", key="tot_dual_gap"),
        Named.dual_gap(separable_room(found), "e", key="sep_dual_gap"),
    ]


def local_room(found: Analysis) -> NDArray[np.float64]:
    """By how much C_loc may be off, shape (n,)."""
    return np.maximum(found.local.envelope.upper - found.local.envelope.value, 0.0)


def total_room(found: Analysis) -> NDArray[np.float64]:
    """By how much the paper's bound may be off: what the dual leaves, and what entropies miss."""
    envelope, pool = found.total.envelope, found.total.pool
    entropies = pool.records[envelope.parts, ENTROPY]
    hottest = np.array([[gibbs_of_entropy(s, found.levels)[0] for s in row] for row in entropies])
    missed = ENTROPY_ROUNDING * np.where(envelope.weight > 0.0, hottest, 0.0).max(axis=1)
    return np.maximum(envelope.upper - envelope.value, 0.0) + missed


def separable_room(found: Analysis) -> NDArray[np.float64]:
    """By how much C_sep may be off, shape (n,): an entropy's rounding counts T times as energy."""
    room = np.array([max(share.upper - share.value, 0.0) for share in found.sharing])
    hottest = np.array([share.temperature for share in found.sharing])
    return np.where(found.energies > 0.0, room + ENTROPY_ROUNDING * hottest, total_room(found))


def recipes(found: Analysis) -> list[Labelled]:
    """The inputs that share the cells, for each of the three capacitances."""
    local, total = found.local, found.total
    parts = np.array([share.parts for share in found.sharing])
    weight = np.array([share.weight for share in found.sharing])
    return [
        *recipe.recipe("loc", local.pool, local.envelope.parts, local.envelope.weight,
                        local.pool.records[:, LOCAL]),
        *recipe.recipe("tot", total.pool, total.envelope.parts, total.envelope.weight,
                        total.pool.records[:, TOTAL]),
        *recipe.recipe("sep", found.pool, parts, weight, found.pool.records[:, TOTAL]),
    ]  # fmt: skip


def loc_states(found: Analysis) -> NDArray[np.complex128]:
    """The inputs of the local recipe, shape (n, 2, d)."""
    return recipe.tidy(found.local.pool.states[found.local.envelope.parts])


def capacitance_certificate(found: Analysis, channel: Channel) -> dict[str, float | str | bool]:
    """The numbers by which the curves vouch for themselves."""
    separable = np.array([share.value for share in found.sharing])
    return {
        "loc_dual_gap": float(local_room(found).max()),
        "tot_dual_gap": float(total_room(found).max()),
        "sep_dual_gap": float(separable_room(found).max()),
        "paper_bound_exact": bool((separable - found.total.envelope.value).max() < 1e-8),
        "c_total_known": bool((found.upper - separable).max() < 1e-8),
        "c_total_bound": found.upper_reason,
        "inner_maximum": found.inner_maximum,
        "unsettled": found.unsettled,
        "trace_defect": channel.residual,
    }
