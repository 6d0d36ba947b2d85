"""The calendar under a question about a day: one month, its weeks and its days off. Pure."""

import calendar
from datetime import date
from html import escape

from handlers.forms import texts
from handlers.forms.fields import Aids
from handlers.forms.keys import Key
from storage.rules.date_words import WEEKDAYS


def words(month: str, aids: Aids) -> str:
    """The month ("2021-07") and its days off, as lines."""
    year, number = int(month[:4]), int(month[5:7])
    told = texts.MONTH_HEAD.format(year=year, month=number)
    days_off = [
        texts.HOLIDAY.format(day=day.day, name=name)
        for day, name in sorted(aids.holidays.items())
        if (day.year, day.month) == (year, number) and name not in texts.WEEKEND
    ]
    if days_off:
        told += "\n" + texts.HOLIDAY_LINE.format(days=escape(", ".join(days_off)))
    return told


def rows(month: str, aids: Aids) -> list[list[Key]]:
    """The days as keys, between the ways to the months beside it and out."""
    year, number = int(month[:4]), int(month[5:7])
    before = date(year - (number == 1), 12 if number == 1 else number - 1, 1)
    after = date(year + (number == 12), 1 if number == 12 else number + 1, 1)
    turning = [
        Key(texts.LAST_MONTH, "m", f"{before:%Y-%m}"),
        Key(texts.NEXT_MONTH, "m", f"{after:%Y-%m}"),
    ]
    weeks = [
        [_day(day, number, month, aids.today) for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, number)
    ]
    names = [Key(name, "m", month) for name in WEEKDAYS]
    return [turning, names, *weeks, [Key(texts.CLOSE_CALENDAR, "m", "0")]]


def _day(day: date, number: int, month: str, today: date) -> Key:
    if day.month != number:
        return Key(texts.OTHER_MONTH, "m", month)  # Telegram refuses a button without words
    label = f"[{day.day}]" if day == today else str(day.day)
    return Key(label, "d", f"{day:%Y%m%d}")
