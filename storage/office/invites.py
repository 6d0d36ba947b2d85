"""The way in: a link that works once, for a while, and, if so wanted, only after approval."""

import hashlib
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.models.office import Invite, Lockdown, Officer
from storage.office import consent, officers, open_invites, posts, strangers, texts
from storage.office.wording_entry import Newcomer, harmless
from storage.rules import errors, invite_token, people
from storage.rules.names import person_name
from storage.rules.permission import POWERFUL
from storage.rules.terms import Role
from storage.rules.trail import Subject, Verb

CONFIRMED = "confirmed"  # there: they said to be the one whose name the invite bears
ENTRY = "entry"  # in an officer's settings while they wait: how their Telegram account shows


async def create(
    act: Act,
    role: Role,
    department_id: int | None,
    name: str,
    days: int,
    needs_approval: bool = True,
) -> str:
    """A new invite; returns its token, which is nowhere kept: the database holds only a hash.

    Whoever says it to somebody writes it as `secret` (see traffic/outbox.py).
    """
    await act.hold()
    if act.by is not None:
        await posts.still(act.session, act.by)
    ends = act.now + timedelta(days=days)
    _number, token = await make(act, role, department_id, name, ends, approval=needs_approval)
    return token


async def make(
    act: Act,
    role: Role,
    department_id: int | None,
    name: str,
    ends: datetime,
    *,
    approval: bool = True,
    roster_id: int | None = None,
) -> tuple[int, str]:
    """Writes an invite of an act that is under way; returns its number and its token."""
    token = invite_token.made()
    invite = Invite(
        token_hash=_hash(token),
        role=role,
        department_id=department_id,
        name=person_name(name),
        roster_id=roster_id,
        needs_approval=approval,
        expires_at=ends,
        invited_by=act.by.id if act.by else None,
        created_at=act.now,
    )
    act.session.add(invite)
    await act.session.flush()
    await act.log(
        Subject.INVITE,
        invite.id,
        Verb.CREATE,
        after={"role": role, "department_id": department_id, "name": invite.name},
    )
    return invite.id, token


async def use(
    session: AsyncSession,
    token: str,
    telegram_id: int,
    shown_name: str,
    now: datetime,
    username: str = "",
) -> Officer:
    """Lets a person in, or has them wait for approval; of two at once exactly one gets in.

    Refusal when the invite is unknown, used or expired, when its maker may not invite any more,
    when it is the server's and there is an administrator, when the person is in already, and
    after five wrong ones in a day. The count of wrong ones lasts only if the caller keeps its
    transaction. The server's lets in a person of the office too, who becomes administrator.
    """
    await audit.hold(session)
    if await strangers.locked_out(session, telegram_id, now):
        raise errors.Refusal(texts.INVITE_LOCKED)
    known = await officers.by_telegram(session, telegram_id)
    if known is not None:
        await session.refresh(known)  # somebody may have let them in while this one waited
    invite = await _of_token(session, token)
    _refuse_known(known, invite)
    if invite is None:
        await strangers.guessed_wrong(session, telegram_id, now)
        raise errors.Refusal(texts.INVITE_UNKNOWN)
    await _refuse_void(session, invite, now)
    invite.used_at = now
    return await _seat(session, invite, known, telegram_id, (shown_name, username), now)


async def is_servers(session: AsyncSession, token: str) -> bool:
    """Whether this link was made at the server, for an administrator."""
    invite = await _of_token(session, token)
    return invite is not None and open_invites.by_server(invite)


async def _of_token(session: AsyncSession, token: str) -> Invite | None:
    found = await session.exec(
        select(Invite)
        .where(col(Invite.token_hash) == _hash(token))
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


def _refuse_known(known: Officer | None, invite: Invite | None) -> None:
    """Who is in, or waits, comes in once; the server makes an administrator of anybody."""
    if known is None or known.state == people.REMOVED:
        return
    is_admin = (known.state, known.role) == (people.ACTIVE, Role.ADMIN)
    if invite is not None and open_invites.by_server(invite) and not is_admin:
        return
    waits = known.state == people.WAITING
    raise errors.Refusal(texts.ALREADY_WAITING if waits else texts.ALREADY_IN)


async def _refuse_void(session: AsyncSession, invite: Invite, now: datetime) -> None:
    """Refusal for an invite that does not stand any more, with the reason."""
    if invite.used_at is not None:
        raise errors.Refusal(texts.INVITE_USED)
    maker = await session.get(Officer, invite.invited_by) if invite.invited_by else None
    if maker is not None and not posts.may_give(maker, invite.role):
        raise errors.Refusal(texts.INVITER_GONE)
    if invite.expires_at <= now:
        raise errors.Refusal(texts.INVITE_EXPIRED)
    if open_invites.by_server(invite):
        locked = await session.get(Lockdown, 1, populate_existing=True)
        if locked is None and await posts.administrators(session):
            raise errors.Refusal(texts.SERVER_LINK_VOID)


async def inviter_of(session: AsyncSession, officer: Officer) -> Officer | None:
    """Who made the invite by which this person came last; None when the server did."""
    invite = await _last_of(session, officer)
    maker = invite.invited_by if invite is not None else None
    return await session.get(Officer, maker) if maker else None


async def entry_of(session: AsyncSession, officer: Officer) -> Newcomer | None:
    """How somebody who waits came here; None for everybody else, of whom it is not kept."""
    kept, invite = officer.settings.get(ENTRY), await _last_of(session, officer)
    if officer.state != people.WAITING or kept is None or invite is None:
        return None
    maker = await inviter_of(session, officer)
    return Newcomer(
        invited=invite.name,
        shown=kept["shown"],
        username=kept["username"],
        number=officer.telegram_id or 0,
        inviter=maker.name if maker else "",
        confirmed=bool(kept.get(CONFIRMED)),
    )


async def _last_of(session: AsyncSession, officer: Officer) -> Invite | None:
    found = await session.exec(
        select(Invite)
        .where(col(Invite.used_by) == officer.id)
        .order_by(col(Invite.used_at).desc())
        .limit(1)
    )
    return found.first()


async def _seat(
    session: AsyncSession,
    invite: Invite,
    known: Officer | None,
    telegram_id: int,
    shown: tuple[str, str],
    now: datetime,
) -> Officer:
    """A new person, one who was removed and comes back, or one whom the server gives power."""
    officer = known or Officer(telegram_id=telegram_id, name="", created_at=now)
    stays = known is not None and known.state != people.REMOVED
    officer.name = _called(officer.name if stays else invite.name, shown[0], telegram_id)
    officer.role = invite.role
    officer.department_id = officer.department_id if stays else invite.department_id
    officer.state = people.WAITING if invite.needs_approval else people.ACTIVE
    officer.reachable = True
    officer.version += 1 if stays else 0
    entry = {ENTRY: {"shown": harmless(shown[0]), "username": shown[1]}}
    officer.settings = _without_entry(officer) | (entry if invite.needs_approval else {})
    session.add(officer)
    await session.flush()
    invite.used_by = officer.id
    await session.flush()
    verb = Verb.CHANGE if stays else Verb.CREATE
    await Act(session, officer, now).log(Subject.OFFICER, officer.id, verb, after=_told(officer))
    return officer


def _called(name: str, shown: str, telegram_id: int) -> str:
    return name or person_name(harmless(shown)) or str(telegram_id)


def _without_entry(officer: Officer) -> dict[str, object]:
    return {name: value for name, value in officer.settings.items() if name != ENTRY}


async def waiting(session: AsyncSession) -> list[Officer]:
    """Those who used an invite and wait for approval, longest first."""
    found = await session.exec(
        select(Officer).where(col(Officer.state) == people.WAITING).order_by(col(Officer.id))
    )
    return list(found.all())


async def approve(act: Act, officer_id: int) -> Officer:
    """The waiting person is in.

    Refusal when somebody else has decided already, and for a powerful role when nobody but the
    one who invited has agreed to it.
    """
    return await _decide(act, officer_id, people.ACTIVE, Verb.APPROVE)


async def decline(act: Act, officer_id: int) -> Officer:
    """The waiting person stays out; a new invite may let them try again."""
    return await _decide(act, officer_id, people.REMOVED, Verb.DECLINE)


async def wait_again(act: Act, officer: Officer, entry: dict[str, str]) -> Officer:
    """Somebody who was let in waits as before; called while the act is held."""
    before = _told(officer)
    officer.state = people.WAITING
    officer.settings = _without_entry(officer) | {ENTRY: entry}
    officer.version += 1
    await act.session.flush()
    await act.log(Subject.OFFICER, officer.id, Verb.TAKE_BACK, before, _told(officer))
    return officer


async def confirm(session: AsyncSession, officer: Officer) -> None:
    """Notes that somebody who waits says to be the one whose name the invite bears."""
    kept = officer.settings.get(ENTRY)
    if officer.state == people.WAITING and kept is not None:
        officer.settings = {**officer.settings, ENTRY: {**kept, CONFIRMED: True}}
        await session.flush()


async def deny(session: AsyncSession, officer: Officer, now: datetime) -> None:
    """Somebody who waits says that the invite was meant for another: they are out again."""
    act = Act(session, officer, now)
    await act.hold()
    officer.state, officer.settings = people.REMOVED, _without_entry(officer)
    officer.version += 1
    await session.flush()
    await act.log(Subject.OFFICER, officer.id, Verb.WITHDRAWN, after=_told(officer))


async def _decide(act: Act, officer_id: int, state: str, verb: Verb) -> Officer:
    session = act.session
    await act.hold()
    actor = await posts.still(session, act.by) if act.by else None
    officer = await session.get(Officer, officer_id, populate_existing=True)
    if officer is None or officer.state != people.WAITING:
        raise errors.Refusal(texts.NOT_WAITING)
    if actor is not None and state == people.ACTIVE and officer.role in POWERFUL:
        await consent.refuse_alone(session, await inviter_of(session, officer), actor)
    officer.state, officer.settings = state, _without_entry(officer)
    officer.version += 1
    await session.flush()
    await act.log(Subject.OFFICER, officer.id, verb, after=_told(officer))
    return officer


def _told(officer: Officer) -> dict[str, object]:
    return {"name": officer.name, "role": officer.role, "state": officer.state}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
