"""Datasets: labels, provenance, comparison and files."""

import io
import json

import numpy as np
import pytest
import xarray as xr

from engine import __version__
from engine.collision import Collision, Device, Greedy
from engine.fields import Real
from engine.result import (
    Quantity,
    certificate,
    equal,
    equations,
    label,
    to_json,
    to_netcdf,
    tree,
)


@pytest.fixture(scope="module")
def results() -> dict[str, xr.Dataset]:
    charge = Collision(levels=12, theta=0.2, collisions=6, samples=3).run()
    return {"collision": charge, "device": Device().run()}


def test_variables_are_labelled_and_frozen(results):
    energy = results["collision"].energy
    assert energy.attrs == {"long_name": "mean energy", "symbol": r"\bar E", "short_name": "Ē",
                            "units": "E"}  # fmt: skip
    with pytest.raises(ValueError, match="read-only"):
        energy[0] = 1.0
    assert label(energy) == "mean energy Ē (E)"
    assert label(results["collision"].time) == "charging time Ωτ"


def test_a_frozen_variable_keeps_its_data():
    data = np.arange(3.0)
    variable = Quantity("number", "n", "n").variable("k", data)
    assert variable.dims == ("k",) and (variable.values == [0, 1, 2]).all()


def test_a_result_says_what_it_came_from(results):
    charge = results["collision"]
    scenario = json.loads(charge.attrs["scenario"])
    assert scenario["scenario"] == "engine.collision.Collision"
    assert scenario["values"]["levels"] == 12
    assert charge.attrs["engine_version"] == __version__
    sources = [equation.source for equation in equations(charge)]
    assert "Salvia et al. 2023, Eq. (3)" in sources
    assert certificate(charge)["trace_defect"] < 1e-12


def test_equality_is_of_names_numbers_and_scenario(results):
    charge = results["collision"]
    again = Collision(levels=12, theta=0.2, collisions=6, samples=3).run()
    assert equal(charge, again)
    assert not equal(charge, results["device"])
    assert not equal(charge, Collision(levels=12, theta=0.2, collisions=6, samples=2).run())
    shifted = again.assign(energy=again.energy + 1e-6)
    shifted.energy.attrs = again.energy.attrs
    assert not equal(charge, shifted)
    assert equal(charge, shifted, absolute=1e-5)


def test_netcdf_round_trip(results):
    read = xr.open_datatree(io.BytesIO(to_netcdf(results)), engine="h5netcdf")
    for name, dataset in results.items():
        back = read[name].to_dataset()
        assert equal(back, dataset)
        assert certificate(back) == certificate(dataset)
        assert back.attrs["scenario"] == dataset.attrs["scenario"]
        for variable in dataset.variables:
            assert back[variable].attrs["long_name"] == dataset[variable].attrs["long_name"]


def test_json_holds_everything_and_no_nan(results):
    document = json.loads(to_json(results), parse_constant=pytest.fail)
    charge = document["collision"]
    assert charge["engine_version"] == __version__
    assert charge["scenario"]["values"]["collisions"] == 6
    assert charge["variables"]["energy"]["units"] == "E"
    assert charge["variables"]["average_power"]["data"][0] is None
    assert charge["variables"]["population"]["dims"] == ["sample", "level"]
    np.testing.assert_array_equal(
        charge["variables"]["energy"]["data"], results["collision"].energy
    )
    assert document["device"]["variables"]["gamma"]["data"] == float(results["device"].gamma)


def test_a_tree_has_a_group_for_each_result(results):
    assert set(tree(results).children) == {"collision", "device"}


def test_infinity_survives_json_as_null():
    ahead = Collision(theta=0.03, collisions=300).run()
    assert np.isinf(ahead.window_stop)
    document = json.loads(to_json({"ahead": ahead, "greedy": Greedy(time_max=1.0).run()}))
    assert document["ahead"]["variables"]["window_stop"]["data"] is None


class Named:
    """Quantities, each under its key."""

    level = Quantity("level", "n", "n")
    theta = Quantity.of(Real(0.1, label="swap angle", symbol=r"\theta", short="θ", unit="π"))


def test_a_quantity_is_a_variable_under_its_key_or_another() -> None:
    key, variable = Named.level([[1, 2]], "time", "level")
    assert (key, variable.dims) == ("level", ("time", "level"))
    assert Named.level(3, key="top")[0] == "top"
    key, axis = Named.level.axis([0, 1])
    assert (key, axis.dims, axis.values.tolist()) == ("level", ("level",), [0, 1])


def test_what_a_field_sets_is_labelled_as_the_field_is() -> None:
    key, variable = Named.theta(0.5)
    assert key == "theta" and variable.attrs == {
        "long_name": "swap angle", "symbol": r"\theta", "short_name": "θ", "units": "rad",
    }  # fmt: skip
