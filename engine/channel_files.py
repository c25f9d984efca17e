"""A user's channel from a file: Kraus operators or a Choi matrix as .npy or .json.

A .npy array with three axes holds Kraus operators, with two a Choi matrix. A .json document is an
object with "kraus" or "choi": nested lists of numbers, a complex one as [real, imaginary]. A Choi
matrix is read as Σ |i⟩⟨j| ⊗ Λ(|i⟩⟨j|), the input first.
"""

from __future__ import annotations

import io
import json
from math import prod
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from engine.channels import Channel, from_choi, from_kraus

LARGEST_FILE = 1_000_000
# Axes of the array by what it holds; one more in JSON where numbers are complex.
AXES = {"kraus": 3, "choi": 2}
# Header readers by version of the .npy format; version 3 differs in how names are spelled alone.
HEADERS = {
    (1, 0): npy.read_array_header_1_0,
    (2, 0): npy.read_array_header_2_0,
    (3, 0): npy.read_array_header_2_0,
}


def read(content: bytes, filename: str) -> Channel:
    """Return the channel that a file holds, with its residual.

    Args:
        content: the bytes of the file.
        filename: its name, which ends in .npy or .json and names the channel.

    Raises:
        ValueError: if the file cannot be read, or what it holds is no channel.

    Example:
        >>> read(b'{"kraus": [[[0, 1], [1, 0]]]}', "flip.json")
        Channel(name='flip.json', residual=0.0)
    """
    if len(content) > LARGEST_FILE:
        raise ValueError(f"The file must be at most 1 MB, not {len(content) / 1e6:.3g} MB.")
    name = filename.rsplit("/", 1)[-1][:40]
    if filename.lower().endswith(".npy"):
        held, array = _numpy(content)
    elif filename.lower().endswith(".json"):
        held, array = _json(content)
    else:
        raise ValueError(f"The file must be a .npy or .json, not “{name}”.")
    return from_kraus(array, name) if held == "kraus" else from_choi(array, name)


def _numpy(content: bytes) -> tuple[str, NDArray[Any]]:
    if declares_more(content):
        raise ValueError("The file must hold every number that its header declares, not fewer.")
    try:
        array = npy.read_array(io.BytesIO(content), allow_pickle=False)
        numeric = array.dtype.kind in "fciu"
    # What a spoilt header provokes has no common type: impossible sizes, broken-off syntax.
    except Exception:
        numeric = False
    if not numeric:
        raise ValueError("The file must be a NumPy array of numbers, not anything else.")
    held = next((held for held, axes in AXES.items() if array.ndim == axes), None)
    if held is None:
        raise ValueError(
            "The array must have 3 axes for Kraus operators or 2 for a Choi matrix, "
            f"not {array.ndim}."
        )
    return held, array


def declares_more(content: bytes) -> bool:
    """Whether a NumPy file's header declares more than the file holds.

    NumPy makes room for what is declared before it reads: a hundred bytes could ask for terabytes.
    A header that cannot be read declares nothing.
    """
    file = io.BytesIO(content)
    try:
        shape, _, dtype = HEADERS[npy.read_magic(file)](file)
    # What a spoilt header provokes has no common type.
    except Exception:
        return False
    return bool(prod(shape) * dtype.itemsize > len(content) - file.tell())


def _json(content: bytes) -> tuple[str, NDArray[np.complex128]]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise ValueError("The file must be a JSON document, not anything else.") from None
    keys = [key for key in AXES if isinstance(document, dict) and key in document]
    if len(keys) != 1:
        raise ValueError("The document must have one of “kraus” and “choi”, not both or neither.")
    (held,) = keys
    try:
        array = np.array(document[held], dtype=float)
    except (ValueError, TypeError, OverflowError):
        array = np.empty(())
    if array.ndim == AXES[held] + 1 and array.shape[-1] == 2:
        return held, array[..., 0] + 1j * array[..., 1]
    if array.ndim == AXES[held]:
        return held, array.astype(complex)
    raise ValueError(
        f"“{held}” must be lists of equal length, {AXES[held]} deep, of numbers or "
        "[real, imaginary], not anything else."
    )
