"""Days off of five years, written by hand: what the calendar and the reminders are held to."""

from datetime import date

CLOSED = {
    2025: "0101 0127 0128 0129 0130 0303 0505 0506 0603 0606 0815 1003 1006 1007 1008 1009 1225",
    2026: "0101 0216 0217 0218 0302 0501 0505 0525 0603 0717 0817 0924 0925 1005 1009 1225",
    2027: "0101 0208 0209 0301 0503 0505 0513 0719 0816 0914 0915 0916 1004 1011 1227",
    2028: "0126 0127 0128 0301 0412 0501 0502 0505 0606 0717 0815 1002 1003 1004 1005 1009 1225",
    2029: "0101 0212 0213 0214 0301 0501 0507 0521 0606 0717 0815 0921 0924 1003 1009 1225",
}
"""Days off from Monday to Friday as month and day: 공휴일, 대체공휴일, 선거일, 임시공휴일."""


def is_open(day: date) -> bool:
    """Whether a city office works on this day of 2025 to 2029."""
    return day.weekday() < 5 and f"{day:%m%d}" not in CLOSED[day.year].split()
