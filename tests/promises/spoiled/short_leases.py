"""Not spoiled, but hurried: what a process had in hand when it was killed is free at once."""

from datetime import timedelta

from storage.traffic import leases


def spoil() -> None:
    """Shortens the leases."""
    leases.LEASE, leases.BEAT = timedelta(seconds=0.6), timedelta(seconds=0.1)
