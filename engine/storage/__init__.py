"""How best to spread energy over cells that suffer noise (Tirone et al., storage poster)."""

from engine.storage.bloch import BlochBall
from engine.storage.cells import Blocks, Redundancy
from engine.storage.device import Device
from engine.storage.maps import StorageMap, StorageSection
from engine.storage.model import Storage

__all__ = [
    "BlochBall",
    "Blocks",
    "Device",
    "Redundancy",
    "Storage",
    "StorageMap",
    "StorageSection",
]
