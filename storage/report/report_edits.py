"""What the office decides about single lines; each act is checked, stored and audited."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.office import Officer
from storage.models.report import ReportBlock, ReportEdit
from storage.report import report_blocks, report_decisions, report_draft, wording_report
from storage.report.composing_edits import ADDED, host_of, moved
from storage.rules import errors

SUBJECT = "report_edit"


async def reword(
    session: AsyncSession,
    officer: Officer,
    block_id: int,
    key: str,
    text: str,
    now: datetime,
    *,
    basis: str,
) -> None:
    """Prints other words; `basis` is the composed text that they stand for."""
    await _decide(session, officer, block_id, key, now, text=_said(text), basis=basis)


async def hide(
    session: AsyncSession, officer: Officer, block_id: int, key: str, now: datetime
) -> None:
    """Leaves a line, and all below it, out of the report."""
    await _decide(session, officer, block_id, key, now, hidden=True)


async def show(
    session: AsyncSession, officer: Officer, block_id: int, key: str, now: datetime
) -> None:
    """Prints a hidden line again."""
    await _decide(session, officer, block_id, key, now, hidden=False)


async def join(
    session: AsyncSession, officer: Officer, block_id: int, key: str, now: datetime, mark: str
) -> None:
    """Prints the line on the one before it, with the mark between: "/" or ", "."""
    block = await _open(session, officer, block_id)
    rows = await report_draft.line_places(session, block)
    host = host_of(rows, await report_decisions.decisions(session, block), key)
    await _decide(session, officer, block_id, key, now, mark=mark, host=host)


async def part(
    session: AsyncSession, officer: Officer, block_id: int, key: str, now: datetime
) -> None:
    """Gives a joined line its own place again."""
    await _decide(session, officer, block_id, key, now, mark=None, host="")


async def move(
    session: AsyncSession, officer: Officer, block_id: int, key: str, *, up: bool, now: datetime
) -> None:
    """Changes places with the line above or below; what stands under a line goes with it."""
    block = await _open(session, officer, block_id)
    keys = moved(await report_draft.line_places(session, block), key, up=up)
    if keys is None:
        raise errors.Refusal(wording_report.NO_NEIGHBOUR)
    await _arrange(session, officer, block, keys, now)


async def add_line(
    session: AsyncSession,
    officer: Officer,
    block_id: int,
    after_key: str,
    level: int,
    text: str,
    now: datetime,
) -> str:
    """A line that no record stands behind, after another ("" puts it first); returns its key."""
    block = await _open(session, officer, block_id)
    keys = [line.key for line in await report_draft.line_places(session, block)]
    if after_key and after_key not in keys:
        raise errors.Gone(wording_report.NO_LINE)
    edits = await of_block(session, block_id)
    taken = [int(one.key.removeprefix(ADDED)) for one in edits if one.key.startswith(ADDED)]
    key = f"{ADDED}{max(taken, default=0) + 1}"
    await _decide(session, officer, block_id, key, now, text=_said(text), level=level)
    at = keys.index(after_key) + 1 if after_key else 0
    await _arrange(session, officer, block, [*keys[:at], key, *keys[at:]], now)
    return key


async def forget(
    session: AsyncSession, officer: Officer, block_id: int, key: str, now: datetime
) -> None:
    """Drops every decision on a line; an added line is gone."""
    await _open(session, officer, block_id)
    row = await _row(session, block_id, key)
    if row is None:
        return
    number, before = row.id, _told(row)
    await session.delete(row)
    await session.flush()
    await _log(session, officer, SUBJECT, number, now, audit.REMOVE, before, None)


async def of_block(session: AsyncSession, block_id: int) -> list[ReportEdit]:
    """Every decision on lines of a block, oldest first."""
    found = await session.exec(
        select(ReportEdit).where(col(ReportEdit.block_id) == block_id).order_by(col(ReportEdit.id))
    )
    return list(found.all())


async def _open(session: AsyncSession, officer: Officer, block_id: int) -> ReportBlock:
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    block = await report_blocks.living(session, block_id)
    if block.frozen is not None:
        raise errors.Refusal(wording_report.FROZEN)
    return block


async def _decide(
    session: AsyncSession,
    officer: Officer,
    block_id: int,
    key: str,
    now: datetime,
    **changes: Any,
) -> None:
    await _open(session, officer, block_id)
    row = await _row(session, block_id, key)
    before = _told(row) if row else None
    if row is None:
        row = ReportEdit(block_id=block_id, key=key, officer_id=officer.id, at=now)
        session.add(row)
    for name, value in changes.items():
        setattr(row, name, value)
    row.officer_id, row.at = officer.id, now
    await session.flush()
    action = audit.CHANGE if before else audit.CREATE
    await _log(session, officer, SUBJECT, row.id, now, action, before, _told(row))


async def _arrange(
    session: AsyncSession, officer: Officer, block: ReportBlock, keys: list[str], now: datetime
) -> None:
    before = {"arranged": list(block.arranged)}
    block.arranged, block.version = keys, block.version + 1
    flag_modified(block, "arranged")
    await session.flush()
    subject, after = report_blocks.SUBJECT, {"arranged": keys}
    await _log(session, officer, subject, block.id, now, audit.CHANGE, before, after)


async def _row(session: AsyncSession, block_id: int, key: str) -> ReportEdit | None:
    found = await session.exec(
        select(ReportEdit).where(col(ReportEdit.block_id) == block_id, col(ReportEdit.key) == key)
    )
    return found.one_or_none()


def _said(text: str) -> str:
    if not (said := " ".join(text.split())):
        raise errors.Refusal(wording_report.EMPTY_TEXT)
    return said


def _told(row: ReportEdit) -> dict[str, Any]:
    names = ("block_id", "key", "text", "basis", "level", "hidden", "mark", "host")
    return {name: getattr(row, name) for name in names}


async def _log(
    session: AsyncSession,
    officer: Officer,
    subject: str,
    number: int,
    now: datetime,
    action: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    await audit.write(
        session,
        at=now,
        officer_id=officer.id,
        action=action,
        subject=subject,
        subject_id=number,
        before=before,
        after=after,
    )
