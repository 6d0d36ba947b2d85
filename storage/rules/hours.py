"""When somebody wants the notices of a day: an hour and weekdays of their own, as they chose."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from storage.rules.clock import KST
from storage.rules.ladder import ASKED_FROM, SEND_FROM
from storage.rules.workday import Calendar

CHOICES = (time(9), SEND_FROM, time(10), time(11), *(time(hour) for hour in range(13, 18)))
"""What the office allows: its hours, not over lunch."""
WEEKDAYS = range(1, 6)
SETTING = "digest"
"""Under this name in the settings of a person."""


class Hours(NamedTuple):
    """The hour, and the weekdays from Monday as 1; nothing where the office's own holds."""

    at: time | None = None
    days: tuple[int, ...] = ()

    @property
    def start(self) -> time:
        """From when of a day they are told."""
        return self.at or SEND_FROM

    @property
    def again(self) -> time:
        """When they are told again what they put off."""
        return self.at or ASKED_FROM

    def wants(self, day: date) -> bool:
        """Whether it is one of their days."""
        return self.wants_day(day.isoweekday())

    def wants_day(self, weekday: int) -> bool:
        """Whether it is one of their weekdays, from Monday as 1."""
        return not self.days or weekday in self.days

    def next_day(self, today: date, calendar: Calendar) -> date:
        """The next working day after today that is one of theirs; after four weeks any is."""
        day = calendar.add_workdays(today, 1)
        last = today + timedelta(weeks=4)
        while not self.wants(day) and day < last:
            day = calendar.add_workdays(day, 1)
        return day

    def on(self, day: date, clock: time) -> datetime:
        """That moment of a day."""
        return datetime.combine(day, clock, KST)

    def stored(self) -> dict[str, Any]:
        """As it stands in the settings of a person."""
        return {"at": f"{self.at:%H:%M}" if self.at else "", "days": list(self.days)}


def read(settings: Mapping[str, Any]) -> Hours:
    """What somebody chose; the usual where nothing stands there, or what nobody may choose."""
    kept = settings.get(SETTING)
    if not isinstance(kept, Mapping):
        return Hours()
    at = next((one for one in CHOICES if f"{one:%H:%M}" == kept.get("at")), None)
    chosen = kept.get("days")
    days = chosen if isinstance(chosen, list) else []
    own = tuple(day for day in WEEKDAYS if day in days)
    return Hours(at, own if len(own) < len(WEEKDAYS) else ())
