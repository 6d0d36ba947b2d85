"""The public holidays that the office has accepted, and what a new release of the package changes.

The accepted days stay in force until somebody who runs the round decides. Years that nobody has
accepted yet are taken in as the package has them: there is nothing that they could shift.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.models.office import Officer
from storage.models.round import AcceptedYear, CalendarChange, HolidayOverride
from storage.office import posts, wording_calendar
from storage.office.refusals import refuse_outside_office
from storage.office.setting_aside import STRICT, Aside
from storage.office.wording_calendar import ChangedDay
from storage.rules.terms import Role
from storage.rules.trail import Subject, Verb
from storage.rules.workday import PACKAGE, public_days
from storage.traffic import outbox
from storage.traffic.messages import Card

YEARS = range(-1, 3)  # from this one: what people type is of the last half-year, too


async def compare(
    session: AsyncSession, today: date, now: datetime, aside: Aside = STRICT
) -> None:
    """Takes in the years that are new, and notes the days ahead that the package has changed.

    The package is asked only when its release is another one or a year is missing: its tables
    are large. A day of the office's own override is taken in, since that shifts nothing.
    A year that the package does not know, or that cannot be compared, is set aside, or raises
    in a strict one; its accepted days stay in force.
    """
    await audit.hold(session)
    years = [today.year + one for one in YEARS]
    found = await session.exec(select(AcceptedYear).where(col(AcceptedYear.year) >= years[0]))
    accepted = {row.year: row for row in found.all()}
    for year in years:
        async with aside.step(session, "year", year):
            if year not in accepted:
                days = {day.isoformat(): name for day, name in public_days(year).items()}
                session.add(AcceptedYear(year=year, days=days, package=PACKAGE))
    for change in await differences(session):
        if change.day < today:
            await session.delete(change)
    await session.flush()
    for year, package in {one.year: one.package for one in accepted.values()}.items():
        async with aside.step(session, "year", year):
            row = await session.get(AcceptedYear, year)
            if row is not None:
                _ours(row)  # a year that nobody can read is told of, whatever the package
            if row is not None and package != PACKAGE:
                await _compare(session, row, today, now)


async def _compare(session: AsyncSession, row: AcceptedYear, today: date, now: datetime) -> None:
    """Brings the noted changes of one year to what the package says now."""
    differs = {one.day: one for one in _differences(row) if one.day >= today}
    own = set((await session.exec(select(col(HolidayOverride.day)))).all())
    for day in own & differs.keys():
        await _adopt(Act(session, None, now), row, differs.pop(day))
    for change in await differences(session):
        if change.day.year == row.year:
            new = differs.get(change.day)
            if new is not None and new.works == change.works:
                del differs[change.day]
            else:
                await session.delete(change)
    await session.flush()
    for one in differs.values():
        session.add(CalendarChange(day=one.day, works=one.works, name=one.name, found_at=now))
    row.package = PACKAGE
    await session.flush()


def _differences(row: AcceptedYear) -> list[ChangedDay]:
    ours = _ours(row)
    theirs = public_days(row.year)
    new = [ChangedDay(day, False, theirs[day]) for day in theirs.keys() - ours.keys()]
    return new + [ChangedDay(day, True, ours[day]) for day in ours.keys() - theirs.keys()]


def _ours(row: AcceptedYear) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in row.days.items()}


async def differences(session: AsyncSession) -> list[CalendarChange]:
    """Every day on which the package differs from what the office accepted, kept ones too."""
    found = await session.exec(select(CalendarChange).order_by(col(CalendarChange.day)))
    return list(found.all())


def undecided(changes: Iterable[CalendarChange]) -> list[CalendarChange]:
    """Those about which nobody has said anything yet."""
    return [one for one in changes if one.kept_at is None]


def shapes(changes: Iterable[CalendarChange]) -> list[ChangedDay]:
    """The days as the words need them."""
    return [ChangedDay(one.day, one.works, one.name) for one in changes]


def mark(changes: Iterable[CalendarChange]) -> str:
    """A short name of exactly these days, for a button: what is decided is what was shown."""
    told = " ".join(f"{one.day.isoformat()}{one.works:d}" for one in changes)
    return sha256(told.encode()).hexdigest()[:12]


async def meant(session: AsyncSession, marked: str) -> list[CalendarChange]:
    """The days that a button meant: the undecided ones or all; none when they changed since."""
    await audit.hold(session)
    every = await differences(session)
    return next((some for some in (undecided(every), every) if mark(some) == marked), [])


async def ask(session: AsyncSession, now: datetime) -> None:
    """Asks everybody who runs the round, once for what nobody has decided; one message each."""
    open_ = undecided(await differences(session))
    if all(one.told_at for one in open_):
        return
    text, rows = wording_calendar.question(shapes(open_), mark(open_))
    people = await posts.with_role(session, [Role.OFFICE, Role.ADMIN])
    reached = [one for one in people if one.telegram_id is not None]
    for one in reached:
        card = Card(card_of(one), text, rows, fresh=True)
        await outbox.put(session, one.telegram_id or 0, card, now=now)
    for change in open_ if reached else ():
        change.told_at = now
    await session.flush()


def card_of(officer: Officer) -> str:
    """The card in which this person is asked, and reads what came of it."""
    return f"calendar:{officer.id}"


async def accept(act: Act, changes: Sequence[CalendarChange]) -> None:
    """반영: these days are as the package says from now on; each has its line in the trail."""
    refuse_outside_office(act.officer)
    for change in changes:
        row = await act.session.get(AcceptedYear, change.day.year)
        if row is not None:
            (one,) = shapes([change])
            await _adopt(act, row, one)
        await act.session.delete(change)
    await act.session.flush()


async def keep(act: Act, changes: Sequence[CalendarChange]) -> None:
    """그대로 두기: the office's own calendar stays, and nobody is asked about these days again."""
    refuse_outside_office(act.officer)
    for change in undecided(changes):
        change.kept_at, change.kept_by = act.now, act.officer.id
        (one,) = shapes([change])
        await act.log(
            Subject.HOLIDAY,
            one.day.toordinal(),
            Verb.KEEP,
            before=_told(one, works=not one.works),
            after=_told(one, works=not one.works),
        )
    await act.session.flush()


async def _adopt(act: Act, row: AcceptedYear, one: ChangedDay) -> None:
    days = {day: name for day, name in row.days.items() if day != one.day.isoformat()}
    if not one.works:
        days[one.day.isoformat()] = one.name
    row.days = dict(sorted(days.items()))
    await act.log(
        Subject.HOLIDAY,
        one.day.toordinal(),
        Verb.ACCEPT,
        before=_told(one, works=not one.works),
        after=_told(one, works=one.works),
    )


def _told(one: ChangedDay, *, works: bool) -> dict[str, object]:
    return {"day": one.day.isoformat(), "works": works, "name": one.name}
