"""What a word of a search may mean beside its letters: people, departments, figures, months."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Table, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts.likeness import fold
from storage.models.figure import Figure
from storage.models.office import Department, Officer
from storage.rules.terms import RecordKind
from storage.rules.wording_search import COUNTED, MONTH

MOST_RECORDS = 2_000
"""Records that count one and the same figure; of more a figure tells none apart."""


@dataclass(frozen=True)
class Meant:
    """The numbers of those whom a word names, and of the records that count it."""

    people: tuple[int, ...] = ()
    departments: tuple[int, ...] = ()
    counting: Mapping[RecordKind, tuple[int, ...]] = field(default_factory=dict)
    month: int | None = None

    def ways(self, kind: RecordKind, table: Table) -> Iterator[ColumnElement[bool]]:
        """The conditions under which a record of this kind is meant, whatever its letters."""
        if self.people:
            yield table.c.officer_id.in_(self.people)
        if self.departments:
            yield table.c.department_id.in_(self.departments)
        if self.counting.get(kind):
            yield table.c.id.in_(self.counting[kind])


NOTHING = Meant()


async def meant(session: AsyncSession, words: Sequence[str]) -> dict[str, Meant]:
    """What each of these words may mean."""
    await session.flush()
    people = (await execute(session, select(col(Officer.id), col(Officer.name)))).all()
    asked = select(col(Department.id), col(Department.name), col(Department.former_names))
    departments = (await execute(session, asked)).all()
    found = {}
    for word in words:
        key, month = fold(word), re.fullmatch(MONTH, word)
        found[word] = Meant(
            people=tuple(number for number, name in people if fold(name) == fold(word)),
            departments=tuple(
                number
                for number, name, former in departments
                if key in map(fold, (name, *(former or ())))
            ),
            counting=await _counting(session, word),
            month=int(month["month"]) if month else None,
        )
    return found


async def _counting(session: AsyncSession, word: str) -> dict[RecordKind, tuple[int, ...]]:
    """The records that count this very figure: 265, 1,234명."""
    said = re.fullmatch(COUNTED, word)
    if said is None:
        return {}
    table = Figure.__table__
    value = int(said["figure"].replace(",", ""))
    asked = (
        select(table.c.record_kind, table.c.record_id)
        .where(table.c.value == value)
        .distinct()
        .limit(MOST_RECORDS + 1)
    )
    rows = (await execute(session, asked)).all()
    if len(rows) > MOST_RECORDS:
        return {}
    kinds: dict[RecordKind, list[int]] = defaultdict(list)
    for kind, number in rows:
        kinds[kind].append(number)
    return {kind: tuple(numbers) for kind, numbers in kinds.items()}
