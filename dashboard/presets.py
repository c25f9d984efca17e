"""Presets: named settings that put a page into a state worth seeing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Preset:
    """Settings of a page under a name.

    key         short identifier, unique within its topic
    title       what the menu shows
    group       the heading it stands under
    settings    the settings that differ from their defaults, by field
    note        what it shows, and which numbers were chosen because the source does not print them
    """

    key: str
    title: str
    group: str
    settings: Mapping[str, Any]
    note: str
