"""What is kept about one person: shown whole, erased on request, and forgotten in time.

Erased is what is no record of the office: account, telephone, whatever was said to them or begun
by them. Their name is taken off the office's list; what they wrote stays, by a number. The trail
keeps its lines, since a chain that can be rewritten proves nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, String, Table, cast, delete, func, or_, update
from sqlalchemy import select as rows_of
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import execute
from storage.models.all_tables import METADATA
from storage.models.asking import MassAct, Prompt
from storage.models.audit import AuditEntry
from storage.models.evidence import EvidenceBag
from storage.models.office import Invite, Officer, Stranger
from storage.models.traffic import DUE, LEASED, Card, Draft, Inbox, Outbox
from storage.models.upload import Upload
from storage.office import texts
from storage.rules import people
from storage.rules.errors import Refusal
from storage.rules.trail import Subject, Verb
from storage.rules.wording_retention import TABLE, Kept

ACCOUNT = frozenset({"telegram_id", "user_id", "chat_id", "lane"})
"""Columns that hold a Telegram number."""
OFFICER = frozenset({"officer_id"})
"""Columns that hold an officer's number, though the database does not say so."""
NOBODYS_CHAT = 0


@dataclass(frozen=True)
class Person:
    """Somebody of whom something is kept: an officer, or a stranger known by an account alone."""

    officer: Officer | None
    account: int | None


@dataclass(frozen=True)
class Erased:
    """What an erasure took, by table, and how many lines of the trail name the person still."""

    rows: Mapping[str, int]
    lines: int


async def found(session: AsyncSession, named: str) -> list[Person]:
    """Whom a name, a Telegram number, or `#` with an officer's number means."""
    if named.startswith("#") and named[1:].isdecimal():
        one = await session.get(Officer, int(named[1:]))
        return [Person(one, one.telegram_id)] if one else []
    if named.isdecimal():
        account = int(named)
        query = select(Officer).where(col(Officer.telegram_id) == account)
        known = (await session.exec(query)).one_or_none()
        if known is not None:
            return [Person(known, account)]
        return [Person(None, account)] if await _rows_of(session, Person(None, account)) else []
    query = select(Officer).where(col(Officer.name) == named).order_by(col(Officer.id))
    return [Person(one, one.telegram_id) for one in (await session.exec(query))]


async def holdings(session: AsyncSession, person: Person) -> list[tuple[Kept, dict[str, Any]]]:
    """All that is kept of a person, in the order of the table of retention."""
    rows = await _rows_of(session, person)
    told = []
    for kept in TABLE:
        mine = {name: rows[name] for name in kept.tables if name in rows}
        if mine:
            told.append((kept, mine))
    return told


async def _rows_of(session: AsyncSession, person: Person) -> dict[str, list[dict[str, Any]]]:
    gathered = {}
    for table in METADATA.sorted_tables:
        meant = [column == value for column, value in _columns(table, person)]
        if table.name == AuditEntry.__tablename__ and person.officer is not None:
            meant.append(_about(person.officer.id))
        if meant:
            order = list(table.primary_key.columns)
            lines = await execute(session, rows_of(table).where(or_(*meant)).order_by(*order))
            if listed := [dict(line._mapping) for line in lines]:
                gathered[table.name] = listed
    return gathered


def _columns(table: Table, person: Person) -> Iterator[tuple[Column[Any], int]]:
    """The columns that name a person, and what stands there of this one."""
    for column in table.columns:
        points = {key.target_fullname for key in column.foreign_keys}
        whole = table.name == Officer.__tablename__ and column.primary_key
        if column.name in ACCOUNT and person.account is not None:
            yield column, person.account
        elif person.officer is not None and (
            whole or "officer.id" in points or column.name in OFFICER
        ):
            yield column, person.officer.id


def _about(officer_id: int) -> Any:
    return (col(AuditEntry.subject) == Subject.OFFICER.value) & (
        col(AuditEntry.subject_id) == officer_id
    )


async def erase(act: Act, person: Person, reason: str) -> Erased:
    """Erases a person who is no officer any more; a number stands where their name stood.

    Raises Refusal for whoever is of the office still: first the removal, then the erasure.
    """
    await act.hold()
    officer = person.officer
    if officer is not None and officer.state != people.REMOVED:
        raise Refusal(texts.ERASED_AFTER_REMOVAL)
    rows = await _forget_traffic(act.session, person)
    lines = 0
    if officer is not None:
        for name, count in (await _forget_name(act.session, officer)).items():
            rows[name] = rows.get(name, 0) + count
        officer.name, officer.telegram_id = texts.nameless(officer.id), None
        officer.phone, officer.settings = "", {}
        officer.version += 1
        await act.session.flush()
        lines = await _naming_lines(act.session, officer.id)
        told = {"name": officer.name, "role": officer.role, "state": officer.state}
        await act.log(Subject.OFFICER, officer.id, Verb.FORGET, after=told, reason=reason)
    return Erased({name: count for name, count in rows.items() if count}, lines)


async def _forget_traffic(session: AsyncSession, person: Person) -> dict[str, int]:
    """What went to their account, came from it, or was begun there."""
    rows: dict[str, int] = {}
    if person.account is not None:
        for model, column in (
            (Inbox, Inbox.lane),
            (Outbox, Outbox.chat_id),
            (Card, Card.chat_id),
            (Draft, Draft.user_id),
            (Prompt, Prompt.user_id),
            (Stranger, Stranger.telegram_id),
        ):
            gone = await execute(session, delete(model).where(col(column) == person.account))
            rows[str(model.__tablename__)] = gone.rowcount
        menus = (col(Outbox.chat_id) == NOBODYS_CHAT) & _said(str(person.account))
        gone = await execute(session, delete(Outbox).where(menus))
        rows["outbox"] += gone.rowcount
    if person.officer is not None:
        number = person.officer.id
        for kept, column in ((MassAct, MassAct.officer_id), (Upload, Upload.officer_id)):
            gone = await execute(session, delete(kept).where(col(column) == number))
            rows[str(kept.__tablename__)] = gone.rowcount
        bags = update(EvidenceBag).where(col(EvidenceBag.officer_id) == number)
        await execute(session, bags.values(chat_id=NOBODYS_CHAT))
    return rows


async def _forget_name(session: AsyncSession, officer: Officer) -> dict[str, int]:
    """Their name in invites, and what was said to others that holds it and was sent.

    A name that somebody else of the office bears too stays in what was said: it may be theirs.
    """
    alike = rows_of(func.count()).where(
        col(Officer.name) == officer.name, col(Officer.id) != officer.id
    )
    shared = bool((await execute(session, alike)).scalar())
    theirs = col(Invite.used_by) == officer.id
    if not shared:
        theirs = or_(theirs, col(Invite.name) == officer.name)
    named = (col(Invite.name) != "") & theirs
    invites = await execute(session, update(Invite).where(named).values(name=""))
    emptied = 0
    if not shared:
        settled = col(Outbox.state).not_in((DUE, LEASED))
        said = update(Outbox).where(_said(officer.name), settled).values(payload={})
        emptied = (await execute(session, said)).rowcount
    return {"invite": invites.rowcount, "outbox": emptied}


def _said(words: str) -> ColumnElement[bool]:
    """Whether a row of the outbox holds these words."""
    return cast(col(Outbox.payload), String).contains(words, autoescape=True)


async def _naming_lines(session: AsyncSession, officer_id: int) -> int:
    counted = await execute(
        session, rows_of(func.count()).select_from(AuditEntry).where(_about(officer_id))
    )
    return int(counted.scalar_one())


async def forget_accounts(session: AsyncSession, now: datetime, before: datetime) -> int:
    """The account, telephone and day of last use of whoever was removed before that time."""
    last = (
        rows_of(func.max(AuditEntry.at))
        .where(
            col(AuditEntry.subject) == Subject.OFFICER.value,
            col(AuditEntry.subject_id) == col(Officer.id),
        )
        .scalar_subquery()
    )
    old = func.coalesce(last, col(Officer.created_at)) < before
    gone = select(Officer).where(
        col(Officer.state) == people.REMOVED, col(Officer.telegram_id).is_not(None), old
    )
    forgotten = (await session.exec(gone)).all()
    await audit.hold(session)
    for one in forgotten:
        one.telegram_id, one.phone, one.settings = None, "", {}
        one.version += 1
        await session.flush()
        await Act(session, None, now).log(
            Subject.OFFICER, one.id, Verb.FORGET, after={"account": None}
        )
    return len(forgotten)


async def forget_strangers(session: AsyncSession, before: datetime) -> int:
    """Strangers who have not written since then."""
    quiet = func.coalesce(col(Stranger.told_at), col(Stranger.wrong_at)) < before
    calm = or_(col(Stranger.wrong_at).is_(None), col(Stranger.wrong_at) < before)
    gone = await execute(session, delete(Stranger).where(quiet, calm))
    return gone.rowcount


async def forget_invited(session: AsyncSession, before: datetime) -> int:
    """The names in invites whose link ended before that time."""
    named = (col(Invite.name) != "") & (col(Invite.expires_at) < before)
    emptied = await execute(session, update(Invite).where(named).values(name=""))
    return emptied.rowcount
