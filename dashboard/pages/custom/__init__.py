"""A battery of one's own: matrices typed or uploaded."""

PAGE, TITLE = "Custom", "Your own battery"
