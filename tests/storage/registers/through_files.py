"""Registers out of a database, through a real file, and back, for the tests of both ways."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from bot.documents import register_reader, register_sheet, register_text
from storage.act import Act
from storage.database import Database
from storage.facts.registers.wording_scopes import Scope
from storage.models.office import Officer
from storage.registers import comparing, listing, taking
from storage.registers.listing import Listed
from storage.registers.shapes import Comparison, Decided, Table, table_of
from storage.registers.taking import Taken
from tests.helpers.offices import NOW

HEAD = 4  # the row of the header of a sheet
NOTHING_DECIDED = Decided()
Edit = Callable[[list[dict[str, str]]], object]


async def listed(db: Database, scope: Scope) -> Listed:
    """A register as it stands."""
    async with db.read() as session:
        return await listing.of(session, scope)


def file_of(register: Listed, form: str = "xlsx") -> bytes:
    """The file of a register."""
    given = {
        "heading": register.scope.heading,
        "headings": register.headings,
        "title": "대장",
        "told": "",
        "rows": register.rows,
        "offered": register.offered,
    }
    return register_sheet.written(given) if form == "xlsx" else register_text.written(given)


async def exported(db: Database, scope: Scope, form: str = "xlsx") -> bytes:
    """The file of a register as it stands."""
    return file_of(await listed(db, scope), form)


def edited(register: Listed, edit: Edit) -> bytes:
    """The file after somebody worked on its rows, each a mapping by headings: typed as it is."""
    rows = [dict(zip(register.headings, row, strict=True)) for row in register.rows]
    edit(rows)
    book = openpyxl.load_workbook(io.BytesIO(file_of(replace(register, rows=()))))
    for line, row in enumerate(rows, HEAD + 1):
        for at, heading in enumerate(register.headings, 1):
            book.active.cell(line, at).value = row.get(heading) or None
    return saved_book(book)


def letter_of(register: Listed, heading: str) -> str:
    """The column of a heading."""
    letter: str = get_column_letter(register.headings.index(heading) + 1)
    return letter


def saved_book(book: Any) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def typed(body: bytes, **cells: Any) -> bytes:
    """The workbook after somebody typed into these cells."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    for place, value in cells.items():
        book.active[place] = value
    return saved_book(book)


def foreign(headings: Sequence[str], *rows: Sequence[Any], above: Sequence[str] = ()) -> bytes:
    """A list that another office keeps."""
    book = openpyxl.Workbook()
    for said in above:
        book.active.append([said])
    book.active.append(list(headings))
    for row in rows:
        book.active.append(list(row))
    return saved_book(book)


def as_text(*rows: Sequence[str]) -> bytes:
    """A list as text with commas."""
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode()


def read(body: bytes) -> dict[str, Any]:
    """What the reader makes of a file."""
    return register_reader.read("register", body)


def table(body: bytes, decided: Decided = NOTHING_DECIDED) -> Table:
    """The table of a file, with what was decided about it."""
    return replace(table_of(read(body)), decided=decided)


async def compared(
    db: Database, body: bytes, actor: Officer, decided: Decided = NOTHING_DECIDED
) -> Comparison:
    """What a file would change; nothing is kept."""
    async with db.begin() as session:
        return await comparing.compare(Act(session, actor, NOW), table(body, decided))


async def imported(
    db: Database, body: bytes, actor: Officer, decided: Decided = NOTHING_DECIDED
) -> tuple[Comparison, Taken]:
    """Takes a file over."""
    async with db.begin() as session:
        act = Act(session, actor, NOW)
        found = await comparing.compare(act, table(body, decided))
        return found, await taking.take(act, found.kind, found.edits)


def cells(register: Listed, *but: str) -> list[Mapping[str, str]]:
    """The rows by heading, without these headings."""
    return [
        {one: cell for one, cell in zip(register.headings, row, strict=True) if one not in but}
        for row in register.rows
    ]
