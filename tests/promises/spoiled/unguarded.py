"""A bot spoiled on purpose: no person has a share, of what comes in or of what leaves."""

from collections.abc import Iterable

from bot.pumps.quota import Quota
from storage.rules import pacing


def _nobody(_self: Quota, _lanes: Iterable[int]) -> set[int]:
    return set()


def spoil() -> None:
    """Takes both away."""
    pacing.SHARE = 0
    Quota.spent = _nobody  # type: ignore[method-assign,assignment]  # this spoils it
