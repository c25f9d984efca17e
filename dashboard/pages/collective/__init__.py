"""Together or apart: what charging many cells at once gains, and at what price."""

from dashboard import papers

PAGE, TITLE, PAPER = "Collective", "Together or apart", papers.CAMPAIOLI_2024
PLACE = 2
