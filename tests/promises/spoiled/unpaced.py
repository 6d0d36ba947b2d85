"""Not spoiled at all: it speaks as fast as it can, where how fast is no question."""

from storage.rules import pacing


def spoil() -> None:
    """Takes the pace off."""
    pacing.MOST = 10_000
