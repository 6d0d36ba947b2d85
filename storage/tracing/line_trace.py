"""From a printed line to its records, their figures and evidence, and who did what when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.facts.shapes import BudgetFacts
from storage.facts.tally import Record
from storage.models.audit import AuditEntry
from storage.models.figure import Figure
from storage.models.money import BudgetRow
from storage.models.plan import Plan, PlanItem
from storage.models.report import ReportVersion
from storage.office import departments
from storage.records import evidence, readable, record_keeping
from storage.records.record_projection import facts_of
from storage.records.wording_evidence import counted
from storage.report import report_blocks, report_composed, report_draft, report_results
from storage.report.report_composed import WHOLE
from storage.report.report_shapes import Report, from_json
from storage.rules.half_year import HalfYear
from storage.rules.permission import Matter
from storage.rules.tenure import Tenure
from storage.rules.terms import RecordKind, VersionStage
from storage.rules.trail import OF_RECORD, Subject, Verb
from storage.tracing import present, printed
from storage.tracing.printed import Money, Printed

MOST = 12  # records that are told one by one
DONE = frozenset({Verb.CREATE, Verb.CHANGE, Verb.REMOVE, Verb.RESTORE, Verb.UNDO})


@dataclass(frozen=True)
class Step:
    """What somebody did, and when; `who` is nobody where the server or the clock did it."""

    verb: str
    who: int | None
    at: datetime


@dataclass(frozen=True)
class Behind:
    """A record behind a line, as it is today and as the trail has it."""

    record: Record
    title: str
    department: str
    department_id: int | None
    removed: bool
    matter: Matter  # what of it there is to read: the record, a draft, a removed one
    figures: tuple[Figure, ...]
    evidence: str
    steps: tuple[Step, ...]  # the first and the last of what was done, a plan's confirming last
    as_told: bool


@dataclass(frozen=True)
class Then:
    """What a version says in the place of the line; None where it has no such line."""

    number: int
    stage: VersionStage
    who: int
    at: datetime
    text: str | None


@dataclass(frozen=True)
class Traced:
    """A line with all that stands behind it; `more` records are not told one by one."""

    line: Printed
    now: str | None  # what the draft says in its place
    behind: tuple[Behind, ...]
    more: int
    head: tuple[Step, ...]  # of a line of the head: what was done to it
    versions: tuple[Then, ...]


async def paper(
    session: AsyncSession, half: HalfYear, now: datetime, version: ReportVersion | None
) -> list[Printed]:
    """The lines of a version, or of the draft as it stands. Raises NotRead for an update."""
    if version is not None:
        money = await _money(session, half)
        return printed.of_report(from_json(version.report), money)
    work = partial(_draft, half, now)
    return await report_composed.read(session, ("trace", half.code), work, WHOLE)


async def _draft(half: HalfYear, now: datetime, session: AsyncSession) -> list[Printed]:
    report: Report = await report_draft.report(session, half, now)
    return printed.of_report(report, await _money(session, half))


async def _money(session: AsyncSession, half: HalfYear) -> Money:
    """The records of the money tables of a half's term, removed ones among them."""
    first = Tenure.of(half).first
    rows = (await session.exec(select(BudgetRow).order_by(col(BudgetRow.id)))).all()
    found: dict[Any, tuple[Record, ...]] = {}
    for row in rows:
        facts = facts_of(row)
        if isinstance(facts, BudgetFacts) and facts.tenure == first:
            source = None if facts.non_budget else facts.source
            known = found.get((facts.table, source), ())
            found[facts.table, source] = (*known, (RecordKind.BUDGET.value, row.id))
    return found


async def of_line(
    session: AsyncSession,
    half: HalfYear,
    line: Printed,
    versions: Sequence[ReportVersion],
    draft: Sequence[Printed],
) -> Traced:
    """All that stands behind a line. Removed records are among it: a paper may print them."""
    records = list(line.records)
    if line.department is not None and not records:
        own = await _half_of(session, line.part, half)
        records = list(await report_results.behind(session, own, line.department))
    behind = [await of_record(session, one) for one in records[:MOST]]
    return Traced(
        line,
        next((one.text for one in draft if one.key == line.key), None),
        tuple(one for one in behind if one is not None),
        max(len(records) - MOST, 0),
        tuple(await _of_head(session, line)),
        tuple([await _then(session, half, one, line) for one in versions]),
    )


async def _half_of(session: AsyncSession, label: str, half: HalfYear) -> HalfYear:
    """The half whose quota table stands in the row of this label."""
    blocks = await report_blocks.in_report(session, half)
    return next((one.first_half for one in blocks if one.label == label), half)


async def of_record(session: AsyncSession, record: Record) -> Behind | None:
    """A record as it is today and as the trail has it; None when there never was one."""
    kind, number = RecordKind(record[0]), record[1]
    row = await record_keeping.get(session, kind, number)
    if row is None:
        return None
    entries = await audit.of_subject(session, OF_RECORD[kind], number)
    steps = [_step(one) for one in entries if one.action in DONE]
    ends = steps if len(steps) < 3 else [steps[0], steps[-1]]
    if isinstance(row, PlanItem):
        ends = [*ends, *await _confirming(session, row)]
    made = select(Figure).where(col(Figure.record_kind) == kind, col(Figure.record_id) == number)
    figures = (await session.exec(made.order_by(col(Figure.id)))).all()
    held = await evidence.held_by(session, kind, number)
    connection = await session.connection()
    return Behind(
        record,
        row.title,
        await departments.name_of(session, row.department_id),
        row.department_id,
        row.removed_at is not None,
        await readable.matter_of(session, row),
        tuple(figures),
        counted(one.media for one in held),
        tuple(ends),
        await connection.run_sync(present.stands, kind, number),
    )


async def _confirming(session: AsyncSession, item: PlanItem) -> list[Step]:
    """Who confirmed the plan in which the item stands, if somebody has."""
    plan = await session.get(Plan, item.parent_id)
    if plan is None:
        return []
    lines = await audit.of_subject(session, Subject.PLAN, plan.id)
    return [_step(one) for one in lines if one.action == Verb.CONFIRM][-1:]


def _step(line: AuditEntry) -> Step:
    return Step(str(line.action), line.officer_id, line.at)


async def _of_head(session: AsyncSession, line: Printed) -> list[Step]:
    """What was done to the head of reports; its pledge and its people are two subjects."""
    if not line.head:
        return []
    of_pledge = line.key == "head:pledge"
    subject = Subject.PLEDGE if of_pledge else Subject.RESPONSIBLE
    asked = select(AuditEntry).where(col(AuditEntry.subject) == subject)
    lines = (await session.exec(asked.order_by(col(AuditEntry.seq).desc()).limit(3))).all()
    return [_step(one) for one in reversed(lines)]


async def _then(
    session: AsyncSession, half: HalfYear, version: ReportVersion, line: Printed
) -> Then:
    lines = await paper(session, half, version.at, version)
    text = next((one.text for one in lines if one.key == line.key), None)
    return Then(version.number, version.stage, version.officer_id, version.at, text)
