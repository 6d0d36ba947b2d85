"""Not spoiled: a person's share counts, as in service. In other tests phones are too quick."""

from storage.rules import pacing

AT_ONCE = 5  # messages that a chat takes without a pause


def spoil() -> None:
    """Gives each person a share again."""
    pacing.SHARE = pacing.MOST // AT_ONCE
