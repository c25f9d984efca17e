"""Regions of an image: the lines where they meet, and a name in the middle of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from contourpy import contour_generator
from scipy.ndimage import distance_transform_edt

from dashboard.picture.layers import Columns

# A region smaller than this share of the image gets no name; names keep this share from its sides.
NAMED, SIDE = 0.01, 0.2


def lines_at(level: float, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> Columns:
    """The lines on which an image has a value; none goes through what is not finite.

    >>> found = lines_at(0.5, np.arange(2.0), np.arange(2.0), np.array([[0.0, 1.0], [0.0, 1.0]]))
    >>> found["xs"][0].tolist()
    [0.5, 0.5]
    """
    lines: Any = contour_generator(x, y, np.ma.masked_invalid(z)).lines(level)
    return {"xs": [line[:, 0] for line in lines], "ys": [line[:, 1] for line in lines]}


def names(x: np.ndarray, y: np.ndarray, codes: np.ndarray, meanings: Mapping[int, str]) -> Columns:
    """What each code means, written in the middle of its region."""
    places = [
        (*middle(codes == code), meanings[int(code)])
        for code in np.unique(codes)
        if (codes == code).mean() >= NAMED
    ]
    return {
        "x": np.array([x[column] for _, column, _ in places]),
        "y": np.array([y[row] for row, _, _ in places]),
        "text": [name for _, _, name in places],
    }


def middle(region: np.ndarray) -> tuple[int, int]:
    """Row and column deep in a region, where a name has room on both sides if it has anywhere.

    >>> middle(np.ones((5, 5), dtype=bool))
    (2, 2)
    """
    depth = distance_transform_edt(np.pad(region, 1))[1:-1, 1:-1]
    margin = round(SIDE * region.shape[1])
    inner = np.zeros_like(depth)
    inner[:, margin:-margin] = depth[:, margin:-margin]
    row, column = np.unravel_index((inner if inner.any() else depth).argmax(), depth.shape)
    return int(row), int(column)
