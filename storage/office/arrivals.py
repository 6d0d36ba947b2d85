"""Who came of those who were invited by lists, who waits, and who did not; and letting many in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Department, Invite, Officer, Roster
from storage.office import departments, invites, posts, role_grants, rosters, texts
from storage.office.departments import name_key
from storage.office.wording_entry import Newcomer, same_name
from storage.rules.clock import kst_date
from storage.rules.errors import Refusal
from storage.rules.people import ACTIVE, REMOVED, WAITING
from storage.rules.permission import POWERFUL
from storage.rules.terms import Role


class Step(StrEnum):
    """How far somebody has come."""

    CAME = "came"
    WAITS = "waits"
    MISSING = "missing"


@dataclass(frozen=True)
class Arrival:
    """One of those who were invited by a list."""

    department_id: int
    department: str
    name: str  # as they were invited
    role: Role
    step: Step
    officer: Officer | None = None
    entry: Newcomer | None = None  # of who waits
    until: date | None = None  # of a link that still lets in: its last day
    declined: bool = False

    @property
    def agrees(self) -> bool:
        """Whether the account that came bears the name of the list."""
        return self.entry is not None and same_name(self.name, self.entry.shown)

    @property
    def confirmed(self) -> bool:
        """Whether somebody with another name on the account said to be the one of the list."""
        return self.entry is not None and not self.agrees and self.entry.confirmed

    @property
    def alone(self) -> bool:
        """Whether this one is decided about alone: power is given by two."""
        return self.role in POWERFUL


async def of_lists(session: AsyncSession, now: datetime) -> list[Arrival]:
    """Everybody who was invited by a list, in 직제순; of who was invited again the last counts."""
    found = await session.exec(
        select(Invite, Roster, Officer)
        .join(Roster, col(Roster.id) == col(Invite.roster_id))
        .outerjoin(Officer, col(Officer.id) == col(Invite.used_by))
        .order_by(col(Invite.id))
    )
    places = await departments.ordered(session, everyone=True)
    order = {one.id: at for at, one in enumerate(places)}
    names = {one.id: one for one in places}
    newest: dict[tuple[int, str, int], Arrival] = {}
    for invite, roster, officer in found:
        if roster.state == rosters.TAKEN_BACK and invite.used_at is None:
            continue
        one = await _arrival(session, invite, officer, names, now)
        _put(newest, one)
    return sorted(newest.values(), key=lambda one: order.get(one.department_id, len(order)))


def _put(newest: dict[tuple[int, str, int], Arrival], one: Arrival) -> None:
    """In place of the same person's invitation before, unless that one came by it."""
    at = 0
    while True:
        key = (one.department_id, name_key(one.name) or one.role.value, at)
        before = newest.get(key)
        if before is None or before.step is Step.MISSING:
            newest[key] = one
            return
        if one.name and one.step is Step.MISSING:
            return  # they are here, by whichever link
        at += 1


async def _arrival(
    session: AsyncSession,
    invite: Invite,
    officer: Officer | None,
    places: dict[int, Department],
    now: datetime,
) -> Arrival:
    place = places.get(invite.department_id or 0)
    state = officer.state if officer is not None else ""
    step = {ACTIVE: Step.CAME, WAITING: Step.WAITS}.get(state, Step.MISSING)
    entry = None
    if officer is not None and step is Step.WAITS:
        entry = await invites.entry_of(session, officer)
    works = invite.used_at is None and invite.expires_at > now
    return Arrival(
        invite.department_id or 0,
        place.name if place else "",
        invite.name,
        invite.role,
        step,
        officer,
        entry,
        # The midnight at which it ends belongs to the day after.
        kst_date(invite.expires_at - rosters.TICK) if works else None,
        declined=state == REMOVED,
    )


async def empty_places(session: AsyncSession, known: Sequence[Arrival]) -> list[str]:
    """Departments in use from which nobody is here, waits, or has a link that still works."""
    held = {one.department_id for one in await posts.people(session)}
    held |= {one.department_id for one in await invites.waiting(session)}
    held |= {one.department_id for one in known if one.until is not None}
    return [one.name for one in await departments.ordered(session) if one.id not in held]


async def matching(
    session: AsyncSession, now: datetime, *, confirmed: bool
) -> tuple[list[Arrival], list[Arrival]]:
    """Those who wait and may be let in together, and those who wait and are looked at alone.

    Together are those whose account bears the name of the list; with `confirmed` also those who
    said to be that person. Power is never given so.
    """
    waits = [one for one in await of_lists(session, now) if one.step is Step.WAITS]
    together = [one for one in waits if await _may_together(session, one, confirmed=confirmed)]
    return together, [one for one in waits if one not in together]


async def _may_together(session: AsyncSession, one: Arrival, *, confirmed: bool) -> bool:
    if one.officer is None or one.alone or not (one.agrees or (confirmed and one.confirmed)):
        return False
    return await role_grants.of_person(session, one.officer.id) is None


async def let_in(act: Act, numbers: Sequence[int]) -> list[Officer]:
    """These people are in, all or none. Refusal when somebody of them does not wait any more."""
    return [await invites.approve(act, number) for number in numbers]


async def put_back(act: Act, kept: Sequence[tuple[int, int, dict[str, str]]]) -> list[Officer]:
    """They wait again as they did: number, version since, and how they came.

    Who was changed meanwhile stays as they are.
    """
    await act.hold()
    await posts.still(act.session, act.officer)
    back = []
    for number, version, entry in kept:
        officer = await act.session.get(Officer, number, populate_existing=True)
        if officer is None or officer.state != ACTIVE or officer.version != version:
            continue
        back.append(await invites.wait_again(act, officer, entry))
    if not back:
        raise Refusal(texts.PERSON_MOVED)
    return back
