"""Scenarios: names, snapshots, JSON, links, and the ceiling on what a run may cost."""

import pickle
import re

import pytest

from engine import __version__
from engine import scenario as scenarios
from engine.collision import Collision, Device, IncoherentBound
from engine.fields import ScenarioError
from engine.scenario import (
    DURATIONS,
    MEMORIES,
    Cancelled,
    Cost,
    Scenario,
    Snapshot,
    describe,
    read_fields,
    refusal,
    scenario_class,
)


def test_unknown_settings_suggest_the_nearest():
    message = r"of Collision must be one of battery, .* not “gama”\. Did you mean “gamma”\?"
    with pytest.raises(ScenarioError, match=message):
        Collision(gama=0.1)
    with pytest.raises(ScenarioError, match=message):
        Collision().gama = 0.1
    with pytest.raises(ScenarioError, match="“name”"):
        Collision(name="mine")


def test_values_and_what_differs_from_the_default():
    scenario = Collision(q=0.3, c=1.0)
    assert scenario.values()["levels"] == 250
    assert scenario.non_default() == {"q": 0.3}
    assert scenario.replace(q=0.5, theta=0.1).non_default() == {"theta": 0.1}
    assert scenario.q == 0.3


def test_two_scenarios_share_nothing():
    first, second = Collision(), Collision()
    first.theta = 0.2
    assert second.theta == Collision.fields()["theta"].default


def test_a_snapshot_is_a_key_that_rebuilds_its_scenario():
    scenario = Collision(schedule=(0.1, 0.2), battery="spin")
    snapshot = scenario.snapshot()
    assert snapshot == Collision(battery="spin", schedule=[0.1, 0.2]).snapshot()
    assert {snapshot: 1}[pickle.loads(pickle.dumps(snapshot))] == 1
    assert snapshot.scenario == "engine.collision.Collision"
    assert snapshot.version == __version__
    assert snapshot.rebuild().values() == scenario.values()
    scenario.q = 0.1
    assert snapshot.rebuild().q == 0.5


def test_a_snapshot_with_other_values_is_that_of_such_a_scenario():
    scenario = Collision(q=0.3, samples=191)
    other = scenario.snapshot().having(samples=24)
    assert other == scenario.replace(samples=24).snapshot()
    assert other != scenario.snapshot()


def test_a_snapshot_is_refused_as_its_scenario_is():
    for scenario in (Collision(), Collision(levels=2000, collisions=100_000, theta=0.01)):
        assert scenario.snapshot().cost() == scenario.cost()
        assert scenario.snapshot().refusal() == scenario.refusal()
    assert "must be at most 120 s" in scenario.refusal()


def test_only_so_many_costs_are_remembered(monkeypatch):
    monkeypatch.setattr(scenarios, "COSTS_KEPT", 3)
    monkeypatch.setattr(scenarios, "COSTS", {})
    for collisions in range(1, 9):
        scenario = Collision(collisions=collisions)
        assert scenario.snapshot().cost() == scenario.cost()
        assert len(scenarios.COSTS) <= 3


def test_a_snapshot_runs():
    snapshot = Device(interval=10.0).snapshot()
    assert snapshot.run().identical(snapshot.rebuild().run())


@pytest.mark.parametrize(
    "name",
    ["engine.collision.Nothing", "engine.nothing.Collision", "os.path.join", "Collision", "",
     "engine.collision.quantities", "engine.fields.Real"],
)  # fmt: skip
def test_only_scenarios_of_the_engine_are_rebuilt(name):
    with pytest.raises(ScenarioError, match="must be a public name of the engine"):
        Snapshot(name, __version__, ()).rebuild()


def test_json_round_trip():
    scenario = Collision(q=0.3, schedule=(0.25, 0.5), battery="ladder")
    assert Collision.from_json(scenario.to_json()).values() == scenario.values()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "must be a JSON document"),
        ("{}", "must be a JSON document"),
        ("[1]", "must be a JSON document"),
        ("null", "must be a JSON document"),
        ('{"scenario": "engine.collision.Device", "values": {}}', "must describe a engine"),
        ('{"scenario": "engine.collision.Collision", "values": [1]}', "must describe a engine"),
        ('{"scenario": "engine.collision.Collision", "values": {"q": 2}}', "q must be between"),
        ('{"scenario": "engine.collision.Collision", "values": {"q": NaN}}', "q must be between"),
        ('{"scenario": "engine.collision.Collision", "values": {"qq": 1}}', "not “qq”"),
    ],
)
def test_a_bad_document_is_refused(text, message):
    with pytest.raises(ScenarioError, match=message):
        Collision.from_json(text)


def test_a_link_applies_its_good_keys_and_reports_the_others():
    values, problems = read_fields(
        Collision.fields(), {"q": "0.3", "theta": "0.02π", "levels": "2.5", "gama": "0.1"}
    )
    assert values == {"q": 0.3, "theta": Collision.fields()["theta"].from_text("0.02π")}
    assert len(problems) == 2
    assert problems[0].startswith("levels must be a whole number between 2 and 2000, not 2.5")
    assert problems[1].endswith("Did you mean “gamma”?")


def test_captions():
    fields = Collision.fields()
    assert describe(fields["theta"], Collision().theta) == "θ = 0.01π"
    assert describe(Device.fields()["lifetime"], 65.0) == "1/κ = 65 ms"
    assert describe(fields["battery"], "spin") == "battery = spin"


class Expensive(Scenario):
    """Costs more than the ceiling."""

    def cost(self) -> Cost:
        return Cost(seconds=500.0, bytes=1e3)


def test_a_run_above_the_ceiling_is_refused_with_its_estimate():
    message = "must be at most 120 s and 0.3 GB, not the estimated 500 s"
    assert message in Expensive().refusal()
    with pytest.raises(ScenarioError, match=message):
        Expensive().run()


@pytest.mark.parametrize("over", [1 + 1e-9, 1.0004, 1.02, 1.7, 40.0, 1e9])
def test_numbers_in_a_refusal_differ_as_printed(over):
    def printed(amount: str) -> float:
        number, unit = amount.split()
        sizes = {named: size for _, size, named in (*DURATIONS, *MEMORIES)}
        return float(number) * sizes[unit]

    ceiling = Scenario.ceiling
    for cost in (Cost(ceiling.seconds * over, 1e5), Cost(1.0, ceiling.bytes * over)):
        said = refusal(cost, ceiling)
        limits, estimates = re.fullmatch(
            r"The cost of this run must be at most (.+), not the estimated (.+)\.", said
        ).groups()
        pairs = zip(limits.split(" and "), estimates.split(" and "), strict=True)
        exceeded = [printed(estimate) > printed(limit) for limit, estimate in pairs]
        assert exceeded == [cost.seconds > ceiling.seconds, cost.bytes > ceiling.bytes]


def test_a_base_scenario_declares_nothing():
    with pytest.raises(NotImplementedError):
        Scenario().run()


def test_progress_and_cancellation_reach_the_computation():
    told: list[float] = []
    Collision(levels=20, collisions=50).run(progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0
    with pytest.raises(Cancelled):
        Collision(levels=20, collisions=50).run(cancelled=lambda: True)


def test_public_names_import_what_they_name():
    for scenario in (Collision, IncoherentBound, Device):
        assert scenario_class(scenario.public_name()) is scenario
