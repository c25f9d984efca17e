"""The plane of the noise, storage poster, Figs. 1 and 2, and cuts through it."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.fields import Choice, Real
from engine.result import build
from engine.scenario import CancelCheck, Cost, Progress, Scenario
from engine.storage import equations, settings
from engine.storage.quantities import Named
from engine.storage.qubit import single_shot
from engine.storage.settings import Noise
from engine.storage.ways import RATIO_EQUATIONS, ways, ways_cost
from engine.storage.yields import best_redundancy, coherent_ratio, local_ratio, redundancy_ratio

AXES = {axis.key: axis for axis in (Named.gamma, Named.eta, Named.kappa)}


class StorageMap(Scenario):
    """The advantage J - E_1,1 and the best way to store over a plane; storage poster, Figs. 1, 2.

    >>> plane = StorageMap(against="kappa", points=101).run()
    >>> round(float(plane.advantage.max()), 4), float(plane.advantage.min())
    (0.3094, -1.0)
    """

    against = Choice(
        "eta", objects={"eta": "γ and η (Fig. 1)", "kappa": "γ and κ (Fig. 2)"},
        label="plane", short="plane", group="Map",
        doc="What the relaxation γ is mapped against; the third setting is held.",
    )  # fmt: skip
    points = settings.points(200, 400, "Number of points along each axis.")
    eta = settings.excitation()
    kappa = settings.dephasing()
    eta_max = Real(
        0.5, bounds=(0.01, 1.0),
        label="largest η", symbol=r"\eta_{\max}", short="η_max", group="Map",
        doc="The η axis runs from 0 to this; above 1/2 the bath is inverted.",
    )  # fmt: skip
    ratio = settings.asymptotic_ratio()

    def cost(self) -> Cost:
        searched = self.ratio == "separable" and (self.against == "eta" or self.eta > 0)
        return ways_cost(self.points**2, int(searched), bytes_each=80.0)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        gamma = np.linspace(0.0, 1.0, self.points)
        highest = self.eta_max if self.against == "eta" else 1.0
        other = np.linspace(0.0, highest, self.points)
        held = {"eta": np.asarray(self.eta), "kappa": np.asarray(self.kappa)}
        noise = {**held, self.against: other}
        return build(
            self,
            ways(
                self.ratio,
                (gamma[:, None], noise["eta"], noise["kappa"]),
                "gamma",
                self.against,
            ),
            [Named.gamma.axis(gamma), AXES[self.against].axis(other)],
            equations=[
                *equations.NOISE,
                equations.SINGLE_SHOT,
                equations.BEST_SHOT,
                RATIO_EQUATIONS[self.ratio],
                equations.CONCAVITY,
            ],
            certificate={"closed_form": self.ratio != "separable", "error": 1e-12},
        )


class StorageSection(Noise):
    """A cut through the plane at the current point, along one of its settings.

    >>> cut = StorageSection(kappa=0.5, points=3).run()
    >>> cut.advantage.values.round(6)
    array([-0.5  ,  0.125,  0.   ])
    """

    along = Choice(
        "gamma", objects={"gamma": "relaxation γ", "eta": "bath η", "kappa": "dephasing κ"},
        label="along", short="along", group="Map",
        doc="Which setting the cut runs along; the other two are held.",
    )  # fmt: skip
    ratio = settings.asymptotic_ratio()
    points = settings.points(201, 10_001, "Number of points, evenly from 0 to 1 (η: to 1/2).")

    def cost(self) -> Cost:
        warm = self.along == "eta" or self.eta > 0
        return ways_cost(self.points, warm * (2 if self.ratio == "separable" else 1))

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        axis = np.linspace(0.0, 0.5 if self.along == "eta" else 1.0, self.points)
        held = dict(zip(AXES, self.arrays(), strict=True))
        held[self.along] = axis
        noise = held["gamma"], held["eta"], held["kappa"]
        redundant = best_redundancy(*noise)
        rivals = [
            Named.j_local(local_ratio(*noise), self.along),
            Named.j_separable(np.maximum(coherent_ratio(*noise), redundant.ratio), self.along),
            Named.j_classical(redundancy_ratio(1.0, *noise), self.along),
            Named.optimal_population(single_shot(*noise).population, self.along),
        ]
        return build(
            self,
            [*ways(self.ratio, noise, self.along), *rivals],
            [AXES[self.along].axis(axis)],
            equations=[
                *equations.NOISE,
                equations.SINGLE_SHOT,
                equations.BEST_SHOT,
                *RATIO_EQUATIONS.values(),
                equations.CONCAVITY,
            ],
            certificate={"error": 1e-12},
        )
