"""A bot spoiled on purpose: its day is the one of the machine's own zone."""

from datetime import date, datetime

from storage.rules import clock


def _local(moment: datetime) -> date:
    return moment.astimezone().date()


def spoil() -> None:
    """Takes the office's day away, before anything has taken it up."""
    clock.kst_date = _local
