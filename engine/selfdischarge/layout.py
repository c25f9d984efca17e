"""Where the cells of a network stand when it is drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


# A chain goes up and down by this: its cells are further apart than on a straight line.
ZIGZAG = 0.35


def places(geometry: str, cells: int) -> tuple[Vector, Vector]:
    """Coordinates of the cells within the unit circle: a zigzag, a hub with leaves, or a circle.

    >>> places("linear", 3)
    (array([-1.,  0.,  1.]), array([ 0.35, -0.35,  0.35]))
    """
    if geometry == "linear":
        if cells == 1:
            return np.zeros(1), np.zeros(1)
        up_and_down = np.where(np.arange(cells) % 2, -ZIGZAG, ZIGZAG)
        return np.linspace(-1.0, 1.0, cells), up_and_down
    hubs = 1 if geometry == "central" else 0
    around = np.pi / 2 - 2 * np.pi * np.arange(cells - hubs) / max(cells - hubs, 1)
    ring = (np.cos(around), np.sin(around))
    x, y = (np.concatenate([np.zeros(hubs), values]).round(15) for values in ring)
    return x, y
