"""A matter is an open obligation; a scene is the office on one day, to whom matters are addressed.

Nothing of it is kept. A plan handed in, an agreement's day corrected, a person gone: the matter
is no longer there when it is looked for, and its reminder is dropped.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from scheduler.due.rows import Office
from scheduler.kind import Kind, Whom
from scheduler.kinds import ESCALATION, KINDS
from storage.rules import people
from storage.rules.aside import Aside
from storage.rules.ladder import Ladder, Rung
from storage.rules.people import Person, reachable
from storage.rules.permission import LINE, ROLE_ROWS
from storage.rules.terms import PlanState, Role, Stage
from storage.rules.workday import Calendar

STALE_DAYS = 400
"""What was due longer ago stays visible in /todo and /status and is no longer told."""

Key = tuple[str, str, int, int, date]
"""Kind, subject, its number, who answers for it, and the due day: what a reminder is unique by,
besides its rung."""


class Beside(NamedTuple):
    """The results that are owed beside a plan: of which half, of whom, how many are logged."""

    half: str
    department_id: int
    records: int


class Matter(NamedTuple):
    """An open obligation: who answers for it, when it is due, and how to tell it."""

    kind: Kind
    subject: str
    subject_id: int
    due_on: date
    opened_on: date
    title: str
    department_id: int | None
    officer_id: int = 0
    """Who answers for it; `Scene.addressed` finds them."""
    department: str = ""
    touched_on: date | None = None
    """The day of the last work on it; None for a matter that is never told to the line above."""
    climbs: Ladder | None = None  # where it is not the kind's own
    keeper_id: int = 0  # who entered the record
    step: Role | None = None  # of a plan in 내부확인
    left: int = 0  # of its parts, how many wait
    plan_state: PlanState | None = None
    has_items: bool = False
    half: str = ""
    stage: Stage | None = None
    level: int = 0  # of an escalation
    about: Kind | None = None
    of: str = ""  # of an escalation: the subject of what it is about
    named: str = ""
    named_on: date | None = None
    """The day that its words name, where that is not the due day."""
    letter: str = ""  # of a request: the letter that it rests on
    closing: str = ""  # and the half whose plan waits for its outcomes
    beside: Beside | None = None  # of a request: what is asked for beside the plan
    until: date | None = None
    """The day after which no new rung comes; what had come by then is still told, late."""

    @property
    def urgency(self) -> tuple[int, date, int]:
        """Sorts the matters of one person: as the rows of their kinds stand, then by their day."""
        return (KINDS.place(self.kind), self.due_on, self.subject_id)

    @property
    def ladder(self) -> Ladder:
        """The rungs on which it is told."""
        return self.climbs or self.kind.ladder

    @property
    def key(self) -> Key:
        """What its reminders are unique by, besides their rung."""
        return (self.kind.name, self.subject, self.subject_id, self.officer_id, self.due_on)

    @property
    def chain(self) -> Key:
        """As `key`, but one chain goes on when another person takes the matter over."""
        each = self.kind.whom in (Whom.OWN, Whom.OFFICE, Whom.BESIDE)
        person = self.officer_id if each else 0
        return (self.kind.name, self.subject, self.subject_id, person, self.due_on)


OFFICE = (Role.OFFICE, Role.ADMIN)
"""How many of the two tiers of a department's line a role has reached itself."""


@dataclass(frozen=True)
class Scene:
    """The office on one day: its people, who is away, and its working days."""

    rows: Office
    today: date
    aside: Aside = field(default_factory=lambda: Aside("reminders", strict=True))
    """What raised while the office was looked at; the others go on."""
    _since: dict[date, int] = field(default_factory=dict)
    _answering: dict[int, Person | None] = field(default_factory=dict)
    _rungs: dict[tuple[Ladder, date, date, date, int | None], Rung | None] = field(
        default_factory=dict
    )

    @property
    def calendar(self) -> Calendar:
        """The office's working days."""
        return self.rows.calendar

    @cached_property
    def people(self) -> Sequence[Person]:
        """Everybody, without those whose role nobody knows: they are set aside."""
        known = []
        for one in self.rows.people:
            with self.aside.each("officer", one.id):
                Role(one.role)  # raises where the word is none that the office knows
                known.append(one)
        return known

    @cached_property
    def by_id(self) -> dict[int, Person]:
        """Everybody by their number."""
        return {one.id: one for one in self.people}

    @cached_property
    def away(self) -> dict[int, int]:
        """Everybody absent today with the number of who stands in."""
        return {
            one.officer_id: one.deputy_id
            for one in self.rows.absences
            if one.starts_on <= self.today <= one.ends_on
        }

    @cached_property
    def staffed(self) -> dict[int | None, list[Person]]:
        """The people of each department, those first who hand in its plan."""
        made: dict[int | None, list[Person]] = defaultdict(list)
        for one in sorted(filter(people.able, self.people), key=people.rank):
            made[one.department_id].append(one)
        return made

    @cached_property
    def office(self) -> list[Person]:
        """총괄; without one, the administrators."""
        for role in OFFICE:
            found = [one for one in self.people if one.role == role]
            if found:
                return found
        return []

    @property
    def patience(self) -> int:
        """Working days of silence until the line above hears, and again until the next above."""
        ladder = self.rows.ladders.get(ESCALATION.name, ESCALATION.ladder)
        return ladder.offsets[0]

    def department(self, matter: Matter) -> str:
        """The name of its department; empty where it has none."""
        number = matter.department_id or 0
        return matter.department or self.rows.departments.get(number, "")

    def addressed(self, matter: Matter) -> Iterator[Matter]:
        """The matter for each whom its kind goes to; none in an office without people."""
        climbs = matter.climbs or self.rows.ladders.get(matter.kind.name)
        for one in self._receivers(matter):
            yield matter._replace(officer_id=one.id, climbs=climbs)

    def _receivers(self, matter: Matter) -> Sequence[Person]:
        whom = matter.kind.whom
        if whom is Whom.OFFICE:
            return self.office
        if whom in (Whom.OWN, Whom.WRITER, Whom.SETTLER):
            own = self.writer(matter.department_id or 0)
            others = self.office[:1] if whom is Whom.SETTLER else []
            return [own] if own else others
        if whom is Whom.HOLDERS:
            staff = self.staffed.get(matter.department_id, [])
            return people.holders(matter.step or Role.HEAD, staff, self.office)
        keeper = matter.keeper_id if whom in (Whom.KEEPER, Whom.BESIDE) else 0
        one = self.answers(matter.department_id or 0, keeper)
        if whom is Whom.BESIDE:
            told = (one, self.told(one.id) if one else None)
            return [each for each in self.office if each not in told]
        return [one] if one else []

    def answers(self, department_id: int, officer_id: int = 0) -> Person | None:
        """Who answers for a department's matter: that person while they are there, else the one
        who hands in its plan, else the office. None in an office without people."""
        person = self.by_id.get(officer_id)
        if person and (person.department_id == department_id or person.role in OFFICE):
            return person
        if department_id not in self._answering:
            found = self.writer(department_id)
            self._answering[department_id] = found or next(iter(self.office), None)
        return self._answering[department_id]

    def writer(self, department_id: int) -> Person | None:
        """Who hands in a department's plan; None when nobody is there."""
        staff = self.staffed.get(department_id, ())
        return people.responsible(department_id, self.rows.named, staff)

    def above(self, department_id: int | None, officer_id: int) -> list[Person]:
        """The line above a person in a department: 팀장 (else 주무팀장), then 과장.

        Nobody is told of what lies with their own superior.
        """
        line = []
        person = self.by_id.get(officer_id)
        row = ROLE_ROWS.get(person.role) if person else None
        tier = row.tier if row else 0
        for roles in LINE[tier:]:
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
        line = [self.by_id.get(one) for one in people.in_turn(self.away, officer_id)]
        able = [*reversed(line), person, *self.staffed.get(person.department_id, [])]
        return next((one for one in able if one is not None and reachable(one)), None)

    def newest(self, matter: Matter, after: int | None = None) -> Rung | None:
        """As `Ladder.newest` for this matter today; reckoned once for matters of one date."""
        day = min(self.today, matter.until or self.today)
        key = (matter.ladder, matter.opened_on, matter.due_on, day, after)
        if key not in self._rungs:
            self._rungs[key] = matter.ladder.newest(
                matter.opened_on, matter.due_on, day, self.calendar, after
            )
        rung = self._rungs[key]
        return replace(rung, late=True) if rung and day < self.today else rung

    def workdays_since(self, day: date) -> int:
        """Working days from that day to today; reckoned once for matters of one date."""
        if day not in self._since:
            self._since[day] = self.calendar.workdays_between(day, self.today)
        return self._since[day]

    def is_told(self, matter: Matter) -> bool:
        """Whether a digest tells of it: not what only fell to the office, nor what is stale."""
        if self.is_stale(matter):
            return False
        fell = matter.kind.whom is Whom.SETTLER and self.writer(matter.department_id or 0) is None
        return not fell

    def is_stale(self, matter: Matter) -> bool:
        """Whether it was due so long ago that nobody is told any more."""
        return matter.due_on < self.today - timedelta(days=STALE_DAYS)

    def has_come(self, matter: Matter) -> bool:
        """Whether a matter has come to its people: a digest has told it, or tells it today.

        Also what comes with a card of its own; not what was about a day that is over.
        """
        if matter.kind.day_itself and self.today > matter.due_on:
            return False
        return matter.kind.carded or self.newest(matter) is not None

    def day_of(self, matter: Matter) -> date:
        """The one date by which a matter is told and listed: the working day that it counts to,
        or the very day where its kind is about that."""
        if matter.kind.day_itself:
            return matter.due_on
        if matter.named_on:
            return self.calendar.next_workday(matter.named_on)
        return matter.ladder.day_of(0, matter.due_on, self.calendar)
