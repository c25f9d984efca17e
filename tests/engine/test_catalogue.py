"""The catalogue: what there is, found from the folders, and loaded only when it is asked for."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from engine import catalogue, precompile
from engine.catalogue import Rehearsal, claims, kernel_modules, rehearsals, scenarios, topics
from engine.scenario import scenario_class

ROOT = Path(__file__).parents[2]

LOOKED_UP = """
from engine.catalogue import in_use, kernel_modules, topics
from engine.precompile import foretell
assert len(topics()) >= 4 and len(kernel_modules()) >= 6
foretell()
print(*in_use())
import engine.storage
print(*in_use())
"""


def test_what_there_is_is_known_before_any_of_it_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOKED_UP],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines() == ["", "storage"]


def test_a_topic_is_a_folder_with_scenarios_and_claims() -> None:
    assert set(topics()) >= {"capacitance", "collision", "selfdischarge", "storage"}
    for topic in topics():
        assert scenarios(topic) and claims(topic)
    assert scenarios() == [kind for topic in topics() for kind in scenarios(topic)]


@pytest.mark.parametrize("kind", scenarios(), ids=lambda kind: kind.public_name()[7:])
def test_a_public_name_is_the_topic_s_and_finds_what_it_names(kind: type) -> None:
    topic = kind.__module__.split(".")[1]
    assert kind.public_name() == f"engine.{topic}.{kind.__name__}"
    assert scenario_class(kind.public_name()) is kind


def test_a_public_name_does_not_depend_on_where_in_its_topic_a_scenario_is_written() -> None:
    kind = scenarios("storage")[0]
    deeper = type(kind.__name__, (kind,), {"__module__": "engine.storage.many.folders.deep"})
    assert deeper.public_name() == kind.public_name()


@pytest.mark.parametrize("topic", topics())
def test_what_is_rehearsed_is_small(topic: str) -> None:
    rehearsed = list(rehearsals(topic))
    kernels = any(name.startswith(f"engine.{topic}.") for name in kernel_modules())
    assert rehearsed or not kernels
    assert all(scenario.cost().seconds < 0.05 for scenario in rehearsed)
    Rehearsal((topic,)).run(lambda fraction: None, lambda: False)


def test_no_kernel_module_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precompile, "topics", lambda: ())
    monkeypatch.setattr(precompile, "kernel_modules", lambda: [*kernel_modules(), "engine.planted"])
    for topic in topics():
        catalogue.scenarios(topic)
    with pytest.raises(LookupError, match=r"must be called .+, not engine\.planted\."):
        precompile.precompile()


@pytest.mark.parametrize("topic", topics())
def test_every_script_says_what_it_needs_and_prints_its_result(topic: str) -> None:
    scripts = importlib.import_module(f"engine.{topic}.qutip_code").SCRIPTS
    for name in scripts:
        code = scenario_class(f"engine.{topic}.{name}")().qutip_code()
        assert code.startswith("# Needs QuTiP 5 or newer"), name
        assert code.count("\n# ") >= 2 and code.count("\n\n") >= 2, name
        last = [line for line in code.splitlines() if line][-1]
        assert last.strip().startswith("print("), name
        compile(code, name, "exec")


def test_a_scenario_without_a_script_says_which_have_one() -> None:
    without = scenario_class("engine.storage.BlochBall")()
    with pytest.raises(NotImplementedError, match=r"must be one of Storage, not BlochBall\."):
        without.qutip_code()
