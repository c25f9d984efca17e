"""Where the dashboard finds what is no code of its own."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent

# A clone has them beside the package; a wheel inside, where no folder of a user's own is met.
ASSETS = next(place for place in (PACKAGE / "assets", PACKAGE.parent / "assets") if place.is_dir())
