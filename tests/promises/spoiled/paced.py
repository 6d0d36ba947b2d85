"""Not spoiled: a person's share counts, as in service. In other tests phones are too quick."""

from storage.rules import pacing

IN_SERVICE = 5


def spoil() -> None:
    """Gives each person a share again."""
    pacing.SHARE = IN_SERVICE
