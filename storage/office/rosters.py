"""Many invited at once: what a list would do, the links that are made of it, and taking it back.

The tokens leave this file once, to be printed; here only their hashes stay (see invites.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Department, Invite, Officer, Roster
from storage.office import department_changes, departments, invites, open_invites, posts
from storage.office.departments import name_key
from storage.rules import wording_roster as words
from storage.rules.clock import KST
from storage.rules.errors import Gone
from storage.rules.people import ACTIVE, WAITING
from storage.rules.permission import POWERFUL, may_grant
from storage.rules.roster_lines import Line
from storage.rules.terms import Role
from storage.rules.trail import Subject, Verb

ASKED, SENT, TAKEN_BACK = "asked", "sent", "taken_back"
MOST_DAYS = 92
"""How far ahead a link may be valid: a round lasts no longer."""
ALIKE = 0.66
TICK = timedelta(seconds=1)
Link = tuple[int, str]
"""An invite and its token."""


@dataclass(frozen=True)
class Seat:
    """One that would be invited; `department_id` is None while the office lacks the department."""

    line: int
    department_id: int | None
    department: str
    name: str
    role: Role

    @property
    def who(self) -> str:
        """In a word or two."""
        return words.whose(self.department, self.name)


@dataclass(frozen=True)
class Weighed:
    """What a list would do in the office as it is."""

    seats: tuple[Seat, ...] = ()
    apart: tuple[str, ...] = ()  # a sentence for each row that is not invited
    notes: tuple[str, ...] = ()  # of rows that are invited, and that somebody should look at
    renewed: tuple[int, ...] = ()  # links on their way that would be void
    lacking: tuple[str, ...] = ()  # departments that the office does not have
    unsaid: int = 0  # rows without a role: they are a 담당

    @property
    def second(self) -> list[Seat]:
        """Those to whom a second administrator has to agree once they come."""
        return [one for one in self.seats if one.role in POWERFUL]


async def keep(
    session: AsyncSession, officer: Officer, lines: Sequence[Line], now: datetime
) -> Roster:
    """The list while it is asked about; an older one of this person that waits is dropped."""
    await session.exec(
        delete(Roster).where(col(Roster.officer_id) == officer.id, col(Roster.state) == ASKED)
    )
    row = Roster(
        officer_id=officer.id,
        lines=[[one.line, one.department, one.name, one.role or ""] for one in lines],
        created_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def own(session: AsyncSession, number: int, officer: Officer, state: str = ASKED) -> Roster:
    """This person's list in this state; Gone for any other."""
    row = await session.get(Roster, number, populate_existing=True)
    if row is None or row.officer_id != officer.id or row.state != state:
        raise Gone
    return row


def lines_of(row: Roster) -> list[Line]:
    """The rows of a list that is asked about."""
    return [
        Line(at, place, name, Role(role) if role else None) for at, place, name, role in row.lines
    ]


async def each_department(session: AsyncSession) -> list[Line]:
    """One person, whoever it is, of each department from which nobody is here yet."""
    held = {one.department_id for one in await posts.people(session)}
    held |= {one.department_id for one in await invites.waiting(session)}
    return [
        Line(at, one.name, "", Role.STAFF)
        for at, one in enumerate(await departments.ordered(session), 1)
        if one.id not in held
    ]


async def weigh(
    session: AsyncSession, officer: Officer, lines: Sequence[Line], now: datetime, *, add: bool
) -> Weighed:
    """What this list would do now; with `add` departments that the office lacks are made."""
    scales = _Scales(
        officer,
        await departments.ordered(session, everyone=True),
        [*await posts.people(session), *await invites.waiting(session)],
        add=add,
    )
    for line in lines:
        scales.put(line)
    seats = scales.in_order()
    return Weighed(
        tuple(seats),
        tuple(scales.apart),
        tuple(scales.notes(seats)),
        tuple(one.id for one in await _older(session, seats, now)),
        tuple(scales.lacking),
        sum(one.role is None for one in lines),
    )


class _Scales:
    """The rows of a list, put on one by one."""

    def __init__(
        self,
        officer: Officer,
        everywhere: Sequence[Department],
        people: Sequence[Officer],
        *,
        add: bool,
    ) -> None:
        self.apart: list[str] = []
        self.lacking: list[str] = []
        self._officer, self._add = officer, add
        self._places = {name_key(former): one for one in everywhere for former in one.former_names}
        self._places |= {name_key(one.name): one for one in everywhere}
        self._order = {one.id: at for at, one in enumerate(everywhere)}
        self._names = {one.id: one.name for one in everywhere}
        self._people = people
        self._seen: dict[tuple[str, str], int] = {}
        self._seats: list[Seat] = []

    def put(self, line: Line) -> None:
        """A seat, or the reason why there is none."""
        place, role = self._places.get(name_key(line.department)), line.role or Role.STAFF
        department = place.name if place else line.department
        who = words.whose(department, line.name)
        key = (name_key(department), name_key(line.name) or role)
        first = self._seen.setdefault(key, line.line)
        if first != line.line:
            self.apart.append(words.twice(line.line, who, first))
            return
        sentence = self._place_missing(line, place) or self._refused(line, place, role, who)
        if sentence:
            self.apart.append(sentence)
            return
        number = place.id if place else None
        self._seats.append(Seat(line.line, number, department, line.name, role))

    def _place_missing(self, line: Line, place: Department | None) -> str:
        if place is not None:
            return "" if place.active else words.closed_department(line.line, place.name)
        if line.department not in self.lacking:
            self.lacking.append(line.department)
        if self._add:
            return ""
        near = get_close_matches(name_key(line.department), [*self._places], 1, ALIKE)
        like = self._places[near[0]].name if near else ""
        return words.unknown_department(line.line, line.department, like)

    def _refused(self, line: Line, place: Department | None, role: Role, who: str) -> str:
        if not may_grant(self._officer.role, role):
            return words.not_yours_to_give(line.line, who, role.label)
        for one in self._people if line.name else ():
            here = place is not None and one.department_id == place.id
            if here and name_key(one.name) == name_key(line.name):
                if one.state == WAITING:
                    return words.is_waiting(line.line, who)
                return words.is_in(line.line, who, one.role.label)
        return ""

    def in_order(self) -> list[Seat]:
        """In 직제순, as in the list within a department; new departments last."""
        last = len(self._order)
        return sorted(
            self._seats, key=lambda one: (self._order.get(one.department_id or 0, last), one.line)
        )

    def notes(self, seats: Sequence[Seat]) -> list[str]:
        """Names that stand in more than one department, here or in the list."""
        said: list[str] = []
        places: defaultdict[str, list[str]] = defaultdict(list)
        for seat in seats:
            if not seat.name:
                continue
            places[seat.name].append(seat.department)
            for one in self._people:
                if one.state == ACTIVE and name_key(one.name) == name_key(seat.name):
                    elsewhere = self._names.get(one.department_id or 0)
                    said += [words.namesake(seat.who, elsewhere)] if elsewhere else []
        return said + [words.in_two(name, found) for name, found in places.items() if found[1:]]


async def _older(session: AsyncSession, seats: Iterable[Seat], now: datetime) -> list[Invite]:
    """Links on their way to the same people."""
    wanted = {_key(one.department_id, one.name, one.role) for one in seats}
    found = await session.exec(
        select(Invite).where(
            col(Invite.used_at).is_(None),
            col(Invite.expires_at) > now,
            col(Invite.department_id).is_not(None),
        )
    )
    return [
        one
        for one in found
        if (one.name or one.roster_id) and _key(one.department_id, one.name, one.role) in wanted
    ]


def _key(department_id: int | None, name: str, role: Role) -> tuple[int | None, str]:
    """Who an invite is meant for: a name of a department, or whoever comes with this role."""
    return department_id, name_key(name) or role.value


async def send(act: Act, row: Roster, until: date, *, add: bool) -> tuple[list[Link], list[int]]:
    """The links of a list that was asked about, in 직제순, and the departments made for it.

    Links to the same people that are still on their way are void from now on.
    """
    session = act.session
    await act.hold()
    officer = await posts.still(session, act.officer)
    made: list[int] = []
    if add:
        weighed = await weigh(session, officer, lines_of(row), act.now, add=True)
        for name in weighed.lacking:
            made.append((await department_changes.add(act, name)).id)
    weighed = await weigh(session, officer, lines_of(row), act.now, add=False)
    await open_invites.expire_these(session, weighed.renewed, act.now)
    ends = _end_of(until)
    links = [
        await invites.make(act, one.role, one.department_id, one.name, ends, roster_id=row.id)
        for one in weighed.seats
    ]
    row.state, row.until, row.lines = SENT, until, []
    await session.flush()
    told = {"count": len(links), "until": until.isoformat()}
    await act.log(Subject.ROSTER, row.id, Verb.CREATE, after=told)
    return links, made


async def standing(session: AsyncSession, row: Roster, numbers: Sequence[int]) -> list[Invite]:
    """Those of these invites of a list that nobody has used or made void, in their order."""
    if row.until is None:
        return []
    ends = _end_of(row.until)
    found = await session.exec(select(Invite).where(col(Invite.id).in_(numbers)))
    rows = {one.id: one for one in found if one.used_at is None and one.expires_at == ends}
    return [rows[number] for number in numbers if number in rows]


def _end_of(until: date) -> datetime:
    """The midnight that ends a day in Korea."""
    return datetime.combine(until + timedelta(days=1), time(), KST)


async def take_back(act: Act, number: int, made: Sequence[int]) -> int:
    """The links of a list that nobody has used are void; returns how many.

    Departments that were made for it go out of use, unless somebody has come there meanwhile.
    """
    session = act.session
    await act.hold()
    await posts.still(session, act.officer)
    row = await session.get(Roster, number, populate_existing=True)
    if row is None or row.state != SENT:
        raise Gone
    voided = await open_invites.expire_of_roster(session, number, act.now)
    row.state = TAKEN_BACK
    held = {one.department_id for one in await posts.people(session)}
    held |= {one.department_id for one in await invites.waiting(session)}
    for department_id in made:
        if department_id not in held:
            await department_changes.set_active(act, department_id, False)
    await session.flush()
    await act.log(Subject.ROSTER, number, Verb.TAKE_BACK, after={"count": voided})
    return voided


async def forget(session: AsyncSession, before: datetime) -> int:
    """Drops lists that were asked about before that time and never sent."""
    gone = await session.exec(
        delete(Roster).where(col(Roster.state) == ASKED, col(Roster.created_at) < before)
    )
    return gone.rowcount
