"""Noisy storage: one full cell, energy spread thinly, or redundancy."""

from dashboard import papers

PAGE, TITLE, PAPER = "Storage", "Noisy storage", papers.STORAGE
