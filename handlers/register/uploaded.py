"""A register that came as a file: what it would change is shown before anything is saved."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.paging import fitting, page_of
from handlers.register import texts
from handlers.upload.commands import drop_button
from handlers.upload.deciding import Deciding, cell
from storage.act import Act
from storage.facts.registers.wording_registers import DEPARTMENT, NUMBER
from storage.long_reading import lent
from storage.models.office import Officer
from storage.models.upload import Upload
from storage.office import officers
from storage.records.returned_rows import Choice
from storage.registers import comparing
from storage.registers.shapes import Comparison, Decided, Table, decided_json, table_of
from storage.rules.errors import Refusal
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "regin"
DECIDING = Deciding(
    VIEW,
    texts.THING,
    {Choice.FIX: texts.SAME, Choice.NEW: texts.NEW, Choice.SKIP: texts.SKIP},
    texts.ALL_SAME,
    texts.ALL_NEW,
)
MOST_LETTERS = 1800  # of the changes
MOST_OF_FAULTS = 1000
MOST_NOTES = 800
PER_PAGE = 10


async def compared(
    session: AsyncSession, row: Upload, officer: Officer, now: datetime
) -> Comparison:
    """The comparison of a file as it stands, read beside the loop."""
    found, decided, who = row.found, str(row.found.get("decided", {})), officer.id

    async def work(reading: AsyncSession) -> Comparison:
        act = Act(reading, await officers.by_id(reading, who), now)
        return await comparing.compare(act, table_of(found))

    return await lent(session, ("register", row.id, decided), work)


async def show(session: AsyncSession, row: Upload, officer: Officer, now: datetime) -> Screen:
    """The changes; raises Refusal where no row can be taken."""
    found = await compared(session, row, officer, now)
    table = table_of(row.found)
    if not table.rows:
        raise Refusal(texts.NO_ROWS)
    told, notes = changed(found), _notes(table, row.found["hidden"])
    lines = _lines(found, table, told, notes)
    rows: list[Row] = DECIDING.ways(found.likely, found.gone, row.id)
    if len("\n".join([*told, *found.faults, *notes])) > MOST_LETTERS:
        count = len(told) + len(notes) + len(found.faults)
        label = texts.EVERYTHING.format(count=count)
        rows.append([Button(label, view(VIEW, "all", row.id, 0))])
    foot: list[Button] = [drop_button(row)]
    if found.edits and not found.asked:
        label = texts.SAVE.format(count=f"{len(found.edits):,}")
        foot = [Button(label, view(VIEW, "take", row.id), style="success"), *foot]
    return Screen("\n".join(lines), [*rows, foot])


async def everything(
    session: AsyncSession, row: Upload, officer: Officer, now: datetime, page: int
) -> Screen:
    """A page of all that would change, of all that is at fault and of all that is not read."""
    found = await compared(session, row, officer, now)
    notes = _notes(table_of(row.found), row.found["hidden"])
    told = [*found.faults, *changed(found), *notes]
    shown = page_of(told, page, PER_PAGE)
    parts = [texts.EVERYTHING_HEAD.format(mark=shown.mark), ""]
    parts += [texts.NOTE.format(text=escape(one)) for one in shown.items]
    back = [Button(texts.TO_SUMMARY, view(VIEW, "sum", row.id))]
    return Screen("\n".join(parts), [*shown.turning(VIEW, "all", row.id), back])


def decided_about(
    row: Upload, rows: Mapping[int, Choice] | None = None, gone: Collection[int] | None = None
) -> dict[str, object]:
    """What was read, with other decisions about its rows or about what it lacks."""
    before = table_of(row.found).decided
    decided = Decided(before.rows if rows is None else rows, before.gone if gone is None else gone)
    return {**row.found, "decided": decided_json(decided)}


def _notes(table: Table, hidden: Sequence[str]) -> list[str]:
    said = [texts.HIDDEN.format(names=", ".join(hidden))] if hidden else []
    extra = {one.heading for one in table.register.extra}
    unread = [said for ours, said in table.printed.items() if ours in extra]
    said += [texts.UNREAD.format(columns=", ".join(unread))] if unread else []
    return [*table.notes, *said]


def _lines(
    found: Comparison, table: Table, told: Sequence[str], notes: Sequence[str]
) -> list[str]:
    head = texts.READ.format(name=table.register.name, rows=f"{len(table.rows):,}")
    lines = [head, *_taken_as(table), *_guessed(found), sums(found)]
    if found.faults:
        shown = fitting([escape(one) for one in found.faults], MOST_OF_FAULTS)
        lines += [texts.FAULTS.format(count=f"{len(found.faults):,}"), *shown]
    if told:
        inside = "\n".join(fitting([escape(one) for one in told], MOST_LETTERS))
        lines.append(f"<blockquote expandable>{inside}</blockquote>")
    for count, words in ((found.absent, texts.ABSENT), (found.asked, texts.ASKED)):
        lines += [words.format(count=f"{count:,}")] if count else []
    lines += [
        texts.LATE.format(half=half, count=f"{count:,}") for half, count in found.late.items()
    ]
    if notes:
        shown = [texts.NOTE.format(text=escape(one)) for one in notes]
        lines += [texts.NOTES_HEAD, *fitting(shown, MOST_NOTES)]
    if found.asked:
        return lines
    return [*lines, texts.ASK if found.edits else texts.NOTHING]


def _taken_as(table: Table) -> list[str]:
    """Of a list that is none of ours: what was taken as what, first of all."""
    if table.scope is not None:
        return []
    extra = {one.heading for one in table.register.extra}
    pairs = [
        texts.TAKEN_AS.format(said=escape(" ".join(said.split())), ours=ours)
        for ours, said in table.printed.items()
        if ours != NUMBER and ours not in extra and said.strip() != ours
    ]
    lines = [texts.FOREIGN.format(pairs=" · ".join(pairs))]
    if DEPARTMENT not in table.printed:
        lines.append(texts.OWN_DEPARTMENT)
    return lines


def _guessed(found: Comparison) -> list[str]:
    """What was read off other cells, and how often."""
    told: list[str] = []
    for heading, labels in found.guessed.items():
        each = " · ".join(f"{label} {count:,}" for label, count in labels.items())
        told.append(texts.GUESSED.format(heading=heading, each=escape(each)))
    return told


def sums(found: Comparison) -> str:
    """How many rows of each sort."""
    counts = (
        (texts.ADDED_SUM, len(found.additions)),
        (texts.CHANGED_SUM, len(found.alterations)),
        (texts.REMOVED_SUM, len(found.removals)),
        (texts.SKIPPED_SUM, found.skipped),
        (texts.SAME_SUM, found.unchanged),
    )
    kept = (texts.ADDED_SUM, texts.CHANGED_SUM, texts.SAME_SUM)
    said = [words.format(count=f"{n:,}") for words, n in counts if n or words in kept]
    return " · ".join(said)


def changed(found: Comparison) -> list[str]:
    """Every change in a line of its own, by its row."""
    told = [
        texts.CHANGED.format(
            line=one.line,
            department=one.department,
            title=one.title,
            label=label,
            before=cell(before),
            after=cell(after),
        )
        for one in found.alterations
        for label, before, after in one.cells
    ]
    told += [
        texts.REMOVED.format(department=one.department, title=one.title) for one in found.removals
    ]
    return told + [
        texts.ADDED.format(line=one.line, department=one.department, title=one.title)
        for one in found.additions
    ]
