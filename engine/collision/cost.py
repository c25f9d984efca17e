"""What a charging run takes, estimated before it starts.

The kernels touch only the levels that are occupied, so the estimate follows the state: it reaches
up to (β + 7)² levels, where the amplitude β grows as x/2 at x = Ωτ and loss holds it below θ/γ; a
coherent state is √n narrow until it meets the top level, and swap angles above π/√n hold it below
level n. The factors were measured on one core of 2.5 GHz.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.scenario import Cost

SECONDS_PER_ELEMENT = 1.6e-9
SECONDS_PER_COLLISION = 3e-6
SECONDS_PER_SAMPLED_LEVEL = 1.5e-7
LOSS_PER_ORDER = 0.5
STAGES = 33


def charging_cost(
    battery: str, levels: int, collisions: int, theta: float, gamma: float, samples: int = 0
) -> Cost:
    """Seconds of one core and peak bytes of a run of `charge`.

    Args:
        battery: "oscillator", "spin" or "ladder".
        levels: number of levels d.
        collisions: number of collisions K.
        theta: their swap angle, on average, rad.
        gamma: loss probability of a quantum after each collision.
        samples: number of collisions at which ergotropy and populations are read.

    Example:
        >>> charging_cost("oscillator", 250, 955, 0.0314, 0.0, 191).seconds < 0.1
        True
    """
    time = np.linspace(0.0, collisions * theta, STAGES)
    width = occupied_levels(battery, levels, time, theta, gamma)
    lost = gamma * width
    orders = np.where(gamma > 0, np.minimum(levels, 3 + lost + 8 * np.sqrt(lost)), 0)
    elements = float(np.mean(width**2 / 2 * (1 + LOSS_PER_ORDER * orders))) * collisions
    reading = float(np.mean(width)) * SECONDS_PER_SAMPLED_LEVEL * samples
    return Cost(
        seconds=elements * SECONDS_PER_ELEMENT + collisions * SECONDS_PER_COLLISION + reading,
        bytes=8.0 * (4 * levels**2 + (float(orders[-1]) + samples) * levels + 16 * collisions),
    )


def occupied_levels(
    battery: str, levels: int, time: NDArray[np.float64], theta: float, gamma: float
) -> NDArray[np.float64]:
    """About how many levels are occupied at times x = Ωτ, swap angles up to θ and loss γ."""
    if battery != "oscillator":
        return np.full(time.shape, float(levels))
    trap = 1.5 * (np.pi / max(theta, 1e-9)) ** 2 + 10
    amplitude = np.minimum(time / 2, theta / gamma) if gamma > 0 else time / 2
    reach = np.minimum((amplitude + 7) ** 2, trap)
    narrow = np.minimum(reach, 20 * np.sqrt(reach))
    return np.minimum(np.where(reach < levels, narrow, levels), levels).astype(float)
