"""The blocks of the progress table: which halves stand under which row label, in which order."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.facts.kind import Section
from storage.facts.kinds import kinds_in
from storage.models.office import Officer
from storage.models.report import ReportBlock
from storage.records.record_projection import table_of
from storage.report import wording_report
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, may
from storage.rules.terms import BlockKind
from storage.rules.trail import Subject, Verb


def refuse_others(officer: Officer) -> None:
    """NotAllowed for whoever does not make the report."""
    if not may(officer.role, Action.MAKE_REPORT):
        raise errors.NotAllowed


async def all_blocks(session: AsyncSession) -> list[ReportBlock]:
    """Every living block in printed order."""
    found = await session.exec(
        select(ReportBlock)
        .where(col(ReportBlock.removed_at).is_(None))
        .order_by(col(ReportBlock.position), col(ReportBlock.id))
    )
    return list(found.all())


async def covering(session: AsyncSession, half: HalfYear) -> ReportBlock | None:
    """The block that prints the results of this half; None while none is written."""
    results = (one for one in await all_blocks(session) if one.kind != BlockKind.PLAN)
    return next((one for one in results if one.first_half <= half <= one.last_half), None)


async def in_report(session: AsyncSession, half: HalfYear) -> list[ReportBlock]:
    """The blocks of the report on `half`: results up to it, and the plan of the next half."""
    return [one for one in await all_blocks(session) if _belongs(one, half)]


async def drafted(session: AsyncSession, half: HalfYear) -> list[ReportBlock]:
    """The blocks of the report, with usual ones, not written, where none covers a half."""
    known = await all_blocks(session)
    found = [one for one in known if _belongs(one, half)] + await _missing(session, known, half)
    return sorted(found, key=_order)


async def ensure(session: AsyncSession, half: HalfYear, now: datetime) -> list[ReportBlock]:
    """Writes the usual blocks where none covers a half; returns the blocks of the report."""
    await audit.hold(session)
    known = await all_blocks(session)
    missing = await _missing(session, known, half)
    if missing:
        session.add_all(missing)
        # Printed order is by time among results; plans stand in no report with later results.
        for place, block in enumerate(_in_place(known, missing), start=1):
            block.position = place
        await session.flush()
        act = Act(session, None, now)
        for block in missing:
            await act.log(Subject.REPORT_BLOCK, block.id, Verb.CREATE, after=_told(block))
    return await in_report(session, half)


async def add(
    act: Act, kind: BlockKind, label: str, first: HalfYear, last: HalfYear, *, note: str = ""
) -> ReportBlock:
    """A block at the end of the table. Refusal when its halves stand in another block."""
    session = act.session
    refuse_others(act.officer)
    await act.hold()
    if last < first:
        raise errors.Refusal(wording_report.HALVES_TURNED)
    known = await all_blocks(session)
    plan = kind is BlockKind.PLAN
    for one in known:
        apart = one.last_half < first or one.first_half > last
        if (one.kind == BlockKind.PLAN) == plan and not apart:
            raise errors.Refusal(wording_report.OVERLAP)
    block = ReportBlock(
        kind=kind,
        label=_said(label),
        note=note,
        first_half=first,
        last_half=last,
        position=max((one.position for one in known), default=0) + 1,
    )
    session.add(block)
    await session.flush()
    await act.log(Subject.REPORT_BLOCK, block.id, Verb.CREATE, after=_told(block))
    return block


async def relabel(act: Act, block_id: int, label: str) -> ReportBlock:
    """Other words in the first column; blocks of equal label become one row."""
    refuse_others(act.officer)
    await act.hold()
    block = await existing(act.session, block_id)
    before = _told(block)
    block.label, block.version = _said(label), block.version + 1
    await act.session.flush()
    await act.log(Subject.REPORT_BLOCK, block.id, Verb.CHANGE, before=before, after=_told(block))
    return block


async def existing(session: AsyncSession, block_id: int) -> ReportBlock:
    """The block. Gone when it is missing or removed."""
    block = await session.get(ReportBlock, block_id, populate_existing=True)
    if block is None or block.removed_at is not None:
        raise errors.Gone(wording_report.NO_BLOCK)
    return block


def _belongs(block: ReportBlock, half: HalfYear) -> bool:
    if block.kind == BlockKind.PLAN:
        return block.first_half == half.next()
    return block.last_half <= half


def _order(block: ReportBlock) -> tuple[bool, HalfYear, int]:
    return (block.kind == BlockKind.PLAN, block.first_half, block.position)


def _in_place(known: list[ReportBlock], missing: list[ReportBlock]) -> list[ReportBlock]:
    """The known blocks in their order, each new one before the first that is later."""
    out = list(known)
    for block in missing:
        later = (at for at, one in enumerate(out) if one.first_half > block.last_half)
        out.insert(next(later, len(out)), block)
    return out


async def _missing(
    session: AsyncSession, known: list[ReportBlock], half: HalfYear
) -> list[ReportBlock]:
    """The usual blocks for what no block covers, in printed order."""
    results = [one for one in known if one.kind != BlockKind.PLAN]

    def covered(half: HalfYear) -> bool:
        return any(one.first_half <= half <= one.last_half for one in results)

    made: list[ReportBlock] = []
    bare = [one for one in await _halves(session) if one < half and not covered(one)]
    if bare and not any(one.first_half < half for one in results):
        made.append(_past(bare[0], half.previous()))
    else:
        made.extend(_past(one, one) for one in bare)
    if not covered(half):
        made.append(_usual(BlockKind.RESULT, wording_report.result_label(half), half, half))
    after = half.next()
    if not any(one.kind == BlockKind.PLAN and one.first_half == after for one in known):
        made.append(_usual(BlockKind.PLAN, wording_report.plan_label(after), after, after))
    return made


async def _halves(session: AsyncSession) -> list[HalfYear]:
    """The halves in which a result or a head-count is counted, oldest first."""
    found: set[HalfYear] = set()
    for kind in kinds_in(Section.RESULTS, Section.ABOVE):
        table = table_of(kind)
        asked = select(col(table.half)).where(col(table.removed_at).is_(None)).distinct()
        found |= {half for half in (await session.exec(asked)).all() if half}
    return sorted(found)


def usual(half: HalfYear) -> ReportBlock:
    """The block of one half's results that is not written yet."""
    return _usual(BlockKind.RESULT, wording_report.result_label(half), half, half)


def _past(first: HalfYear, last: HalfYear) -> ReportBlock:
    return _usual(BlockKind.PAST, wording_report.past_label(first, last), first, last)


def _usual(kind: BlockKind, label: str, first: HalfYear, last: HalfYear) -> ReportBlock:
    return ReportBlock(kind=kind, label=label, first_half=first, last_half=last, position=0)


def _said(text: str) -> str:
    if not (said := " ".join(text.split())):
        raise errors.Refusal(wording_report.EMPTY_TEXT)
    return said


def _told(block: ReportBlock) -> dict[str, object]:
    told: dict[str, object] = {
        "first_half": block.first_half.code,
        "last_half": block.last_half.code,
    }
    return told | {name: getattr(block, name) for name in ("kind", "label", "note", "position")}
