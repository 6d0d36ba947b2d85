"""The table by which an office changes its departments: read whole, or not at all."""

import csv
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Department, Officer
from storage.queries import audit, texts
from storage.queries.office.departments import name_key, ordered
from storage.rules import errors
from storage.rules.names import clean_text

SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Loaded:
    """What a table did, by department name; with `faults` it did nothing."""

    added: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    line: int
    position: int
    name: str
    former: str


def decode(data: bytes) -> str:
    """The text of a CSV file as Korean offices save it. Refusal for any other encoding."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise errors.Refusal(texts.TABLE_UNREADABLE)


def parse(text: str) -> tuple[list[Row], list[str]]:
    """The rows of the table, and one Korean sentence for each row that cannot be read.

    Refusal when the table is empty or lacks a column.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if not any(line.strip() for line in lines):
        raise errors.Refusal(texts.TABLE_EMPTY)
    separator = max(SEPARATORS, key=lines[0].count)
    table = list(csv.reader(StringIO("\n".join(lines)), delimiter=separator))
    heading = [name_key(cell) for cell in table[0]]
    if not {texts.ORDER_COLUMN, texts.NAME_COLUMN} <= set(heading):
        raise texts.heading_missing(lines[0])
    rows: list[Row] = []
    faults: list[str] = []
    for line, cells in enumerate(table[1:], start=2):
        told = dict(zip(heading, map(clean_text, cells), strict=False))
        if not any(told.values()):
            continue
        fault = _fault(line, told)
        if fault:
            faults.append(fault)
            continue
        former = told.get(texts.FORMER_COLUMN, "")
        rows.append(Row(line, int(told[texts.ORDER_COLUMN]), told[texts.NAME_COLUMN], former))
    return rows, faults + _twice(rows)


def _fault(line: int, told: dict[str, str]) -> str:
    order = told.get(texts.ORDER_COLUMN, "")
    if not (order.isascii() and order.isdigit() and len(order) <= 6):
        return texts.row_order(line, order)
    return "" if told.get(texts.NAME_COLUMN) else texts.row_name(line)


def _twice(rows: list[Row]) -> list[str]:
    faults: list[str] = []
    first: dict[str, int] = {}
    for row in rows:
        for name in filter(None, (row.name, row.former)):
            seen = first.setdefault(name_key(name), row.line)
            if seen != row.line:
                faults.append(texts.row_twice(row.line, name, seen))
    return faults


async def load_csv(
    session: AsyncSession, text: str, now: datetime, actor: Officer | None
) -> Loaded:
    """Makes the departments those of the table: order, new names, new and dissolved ones.

    A renamed department keeps its records and its old name as an alias. One that is missing from
    the table is dissolved: it leaves the lists and keeps its records. Nothing is deleted. With
    any faulty row nothing changes, and `faults` holds one sentence a row.
    """
    rows, faults = parse(text)
    known = {name_key(one.name): one for one in await ordered(session, everyone=True)}
    for row in rows:
        if row.former and {name_key(row.former), name_key(row.name)} <= known.keys():
            faults.append(texts.row_taken(row.line, row.former, row.name))
    if faults or not rows:
        return Loaded(faults=tuple(faults or [texts.TABLE_EMPTY]))
    added, renamed, kept, seen = [], [], [], set()
    for row in rows:
        department, was = _place(row, known)
        if department.id is None:
            added.append(row.name)
        elif was == row.name:
            kept.append(row.name)
        else:
            renamed.append((was, row.name))
        session.add(department)
        await session.flush()
        seen.add(department.id)
    closed = [one for one in known.values() if one.active and one.id not in seen]
    for department in closed:
        department.active = False
    await session.flush()
    gone = tuple(one.name for one in closed)
    done = Loaded(tuple(added), tuple(renamed), tuple(kept), gone)
    await _log(session, done, now, actor)
    return done


def _place(row: Row, known: dict[str, Department]) -> tuple[Department, str]:
    """The department of a row, with its new name and place, and the name it had before."""
    department = known.get(name_key(row.name)) or known.get(name_key(row.former))
    if department is None:
        department = Department(name=row.name, position=row.position)
    was = department.name
    if name_key(was) != name_key(row.name):
        department.former_names = [*department.former_names, was]
    department.name, department.position, department.active = row.name, row.position, True
    return department, was


async def _log(session: AsyncSession, done: Loaded, now: datetime, actor: Officer | None) -> None:
    after = {
        "added": list(done.added),
        "renamed": [list(pair) for pair in done.renamed],
        "closed": list(done.closed),
    }
    await audit.write(
        session,
        at=now,
        officer_id=actor.id if actor else None,  # nobody: the first day, from the server
        action="load",
        subject="department",
        subject_id=0,
        after=after,
    )
