"""Versions of the half-year report: whole, numbered, sealed by a hash, never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.office import Officer
from storage.models.report import ClaimAcceptance, ReportBlock, ReportVersion
from storage.records import late_results, wording_late
from storage.records.readable import Sight
from storage.report import (
    report_blocks,
    report_composed,
    report_draft,
    report_whole,
    wording_report,
)
from storage.report.figure_claims import Claim
from storage.report.report_claims import claims
from storage.report.report_composed import Lines
from storage.report.report_whole import Sealed
from storage.rules import errors
from storage.rules.adapter import adapter
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, LateState, VersionStage

SUBJECT, ACCEPTANCE = "report_version", "claim_acceptance"


async def make(
    session: AsyncSession,
    officer: Officer,
    half: HalfYear,
    stage: VersionStage,
    now: datetime,
    provisional: bool = False,
) -> ReportVersion:
    """Keeps the report as it stands under the next number. Raises NotRead for an update."""
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    made = await _sealed(session, half, stage, now, provisional)
    return await _keep(session, officer, half, stage, made, now, provisional)


async def _sealed(
    session: AsyncSession,
    half: HalfYear,
    stage: VersionStage,
    now: datetime,
    provisional: bool = False,
) -> Sealed:
    number = await _next(session, half)
    label = wording_report.version_label(stage, number, provisional)
    return await report_whole.sealed(session, half, label, now)


async def _next(session: AsyncSession, half: HalfYear) -> int:
    return len(await of_half(session, half)) + 1


async def _keep(
    session: AsyncSession,
    officer: Officer,
    half: HalfYear,
    stage: VersionStage,
    made: Sealed,
    now: datetime,
    provisional: bool = False,
) -> ReportVersion:
    number = await _next(session, half)
    row = ReportVersion(
        half=half,
        number=number,
        stage=stage,
        provisional=provisional,
        report=made.content,
        sha256=made.sha256,
        officer_id=officer.id,
        at=now,
    )
    session.add(row)
    await session.flush()
    after = {"half": half.code, "number": number, "stage": stage, "sha256": row.sha256}
    await _log(session, officer, SUBJECT, row.id, now, after)
    return row


async def of_half(session: AsyncSession, half: HalfYear) -> list[ReportVersion]:
    """Every version of the report on a half, oldest first."""
    found = await session.exec(
        select(ReportVersion)
        .where(col(ReportVersion.half) == half)
        .order_by(col(ReportVersion.number))
    )
    return list(found.all())


async def seen(session: AsyncSession, half: HalfYear, sight: Sight) -> list[ReportVersion]:
    """The versions of a half that a reader may have: a 초안 holds plans not handed in."""
    return [
        one
        for one in await of_half(session, half)
        if sight.every or one.stage != VersionStage.DRAFT
    ]


async def accept_claim(
    session: AsyncSession, officer: Officer, half: HalfYear, key: str, reason: str, now: datetime
) -> None:
    """Lets a mismatch stand for a reason. Gone when there is no such mismatch."""
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    said = " ".join(reason.split())
    if not said:
        raise errors.Refusal(wording_report.EMPTY_REASON)
    claim = next((one for one in await claims(session, half) if one.key == key), None)
    if claim is None:
        raise errors.Gone(wording_report.NO_CLAIM)
    if claim.accepted is not None:
        return
    row = ClaimAcceptance(half=half, claim=key, reason=said, officer_id=officer.id, at=now)
    session.add(row)
    await session.flush()
    after = {"half": half.code, "claim": key}
    await _log(session, officer, ACCEPTANCE, row.id, now, after, said)


async def confirm(
    session: AsyncSession, officer: Officer, half: HalfYear, now: datetime
) -> ReportVersion:
    """Closes the report: a CONFIRMED version is kept, its result blocks freeze and become past.

    Refusal while a mismatch is open, or when it was closed before.
    """
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    found = await claims(session, half)  # what has to be read is read before a word is written
    await report_composed.of_blocks(session, await report_blocks.drafted(session, half))
    made = await _sealed(session, half, VersionStage.CONFIRMED, now)
    mine = _closing(await report_blocks.ensure(session, half, now), half, found)
    version = await _keep(session, officer, half, VersionStage.CONFIRMED, made, now)
    printed = [(block, await report_draft.block_lines(session, block)) for block in mine]
    late = [row for block in mine for row in await late_results.told_in(session, block)]
    for block, lines in printed:
        await _close(session, officer, block, lines, now)
    await late_results.settle(session, late, LateState.REPORTED, half, officer, now)
    return version


async def confirm_again(
    session: AsyncSession, officer: Officer, half: HalfYear, now: datetime
) -> ReportVersion:
    """Another CONFIRMED version of a closed half, with what changed since; older ones stay.

    Refusal when nothing changed late, a mismatch is open, or the half was read from a file.
    Raises NotRead for an update.
    """
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    if not await late_results.has_version(session, half):
        raise errors.Refusal(wording_late.NOT_OURS)
    late = await late_results.waiting(session, half)
    block = await report_blocks.covering(session, half)
    if block is None or not late:
        raise errors.Refusal(wording_late.NOTHING_LATE)
    _refuse_open(await claims(session, half))
    number = await _next(session, half)
    label = wording_report.version_label(VersionStage.CONFIRMED, number, provisional=False)
    found = await report_whole.renewed(session, block, label, now)
    version = await _keep(session, officer, half, VersionStage.CONFIRMED, found.made, now)
    await _close(session, officer, block, found.lines, now)
    await late_results.settle(session, late, LateState.VERSION, half, officer, now)
    return version


def _refuse_open(found: list[Claim]) -> None:
    waiting = [one for one in found if one.accepted is None]
    if waiting:
        raise errors.Refusal(wording_report.open_claims(len(waiting)))


async def _close(
    session: AsyncSession, officer: Officer, block: ReportBlock, lines: Lines, now: datetime
) -> None:
    """From now on the block prints these lines, whatever becomes of its records."""
    block.frozen = adapter(Lines).dump_python(lines, mode="json")
    block.kind, block.version = BlockKind.PAST, block.version + 1
    await session.flush()
    after = {"kind": block.kind, "frozen": len(lines)}
    await _log(session, officer, report_blocks.SUBJECT, block.id, now, after)


async def confirmed_blocks(session: AsyncSession, half: HalfYear) -> dict[int, int]:
    """The blocks that are fixed as results of this half: their numbers and versions."""
    return {
        one.id: one.version
        for one in await report_blocks.in_report(session, half)
        if one.kind == BlockKind.PAST and one.last_half == half and one.frozen is not None
    }


async def to_confirm(
    session: AsyncSession, officer: Officer, half: HalfYear
) -> list[tuple[str, int]]:
    """The blocks that `confirm` would freeze, with how many lines. Refusal as there."""
    report_blocks.refuse_others(officer)
    drafted = await report_blocks.drafted(session, half)
    await report_composed.of_blocks(session, drafted)
    mine = _closing(drafted, half, await claims(session, half))
    return [(one.label, len(await report_draft.block_lines(session, one))) for one in mine]


def _closing(
    blocks: Sequence[ReportBlock], half: HalfYear, found: list[Claim]
) -> list[ReportBlock]:
    mine = [one for one in blocks if one.kind == BlockKind.RESULT and one.last_half == half]
    if not mine:
        raise errors.Refusal(wording_report.ALREADY_CONFIRMED)
    _refuse_open(found)
    return mine


async def take_back(
    session: AsyncSession,
    officer: Officer,
    half: HalfYear,
    blocks: Mapping[int, int],
    now: datetime,
) -> ReportVersion:
    """The report is open again: the blocks that `confirm` froze (by number, with the version it
    gave them) are composed anew, and a draft follows the confirmed version, which stays.

    Refusal when one of them was changed since.
    """
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    made = await _sealed(session, half, VersionStage.DRAFT, now)  # read before a word is written
    found = {one.id: one for one in await report_blocks.in_report(session, half)}
    if any(number not in found or found[number].version != v for number, v in blocks.items()):
        raise errors.Refusal(wording_report.CONFIRMED_MOVED)
    for number in blocks:
        block = found[number]
        block.kind, block.frozen = BlockKind.RESULT, None
        block.version += 1
        after = {"kind": block.kind, "taken_back": True}
        await _log(session, officer, report_blocks.SUBJECT, number, now, after)
    await session.flush()
    await late_results.reopen(session, half, officer, now)
    return await _keep(session, officer, half, VersionStage.DRAFT, made, now)


async def _log(
    session: AsyncSession,
    officer: Officer,
    subject: str,
    number: int,
    now: datetime,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    await audit.write(
        session,
        at=now,
        officer_id=officer.id,
        action=audit.CREATE,
        subject=subject,
        subject_id=number,
        after=after,
        reason=reason,
    )
