"""What `python3 -m bot audit show` says: a printed line, or a record, as text without a chat."""

import re
from datetime import datetime
from html import unescape

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.install import FORMS
from handlers.record import texts as record_texts
from handlers.record import views
from handlers.report import texts, wording_trace
from storage import audit
from storage.act import Act
from storage.database import Database, opened
from storage.models.report import ReportVersion
from storage.office import posts
from storage.plans import readings
from storage.records import record_keeping
from storage.report import report_versions
from storage.report.half_written import half_written
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.permission import Matter
from storage.rules.terms import RecordKind
from storage.rules.trail import OF_RECORD, Subject, Verb
from storage.tracing import line_trace, printed, sought, whole_chain
from storage.tracing.sought import Meant

RECORD = re.compile(r"(?P<kind>\D+?)\s*(?P<number>\d{1,9})번?")
TAG = re.compile(r"<[^>]+>")


async def said(
    database: str, wanted: str, half: HalfYear | None, version: int, now: datetime
) -> str:
    """Everything about the line or the record that is meant; "" when there is none.

    That it was looked at from the server leaves its line in the trail.
    """
    async with opened(database) as db:
        found = list[Meant]()
        async with db.read() as session:
            record = _record(wanted)
            if record is not None:
                told = await _of_record(session, *record)
            else:
                told, found = await _of_lines(session, wanted, half, version, now)
        if told:
            await (_note(db, record, now) if record else _note_lines(db, found, now))
    return unescape(TAG.sub("", told))


def _record(wanted: str) -> tuple[RecordKind, int] | None:
    """`event 12` or `행사 12`."""
    found = RECORD.fullmatch(wanted.strip())
    for kind in RecordKind if found else ():
        if found and found["kind"].strip() in (kind.value, kind.label):
            return kind, int(found["number"])
    return None


async def _of_record(session: AsyncSession, kind: RecordKind, number: int) -> str:
    row = await record_keeping.get(session, kind, number)
    if row is None:
        return ""
    (form,) = [one for one in FORMS if one.kind is kind]
    names = await posts.names(session)
    behind = await line_trace.of_record(session, (kind.value, number))
    lines = wording_trace.records([behind], names) if behind else []
    lines += ["", record_texts.HISTORY_HEAD.format(title=row.title)]
    for entry in await audit.of_subject(session, OF_RECORD[kind], number):
        lines += [f"{entry.seq:,}. {views.entry_head(entry, names)}"]
        lines += views.differences(form, entry)
    return "\n".join(lines)


async def _of_lines(
    session: AsyncSession, wanted: str, half: HalfYear | None, version: int, now: datetime
) -> tuple[str, list[Meant]]:
    at = half or await half_written(session, kst_date(now))
    row: ReportVersion | None = None
    if version:
        every = await report_versions.of_half(session, at)
        row = next((one for one in every if one.number == version), None)
        if row is None:
            return "", []
    if row is not None:
        lines = await line_trace.paper(session, at, now, row)
        found = [Meant(at, version, one) for one in printed.at(lines, wanted)]
    else:
        found = await sought.meant(session, at, now, wanted)
    whole, names = await whole_chain.whole(session), await posts.names(session)
    told = []
    for one in found:
        versions = await report_versions.of_half(session, one.half)
        draft = await line_trace.paper(session, one.half, now, None)
        made = await line_trace.of_line(session, one.half, one.line, versions, draft)
        head = wording_trace.LINE_HEAD.format(
            half=one.half.label,
            paper=texts.version_word(one.version or None),
            at=one.line.number,
            part=one.line.part,
        )
        told.append("\n".join([head, one.line.text, *wording_trace.traced(made, whole, names)]))
    return "\n\n".join(told), list(found)


async def _note(db: Database, record: tuple[RecordKind, int], now: datetime) -> None:
    """Reading from the server is nobody's, and is told all the same."""
    async with db.begin() as session:
        subject: Subject = readings.subject_of(record[0])
        after = {"what": "history", "department": None}
        await Act(session, None, now).log(subject, record[1], Verb.READ, after=after)


async def _note_lines(db: Database, found: list[Meant], now: datetime) -> None:
    async with db.begin() as session:
        for one in found:
            paper, at = texts.version_word(one.version or None), one.line.number
            name = wording_trace.LINE_OF.format(half=one.half.label, paper=paper, at=at)
            act = Act(session, None, now)
            await readings.taken_out(act, one.half, Matter.HISTORY, name)
