"""The paper's figures, and what goes beyond them, as settings of the page."""

from __future__ import annotations

from dashboard.presets import Preset

FIGURES = "Figures of the paper"
BOUND = "Paper's bound against exact"
BEYOND = "Beyond the figures"

PRESETS: tuple[Preset, ...] = (
    Preset(
        "fig1",
        "Fig. 1: four ways to use the cells",
        FIGURES,
        {"stages": (("depolarizing", 0.5),), "view": "gap", "energy": 1.0},
        "The figure is a scheme without numbers. Depolarizing noise λ = 1/2 is chosen, where all "
        "four capacitances are known and lie on two curves: C_loc = C_loc,sep below, C_sep = C_ℰ "
        "above. Beside them: what lies between, 0.0385 per cell.",
    ),
    Preset(
        "fig2a-mad",
        "Fig. 2(a): gap of the MAD channel",
        FIGURES,
        {"stages": (("mad", 0.3, 0.2, 0.6),), "view": "gap", "energy": 1.0},
        "γ = (0.3, 0.2, 0.6) and levels 0, 1, 2 are the paper's. The text does not say which "
        "transition each γ is for: 1→0, 2→1 and 2→0 are chosen.",
    ),
    Preset(
        "fig2a-remad",
        "Fig. 2(a): gap of the ReMAD channel",
        FIGURES,
        {"stages": (("remad", 0.3, 0.2, 0.6),), "view": "gap", "energy": 1.0},
        "The same rates, with decays over equal gaps indistinguishable to the environment: the gap "
        "is less than half that of MAD.",
    ),
    Preset(
        "fig2b",
        "Fig. 2(b): gap of the two-mode attenuator",
        FIGURES,
        {"transmissivity": 0.5, "thermal_photons": 4.0, "view": "gaussian"},
        "The gap against the inverse temperature. Which one the axis has is defined in a "
        "supplement: that of the two-mode Gibbs state and that of the hot output mode are offered.",
    ),
    Preset(
        "loose-mad",
        "Three levels: half the cells full, half empty",
        BOUND,
        {"stages": (("mad", 0.9, 0.5, 0.1),), "view": "bound", "energy": 1.0},
        "At e = 1 the bound (12) gives 0.391 and C_sep is 0.485: empty cells take up the entropy "
        "of full ones.",
    ),
    Preset(
        "loose-qubit",
        "Two levels have a gap, too",
        BOUND,
        {
            "stages": (("gad", 0.3, 0.0), ("dephasing", 1.0)),
            "levels": (0.0, 1.0),
            "view": "bound",
            "energy": 0.5,
        },
        "Relaxation 0.3 and full dephasing: bound (12) and C_loc are 0.2 at e = 1/2, C_sep is "
        "0.2587. On two levels the bound alone cannot show a gap.",
    ),
    Preset(
        "less-is-more",
        "Charge less, keep more",
        BEYOND,
        {"stages": (("mad", 0.3, 0.2, 0.6),), "view": "builder", "energy": 0.91},
        "Local extraction gains nothing beyond e = 1/(2√γ₁) = 0.913: where does the best use of "
        "more energy lie?",
    ),
    Preset(
        "time-sharing",
        "A tangent at work",
        BEYOND,
        {
            "stages": (("gad", 0.3, 0.0), ("dephasing", 0.9)),
            "levels": (0.0, 1.0),
            "view": "builder",
            "energy": 0.5,
        },
        "With strong dephasing the single-shot ergotropy is convex: some cells full, the others "
        "empty, is better than all half full.",
    ),
    Preset(
        "labels",
        "The same three rates, named differently",
        BEYOND,
        {"stages": (("mad", 0.3, 0.6, 0.2),), "view": "gap", "energy": 1.0},
        "γ(2→1) = 0.6 and γ(2→0) = 0.2 instead: the gap has a peak, and the bound is loose.",
    ),
    Preset(
        "four-levels",
        "Four levels, noise upon noise",
        BEYOND,
        {
            "stages": (("mad", 0.3, 0.3, 0.0, 0.3, 0.0, 0.0), ("dephasing", 0.2)),
            "levels": (0.0, 1.0, 2.0, 3.0),
            "points": 40,
            "view": "states",
            "energy": 1.5,
        },
        "A ladder whose steps decay with 0.3 each, then dephasing 0.2; numbers chosen.",
    ),
    Preset(
        "engine-at-rest",
        "Work without charge",
        BEYOND,
        {"transmissivity": 0.2, "thermal_photons": 20.0, "view": "gaussian"},
        "A hot and a cold mode are an engine: both capacitances are positive at e = 0.",
    ),
)
