"""What the office has set: its rows, how they are written, and who wrote them.

A change is a value: what one row is to say. Nothing else writes these rows, and each writing
leaves its line in the trail, from which the history is told and a change is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import ahead
from storage.models.audit import AuditEntry
from storage.models.setting import Setting
from storage.prepared import Prepared
from storage.rules import errors
from storage.rules.adapter import adapter
from storage.rules.setting_kinds import SettingSort
from storage.rules.trail import Subject, Verb


@dataclass(frozen=True)
class Change:
    """What a row is to say: a new one without a number; with nothing `said` it is to go."""

    sort: SettingSort
    key: str
    said: dict[str, Any] | None
    from_on: date | None = None
    number: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The change as plain JSON values."""
        made: dict[str, Any] = adapter(Change).dump_python(self, mode="json")
        return made

    @staticmethod
    def from_json(told: dict[str, Any]) -> "Change":
        """The change from JSON values."""
        made: Change = adapter(Change).validate_python(told)
        return made


class Standing(NamedTuple):
    """A row as it stands."""

    id: int
    sort: SettingSort
    key: str
    said: dict[str, Any]
    from_on: date | None
    version: int


_TABLE = Setting.__table__
_OF = Prepared(
    select(*(_TABLE.c[name] for name in Standing._fields))
    .where(_TABLE.c.sort == bindparam("wanted"))
    .order_by(_TABLE.c.id)
)


async def of(session: AsyncSession, sort: SettingSort) -> Sequence[Standing]:
    """The rows of a sort, in the order in which they came; read once in a transaction."""
    known = ahead(session)
    if sort not in known:
        rows = await _OF.rows(session, {"wanted": sort})
        known[sort] = [Standing(*row) for row in rows]
    found: Sequence[Standing] = known[sort]
    return found


async def existing(session: AsyncSession, number: int) -> Setting:
    """One row; raises Gone."""
    row = await session.get(Setting, number, populate_existing=True)
    if row is None:
        raise errors.Gone
    return row


async def standing(session: AsyncSession, number: int) -> Change | None:
    """What a row says now; None where there is none."""
    row = await session.get(Setting, number, populate_existing=True)
    return as_change(row) if row is not None else None


def as_change(row: Setting | Standing) -> Change:
    """What a row says now."""
    return Change(row.sort, row.key, dict(row.said), row.from_on, row.id)


def applied(rows: Sequence[Change], change: Change) -> list[Change]:
    """What all rows of a sort would say after a change; pure."""
    if change.number is None:
        return [*rows, change]
    kept = [change if one.number == change.number else one for one in rows]
    if all(one.number != change.number for one in kept):
        kept = sorted([*kept, change], key=lambda one: one.number or 0)
    return [one for one in kept if one.said is not None]


async def put(act: Act, change: Change) -> Change:
    """Writes the change; returns the change by which it is taken back."""
    await act.hold()
    before = await standing(act.session, change.number) if change.number else None
    if change.said is None and before is None:
        raise errors.Gone
    number = await _written(act.session, change)
    verb = Verb.REMOVE if change.said is None else Verb.CHANGE if before else Verb.CREATE
    told = None if change.said is None else _told(change)
    await act.log(Subject.SETTING, number, verb, _told(before) if before else None, told)
    return before or replace(change, said=None, number=number)


async def _written(session: AsyncSession, change: Change) -> int:
    """The number of the row that says so now, or said it last."""
    ahead(session).pop(change.sort, None)
    row = await session.get(Setting, change.number) if change.number else None
    if change.said is None:
        assert row is not None
        await session.delete(row)
        await session.flush()
        return row.id
    if row is None:
        row = Setting(sort=change.sort, key=change.key, version=0)
        if change.number:
            row.id = change.number
    row.key, row.said, row.from_on = change.key, change.said, change.from_on
    row.version += 1
    session.add(row)
    await session.flush()
    return row.id


async def history(session: AsyncSession, sort: SettingSort) -> Sequence[AuditEntry]:
    """Who changed what of a sort, newest first."""
    return [entry for entry in await _lines(session) if sort_of(entry) == sort]


def sides(entry: AuditEntry) -> tuple[Change | None, Change | None]:
    """What stood before, and what stands after a line of the history."""
    before, after = (
        Change.from_json(told) if told else None for told in (entry.before, entry.after)
    )
    return before, after


async def last(session: AsyncSession) -> dict[SettingSort, AuditEntry]:
    """The newest change of each sort."""
    found: dict[SettingSort, AuditEntry] = {}
    for entry in await _lines(session):
        if (sort := sort_of(entry)) is not None:
            found.setdefault(sort, entry)
    return found


async def _lines(session: AsyncSession) -> Sequence[AuditEntry]:
    asked = select(AuditEntry).where(col(AuditEntry.subject) == Subject.SETTING)
    return (await session.exec(asked.order_by(col(AuditEntry.seq).desc()))).all()


def sort_of(entry: AuditEntry) -> SettingSort | None:
    """Of what sort a line of the trail tells."""
    told = entry.after or entry.before or {}
    return next((one for one in SettingSort if one == told.get("sort")), None)


def _told(change: Change) -> dict[str, Any]:
    return {name: value for name, value in change.to_json().items() if name != "number"}
