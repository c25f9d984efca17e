"""What a charging run takes, estimated before it starts.

The kernels touch only the levels that are occupied, so the estimate follows the state. Qubits drive
the battery with the strength r = c√(q(1-q)), and what is random in a collision heats it: at the
time x the state of an oscillator is about a thermal one of N quanta, displaced by

    β = 2r (e^{gx/2} - 1)/g,    N = (1-q) θ (e^{gx} - 1)/g,    g = (1-2q) θ - γ/θ,

which occupies the levels (β ± WIDTH √(2N+1))²; swap angles above π/√n hold most of it below level
n. A spin is such an oscillator near its lowest level, of coupling √d, wound around its sphere; on a
uniform ladder the front runs at the speed 2r. The factors were measured on one core of 2.5 GHz.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.collision.charging import FEWEST_LEVELS, LEAP_REACH, SHORTEST_LEAP
from engine.collision.ladder import couplings
from engine.scenario import Cost

SECONDS_PER_ELEMENT = 1.6e-9
SECONDS_PER_LEVEL = 8e-9
SECONDS_PER_COLLISION = 3e-6
# A leap and the reading of a sample, beyond what their elements take.
SECONDS_PER_LEAP, SECONDS_PER_SAMPLE = 5e-5, 2e-5
SECONDS_PER_FACTOR = 2e-10
LOSS_PER_ORDER = 0.5
STAGES = 33
# Half-width of what is left of a coherent state at a population of 1e-15, in its amplitude.
WIDTH = 4.15
# Powers beyond this are no numbers, and fill every battery long before.
LARGEST_EXPONENT = 50.0

Stages = NDArray[np.float64]


def charging_cost(
    battery: str,
    levels: int,
    collisions: int,
    theta: float,
    gamma: float,
    samples: int = 0,
    q: float = 0.5,
    c: float = 1.0,
) -> Cost:
    """Seconds of one core and peak bytes of a run of `charge`.

    Args:
        battery: "oscillator", "spin" or "ladder".
        levels: number of levels d.
        collisions: number of collisions K.
        theta: their swap angle, on average, rad.
        gamma: loss probability of a quantum after each collision.
        samples: number of collisions at which ergotropy and populations are read.
        q: ground-state population of the qubits.
        c: their coherence.

    Example:
        >>> charging_cost("oscillator", 250, 955, 0.0314, 0.0, 191).seconds < 0.1
        True
    """
    time = np.linspace(0.0, collisions * theta, STAGES)
    drive = c * np.sqrt(q * (1 - q))
    low, high, heat = occupied(battery, levels, time, theta, gamma, q, drive)
    width = high - low
    lost = gamma * high
    orders = np.where(gamma > 0, np.minimum(levels, 3 + lost + 8 * np.sqrt(lost)), 0.0)
    area = width**2 / 2 if drive > 0 else width
    elements = SECONDS_PER_ELEMENT * area * (1 + LOSS_PER_ORDER * orders)
    each = SECONDS_PER_COLLISION + SECONDS_PER_LEVEL * width * (1 + LOSS_PER_ORDER * orders)
    each = each + elements
    stride = collisions / max(samples, 1)
    if gamma == 0:
        each = np.minimum(each, leaping(battery, levels, high, theta, drive, stride, each))
    factors = np.minimum(width / 2, 8 + 28 / np.log1p(1 / np.maximum(heat, 1e-9)))
    # A state of too many factors is diagonalised whole.
    whole = np.where(factors < width / 2, 0.0, 5 * width**3)
    read = factors**2 * width + whole if drive > 0 else width
    reading = SECONDS_PER_SAMPLE + SECONDS_PER_FACTOR * read + 2e-9 * (width**2 if drive > 0 else 0)
    room = min(float(levels), max(1.25 * float(high.max()) + 30, FEWEST_LEVELS))
    kept = samples * levels + float(orders.max()) * levels + 16.0 * collisions
    window = float(width.max()) ** 2 * (1.5 if drive > 0 else 1.0)
    return Cost(
        seconds=1e-3 + float(np.mean(each)) * collisions + float(np.mean(reading)) * samples,
        bytes=8.0 * ((3.0 if drive > 0 else 2.0) * room**2 + window + kept) + 1e5,
    )


def leaping(
    battery: str, levels: int, high: Stages, theta: float, drive: float, stride: float, each: Stages
) -> Stages:
    """Seconds for each of many weak collisions that are taken in leaps, infinite where none is."""
    elements = couplings(battery, levels)
    steepest = np.maximum.accumulate(elements)
    highest = np.minimum(high.astype(int) + SHORTEST_LEAP, levels)
    swap = theta * steepest[highest]
    change = 4 * drive * swap + 2 * swap**2
    reach = np.minimum(LEAP_REACH / np.maximum(change, 1e-9), stride)
    terms = 10 + 5 * np.minimum(change * reach, LEAP_REACH)
    leap = SECONDS_PER_LEAP + terms * (each + 2e-9 * reach)
    return np.where(reach >= SHORTEST_LEAP, leap / np.maximum(reach, 1.0), np.inf)


def occupied(
    battery: str, levels: int, time: Stages, theta: float, gamma: float, q: float, drive: float
) -> tuple[Stages, Stages, Stages]:
    """The lowest and the highest level occupied, about, and the thermal quanta, at times x = Ωτ."""
    coupling = np.sqrt(levels) if battery == "spin" else 1.0
    theta, time = max(theta * coupling, 1e-100), time * coupling
    growth = (1 - 2 * q) * theta - min(gamma / theta, 1e6)
    amplitude = 2 * drive * grown(growth / 2, time) / 2
    heat = np.minimum((1 - q) * min(theta, 1.0) * grown(growth, time), levels)
    spread = WIDTH * np.sqrt(2 * heat + 1)
    top = levels - 1.0
    # The first level that no quantum leaves upwards, and how far they leak across it.
    trap = (np.pi / max(theta, 1e-9)) ** 2 + 1.5 * np.sqrt(time / theta) + 10
    if battery == "ladder":
        tail = WIDTH * np.sqrt(2 * (1 - q) * np.sin(theta) ** 2 * time / theta) + 8
        high = 2 * drive * abs(np.sin(2 * theta)) / (2 * theta) * time + 2 * tail
        return np.zeros_like(time), np.minimum(high, top) + 1, heat
    if battery == "spin":
        turned = np.abs((amplitude / np.sqrt(levels) + np.pi / 2) % np.pi - np.pi / 2)
        width = spread / np.sqrt(levels)
        high = top * np.sin(np.minimum(turned + width, np.pi / 2)) ** 2
        low = top * np.sin(np.maximum(turned - width, 0.0)) ** 2
        trapped = np.minimum(high, np.where(trap < levels / 2, trap, top))
        return np.minimum(low, trapped), trapped + 1, heat
    high = np.minimum((amplitude + spread) ** 2, trap)
    low = np.where(high < top, np.maximum(amplitude - spread, 0.0) ** 2, 0.0)
    return np.minimum(low, np.minimum(high, top)), np.minimum(high, top) + 1, heat


def grown(rate: float, time: Stages) -> Stages:
    """(e^{gx} - 1)/g, which is x at g = 0."""
    if abs(rate) < 1e-12:
        return time
    return np.asarray(np.expm1(np.minimum(rate * time, LARGEST_EXPONENT)) / rate)


def pure_states(width: float, heat: float, drive: float) -> float:
    """How many pure states add up to one of so many levels and thermal quanta."""
    return width if drive == 0 else min(width, 8 + 28 / float(np.log1p(1 / max(heat, 1e-9))))
