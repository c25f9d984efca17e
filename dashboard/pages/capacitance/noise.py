"""The noise of the capacitance page as sliders: which stage and number each of them sets."""

from __future__ import annotations

from engine import capacitance as engine
from engine.capacitance.stages import Stage
from engine.channels import transitions

# Slider → the decay it sets.
DECAYS = {"decay_10": (1, 0), "decay_21": (2, 1), "decay_20": (2, 0)}
# Slider → name of the stage it belongs to, and place among its numbers.
NUMBERS = {
    "gamma": ("gad", 0),
    "eta": ("gad", 1),
    "kappa": ("dephasing", 0),
    "depolarization": ("depolarizing", 0),
}
DAMPING = ("mad", "remad")
OTHER = "other"
FAMILIES = {
    "mad": "amplitude damping (MAD)",
    "remad": "resonant damping (ReMAD)",
    "gad": "generalized damping, 2 levels",
    "depolarizing": "depolarizing",
    "dephasing": "dephasing",
    OTHER: "as written",
}
FOLLOWERS = {
    "nothing": "nothing",
    "dephasing": "dephasing",
    "depolarizing": "depolarizing",
    "mad": "amplitude damping (MAD)",
    OTHER: "as written",
}


def usual(name: str, levels: int) -> Stage:
    """A stage with the numbers it starts with."""
    return (name, *engine.KINDS[name].default(levels))


def fitted(stage: Stage, levels: int) -> Stage:
    """A stage that fits so many levels: itself, or the nearest that does.

    >>> fitted(("mad", 0.3, 0.2, 0.6), 2), fitted(("gad", 0.2, 0.1), 3)
    (('mad', 0.3), ('mad', 0.3, 0.2, 0.6))
    """
    name, *numbers = stage
    if name not in engine.KINDS:
        return stage
    kind = engine.KINDS[name]
    if kind.only not in (None, levels):
        return usual("mad", levels)
    return stage if len(numbers) == len(kind.numbers(levels)) else usual(name, levels)


def place_of(stages: tuple[Stage, ...], slider: str, levels: int) -> tuple[int, int] | None:
    """Stage and entry that a slider sets: those of the first stage it belongs to."""
    names: tuple[str, ...]
    if slider in DECAYS:
        decays = list(transitions(levels))
        if DECAYS[slider] not in decays:
            return None
        names, entry = DAMPING, decays.index(DECAYS[slider])
    else:
        name, entry = NUMBERS[slider]
        names = (name,)
    found = [place for place, stage in enumerate(stages) if stage[0] in names]
    return (found[0], 1 + entry) if found else None


def turned(stages: tuple[Stage, ...], slider: str, value: float, levels: int) -> tuple[Stage, ...]:
    """Stages with one number set; other decays of the same level give way.

    >>> turned((("mad", 0.3, 0.2, 0.6),), "decay_21", 0.75, 3)
    (('mad', 0.3, 0.75, 0.25),)
    """
    place = place_of(stages, slider, levels)
    if place is None:
        return stages
    stage, entry = place
    changed = list(stages[stage])
    changed[entry] = value
    if slider in DECAYS:
        high = DECAYS[slider][0]
        others = [
            1 + index
            for index, (upper, _) in enumerate(transitions(levels))
            if upper == high and 1 + index != entry
        ]
        total = sum(changed[other] for other in others)
        if total + value > 1:
            for other in others:
                changed[other] *= (1 - value) / total
            changed[others[-1]] = 1 - value - sum(changed[other] for other in others[:-1])
    return (*stages[:stage], tuple(changed), *stages[stage + 1 :])
