"""The table by which an office changes its departments: read whole, or not at all."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Department
from storage.office import texts
from storage.office.departments import name_key, ordered
from storage.rules import errors
from storage.rules.names import clean_text
from storage.rules.trail import Subject, Verb

SEPARATORS = ",;\t"
STARTING_LIST = Path(__file__).parent / "departments.csv"
"""An invented list to begin with; the office puts its own in its place."""


@dataclass(frozen=True)
class Loaded:
    """What a table did, by department name; with `faults` it did nothing."""

    added: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()  # in use and not in the table: they stay as they are
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


async def load_csv(act: Act, text: str, *, close: bool = False) -> Loaded:
    """Makes the departments those of the table: order, new names, new and dissolved ones.

    A renamed department keeps its records and its old name as an alias. A table may hold a part
    of the office: one that is missing from it stays as it is, or with `close` is dissolved; it
    leaves the lists and keeps its records. Nothing is deleted. With any faulty row nothing
    changes, and `faults` holds one sentence a row.
    """
    session = act.session
    rows, faults = parse(text)
    known = {name_key(one.name): one for one in await ordered(session, everyone=True)}
    done = _compared(rows, faults, known, close=close)
    if done.faults:
        return done
    gone = [one for one in known.values() if one.name in done.closed]
    for row in rows:
        session.add(_place(row, known))
        await session.flush()
    for department in gone:
        department.active = False
    await session.flush()
    await act.log(Subject.DEPARTMENT, 0, Verb.LOAD, after=_told(done))
    return done


async def foreseen(session: AsyncSession, text: str, *, close: bool = False) -> Loaded:
    """What `load_csv` would do with this table now; nothing is changed."""
    rows, faults = parse(text)
    known = {name_key(one.name): one for one in await ordered(session, everyone=True)}
    return _compared(rows, faults, known, close=close)


def _compared(
    rows: list[Row], faults: list[str], known: dict[str, Department], *, close: bool
) -> Loaded:
    """A table beside the departments that there are."""
    taken = [
        texts.row_taken(row.line, row.former, row.name)
        for row in rows
        if row.former and {name_key(row.former), name_key(row.name)} <= known.keys()
    ]
    if faults or taken or not rows:
        return Loaded(faults=tuple([*faults, *taken] or [texts.TABLE_EMPTY]))
    places = [(row.name, _known(row, known)) for row in rows]
    seen = {one.id for _name, one in places if one is not None}
    missing = tuple(one.name for one in known.values() if one.active and one.id not in seen)
    return Loaded(
        added=tuple(name for name, one in places if one is None),
        renamed=tuple((one.name, name) for name, one in places if one and one.name != name),
        kept=tuple(name for name, one in places if one and one.name == name),
        closed=missing if close else (),
        left=() if close else missing,
    )


def _known(row: Row, known: dict[str, Department]) -> Department | None:
    """The department that a row names by its new name or its former one."""
    return known.get(name_key(row.name)) or known.get(name_key(row.former))


def _place(row: Row, known: dict[str, Department]) -> Department:
    """The department of a row, with its new name and place."""
    department = _known(row, known) or Department(name=row.name, position=row.position)
    was = department.name
    if name_key(was) != name_key(row.name):
        department.former_names = [*department.former_names, was]
    department.name, department.position, department.active = row.name, row.position, True
    return department


async def snapshot(session: AsyncSession) -> list[list[Any]]:
    """Every department as it is, as JSON: what taking a list back needs."""
    return [
        [one.id, one.name, one.position, one.active, list(one.former_names)]
        for one in await ordered(session, everyone=True)
    ]


async def take_back(
    act: Act, before: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]]
) -> None:
    """Makes the departments what they were `before`; new ones go out of use.

    Refusal when they are not as the list had left them (`after`): somebody has changed one since.
    """
    session = act.session
    await act.hold()
    if await snapshot(session) != [list(one) for one in after]:
        raise errors.Refusal(texts.DEPARTMENTS_MOVED)
    rows = {one.id: one for one in await ordered(session, everyone=True)}
    was = {one[0]: one for one in before}
    taken = {one[1] for one in before}
    for number, row in rows.items():  # names are unique: none may be in the way of another
        row.name = f"{row.name}\n{number}"
    await session.flush()
    for number, row in rows.items():
        if number in was:
            _id, row.name, row.position, row.active, row.former_names = was[number]
        else:
            name = row.name.partition("\n")[0]
            row.name = f"{name} ({number})" if name in taken else name
            row.active = False
    await session.flush()
    undone = Loaded(closed=tuple(row.name for number, row in rows.items() if number not in was))
    await act.log(Subject.DEPARTMENT, 0, Verb.TAKE_BACK_LOAD, after=_told(undone))


def _told(done: Loaded) -> dict[str, Any]:
    return {
        "added": list(done.added),
        "renamed": [list(pair) for pair in done.renamed],
        "closed": list(done.closed),
    }
