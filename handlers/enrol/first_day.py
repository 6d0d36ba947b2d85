"""The first day of an office: what it still lacks, what comes next, and that it is ready.

Led through it are those who deal with people, as long as the office was begun by the server's
link not long ago and something is missing. Each step that is done shows the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, taken
from handlers.enrol import wording_first_day as texts
from storage import audit
from storage.models.audit import AuditEntry
from storage.models.office import Invite, Officer
from storage.office import departments, posts
from storage.report import pledges
from storage.rounds import rounds
from storage.rules.clock import Clock, kst_date
from storage.rules.permission import Action, may
from storage.rules.terms import Role, RoundState
from storage.rules.trail import Subject, Verb
from storage.traffic import outbox
from storage.traffic.messages import Button, Card, Row, Screen, view

LASTS = timedelta(days=60)
TOLD = "first_day"  # in an officer's settings: how many steps were done when they were last shown
FOLLOWED = {
    *(Subject.DEPARTMENT, Subject.OFFICER, Subject.RESPONSIBLE, Subject.PLEDGE),
    *(Subject.INVITE, Subject.ROSTER, Subject.ROUND),
}


@dataclass(frozen=True)
class Step:
    """One thing an office needs: whether it is there, in words, and the buttons that do it."""

    name: str
    done: bool
    said: str
    ways: tuple[Button, ...]


def handlers() -> list[Handler]:
    """The card, and the two steps that a tap may settle."""
    return [tap(Action.MANAGE_PEOPLE, "first", tapped)]


async def tapped(update: Update, context: OfficeContext) -> None:
    """`show`; `list` and `round` say that these are right as they are."""
    await taken({"show": _shown, "list": _list_kept, "round": _round_kept}, update, context)


async def _shown(one: Tap) -> Screen:
    steps = await stand(one.context.session, one.context.officer, one.context.now)
    return screen(steps or [])


async def _list_kept(one: Tap) -> Screen:
    await one.context.act.log(Subject.DEPARTMENT, 0, Verb.KEEP)
    return await _after(one)


async def _round_kept(one: Tap) -> Screen:
    row = await rounds.current(one.context.session, one.context.today)
    if row is not None:
        await one.context.act.log(Subject.ROUND, row.id, Verb.KEEP)
    return await _after(one)


async def _after(one: Tap) -> Screen:
    context = one.context
    return await told(context.session, context.officer, context.now) or screen([])


async def stand(session: AsyncSession, officer: Officer, now: datetime) -> list[Step] | None:
    """The steps as they stand; None for who is not led, and once the first days are over."""
    if not may(officer.role, Action.MANAGE_PEOPLE) or not await _begun(session, now):
        return None
    return [
        await _place(session, officer),
        await _list(session),
        await _head(session),
        await _people(session),
        *await _round(session, now),
    ]


async def _begun(session: AsyncSession, now: datetime) -> bool:
    """Whether the first administrator came by the server's link not long ago."""
    found = await session.exec(
        select(col(Invite.id))
        .where(
            col(Invite.invited_by).is_(None),
            col(Invite.role) == Role.ADMIN,
            col(Invite.used_at) > now - LASTS,
        )
        .limit(1)
    )
    return found.first() is not None


async def _place(session: AsyncSession, officer: Officer) -> Step:
    place = await departments.by_id(session, officer.department_id or 0)
    way = Button(texts.CHOOSE_PLACE, view("place", "list", 0))
    if place is None or not place.active:
        return Step(texts.PLACE, False, texts.PLACE_LACKS, (way,))
    return Step(texts.PLACE, True, place.name, (way,))


async def _list(session: AsyncSession) -> Step:
    count = len(await departments.ordered(session))
    ways = (Button(texts.OPEN_LIST, view("depts", "list", 0)),)
    if await _touched(session, Subject.DEPARTMENT):
        return Step(texts.LIST, bool(count), texts.LIST_IS.format(count=count), ways)
    said = texts.LIST_SAMPLE if count else texts.LIST_LACKS
    keep = (Button(texts.LIST_RIGHT, view("first", "list")),) if count else ()
    return Step(texts.LIST, False, said.format(count=count), (*ways, *keep))


async def _head(session: AsyncSession) -> Step:
    lacks = await pledges.is_empty(session)
    said = texts.HEAD_LACKS if lacks else texts.HEAD_IS
    return Step(texts.HEAD, not lacks, said, (Button(texts.OPEN_HEAD, view("do", "pledge")),))


async def _people(session: AsyncSession) -> Step:
    count = len(await posts.people(session))
    invited = await session.exec(
        select(col(Invite.id)).where(col(Invite.invited_by).is_not(None)).limit(1)
    )
    ways = (
        Button(texts.INVITE_MANY, view("roster", "start")),
        Button(texts.INVITE_ONE, view("people", "inv")),
    )
    if count > 1:
        return Step(texts.PEOPLE, True, texts.PEOPLE_ARE.format(count=count), ways)
    sent = invited.first() is not None
    return Step(texts.PEOPLE, sent, texts.PEOPLE_INVITED if sent else texts.PEOPLE_LACK, ways)


async def _round(session: AsyncSession, now: datetime) -> list[Step]:
    """Nothing while the calendar asks for no round: it comes by itself."""
    row = await rounds.current(session, kst_date(now))
    if row is None or row.state is RoundState.CLOSED:
        return []
    days = texts.ROUND_DAYS.format(half=row.half.label, request=row.request_on, due=row.due_on)
    ways = (Button(texts.OPEN_ROUND, view("round", "now")),)
    if await _touched(session, Subject.ROUND):
        return [Step(texts.ROUND, True, days, ways)]
    keep = Button(texts.ROUND_RIGHT, view("first", "round"))
    return [Step(texts.ROUND, False, days, (*ways, keep))]


async def _touched(session: AsyncSession, subject: Subject) -> bool:
    """Whether somebody of the office has changed or kept it."""
    found = await session.exec(
        select(col(AuditEntry.seq))
        .where(col(AuditEntry.subject) == subject, col(AuditEntry.officer_id).is_not(None))
        .limit(1)
    )
    return found.first() is not None


def screen(steps: Sequence[Step]) -> Screen:
    """Each step with its mark; the buttons of the first that is missing stand on top."""
    missing = [one for one in steps if not one.done]
    if not missing:
        return Screen(texts.READY, [[Button(texts.RECORD, view("new", "event", 0))]])
    lines = [texts.TITLE.format(done=len(steps) - len(missing), all=len(steps))]
    for at, one in enumerate(steps, 1):
        mark = texts.DONE if one.done else texts.NEXT if one is missing[0] else texts.LATER
        lines.append(texts.LINE.format(mark=mark, at=at, name=one.name, said=one.said))
    first, *others = missing
    rows: list[Row] = [
        [
            Button(way.label, way.code, "primary" if at == 0 else "")
            for at, way in enumerate(first.ways)
        ]
    ]
    rows += [[one.ways[0] for one in others]] if others else []
    return Screen("\n".join(lines), [*rows, [Button(texts.RECORD, view("new", "event", 0))]])


async def told(session: AsyncSession, officer: Officer, now: datetime) -> Screen | None:
    """The card for whoever looks now, noted as seen; None when there is nothing to lead to."""
    steps = await stand(session, officer, now)
    if steps is None:
        return None
    done = len([one for one in steps if one.done])
    ready = done == len(steps)
    if ready and officer.settings.get(TOLD) == len(steps):
        return None
    officer.settings = {**officer.settings, TOLD: done}
    await session.flush()
    return screen(steps)


async def above(context: OfficeContext) -> tuple[str, Sequence[Row]]:
    """What the home card says while something is missing."""
    steps = await stand(context.session, context.officer, context.now)
    missing = [one.name for one in steps or [] if not one.done]
    if not missing:
        return "", []
    said = texts.MISSING.format(names=", ".join(missing))
    return said, [[Button(texts.SHOW.format(count=len(missing)), view("first", "show"))]]


async def follow(session: AsyncSession, clock: Clock) -> None:
    """Before each commit: who is led sees the next step, once the one before is done."""
    if not FOLLOWED & set(audit.changed(session)):
        return
    now = clock()
    await session.flush()
    if not await _begun(session, now):
        return
    for one in await posts.administrators(session):
        before = one.settings.get(TOLD)
        steps = await stand(session, one, now)
        if steps is None or before is None or one.telegram_id is None:
            continue
        if len([step for step in steps if step.done]) > before:
            shown = await told(session, one, now)
            if shown is not None:
                card = Card(f"first:{one.id}", *shown, fresh=True)
                await outbox.put(session, one.telegram_id, card, now=now)
