"""The office's own days off and on, laid over the public holidays that it has accepted."""

from contextlib import suppress
from datetime import date
from functools import lru_cache

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.round import AcceptedYear, HolidayOverride
from storage.office import texts
from storage.office.refusals import one_line, refuse_outside_office
from storage.rules import errors
from storage.rules.trail import Subject, Verb
from storage.rules.workday import Calendar


async def calendar(session: AsyncSession) -> Calendar:
    """The working days of this office as they are known now."""
    own = await session.exec(select(col(HolidayOverride.day), col(HolidayOverride.works)))
    years = await session.exec(select(col(AcceptedYear.year), col(AcceptedYear.days)))
    return _calendar(
        frozenset(own), frozenset((year, tuple(days.items())) for year, days in years)
    )


@lru_cache(maxsize=4)
def _calendar(
    own: frozenset[tuple[date, bool]], years: frozenset[tuple[int, tuple[tuple[str, str], ...]]]
) -> Calendar:
    """One for all who ask, as long as the office changes no day: it remembers what it reckoned.

    For a year whose days cannot be read the package speaks, as before anybody accepted it: the
    whole office works by this calendar, and one bad year must not stop it.
    """
    accepted = {}
    for year, days in years:
        with suppress(ValueError):
            accepted[year] = {date.fromisoformat(day): name for day, name in days}
    return Calendar(dict(own), accepted)


async def all_of(session: AsyncSession, since: date) -> list[HolidayOverride]:
    """The office's own days from `since` on, in their order."""
    found = await session.exec(
        select(HolidayOverride)
        .where(col(HolidayOverride.day) >= since)
        .order_by(col(HolidayOverride.day))
    )
    return list(found.all())


async def put(act: Act, day: date, name: str, *, works: bool) -> HolidayOverride:
    """A temporary holiday or 개청기념일 (`works=False`), or a holiday taken back (`works=True`).

    Counts at once: every reminder is reckoned from the calendar of the moment it is sent.
    """
    refuse_outside_office(act.officer)
    clean = one_line(name, texts.HOLIDAY_NAME)
    row = await act.session.get(HolidayOverride, day)
    before = None if row is None else _told(row)
    row = row or HolidayOverride(day=day, works=works, name=clean)
    row.works, row.name = works, clean
    act.session.add(row)
    await act.session.flush()
    await act.log(
        Subject.HOLIDAY,
        day.toordinal(),
        Verb.CHANGE if _told(row) else Verb.REMOVE,
        before=before,
        after=_told(row),
    )
    return row


async def remove(act: Act, day: date) -> None:
    """The public calendar holds for that day again. Gone when it held already."""
    refuse_outside_office(act.officer)
    row = await act.session.get(HolidayOverride, day)
    if row is None:
        raise errors.Gone
    await act.session.delete(row)
    await act.session.flush()
    await act.log(
        Subject.HOLIDAY, day.toordinal(), Verb.CHANGE if None else Verb.REMOVE, before=_told(row)
    )


def _told(row: HolidayOverride) -> dict[str, object]:
    return {"day": row.day.isoformat(), "works": row.works, "name": row.name}
