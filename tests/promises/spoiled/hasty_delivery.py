"""A bot that speaks as fast as it can: for tests that count what is lost, not the seconds."""

from bot.pumps import turns
from storage.rules import pacing
from tests.promises.spoiled import short_leases


def spoil() -> None:
    """Takes away what paces it; one notice is still under way at a time."""
    turns.EVEN_SECONDS = pacing.PERSON_SECONDS = 0.0
    short_leases.spoil()
    pacing.MOST, pacing.BULK_RATE = 10_000, 10_000.0
