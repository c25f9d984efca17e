"""What the engine holds, found once: its topics, their scenarios and claims, the kernel modules.

A topic is a folder with a `model`; the scenarios in its `__all__` are what it computes. Which there
are is read from the folders, and a topic is imported when something of it is asked for.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import engine
from engine.claims import Claim
from engine.scenario import CancelCheck, Cost, Progress, Scenario

FOLDER = Path(engine.__file__).parent
# What most runs take at most, in seconds.
QUICK = 0.3


@cache
def topics() -> tuple[str, ...]:
    """The names of the topics, sorted; none is imported.

    >>> {"collision", "storage"} < set(topics())
    True
    """
    return tuple(sorted(model.parent.name for model in FOLDER.glob("*/model.py")))


def in_use() -> tuple[str, ...]:
    """The topics that something in this process has imported."""
    return tuple(topic for topic in topics() if f"engine.{topic}" in sys.modules)


def scenarios(*chosen: str) -> list[type[Scenario]]:
    """The public scenarios of these topics, of all where none is named, by their public names.

    >>> [scenario.__name__ for scenario in scenarios("capacitance")]
    ['Capacitance', 'CapacitanceAt', 'GaussianGap']
    """
    packages = [importlib.import_module(f"engine.{topic}") for topic in chosen or topics()]
    public = [getattr(package, name) for package in packages for name in package.__all__]
    found = [one for one in public if isinstance(one, type) and issubclass(one, Scenario)]
    return sorted(found, key=lambda one: one.public_name())


def claims(topic: str) -> tuple[Claim, ...]:
    """The claims of a topic.

    >>> claims("storage")[0].source
    'Tirone et al., storage poster, Eq. (3)'
    """
    found: tuple[Claim, ...] = importlib.import_module(f"engine.{topic}.claims").CLAIMS
    return found


def quick_scenarios(*chosen: str) -> Iterator[Scenario]:
    """Each scenario of these topics, or of all, at its defaults, where a run takes a moment."""
    for kind in scenarios(*chosen):
        scenario = kind()
        if scenario.cost().seconds <= QUICK:
            yield scenario


def rehearsals(topic: str) -> Iterator[Scenario]:
    """The small runs that together call every kernel of a topic with the types it is used with."""
    for kind in scenarios(topic):
        # What a base declares is declared once, not again by each that inherits it.
        for settings in vars(kind).get("rehearsed", ()):
            yield kind(**settings)


@dataclass(frozen=True)
class Rehearsal:
    """An order to load topics where it is done: nobody should wait for what a first run loads."""

    topics: tuple[str, ...]

    def cost(self) -> Cost:
        """What loading takes, about."""
        return Cost(seconds=QUICK * len(self.topics), bytes=0.0)

    def run(self, progress: Progress, cancelled: CancelCheck) -> None:
        """Run what takes a moment; what that loads stays, and is not looked through for garbage."""
        for topic in self.topics:
            for scenario in quick_scenarios(topic):
                scenario.run()
        gc.freeze()


@cache
def kernel_files() -> tuple[Path, ...]:
    """The files of the kernel modules: every module whose name ends in `kernels`; none imported."""
    return tuple(sorted(FOLDER.rglob("*kernels.py")))


def kernel_modules() -> list[str]:
    """The kernel modules by their dotted names, sorted."""
    places = (file.relative_to(FOLDER.parent).with_suffix("") for file in kernel_files())
    return [".".join(place.parts) for place in places]
