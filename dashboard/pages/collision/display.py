"""The settings of the collision page that are the picture's alone."""

from __future__ import annotations

import numpy as np

from dashboard.pages.collision.accounts import ACCOUNTS
from engine.fields import Choice, Count, Numbers
from engine.scenario import Scenario

FAMILY = 8


class Display(Scenario):
    """What only the picture has: the marked collision, the view beside it, which forms."""

    at = Count(
        600,
        bounds=(0, 100_000),
        label="marked collision",
        doc="The collision whose state is shown; the time marker stands there.",
        metadata={"symbol": "k", "short": "k", "soft": (0, 955), "play": True},
    )
    view = Choice(
        "distribution",
        objects=["distribution", "phase", "advantage", "power", "best_q", "onset", "map"],
        label="view",
        metadata={
            "names": {
                "distribution": "Energy distribution (Fig. 2)",
                "phase": "Phase space",
                "advantage": "Advantage ratio",
                "power": "Power",
                "best_q": "Energy against q",
                "onset": "Onset of the advantage (Fig. 4)",
                "map": "Advantage map",
            }
        },
        doc="What stands beside the energies.",
    )
    accounting = Choice(
        "interaction",
        objects=list(ACCOUNTS),
        label="what is counted",
        doc="The paper counts interaction time only; waiting and qubits are resources too.",
        metadata={
            "names": {"interaction": "interaction time", "total": "all time", "qubits": "qubits"}
        },
    )
    bound_form = Choice(
        "corrected",
        objects=["corrected", "printed"],
        label="bound (28)",
        doc="Whether to draw the spin's bound as printed, too; it lacks a factor 1/f₊.",
        metadata={"names": {"corrected": "corrected", "printed": "also as printed"}},
    )
    swap_form = Choice(
        "corrected",
        objects=["corrected", "printed"],
        label="full swap",
        doc="θ_k = π/(2a_k), or π/2 for every collision as Sec. III prints it.",
        metadata={"names": {"corrected": "π/(2√k)", "printed": "π/2 as printed"}},
    )
    greedy_rule = Choice(
        "transient",
        objects=["transient", "cumulative"],
        label="greedy rule",
        doc="What each greedy step maximises; the paper states both.",
        metadata={"names": {"transient": "transient power", "cumulative": "average power"}},
    )
    family = Numbers(
        (),
        bounds=(1e-4 * np.pi, np.pi),
        longest=FAMILY,
        label="further swap angles",
        doc="More coherent curves, one for each swap angle (Figs. 3 and 6), up to the same time.",
        metadata={"symbol": r"\theta_i", "short": "further θ", "unit": "π"},
    )
    phase_picture = Choice(
        "wigner",
        objects=["wigner", "husimi"],
        label="picture",
        metadata={"names": {"wigner": "Wigner", "husimi": "Husimi"}},
    )
    map_plane = Choice(
        "theta_gamma",
        objects=["theta_gamma", "q_c"],
        label="plane",
        metadata={"names": {"theta_gamma": "θ and γ", "q_c": "q and c"}},
    )
    map_quantity = Choice(
        "advantage",
        objects=["advantage", "onset_time"],
        label="quantity",
        metadata={"names": {"advantage": "best advantage", "onset_time": "onset"}},
    )
    numbers = Choice(
        "model",
        objects=["model", "laboratory"],
        label="set by",
        doc="Set θ and γ directly, or through a laboratory's lifetime, interval and coupling.",
        metadata={"names": {"model": "θ and γ", "laboratory": "laboratory units"}},
    )
