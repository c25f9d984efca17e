"""Collisional charging: a coherently charged battery against every incoherent protocol."""

PAGE, TITLE = "Collision", "Collisional charging"
FIRST = True
