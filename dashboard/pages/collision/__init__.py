"""Collisional charging: a coherently charged battery against every incoherent protocol."""

from dashboard import papers

PAGE, TITLE, PAPER = "Collision", "Collisional charging", papers.SALVIA_2023
FIRST = True
