"""Where the cells of a network stand when it is drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def places(geometry: str, cells: int) -> tuple[Vector, Vector]:
    """Coordinates of the cells within the unit circle: a line, a hub with leaves, or a circle.

    >>> places("linear", 3)[0]
    array([-1.,  0.,  1.])
    """
    if geometry == "linear":
        return np.linspace(-1.0, 1.0, cells) if cells > 1 else np.zeros(1), np.zeros(cells)
    hubs = 1 if geometry == "central" else 0
    around = np.pi / 2 - 2 * np.pi * np.arange(cells - hubs) / max(cells - hubs, 1)
    ring = (np.cos(around), np.sin(around))
    x, y = (np.concatenate([np.zeros(hubs), values]).round(15) for values in ring)
    return x, y
