"""What was delivered of promises, as a contact about their agreement found it.

The contact keeps what it heard; the promise follows it, with a line of the trail of its own, as
long as nobody has said otherwise since: when the contact is corrected, removed or brought back,
the promise stands where it would stand without it.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.shapes import Delivered, Facts, FollowUpFacts, PromiseFacts
from storage.models.mou import FollowUp, MouPromise
from storage.records import record_keeping, texts
from storage.records.record_projection import facts_of
from storage.rules.terms import PromiseStatus, RecordKind
from storage.rules.trail import Verb

UNKEPT = (PromiseStatus.OPEN, PromiseStatus.PARTLY)
"""What is still waited for."""


async def open_promises(session: AsyncSession, agreement_id: int) -> Sequence[MouPromise]:
    """The promises of an agreement that can be counted and are not kept, in the order of entry."""
    found = await session.exec(
        select(MouPromise)
        .where(
            col(MouPromise.parent_id) == agreement_id,
            col(MouPromise.removed_at).is_(None),
            col(MouPromise.target).is_not(None),
            col(MouPromise.status).in_(UNKEPT),
        )
        .order_by(col(MouPromise.id))
    )
    return found.all()


async def told(
    session: AsyncSession, facts: Facts, former: Facts | None, agreement_id: int | None
) -> Facts:
    """The facts of a contact with where each promise stood before it; other facts as they are."""
    if not isinstance(facts, FollowUpFacts) or not facts.delivered:
        return facts
    known = _heard(former)
    made = []
    for one in facts.delivered:
        promise = await _promise(session, one.promise, agreement_id)
        if one.promise in known:
            was = known[one.promise]
            made.append(replace(one, before=was.before, was=was.was))
        elif promise is not None:
            stands = _stands(promise)
            made.append(replace(one, before=stands.delivered, was=stands.status))
    return replace(facts, delivered=tuple(made))


async def follow(act: Act, contact: FollowUp, before: Facts | None, after: Facts | None) -> None:
    """Moves the promises that a contact told of; anything but a contact moves none."""
    if not isinstance(contact, FollowUp):
        return
    old, new = _heard(before), _heard(after)
    for number in dict.fromkeys((*old, *new)):
        promise = await _promise(act.session, number, contact.parent_id)
        if promise is None:
            continue
        stands = _stands(promise)
        moved = _moved(stands, old.get(number), new.get(number))
        if moved != stands:
            reason = texts.DELIVERED_AT.format(number=contact.id)
            await record_keeping.replaced(act, promise, moved, (), Verb.CHANGE, reason)


def _moved(stands: PromiseFacts, old: Delivered | None, new: Delivered | None) -> PromiseFacts:
    """Where the promise stands after a contact; as it stands when it has moved on without it."""
    at = old.now if old else new.before if new else None
    said_anew = old is None or new is None or (old.now, old.kept) != (new.now, new.kept)
    if stands.delivered != at or not said_anew:
        return stands
    open_again = old.was if old and old.kept else stands.status
    if new is None:
        return replace(stands, delivered=old.before if old else at, status=open_again)
    return replace(
        stands, delivered=new.now, status=PromiseStatus.KEPT if new.kept else open_again
    )


def _heard(facts: Facts | None) -> dict[int, Delivered]:
    told = facts.delivered if isinstance(facts, FollowUpFacts) else ()
    return {one.promise: one for one in told}


def _stands(promise: MouPromise) -> PromiseFacts:
    facts = facts_of(promise)
    assert isinstance(facts, PromiseFacts)
    return facts


async def _promise(
    session: AsyncSession, number: int, agreement_id: int | None
) -> MouPromise | None:
    """A living promise of this very agreement."""
    row: MouPromise | None = await record_keeping.get(session, RecordKind.PROMISE, number)
    gone = row is None or row.removed_at is not None or row.parent_id != agreement_id
    return None if gone else row
