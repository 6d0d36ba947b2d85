"""How far the copying of data has come, for whoever shows it."""

from collections.abc import Callable

Told = Callable[[int, int], None]
"""Told how many are done, and of how many."""


def untold(_done: int, _of_all: int) -> None:
    """Where nobody looks."""
