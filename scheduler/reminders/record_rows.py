"""Reads the living records that may be due: in the order of their entry, each kind by itself.

SQLite keeps any text as a date: a row that nobody can read is set aside alone.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import Date, bindparam, literal_column, or_
from sqlalchemy import select as columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due.matters import STALE_DAYS
from scheduler.due.of_records import AHEAD
from scheduler.due.rows import ContractRow, EventRow, MouRow, Owned, PromiseRow
from storage.models.audit import AuditEntry
from storage.models.base import UtcTime
from storage.models.contract import Contract, HireReport
from storage.models.event import Event
from storage.models.mou import Mou, MouPromise
from storage.office.setting_aside import Aside
from storage.prepared import Prepared
from storage.records.deliveries import UNKEPT
from storage.rules.clock import KST
from storage.rules.terms import EventStatus, RecordKind

OWNED = len(Owned._fields)
Given = dict[str, Any]
_UNTIL = bindparam("until", type_=Date)
_OLDEST = bindparam("oldest", type_=Date)


def given(first: date, last: date) -> Given:
    """The bounds of what may count on the days from `first` to `last`."""
    oldest = first - timedelta(days=STALE_DAYS)
    since = datetime.combine(oldest, time(), KST)
    return {"oldest": oldest, "since": since, "until": last + AHEAD}


def _living(table: Any, *more: Any) -> Any:
    """The columns of `Owned` and more, of the living rows of a table."""
    owned = [col(getattr(table, name)) for name in Owned._fields]
    return columns(*owned, *more).where(col(table.removed_at).is_(None))


_MOUS = Prepared(
    _living(Mou, col(Mou.last_contact_on), col(Mou.next_contact_on))
    .add_columns(col(Mou.sleeps_on), col(Mou.expires_on))
    .where(
        (col(Mou.next_contact_on) <= _UNTIL)
        | (col(Mou.sleeps_on) <= _UNTIL)
        | col(Mou.sleeps_on).is_(None)
        | (col(Mou.expires_on) <= _UNTIL),
        col(Mou.expires_on).is_(None) | (col(Mou.expires_on) >= _OLDEST),
    )
)
_PROMISES = Prepared(
    _living(MouPromise, col(MouPromise.due_on), col(MouPromise.changed_at)).where(
        or_(*(col(MouPromise.status) == status for status in UNKEPT)),
        col(MouPromise.due_on) <= _UNTIL,
    )
)
_PLANNED = col(Event.status) == literal_column(f"'{EventStatus.PLANNED}'")
"""In so many words, by which the databases know the index of what is planned."""
_EVENTS = Prepared(
    _living(Event, col(Event.starts_on), col(Event.ends_on), col(Event.precision))
    .add_columns(col(Event.changed_at))
    .where(_PLANNED, col(Event.starts_on) <= _UNTIL)
)
_LARGE = (col(Contract.large), col(Contract.changed_at) >= bindparam("since", type_=UtcTime))
_NUMBERS = columns(col(Contract.id)).where(col(Contract.removed_at).is_(None), *_LARGE)
_CONTRACTS = Prepared(
    _living(Contract, col(Contract.changed_at), col(Contract.stage), col(Contract.facts)).where(
        *_LARGE
    )
)
_REPORTS = Prepared(
    columns(col(HireReport.parent_id), col(HireReport.facts)["stage"].as_string())
    .add_columns(col(HireReport.created_at))
    .where(col(HireReport.parent_id).in_(_NUMBERS), col(HireReport.removed_at).is_(None))
)
_STAGES = Prepared(
    columns(col(AuditEntry.subject_id), col(AuditEntry.at))
    .add_columns(col(AuditEntry.after)["facts", "stage"].as_string())
    .where(
        col(AuditEntry.subject) == RecordKind.CONTRACT,
        col(AuditEntry.subject_id).in_(_NUMBERS),
    )
    .order_by(col(AuditEntry.seq))
)


def _plain(kind: RecordKind, statement: Prepared, made: Callable[..., Any]) -> Any:
    """Reads a kind whose rows say all by themselves."""

    async def read(session: AsyncSession, given: Given, aside: Aside) -> list[Any]:
        found = await statement.rows(session, given, aside.spoiled(kind))
        # asked for that order, SQLite would read the table to its end
        rows = sorted(found, key=itemgetter(0))
        return [made(Owned(*row[:OWNED]), *row[OWNED:]) for row in rows]

    return read


async def _contracts(session: AsyncSession, given: Given, aside: Aside) -> list[ContractRow]:
    rows = await _CONTRACTS.rows(session, given, aside.spoiled(RecordKind.CONTRACT))
    if not rows:
        return []
    begun = await _stages_begun(session, given)
    reported: dict[int, list[tuple[str | None, datetime]]] = {}
    for parent, stage, at in await _REPORTS.rows(session, given):
        reported.setdefault(parent, []).append((stage, at))
    made = []
    for row in sorted(rows, key=itemgetter(0)):
        owned, (changed_at, stage, facts) = Owned(*row[:OWNED]), row[OWNED:]
        since = begun.get(owned.id, owned.created_at)
        told = reported.get(owned.id, ())
        made.append(ContractRow(owned, changed_at, stage, facts, since, told))
    return made


async def _stages_begun(session: AsyncSession, given: Given) -> dict[int, datetime]:
    """Since when each contract is at its stage: the trail tells when it was written down."""
    begun: dict[int, datetime] = {}
    known: dict[int, str] = {}
    for number, at, stage in await _STAGES.rows(session, given):
        if stage and known.get(number) != stage:
            known[number], begun[number] = stage, at
    return begun


READ: dict[RecordKind, Callable[[AsyncSession, Given, Aside], Awaitable[list[Any]]]] = {
    RecordKind.MOU: _plain(RecordKind.MOU, _MOUS, MouRow),
    RecordKind.PROMISE: _plain(RecordKind.PROMISE, _PROMISES, PromiseRow),
    RecordKind.EVENT: _plain(RecordKind.EVENT, _EVENTS, EventRow),
    RecordKind.CONTRACT: _contracts,
}
