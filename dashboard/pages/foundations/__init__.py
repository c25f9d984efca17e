"""What is a quantum battery? Ergotropy, passive states, many copies, speed."""

PAGE, TITLE = "Foundations", "What is a quantum battery?"
