"""A battery of one's own from a file: a .npz of arrays, or a JSON document of nested lists.

Both hold matrices under the names of the fields of `CustomBattery`; in JSON a complex number is
[real, imaginary]. Jump operators are an array of three axes, or a list of matrices. A pickle is
never read.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.lib import format as npy

from engine.channel_files import declares_more
from engine.custom.matrices import MOST_LEVELS, MOST_OPERATORS
from engine.scenario import ScenarioError

LARGEST_FILE = 1_000_000
# What an archive may unfold to: four of the largest matrices.
LARGEST_UNFOLDED = 4 * 16 * MOST_LEVELS**2
MATRICES = ("hamiltonian", "battery_hamiltonian", "initial_state")
OTHERS = ("rates", "factors", "subsystem", "time_max", "points")
LISTS = ("rates", "factors")
KNOWN = (*MATRICES, "jump_operators", *OTHERS)


def read_file(content: bytes, filename: str) -> dict[str, Any]:
    """Return the settings of a `CustomBattery` that a file holds.

    Args:
        content: the bytes of the file.
        filename: its name, which ends in .npz or .json.

    Raises:
        ScenarioError: in one sentence, if it cannot be read.

    Example:
        >>> read_file(b'{"hamiltonian": [[0, 1], [1, 0]]}', "drive.json")["hamiltonian"].shape
        (2, 2)
    """
    if len(content) > LARGEST_FILE:
        raise ScenarioError(f"The file must be at most 1 MB, not {len(content) / 1e6:.3g} MB.")
    held = (_archive if filename.lower().endswith(".npz") else _document)(content)
    unknown = sorted(held.keys() - set(KNOWN))
    if unknown or "hamiltonian" not in held:
        received = f"“{str(unknown[0])[:40]}”" if unknown else "a file without “hamiltonian”"
        raise ScenarioError(f"The file must hold {', '.join(KNOWN)}, not {received}.")
    return {name: _setting(name, value) for name, value in held.items()}


def _setting(name: str, value: Any) -> Any:
    if name in MATRICES:
        return _matrix(name, value, 1, 2)
    if name == "jump_operators":
        several = isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim > 0)
        if not several or len(value) > MOST_OPERATORS:
            raise ScenarioError(
                f"“{name}” must be a list of at most {MOST_OPERATORS} matrices, not anything else."
            )
        return [_matrix(name, one, 2, 2) for one in value]
    array = _matrix(name, value, 0, 1 if name in LISTS else 0)
    if array.dtype.kind == "c":
        raise ScenarioError(f"“{name}” must be real, not of complex numbers.")
    return tuple(np.atleast_1d(array).tolist()) if name in LISTS else array.item()


def _matrix(name: str, value: Any, least: int, most: int) -> Any:
    """Numbers of `least` to `most` axes, pairs at their end taken for complex ones."""
    fault = f"“{name}” must be numbers in lists of equal length, not others."
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O" or array.dtype.kind not in "fciu":
            raise ValueError(name)
    except ValueError:
        raise ScenarioError(fault) from None
    if not isinstance(value, np.ndarray) and array.ndim > most and array.shape[-1] == 2:
        array = array[..., 0] + 1j * array[..., 1]
    fits = least <= array.ndim <= most and max(array.shape, default=1) <= MOST_LEVELS
    if not fits or not np.isfinite(array).all():
        raise ScenarioError(fault)
    return array


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content, object_pairs_hook=_once)
    except ScenarioError:
        raise
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, Mapping):
        raise ScenarioError("The file must be a .npz or a JSON document, not anything else.")
    return dict(document)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, whose names are there once each."""
    _check_once([name for name, _ in pairs])
    return dict(pairs)


def _check_once(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise ScenarioError("The file must hold each name once, not one of them twice.")


def _archive(content: bytes) -> dict[str, Any]:
    """The arrays of a .npz, each as large as its header declares and none of objects."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > LARGEST_UNFOLDED or len(entries) > 16:
                raise ScenarioError(
                    f"The file must unfold to at most {LARGEST_UNFOLDED / 1e6:.0f} MB, not more."
                )
            _check_once([_named(entry) for entry in entries])
            return {_named(entry): _array(_unfolded(archive, entry)) for entry in entries}
    except ScenarioError:
        raise
    # What a spoilt archive provokes has no common type.
    except Exception:
        raise ScenarioError(
            "The file must be a .npz of arrays of numbers, not anything else."
        ) from None


def _named(entry: zipfile.ZipInfo) -> str:
    return entry.filename.removesuffix(".npy")


def _unfolded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, no more than it declares: other ways of packing unfold all at once."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("An entry must be stored or deflated, not packed otherwise.")
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _array(content: bytes) -> Any:
    if declares_more(content):
        raise ValueError("An array must be as long as its header declares, not shorter.")
    return npy.read_array(io.BytesIO(content), allow_pickle=False)
