"""The bot as it is, in a hurry: it looks at its clocks more often, and is sure after seconds."""

from scheduler import clockwork, stepping


def spoil() -> None:
    """Seconds in the place of minutes."""
    clockwork.LOOK_SECONDS = 0.2
    stepping.SECOND_LOOK_SECONDS = 20.0
