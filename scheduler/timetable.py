"""The whole timetable: every tick there is."""

from datetime import timedelta
from pathlib import Path

from scheduler.tick import Tick
from scheduler.ticks import backups, calendar, deadlines, heads, reminders, transfers, upkeep

TICKS: tuple[Tick, ...] = (
    Tick("rounds", timedelta(minutes=10), deadlines.keep_rounds, rests=True),
    Tick("reminders", timedelta(minutes=2), reminders.remind, rests=True),
    Tick("calendar", timedelta(hours=1), calendar.watch_holidays, rests=True),
    Tick("drafts", timedelta(hours=1), upkeep.settle_drafts, rests=True),
    Tick("bags", timedelta(minutes=1), upkeep.empty_bags, rests=True),
    Tick("transfers", timedelta(minutes=2), transfers.move_people, rests=True),
    Tick("grants", timedelta(minutes=10), deadlines.settle_grants, rests=True),
    Tick("traffic", timedelta(hours=6), upkeep.forget_traffic),
)


def with_folder(data_dir: Path, make: backups.Make) -> tuple[Tick, ...]:
    """All of them, and what besides the tables needs the data folder, or a process of its own."""
    return (
        *TICKS,
        Tick("heads", timedelta(minutes=10), heads.into(data_dir), rests=True),
        Tick("backup", timedelta(minutes=30), backups.nightly(make)),
    )
