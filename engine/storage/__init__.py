"""How best to spread energy over cells that suffer noise (Tirone et al., storage poster)."""

from engine.storage.maps import StorageMap, StorageSection
from engine.storage.model import Storage

__all__ = ["Storage", "StorageMap", "StorageSection"]
