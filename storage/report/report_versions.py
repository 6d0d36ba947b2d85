"""Versions of the half-year report: whole, numbered, sealed by a hash, never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Officer
from storage.models.report import ReportBlock, ReportVersion
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
from storage.rules.trail import Subject, Verb


async def make(
    act: Act, half: HalfYear, stage: VersionStage, provisional: bool = False
) -> ReportVersion:
    """Keeps the report as it stands under the next number. Raises NotRead for an update."""
    report_blocks.refuse_others(act.officer)
    await act.hold()
    made = await _sealed(act.session, half, stage, act.now, provisional)
    return await _keep(act, half, stage, made, provisional)


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
    act: Act, half: HalfYear, stage: VersionStage, made: Sealed, provisional: bool = False
) -> ReportVersion:
    number = await _next(act.session, half)
    row = ReportVersion(
        half=half,
        number=number,
        stage=stage,
        provisional=provisional,
        report=made.content,
        sha256=made.sha256,
        officer_id=act.officer.id,
        at=act.now,
    )
    act.session.add(row)
    await act.session.flush()
    after = {"half": half.code, "number": number, "stage": stage, "sha256": row.sha256}
    await act.log(Subject.REPORT_VERSION, row.id, Verb.CREATE, after=after)
    return row


async def count(session: AsyncSession) -> int:
    """How many versions there are, of all halves."""
    return (await session.exec(select(func.count()).select_from(ReportVersion))).one()


async def of_half(session: AsyncSession, half: HalfYear) -> list[ReportVersion]:
    """Every version of the report on a half, oldest first."""
    found = await session.exec(
        select(ReportVersion)
        .where(col(ReportVersion.half) == half)
        .order_by(col(ReportVersion.number))
    )
    return list(found.all())


async def seen(session: AsyncSession, half: HalfYear, sight: Sight) -> list[ReportVersion]:
    """The versions of a half that a reader may have.

    A 초안 is for the makers; those of earlier releases hold plans that were not handed in.
    """
    return [
        one
        for one in await of_half(session, half)
        if sight.every or one.stage != VersionStage.DRAFT
    ]


async def confirm(act: Act, half: HalfYear) -> ReportVersion:
    """Closes the report: a CONFIRMED version is kept, its result blocks freeze and become past.

    Refusal while a mismatch is open, or when it was closed before.
    """
    session = act.session
    report_blocks.refuse_others(act.officer)
    await act.hold()
    found = await claims(session, half)  # what has to be read is read before a word is written
    await report_composed.of_blocks(session, await report_blocks.drafted(session, half))
    made = await _sealed(session, half, VersionStage.CONFIRMED, act.now)
    mine = _closing(await report_blocks.ensure(session, half, act.now), half, found)
    version = await _keep(act, half, VersionStage.CONFIRMED, made)
    printed = [(block, await report_draft.block_lines(session, block)) for block in mine]
    late = [row for block in mine for row in await late_results.told_in(session, block)]
    for block, lines in printed:
        await _close(act, block, lines)
    await late_results.settle(act, late, LateState.REPORTED, half)
    return version


async def confirm_again(act: Act, half: HalfYear) -> ReportVersion:
    """Another CONFIRMED version of a closed half, with what changed since; older ones stay.

    Refusal when nothing changed late, a mismatch is open, or the half was read from a file.
    Raises NotRead for an update.
    """
    session = act.session
    report_blocks.refuse_others(act.officer)
    await act.hold()
    if not await late_results.has_version(session, half):
        raise errors.Refusal(wording_late.NOT_OURS)
    late = await late_results.untold(session, half)
    block = await report_blocks.covering(session, half)
    if block is None or not late:
        raise errors.Refusal(wording_late.NOTHING_LATE)
    _refuse_open(await claims(session, half))
    number = await _next(session, half)
    label = wording_report.version_label(VersionStage.CONFIRMED, number, provisional=False)
    found = await report_whole.renewed(session, block, label, act.now)
    version = await _keep(act, half, VersionStage.CONFIRMED, found.made)
    await _close(act, block, found.lines)
    await late_results.settle(act, late, LateState.VERSION, half)
    return version


def _refuse_open(found: list[Claim]) -> None:
    waiting = [one for one in found if one.accepted is None]
    if waiting:
        raise errors.Refusal(wording_report.open_claims(len(waiting)))


async def _close(act: Act, block: ReportBlock, lines: Lines) -> None:
    """From now on the block prints these lines, whatever becomes of its records."""
    block.frozen = adapter(Lines).dump_python(lines, mode="json")
    block.kind, block.version = BlockKind.PAST, block.version + 1
    await act.session.flush()
    sealed = report_whole.digest(block.frozen)
    after = {"kind": block.kind, "frozen": len(lines), "sha256": sealed}
    await act.log(Subject.REPORT_BLOCK, block.id, Verb.CREATE, after=after)


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


async def take_back(act: Act, half: HalfYear, blocks: Mapping[int, int]) -> ReportVersion:
    """The report is open again: the blocks that `confirm` froze (by number, with the version it
    gave them) are composed anew, and a draft follows the confirmed version, which stays.

    Refusal when one of them was changed since.
    """
    session = act.session
    report_blocks.refuse_others(act.officer)
    await act.hold()
    made = await _sealed(
        session, half, VersionStage.DRAFT, act.now
    )  # read before a word is written
    found = {one.id: one for one in await report_blocks.in_report(session, half)}
    if any(number not in found or found[number].version != v for number, v in blocks.items()):
        raise errors.Refusal(wording_report.CONFIRMED_MOVED)
    for number in blocks:
        block = found[number]
        block.kind, block.frozen = BlockKind.RESULT, None
        block.version += 1
        after = {"kind": block.kind, "taken_back": True}
        await act.log(Subject.REPORT_BLOCK, number, Verb.CREATE, after=after)
    await session.flush()
    await late_results.reopen(act, half)
    return await _keep(act, half, VersionStage.DRAFT, made)
