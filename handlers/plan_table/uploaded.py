"""A 취합표 that came as a file: what it would change is shown before anything is saved."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.paging import fitting, page_of
from handlers.plan_table import deciding, texts
from handlers.upload.commands import drop_button
from storage.act import Act
from storage.models.office import Officer
from storage.models.upload import Upload
from storage.plans import plan_form_whose
from storage.plans import plan_table_changes as changes
from storage.plans.plan_form_whose import DepartmentWanted
from storage.plans.plan_table_shapes import Comparison, Declaration, Settlement, Table, table_of
from storage.plans.wording_plan_table import outcome_cell
from storage.rules.errors import Refusal
from storage.rules.names import cut
from storage.rules.terms import PlanState
from storage.traffic.messages import Button, Screen, view

VIEW = deciding.VIEW
MOST_OF_FAULTS = 3600  # letters, so that all fit one message
MOST_LETTERS = 2400  # of the changes, so that they do too
MOST_NOTES = 1000  # letters of what is not read
PER_PAGE = 10
MOST_LIKELY = 3
MOST_SHOWN = 60  # letters of one cell


async def show(session: AsyncSession, row: Upload, officer: Officer, now: datetime) -> Screen:
    """The changes; raises Refusal with each fault and its cell."""
    read, drop = row.found, drop_button(row)
    table = table_of(read)
    try:
        found = await changes.compare(Act(session, officer, now), table)
    except DepartmentWanted as wanted:
        return await _whose(session, row, wanted)
    if found.faults:
        shown = fitting(found.faults, MOST_OF_FAULTS)
        raise Refusal(texts.faults(len(found.faults), shown))
    told, notes = changed(found), _notes(found, table, read["hidden"])
    text = "\n".join(_lines(found, table, told, notes))
    rows = deciding.ways(found, row.id)
    if len("\n".join(told)) > MOST_LETTERS or len("\n".join(notes)) > MOST_NOTES:
        label = texts.ALL.format(count=len(told) + len(notes))
        rows.append([Button(label, view(VIEW, "all", row.id, 0))])
    if found.empty or found.asked or found.without_receipt:
        return Screen(text, [*rows, [drop]])
    label = texts.SAVE_FORM if table.form else texts.SAVE
    save = Button(label, view(VIEW, "take", row.id), style="success")
    return Screen(text, [*rows, [save, drop]])


async def everything(
    session: AsyncSession, row: Upload, officer: Officer, now: datetime, page: int
) -> Screen:
    """A page of all that would change and all that is not read."""
    table = table_of(row.found)
    found = await changes.compare(Act(session, officer, now), table)
    told = [*changed(found), *_notes(found, table, row.found["hidden"])]
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


async def _whose(session: AsyncSession, row: Upload, wanted: DepartmentWanted) -> Screen:
    """A form that does not say whose it is: the likely departments, and a way to name another."""
    likely = await plan_form_whose.likely(session, row.file_name)
    rows = [
        [Button(one.name, view(VIEW, "whose", row.id, one.id))] for one in likely[:MOST_LIKELY]
    ]
    rows.append([Button(texts.WHOSE_TYPE, view(VIEW, "name", row.id)), drop_button(row)])
    return Screen(f"{escape(wanted.sentence)}\n{texts.WHOSE_ASK}", rows)


def _lines(
    found: Comparison, table: Table, told: Sequence[str], notes: Sequence[str]
) -> list[str]:
    head = texts.HEAD.format(half=found.half.label, rows=len(table.rows))
    if table.form:
        whose = next((one.department for one in found.declarations), "")
        head = texts.FORM_HEAD.format(half=found.half.label, department=escape(whose))
    lines = [" ".join(head.split()) if table.form else head, sums(found)]
    if told:
        inside = "\n".join(fitting([escape(one) for one in told], MOST_LETTERS))
        lines.append(f"<blockquote expandable>{inside}</blockquote>")
    for count, words in (
        (found.absent, texts.ABSENT),
        (found.asked, texts.ASKED),
        (found.without_receipt, texts.WITHOUT_RECEIPT),
    ):
        lines += [words.format(count=count)] if count else []
    if notes:
        shown = [texts.NOTE.format(text=escape(one)) for one in notes]
        lines += [texts.NOTES_HEAD, *fitting(shown, MOST_NOTES)]
    if found.asked or found.without_receipt:
        return lines
    ask = texts.ASK_FORM if table.form else texts.ASK
    return [*lines, texts.NOTHING if found.empty else ask]


def sums(found: Comparison) -> str:
    """How many rows of each sort."""
    said = texts.SUMS.format(
        added=len(found.additions),
        changed=len(found.alterations),
        settled=len(found.settlements),
        same=found.unchanged,
    )
    none = sum(one.becomes is PlanState.NOT_APPLICABLE for one in found.declarations)
    more = {
        "counted": len(found.counts),
        "removed": len(found.removals),
        "told": len(found.declarations) - none,
        "declared": none,
    }
    return said + "".join(
        words.format(count=more[key]) for key, words in texts.MORE_SUMS if more[key]
    )


def changed(found: Comparison) -> list[str]:
    """Every change in a line of its own, by its row."""
    told = [
        texts.CHANGED.format(
            line=one.line,
            department=one.department,
            label=label,
            before=shown(before),
            after=shown(after),
        )
        for one in found.alterations
        for label, before, after in one.cells
    ]
    told += [
        texts.ADDED.format(line=one.line, department=one.department, text=shown(one.facts.text))
        for one in found.additions
    ]
    told += [
        texts.REMOVED.format(department=one.department, text=shown(one.text))
        for one in found.removals
    ]
    told += [
        texts.SETTLED.format(line=one.line, department=one.department, outcome=_outcome(one))
        for one in found.settlements
    ]
    told += [
        texts.COUNTED.format(
            line=one.line,
            department=one.department,
            before=shown(one.before),
            after=shown(one.after),
        )
        for one in found.counts
    ]
    return told + [_declared(one) for one in found.declarations]


def _outcome(one: Settlement) -> str:
    said = outcome_cell(one.outcome, one.reason)
    return f"{said} · {one.counted}" if one.counted else said


def _declared(one: Declaration) -> str:
    receipt = texts.RECEIVED_BY.format(receipt=one.receipt) if one.receipt else ""
    words = texts.NOTED if one.noted else texts.DECLARED
    return words.format(
        line=one.line,
        department=one.department,
        state=one.state,
        becomes=one.becomes.label,
        receipt=one.receipt if one.noted else receipt,
    )


def shown(cell: str) -> str:
    """A cell on one line of a phone or two."""
    return cut(" ".join(cell.split()) or texts.EMPTY, MOST_SHOWN)
