"""The whole timetable: every tick there is."""

from datetime import timedelta

from scheduler import deadlines, reminders, upkeep
from scheduler.ticks import Tick

TICKS: tuple[Tick, ...] = (
    Tick("rounds", timedelta(minutes=10), deadlines.keep_rounds),
    Tick("reminders", timedelta(minutes=2), reminders.remind),
    Tick("drafts", timedelta(hours=1), upkeep.settle_drafts),
    Tick("traffic", timedelta(hours=6), upkeep.forget_traffic),
)
