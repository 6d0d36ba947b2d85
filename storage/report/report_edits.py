"""What the office decides about single lines; each act is checked, stored and audited."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.shapes import Line
from storage.facts.tally import Record
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
    key = f"{ADDED}{await free_number(act.session, block_id)}"
    await _decide(act, block_id, key, text=_said(text), level=level)
    at = keys.index(after_key) + 1 if after_key else 0
    await _arrange(act, block, [*keys[:at], key, *keys[at:]])
    return key


async def stand(
    act: Act, block_id: int, record: Record, printed: Sequence[Line], basis: str
) -> list[str]:
    """Prints these lines of a paper for all that a record says, `basis`, by itself.

    They stand last until they are put somewhere. Returns their keys.
    """
    kind, number = record
    keys = [f"{kind}:{number}:{at}" for at in range(1, len(printed) + 1)]
    for key, line in zip(keys, printed, strict=True):
        stands_for = basis if key == keys[0] else line.text
        words = {"text": _said(line.text), "basis": stands_for, "level": line.level}
        await _decide(act, block_id, key, **words)
    return keys


async def share(act: Act, block_id: int, key: str, own: str, basis: str | None) -> None:
    """Another record, by a key of its own, stands behind a line of a paper too.

    `basis` is what all of them say, where that is what the line stands for.
    """
    row = await _row(act.session, block_id, key)
    assert row is not None
    await _decide(act, block_id, own, text=row.text, level=row.level, host=key)
    if basis is not None:
        await _decide(act, block_id, key, basis=basis)


async def lay_down(
    act: Act, block_id: int, added: Mapping[str, Line], keys: Sequence[str]
) -> None:
    """Adds these lines by their keys, and puts all lines of the block in that order."""
    block = await _open(act, block_id)
    for key, line in added.items():
        await _decide(act, block_id, key, text=_said(line.text), level=line.level)
    await _arrange(act, block, list(keys))


async def free_number(session: AsyncSession, block_id: int) -> int:
    """The next number of an added line."""
    edits = await of_block(session, block_id)
    taken = [int(one.key.removeprefix(ADDED)) for one in edits if one.key.startswith(ADDED)]
    return max(taken, default=0) + 1


async def forget(act: Act, block_id: int, key: str) -> None:
    """Drops every decision on a line; an added line is gone.

    A record that stood in the words of a paper is composed again, all its lines.
    """
    session = act.session
    block = await _open(act, block_id)
    row = await _row(session, block_id, key)
    if row is None:
        return
    in_words = row.level is not None and not key.startswith(ADDED)
    rows = [row]
    if in_words:
        own = f"{key.rpartition(':')[0]}:"
        every = await of_block(session, block_id)
        rows = [one for one in every if one.key.startswith(own) and one.level is not None]
    for one in rows:
        number, before = one.id, _told(one)
        await session.delete(one)
        await session.flush()
        await act.log(Subject.REPORT_EDIT, number, Verb.REMOVE, before=before)
    if in_words:  # it is composed otherwise now
        gone = {one.key for one in rows}
        await _arrange(act, block, [one for one in block.arranged if one not in gone])


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
