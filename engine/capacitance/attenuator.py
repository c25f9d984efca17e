"""The scenario of Tirone et al. 2023, Fig. 2(b): two modes, one warm and one empty."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.capacitance import equations, gaussian, settings
from engine.capacitance.quantities import Gaussian
from engine.gaussian import thermal_attenuator
from engine.result import Labelled, build
from engine.scenario import CancelCheck, Cost, Progress, Scenario

# The curve covers output noise from this to this, and input energies up to that.
FEWEST_PHOTONS, MOST_PHOTONS, HIGHEST_ENERGY, ENERGIES = 1e-3, 1e2, 5.0, 51


class GaussianGap(Scenario):
    """The gap of the two-mode attenuator in closed form. Tirone et al. 2023, Fig. 2(b).

    >>> result = GaussianGap(transmissivity=0.5, thermal_photons=4.0).run()
    >>> round(float(result.gap), 10), round(float(result.beta_gibbs), 10)
    (0.070592336, 1.0986122887)
    """

    transmissivity = settings.transmissivity()
    thermal_photons = settings.thermal_photons()
    points = settings.curve_points()

    def cost(self) -> Cost:
        return Cost(seconds=1e-3 + 1e-4 * (self.points + 1), bytes=64.0 * self.points + 1e5)

    def compute(self, progress: Progress, cancelled: CancelCheck) -> xr.Dataset:
        photons = thermal_attenuator(self.transmissivity, self.thermal_photons).noise
        energies = np.linspace(0.0, HIGHEST_ENERGY, ENERGIES)
        loc_offset = photons - gaussian.passive_energy(photons)
        sep_offset = photons - gaussian.pooled_energy(photons)
        through = self.transmissivity * energies
        return build(
            self,
            [
                Gaussian.gap(gaussian.gap(photons)),
                Gaussian.c_loc_offset(loc_offset),
                Gaussian.c_sep_offset(sep_offset),
                Gaussian.beta_output(gaussian.output_temperature(photons)),
                Gaussian.beta_gibbs(gaussian.gibbs_temperature(photons)),
                Gaussian.noise_photons(photons),
                Gaussian.c_loc(through + loc_offset, "e"),
                Gaussian.c_sep(through + sep_offset, "e"),
                *self.curve(),
            ],
            [Gaussian.e.axis(energies), Gaussian.point.axis(np.arange(self.points))],
            equations=[equations.ATTENUATOR, equations.GAUSSIAN_LOCAL, equations.GAUSSIAN_TOTAL],
            certificate={
                "smallest_term": gaussian.SMALLEST_TERM,
                "entropy_defect": entropy_defect(photons),
                "c_total_known": True,
            },
        )

    def curve(self) -> list[Labelled]:
        """The gap against the noise and against both readings of the inverse temperature."""
        photons = np.geomspace(FEWEST_PHOTONS, MOST_PHOTONS, self.points)
        return [
            Gaussian.noise_photons(photons, "point", key="curve_photons"),
            Gaussian.gap([gaussian.gap(n) for n in photons], "point", key="curve_gap"),
            Gaussian.beta_output(
                [gaussian.output_temperature(n) for n in photons], "point", key="curve_beta_output"
            ),
            Gaussian.beta_gibbs(
                [gaussian.gibbs_temperature(n) for n in photons], "point", key="curve_beta_gibbs"
            ),
        ]


def entropy_defect(photons: float) -> float:
    """How far the Gibbs state's entropy is from the output's, relative."""
    entropy = gaussian.thermal_entropy(photons)
    reached = 2 * gaussian.thermal_entropy(gaussian.pooled_energy(photons) / 2)
    return abs(reached - entropy) / max(entropy, 1e-300)
