"""Whose form it is that came back: by its rows, else as the office says."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Department
from storage.office import departments
from storage.plans import wording_plan_table as words
from storage.plans.plan_table_shapes import Table
from storage.rules.errors import Refusal
from storage.rules.names import clean_text


class DepartmentWanted(Refusal):
    """A form that does not say whose it is, or says it in a name that nobody knows."""


async def addressed(session: AsyncSession, table: Table) -> Table:
    """The form with its department in each row; any other table as it is.

    Raises DepartmentWanted, and Refusal for a form with several departments.
    """
    if not table.form:
        return table
    chosen = table.decided.department
    found = await departments.by_id(session, chosen) if chosen else None
    found = found or await _named(session, table)
    rows = tuple(
        replace(row, cells={**row.cells, words.DEPARTMENT: found.name}) for row in table.rows
    )
    return replace(table, rows=rows)


async def _named(session: AsyncSession, table: Table) -> Department:
    said: dict[str, str] = {}
    for row in table.rows:
        name = clean_text(row.cells.get(words.DEPARTMENT, ""))
        if name:
            said.setdefault(departments.name_key(name), name)
    known: dict[int, Department] = {}
    for name in said.values():
        one = await departments.find_by_name(session, name)
        if one is None or not one.active:
            names = ", ".join(said.values())
            raise DepartmentWanted(words.FORM_UNKNOWN.format(names=names[:40]))
        known[one.id] = one
    if not known:
        raise DepartmentWanted(words.FORM_WHOSE)
    if len(known) > 1:
        names = ", ".join(one.name for one in known.values())
        raise Refusal(words.FORM_SEVERAL.format(names=names[:80]))
    return next(iter(known.values()))


async def likely(session: AsyncSession, file_name: str) -> Sequence[Department]:
    """The departments whose name stands in that of a file, the longest first."""
    said = departments.name_key(file_name)
    found = [
        one for one in await departments.ordered(session) if departments.name_key(one.name) in said
    ]
    return sorted(found, key=lambda one: -len(one.name))
