"""What departments logged in a half: the records of which each is asked whether they are all."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Table, literal, select, union_all
from sqlmodel import col
from sqlmodel import select as rows_of
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts import wording
from storage.facts.kind import Section
from storage.facts.kinds import KINDS, kinds_in
from storage.facts.shapes import EventFacts, MouFacts
from storage.facts.wording_parts import HEADING
from storage.models.mou import Mou
from storage.models.record_tables import TABLES
from storage.records.record_projection import facts_of
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventStatus, RecordKind
from storage.rules.trail import OF_RECORD, Subject

ASKED = tuple(kind for kind in RecordKind if kind in kinds_in(Section.RESULTS, Section.ABOVE))
"""The kinds that the results of a half are made of."""
MARK = 12

Marks = Mapping[str, int]
"""Records by `event:12`, each with its version."""


@dataclass(frozen=True)
class Logged:
    """One record of a half as its department is shown it: its name, then the lines it prints.

    `planned`: an event that is written down as to come. `overdue`: its last day is over, and
    nobody wrote what came of it.
    """

    kind: RecordKind
    id: int
    lines: tuple[str, ...]
    planned: bool = False
    overdue: bool = False


async def marks(
    session: AsyncSession, half: HalfYear, departments: Collection[int] | None = None
) -> dict[int, dict[str, int]]:
    """The living records of the half by department; of some departments if they are given."""
    if departments is not None and not departments:
        return {}
    found = union_all(*(_of_kind(kind, half, departments) for kind in ASKED))
    made: dict[int, dict[str, int]] = defaultdict(dict)
    await session.flush()
    for kind, number, version, department in await execute(session, found):
        made[department][f"{kind}:{number}"] = version
    return made


async def departments_of(
    session: AsyncSession, changed: Mapping[Subject, Collection[int]]
) -> set[int]:
    """The departments whose records are among what was changed; see `audit.changed`."""
    found: set[int] = set()
    for kind in ASKED:
        numbers = changed.get(OF_RECORD[kind], ())
        if numbers:
            table: Table = TABLES[kind].__table__
            asked = select(table.c.department_id).where(table.c.id.in_(numbers)).distinct()
            found |= {number for (number,) in await execute(session, asked)}
    return found


def _of_kind(kind: RecordKind, half: HalfYear, departments: Collection[int] | None) -> Any:
    table: Table = TABLES[kind].__table__
    asked = select(
        literal(kind.value).label("kind"), table.c.id, table.c.version, table.c.department_id
    ).where(table.c.half == half, table.c.removed_at.is_(None))
    return asked if departments is None else asked.where(table.c.department_id.in_(departments))


async def sealed(session: AsyncSession, of: Marks) -> dict[str, list[Any]]:
    """These records with their versions and what they say, to be compared with later."""
    facts = await _facts(session, of)
    return {name: [version, digest(facts[name])] for name, version in of.items()}


async def differing(session: AsyncSession, seen: Mapping[str, Any], now: Marks) -> set[str]:
    """The records that came, went, or say something else since they were sealed.

    What was changed and changed back says the same, whatever its version.
    """
    touched = {name for name in seen.keys() & now.keys() if seen[name][0] != now[name]}
    facts = await _facts(session, touched)
    other = {name for name in touched if digest(facts[name]) != seen[name][1]}
    return other | (seen.keys() ^ now.keys())


async def _facts(session: AsyncSession, names: Collection[str]) -> dict[str, Any]:
    wanted: dict[RecordKind, list[int]] = defaultdict(list)
    for name in names:
        kind, number = name.split(":")
        wanted[RecordKind(kind)].append(int(number))
    found: dict[str, Any] = {}
    for kind, numbers in wanted.items():
        table: Table = TABLES[kind].__table__
        asked = select(table.c.id, table.c.facts).where(table.c.id.in_(numbers))
        for number, facts in await execute(session, asked):
            found[f"{kind.value}:{number}"] = facts
    return found


def digest(facts: Any) -> str:
    """A short mark of what a record says."""
    plain = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:MARK]


def list_mark(of: Marks) -> str:
    """A short mark of a list, so that nobody agrees to another than the one on the screen."""
    return digest(dict(of))[:8]


async def entries(
    session: AsyncSession, department_id: int, half: HalfYear, today: date
) -> list[Logged]:
    """The department's records of the half with their printed lines, by kind and by day."""
    made: list[Logged] = []
    for kind in ASKED:
        table = TABLES[kind]
        day = KINDS[kind].day
        order = (col(getattr(table, day)), col(table.id)) if day else (col(table.id),)
        found = await session.exec(
            rows_of(table)
            .where(
                col(table.department_id) == department_id,
                col(table.half) == half,
                col(table.removed_at).is_(None),
            )
            .order_by(*order)
        )
        rows = found.all()
        above = await _agreements(session, kind, rows)
        made += [_logged(row, above.get(getattr(row, "parent_id", 0)), today) for row in rows]
    return made


def counted(of: Collection[Logged]) -> list[tuple[RecordKind, int]]:
    """How many there are of each kind."""
    return list(Counter(one.kind for one in of).items())


async def _agreements(
    session: AsyncSession, kind: RecordKind, rows: Collection[Any]
) -> dict[int, MouFacts]:
    if KINDS[kind].under is not RecordKind.MOU or not rows:
        return {}
    wanted = {row.parent_id for row in rows}
    found = await session.exec(rows_of(Mou).where(col(Mou.id).in_(wanted)))
    known = {row.id: facts_of(row) for row in found.all()}
    return {number: facts for number, facts in known.items() if isinstance(facts, MouFacts)}


def _logged(row: Any, parent: MouFacts | None, today: date) -> Logged:
    facts = facts_of(row)
    told = tuple(
        line.text
        for line in wording.lines(facts, parent=parent)
        if line.level != HEADING and line.text
    )
    planned = isinstance(facts, EventFacts) and facts.status is EventStatus.PLANNED
    last = facts.period.end if isinstance(facts, EventFacts) else None
    overdue = planned and last is not None and last < today
    lines = (row.title, *(text for text in told if text != row.title))
    return Logged(row.kind, row.id, lines, planned, overdue)
