"""The settings of the capacitance page that its cell does not have."""

from __future__ import annotations

from dashboard.pages.capacitance.noise import FAMILIES, FOLLOWERS
from dashboard.sides import Beside, chooser, either, side
from dashboard.state import declared
from engine import capacitance as engine
from engine.fields import Choice, Real
from engine.scenario import Scenario


def share(label: str, symbol: str, short: str, default: float, doc: str, high: float = 1.0) -> Real:
    """A number of a stage, which follows the noise and sets it."""
    return Real(
        default, bounds=(0.0, high), step=0.01, label=label, symbol=symbol, short=short, doc=doc
    )


STATES = ("matrix", "part")
GAUSSIAN = Beside(("transmissivity", "thermal_photons", "beta"), "gaussian")
SIDES = (
    either(
        "gap",
        "Capacitance gap",
        dict.fromkeys(("gap", "gap_log"), Beside(("scale",), "capacitance")),
        lambda now: "gap_log" if now.scale == "log" else "gap",
    ),
    side("bound", "Paper's bound against exact", slot="capacitance"),
    either(
        "builder",
        "Envelope and recipe",
        dict.fromkeys(("builder_loc", "builder_tot"), Beside(("functional",), "capacitance")),
        lambda now: f"builder_{now.functional}",
    ),
    side("states", "Best state and extraction", *STATES, slot="here"),
    either(
        "gaussian",
        "Two-mode attenuator",
        dict.fromkeys(("gaussian_gibbs", "gaussian_output", "gaussian_modes"), GAUSSIAN),
        lambda now: f"gaussian_{now.beta}",
    ),
)


class Display(Scenario):
    """What the picture needs beyond the cell: the side view, the energy, the stages' sliders."""

    view = chooser(SIDES, "What stands beside the capacitances.")
    (energy,) = declared(engine.CapacitanceAt, "energy")
    scale = Choice(
        "linear", objects={"linear": "linear", "log": "logarithmic"}, label="scale",
        doc="Scale of the gap.",
    )  # fmt: skip
    functional = Choice(
        "loc", objects={"loc": "ergotropy", "tot": "total ergotropy"}, label="envelope of",
        doc="What is drawn from one cell.",
    )  # fmt: skip
    matrix = Choice(
        "output", objects={"input": "ρ*", "output": "Λ(ρ*)", "unitary": "extraction unitary U"},
        label="matrix",
        doc="The best input ρ*, what the noise makes of it, or the unitary that empties it.",
    )  # fmt: skip
    part = Choice(
        "1", objects={"1": "larger share", "2": "smaller share"}, label="cells",
        doc="Of which cells of the recipe, those of the larger share first.",
    )  # fmt: skip
    beta = Choice(
        "gibbs", objects={"gibbs": "Gibbs β", "output": "output β", "modes": "energy"},
        label="against",
        doc="Inverse temperature of the two-mode Gibbs state or of the hot output mode, or energy.",
    )  # fmt: skip
    transmissivity, thermal_photons = declared(
        engine.GaussianGap, "transmissivity", "thermal_photons"
    )
    family = Choice(
        "mad", objects=FAMILIES, label="first stage",
        doc="The noise that acts first; another one starts with numbers of its own.",
    )  # fmt: skip
    then = Choice(
        "nothing", objects=FOLLOWERS, label="then", doc="The noise that acts after the first."
    )
    decay_10 = share("decay 1→0", r"\gamma_{1\to0}", "γ(1→0)", 0.3, "Probability of the decay 1→0.")
    decay_21 = share("decay 2→1", r"\gamma_{2\to1}", "γ(2→1)", 0.2, "Probability of the decay 2→1.")
    decay_20 = share("decay 2→0", r"\gamma_{2\to0}", "γ(2→0)", 0.6, "Probability of the decay 2→0.")
    gamma = share("relaxation", r"\gamma", "γ", 0.3, "Probability of relaxation.")
    eta = share("bath's excitation", r"\eta", "η", 0.0, "Excited population the bath leaves.")
    kappa = share("dephasing", r"\kappa", "κ", 0.3, "Coherence shrinks by √(1−κ).")
    depolarization = share(
        "depolarizing", r"\lambda", "λ", 0.3, "Depolarizing strength.", high=4 / 3
    )
