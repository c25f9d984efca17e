"""Numbers of the Dicke battery away from its defaults.

Each was computed apart from the engine, from whole matrices of the symmetric cells and the photon
numbers: eigenvectors for the motion, roots of exact derivatives for the maxima, Gauss-Legendre
panels for the averages.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.dicke import Dicke, OpenDicke, PowerBounds

NAMES = (
    "max_power", "optimal_time", "max_energy", "time_of_max_energy", "optimal_energy",
    "optimal_ergotropy_ladder", "optimal_ergotropy", "first_maximum", "variance", "local_variance",
    "fisher_information", "power_bound",
)  # fmt: skip
NUMBERS: list[tuple[dict[str, Any], tuple[float, ...]]] = [
    (
        {"cells": 8},
        (0.66669395729, 7.5270183484, 6.9069551246, 13.946203281, 5.0182176493, 3.9944267237,
         4.4367252513, 13.946203281, 0.91342773256, 1.2694219311, 0.50815546586, 0.68129530673),
    ),
    (
        {"cells": 4, "coupling": 0.01},
        (0.048066609667, 53.54571971, 3.4447459359, 92.030242868, 2.5737612086, 1.9287519738,
         2.0600069086, 92.030242868, 0.42579058837, 0.6272359339, 0.006286292728, 0.05173629557),
    ),
    (
        {"cells": 4, "coupling": 0.01, "exchange": 2},
        (0.30776204101, 12.447100629, 5.3935737559, 65.784726853, 3.8307450942, 2.8083752534,
         3.0943089268, 22.081840316, 1.5508910409, 2.9065936196, 0.086312262656, 0.36587007923),
    ),
    (
        {"cells": 3, "coupling": 0.02, "exchange": 2, "counter_rotating": False, "detuning": 0.1},
        (0.3224762772, 7.6039694283, 3.3243275997, 54.891893364, 2.4520997531, 1.5105446897,
         1.6920294966, 11.671898247, 1.2255839125, 2.0027280692, 0.10445534128, 0.35779712947),
    ),
    (
        {"cells": 5, "coupling": 0.5, "dipole": "xx", "dipole_strength": 1.0},
        (4.5527690753, 0.56448147157, 3.2205861794, 0.84561403965, 2.5699537873, 1.3766952701,
         1.9189230871, 0.84561403965, 2.0531997707, 0.86507678045, 23.47251962, 6.9421734278),
    ),
    (
        {"cells": 4, "coupling": 0.3, "rescale": True, "charger": "coherent", "photons": 6.0},
        (1.2601089707, 0.95969590957, 3.4764732513, 4.1593118486, 1.2093214248, 1.1528956995,
         1.1552718035, 1.5283441738, 0.69521977501, 0.59337621475, 3.8627053379, 1.6387279017),
    ),
    (
        {"cells": 3, "coupling": 0.2, "charger": "squeezed", "photons": 1.5, "window": 5.0},
        (0.38222534112, 1.8606029752, 0.77691595087, 2.218658658, 0.71116960689, 0.14830441693,
         0.31564868179, 2.218658658, 0.37865503951, 0.25393007612, 0.69792636967, 0.51407522512),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "expected"), NUMBERS)
def test_numbers_are_those_of_whole_matrices(
    settings: dict[str, Any], expected: tuple[float, ...]
) -> None:
    data = Dicke(**settings).run()
    assert [float(data[name]) for name in NAMES] == pytest.approx(expected, rel=2e-8)


@pytest.mark.parametrize("exchange", [1, 2])
@pytest.mark.parametrize("counter_rotating", [True, False])
def test_averages_do_not_depend_on_how_many_times_are_drawn(
    exchange: int, counter_rotating: bool
) -> None:
    options = {"cells": 4, "coupling": 0.02, "exchange": exchange, "window": 4.0}
    few, many = (
        Dicke(points=points, counter_rotating=counter_rotating, **options).run()
        for points in (80, 1600)
    )
    for name in ("variance", "local_variance", "fisher_information", "power_bound"):
        assert float(few[name]) == pytest.approx(float(many[name]), rel=1e-8), name


def test_averages_of_a_quarter_turn_are_closed() -> None:
    """E = sin²θ with θ = gt: the averages of sin²θ cos²θ and of a constant speed 4g²."""
    one = Dicke(cells=1, coupling=0.05, counter_rotating=False).run()
    assert float(one.variance) == pytest.approx(1 / 8, rel=1e-10)
    assert float(one.local_variance) == pytest.approx(1 / 8, rel=1e-10)
    assert float(one.fisher_information) == pytest.approx(4 * 0.05**2, rel=1e-8)


def test_bounds_of_several_sizes_use_the_same_averages() -> None:
    share = PowerBounds(coupling=0.05, largest=3).run().power_share.values
    three = Dicke(cells=3, coupling=0.05).run()
    assert share[-1] == pytest.approx(float(three.mean_power / three.power_bound), rel=1e-8)


@pytest.mark.parametrize(
    "noise",
    [
        {"cells": 2, "coupling": 0.3, "dephasing": 0.4},
        {"cells": 1, "coupling": 0.4, "dephasing": 0.2, "pump": 0.05, "loss": 0.1},
    ],
)
def test_photons_that_noise_makes_are_kept(noise: dict[str, Any]) -> None:
    """With as many as a charge without noise takes the energy was 2e-5 off, 7e-4 in the end."""
    options = {**noise, "window": 4.0, "points": 4}
    kept = OpenDicke(**options)
    more = OpenDicke(cutoff=kept.top() + 10, **options).run()
    energies = kept.run().energy.values
    assert energies == pytest.approx(more.energy.values, rel=3e-6)
