"""The settings of the collision page that are the picture's alone."""

from __future__ import annotations

import numpy as np

from dashboard.sides import Beside, chooser, either, side
from engine.fields import Choice, Count, Numbers
from engine.scenario import Scenario

FAMILY = 8


PICTURE = Beside(("at", "phase_picture"), "phase")
PHASE = {"wigner": PICTURE, "husimi": PICTURE, "sphere": Beside(("at",), "phase")}
MAPS = dict.fromkeys(
    ("map_advantage", "map_onset_time"), Beside(("map_plane", "map_quantity"), "map")
)
SIDES = (
    side("distribution", "Energy distribution (Fig. 2)", "at", slot="collision"),
    either(
        "phase",
        "Phase space",
        PHASE,
        lambda now: "sphere" if now.battery == "spin" else now.phase_picture,
    ),
    side("advantage", "Advantage ratio", slot="collision"),
    side("power", "Power", slot="collision"),
    side("best_q", "Energy against q", "at"),
    side("onset", "Onset of the advantage (Fig. 4)"),
    either("map", "Advantage map", MAPS, lambda now: f"map_{now.map_quantity}"),
)


class Display(Scenario):
    """What only the picture has: the marked collision, the view beside it, which forms."""

    at = Count(
        600, bounds=(0, 100_000), soft=(0, 955), play=True,
        label="marked collision", symbol="k", short="k",
        doc="The collision whose state is shown; the time marker stands there.",
    )  # fmt: skip
    view = chooser(SIDES, "What stands beside the energies.")
    accounting = Choice(
        "interaction", objects={
            "interaction": "interaction time", "total": "all time", "qubits": "qubits",
        },
        label="what is counted",
        doc="The paper counts interaction time only; waiting and qubits are resources too.",
    )  # fmt: skip
    bound_form = Choice(
        "corrected", objects={"corrected": "corrected", "printed": "also as printed"},
        label="bound (28)",
        doc="Whether to draw the spin's bound as printed, too; it lacks a factor 1/f₊.",
    )  # fmt: skip
    swap_form = Choice(
        "corrected", objects={"corrected": "π/(2√k)", "printed": "π/2 as printed"},
        label="full swap",
        doc="θ_k = π/(2a_k), or π/2 for every collision as Sec. III prints it.",
    )  # fmt: skip
    greedy_rule = Choice(
        "transient", objects={"transient": "transient power", "cumulative": "average power"},
        label="greedy rule",
        doc="What each greedy step maximises; the paper states both.",
    )  # fmt: skip
    family = Numbers(
        (), bounds=(1e-4 * np.pi, np.pi), longest=FAMILY,
        label="further swap angles", symbol=r"\theta_i", short="further θ", unit="π",
        example="0.005π, 0.02π",
        doc="More coherent curves, one for each swap angle (Figs. 3 and 6), up to the same time.",
    )  # fmt: skip
    phase_picture = Choice(
        "wigner", objects={"wigner": "Wigner", "husimi": "Husimi"}, label="picture",
        doc="Which function of phase space is drawn.",
    )  # fmt: skip
    map_plane = Choice(
        "theta_gamma", objects={"theta_gamma": "θ and γ", "q_c": "q and c"}, label="plane",
        doc="The two settings that the map goes over; the others are held.",
    )  # fmt: skip
    map_quantity = Choice(
        "advantage", objects={"advantage": "best advantage", "onset_time": "onset"},
        label="quantity",
        doc="What the map shows: the best advantage, or the time at which there first is one.",
    )  # fmt: skip
    numbers = Choice(
        "model", objects={"model": "θ and γ", "laboratory": "laboratory units"}, label="set by",
        doc="Set θ and γ directly, or through a laboratory's lifetime, interval and coupling.",
    )  # fmt: skip
