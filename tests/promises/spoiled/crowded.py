"""A bot spoiled on purpose: many notices are under way at once, and their marks come late."""

from bot.pumps import delivery, turns
from storage.rules import pacing

MANY = 8


def spoil() -> None:
    """Lets notices leave side by side and gathers what was sent for a second."""
    turns.Turns._lanes = lambda _self: MANY  # type: ignore[method-assign,assignment]  # this spoils it
    pacing.BULK_RATE, turns.EVEN_SECONDS = 1000.0, 0.0
    delivery.GATHER_SECONDS = 1.0
