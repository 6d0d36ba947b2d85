"""What stands in the head of the report: the pledge of the term, and who answers on which day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import execute
from storage.facts import pledge as desks_of
from storage.facts.pledge import Desk, Desks, Head, Signer
from storage.models.pledge import Pledge, Responsible
from storage.models.report import ReportVersion
from storage.report import report_blocks, wording_report
from storage.report.report_blocks import refuse_others
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import VersionStage
from storage.rules.trail import Subject, Verb

USUAL = Head(*wording_report.PLEDGE, tuple(Signer(*one) for one in wording_report.PEOPLE))
USUAL_DESK = Desk(None, USUAL.department, USUAL.people)
TIMELINE = 1
"""The number under which the trail tells of all who answer: they are one list."""
WRITTEN_WITHIN = timedelta(days=60)
"""So long before and after the end of its half a report may have been written."""


async def head(session: AsyncSession, half: HalfYear, today: date) -> Head:
    """The head of the report on a half; before the office set any, its people are blotted out."""
    return await _head(session, Tenure.of(half), await day_of(session, half, today))


async def head_on(session: AsyncSession, day: date) -> Head:
    """The head of a letter of that day."""
    return await _head(session, Tenure.of(HalfYear.of(day)), day)


async def head_at_end(session: AsyncSession, half: HalfYear) -> Head:
    """The head of the last day of a half, whenever its report was or will be written."""
    return await _head(session, Tenure.of(half), half.end)


async def day_of(session: AsyncSession, half: HalfYear, today: date) -> date:
    """The day whose people answer for the report on a half.

    That on which it was confirmed; today, while it can be the one being written; else its last.
    """
    block = await report_blocks.covering(session, half)
    if block is not None and block.frozen is not None:
        asked = select(col(ReportVersion.at)).where(
            col(ReportVersion.half) == half, col(ReportVersion.stage) == VersionStage.CONFIRMED
        )
        at = (await session.exec(asked.order_by(col(ReportVersion.number).desc()))).first()
        return kst_date(at) if at is not None else half.end
    if today < half.start:
        return half.start
    return today if HalfYear.of(today) in (half, half.next()) else half.end


async def _head(session: AsyncSession, tenure: Tenure, day: date) -> Head:
    code, title = await named(session, tenure)
    desk = desks_of.on(await desks(session), day) or USUAL_DESK
    return Head(code, title, *desk.told)


async def named(session: AsyncSession, tenure: Tenure) -> tuple[str, str]:
    """Code and title in a term: its own, else those of the last term that has any, else the next.

    The usual ones while no term has any.
    """
    rows = (await session.exec(select(Pledge).order_by(col(Pledge.tenure)))).all()
    before = [row for row in rows if row.tenure <= tenure.first]
    row = before[-1] if before else next(iter(rows), None)
    return (row.code, row.title) if row is not None else (USUAL.code, USUAL.title)


async def has_own(session: AsyncSession, tenure: Tenure) -> bool:
    """Whether the term has a pledge of its own, or goes on with that of another."""
    return await _row(session, tenure) is not None


async def has_any(session: AsyncSession) -> bool:
    """Whether the office told of the pledge of any term."""
    return (await session.exec(select(col(Pledge.id)).limit(1))).first() is not None


async def desks(session: AsyncSession) -> Desks:
    """Who answers since when; nothing while the office told nobody."""
    rows = (await session.exec(select(Responsible))).all()
    found = [
        Desk(row.begins_on, row.department, tuple(Signer(**one) for one in row.people))
        for row in rows
    ]
    return desks_of.in_order(found)


async def is_empty(session: AsyncSession) -> bool:
    """Whether the report would print people who are blotted out."""
    return not any(one not in USUAL.people for desk in await desks(session) for one in desk.people)


# -- writing ---------------------------------------------------------------------------------


async def name(act: Act, tenure: Tenure, code: str, title: str) -> None:
    """Code and title in a term, and in those after it that have none of their own."""
    await _keep_printed(act, tenure)
    row = await _own(act, tenure)
    before = _told(row) if row.id else None
    row.code, row.title = code, title
    await _kept(act, row, before)


async def _keep_printed(act: Act, tenure: Tenure) -> None:
    """The usual pledge is that of earlier reports, where no other one was ever told."""
    session = act.session
    if await has_any(session):
        return
    first = [one.first_half for one in await report_blocks.all_blocks(session)]
    told = (await session.exec(select(col(ReportVersion.half)))).all()
    earlier = [half for half in (*first, *told) if half < tenure.first]
    if earlier:
        await _kept(act, await _own(act, Tenure.of(min(earlier))), None)


async def set_columns(act: Act, tenure: Tenure, columns: tuple[str, ...]) -> None:
    """The columns of the money tables in a term."""
    row = await _own(act, tenure)
    before = _told(row) if row.id else None
    row.columns = [] if columns == tenure.columns else list(columns)
    await _kept(act, row, before)


async def set_desks(act: Act, wanted: Desks, verb: Verb | None = None) -> Desks:
    """Who answers since when, all of it. NotAllowed for whoever does not make the report."""
    refuse_others(act.officer)
    await act.hold()
    before = await desks(act.session)
    if wanted == before:
        return before
    await execute(act.session, delete(Responsible.__table__))
    act.session.add_all(
        Responsible(
            begins_on=one.begins,
            department=one.department,
            people=[vars(person) for person in one.people],
        )
        for one in wanted
    )
    await act.session.flush()
    await act.log(
        Subject.RESPONSIBLE,
        TIMELINE,
        verb or (Verb.CHANGE if before else Verb.CREATE),
        before={"desks": _listed(before)} if before else None,
        after={"desks": _listed(wanted)},
    )
    return wanted


async def take_back(act: Act, tenure: Tenure, before: dict[str, Any]) -> None:
    """Code and title of a term as they were; without any before, the term has none of its own."""
    row = await _own(act, tenure)
    now = _told(row)
    if before:
        row.code, row.title, row.version = before["code"], before["title"], row.version + 1
    elif row.id:
        await act.session.delete(row)
    await act.session.flush()
    await act.log(Subject.PLEDGE, row.id, Verb.UNDO, before=now, after=before or None)


async def set_head(act: Act, half: HalfYear, told: Head) -> None:
    """The head as a report on that half has it: for its term, and for its days.

    People of whom nobody knows since when they answer still do, where that half is long over.
    """
    tenure = Tenure.of(half)
    if (told.code, told.title) != await named(act.session, tenure):
        await name(act, tenure, told.code, told.title)
    known = await desks(act.session)
    if agrees(known, half, told):
        return
    here = desks_of.on(known, half.end)
    inside = here is not None and here.begins is not None and half.start <= here.begins <= half.end
    begins = here.begins if here is not None and inside else half.start
    wanted = desks_of.put(known, Desk(begins, told.department, told.people))
    over = half.next() < HalfYear.of(act.today)
    if here is not None and here.begins is None and over:
        after = half.end + timedelta(days=1)
        following = [one.begins for one in known if one.begins and one.begins > half.end]
        if after not in following:
            wanted = desks_of.put(wanted, replace(here, begins=after))
    await set_desks(act, wanted)


def agrees(known: Desks, half: HalfYear, told: Head) -> bool:
    """Whether those answered on a day on which a report on that half may have been written."""
    first, last = half.end - WRITTEN_WITHIN, half.end + WRITTEN_WITHIN
    known = known or (USUAL_DESK,)
    begun = desks_of.on(known, first)
    within = [one for one in known if one.begins and first <= one.begins <= last]
    here = [*([begun] if begun else []), *within]
    return any(one.told == (told.department, told.people) for one in here)


async def _own(act: Act, tenure: Tenure) -> Pledge:
    """The row of a term; a new one goes on with what stood there before."""
    refuse_others(act.officer)
    await act.hold()
    row = await _row(act.session, tenure)
    if row is not None:
        return row
    code, title = await named(act.session, tenure)
    return Pledge(tenure=tenure.first, code=code, title=title, columns=[], version=0)


async def _kept(act: Act, row: Pledge, before: dict[str, object] | None) -> None:
    row.version += 1
    act.session.add(row)
    await act.session.flush()
    verb = Verb.CHANGE if before else Verb.CREATE
    await act.log(Subject.PLEDGE, row.id, verb, before=before, after=_told(row))


async def row_of(session: AsyncSession, tenure: Tenure) -> int | None:
    """The number of the term's own row."""
    row = await _row(session, tenure)
    return row.id if row is not None else None


async def _row(session: AsyncSession, tenure: Tenure) -> Pledge | None:
    asked = select(Pledge).where(col(Pledge.tenure) == tenure.first)
    return (await session.exec(asked)).one_or_none()


def _told(row: Pledge) -> dict[str, object]:
    return {
        "tenure": row.tenure.code,
        "code": row.code,
        "title": row.title,
        "columns": list(row.columns),
    }


def _listed(desks: Desks) -> list[dict[str, object]]:
    return [
        listed(one.begins, one.department, [vars(person) for person in one.people])
        for one in desks
    ]


def listed(begins: date | None, department: str, people: list[Any]) -> dict[str, object]:
    """A desk as the trail tells of it."""
    told = begins.isoformat() if begins else None
    return {"begins": told, "department": department, "people": people}
