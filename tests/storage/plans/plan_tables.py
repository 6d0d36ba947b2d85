"""The 취합표 out of a database, through a real file, and back, for the tests of both ways."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.documents import plan_table_reader, plan_table_sheet
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Officer
from storage.plans import plan_table, plans
from storage.plans import plan_table_changes as changes
from storage.plans.plan_table_shapes import Comparison, Decided, table_of
from storage.plans.wording_plan_table import COLUMNS, KEY
from storage.records import records
from storage.records.returned_rows import Choice
from storage.rules.half_year import HalfYear
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2022, 1)
Rows = list[list[str]]
Edit = Callable[[Rows], Rows | None]


async def rows_of(db: Database) -> Rows:
    """The cells of the table as they stand."""
    async with db.read() as session:
        return await plan_table.rows(session, HALF)


def file_of(rows: Sequence[Sequence[str]]) -> bytes:
    """The workbook of these rows."""
    return plan_table_sheet.written({"half": HALF.code, "rows": rows})


def read(body: bytes, name: str = "table.xlsx") -> dict[str, Any]:
    """What the reader makes of a file."""
    return plan_table_reader.read(name, body)


async def exported(db: Database) -> bytes:
    """The workbook of the table as it stands."""
    return file_of(await rows_of(db))


NOTHING_DECIDED = Decided()


async def compared(
    db: Database, body: bytes, actor: Officer, decided: Decided = NOTHING_DECIDED
) -> Comparison:
    """What a file would change; nothing is kept."""
    async with db.begin() as session:
        table = replace(table_of(read(body)), decided=decided)
        return await changes.compare(Act(session, actor, NOW), table)


async def imported(
    db: Database, body: bytes, actor: Officer, decided: Decided = NOTHING_DECIDED
) -> Comparison:
    """Takes a file over; raises Refusal."""
    async with db.begin() as session:
        table = replace(table_of(read(body)), decided=decided)
        return await changes.take(Act(session, actor, NOW), table)


async def all_new(db: Database, body: bytes, actor: Officer) -> Decided:
    """Every new row of a file is an item of its own, whatever it resembles."""
    likely = (await compared(db, body, actor)).likely
    return Decided({one.line: Choice.NEW for one in likely})


def column(name: str) -> int:
    """The place of a column."""
    return COLUMNS.index(name)


def without_keys(rows: Rows) -> Rows:
    """The same rows as somebody would type them anew."""
    return [[*row[: column(KEY)], ""] for row in rows]


async def put(db: Database, office: Office, department: int, facts: PlanItemFacts) -> int:
    """An item of a department's plan; returns its number."""
    async with db.begin() as session:
        owner = office.departments[department].id
        plan = await plans.ensure(session, owner, HALF)
        row = await records.add(Act(session, office.office, NOW), facts, parent_id=plan.id)
        return int(row.id)
