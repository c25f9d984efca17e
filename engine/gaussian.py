"""Noise on one mode: phase-insensitive Gaussian channels, two numbers each.

A coherent state keeps its form but for the gain of its energy and the noise photons it takes up:
the mean photon number n̄ becomes gain·n̄ + noise. Energies are in ħω.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import isfinite


@dataclass(frozen=True)
class GaussianChannel:
    """n̄ → gain·n̄ + noise, with noise >= max(0, gain - 1); Tirone et al. 2023, Ref. [38].

    name   what a caption calls it
    gain   λ of an attenuator, μ of an amplifier, 1 of additive noise
    noise  mean photon number of the output when the input is the vacuum
    """

    name: str
    gain: float
    noise: float

    def __post_init__(self) -> None:
        if not (isfinite(self.gain) and self.gain >= 0):
            raise ValueError(f"The gain must be at least 0, not {self.gain:.6g}.")
        least = max(0.0, self.gain - 1)
        # A composition reaches its least noise only up to rounding.
        if not (isfinite(self.noise) and self.noise >= least - 1e-12 * (1 + least)):
            raise ValueError(f"The noise must be at least {least:.6g}, not {self.noise:.6g}.")

    def __call__(self, photons: float) -> float:
        """Mean photon number of the output."""
        return self.gain * photons + self.noise

    def capacitance(self, energy: float) -> float:
        """C_E = C_sep = C_loc = gain·e: a coherent input is optimal, its noise stays passive.

        λe, μe and e for the three families; Tirone et al. 2023, Examples.
        """
        return self.gain * energy


def thermal_attenuator(transmissivity: float, thermal_photons: float = 0.0) -> GaussianChannel:
    """Return L_λ,N: a beam splitter with a mode of N thermal photons.

    Args:
        transmissivity: λ, 0 to 1.
        thermal_photons: N >= 0.

    Raises:
        ValueError: if a number is out of range.

    Example:
        >>> thermal_attenuator(0.5, 2.0)(3.0)
        2.5
    """
    if not 0 <= transmissivity <= 1:
        raise ValueError(f"λ must be between 0 and 1, not {transmissivity:.6g}.")
    photons = _photons(thermal_photons)
    return GaussianChannel(
        f"attenuator(λ={transmissivity:.4g}, N={photons:.4g})",
        transmissivity,
        (1 - transmissivity) * photons,
    )


def thermal_amplifier(gain: float, thermal_photons: float = 0.0) -> GaussianChannel:
    """Return A_μ,N: an amplifier whose idler holds N thermal photons.

    Args:
        gain: μ >= 1.
        thermal_photons: N >= 0.

    Raises:
        ValueError: if a number is out of range.
    """
    if not (isfinite(gain) and gain >= 1):
        raise ValueError(f"μ must be at least 1, not {gain:.6g}.")
    photons = _photons(thermal_photons)
    return GaussianChannel(
        f"amplifier(μ={gain:.4g}, N={photons:.4g})", gain, (gain - 1) * (photons + 1)
    )


def additive_noise(photons: float) -> GaussianChannel:
    """Return N_N: random displacements that add N photons on average.

    Raises:
        ValueError: if N is negative.
    """
    return GaussianChannel(f"additive noise(N={_photons(photons):.4g})", 1.0, _photons(photons))


def compose(channels: Sequence[GaussianChannel]) -> GaussianChannel:
    """Return the channels one after another, the first acting first.

    Raises:
        ValueError: if there is none.

    Example:
        >>> compose([thermal_attenuator(0.5), thermal_amplifier(2.0)])(1.0)
        2.0
    """
    if not channels:
        raise ValueError("Channels to compose must be at least 1, not 0.")
    return reduce(_after, channels)


def _after(first: GaussianChannel, then: GaussianChannel) -> GaussianChannel:
    return GaussianChannel(
        f"{first.name}, then {then.name}", then.gain * first.gain, then(first.noise)
    )


def _photons(number: float) -> float:
    if not (isfinite(number) and number >= 0):
        raise ValueError(f"N must be at least 0, not {number:.6g}.")
    return float(number)
