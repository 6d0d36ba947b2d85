"""Departments in the order of the office (직제순), under their old names too."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Department, Officer
from storage.queries import audit, texts
from storage.queries.department_table import Row, name_key, parse


@dataclass(frozen=True)
class Loaded:
    """What a table did, by department name; with `faults` it did nothing."""

    added: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


async def ordered(session: AsyncSession, *, everyone: bool = False) -> list[Department]:
    """Departments in 직제순; those dissolved only with `everyone`."""
    asked = select(Department).order_by(col(Department.position), col(Department.id))
    if not everyone:
        asked = asked.where(col(Department.active))
    return list((await session.exec(asked)).all())


async def by_id(session: AsyncSession, department_id: int) -> Department | None:
    """A department by its number, active or not."""
    return await session.get(Department, department_id)


async def find_by_name(session: AsyncSession, name: str) -> Department | None:
    """The department of this name, or the one that bore it before; spaces do not matter."""
    wanted = name_key(name)
    everyone = await ordered(session, everyone=True)
    for department in everyone:
        if name_key(department.name) == wanted:
            return department
    former = (one for one in everyone if wanted in map(name_key, one.former_names))
    return next(iter(sorted(former, key=lambda one: not one.active)), None)


async def load_csv(session: AsyncSession, text: str, now: datetime, actor: Officer) -> Loaded:
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


async def _log(session: AsyncSession, done: Loaded, now: datetime, actor: Officer) -> None:
    after = {
        "added": list(done.added),
        "renamed": [list(pair) for pair in done.renamed],
        "closed": list(done.closed),
    }
    await audit.write(
        session,
        at=now,
        officer_id=actor.id,
        action="load",
        subject="department",
        subject_id=0,
        after=after,
    )
