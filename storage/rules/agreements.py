"""How an agreement stands on a day: whether it has ended, and whether it sleeps. Pure."""

from datetime import date


def has_ended(expires_on: date | None, day: date) -> bool:
    """Whether its last day is over."""
    return expires_on is not None and expires_on < day


def is_asleep(quiet_on: date | None, agreed_on: date | None, day: date) -> bool:
    """Whether one that has not ended sleeps; `quiet_on` is the end of its rhythm."""
    return (quiet_on is None or quiet_on <= day) and (agreed_on is None or agreed_on <= day)
