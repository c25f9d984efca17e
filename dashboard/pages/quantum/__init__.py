"""Is it quantum? The Dicke battery against its classical double, and against its bounds."""

from dashboard import papers

PAGE, TITLE, PAPER = "Quantum", "Is it quantum?", papers.CAMPAIOLI_2024
PLACE = 4
