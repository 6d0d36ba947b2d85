"""Records that change after their half's report was closed: noted once, told to 총괄 once.

A half is closed when its block of results is kept word for word. What happens to its records then
is noted here in the transaction of the act, so that a later report can tell of it. Of a half that
was read from an old paper only new records are: to put right what was read changes no paper.
"""

from typing import Any

from sqlalchemy import Text, bindparam, cast
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.kinds import KINDS, is_result
from storage.facts.shapes import from_json, to_json
from storage.models.office import Officer
from storage.models.report import LateResult, ReportBlock, ReportVersion
from storage.prepared import Prepared
from storage.records import wording_late
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, LateState, RecordKind, Role, VersionStage
from storage.rules.trail import Subject, Verb
from storage.traffic import outbox

UNDER_CONTRACT = (RecordKind.SUBCONTRACT, RecordKind.HIRE)
"""Kinds that print on the line of their contract, with which they go and come back."""
WAITING = (LateState.OPEN, LateState.NEXT)
"""No further paper has told of it yet."""

Before = tuple[HalfYear | None, dict[str, Any]] | None
"""The half and the facts of a record before an act; None when it was not there."""


def as_it_was(row: Any) -> Before:
    """To be asked before an act, for `noted` after it."""
    if row.removed_at is not None:
        return None
    return row.half, _as_written_now(row.kind, row.facts)


def on_the_line_of(row: Any, above: Any | None) -> bool:
    """Whether it goes, or comes back, with a contract that is noted itself in the same half."""
    return above is not None and row.kind in UNDER_CONTRACT and row.half == above.half


async def noted(act: Act, row: Any, before: Before) -> None:
    """Notes what an act has changed in closed halves, and tells 총괄 of each record once."""
    after = as_it_was(row)
    for half in sorted({one[0] for one in (before, after) if one and one[0]}):
        was = before[1] if before and before[0] == half else {}
        is_ = after[1] if after and after[0] == half else {}
        concerns = _printed(was) != _printed(is_) and (
            _counts(row.kind, was) or _counts(row.kind, is_)
        )
        if concerns and await is_closed(act.session, half):
            await _note(act, row, half, was, is_)


async def result_noted(act: Act, item: Any, was: dict[str, Any], is_: dict[str, Any]) -> None:
    """As `noted`, for what came of a plan item: `was` and `is_` are what its line is made of."""
    if was != is_ and item.half is not None and await is_closed(act.session, item.half):
        await _note(act, item, item.half, was, is_)


async def is_closed(session: AsyncSession, half: HalfYear) -> bool:
    """Whether the report of this half is kept word for word, its records whatever they may be."""
    if session.new or session.dirty:  # a block that is being closed in this very transaction
        await session.flush()
    return bool(await _CLOSED.rows(session, {"closed_half": half}))


_BLOCK = ReportBlock.__table__
_OF_THE_HALF = bindparam("closed_half", type_=_BLOCK.c.first_half.type)
_CLOSED = Prepared(
    select(_BLOCK.c.id)
    .where(
        _BLOCK.c.removed_at.is_(None),
        _BLOCK.c.kind != BlockKind.PLAN,
        _BLOCK.c.first_half <= _OF_THE_HALF,
        _BLOCK.c.last_half >= _OF_THE_HALF,
        cast(_BLOCK.c.frozen, Text) != "null",
    )
    .limit(1)
)


async def is_told(session: AsyncSession, half: HalfYear, *, new: bool) -> bool:
    """Whether an act on a record of this half is told of; `new` when it comes into the half."""
    return await is_closed(session, half) and (new or await has_version(session, half))


async def following(session: AsyncSession, half: HalfYear) -> HalfYear:
    """The half whose report tells what happened late: the first after it that is not closed."""
    half = half.next()
    while await is_closed(session, half):
        half = half.next()
    return half


async def by_id(session: AsyncSession, number: int) -> LateResult:
    """One of them; raises Gone."""
    row = await session.get(LateResult, number, populate_existing=True)
    if row is None:
        raise errors.Gone(wording_late.NO_LATE)
    return row


async def untold(session: AsyncSession, half: HalfYear | None = None) -> list[LateResult]:
    """Those that no further paper has told of yet, of one closed half or of all, oldest first."""
    asked = select(LateResult).where(col(LateResult.state).in_(WAITING))
    if half is not None:
        asked = asked.where(col(LateResult.half) == half)
    return list((await session.exec(asked.order_by(col(LateResult.id)))).all())


async def told_in(session: AsyncSession, block: ReportBlock) -> list[LateResult]:
    """Those that the block tells of, as long as its own halves are not closed."""
    rows = await untold(session)
    here: set[HalfYear] = set()
    for half in {row.half for row in rows}:
        later = await following(session, half)
        if block.first_half <= later <= block.last_half:
            here.add(half)
    return [row for row in rows if row.half in here]


async def besides_the_paper(session: AsyncSession, half: HalfYear) -> int:
    """How many records of a closed half its own paper does not tell as they are now."""
    found = await session.exec(
        select(col(LateResult.record_kind), col(LateResult.record_id))
        .where(
            col(LateResult.half) == half,
            col(LateResult.state).not_in((LateState.VERSION, LateState.WITHIN)),
            col(LateResult.even).is_(False),
        )
        .distinct()
    )
    return len(found.all())


async def has_version(session: AsyncSession, half: HalfYear) -> bool:
    """Whether we confirmed this half's report: one read from a file has no version to renew."""
    found = await session.exec(
        select(col(ReportVersion.id))
        .where(
            col(ReportVersion.half) == half,
            col(ReportVersion.stage) == VersionStage.CONFIRMED,
        )
        .limit(1)
    )
    return found.first() is not None


async def choose_next(act: Act, late: LateResult) -> None:
    """Says that the next report tells of it. Refusal when it was settled otherwise."""
    if late.state not in WAITING:
        raise errors.Refusal(wording_late.DECIDED[late.state])
    await settle(act, [late], LateState.NEXT, None)


async def settle(
    act: Act, rows: list[LateResult], state: LateState, half: HalfYear | None
) -> None:
    """What became of them: `half` is the one whose report tells of them, if any does by now."""
    for row in rows:
        row.state, row.decided_by = state, act.officer.id
        row.reported_half = half
        await act.session.flush()
        await act.log(
            Subject.LATE_RESULT,
            row.id,
            Verb.CHANGE,
            after={"state": row.state, "reported_half": half.code if half else None},
        )


async def reopen(act: Act, half: HalfYear) -> None:
    """The report of this half is open again, its 확정 taken back.

    What it had told of halves before it waits for a paper once more; what happened late in the
    half itself is no longer late, since the open report is made of its records as they are.
    """
    told = await act.session.exec(
        select(LateResult).where(
            col(LateResult.reported_half) == half,
            col(LateResult.state) == LateState.REPORTED,
        )
    )
    await settle(act, list(told.all()), LateState.OPEN, None)
    await settle(act, await untold(act.session, half), LateState.WITHIN, half)


NEVER_PRINTED = (
    *("note", "agreement", "reported_in", "expires", "cadence_months", "next_on"),
    *("goods", "recipients", "reason", "attachments"),
)
"""Facts by which no paper reads otherwise."""


def _as_written_now(kind: RecordKind, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as this release writes them, so that a fact it knows first makes no difference.

    A result of a plan item is kept as it is.
    """
    if kind is RecordKind.PLAN_ITEM:
        return facts
    return to_json(from_json(KINDS[kind].facts, facts)) if facts else {}


def _printed(facts: dict[str, Any]) -> dict[str, Any]:
    """Those by which a paper may read otherwise."""
    return {name: value for name, value in facts.items() if name not in NEVER_PRINTED}


def _counts(kind: RecordKind, facts: dict[str, Any]) -> bool:
    return bool(facts) and is_result(from_json(KINDS[kind].facts, facts))


async def _note(
    act: Act, row: Any, half: HalfYear, was: dict[str, Any], is_: dict[str, Any]
) -> None:
    session = act.session
    found = await session.exec(
        select(LateResult).where(
            col(LateResult.half) == half,
            col(LateResult.record_kind) == row.kind,
            col(LateResult.record_id) == row.id,
            col(LateResult.state).in_(WAITING),
        )
    )
    late = found.first()
    if late is not None:
        late.even = _printed(_as_written_now(row.kind, late.before)) == _printed(is_)
        await session.flush()
        return
    if was and not await has_version(session, half):
        return
    late = LateResult(
        half=half,
        record_kind=row.kind,
        record_id=row.id,
        before=was,
        state=LateState.OPEN,
        created_at=act.now,
    )
    session.add(late)
    await session.flush()
    change = wording_late.NEW if not was else wording_late.CHANGED if is_ else wording_late.REMOVED
    await _tell(act, late, half, row, change)


async def _tell(act: Act, late: LateResult, half: HalfYear, row: Any, change: str) -> None:
    session = act.session
    said = wording_late.notice(
        late.id,
        half,
        await following(session, half),
        row.title,
        change,
        act.officer.name,
        (row.kind, row.id),
        version=await has_version(session, half),
    )
    people = await session.exec(
        select(Officer).where(
            col(Officer.role) == Role.OFFICE,
            col(Officer.state) == "active",
            col(Officer.reachable),
            col(Officer.telegram_id).is_not(None),
        )
    )
    for one in people.all():
        key = f"late:{late.id}:{one.id}"
        await outbox.put(session, one.telegram_id or 0, said, now=act.now, dedupe_key=key)
