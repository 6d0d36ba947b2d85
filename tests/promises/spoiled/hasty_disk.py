"""A bot spoiled on purpose: its database does not wait for the disk at a commit."""

from storage import database


def spoil() -> None:
    """Asks SQLite for less than it should."""
    asked = [one.replace("synchronous=FULL", "synchronous=NORMAL") for one in database.PRAGMAS]
    database.PRAGMAS = tuple(asked)  # type: ignore[assignment]  # as many as before
