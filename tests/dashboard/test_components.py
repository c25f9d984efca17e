"""The Python side of the page's own components: what they send, and what they make of messages."""

from __future__ import annotations

import base64
import html
import math
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from dashboard import pages
from dashboard.components.bar import LONGEST_KEY, LONGEST_UPLOAD, Bar, Chip, Entry, Upload
from dashboard.components.claims_table import ClaimsTable
from dashboard.components.controls import ANSWERS_KEPT, Controls, Group, control, groups_of
from dashboard.components.mathml import mathml
from dashboard.components.status import Badge, Number, Readout, Status
from dashboard.components.theory import Section, Theory, prose, theory_html
from dashboard.page import Page
from engine.claims import Basis, Claim, Verdict
from engine.collision import Collision
from engine.fields import Choice, Count, Numbers, Real
from engine.result import Equation
from engine.scenario import Scenario


class Settings(Scenario):
    """One field of each kind."""

    angle = Real(
        math.pi / 100, bounds=(1e-6 * math.pi, math.pi), scale="log",
        soft=(1e-4 * math.pi, math.pi / 2),
        label="swap angle", symbol=r"\theta", short="θ", unit="π", group="Collisions",
        doc="How far a collision turns.",
    )  # fmt: skip
    marker = Count(3, bounds=(0, 240), play=True, group="Picture")
    shape = Choice("a", objects={"a": "first", "b": "b"}, group="Picture")
    ghosts = Choice("off", objects=["off", "on"], group="Picture")
    schedule = Numbers((), bounds=(0.0, math.pi), unit="π", group="Collisions")


class Endless(Scenario):
    """A number without an upper end, and one whose logarithmic range starts at zero."""

    free = Real(1.0, bounds=(0.0, None))
    log = Real(1.0, bounds=(0.0, 2.0), scale="log")


def made(calls: list[Any]) -> Controls:
    settings = Settings()
    return Controls(
        groups_of(Settings.fields(), frozenset({"Picture"})),
        settings.values(),
        lambda *call: calls.append(call),
    )


def record_sent(component: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    sent: list[Any] = []
    monkeypatch.setattr(component, "_send_msg", sent.append)
    return sent


# -- controls -------------------------------------------------------------------------------------


def test_a_real_field_becomes_a_logarithmic_slider_with_a_box_in_multiples_of_pi() -> None:
    spec = control(Settings.field("angle"))
    assert spec["kind"] == "real"
    assert spec["log"] is True
    assert (spec["low"], spec["high"]) == (1e-4 * math.pi, math.pi / 2)
    assert spec["default"] == [math.pi / 100, "0.01π"]
    assert spec["label"] == "swap angle"
    assert spec["doc"] == "How far a collision turns."
    assert spec["symbol"].startswith("<math")


def test_each_field_kind_becomes_its_control() -> None:
    kinds = {name: control(field)["kind"] for name, field in Settings.fields().items()}
    assert kinds == {
        "angle": "real",
        "marker": "count",
        "shape": "choice",
        "ghosts": "toggle",
        "schedule": "numbers",
    }


def test_a_slider_without_soft_range_spans_the_bounds_and_plays_only_when_declared() -> None:
    marker = control(Settings.field("marker"))
    assert (marker["low"], marker["high"]) == (0, 240)
    assert marker["play"] > 0
    assert control(Settings.field("angle"))["play"] == 0


def test_options_carry_their_names() -> None:
    assert control(Settings.field("shape"))["options"] == [["a", "first"], ["b", "b"]]


def test_a_slider_without_ends_and_a_logarithm_of_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="free must have two bounds or a soft range"):
        control(Endless.field("free"))
    with pytest.raises(ValueError, match="log must start above 0"):
        control(Endless.field("log"))


def test_what_is_allowed_of_a_setting_is_marked_along_its_slider() -> None:
    controls = made([])
    ends = (
        1e-4 * math.pi,
        1e-4 * math.pi * math.sqrt(5000),
    )  # the slider's low end, and its middle
    controls.allow({"angle": ends, "marker": (-math.inf, 60.0), "elsewhere": (0.0, 1.0)})
    assert controls.allowed == {"angle": [0.0, 0.5], "marker": [0.0, 0.25]}
    with pytest.raises(TypeError, match=r"The field shape must be a number, not choice\."):
        controls.allow({"shape": (0.0, 1.0)})


def test_every_field_of_the_engine_has_a_control() -> None:
    assert all(control(field)["name"] == name for name, field in Collision.fields().items())


def test_groups_keep_the_order_of_declaration() -> None:
    groups = groups_of(Settings.fields(), frozenset({"Picture"}))
    assert [(group.title, list(group.fields), group.advanced) for group in groups] == [
        ("Collisions", ["angle", "schedule"], False),
        ("Picture", ["marker", "shape", "ghosts"], True),
    ]


def test_controls_start_with_the_given_values() -> None:
    values = made([]).shown["values"]
    assert values["angle"] == [math.pi / 100, "0.01π"]
    assert values["schedule"] == ["", "", "", ""]


def test_a_change_reaches_the_callback_as_it_was_sent() -> None:
    calls: list[Any] = []
    controls = made(calls)
    changes = {"angle": "0.02π", "marker": 7}
    controls._handle_msg({"kind": "set", "seq": 5, "final": False, "changes": changes})
    assert calls == [(changes, False, 5)]


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "set",
        {"kind": "set"},
        {"kind": "set", "seq": "5", "final": True, "changes": {}},
        {"kind": "set", "seq": 5, "final": "no", "changes": {}},
        {"kind": "set", "seq": 5, "final": True, "changes": ["angle"]},
        {"kind": "set", "seq": 5, "final": True, "changes": {7: "1"}},
        {"kind": "set", "seq": 5, "final": True, "changes": {"theta_of_another_page": 1}},
        {"kind": "set", "seq": 5, "final": True, "changes": {"angle": [1.0]}},
        {"kind": "other", "seq": 5, "final": True, "changes": {}},
    ],
)
def test_a_malformed_message_is_left_alone(message: Any) -> None:
    calls: list[Any] = []
    made(calls)._handle_msg(message)
    assert calls == []


def test_an_answer_survives_the_values_that_follow_it_in_the_same_update() -> None:
    controls = made([])
    settings = Settings(angle=0.5)
    controls.acknowledge(9, settings.values(), {"marker": "marker must be …"})
    controls.show(settings.replace(marker=8).values())
    assert controls.shown["answers"]["9"] == {"marker": "marker must be …"}
    assert controls.shown["values"]["marker"] == [8, "8"]


def test_only_the_newest_answers_are_kept() -> None:
    controls = made([])
    for seq in range(3 * ANSWERS_KEPT):
        controls.acknowledge(seq, {})
    last = range(2 * ANSWERS_KEPT, 3 * ANSWERS_KEPT)
    assert list(controls.shown["answers"]) == [str(seq) for seq in last]


def test_the_same_values_again_send_nothing() -> None:
    controls = made([])
    updates: list[Any] = []
    controls.param.watch(updates.append, "shown")
    controls.show(Settings().values())
    assert updates == []


# -- bar ------------------------------------------------------------------------------------------


def bar(calls: list[Any]) -> Bar:
    return Bar(
        title="Charging",
        on_action=lambda name, value: calls.append((name, value)),
        on_theme=lambda theme: calls.append(theme),
        presets=[Entry("fig3", "Figure 3", "Paper", "a note")],
        pages=[("collision", "Charging")],
    )


@pytest.mark.parametrize(
    ("message", "call"),
    [
        ({"name": "undo", "value": None}, ("undo", None)),
        ({"name": "preset", "value": "fig3"}, ("preset", "fig3")),
        ({"name": "unpin", "value": 1}, ("unpin", 1)),
        ({"name": "cite", "value": None}, ("cite", None)),
        ({"name": "picture", "value": "png:map"}, ("picture", "png:map")),
        (
            {"name": "address", "value": "https://host:5006/a-b/app"},
            ("address", "https://host:5006/a-b/app"),
        ),
        (
            {"name": "upload", "value": {"filename": "a.npy", "base64": "AP8="}},
            ("upload", Upload("a.npy", b"\x00\xff")),
        ),
    ],
)
def test_an_action_reaches_the_callback(message: dict[str, Any], call: Any) -> None:
    calls: list[Any] = []
    bar(calls)._handle_msg({"kind": "action", **message})
    assert calls == [call]


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "action", "name": "delete", "value": None},
        {"kind": "action", "name": "preset", "value": 3},
        {"kind": "action", "name": "unpin", "value": "0"},
        {"kind": "action", "name": "preset", "value": "x" * (LONGEST_KEY + 1)},
        {"kind": "action", "name": "address", "value": "javascript:alert(1)"},
        {"kind": "action", "name": "address", "value": "http://host/app,=1"},
        {"kind": "action", "name": "address", "value": "http://host/app\n# b"},
        {"kind": "action", "name": "address", "value": "http://host" + "/a" * 30},
        {"kind": "action", "name": "upload", "value": "{}"},
        {"kind": "action", "name": "upload", "value": {"filename": "a.npy", "base64": "é"}},
        {"kind": "action", "name": "upload", "value": {"filename": "a.npy", "base64": "A"}},
        {
            "kind": "action",
            "name": "upload",
            "value": {"filename": "a.npy", "base64": "AAAA" * (LONGEST_UPLOAD // 3 + 2)},
        },
        {"kind": "theme", "value": "pink"},
        17,
    ],
)
def test_an_action_nobody_offers_is_left_alone(message: Any) -> None:
    calls: list[Any] = []
    bar(calls)._handle_msg(message)
    assert calls == []


def test_the_theme_is_told() -> None:
    calls: list[Any] = []
    bar(calls)._handle_msg({"kind": "theme", "value": "dark"})
    assert calls == ["dark"]


def test_a_download_carries_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    component = bar([])
    sent = record_sent(component, monkeypatch)
    component.download("data.nc", "application/x-netcdf", b"\x00\xff")
    assert sent[0]["filename"] == "data.nc"
    assert base64.b64decode(sent[0]["base64"]) == b"\x00\xff"


def test_the_bar_shows_history_and_pins() -> None:
    component = bar([])
    component.show(can_undo=True, can_redo=False, pins=[Chip("θ = 0.02π", "#888888")])
    assert (component.can_undo, component.can_redo) == (True, False)
    assert component.pins == [{"label": "θ = 0.02π", "colour": "#888888"}]


# -- status ---------------------------------------------------------------------------------------


def test_the_readout_is_plain_data() -> None:
    status = Status(on_cancel=lambda: None)
    status.show(Readout("Ahead.", [Number("energy", "3", "E")], [Badge("exact", True, "leak 0")]))
    assert status.readout == {
        "sentence": "Ahead.",
        "numbers": [{"label": "energy", "value": "3", "unit": "E", "tone": ""}],
        "badges": [{"text": "exact", "ok": True, "reason": "leak 0"}],
    }


def test_a_message_replaces_its_like_and_can_be_dismissed() -> None:
    status = Status(on_cancel=lambda: None)
    status.say("first", key="a")
    status.say("other", level="bad", key="b")
    status.say("second", key="a")
    assert status.messages == [["b", "bad", "other"], ["a", "warn", "second"]]
    status._handle_msg({"kind": "dismiss", "key": "b"})
    assert status.messages == [["a", "warn", "second"]]


def test_cancel_reaches_the_callback_and_progress_stays_within_its_ends() -> None:
    calls: list[str] = []
    status = Status(on_cancel=lambda: calls.append("cancelled"))
    status.busy(1.2)
    assert status.progress == 1.0
    status._handle_msg({"kind": "cancel"})
    status.busy(None)
    assert calls == ["cancelled"]
    assert status.progress is None


# -- claims ---------------------------------------------------------------------------------------


def claim(**changes: Any) -> Claim:
    given: dict[str, Any] = {
        "key": "power", "source": "Eq. (16)", "statement": r"$R_0$ < 1", "printed": 0.72,
        "expected": 0.7246, "compute": lambda: 0.72461, "tolerance": 1e-4, "precision": 0.005,
        "verdict": Verdict.REPRODUCED, "unit": "EΩ", "show": {"theta": 0.1},
    }  # fmt: skip
    return Claim(**{**given, **changes})


def test_a_claim_is_listed_with_its_verdict_and_its_text_escaped() -> None:
    table = ClaimsTable([claim(), claim(key="ours", printed=None, show={})], lambda key: None)
    first, second = table.claims
    assert first["printed"] == "0.72 EΩ"
    assert first["verdict"] == "reproduced"
    assert first["statement"].endswith(" &lt; 1")
    assert (second["printed"], second["shows"]) == ("", False)


def test_a_claim_says_what_vouches_for_a_number_that_no_source_prints() -> None:
    given = [
        claim(),
        claim(key="formula", basis=Basis.FORMULA, verdict=Verdict.DERIVED),
        claim(key="engine", basis=Basis.ENGINE, verdict=Verdict.DERIVED),
    ]
    said = {row["key"]: row["basis"] for row in ClaimsTable(given, lambda key: None).claims}
    assert said["power"] == ""
    assert said["formula"].endswith("without this engine: a formula in closed form.")
    assert said["engine"].startswith("This engine's own number")


def test_numbers_fill_in_as_they_come() -> None:
    wrong = claim(key="wrong", compute=lambda: 3.0)
    table = ClaimsTable([claim(), wrong], lambda key: None)
    table.fill([claim().check()])
    table.fill([wrong.check()])
    assert table.outcomes == {"power": ["0.72461 EΩ", True], "wrong": ["3 EΩ", False]}


def test_what_only_rounding_keeps_from_zero_is_shown_as_zero() -> None:
    table = ClaimsTable([], lambda key: None)
    nothing = claim(expected=0.0, printed=0.0, compute=lambda: -6.9388939e-17)
    table.fill([nothing.check()])
    assert table.outcomes == {"power": ["0 (to 7·10⁻¹⁷) EΩ", True]}


def test_the_sources_own_statements_come_first_and_those_of_one_place_together() -> None:
    given = [
        claim(key="ours", verdict=Verdict.DERIVED),
        claim(key="first", source="Fig. 3"),
        claim(key="other"),
        claim(key="second", source="Fig. 3"),
    ]
    table = ClaimsTable(given, lambda key: None)
    assert [row["key"] for row in table.claims] == ["other", "first", "second", "ours"]


def test_only_a_known_claim_can_be_shown() -> None:
    shown: list[str] = []
    table = ClaimsTable([claim()], shown.append)
    table._handle_msg({"kind": "show", "key": "other"})
    table._handle_msg({"kind": "show", "key": "power"})
    assert shown == ["power"]


# -- theory ---------------------------------------------------------------------------------------


def test_prose_sets_formulas_and_escapes_everything_else() -> None:
    assert prose("<b>$x$</b>") == f"&lt;b&gt;{mathml('x')}&lt;/b&gt;"


def test_a_formula_with_a_relation_stays_well_formed() -> None:
    assert "<mo><</mo>" not in mathml("a<b")


def test_letters_of_other_alphabets_are_those_of_unicode() -> None:
    for latex, letter in ((r"\bar{\mathcal P}", "𝒫"), (r"\mathcal{E}_Q", "ℰ"),
                          (r"\mathfrak e", "𝔢"), (r"\mathbb 1", "𝟙")):  # fmt: skip
        assert f"<mi>{letter}</mi>" in mathml(latex)
        assert "mathvariant" not in mathml(latex)


SPACED = {"lspace": "0", "rspace": "0"}


def parts(latex: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(mathml(latex)).iter(tag))


def test_kets_and_quotients_stand_without_gaps() -> None:
    for latex in (r"|g\rangle\langle e|", r"a/b", r"\left|x\right|", r"D(\rho\,\|\,\sigma)"):
        marks = [mark for mark in parts(latex, "mo") if mark.text in set("|⟨⟩/‖")]
        assert marks
        assert all(SPACED.items() <= mark.attrib.items() for mark in marks)


def test_exponents_keep_their_height() -> None:
    """Neither a hat below nor the long foot of a dagger lifts them."""
    (power,) = parts(r"\hat A^\dagger", "msup")
    assert [(box.tag, box.attrib) for box in power] == [
        ("mpadded", {"height": "0.7em"}), ("mpadded", {"depth": "0"})
    ]  # fmt: skip


def test_words_in_formulas_are_words() -> None:
    assert [word.text for word in parts(r"\mathrm{h.c.}", "mtext")] == ["h.c."]
    assert [word.text for word in parts(r"\Gamma_{\mathrm{icl}}", "mi")] == ["Γ", "icl"]
    assert [under[0].text for under in parts(r"\max_x x", "munder")] == ["max"]
    assert [gap.attrib for gap in parts(r"\tan x", "mspace")] == [{"width": "0.17em"}]
    assert not parts(r"\tan(x)", "mspace")


def test_a_root_is_as_high_as_a_letter() -> None:
    (root,) = parts(r"\sqrt n", "msqrt")
    assert root[-1].attrib == {"width": "0", "height": "0.75em", "depth": "0.18em"}


@pytest.mark.parametrize(("key", "page_type"), sorted(pages.every_page().items()))
def test_every_equation_can_be_copied(key: str, page_type: type[Page]) -> None:
    shown = [part for one in page_type.theory for part in one.body if isinstance(part, Equation)]
    copied = re.findall(r'data-latex="([^"]*)"', Theory(page_type.theory).text)
    assert [html.unescape(latex) for latex in copied] == [one.latex for one in shown]
    assert not any(r"\varrho" in latex for latex in copied)


def test_a_section_holds_its_paragraphs_and_equations_with_their_source() -> None:
    text = theory_html((Section("One & two", ("text", Equation("E", "Eq. (<3>)"))),))
    assert "<h2>One &amp; two</h2><p>text</p>" in text
    assert 'display="block"' in text
    assert "Eq. (&lt;3&gt;)" in text


def test_every_group_needs_only_its_fields() -> None:
    controls = Controls([Group("", {"marker": Settings.field("marker")})], {"marker": 4}, print)
    assert [spec["name"] for spec in controls.groups[0]["controls"]] == ["marker"]
