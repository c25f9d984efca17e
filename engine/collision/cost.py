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
CACHED = 4e5
SECONDS_PER_LEVEL = 1e-8
SECONDS_PER_COLLISION = 3e-6
# A leap and the reading of a sample, beyond what their elements take.
SECONDS_PER_LEAP, SECONDS_PER_SAMPLE = 5e-5, 2e-5
SECONDS_PER_FACTOR = 2e-10
# The losses of each number of quanta from each level, counted once.
SECONDS_PER_LOSS, SECONDS_PER_LOSSES = 1.5e-8, 6e-6
LOSS_PER_ORDER = 0.5
STAGES, PLACES = 33, 256
# Half-width of what is left of a coherent state at a population of 1e-15, in its amplitude.
WIDTH = 4.15
# Levels across which coherences reach, per amplitude of a pure state.
BAND = 24.0
# Angle on the sphere of a spin, of π/2, beyond which loss undoes its winding.
NEAR_TOP = 1.2
# Angle of a collision, at the mean level, beyond which a state leaks across the next trap.
LEAKING = 2.3
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
    # Losses of k quanta count down to a weight lost^k/k! of 1e-15.
    orders = np.where(gamma > 0, np.minimum(levels, 5 + lost + 11 * np.sqrt(lost)), 0.0)
    # Coherences reach as far as the phase is sharp.
    middle = np.sqrt((high + low) / 2)
    sharp = BAND * middle / np.sqrt(2 * heat + 1)
    band = width if battery == "ladder" else np.minimum(width, sharp)
    area = width * band / 2 if drive > 0 else width
    # What outgrows the cache waits for memory.
    waiting = 1 + 0.5 * np.minimum(area / CACHED, 1.0)
    elements = SECONDS_PER_ELEMENT * area * waiting * (1 + LOSS_PER_ORDER * orders)
    each = SECONDS_PER_COLLISION + SECONDS_PER_LEVEL * width * (1 + LOSS_PER_ORDER * orders)
    each = each + elements
    stride = collisions / max(samples, 1)
    if gamma == 0:
        each = np.minimum(each, leaping(battery, levels, high, theta, drive, stride, each))
    factors = pure_states(battery, width, heat, c, drive)
    # A state of too many factors is diagonalised whole.
    whole = np.where(factors < width / 2, factors**2 * width, width**3)
    read = whole if drive > 0 else width
    reading = SECONDS_PER_SAMPLE + SECONDS_PER_FACTOR * read + 1e-9 * (width**2 if drive > 0 else 0)
    room = min(float(levels), max(1.35 * float(high.max()) + 30, FEWEST_LEVELS))
    losses = min(levels, 5 + gamma * levels + 8 * np.sqrt(gamma * levels)) if gamma > 0 else 0.0
    counted = losses * (SECONDS_PER_LOSSES + SECONDS_PER_LOSS * levels)
    kept = samples * levels + 2 * losses * levels + 16.0 * collisions
    window = float(width.max()) ** 2 * (1.5 if drive > 0 else 1.0)
    return Cost(
        seconds=1e-3
        + counted
        + float(np.mean(each)) * collisions
        + float(np.mean(reading)) * samples,
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
    strong, scaled = max(theta * coupling, 1e-100), time * coupling
    top = levels - 1.0
    if battery == "ladder":
        heat = thermal(levels, time, strong, gamma, q)
        tail = WIDTH * np.sqrt(2 * (1 - q) * np.sin(theta) ** 2 * time / strong) + 8
        high = 2 * drive * abs(np.sin(2 * theta)) / (2 * strong) * time + 2 * tail
        return np.zeros_like(time), np.minimum(high, top) + 1, heat
    # The first level that no quantum leaves upwards, and how far they leak across it.
    trap = (np.pi / strong) ** 2 + 1.5 * np.sqrt(scaled / strong) + 10
    amplitude, deviation = driven(battery, levels, scaled, strong, gamma, q, drive)
    spread, heat = 2 * WIDTH * deviation, np.clip(2 * deviation**2 - 0.5, 0.0, levels)
    # Qubits that amplify jump on beyond the last level that their coherence leads to.
    leaking = amplitude * strong > LEAKING
    if battery == "spin":
        turned, width = amplitude / np.sqrt(levels), spread / np.sqrt(levels)
        high = np.where(leaking, top, top * np.sin(np.minimum(turned + width, np.pi / 2)) ** 2)
        low = top * np.sin(np.maximum(turned - 2 * width, 0.0)) ** 2
        # Loss spreads what once came near the top over the whole sphere.
        lost = (gamma > 0) & (np.maximum.accumulate(turned) > NEAR_TOP)
        low, high = np.where(lost, 0.0, low), np.where(lost, top, high)
        stopped = theta * levels / 2 > np.pi
        trapped = np.minimum(high, np.where(stopped & (trap < levels / 2), trap, top))
        return np.minimum(low, trapped), trapped + 1, heat
    high = np.minimum(np.where(leaking, top, (amplitude + spread) ** 2), trap)
    # What a few early qubits left behind keeps the lowest levels occupied.
    return np.zeros_like(time), np.minimum(high, top) + 1, heat


def driven(
    battery: str, levels: int, time: Stages, theta: float, gamma: float, q: float, drive: float
) -> tuple[Stages, Stages]:
    """Amplitude and its standard deviation at times x, of an oscillator or of a spin as one."""
    if drive == 0:
        # Thermal populations fall off slower than those of a coherent state.
        heat = thermal(levels, time, theta, gamma, q)
        return np.zeros_like(time), 1.1 * np.sqrt(2 * heat + 1) / 2
    size = np.sqrt(levels)
    top = size * np.pi / 2 if battery == "spin" else size + 2 * WIDTH
    places = top * np.arange(1, PLACES + 1) / PLACES

    def rates(place: Stages) -> tuple[Stages, Stages]:
        """Speed and diffusion of the amplitude."""
        element = size * np.sin(2 * place / size) / 2 if battery == "spin" else place
        level = (size * np.sin(place / size)) ** 2 if battery == "spin" else place**2
        element = np.maximum(element, 1e-9)
        angle = theta * element
        gained = (drive * np.sin(2 * angle) + (1 - 2 * q) * np.sin(angle) ** 2) / theta
        speed = (gained - gamma * level / theta) / (2 * element)
        return speed, (np.sin(angle) / element) ** 2 / (4 * theta) + gamma / (4 * theta)

    speed, diffusion = rates(places)
    reached = places.size if (speed > 0).all() else int(np.argmin(speed > 0))
    passed = np.cumsum(top / PLACES / np.maximum(speed[:reached], 1e-12))
    place = np.interp(time, np.append(0.0, passed), np.append(0.0, places[:reached]))
    if battery == "spin" and reached == places.size:
        # Once around its sphere, it comes back down.
        turn = np.abs((time / passed[-1] + 1) % 2 - 1)
        place = np.interp(turn * passed[-1], np.append(0.0, passed), np.append(0.0, places))
    stiff = np.interp(place, places, 2 * np.gradient(speed, places))
    noise = np.interp(place, places, diffusion)
    step = float(time[1] - time[0])
    grow = np.clip(stiff * step, -LARGEST_EXPONENT, LARGEST_EXPONENT)
    more = noise * grown_by(grow, step)
    variance = [0.25]
    for factor, added in zip(np.exp(grow[1:]).tolist(), more[1:].tolist(), strict=True):
        variance.append(min(variance[-1] * factor + added, 4.0 * levels))
    return place, np.sqrt(variance)


def thermal(levels: int, time: Stages, theta: float, gamma: float, q: float) -> Stages:
    """Thermal quanta that the chances of the collisions bring, of small swap angles."""
    growth = (1 - 2 * q) * theta - min(gamma / theta, 1e6)
    return np.minimum((1 - q) * min(theta, 1.0) * grown(growth, time), levels)


def grown_by(grow: Stages, step: float) -> Stages:
    """What noise of strength one leaves after a step of growth e^g: (e^g - 1)/g of its length."""
    small = np.abs(grow) < 1e-12
    return step * np.where(small, 1.0, np.expm1(grow) / np.where(small, 1.0, grow))


def grown(rate: float, time: Stages) -> Stages:
    """(e^{gx} - 1)/g, which is x at g = 0."""
    if abs(rate) < 1e-12:
        return time
    return np.asarray(np.expm1(np.minimum(rate * time, LARGEST_EXPONENT)) / rate)


def pure_states(battery: str, width: Stages, heat: Stages, c: float, drive: float) -> Stages:
    """How many pure states add up to one of so many levels and thermal quanta.

    Pure qubits leave few, whatever they heat: what they squeeze in turn.
    """
    if drive == 0:
        return width
    if battery == "ladder":
        return 0.4 * width
    return np.minimum(width, 10 + (1.1 - c**2) * width * (2 * heat + 1) / 36)
