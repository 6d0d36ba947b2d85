"""A mismatch is asked of the one officer who can answer for its record; the answer comes back.

Who keeps the record is asked, else whoever stands in or answers for the department. A record that
is changed answers by itself: what it said before and says now is kept. Never twice a day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts import wording
from storage.facts.kinds import KINDS
from storage.facts.shapes import EventFacts
from storage.models.office import Officer
from storage.models.report import ClaimQuestion
from storage.office.refusals import one_line
from storage.plans import plan_duties
from storage.prepared import Prepared
from storage.records import record_keeping, record_projection, records
from storage.report import report_blocks, wording_report
from storage.report.figure_claims import Claim
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import Measure, RecordKind, ReturnState
from storage.rules.trail import Subject, Verb

EACH = frozenset({"lacks", "quota"})
"""Sorts of mismatch of which each record is asked about; of others the first can answer."""


@dataclass(frozen=True)
class Asking:
    """A question as it would be put: of what, to whom, and why not where it is not put."""

    claim: Claim
    kind: RecordKind
    record_id: int
    department_id: int
    said: str
    to: Officer | None
    today: bool = False  # it was asked today already, or its answer has come


async def foreseen(act: Act, half: HalfYear, claims: Sequence[Claim]) -> list[Asking]:
    """What would be asked about these mismatches, and of whom."""
    before = await of_half(act.session, half)
    made = []
    for claim in claims:
        records_of = claim.records if claim.sort in EACH else claim.records[:1]
        for word, number in records_of:
            kind = RecordKind(word)
            row = await record_keeping.get(act.session, kind, number)
            if row is None or row.removed_at is not None:
                continue
            to = await plan_duties.receiver(
                act.session, row.department_id, row.officer_id, act.today
            )
            same = [
                one
                for one in before.get(claim.key, ())
                if (one.record_kind, one.record_id) == (kind, number)
            ]
            asked = any(
                one.state is not ReturnState.OPEN or kst_date(one.asked_at) == act.today
                for one in same
            )
            made.append(Asking(claim, kind, number, row.department_id, _said(row), to, asked))
    return made


async def ask(act: Act, half: HalfYear, asking: Asking) -> ClaimQuestion:
    """Puts one question; one that waits since another day is put once more. Refusal when nobody
    can be reached or it was asked today."""
    report_blocks.refuse_others(act.officer)
    await act.hold()
    if asking.to is None or asking.today:
        raise errors.Refusal(wording_report.ASKED_TODAY)
    row = await _open_one(act.session, asking) or ClaimQuestion(
        half=half,
        claim=asking.claim.key,
        text=asking.claim.text,
        record_kind=asking.kind,
        record_id=asking.record_id,
        department_id=asking.department_id,
        said=asking.said,
        asked_of=asking.to.id,
        asked_by=act.officer.id,
        asked_at=act.now,
    )
    row.asked_of, row.asked_by, row.asked_at = asking.to.id, act.officer.id, act.now
    act.session.add(row)
    await act.session.flush()
    after = {"half": half.code, "claim": row.claim, "asked_of": row.asked_of}
    await act.log(Subject.CLAIM_QUESTION, row.id, Verb.CREATE, after=after)
    return row


async def _open_one(session: AsyncSession, asking: Asking) -> ClaimQuestion | None:
    found = await session.exec(
        select(ClaimQuestion).where(
            col(ClaimQuestion.claim) == asking.claim.key,
            col(ClaimQuestion.record_kind) == asking.kind,
            col(ClaimQuestion.record_id) == asking.record_id,
            col(ClaimQuestion.state) == ReturnState.OPEN,
        )
    )
    return found.first()


async def withdraw(act: Act, number: int) -> ClaimQuestion | None:
    """The question is put no more; None where its answer has come already."""
    report_blocks.refuse_others(act.officer)
    await act.hold()
    row = await act.session.get(ClaimQuestion, number, populate_existing=True)
    if row is None or row.state is not ReturnState.OPEN:
        return None
    before = {"half": row.half.code, "claim": row.claim, "asked_of": row.asked_of}
    await act.log(Subject.CLAIM_QUESTION, row.id, Verb.REMOVE, before=before)
    await act.session.delete(row)
    await act.session.flush()
    return row


async def by_id(session: AsyncSession, number: int) -> ClaimQuestion:
    """A question by its number. Gone when it was withdrawn."""
    row = await session.get(ClaimQuestion, number, populate_existing=True)
    if row is None:
        raise errors.Gone(wording_report.QUESTION_GONE)
    return row


async def answer(act: Act, number: int, words: str) -> ClaimQuestion:
    """What the record's people say of it; the record stays as it is. Refusal once it is
    answered, NotAllowed for others."""
    row = await _mine(act, number)
    row.answer = one_line(words, wording_report.EMPTY_REASON)
    return await _settled(act, row)


async def fill(act: Act, number: int, figure: int) -> ClaimQuestion:
    """The figure that was lacking: it is written into the record, by the rights of any change."""
    row = await _mine(act, number)
    measure = measure_of(row)
    kept = await record_keeping.existing(act.session, row.record_kind, row.record_id)
    facts = record_projection.facts_of(kept)
    if measure is None or not isinstance(facts, EventFacts):
        raise errors.Gone
    changed = replace(facts, counts={**facts.counts, measure: figure})
    kept = await records.change(
        act,
        row.record_kind,
        row.record_id,
        changed,
        expected_version=kept.version,
        reason=row.text,
    )
    row.after = _said(kept)
    return await _settled(act, row)


_QUESTION = ClaimQuestion.__table__
_OPEN_OF = Prepared(
    select(_QUESTION.c.id)
    .where(
        _QUESTION.c.record_kind == bindparam("of_kind"),
        _QUESTION.c.record_id == bindparam("of_record"),
        _QUESTION.c.state == ReturnState.OPEN,
    )
    .order_by(_QUESTION.c.id)
)


async def touched(act: Act, kind: RecordKind, number: int) -> list[ClaimQuestion]:
    """A record was changed: what was asked about it is answered by that. Returns those."""
    asked = await _OPEN_OF.rows(act.session, {"of_kind": kind, "of_record": number})
    if not asked:
        return []
    numbers = [one for (one,) in asked]
    found = await act.session.exec(select(ClaimQuestion).where(col(ClaimQuestion.id).in_(numbers)))
    rows = found.all()
    now = _said(await record_keeping.existing(act.session, kind, number))
    changed = [one for one in rows if one.said != now]
    for row in changed:
        row.after = now
        await _settled(act, row)
    return changed


async def _mine(act: Act, number: int) -> ClaimQuestion:
    await act.hold()
    row = await by_id(act.session, number)
    record_keeping.refuse_out_of_reach(
        act.officer, row.department_id, KINDS[row.record_kind].action
    )
    if row.state is not ReturnState.OPEN:
        raise errors.Refusal(wording_report.QUESTION_ANSWERED)
    return row


async def _settled(act: Act, row: ClaimQuestion) -> ClaimQuestion:
    row.state = ReturnState.ANSWERED
    row.answered_by, row.answered_at = act.officer.id, act.now
    await act.session.flush()
    after: dict[str, Any] = {"answer": row.answer} if row.answer else {"said": row.after}
    before = {"said": row.said}
    await act.log(Subject.CLAIM_QUESTION, row.id, Verb.SETTLE, before=before, after=after)
    return row


def measure_of(row: ClaimQuestion) -> Measure | None:
    """The figure that the record lacks, where that is what is asked."""
    sort, _, rest = row.claim.partition(":")
    name = rest.partition(":")[0]
    known = {one.value for one in Measure}
    return Measure(name) if sort == "lacks" and name in known else None


def _said(row: Any) -> str:
    """The record's own sentence."""
    return wording.lines(record_projection.facts_of(row))[-1].text


async def of_half(session: AsyncSession, half: HalfYear) -> Mapping[str, list[ClaimQuestion]]:
    """What was asked about each mismatch of a half, oldest first."""
    asked = select(ClaimQuestion).where(col(ClaimQuestion.half) == half)
    made: dict[str, list[ClaimQuestion]] = {}
    for row in (await session.exec(asked.order_by(col(ClaimQuestion.id)))).all():
        made.setdefault(row.claim, []).append(row)
    return made


async def waiting(session: AsyncSession, officer_id: int | None = None) -> list[ClaimQuestion]:
    """The questions that wait for their answer, those of one person if given, oldest first."""
    asked = select(ClaimQuestion).where(col(ClaimQuestion.state) == ReturnState.OPEN)
    if officer_id is not None:
        asked = asked.where(col(ClaimQuestion.asked_of) == officer_id)
    return list((await session.exec(asked.order_by(col(ClaimQuestion.id)))).all())
