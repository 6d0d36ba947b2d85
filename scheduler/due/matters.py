"""What waits for whom today: every open obligation, read anew from the records each time.

Nothing of it is kept. A plan handed in, an agreement's day corrected, a person gone: the matter
is no longer there when it is looked for, and its reminder is dropped.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.kinds import Kind, Whom
from storage.office import deputies, officers
from storage.office.officers import Person, reachable
from storage.office.setting_aside import Aside
from storage.plans import plan_duties
from storage.rules.ladder import Ladder, Rung
from storage.rules.terms import PlanState, Role, Stage
from storage.rules.workday import Calendar

STALE_DAYS = 400
"""What was due longer ago stays visible in /todo and /status and is no longer told."""

Key = tuple[str, str, int, int, date]
"""Kind, subject, its number, who answers for it, and the due day: what a reminder is unique by,
besides its rung."""


@dataclass(frozen=True)
class Matter:
    """An open obligation: who answers for it, when it is due, and how to tell it."""

    kind: Kind
    subject: str
    subject_id: int
    officer_id: int
    due_on: date
    ladder: Ladder
    opened_on: date
    title: str
    department_id: int | None
    department: str = ""
    touched_on: date | None = None
    """The day of the last work on it; None for a matter that is never told to the line above."""
    count: int = 0
    plan_state: PlanState | None = None
    has_items: bool = False
    half: str = ""
    stage: Stage | None = None
    level: int = 0  # of an escalation
    about: Kind | None = None
    named: str = ""
    until: date | None = None
    """The day after which no new rung comes; what had come by then is still told, late."""

    @property
    def key(self) -> Key:
        """What its reminders are unique by, besides their rung."""
        return (self.kind.name, self.subject, self.subject_id, self.officer_id, self.due_on)

    @property
    def chain(self) -> Key:
        """As `key`, but one chain goes on when another person takes the matter over."""
        person = self.officer_id if self.kind.whom is Whom.OFFICE else 0
        return (self.kind.name, self.subject, self.subject_id, person, self.due_on)


@dataclass(frozen=True)
class Scene:
    """The office on one day: its people, who is away, and its working days."""

    today: date
    calendar: Calendar
    people: Sequence[Person]
    named: dict[int, int]
    away: dict[int, int]
    by_id: dict[int, Person] = field(default_factory=dict)
    staffed: dict[int | None, list[Person]] = field(default_factory=dict)
    """The people of each department, those first who hand in its plan."""
    aside: Aside = field(default_factory=lambda: Aside("reminders"))
    """What raised while the office was looked at; the others go on."""
    _answering: dict[int, Person | None] = field(default_factory=dict)
    _rungs: dict[tuple[Ladder, date, date, date, int | None], Rung | None] = field(
        default_factory=dict
    )

    def answers(self, department_id: int, officer_id: int | None = None) -> Person | None:
        """Who answers for a department's matter: that person while they are there, else the one
        who hands in its plan, else the office. None in an office without people."""
        person = self.by_id.get(officer_id or 0)
        if person and (person.department_id == department_id or person.role in OFFICE):
            return person
        if department_id not in self._answering:
            staff = self.staffed.get(department_id, ())
            found = plan_duties.responsible(department_id, self.named, staff)
            self._answering[department_id] = found or next(iter(self.office), None)
        return self._answering[department_id]

    @cached_property
    def office(self) -> list[Person]:
        """총괄; without one, the administrators."""
        for role in OFFICE:
            found = [one for one in self.people if one.role == role]
            if found:
                return found
        return []

    def above(self, department_id: int | None, officer_id: int) -> list[Person]:
        """The line above a person in a department: 팀장 (else 주무팀장), then 과장.

        Nobody is told of what lies with their own superior.
        """
        line = []
        person = self.by_id.get(officer_id)
        tier = TIERS.get(person.role, 0) if person else 0
        for roles in ((Role.LEAD, Role.SENIOR), (Role.HEAD,))[tier:]:
            found = next(
                (
                    one
                    for role in roles
                    for one in self.staffed.get(department_id, ())
                    if one.role == role
                ),
                None,
            )
            if found and found.id != officer_id:
                line.append(found)
        return line

    def told(self, officer_id: int) -> Person | None:
        """Who is told in a person's place today: who stands in for one who is away, whoever that
        one is in turn; else the person, or a colleague when none of them can be reached. None
        when nobody of the department can."""
        person = self.by_id.get(officer_id)
        if person is None:
            return None
        line = [self.by_id.get(one) for one in deputies.in_turn(self.away, officer_id)]
        able = [*reversed(line), person, *self.staffed.get(person.department_id, [])]
        return next((one for one in able if one is not None and reachable(one)), None)

    def newest(self, matter: Matter, after: int | None) -> Rung | None:
        """As `Ladder.newest` for this matter today; reckoned once for matters of one date."""
        day = min(self.today, matter.until or self.today)
        key = (matter.ladder, matter.opened_on, matter.due_on, day, after)
        if key not in self._rungs:
            self._rungs[key] = matter.ladder.newest(
                matter.opened_on, matter.due_on, day, self.calendar, after
            )
        rung = self._rungs[key]
        return replace(rung, late=True) if rung and day < self.today else rung


OFFICE = (Role.OFFICE, Role.ADMIN)
TIERS = {Role.LEAD: 1, Role.SENIOR: 1, Role.HEAD: 2}
"""How many of the two tiers of a department's line a role has reached itself."""


async def scene(
    session: AsyncSession, today: date, calendar: Calendar, aside: Aside | None = None
) -> Scene:
    """Reads the office as it is on `today`; whose role nobody knows is set aside."""
    aside = aside or Aside("reminders")
    people = []
    for one in await officers.persons(session):
        with aside.each("officer", one.id):
            Role(one.role)  # raises where the word is none that the office knows
            people.append(one)
    staffed: dict[int | None, list[Person]] = defaultdict(list)
    for one in sorted(filter(plan_duties.able, people), key=plan_duties.rank):
        staffed[one.department_id].append(one)
    return Scene(
        today=today,
        calendar=calendar,
        people=people,
        named=await plan_duties.named(session),
        away=await deputies.all_on(session, today),
        by_id={one.id: one for one in people},
        staffed=staffed,
        aside=aside,
    )
