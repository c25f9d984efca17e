"""Names of curves stand where they can be read: on no curve."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dashboard import pages
from dashboard.computer import COMPUTER
from dashboard.picture.columns import share

# Half of what a name covers in Fig. 4 but for its corners, as shares of the axes.
ROOM = np.array([24 / 266, 5 / 378])


@pytest.mark.parametrize("settings", [{}, {"gamma": 1e-3, "theta": 0.02 * np.pi}])
def test_no_name_of_a_loss_covers_its_curve_or_the_present_point(
    settings: dict[str, float],
) -> None:
    page = pages.Collision(view="onset", **settings)
    page.results = {slot: COMPUTER.result(wish) for slot, wish in page.wanted().items()}
    view = page.views["onset"]
    view.draw(page.results, page.settings())
    columns, limits = view.columns_shown(full=True), view.limits

    def places(x: Any, y: Any) -> np.ndarray:
        shares = [share(np.asarray(at, dtype=float), end, False)
                  for at, end in zip((x, y), limits, strict=True)]  # fmt: skip
        return np.stack(shares, axis=-1)

    names = places(columns["names"]["x"], columns["names"]["y"])
    curves = [
        places(x, y) for x, y in zip(columns["curves"]["xs"], columns["curves"]["ys"], strict=True)
    ]
    points = [*curves, places(columns["point"]["x"], columns["point"]["y"])]
    assert len(names) == len(curves) > 3
    for name in names:
        for point in points:
            assert not (np.abs(point - name) < ROOM).all(axis=-1).any()
