"""Channels that forget their input, wholly or nearly: nothing is drawn of what rounding left."""

import numpy as np
import pytest

from engine import work
from engine.capacitance import CapacitanceAt, channel_of, kernels, kraus_stage
from engine.channels import transitions
from engine.result import certificate


def levels(count):
    return tuple(float(level) for level in range(count))


def reset(state):
    """Kraus operators of what leaves a state behind, whatever came in."""
    shares, vectors = np.linalg.eigh(np.asarray(state, complex))
    one = np.eye(len(shares))
    return kraus_stage(
        [
            np.sqrt(share) * np.outer(vector, into)
            for share, vector in zip(np.clip(shares, 0, None), vectors.T, strict=True)
            for into in one
            if share > 1e-15
        ]
    )


def random_state(count, seed):
    generator = np.random.default_rng(seed)
    root = generator.normal(size=(count, count, 2)) @ np.array([1, 1j])
    return root @ root.conj().T / np.trace(root @ root.conj().T).real


def emptied(count):
    """Every level decays to the lowest, for certain."""
    return ("mad", *(1.0 if low == 0 else 0.0 for _, low in transitions(count)))


MIXED = {
    "depolarizing, dephasing, d = 6": (levels(6), (("depolarizing", 1.0), ("dephasing", 0.3))),
    "depolarizing, d = 3": (levels(3), (("depolarizing", 1.0),)),
    "dephasing, depolarizing, d = 4": (levels(4), (("dephasing", 0.3), ("depolarizing", 1.0))),
    "uneven levels": ((0.0, 0.3, 2.0, 2.1), (("depolarizing", 1.0), ("dephasing", 0.1))),
    "between others": (levels(3), (("depolarizing", 0.5), ("depolarizing", 1.0), ("mad", 0, 0, 0))),
    "hot bath": (levels(2), (("gad", 1.0, 0.5), ("dephasing", 0.2))),
    "own, d = 4": (levels(4), (reset(np.eye(4) / 4), ("dephasing", 0.7))),
    "damping, depolarizing": (levels(3), (emptied(3), ("depolarizing", 1.0))),
}
CONSTANT = {
    **MIXED,
    "damping, d = 4": (levels(4), (emptied(4),)),
    "depolarizing, damping": (levels(3), (("depolarizing", 1.0), emptied(3))),
    "damping, dephasing": (levels(3), (emptied(3), ("dephasing", 0.4))),
    "damping, depolarizing in part": (levels(4), (emptied(4), ("depolarizing", 0.4))),
    "own, d = 3": (levels(3), (reset(random_state(3, 1)),)),
    "own, d = 4, dephasing": (levels(4), (reset(random_state(4, 2)), ("dephasing", 0.3))),
    "cold bath": (levels(2), (("gad", 1.0, 0.3),)),
    "inverted bath": (levels(2), (("gad", 1.0, 0.8),)),
}
NEARLY = {
    f"depolarizing but for {rest:g}, d = {d}": (levels(d), (("depolarizing", 1.0 - rest),))
    for d in (2, 4)
    for rest in (1e-4, 1e-6, 1e-8, 1e-12)
}


@pytest.fixture(scope="module")
def run():
    kept = {}

    def once(case):
        if case not in kept:
            heights, stages = (CONSTANT | NEARLY)[case]
            kept[case] = CapacitanceAt(stages=stages, levels=heights, energy=heights[-1] / 2).run()
        return kept[case]

    return once


@pytest.mark.parametrize("case", MIXED)
def test_nothing_is_drawn_of_an_even_mixture(case, run):
    for name in ("c_loc", "chi_tot", "c_sep", "gap", "exact_gap", "looseness"):
        assert 0 <= float(run(case)[name][0]) < 1e-13, name


@pytest.mark.parametrize("case", CONSTANT)
def test_what_forgets_its_input_returns_what_its_output_holds(case, run):
    heights, stages = CONSTANT[case]
    ground = np.zeros((len(heights),) * 2)
    ground[0, 0] = 1.0
    output = channel_of(stages, len(heights))(ground)
    one, told = run(case), certificate(run(case))
    total = 0.0 if case in MIXED else float(work.total_ergotropy(output, heights))
    assert float(one.c_loc[0]) == pytest.approx(float(work.ergotropy(output, heights)), abs=1e-12)
    for name, room in (("chi_tot", "tot_dual_gap"), ("c_sep", "sep_dual_gap")):
        assert abs(float(one[name][0]) - total) <= told[room] + 1e-11


@pytest.mark.parametrize("case", NEARLY)
def test_the_certificate_covers_what_is_nearly_mixed(case, run):
    """(1-λ)e + λh̄ - E_G(S) and (1-λ)e in closed form, E_G from the entropy's distance to ln d."""
    heights, ((_, strength),) = NEARLY[case]
    d, rest = len(heights), 1.0 - strength
    spectrum = np.full(d, -rest)
    spectrum[0] = (d - 1) * rest
    distance = float(((1 + spectrum) * np.log1p(spectrum) - spectrum).sum()) / d
    spread, mean = float(np.std(heights)), float(np.mean(heights))
    separable = rest * heights[-1] / 2 + strength * mean - (mean - spread * np.sqrt(2 * distance))
    if distance < 1e-16:
        separable = rest * (heights[-1] / 2 - mean + spread * np.sqrt(d - 1))
    one, told = run(case), certificate(run(case))
    assert float(one.c_loc[0]) == pytest.approx(rest * heights[-1] / 2, abs=1e-13)
    room = told["sep_dual_gap"] + (1e-3 if rest > 1e-5 else 1e-9) * rest
    assert abs(float(one.c_sep[0]) - separable) <= room


@pytest.mark.parametrize("case", [*CONSTANT, *NEARLY])
def test_no_gap_is_negative(case, run):
    for name in ("gap", "exact_gap", "looseness", "loc_dual_gap", "tot_dual_gap", "sep_dual_gap"):
        assert float(run(case)[name][0]) >= 0, name
    assert float(run(case).c_total_upper[0]) >= float(run(case).c_total_lower[0])


def test_an_entropy_next_to_the_largest_is_the_largest():
    heights = np.arange(6.0)
    for below in (0.0, 1e-15, 5e-15):
        assert kernels.gibbs_of_entropy(np.log(6) - below, heights)[1] == 2.5
    assert kernels.gibbs_of_entropy(np.log(6) - 1e-12, heights)[1] < 2.5 - 1e-6
