"""The office's own days off and on, laid over the public holidays that it has accepted."""

from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.office import Officer
from storage.models.round import AcceptedYear, HolidayOverride
from storage.office import texts
from storage.office.reach import refuse_outside_office
from storage.rules import errors
from storage.rules.names import clean_text
from storage.rules.workday import Calendar

SUBJECT = "holiday"


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


async def put(
    session: AsyncSession, day: date, name: str, *, works: bool, actor: Officer, now: datetime
) -> HolidayOverride:
    """A temporary holiday or 개청기념일 (`works=False`), or a holiday taken back (`works=True`).

    Counts at once: every reminder is reckoned from the calendar of the moment it is sent.
    """
    refuse_outside_office(actor)
    clean = " ".join(clean_text(name).split())
    if not clean:
        raise errors.Refusal(texts.HOLIDAY_NAME)
    row = await session.get(HolidayOverride, day)
    before = None if row is None else _told(row)
    row = row or HolidayOverride(day=day, works=works, name=clean)
    row.works, row.name = works, clean
    session.add(row)
    await session.flush()
    await _log(session, day, actor, now, before, _told(row))
    return row


async def remove(session: AsyncSession, day: date, *, actor: Officer, now: datetime) -> None:
    """The public calendar holds for that day again. Gone when it held already."""
    refuse_outside_office(actor)
    row = await session.get(HolidayOverride, day)
    if row is None:
        raise errors.Gone
    await session.delete(row)
    await session.flush()
    await _log(session, day, actor, now, _told(row), None)


def _told(row: HolidayOverride) -> dict[str, object]:
    return {"day": row.day.isoformat(), "works": row.works, "name": row.name}


async def _log(
    session: AsyncSession,
    day: date,
    actor: Officer,
    now: datetime,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    await audit.write(
        session,
        at=now,
        officer_id=actor.id,
        action=audit.CHANGE if after else audit.REMOVE,
        subject=SUBJECT,
        subject_id=day.toordinal(),
        before=before,
        after=after,
    )
