"""When a battery's ergotropy is half of what it was, looked for on the scale of its decay.

The time of a search does not follow from the rate: where the interaction is so much faster than the
decay that following it takes long, the propagators of a step are squared until they span a share of
a lifetime, and what takes too long even so is not begun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, inf, log2, nan

import numpy as np
from numpy.typing import NDArray

from engine.scenario import Cancelled
from engine.selfdischarge.flow import REACH, Flow, never
from engine.selfdischarge.propagators import Propagators

Complex = NDArray[np.complex128]
Vector = NDArray[np.float64]
Ergotropies = Callable[[Complex], Vector]

# A stretch has so many times.
STRETCH = 8
# A bracket this small against the norm is a straight line, to rounding.
STRAIGHT = 1e-6
MOST_ROUNDS = 60
# Shares of a bracket around the guess where it is looked at next, and where it is cut anyway.
NEAR, CUTS = (1e-2, 1e-4, 1e-6), (0.25, 0.5, 0.75)
# What is spent on a search, at most, as seconds of one core of 2.5 GHz, and bytes.
LIMIT, ROOM = 10.0, 1.8e8
SECONDS_PER_PRODUCT, TERMS, SECONDS_PER_CUBE = 1.6e-9, 34, 2e-10
# Beyond this ratio of norm and decay, squaring would leave too few digits.
STIFFEST = 1e9
# Stretches of a step that a half-life takes about.
USUAL_STEPS = 6.0
# The first step times the norm.
SHORT = 0.5


@dataclass(frozen=True)
class Halving:
    """A half-life, infinite where it never is, NaN where it was not found up to a time."""

    time: float
    looked_until: float


@dataclass(frozen=True)
class Plan:
    """How a step of the search is taken.

    way       "follow" the state, "square" the propagators, or look for "nothing"
    squares   how often propagators are squared
    seconds   what a half-life is expected to take, without the ergotropies
    bytes     what the propagators take
    """

    way: str
    squares: int = 0
    seconds: float = 0.0
    bytes: float = 0.0


def plan(norm: float, fast: float, slow: float, products: float, orders: Vector) -> Plan:
    """Choose how a step of a search is taken.

    Args:
        norm: of the generator.
        fast, slow: durations of a step, shares of the shorter and the longer lifetime.
        products: entries of the generator.
        orders: elements held of each coherence order that is not empty.
    """
    follow = USUAL_STEPS * ceil(min(norm * fast / REACH, 1e15) + 1) * products * TERMS
    follow *= SECONDS_PER_PRODUCT
    ratio = norm * slow
    squares = max(0, ceil(log2(ratio / SHORT))) if 0 < ratio < inf else 0
    square = (squares + 3) * float((orders**3).sum()) * SECONDS_PER_CUBE
    held = (squares + 1) * float((orders**2).sum()) * 16
    if square < min(follow, LIMIT) and ratio < STIFFEST and held < ROOM:
        return Plan("square", squares, square, held)
    return Plan("follow", seconds=follow) if follow <= LIMIT else Plan("nothing")


@dataclass
class Search:
    """A search for when ergotropies fall to a goal.

    flow          the generator
    ergotropies   of states as they are held
    goal          what they fall to
    fast, slow    the rates at which states change at first, and at the latest
    first         the first stretch of times, in lifetimes 1/fast
    lifetimes     how many lifetimes 1/slow are looked at
    growth        of the stretches
    cancelled     whether to give up
    propagators   those of a search that squares them
    """

    flow: Flow
    ergotropies: Ergotropies
    goal: float
    fast: float
    slow: float
    first: float
    lifetimes: float
    growth: float
    cancelled: Callable[[], bool] = never
    propagators: Propagators | None = None

    def after(self, begin: float, state: Complex) -> Halving:
        """The half-life where the ergotropy is above its goal until a time."""
        chosen = self.planned()
        if chosen.way == "nothing":
            return Halving(nan, begin)
        steps = self.squared if chosen.way == "square" else self.followed
        reached = begin
        for start, times, states in steps(state, chosen):
            self.poll()
            found = self.crossing(times, start, states, self.ergotropies(states))
            if found is not None:
                return Halving(reached + found, reached + found)
            reached += float(times[-1])
            if reached >= self.lifetimes / self.slow:
                break
        return Halving(nan, reached)

    def planned(self) -> Plan:
        """How this search is done."""
        basis = self.flow.basis
        sizes = np.diff(basis.starts).astype(float)
        share, products = self.first / STRETCH, float(self.flow.values.size)
        return plan(self.flow.norm, share / self.fast, share / self.slow, products, sizes)

    def poll(self) -> None:
        """Raise Cancelled where nobody waits for the search any more."""
        if self.cancelled():
            raise Cancelled

    # -- steps: a start, times after it, and the states there -------------------------------------

    def followed(self, state: Complex, chosen: Plan) -> Iterator[tuple[Complex, Vector, Complex]]:
        """Stretches that grow, each state following the one before, while the limit allows."""
        stretch = self.first / self.fast
        spent, each = 0.0, chosen.seconds / USUAL_STEPS * STRETCH
        while spent <= LIMIT:
            times = np.linspace(0.0, stretch, STRETCH + 1)[1:]
            states = self.flow.states(state, times, cancelled=self.cancelled)
            yield state, times, states
            spent += each * stretch * self.fast / self.first
            state, stretch = states[-1], stretch * self.growth

    def squared(self, state: Complex, chosen: Plan) -> Iterator[tuple[Complex, Vector, Complex]]:
        """Times twice as long each up to a share of a lifetime, then so many of those together."""
        step = self.first / STRETCH / self.slow
        propagators = Propagators(self.flow, step / 2**chosen.squares)
        self.propagators = propagators
        start, shorter = state, 0.0
        for number in range(chosen.squares + 1):
            self.poll()
            if number:
                propagators.square()
            span = step / 2 ** (chosen.squares - number)
            later = propagators.move(state, number)
            yield start, np.array([span - shorter]), later[None]
            start, shorter = later, span
        while True:
            states = [start]
            for _ in range(STRETCH):
                states.append(propagators.move(states[-1], chosen.squares))
            yield start, step * np.arange(1.0, STRETCH + 1), np.array(states[1:])
            start = states[-1]

    # -- where exactly ----------------------------------------------------------------------------

    def crossing(
        self, times: Vector, start: Complex, states: Complex, ergotropy: Vector
    ) -> float | None:
        """When the goal is first met after a start above it, of states known at times."""
        below = np.flatnonzero(ergotropy <= self.goal)
        if not below.size:
            return None
        place = int(below[0])
        left = float(times[place - 1]) if place else 0.0
        before = states[place - 1] if place else start
        if self.propagators is not None:
            before, left, right = self.halved(self.propagators, before, left, float(times[place]))
            return left + self.narrowed(before, right - left, [], [])
        shown = slice(max(0, place - 4), place + 4)
        return left + self.narrowed(
            before,
            float(times[place]) - left,
            list(times[shown] - left),
            list(ergotropy[shown] - self.goal),
        )

    def halved(
        self, propagators: Propagators, before: Complex, left: float, right: float
    ) -> tuple[Complex, float, float]:
        """A bracket cut by known propagators until it can be followed."""
        for number in reversed(range(len(propagators.powers))):
            span = propagators.step * 2**number
            if span >= right - left or span * self.flow.norm < REACH:
                continue
            self.poll()
            middle = propagators.move(before, number)
            if float(self.ergotropies(middle[None])[0]) > self.goal:
                before, left = middle, left + span
            else:
                right = left + span
        return before, left, right

    def narrowed(
        self, before: Complex, span: float, times: list[float], excess: list[float]
    ) -> float:
        """When within a span after a state the goal is met; what is known beside it may help."""
        low, high = 0.0, span
        known = dict(zip(times, excess, strict=True))
        if low not in known:
            known[low] = float(self.ergotropies(before[None])[0]) - self.goal
        for _ in range(MOST_ROUNDS):
            if (high - low) * self.flow.norm <= STRAIGHT or high - low <= 1e-14 * high:
                break
            self.poll()
            points = self.next_points(low, high, known)
            states = self.flow.states(before, points - low, cancelled=self.cancelled)
            found = self.ergotropies(states) - self.goal
            known |= dict(zip(points.tolist(), found.tolist(), strict=True))
            below = np.flatnonzero(found <= 0.0)
            place = int(below[0]) if below.size else points.size
            high = float(points[place]) if below.size else high
            if place:
                low, before = float(points[place - 1]), states[place - 1]
        above, under = known[low], known.get(high, 0.0)
        return low + (high - low) * above / (above - under) if above > under else high

    def next_points(self, low: float, high: float, known: dict[float, float]) -> Vector:
        """Where to look next: around the guess of a polynomial, and at fixed shares."""
        width = high - low
        points = [low + share * width for share in CUTS]
        guess = guessed(low, high, known)
        for share in NEAR:
            points += [guess - share * width, guess + share * width]
        inside = np.unique(points)
        return inside[(inside > low) & (inside < high)]


def guessed(low: float, high: float, known: dict[float, float]) -> float:
    """A root of the polynomial through what is known nearest to a bracket, or its middle."""
    middle = 0.5 * (low + high)
    near = sorted(known, key=lambda time: abs(time - middle))[:6]
    if low not in known or high not in known or len(near) < 3:
        return middle
    # Inverse interpolation by Neville's scheme: time as a polynomial of the excess, at 0.
    excess, values = [known[time] for time in near], list(near)
    for degree in range(1, len(values)):
        for k in range(len(values) - degree):
            apart = excess[k] - excess[k + degree]
            if apart == 0.0:
                return middle
            values[k] = (excess[k] * values[k + 1] - excess[k + degree] * values[k]) / apart
    return values[0] if low < values[0] < high else middle
