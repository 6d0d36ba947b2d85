"""The whole timetable: every tick there is."""

from datetime import timedelta

from scheduler import upkeep
from scheduler.ticks import Tick

TICKS: tuple[Tick, ...] = (
    Tick("drafts", timedelta(hours=1), upkeep.settle_drafts),
    Tick("traffic", timedelta(hours=6), upkeep.forget_traffic),
)
