"""The settings that the scenarios of the Dicke battery share, each declared here once."""

from __future__ import annotations

from math import sqrt

from engine.dicke.chargers import FAINT, FAINT_ALONE, highest
from engine.dicke.costs import in_chains, on_lattice
from engine.dicke.evolution import ROOM
from engine.dicke.lattice import Couplings
from engine.fields import Choice, Count, Real, ScenarioError, number_text
from engine.optional import Flag, Optional
from engine.scenario import Cost, Scenario

MOST_CELLS = 100
CHARGERS = {"fock": "Fock state", "coherent": "coherent state", "squeezed": "squeezed vacuum"}
DIPOLES = {
    "none": "none",
    "xx": "(η/N) Jx²",
    "zz": "(η/N) Jz²",
    "exchange": "(η/N) Σ σ⁺σ⁻",
}


def cells(default: int = 8) -> Count:
    """N of Campaioli et al. 2024, Eq. (28)."""
    return Count(
        default, bounds=(1, MOST_CELLS), soft=(1, 20), play=20,
        label="cells", symbol="N", short="N", group="Battery",
        doc="Number N of two-level cells in one cavity.",
    )  # fmt: skip


def coupling(default: float = 0.05) -> Real:
    """g of Campaioli et al. 2024, Eq. (31)."""
    return Real(
        default, bounds=(1e-3, 2.0), soft=(0.01, 1.0), scale="log",
        label="coupling", symbol="g", short="g", unit="ω₀", group="Battery",
        doc="Coupling g of each cell to the cavity, in units of ω₀ (of ω_c for two photons at a "
        "time); what is weak or strong is g√N.",
    )  # fmt: skip


def window(default: float = 8.0) -> Real:
    """How long the battery is charged."""
    return Real(
        default, bounds=(0.05, 200.0), soft=(1.0, 30.0), scale="log",
        label="window", symbol=r"\Omega t_{\max}", short="Ωt_max", group="Drawing",
        doc="Longest time as a turn Ωt, Ω = g√max(N, n) or gN for two photons at a time.",
    )  # fmt: skip


def points(default: int = 401) -> Count:
    """How many times are computed."""
    return Count(
        default, bounds=(2, 5001), label="points", symbol="P", short="points", group="Drawing",
        doc="Number of times, evenly up to the longest; maxima are found between them.",
    )  # fmt: skip


def photons(doc: str, otherwise: str) -> Optional:
    """n at the start, or what it is where nobody says."""
    return Optional(
        Real(
            0.0, bounds=(0.0, 1000.0),
            label="photons", symbol="n", short="n", group="Charger",
            doc=f"{doc}; left empty, {otherwise}.",
        ),
        otherwise=otherwise,
    )  # fmt: skip


def counter_rotating(doc: str) -> Flag:
    """Whether cells and photons are made together, too."""
    return Flag(
        True, label="counter-rotating terms", symbol=r"J_+a^\dagger", short="counter-rotating",
        group="Battery", doc=doc,
    )  # fmt: skip


def cutoff(otherwise: str) -> Optional:
    """The largest photon number that is kept, or what it is where nobody says."""
    return Optional(
        Count(
            0, bounds=(0, 20_000),
            label="cutoff", symbol=r"n_{\max}", short="n_max", group="Drawing",
            doc=f"Largest photon number; left empty, {otherwise}.",
        ),
        otherwise=otherwise,
    )  # fmt: skip


class Options(Scenario):
    """What a Dicke battery is made of besides its size: the charger, the coupling, the cells."""

    coupling = coupling()
    charger = Choice(
        "fock", objects=CHARGERS,
        label="charger", symbol=r"|\psi_{\mathrm C}\rangle", short="charger", group="Charger",
        doc="State of the cavity at the start: a Fock state, a coherent state of real amplitude, "
        "or the squeezed vacuum, each with n photons on average.",
    )  # fmt: skip
    photons = photons("Mean number n of photons at the start", "as many as fill the cells")
    counter_rotating = counter_rotating(
        "With a†σ⁺ and aσ⁻ it is the Dicke model, without them that of Tavis and Cummings."
    )
    exchange = Count(
        1, bounds=(1, 2), label="photons at a time", symbol="e", short="e", group="Battery",
        doc="Photons that a cell takes up or gives off at a time: 1, or 2 as in Eq. (39), where "
        "a cell's gap is 2.",
    )  # fmt: skip
    detuning = Real(
        0.0, bounds=(-1.0, 10.0), soft=(-1.0, 1.0), step=0.01,
        label="detuning", symbol=r"\delta", short="δ", unit="ω₀", group="Battery",
        doc="What the photons of one exchange carry above a cell's gap, δ = e ω_c - ω₀.",
    )  # fmt: skip
    dipole = Choice(
        "none", objects=DIPOLES,
        label="interaction of cells", symbol="H_{\\eta}", short="interaction", group="Cells",
        doc="An interaction of the cells that is switched on with the coupling; its form is a "
        "choice of ours, as the Colloquium prints none.",
    )  # fmt: skip
    dipole_strength = Real(
        0.0, bounds=(-10.0, 10.0), soft=(-2.0, 2.0), step=0.02,
        label="its strength", symbol=r"\eta", short="η", unit="ω₀", group="Cells",
        doc="Strength η of the interaction of the cells.",
    )  # fmt: skip
    rescale = Flag(
        False, label="rescaled coupling", symbol=r"g\to g/\sqrt N", short="g/√N", group="Battery",
        doc="Whether the coupling is g/√N instead of g, Eq. (38): a cavity that grows with N.",
    )  # fmt: skip
    cutoff = cutoff("as many as the state reaches")
    window = window()

    def gap(self) -> float:
        """ω₀, in units in which ω_c is 1 on resonance."""
        return float(self.exchange)

    def mean_photons(self, cells: int) -> float:
        """n for so many cells."""
        return float(cells * self.exchange if self.photons is None else self.photons)

    def model(self, cells: int) -> Couplings:
        """The numbers of a battery of so many cells."""
        return Couplings(
            cells,
            self.gap(),
            (self.gap() + self.detuning) / self.exchange,
            self.coupling / sqrt(cells) if self.rescale else self.coupling,
            self.exchange,
            self.counter_rotating,
            "none" if self.dipole_strength == 0.0 else self.dipole,
            self.dipole_strength,
        )

    def turning(self, cells: int) -> float:
        """Ω: g√max(N, n), and gN for two photons at a time."""
        g = self.model(cells).coupling
        return g * (sqrt(max(cells, self.mean_photons(cells))) if self.exchange == 1 else cells)

    def collapse(self, cells: int) -> float:
        """g₂ = ω_c/(2N), from which on two photons at a time leave no lowest energy."""
        return self.model(cells).cavity / (2 * cells)

    def check(self, cells: int) -> None:
        """Raise ScenarioError where the settings do not fit together."""
        photons, model = self.mean_photons(cells), self.model(cells)
        if self.charger == "fock" and not photons.is_integer():
            raise ScenarioError(f"n must be a whole number for a Fock state, not {photons:g}.")
        if self.cutoff is not None and self.charger == "fock" and self.cutoff < photons:
            raise ScenarioError(f"n_max must be at least n = {photons:g}, not {self.cutoff}.")
        limit = self.collapse(cells)
        if self.exchange == 2 and model.counter and model.coupling >= limit:
            raise ScenarioError(
                f"g must be below ω_c/(2N) = {number_text(limit)} for two photons at a time, not "
                f"{number_text(model.coupling)} (beyond it the energy has no lower bound)."
            )

    def largest_photon(self, cells: int, share: float = 1.0) -> float:
        """About the largest photon number that is kept over a share of the window."""
        model, photons = self.model(cells), self.mean_photons(cells)
        if not (model.counter or self.dipole == "xx"):
            return float(highest(self.charger, photons, FAINT_ALONE[self.charger]))
        if self.cutoff is not None:
            return float(self.cutoff)
        start = highest(self.charger, photons, FAINT[self.charger]) + model.period * ROOM
        push = 2 * model.coupling * cells
        if self.exchange == 2:
            left = max(1 - push / max(model.cavity, 1e-9), 1e-3)
            return max(start, (photons * (2 - left) + 40) / left)
        moved = share * self.window / self.turning(cells) * push / 2
        force = min(push / model.cavity, moved) if model.cavity > 0 else moved
        lit = sqrt(photons) + force
        return float(max(start, lit**2 + 6 * min(lit, 2 * force + 1) + 20))

    def half_width(self, cells: int, top: float) -> float:
        """About half the width of H where so many photons are kept."""
        model = self.model(cells)
        push = 2 * model.coupling * cells
        coupled = push * (sqrt(top + 1) if self.exchange == 1 else top + 1)
        below = min(push**2 / 4 / max(model.cavity, 1e-9), coupled) if self.exchange == 1 else 0.0
        own = abs(self.dipole_strength) * cells / 2 if model.dipole != "none" else 0.0
        return (model.cavity * top + model.gap * cells + coupled + below + own) / 2

    def cost_of(self, cells: int, points: float, share: float = 1.0, seen: bool = True) -> Cost:
        """What a curve of a battery takes, over a share of the window.

        `seen` where the battery's eigenvalues are looked at, too, and not its energy alone.

        Raises ScenarioError where the settings do not fit together.
        """
        self.check(cells)
        top, model, rows = self.largest_photon(cells, share), self.model(cells), cells + 1
        sectors = model.period if self.charger == "coherent" else self.exchange
        several = sectors if self.charger != "fock" else 1
        if not (model.counter or self.dipole == "xx"):
            chains = 1.0 if self.charger == "fock" else top / 2 if several == 1 else top
            return in_chains(rows, points, chains, top, seen)
        phase = self.half_width(cells, top) * share * self.window / self.turning(cells)
        return on_lattice(rows, points, top / model.period + 1, phase, several, seen)


class Battery(Options):
    """One Dicke battery: its cells and all its options but how many times are computed."""

    cells = cells()
