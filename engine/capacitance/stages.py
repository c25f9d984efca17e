"""A cell's noise as a setting: named channels one after another, each with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np
import param

from engine import channels
from engine.channels import Channel
from engine.fields import Field, ScenarioError, as_float, did_you_mean, number_text
from engine.lists import read_entry, with_points
from engine.numerals import shown
from engine.said import Words

Stage = tuple[Any, ...]
MOST_STAGES = 6
MOST_NUMBERS = 2 * channels.MOST_OPERATORS * channels.LARGEST_DIMENSION**2


@dataclass(frozen=True)
class StageKind:
    """A family of channels as a stage.

    label    what a menu shows
    numbers  names of the numbers on d levels, transitions included
    make     the channel from numbers and d
    default  numbers to start with on d levels
    only     the number of levels it is for, where there is but one
    highest  the largest value of each number on d levels
    """

    label: str
    numbers: Callable[[int], list[str]]
    make: Callable[[Sequence[float], int], Channel]
    default: Callable[[int], list[float]]
    only: int | None = None
    highest: Callable[[int], float] = lambda levels: 1.0


def decays(levels: int) -> list[str]:
    """Names of the decay probabilities with their transitions.

    >>> decays(3)
    ['γ₁ (1→0)', 'γ₂ (2→1)', 'γ₃ (2→0)']
    """
    index = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    return [
        f"γ{str(place).translate(index)} ({high}→{low})"
        for place, (high, low) in enumerate(channels.transitions(levels), start=1)
    ]


def gentle_decays(levels: int) -> list[float]:
    """Fig. 2(a)'s decays on three levels, else 0.3 between neighbours and nothing further down."""
    if levels == 3:
        return [0.3, 0.2, 0.6]
    return [0.3 if high - low == 1 else 0.0 for high, low in channels.transitions(levels)]


KINDS: dict[str, StageKind] = {
    "mad": StageKind(
        "amplitude damping (MAD)", decays,
        lambda rates, levels: channels.multilevel_amplitude_damping(rates), gentle_decays,
    ),
    "remad": StageKind(
        "resonant amplitude damping (ReMAD)", decays,
        lambda rates, levels: channels.resonant_amplitude_damping(rates), gentle_decays,
    ),
    "gad": StageKind(
        "generalized amplitude damping", lambda levels: ["γ", "η"],
        lambda numbers, levels: channels.generalized_amplitude_damping(*numbers),
        lambda levels: [0.3, 0.0], only=2,
    ),
    "dephasing": StageKind(
        "dephasing", lambda levels: ["κ"],
        lambda numbers, levels: channels.dephasing(numbers[0], levels), lambda levels: [0.3],
    ),
    "depolarizing": StageKind(
        "depolarizing", lambda levels: ["λ"],
        lambda numbers, levels: channels.depolarizing(numbers[0], levels), lambda levels: [0.3],
        highest=lambda levels: levels**2 / (levels**2 - 1),
    ),
}  # fmt: skip
KRAUS = "kraus"
NAMES = (*KINDS, KRAUS)


def kraus_stage(operators: Any) -> Stage:
    """Return a user's own Kraus operators as a stage.

    Args:
        operators: the matrices K, shape (operators, d, d), or `Qobj`s as `from_kraus` takes them.

    Raises:
        ValueError: if they are no channel; the residual is in the message.

    Example:
        >>> kraus_stage([[[1, 0], [0, 1]]])
        ('kraus', 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    """
    kraus = channels.from_kraus(operators).kraus
    parts = np.stack([kraus.real, kraus.imag], axis=-1).ravel()
    return (KRAUS, *(float(part) for part in parts))


def own_channel(numbers: Sequence[float], levels: int) -> Channel:
    """The channel of a Kraus stage: real and imaginary parts in turn, operator by operator."""
    count, rest = divmod(len(numbers), 2 * levels**2)
    if count == 0 or rest:
        raise ScenarioError(
            f"A “kraus” stage on {levels} levels must have a multiple of {2 * levels**2} numbers, "
            f"not {len(numbers)}."
        )
    pairs = np.reshape(numbers, (count, levels, levels, 2))
    return channels.from_kraus(pairs[..., 0] + 1j * pairs[..., 1])


def channel_of(stages: Sequence[Stage], levels: int) -> Channel:
    """Return the noise of stages, the first acting first; no stage is no noise.

    Raises:
        ScenarioError: if a stage does not fit the number of levels, or its numbers no channel.
    """
    if not stages:
        return channels.identity(levels)
    return channels.compose([_one_channel(stage, levels) for stage in stages])


def _one_channel(stage: Stage, levels: int) -> Channel:
    name, *numbers = stage
    try:
        if name == KRAUS:
            return own_channel(numbers, levels)
        kind = KINDS[name]
        if kind.only not in (None, levels):
            raise ScenarioError(
                f"A cell with a “{name}” stage must have {kind.only} levels, not {levels}."
            )
        expected = kind.numbers(levels)
        if len(numbers) != len(expected):
            raise ScenarioError(
                f"A “{name}” stage on {levels} levels must have {len(expected)} "
                f"number{'s' * (len(expected) > 1)} ({', '.join(expected)}), not {len(numbers)}."
            )
        return kind.make(numbers, levels)
    except ScenarioError:
        raise
    except ValueError as refusal:
        raise ScenarioError(str(refusal)) from None


class Stages(Field, param.Tuple[Any]):
    """Channels one after another: tuples of a name and its numbers.

    As text: names with their numbers, "mad:0.3,0.2,0.6;dephasing:0.1".
    """

    __slots__: list[str] = []

    def __init__(self, default: tuple[Stage, ...] = (), **said: Unpack[Words]) -> None:
        super().__init__(default, length=None, **said)

    def _validate_length(self, val: Any, length: Any) -> None:
        """Lengths are free up to `MOST_STAGES`, which `accept` checks."""

    def rule(self) -> str:
        """What the stages must be, as a refusal says it."""
        return f"at most {MOST_STAGES} stages, each a name and its numbers"

    def accept(self, value: Any) -> tuple[Stage, ...]:
        if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
            raise self.refuse(self.rule(), value)
        entries = tuple(value)
        if len(entries) > MOST_STAGES:
            raise ScenarioError(f"{self.said} must be {self.rule()}, not {len(entries)}.")
        return tuple(self._stage(entry) for entry in entries)

    def _stage(self, entry: Any) -> Stage:
        if isinstance(entry, (str, bytes)) or not isinstance(entry, Iterable):
            raise self.refuse(self.rule(), entry)
        name, *numbers = tuple(entry) or ("",)
        if name not in NAMES:
            options = ", ".join(f"“{option}”" for option in NAMES)
            raise ScenarioError(
                f"The name of a stage must be one of {options}, not “{str(name)[:40]}”."
                f"{did_you_mean(name, NAMES)}"
            )
        if len(numbers) > MOST_NUMBERS:
            raise ScenarioError(
                f"A stage must have at most {MOST_NUMBERS} numbers, not {len(numbers)}."
            )
        for number in numbers:
            if not np.isfinite(as_float(number)):
                raise self.refuse("stages whose numbers are finite", number)
        return (name, *(float(number) for number in numbers))

    def from_text(self, text: str) -> tuple[Stage, ...]:
        stages: list[Stage] = []
        for piece in text.split(";") if text.strip() else ():
            name, _, numbers = piece.partition(":")
            try:
                listed = [read_entry(number) for number in numbers.split(",") if number.strip()]
            except ValueError:
                raise self.refuse(self.rule(), piece.strip()) from None
            stages.append((name.strip(), *listed))
        return self.accept(stages)

    def to_text(self, value: tuple[Stage, ...]) -> str:
        """The stages as `name:number,…;…`."""
        return ";".join(
            f"{name}:{','.join(number_text(number) for number in numbers)}" if numbers else name
            for name, *numbers in value
        )

    def shown(self, value: tuple[Stage, ...]) -> str:
        return "; ".join(
            f"{name}: {', '.join(shown(number) for number in numbers)}" if numbers else name
            for name, *numbers in value
        )

    def reading(self, value: tuple[Stage, ...]) -> str:
        return ", then ".join(in_words(stage) for stage in value)

    def hint(self) -> str:
        return str(self.example) or "mad: 0.3, 0.2, 0.6; dephasing: 0.1"

    def ways_meant(self, text: str) -> list[str]:
        """The same with a point for each comma that stands before a zero."""
        name, colon, numbers = text.partition(":")
        way = f"{name}{colon}{with_points(numbers)}"
        return [way] if way != text and self.takes(way) else []


def in_words(stage: Stage) -> str:
    """A stage with the names of its numbers.

    >>> in_words(("dephasing", 0.1)), in_words(("mad", 0.3, 0.2, 0.6))
    ('dephasing κ = 0.1', 'amplitude damping (MAD) γ₁ (1→0) = 0.3, γ₂ (2→1) = 0.2, γ₃ (2→0) = 0.6')
    """
    name, *numbers = stage
    if name == KRAUS:
        return f"Kraus operators, {len(numbers)} real numbers"
    kind = KINDS[name]
    fitting = (kind.numbers(d) for d in range(2, channels.LARGEST_DIMENSION + 1))
    names = next((one for one in fitting if len(one) == len(numbers)), None)
    if names is None:
        return f"{kind.label} {', '.join(shown(number) for number in numbers)}".strip()
    pairs = zip(names, numbers, strict=True)
    return f"{kind.label} {', '.join(f'{one} = {shown(number)}' for one, number in pairs)}"
