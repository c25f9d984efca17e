"""The argument of Tirone et al. 2023, in steps."""

from __future__ import annotations

from dashboard.stories import Step, Story, curve, number, picture

STORIES = (
    Story(
        "joint",
        "Cells emptied together return more",
        "Tirone et al. 2023",
        (
            Step(
                "Many cells are charged, suffer the same noise and are emptied: what may be done "
                "with all of them at once decides how much work returns.",
                picture("curves"),
            ),
            Step(
                "Charged and emptied one by one they return 0.413 each, at one unit of energy per "
                "cell.",
                curve("curves", "C_loc"),
            ),
            Step(
                "One unitary that acts on all of them takes out 0.0407 more from each.",
                number("ΔC"),
            ),
            Step(
                "This gap is what joint recovery is worth, at every energy.",
                curve("gap", "C_sep − C_loc"),
            ),
            Step(
                "Where the environment cannot tell decays over equal gaps apart, the gap is less "
                "than half as large.",
                number("ΔC"),
                {"stages": (("remad", 0.3, 0.2, 0.6),)},
            ),
            Step(
                "The bound that the paper draws may miss most of it, here 0.0946 of a gap of "
                "0.112.",
                curve("bound", "missed by (12)"),
                {"stages": (("mad", 0.9, 0.5, 0.1),), "view": "bound"},
            ),
            Step(
                "Two modes of light have a gap, too: 0.0706 ħω, whatever energy is put in.",
                curve("gaussian_gibbs", "ΔC, Fig. 2(b)"),
                {"view": "gaussian"},
            ),
        ),
    ),
)
