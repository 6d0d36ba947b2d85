"""House-keeping: old traffic is forgotten; what nobody returns to is told once, then ended."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.looking import look
from scheduler.ticks import texts
from storage.database import Database
from storage.models.office import Officer
from storage.models.traffic import FAILED, SENT, SUPERSEDED
from storage.office import officers, personal, posts, rosters
from storage.records import evidence_bags
from storage.rules import people, retention
from storage.rules.clock import Clock
from storage.rules.terms import Role
from storage.traffic import drafts, expiry, inbox, mass_acts, outbox, prompts, uploads
from storage.traffic.expiry import Ending
from storage.traffic.messages import Card, Message

NOTICE = retention.DRAFT - retention.DRAFT_TOLD
"""So long somebody has after the notice has gone out."""

Forget = Callable[[AsyncSession, datetime], Awaitable[int]]
FORGOTTEN: tuple[tuple[str, timedelta, Forget], ...] = (
    ("inbox", retention.INBOX, inbox.forget),
    ("outbox", retention.OUTBOX, outbox.forget),
    ("upload", retention.UPLOAD, uploads.forget),
    ("prompt", retention.ASKED, prompts.forget),
    ("mass_act", retention.ASKED, mass_acts.forget),
    ("roster", retention.ASKED, rosters.forget),
    ("draft", retention.DRAFT, drafts.forget),
    ("invite", retention.INVITED, personal.forget_invited),
    ("stranger", retention.STRANGER, personal.forget_strangers),
)


async def forget_traffic(db: Database, clock: Clock) -> None:
    """Drops old rows of what came, went and was asked, and what is kept of who is gone."""
    now = clock()
    async with look(db, "traffic", now) as (session, aside):
        for name, kept, forget in FORGOTTEN:
            async with aside.step(session, name):
                await forget(session, now - kept)
        async with aside.step(session, "account"):
            await personal.forget_accounts(session, now, now - retention.ACCOUNT)


async def settle_drafts(db: Database, clock: Clock) -> None:
    """Tells once before a draft, or what was read from a file, ends; then ends it.

    Nothing is ended before its notice has gone out and three days have passed since. Whoever
    cannot be told is told of to the office; nothing of a draft is kept but its row.
    """
    now = clock()
    stale = now - retention.DRAFT_TOLD
    async with look(db, "drafts", now) as (session, aside):
        for one in [
            *await expiry.drafts(session, stale),
            *await expiry.uploads(session, stale),
        ]:
            async with aside.step(session, one.kind, one.id):
                await _settle(session, one, now)


async def _settle(session: AsyncSession, one: Ending, now: datetime) -> None:
    given = one.given(now)
    if given is None:
        await _give_notice(session, one, now)
    elif now - given >= NOTICE and now - one.since >= retention.DRAFT:
        if one.kind == "draft":
            await drafts.expire(session, one.id, now)
        else:
            await uploads.expire(session, one.id)


async def _give_notice(session: AsyncSession, one: Ending, now: datetime) -> None:
    """Writes the notice, or notes that it has gone out: to its person, else to the office."""
    person = await _person(session, one)
    own = {one.occasion: (one.chat_id, _words(one))}
    state = (await expiry.states(session, list(own))).get(one.occasion)
    if state == SENT:
        await expiry.gone_out(session, one, now)
    elif state != FAILED and person is not None and people.reachable(person):
        await _say(session, own, [state] if state else [], now)
    else:
        await _tell_office(session, one, person, now)


async def _person(session: AsyncSession, one: Ending) -> Officer | None:
    """Who left it, if they still work here: whoever is gone hears nothing any more."""
    if one.kind == "draft":
        found = await officers.by_telegram(session, one.person)
    else:
        found = await officers.by_id(session, one.person)
    return found if found is not None and found.state == people.ACTIVE else None


async def _tell_office(
    session: AsyncSession, one: Ending, person: Officer | None, now: datetime
) -> None:
    """총괄, without one the administrators, are told in place of who cannot be."""
    office = await posts.with_role(session, [Role.OFFICE])
    office = [each for each in office if people.reachable(each)]
    office = office or [
        each for each in await posts.administrators(session) if people.reachable(each)
    ]
    words = texts.ends_unheard(one.kind, person.name if person else "")
    said = {
        f"{one.occasion}:{each.telegram_id}": (each.telegram_id or 0, words) for each in office
    }
    states = await expiry.states(session, list(said))
    if SENT in states.values():
        await expiry.gone_out(session, one, now)
    elif said:
        await _say(session, said, list(states.values()), now)


async def _say(
    session: AsyncSession, said: dict[str, tuple[int, str]], states: Sequence[str], now: datetime
) -> None:
    """Writes what was not written before; what was withdrawn, by a restore say, goes out anew."""
    if SUPERSEDED in states:
        await expiry.say_again(session, list(said), now)
    for key, (chat, words) in said.items():
        await outbox.put(session, chat, Message(words), now=now, dedupe_key=key)


def _words(one: Ending) -> str:
    told = texts.draft_ends if one.kind == "draft" else texts.upload_ends
    return told(one.name)


async def empty_bags(db: Database, clock: Clock) -> None:
    """Erases photos and files for which nobody named a record in a day; their card says so.

    Words for which nobody pressed a button in half an hour go silently.
    """
    now = clock()
    async with look(db, "bags", now) as (session, aside):
        async with aside.step(session, "mass_act"):
            await mass_acts.empty(session, now)
        for bag in await evidence_bags.over(session, now):
            async with aside.step(session, "bag", bag.id):
                lost = await evidence_bags.expire(session, bag)
                said = texts.bag_ended([one.media for one in lost])
                if lost and bag.chat_id:
                    await outbox.put(session, bag.chat_id, Card(bag.card, said), now=now)
