"""The Dicke battery: cells that share one cavity."""

from dashboard import papers

PAGE, TITLE, PAPER = "DickeBattery", "The Dicke battery", papers.CAMPAIOLI_2024
PLACE = 3
