"""대결: who stands in for an absent person, between two days."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Officer
from storage.models.round import Deputy
from storage.office import officers, texts
from storage.rules import errors, people, permission
from storage.rules.people import in_turn
from storage.rules.permission import Action
from storage.rules.trail import Subject, Verb


async def appoint(
    act: Act, officer_id: int, deputy_id: int, starts_on: date, ends_on: date
) -> Deputy:
    """`deputy_id` is told in place of `officer_id` on these days, both included.

    One's own deputy, or anybody's by 총괄. Refusal for oneself, for days the wrong way round,
    for people who are not active, for a deputy who may not do what waits for the other, and for a
    second deputy on the same days.
    """
    session = act.session
    await act.hold()
    _refuse_others_business(act.officer, officer_id)
    if officer_id == deputy_id:
        raise errors.Refusal(texts.DEPUTY_SELF)
    if ends_on < starts_on:
        raise errors.Refusal(texts.DEPUTY_DAYS)
    absent = await officers.active(session, officer_id)
    deputy = await officers.active(session, deputy_id)
    if not permission.may_stand_in(deputy.role, absent.role):
        raise errors.Refusal(texts.DEPUTY_RIGHTS)
    if any(
        row.starts_on <= ends_on and starts_on <= row.ends_on
        for row in await of_officer(session, officer_id, starts_on)
    ):
        raise errors.Refusal(texts.DEPUTY_TWICE)
    row = Deputy(officer_id=officer_id, deputy_id=deputy_id, starts_on=starts_on, ends_on=ends_on)
    session.add(row)
    await session.flush()
    await act.log(Subject.DEPUTY, row.id, Verb.CREATE, after=_told(row))
    return row


async def end(act: Act, deputy_row_id: int, *, today: date) -> None:
    """The standing-in ends with yesterday. Gone or Refusal when it is not there or over."""
    session = act.session
    await act.hold()
    row = await session.get(Deputy, deputy_row_id, populate_existing=True)
    if row is None:
        raise errors.Gone
    _refuse_others_business(act.officer, row.officer_id)
    if row.ends_on < today:
        raise errors.Refusal(texts.DEPUTY_GONE)
    await act.log(Subject.DEPUTY, row.id, Verb.REMOVE, before=_told(row))
    if row.starts_on >= today:
        await session.delete(row)
    else:
        row.ends_on = today - timedelta(days=1)
    await session.flush()


async def active_for(session: AsyncSession, officer_id: int, day: date) -> Officer | None:
    """Who stands in for `officer_id` on `day`, whoever that is in turn; None when nobody does."""
    for number in reversed(in_turn(await all_on(session, day), officer_id)):
        one = await officers.by_id(session, number)
        if one is not None and one.state == people.ACTIVE:
            return one
    return None


async def all_on(session: AsyncSession, day: date) -> dict[int, int]:
    """Everybody absent on `day` with the number of who stands in."""
    found = await session.exec(
        select(Deputy.officer_id, Deputy.deputy_id)
        .where(col(Deputy.starts_on) <= day, col(Deputy.ends_on) >= day)
        .order_by(col(Deputy.id))
    )
    return dict(found.all())


async def of_officer(session: AsyncSession, officer_id: int, since: date) -> list[Deputy]:
    """The standings-in for a person that end on `since` or later, in their order."""
    found = await session.exec(
        select(Deputy)
        .where(col(Deputy.officer_id) == officer_id, col(Deputy.ends_on) >= since)
        .order_by(col(Deputy.starts_on))
    )
    return list(found.all())


def _refuse_others_business(actor: Officer, officer_id: int) -> None:
    runs = permission.may(actor.role, Action.RUN_ROUND)
    if actor.state != people.ACTIVE or not (runs or actor.id == officer_id):
        raise errors.NotAllowed


def _told(row: Deputy) -> dict[str, Any]:
    return {
        "officer_id": row.officer_id,
        "deputy_id": row.deputy_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }
