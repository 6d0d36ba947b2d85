"""Records of every kind: adding, changing, removing, restoring, undoing.

Each act checks the person's reach, writes the facts with the columns made from them, the company
links, the sums of the record above, and its line of the trail: in the caller's one transaction.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.facts.kinds import KINDS, kind_of
from storage.facts.shapes import Facts, from_json
from storage.models.audit import AuditEntry
from storage.models.office import Officer
from storage.records import deliveries, late_results, record_keeping, record_sums, texts
from storage.records.record_keeping import Chosen, get, replaced
from storage.records.record_projection import facts_of, table_of
from storage.rules import errors
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.rules.trail import OF_RECORD, Verb

UNDO_FOR = timedelta(minutes=10)


async def owner(
    session: AsyncSession, kind: RecordKind, actor: Officer, parent_id: int | None
) -> int | None:
    """Whose a new record would be: its parent's department, else the actor's; None for nobody's.

    Gone when the parent is missing.
    """
    parent = await record_keeping.parent_of(session, kind, parent_id)
    return parent.department_id if parent else actor.department_id


async def add(
    act: Act,
    facts: Facts,
    *,
    department_id: int | None = None,
    parent_id: int | None = None,
    companies: Chosen = (),
) -> Any:
    """A new record of the facts' kind, owned by its parent's, the given or the actor's department.

    Raises Gone when the parent is missing, NotAllowed out of reach, and a Refusal for a second
    row of one source in a money table or an item of a plan already handed in.
    """
    session = act.session
    await act.hold()
    kind = kind_of(facts)
    parent = await record_keeping.parent_of(session, kind, parent_id)
    owner = parent.department_id if parent else department_id or act.officer.department_id
    if owner is None:
        raise errors.NoDepartment
    record_keeping.refuse_out_of_reach(act.officer, owner, KINDS[kind].action)
    await record_keeping.check_place(session, facts, parent, act.now)
    facts = await deliveries.told(session, facts, None, parent_id)
    row = table_of(kind)(
        department_id=owner, officer_id=act.officer.id, created_at=act.now, changed_at=act.now
    )
    if parent is not None:
        row.parent_id = parent.id
    if kind in (RecordKind.PLAN_ITEM, RecordKind.PROBLEM):
        row.position = await record_sums.next_position(session, kind, facts, parent_id)
    await record_keeping.put(session, row, facts, parent, dict(companies))
    after = await record_keeping.snapshot(session, row)
    await act.log(OF_RECORD[kind], row.id, Verb.CREATE, after=after)
    await late_results.noted(act, row, None)
    await deliveries.follow(act, row, None, facts)
    return row


async def change(
    act: Act,
    kind: RecordKind,
    record_id: int,
    facts: Facts,
    *,
    expected_version: int,
    companies: Chosen | None = None,
    reason: str = "",
) -> Any:
    """Puts new facts in place of the old.

    Raises Changed when somebody else changed the record after `expected_version` was read, Gone
    when it is missing or removed.
    """
    await act.hold()
    row = await record_keeping.existing(act.session, kind, record_id)
    _refuse(act.officer, row, Action.EDIT_RECORD)
    if row.version != expected_version:
        raise errors.Changed
    former = facts_of(row)
    facts = await deliveries.told(act.session, facts, former, getattr(row, "parent_id", None))
    row = await replaced(act, row, facts, companies or (), Verb.CHANGE, reason)
    await deliveries.follow(act, row, former, facts)
    return row


async def remove(act: Act, kind: RecordKind, record_id: int) -> None:
    """Takes a record, and what hangs on it, out of every list; `restore` brings both back."""
    await act.hold()
    row = await record_keeping.existing(act.session, kind, record_id)
    _refuse(act.officer, row, Action.DELETE_RECORD)
    await record_keeping.take_out(act, row, Verb.REMOVE, "")
    await deliveries.follow(act, row, facts_of(row), None)


async def restore(act: Act, kind: RecordKind, record_id: int) -> Any:
    """Brings a removed record back, with what was removed together with it."""
    await act.hold()
    row = await get(act.session, kind, record_id)
    if row is None:
        raise errors.Gone
    _refuse(act.officer, row, Action.DELETE_RECORD)
    if row.removed_at is None:
        raise errors.Refusal(texts.NOT_REMOVED)
    await record_keeping.bring_back(act, row, Verb.RESTORE, "")
    await deliveries.follow(act, row, None, facts_of(row))
    return row


async def undo(act: Act, kind: RecordKind, record_id: int, *, within: timedelta = UNDO_FOR) -> Any:
    """Takes back this officer's last act on a record, within ten minutes of it or so long.

    A new record is removed, a changed one gets its facts of before, a removed one comes back.
    Refusal when it is too late, already undone, or somebody else has touched it since.
    """
    await act.hold()
    row = await get(act.session, kind, record_id)
    last = await audit.last_of(act.session, kind, record_id)
    if row is None or last is None:
        raise errors.Gone
    refuse_undo(last, act.officer, act.now, within)
    _refuse(act.officer, row, Action.EDIT_RECORD)
    former = None if row.removed_at else facts_of(row)
    if row.removed_at is not None:
        await record_keeping.bring_back(act, row, Verb.UNDO, last.action)
    elif last.before is None:
        await record_keeping.take_out(act, row, Verb.UNDO, last.action)
    else:
        facts = from_json(KINDS[kind].facts, last.before["facts"])
        named = [(printed, one) for printed, one in last.before.get("companies", [])]
        await replaced(act, row, facts, named, Verb.UNDO, last.action)
    await deliveries.follow(act, row, former, None if row.removed_at else facts_of(row))
    return row


def _refuse(actor: Officer, row: Any, action: Action) -> None:
    """NotAllowed unless this person may do this, and may write records of this kind at all."""
    for one in (action, KINDS[row.kind].action):
        record_keeping.refuse_out_of_reach(actor, row.department_id, one)


def refuse_undo(
    last: AuditEntry, actor: Officer, now: datetime, within: timedelta = UNDO_FOR
) -> None:
    """Refusal when it is too late, undone already, or somebody else's act."""
    if last.officer_id != actor.id:
        raise errors.Refusal(texts.UNDO_BY_OTHER)
    if last.action == Verb.UNDO:
        raise errors.Refusal(texts.UNDO_DONE)
    if now - last.at > within:
        raise errors.Refusal(texts.UNDO_TOO_LATE)
