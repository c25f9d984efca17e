"""Noisy storage: one full cell, energy spread thinly, or redundancy."""

PAGE, TITLE = "Storage", "Noisy storage"
