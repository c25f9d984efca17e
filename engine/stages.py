"""A cell's noise as a tuple of stages, such as (("gad", 0.3, 0.0), ("dephasing", 0.5)).

A stage is the key of a kind and its numbers: hashable, so that it goes into a snapshot and a URL.
A kind says which numbers it takes, which is all that a page needs for its sliders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import channels
from engine.channels import Channel, transitions
from engine.fields import did_you_mean

Stage = tuple[Any, ...]

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Number:
    """One number of a stage: its symbol, what it is, its range and where a slider starts."""

    symbol: str
    label: str
    bounds: tuple[float, float]
    default: float


@dataclass(frozen=True)
class Kind:
    """A family of channels as a stage.

    title    what a menu shows
    numbers  the numbers it takes at a dimension; None for a user's operators, which take any
    build    the channel of those numbers at a dimension
    qubit    whether it acts on two levels only
    note     what a reader must know beside it
    """

    title: str
    numbers: Callable[[int], tuple[Number, ...]] | None
    build: Callable[[Sequence[float], int], Channel]
    qubit: bool = False
    note: str = ""


def channel(stages: Sequence[Stage], dimension: int) -> Channel:
    """Return the channel of stages one after another, the first acting first.

    Args:
        stages: each the key of a kind and its numbers; none is no noise.
        dimension: number of levels d.

    Raises:
        ValueError: if a kind is unknown, takes other numbers, or refuses those given.

    Example:
        >>> channel((("mad", 0.3, 0.2, 0.6),), 3).name
        'MAD(0.3, 0.2, 0.6)'
    """
    if not stages:
        return channels.identity(dimension)
    return channels.compose([_stage(stage, dimension) for stage in stages])


def from_channel(given: Channel) -> Stage:
    """Return the stage of a user's channel: its Kraus operators, real and imaginary in turn.

    >>> channel((from_channel(channels.identity(2)),), 2).kraus.real
    array([[[1., 0.],
            [0., 1.]]])
    """
    numbers = np.stack([given.kraus.real, given.kraus.imag], axis=-1)
    return ("kraus", *numbers.ravel().tolist())


def _stage(stage: Stage, dimension: int) -> Channel:
    key = stage[0] if stage else ""
    if key not in KINDS:
        known = ", ".join(KINDS)
        raise ValueError(
            f"A stage must be one of {known}, not “{str(key)[:40]}”.{did_you_mean(key, KINDS)}"
        )
    kind, numbers = KINDS[key], stage[1:]
    if kind.qubit and dimension != 2:
        raise ValueError(f"The stage “{key}” must act on 2 levels, not {dimension}.")
    if kind.numbers is not None and len(numbers) != len(kind.numbers(dimension)):
        symbols = ", ".join(number.symbol for number in kind.numbers(dimension))
        raise ValueError(f"The stage “{key}” must have the numbers {symbols}, not {len(numbers)}.")
    return kind.build(numbers, dimension)


def _decay_rates(dimension: int) -> tuple[Number, ...]:
    """One number for each decay, named by its transition; γ = (0.3, 0.2, 0.6) for three levels."""
    paper = (0.3, 0.2, 0.6)
    return tuple(
        Number(
            f"γ{number}".translate(_SUBSCRIPTS),
            f"decay {high}→{low}",
            (0.0, 1.0),
            paper[number - 1] if dimension == 3 else 0.6 / high,
        )
        for number, (high, low) in enumerate(transitions(dimension), 1)
    )


def _own(numbers: Sequence[float], dimension: int) -> Channel:
    size = 2 * dimension**2
    if not numbers or len(numbers) % size:
        raise ValueError(
            f"The stage “kraus” must have {size} numbers for each operator on {dimension} levels, "
            f"not {len(numbers)} in all."
        )
    pairs = np.reshape(np.asarray(numbers, dtype=float), (-1, dimension, dimension, 2))
    return channels.from_kraus(pairs[..., 0] + 1j * pairs[..., 1])


_KAPPA = Number("κ", "lost coherence: each takes √(1-κ)", (0.0, 1.0), 0.3)

KINDS: Mapping[str, Kind] = {
    "gad": Kind(
        "generalized amplitude damping",
        lambda dimension: (
            Number("γ", "probability of relaxing 1→0", (0.0, 1.0), 0.3),
            Number("η", "excited population of the fixed point", (0.0, 1.0), 0.0),
        ),
        lambda numbers, dimension: channels.generalized_amplitude_damping(*numbers),
        qubit=True,
        note="η counts the excited population, up to 1/2 for a bath; many libraries count 1 - η.",
    ),
    "dephasing": Kind(
        "dephasing",
        lambda dimension: (_KAPPA,),
        lambda numbers, dimension: channels.dephasing(numbers[0], dimension),
    ),
    "depolarizing": Kind(
        "depolarizing",
        lambda dimension: (
            Number(
                "λ", "weight of the fully mixed state",
                (0.0, dimension**2 / (dimension**2 - 1)), 0.5,
            ),
        ),
        lambda numbers, dimension: channels.depolarizing(numbers[0], dimension),
    ),
    "mad": Kind(
        "multilevel amplitude damping",
        _decay_rates,
        lambda numbers, dimension: channels.multilevel_amplitude_damping(numbers),
        note="The decays of one level add up to at most 1.",
    ),
    "remad": Kind(
        "resonant multilevel amplitude damping",
        _decay_rates,
        lambda numbers, dimension: channels.resonant_amplitude_damping(numbers),
        note="Decays over equal gaps leave the same trace: this presumes equally spaced levels.",
    ),
    "kraus": Kind("own operators", None, _own),
}  # fmt: skip
