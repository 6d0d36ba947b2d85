"""A 취합표 that came as a file: what it would change is shown before anything is saved."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.paging import fitting, page_of
from handlers.plan_table import texts
from handlers.upload.commands import drop_button
from storage.act import Act
from storage.models.office import Officer
from storage.models.upload import Upload
from storage.plans import plan_table_changes as changes
from storage.plans.plan_table_shapes import Comparison, Table, table_of
from storage.plans.wording_plan_table import outcome_cell
from storage.rules.errors import Refusal
from storage.rules.names import cut
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "table"
MOST_OF_FAULTS = 3600  # letters, so that all fit one message
MOST_LETTERS = 2400  # of the changes, so that they do too
MOST_NOTES = 1000  # letters of what is not read
PER_PAGE = 10
MOST_SHOWN = 60  # letters of one cell


async def show(session: AsyncSession, row: Upload, officer: Officer, now: datetime) -> Screen:
    """The changes; raises Refusal with each fault and its cell."""
    number, read, drop = row.id, row.found, drop_button(row)
    table = table_of(read)
    found = await changes.compare(Act(session, officer, now), table)
    if found.faults:
        shown = fitting(found.faults, MOST_OF_FAULTS)
        raise Refusal(texts.faults(len(found.faults), shown))
    told, notes = _changes(found), _notes(found, table, read["hidden"])
    text = "\n".join(_lines(found, len(read["rows"]), told, notes))
    rows: list[Row] = []
    if len("\n".join(told)) > MOST_LETTERS or len("\n".join(notes)) > MOST_NOTES:
        label = texts.ALL.format(count=len(told) + len(notes))
        rows.append([Button(label, view(VIEW, "all", number, 0))])
    if found.empty:
        return Screen(text, [*rows, [drop]])
    save = Button(texts.SAVE, view(VIEW, "take", number), style="success")
    return Screen(text, [*rows, [save, drop]])


async def everything(
    session: AsyncSession, row: Upload, officer: Officer, now: datetime, page: int
) -> Screen:
    """A page of all that would change and all that is not read."""
    table = table_of(row.found)
    found = await changes.compare(Act(session, officer, now), table)
    told = [*_changes(found), *_notes(found, table, row.found["hidden"])]
    shown = page_of(told, page, PER_PAGE)
    parts = [texts.ALL_HEAD.format(mark=shown.mark), ""]
    parts += [texts.NOTE.format(text=escape(one)) for one in shown.items]
    number = row.id
    back = Button(texts.BACK, view(VIEW, "sum", number))
    return Screen("\n".join(parts), [*shown.turning(VIEW, "all", number), [back]])


def _notes(found: Comparison, table: Table, hidden: Sequence[str]) -> list[str]:
    """All that was typed or stands in the file and is not taken."""
    said = [texts.HIDDEN.format(names=", ".join(hidden))] if hidden else []
    return [*found.notes, *table.notes, *said]


def _lines(found: Comparison, rows: int, told: Sequence[str], notes: Sequence[str]) -> list[str]:
    lines = [texts.HEAD.format(half=found.half.label, rows=rows), sums(found)]
    if told:
        inside = "\n".join(fitting([escape(one) for one in told], MOST_LETTERS))
        lines.append(f"<blockquote expandable>{inside}</blockquote>")
    if found.absent:
        lines.append(texts.ABSENT.format(count=found.absent))
    if notes:
        shown = [texts.NOTE.format(text=escape(one)) for one in notes]
        lines += [texts.NOTES_HEAD, *fitting(shown, MOST_NOTES)]
    return [*lines, texts.NOTHING if found.empty else texts.ASK]


def sums(found: Comparison) -> str:
    """How many rows of each sort."""
    said = texts.SUMS.format(
        added=len(found.additions),
        changed=len(found.alterations),
        settled=len(found.settlements),
        same=found.unchanged,
    )
    declared = len(found.declarations)
    return said + texts.DECLARED_SUM.format(declared=declared) if declared else said


def _changes(found: Comparison) -> list[str]:
    told = [
        texts.CHANGED.format(
            line=one.line,
            department=one.department,
            label=label,
            before=_shown(before),
            after=_shown(after),
        )
        for one in found.alterations
        for label, before, after in one.cells
    ]
    told += [
        texts.ADDED.format(line=one.line, department=one.department, text=_shown(one.facts.text))
        for one in found.additions
    ]
    told += [
        texts.SETTLED.format(
            line=one.line,
            department=one.department,
            outcome=outcome_cell(one.outcome, one.reason),
        )
        for one in found.settlements
    ]
    told += [
        texts.DECLARED.format(line=one.line, department=one.department, state=one.state)
        for one in found.declarations
    ]
    return told


def _shown(cell: str) -> str:
    return cut(" ".join(cell.split()) or texts.EMPTY, MOST_SHOWN)
