"""The settings that several scenarios of self-discharge share, each declared here once."""

from __future__ import annotations

from engine.fields import Choice, Count, Numbers, Real
from engine.scenario import Scenario
from engine.selfdischarge.run import Cells
from engine.selfdischarge.weighting import WeightedEdges, Weights

LARGEST_STAR, LARGEST_COMPLETE = 30, 20


class Start(Scenario):
    """The state every cell starts in. Santos 2021, Sec. II.B."""

    initial = Choice(
        "quantum", objects={
            "quantum": "quantum (|e⟩ + |g⟩)/√2", "classical": "classical 3/4, 1/4",
            "full": "full |e⟩",
        },
        label="initial state", symbol=r"\rho(0)", short="initial state", group="Cells",
        doc="Half the largest ergotropy as coherence, or as populations 3/4 and 1/4; or full.",
    )  # fmt: skip
    coherence = Real(
        1.0, bounds=(0.0, 1.0), step=0.01, label="coherence", symbol="c", short="c", group="Cells",
        doc="Coherence of the quantum start: ⟨e|ρ|g⟩ = c/2 and p = (3 - c²)/4 hold the ergotropy "
        "at 1/2, from classical (0) to pure (1).",
    )  # fmt: skip

    def start(self) -> Cells:
        """Excited population and coherence of each cell; ergotropy 1/2 unless full."""
        if self.initial == "full":
            return Cells(1.0, 0.0)
        c = self.coherence if self.initial == "quantum" else 0.0
        return Cells((3 - c**2) / 4, c / 2)


def decay_rate() -> Real:
    """Γ of Santos 2021, Eq. (5)."""
    return Real(
        1.0, bounds=(0.0, 100.0), step=0.01, soft=(0.0, 2.0),
        label="decay rate", symbol=r"\Gamma", short="Γ", unit="Γ₀", group="Decay",
        doc="Rate Γ at which each cell decays, Eq. (5); it sets the unit of time. For phase "
        "damping of a single cell it is γ, Eq. (10).",
    )  # fmt: skip


def shared_rate(default: float) -> Real:
    """Γ_icl of Santos 2021, Eqs. (12), (13)."""
    return Real(
        default, bounds=(-100.0, 100.0), step=0.01, soft=(-1.0, 1.0), label="collective rate",
        symbol=r"\Gamma_{\mathrm{icl}}", short="Γ_icl", unit="Γ₀", group="Decay",
        doc="Rate Γ_icl of the decay that two connected cells share, Eqs. (12), (13).",
    )  # fmt: skip


class Physics(Start):
    """How cells of a network decay and interact. Santos 2021, Eqs. (11)-(13)."""

    rate = decay_rate()
    collective_rate = shared_rate(0.5)
    coupling = Real(
        2.0, bounds=(-100.0, 100.0), step=0.05, soft=(0.0, 5.0),
        label="coupling", symbol="J", short="J", unit="Γ₀", group="Interaction",
        doc="Strength J of the interaction of connected cells, Eq. (11).",
    )  # fmt: skip
    interaction = Choice(
        "zz", objects={"zz": "σᶻσᶻ", "exchange": "exchange σ⁺σ⁻ + σ⁻σ⁺"},
        label="interaction", symbol=r"H_{\mathrm{int}}", short="interaction", group="Interaction",
        doc="J σᶻσᶻ, or the exchange J (σ⁺σ⁻ + σ⁻σ⁺); the printed symbol allows either.",
    )  # fmt: skip
    dephasing = Real(
        0.0, bounds=(0.0, 100.0), step=0.01, soft=(0.0, 2.0),
        label="extra dephasing", symbol=r"\gamma", short="γ", unit="Γ₀", group="Decay",
        doc="Rate at which each cell's coherence decays besides, Eq. (10).",
    )  # fmt: skip


class Shape(Physics):
    """Which cells are connected. Santos 2021, Sec. III.A."""

    cells = Count(
        5, bounds=(1, LARGEST_STAR), soft=(1, 8),
        label="cells", symbol="N", short="N", group="Network",
        doc="Number of cells N: up to 8 in any geometry, 30 in the central, 20 in the symmetric.",
    )  # fmt: skip
    geometry = Choice(
        "linear", objects={
            "linear": "linear (open chain)", "circular": "circular (ring)",
            "central": "central (star)", "symmetric": "symmetric (all pairs)", "custom": "custom",
        },
        label="geometry", short="geometry", group="Network",
        doc="Which cells are connected, Fig. 4.",
    )  # fmt: skip
    edges = WeightedEdges(
        (), cells=8, label="edges", short="edges", group="Network",
        doc="Connected pairs of cells of a custom geometry, counted from 0: “0-1,1-2”.",
    )  # fmt: skip
    weights = Weights(
        (), bounds=(-10.0, 10.0), longest=28,
        label="edge weights", symbol="w", short="weights", group="Network",
        doc="Factor on J and Γ_icl of each edge, in the order the edges are given in; a named "
        "geometry's are in rising order, 0-1 before 0-2 before 1-2. None means 1.",
        example="1, 0.5, 2",
    )  # fmt: skip
    detunings = Numbers(
        (), bounds=(-100.0, 100.0), longest=8,
        label="detunings", symbol=r"\delta_n", short="δ", unit="Γ₀", group="Interaction",
        example="0.5, 0, −0.5",
        doc="Detuning δ_n of each cell from the common frequency; none means 0.",
    )  # fmt: skip


def longest_time(default: float = 6.0) -> Real:
    """The time up to which a scenario looks."""
    return Real(
        default, bounds=(0.001, 1000.0), soft=(0.5, 20.0),
        label="longest time", symbol=r"t_{\max}", short="t_max", unit="1/Γ₀", group="Time",
        doc="Time up to which the discharge is followed, in 1/Γ₀.",
    )  # fmt: skip


def grid_points(default: int) -> Count:
    """How many times are computed."""
    return Count(
        default, bounds=(2, 2000), soft=(21, 401),
        label="points", symbol="P", short="points", group="Time",
        doc="Number of times, evenly spread from 0.",
    )  # fmt: skip
