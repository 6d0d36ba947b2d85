"""What somebody would hand over now, read from the tables: nothing is changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import FollowUpFacts, MouFacts
from storage.facts.wording_mou import follow_up_lines, promise_lines
from storage.models.contract import Contract
from storage.models.event import Event
from storage.models.mou import Mou, MouPromise
from storage.models.office import Officer
from storage.models.plan import PlanItem
from storage.office import departments
from storage.plans import handover, plan_duties, plan_returns, plan_steps
from storage.records import agreement_chain, record_keeping
from storage.records.record_projection import facts_of
from storage.rules.clock import kst_date
from storage.rules.dates import show_day
from storage.rules.terms import EventStatus, RecordKind, Stage
from storage.transfers import heads, wording_transfer
from storage.transfers.moves import Move
from storage.transfers.shapes import Handover, Post, Story, Work

TABLES: Mapping[str, Any] = {
    "mou": Mou,
    "promise": MouPromise,
    "event": Event,
    "contract": Contract,
}
Dues = Mapping[tuple[str, int], date]
"""When records are next due, by kind of record and number, as reminders have it."""


Held = Mapping[str, list[int]]
"""The numbers of what goes over: records by their kind, and drafts."""


async def held(session: AsyncSession, leaver: Officer) -> Held:
    """What somebody answers for at this moment, by its numbers."""
    drafts = await handover.unfinished(session, leaver)
    return await records_of(session, leaver) | {"drafts": drafts}


async def records_of(
    session: AsyncSession, leaver: Officer, department_id: int | None = None
) -> dict[str, list[int]]:
    """The records among it, with a department only those of it."""
    return {
        name: [row.id for row in await living(session, name, leaver, department_id)]
        for name in TABLES
    }


async def gathered(session: AsyncSession, move: Move, dues: Dues, now: datetime) -> Handover:
    """All that would go over, each thing by its name and with its story."""
    leaver, place = move.leaver, move.place
    checks = await plan_steps.waiting_for(session, leaver, kst_date(now))
    plan_of = await _plan_of(session, leaver)
    rows = {name: await living(session, name, leaver) for name in TABLES}
    return Handover(
        leaver=Post(leaver.name, leaver.role, await _named(session, place)),
        successor=await post(session, move),
        leaving=move.leaving,
        into=await _named(session, move.into),
        day=move.day,
        made_at=now,
        plan_of=plan_of,
        checks=tuple(plan.half.label for plan in checks),
        questions=await _questions(session, place) if plan_of else (),
        drafts=await handover.named(session, leaver),
        agreements=tuple([await _story(session, row, dues) for row in rows["mou"]]),
        promises=tuple(_work("promise", row, dues) for row in rows["promise"]),
        events=tuple(_work("event", row, dues) for row in rows["event"]),
        contracts=tuple(_work("contract", row, dues) for row in rows["contract"]),
        head=await heads.told(session, move),
    )


async def living(
    session: AsyncSession, name: str, leaver: Officer, department_id: int | None = None
) -> Sequence[Any]:
    """The living records of a table for which somebody answers, in the order of their entry.

    Events only while they are to come; with a department only those of it.
    """
    table = TABLES[name]
    asked = select(table).where(
        col(table.officer_id) == leaver.id, col(table.removed_at).is_(None)
    )
    if table is Event:
        asked = asked.where(col(Event.status) == EventStatus.PLANNED)
    if department_id is not None:
        asked = asked.where(col(table.department_id) == department_id)
    return (await session.exec(asked.order_by(col(table.id)))).all()


async def _plan_of(session: AsyncSession, leaver: Officer) -> str:
    """The department whose plan this person hands in; nothing when another one does."""
    if leaver.department_id is None:
        return ""
    first = await plan_duties.responsible_for(session, leaver.department_id)
    mine = first is not None and first.id == leaver.id
    return await departments.name_of(session, leaver.department_id) if mine else ""


async def _questions(session: AsyncSession, department_id: int | None) -> tuple[str, ...]:
    told = []
    for row in await plan_returns.open_for(session, department_id or 0):
        item = await session.get(PlanItem, row.plan_item_id)
        told.append(wording_transfer.question(item.title if item else "", row.reason))
    return tuple(told)


async def post(session: AsyncSession, move: Move) -> Post:
    """Who takes the post over; nobody while no successor is named."""
    name, one = await _named(session, move.place), move.successor
    return Post(one.name, one.role, name) if one else Post(department=name)


async def _named(session: AsyncSession, department_id: int | None) -> str:
    return await departments.name_of(session, department_id) if department_id else ""


async def _story(session: AsyncSession, row: Mou, dues: Dues) -> Story:
    facts = facts_of(row)
    assert isinstance(facts, MouFacts)
    contacts: list[FollowUpFacts] = [
        facts_of(one)  # type: ignore[misc]  # the children of this kind have these facts
        for one in await record_keeping.children(session, RecordKind.FOLLOW_UP, row.id)
    ]
    promises = await record_keeping.children(session, RecordKind.PROMISE, row.id)
    contacts.sort(key=lambda one: one.period.start or date.min)
    return Story(
        title=row.title,
        signed=row.signed_on,
        last_contact_on=row.last_contact_on,
        due=dues.get(("mou", row.id)) or row.next_contact_on,
        expires_on=row.expires_on,
        promises=tuple(promise_lines(facts_of(one), facts)[-1].text for one in promises),  # type: ignore[arg-type]  # likewise
        contacts=tuple(follow_up_lines(one, facts)[-1].text for one in contacts),
        events=tuple(one.title for one in await agreement_chain.held(session, row.id)),
    )


def _work(name: str, row: Any, dues: Dues) -> Work:
    standing = ""
    if isinstance(row, Contract):
        standing = Stage(row.stage).label
    elif isinstance(row, Event) and row.starts_on is not None:
        standing = show_day(row.starts_on)
    return Work(row.title, standing, dues.get((name, row.id)))
