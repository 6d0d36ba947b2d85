"""What the office decides about single lines; each act is checked, stored and audited."""

from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.report import ReportBlock, ReportEdit
from storage.report import report_blocks, report_decisions, report_draft, wording_report
from storage.report.composing_edits import ADDED, host_of, moved
from storage.rules import errors
from storage.rules.trail import Subject, Verb


async def reword(act: Act, block_id: int, key: str, text: str, *, basis: str) -> None:
    """Prints other words; `basis` is the composed text that they stand for."""
    await _decide(act, block_id, key, text=_said(text), basis=basis)


async def hide(act: Act, block_id: int, key: str) -> None:
    """Leaves a line, and all below it, out of the report."""
    await _decide(act, block_id, key, hidden=True)


async def show(act: Act, block_id: int, key: str) -> None:
    """Prints a hidden line again."""
    await _decide(act, block_id, key, hidden=False)


async def join(act: Act, block_id: int, key: str, mark: str) -> None:
    """Prints the line on the one before it, with the mark between: "/" or ", "."""
    block = await _open(act, block_id)
    rows = await report_draft.line_places(act.session, block)
    host = host_of(rows, await report_decisions.decisions(act.session, block), key)
    await _decide(act, block_id, key, mark=mark, host=host)


async def part(act: Act, block_id: int, key: str) -> None:
    """Gives a joined line its own place again."""
    await _decide(act, block_id, key, mark=None, host="")


async def move(act: Act, block_id: int, key: str, *, up: bool) -> None:
    """Changes places with the line above or below; what stands under a line goes with it."""
    block = await _open(act, block_id)
    keys = moved(await report_draft.line_places(act.session, block), key, up=up)
    if keys is None:
        raise errors.Refusal(wording_report.NO_NEIGHBOUR)
    await _arrange(act, block, keys)


async def add_line(act: Act, block_id: int, after_key: str, level: int, text: str) -> str:
    """A line that no record stands behind, after another ("" puts it first); returns its key."""
    block = await _open(act, block_id)
    keys = [line.key for line in await report_draft.line_places(act.session, block)]
    if after_key and after_key not in keys:
        raise errors.Gone(wording_report.NO_LINE)
    edits = await of_block(act.session, block_id)
    taken = [int(one.key.removeprefix(ADDED)) for one in edits if one.key.startswith(ADDED)]
    key = f"{ADDED}{max(taken, default=0) + 1}"
    await _decide(act, block_id, key, text=_said(text), level=level)
    at = keys.index(after_key) + 1 if after_key else 0
    await _arrange(act, block, [*keys[:at], key, *keys[at:]])
    return key


async def forget(act: Act, block_id: int, key: str) -> None:
    """Drops every decision on a line; an added line is gone."""
    session = act.session
    await _open(act, block_id)
    row = await _row(session, block_id, key)
    if row is None:
        return
    number, before = row.id, _told(row)
    await session.delete(row)
    await session.flush()
    await act.log(Subject.REPORT_EDIT, number, Verb.REMOVE, before=before)


async def of_block(session: AsyncSession, block_id: int) -> list[ReportEdit]:
    """Every decision on lines of a block, oldest first."""
    found = await session.exec(
        select(ReportEdit).where(col(ReportEdit.block_id) == block_id).order_by(col(ReportEdit.id))
    )
    return list(found.all())


async def _open(act: Act, block_id: int) -> ReportBlock:
    report_blocks.refuse_others(act.officer)
    await act.hold()
    block = await report_blocks.existing(act.session, block_id)
    if block.frozen is not None:
        raise errors.Refusal(wording_report.FROZEN)
    return block


async def _decide(act: Act, block_id: int, key: str, **changes: Any) -> None:
    session = act.session
    await _open(act, block_id)
    row = await _row(session, block_id, key)
    before = _told(row) if row else None
    if row is None:
        row = ReportEdit(block_id=block_id, key=key, officer_id=act.officer.id, at=act.now)
        session.add(row)
    for name, value in changes.items():
        setattr(row, name, value)
    row.officer_id, row.at = act.officer.id, act.now
    await session.flush()
    action = Verb.CHANGE if before else Verb.CREATE
    await act.log(Subject.REPORT_EDIT, row.id, action, before=before, after=_told(row))


async def _arrange(act: Act, block: ReportBlock, keys: list[str]) -> None:
    before = {"arranged": list(block.arranged)}
    block.arranged, block.version = keys, block.version + 1
    flag_modified(block, "arranged")
    await act.session.flush()
    subject, after = Subject.REPORT_BLOCK, {"arranged": keys}
    await act.log(subject, block.id, Verb.CHANGE, before=before, after=after)


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
