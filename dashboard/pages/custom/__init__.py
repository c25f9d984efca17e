"""A battery of one's own: matrices typed or uploaded."""

from dashboard import papers

PAGE, TITLE, PAPER = "Custom", "Your own battery", papers.CAMPAIOLI_2024
PLACE = 5
