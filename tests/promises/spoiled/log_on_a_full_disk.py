"""The log's disk is full from the start: every line that is written fails."""

import os


def spoil() -> None:
    """Sends what is printed to where nothing fits."""
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, 1)
    os.dup2(full, 2)
