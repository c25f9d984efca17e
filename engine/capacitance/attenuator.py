"""The scenario of Tirone et al. 2023, Fig. 2(b): two modes, one warm and one empty."""

from __future__ import annotations

import numpy as np
import xarray as xr

from engine.capacitance import equations, gaussian, settings
from engine.capacitance import quantities as name
from engine.gaussian import thermal_attenuator
from engine.result import build
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
            {
                "gap": name.GAUSSIAN_GAP.variable((), gaussian.gap(photons)),
                "c_loc_offset": name.C_LOC_OFFSET.variable((), loc_offset),
                "c_sep_offset": name.C_SEP_OFFSET.variable((), sep_offset),
                "beta_output": name.BETA_OUTPUT.variable((), gaussian.output_temperature(photons)),
                "beta_gibbs": name.BETA_GIBBS.variable((), gaussian.gibbs_temperature(photons)),
                "noise_photons": name.NOISE_PHOTONS.variable((), photons),
                "c_loc": name.GAUSSIAN_LOC.variable("e", through + loc_offset),
                "c_sep": name.GAUSSIAN_SEP.variable("e", through + sep_offset),
                **self.curve(),
            },
            {
                "e": name.MODE_ENERGY.variable("e", energies),
                "point": name.POINT.variable("point", np.arange(self.points)),
            },
            equations=[equations.ATTENUATOR, equations.GAUSSIAN_LOCAL, equations.GAUSSIAN_TOTAL],
            certificate={
                "smallest_term": gaussian.SMALLEST_TERM,
                "entropy_defect": entropy_defect(photons),
                "c_total_known": True,
            },
        )

    def curve(self) -> dict[str, xr.Variable]:
        """The gap against the noise and against both readings of the inverse temperature."""
        photons = np.geomspace(FEWEST_PHOTONS, MOST_PHOTONS, self.points)
        drawn = {
            "curve_photons": (name.NOISE_PHOTONS, photons),
            "curve_gap": (name.GAUSSIAN_GAP, [gaussian.gap(n) for n in photons]),
            "curve_beta_output": (
                name.BETA_OUTPUT,
                [gaussian.output_temperature(n) for n in photons],
            ),
            "curve_beta_gibbs": (name.BETA_GIBBS, [gaussian.gibbs_temperature(n) for n in photons]),
        }
        return {key: quantity.variable("point", data) for key, (quantity, data) in drawn.items()}


def entropy_defect(photons: float) -> float:
    """How far the Gibbs state's entropy is from the output's, relative."""
    entropy = gaussian.thermal_entropy(photons)
    reached = 2 * gaussian.thermal_entropy(gaussian.pooled_energy(photons) / 2)
    return abs(reached - entropy) / max(entropy, 1e-300)
