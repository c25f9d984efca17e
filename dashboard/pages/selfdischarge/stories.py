"""The argument of Santos 2021, in steps."""

from __future__ import annotations

from dashboard.stories import Step, Story, number, picture

SIZES = {"view": "sizes", "curve": "efficiency"}
GEOMETRIES = {"view": "geometries", "geometry": "central", "time_max": 4.0, "at": 1.0}

STORIES = (
    Story(
        "leak",
        "What slows a battery’s leak",
        "Santos 2021",
        (
            Step(
                "Cells that are coupled to each other leak into a common environment.",
                picture("network"),
            ),
            Step(
                "Five cells that start without coherence lose work faster than energy: at "
                "Γ₀t = 0.2 only 0.367 of their energy is still work.",
                number("efficiency ε"),
                {**SIZES, "initial": "classical", "time_max": 2.0, "at": 0.2},
            ),
            Step(
                "In superposition the same five keep a share of 0.547 for more than twice as long: "
                "coherence slows the discharge.",
                number("efficiency ε"),
                {**SIZES, "time_max": 4.0, "at": 0.5},
            ),
            Step(
                "More cells alone are no help: half of the work is lost after 0.47 in one cell and "
                "after 0.31 in a chain of five.",
                number("τ½ N = 5"),
                {**SIZES, "time_max": 4.0, "at": 0.5},
            ),
            Step(
                "How they are connected matters: of these four networks the star holds longest, "
                "0.341, and the complete network shortest, 0.2.",
                number("τ½ central"),
                {**GEOMETRIES, "curve": "efficiency"},
            ),
            Step(
                "Entanglement between neighbours is gone by then, while work is still there.",
                number("concurrence"),
                {**GEOMETRIES, "curve": "concurrence"},
            ),
            Step(
                "In a star whose cells exchange quanta one collective mode never decays: part of "
                "the charge stays.",
                number("least rate γ"),
                {
                    "view": "rates",
                    "geometry": "central",
                    "interaction": "exchange",
                    "time_max": 12.0,
                },
            ),
        ),
    ),
)
