"""A bot spoiled on purpose: its database does not wait for the disk at a commit."""

from storage import sqlite_engine


def spoil() -> None:
    """Asks SQLite for less than it should."""
    asked = [
        one.replace("synchronous=FULL", "synchronous=NORMAL") for one in sqlite_engine.PRAGMAS
    ]
    sqlite_engine.PRAGMAS = tuple(asked)  # type: ignore[assignment]  # as many as before
