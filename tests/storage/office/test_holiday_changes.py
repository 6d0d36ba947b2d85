"""R07: what the package says anew is asked about; the accepted calendar stays in force."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlmodel import select

from storage.act import Act
from storage.database import Database
from storage.models.audit import AuditEntry
from storage.models.round import AcceptedYear, CalendarChange
from storage.models.traffic import Outbox
from storage.office import holiday_changes, holidays
from storage.rules.trail import Verb
from storage.rules.workday import PACKAGE
from tests.helpers.offices import Office
from tests.helpers.older_calendar import OLDER, left_behind

TODAY, NOW = date(2026, 3, 4), datetime(2026, 3, 4, 1, 0, tzinfo=UTC)
LABOUR_DAY = date(2026, 5, 1)  # a Friday that a release of 2025 did not know as a holiday
OLD = date(2026, 6, 10)  # a Wednesday that is worked again


async def compared(db: Database, today: date = TODAY) -> list[CalendarChange]:
    async with db.begin() as session:
        await holiday_changes.compare(session, today, NOW)
        return await holiday_changes.differences(session)


async def years(db: Database) -> list[tuple[int, int, str]]:
    async with db.read() as session:
        rows = (await session.exec(select(AcceptedYear))).all()
    return sorted((row.year, len(row.days), row.package) for row in rows)


async def works_on(db: Database, *days: date) -> list[bool]:
    async with db.read() as session:
        calendar = await holidays.calendar(session)
    return [calendar.is_workday(day) for day in days]


async def trail(db: Database) -> Sequence[AuditEntry]:
    async with db.read() as session:
        return (await session.exec(select(AuditEntry))).all()


async def test_the_first_start_takes_in_the_years_at_hand_and_asks_nothing(
    db: Database, office: Office
) -> None:
    assert await compared(db) == []
    assert [year for year, _, _ in await years(db)] == [2025, 2026, 2027, 2028]
    assert await compared(db, date(2027, 1, 1)) == []  # the year turns
    assert [year for year, _, _ in await years(db)] == [2025, 2026, 2027, 2028, 2029]
    async with db.begin() as session:
        await holiday_changes.ask(session, NOW)
        assert (await session.exec(select(Outbox))).all() == []


async def test_a_day_added_and_a_day_removed_shift_nothing_by_themselves(db: Database) -> None:
    await left_behind(db, 2026, without=[LABOUR_DAY], more=[OLD])
    changes = await compared(db)
    assert [(one.day, one.works, one.name) for one in changes] == [
        (LABOUR_DAY, False, "노동절"),
        (OLD, True, "옛 공휴일"),
    ]
    assert await works_on(db, LABOUR_DAY, OLD) == [True, False]
    assert {package for _, _, package in await years(db)} == {PACKAGE}


async def test_days_gone_by_and_other_names_are_no_difference(db: Database) -> None:
    past = date(2026, 2, 16)
    await left_behind(db, 2026, without=[past])
    async with db.begin() as session:
        row = await session.get(AcceptedYear, 2026)
        assert row is not None
        row.days = dict.fromkeys(row.days, "다른 이름")
    assert await compared(db) == []
    assert await works_on(db, past) == [True]


async def test_a_day_that_the_office_settled_itself_is_taken_in_without_a_question(
    db: Database, office: Office
) -> None:
    """The usual 임시공휴일: written down at once, known to the package months later."""
    await left_behind(db, 2026, without=[LABOUR_DAY])
    async with db.begin() as session:
        await holidays.put(Act(session, office.admin, NOW), LABOUR_DAY, "임시공휴일", works=False)
    assert await compared(db) == []
    assert await works_on(db, LABOUR_DAY) == [False]
    last = (await trail(db))[-1]
    assert (last.action, last.officer_id, last.subject_id) == (
        Verb.ACCEPT,
        None,
        LABOUR_DAY.toordinal(),
    )


async def test_what_was_decided_is_in_the_trail_and_kept_days_are_not_asked_again(
    db: Database, office: Office
) -> None:
    await left_behind(db, 2026, without=[LABOUR_DAY], more=[OLD])
    changes = await compared(db)
    async with db.begin() as session:
        await holiday_changes.ask(session, NOW)
        (added, gone) = await holiday_changes.differences(session)
        await holiday_changes.accept(Act(session, office.admin, NOW), [added])
        await holiday_changes.keep(Act(session, office.admin, NOW), [gone])
    assert await works_on(db, LABOUR_DAY, OLD) == [False, False]
    assert [(one.action, one.officer_id, one.subject_id) for one in await trail(db)] == [
        (Verb.ACCEPT, office.admin.id, LABOUR_DAY.toordinal()),
        (Verb.KEEP, office.admin.id, OLD.toordinal()),
    ]
    async with db.begin() as session:  # one more release that says the same
        for row in (await session.exec(select(AcceptedYear))).all():
            row.package = OLDER
    assert [one.day for one in await compared(db)] == [OLD]
    async with db.begin() as session:
        before = len((await session.exec(select(Outbox))).all())
        await holiday_changes.ask(session, NOW)
        assert len((await session.exec(select(Outbox))).all()) == before > 0
    assert len(changes) == 2


async def test_a_release_that_takes_its_change_back_ends_the_question(db: Database) -> None:
    await left_behind(db, 2026)
    async with db.begin() as session:
        session.add(CalendarChange(day=OLD, works=False, name="공휴일", found_at=NOW))
    assert await compared(db) == []


async def test_two_replicas_that_compare_at_the_same_moment_ask_once(
    db: Database, office: Office, url: str
) -> None:
    await left_behind(db, 2026, without=[LABOUR_DAY])
    other = Database(url)

    async def look(at: Database) -> None:
        async with at.begin() as session:
            await holiday_changes.compare(session, TODAY, NOW)
            await holiday_changes.ask(session, NOW)

    await asyncio.gather(*(look(at) for at in (db, other) * 3))
    async with db.read() as session:
        asked = [row.chat_id for row in (await session.exec(select(Outbox))).all()]
    assert sorted(asked) == sorted(
        one.telegram_id or 0 for one in (office.admin, office.office) if one.telegram_id
    )
    await other.close()
