"""Every result goes into a file as it is, a classic NetCDF file among them, and comes out again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from engine.catalogue import scenarios
from engine.scenario import Scenario

# Estimated seconds above which a scenario's defaults are not run for this.
QUICK = 1.0


@pytest.mark.parametrize("kind", scenarios(), ids=lambda kind: kind.public_name()[7:])
@pytest.mark.parametrize("engine", ["h5netcdf", "scipy"])
def test_a_result_is_written_and_read(kind: type[Scenario], engine: str, tmp_path: Path) -> None:
    tried = [kind(), *(kind(**settings) for settings in kind.rehearsed)]
    scenario = min(tried, key=lambda one: one.cost().seconds)
    if scenario.cost().seconds > QUICK:
        pytest.skip("its smallest run takes long")
    result = scenario.run()
    assert all(variable.attrs.get("units", "none") for variable in result.variables.values())
    result.to_netcdf(tmp_path / "result.nc", engine=engine)
    with xr.open_dataset(tmp_path / "result.nc", engine=engine) as back:
        assert back.attrs == result.attrs
        assert set(back.variables) == set(result.variables)
        for name, variable in result.variables.items():
            np.testing.assert_array_equal(back[name], variable)
            for said, value in variable.attrs.items():
                assert np.array_equal(back[name].attrs[said], value), said
