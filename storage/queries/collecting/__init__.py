"""The half-year that runs itself: rounds, the board, and who is reminded of what."""
