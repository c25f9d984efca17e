"""The settings of the self-discharge page that are the picture's alone."""

from __future__ import annotations

from dashboard.sides import Beside, Side, chooser, side
from dashboard.state import declared
from engine import selfdischarge as engine
from engine.fields import Choice, Real
from engine.scenario import Scenario

TIMED = ("at", "curve")
DRAWN = ("coupling_disorder", "detuning_disorder", "realisations", "seed")
SIDES = (
    side("geometries", "Geometries side by side (Figs. 4, 5)", *TIMED, slot="network"),
    side("sizes", "From one cell to all (Fig. 3)", *TIMED, slot="network"),
    side("cell", "A single cell (Fig. 2)", *TIMED, "convention", "noise", slot="cell_quantum"),
    side("decomposition", "What the energy is made of", "at", slot="network"),
    Side(
        "rates",
        "Rates of the collective modes",
        {"modes": Beside(("at",), "graph"), "leak": Beside((), "network")},
    ),
    side(
        "scaling",
        "Half-life against size",
        "largest_graph",
        "largest_star",
        "largest_complete",
        wants=engine.Scaling,
    ),
    side(
        "map",
        "Half-life over coupling and collective rate",
        "coupling_max",
        "collective_span",
        wants=engine.HalfLifeMap,
    ),
    side(
        "search",
        "Search for the best geometry",
        "criterion",
        "judged_at",
        wants=engine.GeometrySearch,
    ),
    side("disorder", "Disorder", *TIMED, *DRAWN, wants=engine.Ensemble),
)


class Display(Scenario):
    """What only the picture has: the marked time, the view beside the network, comparisons."""

    at = Real(
        1.0, bounds=(0.0, 1000.0), soft=(0.0, 6.0), play=True,
        label="marked time", symbol="t", short="t", unit="1/Γ₀",
        doc="The time whose energies the network shows; the marker of the curves stands there.",
    )  # fmt: skip
    view = chooser(SIDES, "What stands beside the network.")
    curve = Choice(
        "relative_ergotropy", objects={
            "relative_ergotropy": "ergotropy ℰ/ℰ₀", "efficiency": "efficiency ε = ℰ/U",
            "relative_energy": "internal energy U/U₀", "coherence": "coherence C",
            "concurrence": "mean concurrence", "ergotropy": "ergotropy ℰ",
        },
        label="curve",
        doc="What is drawn over time.",
    )  # fmt: skip
    edge_quantity = Choice(
        "edge_concurrence", objects={
            "edge_concurrence": "concurrence", "edge_coherence": "coherence",
        },
        label="edges show",
        doc="What makes an edge wide: the concurrence, or the coherence 2 Re⟨σ⁺σ⁻⟩ of its cells.",
    )  # fmt: skip
    clip = Choice(
        "off",
        objects=["off", "on"],
        label="keep Γ_icl allowed",
        doc="Bring Γ_icl to the nearest limit wherever it would make a collective rate negative.",
    )
    noise, convention = declared(engine.Cell, "noise", "convention")
    largest_graph, largest_star, largest_complete = declared(
        engine.Scaling, "largest_graph", "largest_star", "largest_complete"
    )
    coupling_max, collective_span = declared(engine.HalfLifeMap, "coupling_max", "collective_span")
    criterion, judged_at = declared(engine.GeometrySearch, "criterion", "judged_at")
    coupling_disorder, detuning_disorder, realisations, seed = declared(
        engine.Ensemble, "coupling_disorder", "detuning_disorder", "realisations", "seed"
    )
