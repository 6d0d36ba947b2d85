"""The rows of a register: the living records of a kind in a scope, each with all its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.registers import wording_cells
from storage.facts.registers.columns import Register
from storage.facts.registers.wording_registers import (
    DEPARTMENT,
    EVENT_KIND,
    HELD,
    KEY,
    LARGE,
    LAST_CONTACT,
    LOCAL,
    NUMBER,
    REGISTERS,
    RESIDENTS,
    SUBCONTRACTED,
    WORKERS,
)
from storage.facts.registers.wording_scopes import Scope
from storage.figures import sums
from storage.figures.asking import Asked
from storage.figures.sums import By
from storage.models.base import Record
from storage.models.mou import Mou
from storage.office import departments
from storage.records.record_projection import facts_of, table_of
from storage.registers.office_kinds import with_kinds
from storage.rules.figure_kinds import Counted
from storage.rules.terms import RecordKind

Told = Mapping[str, Mapping[int, str]]
"""What is told and not read back: by heading, then by record."""
YES = "○"


@dataclass(frozen=True)
class Listed:
    """A register as it stands: its scope, its headings, and the cells of each record."""

    scope: Scope
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a cell may hold, by heading, where the office itself says it."""

    @property
    def register(self) -> Register:
        """What it is a list of."""
        return REGISTERS[self.scope.kind]


def headings_of(register: Register) -> tuple[str, ...]:
    """All its columns from left to right."""
    return (NUMBER, DEPARTMENT, *(one.heading for one in register.columns), KEY)


async def living(session: AsyncSession, scope: Scope) -> list[Any]:
    """The living records of a scope, by the day that their kind has, then as they were added."""
    table = table_of(scope.kind)
    rows = list((await session.exec(select(table).where(*_within(scope)))).all())
    day = REGISTERS[scope.kind].row.day
    return sorted(rows, key=lambda row: (getattr(row, day) or date.max, row.id))


async def count(session: AsyncSession, scope: Scope) -> int:
    """How many records it holds."""
    table = table_of(scope.kind)
    asked = select(func.count(col(table.id))).where(*_within(scope))
    return int((await session.exec(asked)).one())


def _within(scope: Scope) -> list[ColumnElement[bool]]:
    """The conditions of a scope on living records."""
    table = table_of(scope.kind)
    asked: list[ColumnElement[bool]] = [col(table.removed_at).is_(None)]
    if scope.first is not None and scope.last is not None:
        asked += [col(table.half) >= scope.first, col(table.half) <= scope.last]
    if scope.department is not None:
        asked.append(col(table.department_id) == scope.department)
    if scope.until:
        asked.append(col(table.id) <= scope.until)
    return asked


async def of(session: AsyncSession, scope: Scope) -> Listed:
    """The register of a scope as it stands."""
    register = await with_kinds(session, REGISTERS[scope.kind])
    rows = await living(session, scope)
    everyone = await departments.ordered(session, everyone=True)
    names = {one.id: one.name for one in everyone}
    told = await _told(session, rows, scope)
    listed = [
        _cells(register, row, at, names.get(row.department_id, ""), told)
        for at, row in enumerate(rows, 1)
    ]
    newest = max((row.id for row in rows), default=0)
    offered = {DEPARTMENT: tuple(one.name for one in everyone if one.active)}
    offered |= _kinds_offered(register, listed)
    return Listed(scope.up_to(newest), headings_of(register), tuple(listed), offered)


def _kinds_offered(
    register: Register, rows: Sequence[Sequence[str]]
) -> Mapping[str, tuple[str, ...]]:
    """The kinds of event of this office, a retired one only while a row has it."""
    heading = register.heading_of(EVENT_KIND)
    if not heading:
        return {}
    at = headings_of(register).index(heading)
    choices = wording_cells.of(register, register.read[heading]).choices
    return {heading: tuple(dict.fromkeys((*choices, *(row[at] for row in rows))))}


def key_of(row: Record) -> str:
    """What finds a record again, and tells whether it is still as it was."""
    return f"r{row.id}v{row.version}"


def _cells(register: Register, row: Any, at: int, department: str, told: Told) -> tuple[str, ...]:
    cells = wording_cells.written(register, facts_of(row))
    beside = {heading: each.get(row.id, "") for heading, each in told.items()}
    ends = {NUMBER: str(at), DEPARTMENT: department, KEY: key_of(row)}
    every = cells | beside | ends
    return tuple(every.get(heading, "") for heading in headings_of(register))


async def _told(session: AsyncSession, rows: Sequence[Any], scope: Scope) -> Told:
    """What other rows say of these records."""
    if scope.kind is RecordKind.MOU:
        return {LAST_CONTACT: {row.id: _day(row.last_contact_on) for row in rows}}
    if scope.kind is RecordKind.EVENT:
        return {HELD: await _agreements(session, rows)}
    return {
        LARGE: {row.id: YES if row.large else "" for row in rows},
        SUBCONTRACTED: await _of_children(session, Counted.SUBCONTRACTED),
        LOCAL: await _of_children(session, Counted.LOCAL_SUBCONTRACTED),
        WORKERS: await _of_children(session, Counted.WORKERS),
        RESIDENTS: await _of_children(session, Counted.WORKERS, residents=True),
    }


async def _of_children(
    session: AsyncSession, measure: Counted, *, residents: bool = False
) -> dict[int, str]:
    """A sum of the ledger over what hangs on each contract."""
    asked = Asked(measures=(measure,), residents=residents)
    found = await sums.by(session, asked, By.PARENT)
    return {number: f"{one.value:,}" for number, one in found.items() if one.value is not None}


async def _agreements(session: AsyncSession, rows: Sequence[Any]) -> dict[int, str]:
    """The agreement that each event keeps, by its title."""
    wanted = {row.agreement_id for row in rows if row.agreement_id}
    if not wanted:
        return {}
    named = select(col(Mou.id), col(Mou.title)).where(col(Mou.id).in_(sorted(wanted)))
    titles = {number: title for number, title in await session.exec(named)}
    return {row.id: titles.get(row.agreement_id, "") for row in rows if row.agreement_id}


def _day(value: date | None) -> str:
    return f"{value.year}. {value.month}. {value.day}." if value else ""
