"""What is a quantum battery? Ergotropy, passive states, many copies, speed."""

from dashboard import papers

PAGE, TITLE, PAPER = "Foundations", "What is a quantum battery?", papers.CAMPAIOLI_2024
PLACE = 1
