"""A square lattice of cells: which are in one interaction, and which are coupled with one cell.

The picture of Campaioli et al. 2024, Fig. 2, for any interaction order and participation number.
"""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

# What a cell is to the one in the middle.
OTHER, COUPLED, TOGETHER, MIDDLE = 0, 1, 2, 3


def places(cells: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return column and row of each cell of a lattice as square as it can be, row by row.

    >>> places(4)[0].tolist(), places(4)[1].tolist()
    ([0, 1, 0, 1], [0, 0, 1, 1])
    """
    width = ceil(sqrt(cells))
    cell = np.arange(cells)
    return cell % width, cell // width


def parts(cells: int, order: int, participation: int) -> NDArray[np.int64]:
    """Return what each cell is to the middle one: nothing, coupled, in one interaction, itself.

    The nearest cells are coupled first, and of these the nearest are in the interaction shown.

    >>> parts(9, 2, 4).reshape(3, 3).tolist()
    [[0, 2, 0], [1, 3, 1], [0, 1, 0]]
    """
    x, y = places(cells)
    middle = (y.max() // 2) * ceil(sqrt(cells)) + x.max() // 2
    squared = (x - x[middle]) ** 2 + (y - y[middle]) ** 2
    nearest = np.argsort(squared, kind="stable")
    found = np.full(cells, OTHER)
    found[nearest[: participation + 1]] = COUPLED
    found[nearest[:order]] = TOGETHER
    found[middle] = MIDDLE
    return found
