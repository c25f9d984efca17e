"""A battery of one's own: any matrices, typed or from a file."""

from engine.custom.files import read_file
from engine.custom.model import CustomBattery

__all__ = ["CustomBattery", "read_file"]
