"""Record, figures, links and trail stand together or not at all, and no edit is lost silently."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, func
from sqlmodel import SQLModel, select

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.audit import AuditEntry
from storage.models.company import Company, CompanyName, RecordCompany
from storage.models.event import Event
from storage.models.figure import Figure
from storage.records import record_keeping, records
from storage.rules.errors import Changed
from storage.rules.terms import Measure, RecordKind
from tests.helpers.facts import bus, fair
from tests.helpers.offices import NOW, Office

TABLES: tuple[type[SQLModel], ...] = (
    Event,
    Figure,
    Company,
    CompanyName,
    RecordCompany,
    AuditEntry,
)
STATEMENTS = 60  # more than any act needs
EDITORS = 100


class PowerCut(Exception):
    """What the test raises in place of a statement."""


@contextmanager
def cut_at(db: Database, number: int) -> Iterator[list[int]]:
    """The `number`-th statement fails before it reaches the database; yields a counter."""
    seen = [0]

    def before(*_args: Any) -> None:
        seen[0] += 1
        if seen[0] == number:
            raise PowerCut

    engine = db.engine.sync_engine
    event.listen(engine, "before_cursor_execute", before)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", before)


async def _counts(db: Database) -> list[int]:
    async with db.read() as session:
        return [
            (await session.exec(select(func.count()).select_from(table))).one() for table in TABLES
        ]


async def _act(db: Database, office: Office) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), fair(counts={Measure.HIRED: 3}))
        await records.change(
            Act(session, office.staff, NOW),
            RecordKind.EVENT,
            row.id,
            fair(companies=("(주)맥도날드",), counts={Measure.VISITORS: 5}),
            expected_version=1,
        )


async def test_an_act_cut_off_at_any_statement_leaves_nothing(
    db: Database, office: Office
) -> None:
    cuts = 0
    for number in range(1, STATEMENTS):
        with cut_at(db, number) as seen:
            try:
                await _act(db, office)
            except PowerCut:
                cuts += 1
            else:
                break
        assert await _counts(db) == [0] * len(TABLES)
    assert cuts == seen[0] >= 12
    assert await _counts(db) == [1, 2, 2, 2, 1, 2]
    async with db.read() as session:
        assert await audit.verify(session) is None


@pytest.mark.timeout(120)
async def test_a_hundred_edits_at_once_are_each_applied_or_refused(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), bus(runs=0))

    async def edit(number: int) -> bool:
        """Reads, then writes on what was read, as two officers with one card do."""
        async with db.read() as session:
            read = await record_keeping.get(session, RecordKind.EVENT, row.id)
        assert read is not None
        try:
            async with db.begin() as session:
                await records.change(
                    Act(session, office.staff, NOW),
                    RecordKind.EVENT,
                    row.id,
                    bus(runs=number),
                    expected_version=read.version,
                )
        except Changed:
            return False
        return True

    done = await asyncio.gather(*(edit(number) for number in range(1, EDITORS + 1)))
    async with db.read() as session:
        kept = await record_keeping.get(session, RecordKind.EVENT, row.id)
        lines = await audit.of_subject(session, RecordKind.EVENT, row.id)
        broken = await audit.verify(session)
    assert kept is not None
    assert kept.version == 1 + sum(done)
    assert len(lines) == 1 + sum(done)
    assert lines[-1].after is not None
    assert lines[-1].after["facts"] == kept.facts
    assert sum(done) >= 1
    assert broken is None
