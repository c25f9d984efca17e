"""The search for the best geometry: every connected graph of a few cells, ranked."""

from __future__ import annotations

from math import nan
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from engine.fields import Choice, Count, Real
from engine.graphs import Edge, adjacency, connected_graphs, preset_name
from engine.result import VOUCHED, build, ratio
from engine.scenario import CancelCheck, Cost, Progress
from engine.selfdischarge import equations
from engine.selfdischarge.model import Network
from engine.selfdischarge.quantities import Named
from engine.selfdischarge.ranking import ranking
from engine.selfdischarge.run import HALF_LIFE_ERROR, efficiency
from engine.selfdischarge.settings import Physics
from engine.selfdischarge.system import mode_rates

# What a time evolution is right to, as a share of what it starts with.
PRECISION = 1e-12


class GeometrySearch(Physics):
    """Every connected graph of a few cells, ranked; the unphysical ones come last.

    Graphs that cannot be told apart share a rank; one without a score, or with one that is what
    rounding left, has none.

    >>> run = GeometrySearch(cells=4).run()
    >>> run.sizes["graph"], str(run.preset.values[0])
    (6, 'central')
    """

    cells = Count(
        5, bounds=(2, 6), label="cells", symbol="N", short="N", group="Search",
        doc="Number of cells N of every graph.",
    )  # fmt: skip
    criterion = Choice(
        "half_life", objects={
            "half_life": "half-life", "ergotropy": "ergotropy", "efficiency": "efficiency",
            "energy": "energy",
        },
        label="best by", short="criterion", group="Search",
        doc="What is compared: the half-life, or what is left at a time.",
    )  # fmt: skip
    judged_at = Real(
        1.0, bounds=(0.001, 100.0), soft=(0.1, 5.0),
        label="time of comparison", symbol="t", short="t", unit="1/Γ₀", group="Search",
        doc="When energy, ergotropy and efficiency are compared, in 1/Γ₀.",
    )  # fmt: skip

    def network(self, edges: tuple[Edge, ...]) -> Network:
        """The network of a graph."""
        physics = {key: getattr(self, key) for key in Physics.fields()}
        return Network(
            cells=self.cells, geometry="custom", edges=edges, time_max=self.judged_at, points=2,
            **physics,
        )  # fmt: skip

    def cost(self) -> Cost:
        graphs = connected_graphs(self.cells)
        middle = self.network(graphs[len(graphs) // 2])
        one = middle.cost()
        return Cost(len(graphs) * one.seconds, one.bytes)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        graphs = connected_graphs(self.cells)
        rows = []
        for done, edges in enumerate(graphs):
            rows.append(self.judge(self.network(edges), cancelled))
            progress((done + 1) / len(graphs))
        table = {key: np.array([row[key] for row in rows]) for key in rows[0]}
        order, ranks = ranking(table[self.criterion], self.resolution(table))
        ranked = [graphs[place] for place in order]
        judged = (
            Named.half_life, Named.energy, Named.ergotropy, Named.efficiency, Named.rate_min,
            Named.collective_rate_max, Named.allowed,
        )  # fmt: skip
        cells = np.arange(self.cells)
        return build(
            self,
            [
                *(one(table[one.key][order], "graph") for one in judged),
                Named.rank(ranks, "graph"),
                Named.edges([len(edges) for edges in ranked], "graph"),
                Named.geometry(
                    [preset_name(self.cells, edges) for edges in ranked], "graph", key="preset"
                ),
                Named.adjacency(
                    np.array([adjacency(self.cells, edges) for edges in ranked], dtype=np.int8),
                    "graph",
                    "cell",
                    "other",
                ),
            ],
            [
                Named.graph.axis(np.arange(1, len(graphs) + 1)),
                Named.cell.axis(cells),
                Named.other.axis(cells),
            ],
            equations=[equations.MASTER, equations.POSITIVITY, equations.HALF_LIFE],
            certificate={
                "error": HALF_LIFE_ERROR,
                "graphs": len(graphs),
                "ranked": int(np.isfinite(ranks).sum()),
                "tied_as_best": int((ranks == 1.0).sum()),
            },
        )

    def resolution(self, table: dict[str, NDArray[Any]]) -> NDArray[np.float64] | float:
        """How far apart two graphs must be for one to be the better, by what is compared.

        A half-life is known to a share of itself, an energy to one of what all cells start with,
        and an efficiency as the ergotropy it is made of.
        """
        start = self.cells * self.start().excited
        if self.criterion == "half_life":
            return np.where(np.isfinite(table["half_life"]), VOUCHED * table["half_life"], 0.0)
        if self.criterion == "efficiency":
            return ratio(PRECISION * start, table["energy"])
        return VOUCHED * start

    def judge(self, one: Network, cancelled: CancelCheck) -> dict[str, float | bool]:
        """A graph's half-life and what it holds at the time; NaN where it is unphysical."""
        allowed = one.rate_refusal() is None
        found: dict[str, float | bool] = {
            "allowed": allowed,
            "rate_min": float(mode_rates(one.system())[0][0]),
            "collective_rate_max": one.collective_interval()[1],
        }
        if not allowed:
            return found | dict.fromkeys(("half_life", "energy", "ergotropy", "efficiency"), nan)
        run = one.solver().discharge(np.array([0.0, self.judged_at]), (), cancelled=cancelled)
        energy = run.readings.energy
        return found | {
            "half_life": run.half_life,
            "energy": float(energy[-1]),
            "ergotropy": float(run.ergotropy[-1]),
            "efficiency": float(efficiency(run.ergotropy, energy)[-1]),
        }
