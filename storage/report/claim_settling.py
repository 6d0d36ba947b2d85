"""Mismatches that are let stand, one or many for one reason, and taking that back for a while."""

from collections.abc import Collection, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.report import ClaimAcceptance, ClaimQuestion, ReportVersion
from storage.office.refusals import one_line
from storage.report import report_blocks, wording_report
from storage.report.report_claims import claims
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.terms import ReturnState, VersionStage
from storage.rules.trail import Subject, Verb

MOST_REASONS = 4


async def accept(
    act: Act, half: HalfYear, keys: Collection[str], reason: str
) -> list[ClaimAcceptance]:
    """Lets these mismatches stand for one reason; returns those that were open until now.

    Gone when none of them is there any more. Raises NotRead for an update.
    """
    report_blocks.refuse_others(act.officer)
    await act.hold()
    said = one_line(reason, wording_report.EMPTY_REASON)
    found = [one for one in await claims(act.session, half) if one.key in keys]
    if not found:
        raise errors.Gone(wording_report.NO_CLAIM)
    made = []
    for claim in found:
        if claim.accepted is not None:
            continue
        row = ClaimAcceptance(
            half=half, claim=claim.key, reason=said, officer_id=act.officer.id, at=act.now
        )
        act.session.add(row)
        await act.session.flush()
        after = {"half": half.code, "claim": claim.key}
        await act.log(Subject.CLAIM_ACCEPTANCE, row.id, Verb.CREATE, after=after, reason=said)
        made.append(row)
    await _ask_no_more(act.session, [one.claim for one in made])
    return made


async def _ask_no_more(session: AsyncSession, keys: Collection[str]) -> None:
    """What stands needs no answer."""
    waiting = col(ClaimQuestion.state) == ReturnState.OPEN, col(ClaimQuestion.claim).in_(keys)
    for row in (await session.exec(select(ClaimQuestion).where(*waiting))).all():
        row.state = ReturnState.ACCEPTED
    await session.flush()


async def take_back(act: Act, half: HalfYear, numbers: Collection[int]) -> int:
    """These mismatches are open again; how many there were. Refusal once the report that was
    closed with them is a version."""
    session = act.session
    report_blocks.refuse_others(act.officer)
    await act.hold()
    asked = select(ClaimAcceptance).where(col(ClaimAcceptance.id).in_(numbers))
    rows = (await session.exec(asked)).all()
    if rows and await _closed_since(session, half, rows):
        raise errors.Refusal(wording_report.CLAIMS_CLOSED)
    for row in rows:
        before = {"half": half.code, "claim": row.claim}
        await act.log(Subject.CLAIM_ACCEPTANCE, row.id, Verb.REMOVE, before=before)
        await session.delete(row)
    await session.flush()
    return len(rows)


async def _closed_since(
    session: AsyncSession, half: HalfYear, rows: Sequence[ClaimAcceptance]
) -> bool:
    found = await session.exec(
        select(ReportVersion.id).where(
            col(ReportVersion.half) == half,
            col(ReportVersion.stage) == VersionStage.CONFIRMED,
            col(ReportVersion.at) >= min(one.at for one in rows),
        )
    )
    return found.first() is not None


async def reasons(session: AsyncSession, sort: str) -> list[ClaimAcceptance]:
    """The newest reasons of the office, each once, those of this sort of mismatch first."""
    asked = select(ClaimAcceptance).order_by(col(ClaimAcceptance.id).desc()).limit(100)
    rows = (await session.exec(asked)).all()
    rows = sorted(rows, key=lambda one: not one.claim.startswith(f"{sort}:"))
    each: dict[str, ClaimAcceptance] = {}
    for row in rows:
        each.setdefault(row.reason, row)
    return list(each.values())[:MOST_REASONS]


async def reason_of(session: AsyncSession, number: int) -> str:
    """The reason of an earlier one; Gone when it was taken back."""
    row = await session.get(ClaimAcceptance, number)
    if row is None:
        raise errors.Gone
    return row.reason
